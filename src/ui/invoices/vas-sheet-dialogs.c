/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paper that went wrong in the house (R20): a misprint, a bound sheet that is not used, a blank one that is ruined. The button
 * names what happens to the sheet. Main thread.
 */

#include "vas-ending-dialogs.h"

#include "vas-form-dialog.h"
#include "vas-sheet-fields.h"

#include <glib/gi18n.h>

static VasFapiao *
get_chosen (VasForm *form)
{
  GPtrArray *sheets = g_object_get_data (G_OBJECT (form), "sheets");
  g_autofree char *key = vas_form_field_get_text (vas_form_get_field (form, "fapiao"));

  for (guint i = 0; i < sheets->len; i++)
    {
      if (g_strcmp0 (vas_entity_get_key (g_ptr_array_index (sheets, i)), key) == 0)
        return g_ptr_array_index (sheets, i);
    }

  return NULL;
}

static VasForm *
new_form (VasDesk        *desk,
          VasCase        *vas_case,
          const char     *command,
          VasFapiaoState  state)
{
  VasForm *form = vas_form_new (desk, command);
  GPtrArray *sheets = vas_sheets_in_state (vas_case, state);

  g_object_set_data_full (G_OBJECT (form), "sheets", sheets, (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (form), "today", GINT_TO_POINTER (vas_desk_get_today (desk)));
  vas_sheet_add_choice (form, sheets);
  if (sheets->len == 0)
    vas_form_forbid (form, state == VAS_FAPIAO_STATE_ISSUED ? _("No fapiao of this case is issued.")
                                                            : _("No number is bound to this case."));

  return form;
}

/* A sheet of this month is voided; one of an earlier month needs the red-letter fapiao that reverses it. */
static void
misprint_changed_cb (VasForm *form)
{
  VasFapiao *sheet = get_chosen (form);
  const VasDate today = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (form), "today"));
  const gboolean red = sheet != NULL && vas_sheet_needs_red (sheet, today);
  g_autofree char *label = NULL;
  g_autofree char *done = NULL;

  if (sheet == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (vas_form_get_field (form, "red_code")), red);
  gtk_widget_set_visible (GTK_WIDGET (vas_form_get_field (form, "red_number")), red);
  label = g_strdup_printf (red ? _("_Reverse %s and Issue Again") : _("_Void %s and Issue Again"), sheet->number);
  done = g_strdup_printf (red ? _("Reversed: %s. The case waits for another number.")
                              : _("Voided: %s. The case waits for another number."), sheet->number);
  vas_form_set_confirm (form, label, TRUE);
  vas_form_set_done (form, done);
}

/** vas_misprint_dialog_new: (transfer none): an issued sheet that is wrong and still in the house. */
GtkWidget *
vas_misprint_dialog_new (VasDesk   *desk,
                         GtkWindow *parent,
                         VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "fapiao.void", VAS_FAPIAO_STATE_ISSUED);

  vas_form_set_intro (form, _("All copies are here, and the sheet has not been handed over. It is voided in the month of its issue; "
                              "of an earlier month it is reversed by a red-letter fapiao, by the supervisor. The request goes back "
                              "to where it waits for its fapiao, unchanged (§4.8)."));
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_What is wrong with it"));
  vas_form_add (form, VAS_FORM_ENTRY, "red_code", _("Red-letter fapiao: _code"));
  vas_form_add (form, VAS_FORM_ENTRY, "red_number", _("Red-letter fapiao: _number"));
  vas_form_map (form, "red-missing", "red_number");
  vas_form_map (form, "red-malformed", "red_number");
  vas_form_map (form, "red-used", "red_number");
  vas_form_map (form, "sheet-handed-over", "fapiao");
  vas_form_set_confirm (form, _("_Void"), TRUE);
  g_signal_connect_swapped (vas_form_get_field (form, "fapiao"), "changed", G_CALLBACK (misprint_changed_cb), form);
  misprint_changed_cb (form);
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Misprint"), form);
}

static void
spoiled_changed_cb (VasForm *form)
{
  VasFapiao *sheet = get_chosen (form);
  g_autofree char *spoiled = vas_form_field_get_text (vas_form_get_field (form, "spoiled"));
  g_autofree char *label = NULL;
  g_autofree char *done = NULL;

  if (sheet == NULL)
    return;
  label = g_strdup_printf (*spoiled != '\0' ? _("_Void the Ruined Sheet %s") : _("_Give %s Back to the Stock"), sheet->number);
  done = g_strdup_printf (*spoiled != '\0' ? _("Voided: %s. The case waits for another number.")
                                           : _("Free again: %s. The case waits for another number."), sheet->number);
  vas_form_set_confirm (form, label, *spoiled != '\0');
  vas_form_set_done (form, done);
}

/** vas_unbind_dialog_new: (transfer none): a number that is bound to the case and was not printed on, or spoiled in the printer. */
GtkWidget *
vas_unbind_dialog_new (VasDesk   *desk,
                       GtkWindow *parent,
                       VasCase   *vas_case)
{
  VasForm *form = new_form (desk, vas_case, "print.unbind", VAS_FAPIAO_STATE_BOUND);

  vas_form_set_intro (form, _("The case lets go of this number and waits for another. A sheet that is still blank goes back to the "
                              "stock; a ruined one is voided and never used (§4.8)."));
  vas_form_add (form, VAS_FORM_CHECK, "spoiled", _("The paper is _ruined"));
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason"));
  vas_form_set_confirm (form, _("_Give Back"), FALSE);
  g_signal_connect_swapped (vas_form_get_field (form, "fapiao"), "changed", G_CALLBACK (spoiled_changed_cb), form);
  g_signal_connect_swapped (vas_form_get_field (form, "spoiled"), "changed", G_CALLBACK (spoiled_changed_cb), form);
  spoiled_changed_cb (form);
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Number That Is Not Used"), form);
}

/** vas_ruined_dialog_new: (transfer none): @point: the issuing point whose blank sheet is ruined. */
GtkWidget *
vas_ruined_dialog_new (VasDesk    *desk,
                       GtkWindow  *parent,
                       const char *point)
{
  VasForm *form = vas_form_new (desk, "stock.void");

  vas_form_set_intro (form, _("A blank sheet that can no longer be printed on. It is voided, and the evening close counts it so (§4.8)."));
  vas_form_field_set_text (vas_form_add (form, VAS_FORM_ENTRY, "point", _("Issuing _point")), point);
  vas_form_add (form, VAS_FORM_ENTRY, "code", _("Fapiao _code"));
  vas_form_add (form, VAS_FORM_ENTRY, "number", _("Fapiao _number"));
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason"));
  vas_form_map (form, "number-not-in-stock", "number");
  vas_form_map (form, "number-used", "number");
  vas_form_set_confirm (form, _("_Void the Ruined Sheet"), TRUE);
  vas_form_set_done (form, _("The ruined sheet is voided."));
  vas_form_set_draft (form, "");

  return vas_form_dialog_new (parent, _("Ruined Blank Sheet"), form);
}
