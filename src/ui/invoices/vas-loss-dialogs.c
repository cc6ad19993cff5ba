/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A return that begins (R21), and paper that was lost: before delivery it is issued again by the supervisor, after it a photo
 * is given out (R18). Main thread.
 */

#include "vas-ending-dialogs.h"

#include "vas-erased-words.h"
#include "vas-form-dialog.h"
#include "vas-labels.h"
#include "vas-notice-text.h"
#include "vas-photo-export.h"
#include "vas-sheet-fields.h"

#include <glib/gi18n.h>

static VasForm *
new_form (VasDesk    *desk,
          VasCase    *vas_case,
          const char *command)
{
  VasForm *form = vas_form_new (desk, command);

  vas_form_set_argument (form, "request", vas_entity_get_key (VAS_ENTITY (vas_case->request)));
  vas_form_expect (form, VAS_ENTITY (vas_case->request));

  return form;
}

/** vas_return_open_dialog_new: (transfer none): the fapiao of the case are to come back before a refund. */
GtkWidget *
vas_return_open_dialog_new (VasDesk   *desk,
                            GtkWindow *parent,
                            VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "return.open");
  g_autofree char *done = g_strdup_printf (_("Return opened: %s"), vas_case->request->number);
  VasFormField *reason = vas_form_add (form, VAS_FORM_TEXT, "reason", _("_Reason for the return"));

  vas_form_set_intro (form, _("A refund needs the issued fapiao back first (§4.8(5)). The case waits for the paper; nothing is voided yet, "
                              "and the return can be given up."));
  vas_form_field_set_hint (reason, _("Ctrl+Enter opens the return."));
  vas_form_set_confirm (form, _("_Ask for the Paper Back"), FALSE);
  vas_form_set_done (form, done);
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Return for a Refund"), form);
}

/** vas_reissue_dialog_new: (transfer none): lost before delivery: every sheet ends, and a new request takes the place (R18). */
GtkWidget *
vas_reissue_dialog_new (VasDesk   *desk,
                        GtkWindow *parent,
                        VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "request.reissue");
  GPtrArray *sheets = vas_sheets_in_state (vas_case, VAS_FAPIAO_STATE_ISSUED);
  g_autofree char *done = g_strdup_printf (_("Issued again: %s ends, a new request waits for its fapiao."), vas_case->request->number);

  g_object_set_data_full (G_OBJECT (form), "sheets", sheets, (GDestroyNotify) g_ptr_array_unref);
  vas_form_set_intro (form, _("Only paper that was lost before it was delivered is issued again, and only by the supervisor (§4.8(4)). Sheets of "
                              "this month are voided, earlier ones reversed; a new request of the same contents, already approved, takes "
                              "the place of this one."));
  vas_form_add (form, VAS_FORM_TEXT, "reason", _("_How it was lost"));
  for (guint i = 0; i < sheets->len; i++)
    {
      if (vas_sheet_needs_red (g_ptr_array_index (sheets, i), vas_desk_get_today (desk)))
        vas_sheet_add_red_fields (form, g_ptr_array_index (sheets, i));
    }
  vas_form_set_prepare (form, vas_sheet_prepare_reds, sheets);
  vas_form_set_confirm (form, _("_End These Fapiao and Issue Again"), TRUE);
  vas_form_set_done (form, done);
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Issue Again after a Loss"), form);
}

/* The record stands; now the file. */
static void
photo_given_cb (VasForm *form)
{
  GPtrArray *sheets = g_object_get_data (G_OBJECT (form), "sheets");
  GtkWindow *parent = g_object_get_data (G_OBJECT (form), "parent");
  g_autofree char *key = vas_form_field_get_text (vas_form_get_field (form, "fapiao"));

  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      if (g_str_equal (vas_entity_get_key (VAS_ENTITY (sheet)), key))
        vas_photo_export (g_object_get_data (G_OBJECT (form), "desk"), parent, sheet);
    }
}

/** vas_photo_dialog_new: (transfer none): lost after delivery: a photo of the sheet is given out, and that is recorded (R18); then it is saved as a file. */
GtkWidget *
vas_photo_dialog_new (VasDesk   *desk,
                      GtkWindow *parent,
                      VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "photo.give");
  g_autoptr (GPtrArray) sheets = vas_sheets_in_state (vas_case, VAS_FAPIAO_STATE_ISSUED);
  g_autofree char *text = vas_notice_text_photo (vas_case->request);
  VasFormField *channel;

  vas_form_set_intro (form, _("A fapiao that is lost or damaged after delivery is not issued again; the user gets its photo (§4.8(4)). Who gave it out, "
                              "when and how is recorded; then you say where the file goes."));
  vas_sheet_add_choice (form, sheets);
  channel = vas_form_add (form, VAS_FORM_CHOICE, "channel", _("_Given by"));
  for (int i = 0; vas_enum_to_id (&vas_notice_channel_enum, i) != NULL; i++)
    vas_form_field_add_choice (channel, vas_enum_to_id (&vas_notice_channel_enum, i), vas_label (&vas_notice_channel_enum, i));
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_TEXT, "text", _("_Message to the user")), text);
  vas_form_map (form, "photo-missing", "fapiao");
  g_object_set_data_full (G_OBJECT (form), "sheets", g_ptr_array_ref (sheets), (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (form), "desk", g_object_ref (desk), g_object_unref);
  g_object_set_data (G_OBJECT (form), "parent", parent);
  g_signal_connect (form, "done", G_CALLBACK (photo_given_cb), NULL);
  vas_form_set_confirm (form, _("_Give Out and Save…"), FALSE);
  vas_form_set_done (form, _("The photo was given out; this is recorded."));
  if (vas_request_is_locked (vas_case->request))
    vas_form_forbid (form, _("The photo is locked: the user’s data were erased, and it is kept for the tax law alone (R29)."));
  else if (sheets->len == 0)
    vas_form_forbid (form, _("No fapiao of this case is issued."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Photo for the User"), form);
}
