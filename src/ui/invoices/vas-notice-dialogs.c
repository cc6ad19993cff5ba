/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user is told (R22) where the usual way is not it: by another channel; when a parcel came back, where he is asked where to,
 * or what came back is kept here; and a notice that did not reach its user. Main thread.
 */

#include "vas-parcel-dialogs.h"

#include "vas-form-dialog.h"
#include "vas-labels.h"
#include "vas-notice-text.h"
#include "vas-parcel-rules.h"

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

static VasForm *
new_form_came_back (VasDesk    *desk,
                    VasCase    *vas_case,
                    const char *command)
{
  VasForm *form = new_form (desk, vas_case, command);

  if (!vas_case_came_back (vas_case))
    vas_form_forbid (form, _("No parcel of this case came back."));

  return form;
}

static void
add_channel (VasForm    *form,
             const char *label,
             const char *chosen)
{
  VasFormField *channel = vas_form_add (form, VAS_FORM_CHOICE, "channel", label);

  for (int i = 0; vas_enum_to_id (&vas_notice_channel_enum, i) != NULL; i++)
    vas_form_field_add_choice (channel, vas_enum_to_id (&vas_notice_channel_enum, i), vas_label (&vas_notice_channel_enum, i));
  vas_form_field_set_text (channel, chosen);
}

/** vas_tell_dialog_new: (transfer none): tells the user by a channel that is chosen; a telephone call is recorded. */
GtkWidget *
vas_tell_dialog_new (VasDesk   *desk,
                     GtkWindow *parent,
                     VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "notice.tell");
  g_autofree char *text = vas_notice_text_told (vas_case);

  vas_form_set_intro (form, _("T tells the user by the usual channel. This is for the one who is told otherwise: a telephone call is "
                              "recorded with what was said (§4.8)."));
  add_channel (form, _("_Told by"), "phone");
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_TEXT, "text", _("_Message to the user")), text);
  vas_form_set_confirm (form, _("_Tell the User"), FALSE);
  vas_form_set_done (form, _("The user is told."));
  if (vas_case->request->state != VAS_REQUEST_STATE_TO_TELL)
    vas_form_forbid (form, _("There is nothing to tell the user now."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Tell the User Another Way"), form);
}

/** vas_ask_dialog_new: (transfer none): asks the user where to send what came back; the case stays open meanwhile. */
GtkWidget *
vas_ask_dialog_new (VasDesk   *desk,
                    GtkWindow *parent,
                    VasCase   *vas_case)
{
  VasForm *form = new_form_came_back (desk, vas_case, "notice.ask");
  g_autofree char *text = vas_notice_text_reship (vas_case);
  g_autofree char *usual = g_settings_get_string (vas_desk_get_settings (desk), "notice-channel");

  vas_form_set_intro (form, _("The user says where to: correct the recipient then and send it anew, lay it ready for pick-up, or keep it "
                              "here (§4.8)."));
  add_channel (form, _("_Asked by"), usual);
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_TEXT, "text", _("_Message to the user")), text);
  vas_form_set_confirm (form, _("_Ask the User"), FALSE);
  vas_form_set_done (form, _("The user is asked; the case waits for the answer."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Ask the User Where To"), form);
}

/** vas_keep_dialog_new: (transfer none): 留存: what came back goes to the archive, and the user is told. */
GtkWidget *
vas_keep_dialog_new (VasDesk   *desk,
                     GtkWindow *parent,
                     VasCase   *vas_case)
{
  VasForm *form = new_form_came_back (desk, vas_case, "parcel.keep");

  vas_form_set_intro (form, _("What came back is kept in the archive, and the user is told next. It goes out again when the user wants it: "
                              "correct the recipient then (§4.8)."));
  vas_form_add (form, VAS_FORM_TEXT, "reason", _("_Why it is kept"));
  vas_form_set_confirm (form, _("_Keep It Here"), FALSE);
  vas_form_set_done (form, _("Kept in the archive. T tells the user."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Keep What Came Back"), form);
}

static char *
describe_notice (VasNotice *notice)
{
  g_autofree char *at = vas_instant_format_local (notice->made_at);

  /* Translators: moment, channel and text of a notice to the user. */
  return g_strdup_printf (_("%s, %s: %s"), at, vas_label (&vas_notice_channel_enum, notice->channel),
                          notice->text != NULL ? notice->text : "—");
}

/** vas_failed_dialog_new: (transfer none): a notice that did not reach the user: where nothing else did, the case is to be told again. */
GtkWidget *
vas_failed_dialog_new (VasDesk   *desk,
                       GtkWindow *parent,
                       VasCase   *vas_case)
{
  VasForm *form = vas_form_new (desk, "notice.fail");
  VasFormField *choice = vas_form_add (form, VAS_FORM_CHOICE, "notice", _("_Notice"));
  guint n_notices = 0;

  vas_form_set_intro (form, _("A notice that did not reach the user told nothing: where no later one did, the case goes back to be told "
                              "(§4.8)."));
  for (guint i = vas_case->notices->len; i > 0; i--)
    {
      VasNotice *notice = g_ptr_array_index (vas_case->notices, i - 1);
      g_autofree char *text = NULL;

      if (notice->state == VAS_NOTICE_STATE_FAILED)
        continue;
      text = describe_notice (notice);
      vas_form_field_add_choice (choice, vas_entity_get_key (VAS_ENTITY (notice)), text);
      n_notices++;
    }
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_How it is known"));
  vas_form_set_confirm (form, _("_It Did Not Reach the User"), FALSE);
  vas_form_set_done (form, _("The notice is recorded as failed."));
  if (!vas_desk_may (desk, "notice.fail"))
    vas_form_forbid (form, _("This is the supervisor's."));
  if (n_notices == 0)
    vas_form_forbid (form, _("There is no notice that could have failed."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("A Notice That Failed"), form);
}
