/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fields about sheets of fapiao paper: which sheet, and the red-letter fapiao that reverses one of an earlier month (R20, R21).
 * Main thread.
 */

#include "vas-sheet-fields.h"

#include "vas-issue-rules.h"

#include <glib/gi18n.h>

/** vas_sheets_in_state: (transfer container) (element-type VasFapiao): the sheets of the case in that state. */
GPtrArray *
vas_sheets_in_state (VasCase        *vas_case,
                     VasFapiaoState  state)
{
  GPtrArray *sheets = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (sheet->state == state)
        g_ptr_array_add (sheets, g_object_ref (sheet));
    }

  return sheets;
}

/** vas_sheet_describe: (transfer full): "044001900104 00000105 · ¥98.00 · 2026-03-10" */
char *
vas_sheet_describe (VasFapiao *sheet)
{
  g_autofree char *name = vas_fapiao_dup_name (sheet);
  g_autofree char *amount = vas_money_format (sheet->amount);
  g_autofree char *date = sheet->issued_on != VAS_NONE_DATE ? vas_date_format (sheet->issued_on) : NULL;

  return date != NULL ? g_strdup_printf ("%s · %s · %s", name, amount, date) : g_strdup_printf ("%s · %s", name, amount);
}

/** vas_sheet_add_choice: (transfer none): which of the sheets; nothing has to be chosen where there is one. */
VasFormField *
vas_sheet_add_choice (VasForm   *form,
                      GPtrArray *sheets)
{
  VasFormField *field = vas_form_add (form, VAS_FORM_CHOICE, "fapiao", _("_Fapiao"));

  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);
      g_autofree char *label = vas_sheet_describe (sheet);

      vas_form_field_add_choice (field, vas_entity_get_key (VAS_ENTITY (sheet)), label);
    }

  return field;
}

/** vas_sheet_needs_red: whether it is of an earlier month, so that only a red-letter fapiao ends it. */
gboolean
vas_sheet_needs_red (VasFapiao *sheet,
                     VasDate    today)
{
  g_autoptr (VasVerdict) ignored = vas_verdict_new ();

  return vas_rule_ending (sheet, VAS_ENDING_MISPRINT, today, NULL, NULL, TRUE, ignored);
}

/** vas_sheet_add_red_fields: code and number of the red-letter fapiao that reverses @sheet, for vas_sheet_prepare_reds(). */
void
vas_sheet_add_red_fields (VasForm   *form,
                          VasFapiao *sheet)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (sheet));
  g_autofree char *code_id = g_strconcat ("red_code/", key, NULL);
  g_autofree char *number_id = g_strconcat ("red_number/", key, NULL);
  g_autofree char *code_title = g_strdup_printf (_("Red-letter fapiao of %s: code"), sheet->number);
  g_autofree char *number_title = g_strdup_printf (_("Red-letter fapiao of %s: number"), sheet->number);

  vas_form_field_set_local (vas_form_add (form, VAS_FORM_ENTRY, code_id, code_title));
  vas_form_field_set_local (vas_form_add (form, VAS_FORM_ENTRY, number_id, number_title));
}

/** vas_sheet_prepare_reds: a #VasFormPrepare: what was typed into those fields becomes the argument “reds”. */
gboolean
vas_sheet_prepare_reds (VasForm    *form,
                        VasCommand *command,
                        gpointer    sheets)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *reds = json_array_new ();

  for (guint i = 0; i < ((GPtrArray *) sheets)->len; i++)
    {
      const char *key = vas_entity_get_key (VAS_ENTITY (g_ptr_array_index ((GPtrArray *) sheets, i)));
      g_autofree char *code_id = g_strconcat ("red_code/", key, NULL);
      g_autofree char *number_id = g_strconcat ("red_number/", key, NULL);
      VasFormField *code_field = vas_form_get_field (form, code_id);
      VasFormField *number_field = vas_form_get_field (form, number_id);
      g_autofree char *code = code_field != NULL ? vas_form_field_get_text (code_field) : NULL;
      g_autofree char *number = number_field != NULL ? vas_form_field_get_text (number_field) : NULL;
      JsonObject *red;

      if (code == NULL)
        continue;
      red = json_object_new ();
      json_object_set_string_member (red, "fapiao", key);
      json_object_set_string_member (red, "red_code", code);
      json_object_set_string_member (red, "red_number", number);
      json_array_add_object_element (reds, red);
    }
  if (json_array_get_length (reds) > 0)
    {
      json_node_set_array (node, reds);
      vas_command_set_node (command, "reds", g_steal_pointer (&node));
    }
  json_array_unref (reds);

  return TRUE;
}
