/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the red-letter fapiao that a command names for the sheets it ends. In the run's transaction. */

#include "vas-red-list.h"

#include "vas-json-reader.h"
#include "vas-text.h"

#include <glib/gi18n-lib.h>

/**
 * vas_red_list_find:
 * @code: (out) (nullable) (transfer full): the code of the red-letter fapiao that is given for @sheet
 * @number: (out) (nullable) (transfer full): its number
 *
 * Returns: FALSE with @error set where the list is malformed
 */
gboolean
vas_red_list_find (VasRun      *run,
                   VasFapiao   *sheet,
                   char       **code,
                   char       **number,
                   GError     **error)
{
  JsonArray *reds = vas_run_get_array (run, "reds");

  *code = *number = NULL;
  for (guint i = 0; reds != NULL && i < json_array_get_length (reds); i++)
    {
      JsonObject *red = json_array_get_object_element (reds, i);
      const char *key = NULL, *red_code = NULL, *red_number = NULL;

      if (!vas_json_get_text (red, "fapiao", TRUE, &key, error) || !vas_json_get_text (red, "red_code", TRUE, &red_code, error) ||
          !vas_json_get_text (red, "red_number", TRUE, &red_number, error))
        return FALSE;
      if (g_strcmp0 (key, vas_entity_get_key (VAS_ENTITY (sheet))) != 0)
        continue;
      g_free (*code);
      *code = vas_text_compact (red_code);
      g_free (*number);
      *number = vas_text_compact (red_number);
    }

  return TRUE;
}

/**
 * vas_red_list_check:
 * @sheets: (element-type VasFapiao): the sheets of the case
 *
 * Returns: FALSE with %VAS_COMMAND_ERROR_ARGUMENT unless each red-letter fapiao is of an issued one of @sheets, each of them has
 *   at most one, and no two are the same
 */
gboolean
vas_red_list_check (VasRun     *run,
                    GPtrArray  *sheets,
                    GError    **error)
{
  JsonArray *reds = vas_run_get_array (run, "reds");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_found = 0;

  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);
      g_autofree char *code = NULL;
      g_autofree char *number = NULL;

      if (!vas_red_list_find (run, sheet, &code, &number, error))
        return FALSE;
      if (code == NULL || sheet->state != VAS_FAPIAO_STATE_ISSUED)
        continue;
      n_found++;
      g_hash_table_add (seen, g_strdup_printf ("%s %s", code, number));
    }

  if (reds == NULL || (n_found == json_array_get_length (reds) && g_hash_table_size (seen) == n_found))
    return TRUE;
  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT,
                       _("reds: each names an issued fapiao of the request, and no two are the same"));
  return FALSE;
}
