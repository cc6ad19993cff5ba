/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl print-list: what the window of that name shows and does (R20): the approved cases that need a number and the lists there are, the
 * binding of numbers, and the file for the tax-control program, by the columns of this desk's preferences or those that are
 * given. The file is an export and is recorded (R31).
 */

#include "vas-cli-print-page.h"
#include "vas-cli-remote.h"

#include "vas-print-column.h"
#include "vas-print-file.h"

#include <glib/gi18n.h>

#define SCHEMA "org.vasdesk.Vasdesk"

/* (transfer full) (nullable): NULL after a complaint. */
static GListStore *
load_columns (char **chosen)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  GListStore *columns;

  if (chosen != NULL)
    {
      columns = vas_print_columns_choose ((const char * const *) chosen, &error);
      if (columns == NULL)
        vas_cli_complain ("--column: %s", error->message);
      return columns;
    }
  if (schema == NULL)
    {
      vas_cli_complain (_("The preferences of the desktop are not installed here: name each column by --column."));
      return NULL;
    }
  settings = g_settings_new_full (schema, NULL, NULL);

  return vas_print_columns_load (settings);
}

static void
report (VasCli     *cli,
        VasCliPrintPage       *page,
        const char *path,
        const char *digest)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      vas_cli_print (_("%u sheets were written to %s.\n"), page->rows->len, path);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_text (builder, "list", page->list);
  vas_cli_add_int (builder, "sheets", page->rows->len);
  vas_cli_add_text (builder, "sha256", digest);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* R31: written aside, recorded, and only then named. */
static VasCliStatus
write_file (VasCli     *cli,
            VasCliPrintPage       *page,
            char      **chosen,
            const char *path,
            gboolean    force)
{
  g_autoptr (GListStore) columns = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAsideFile) aside = NULL;

  if (page->rows == NULL || page->rows->len == 0)
    {
      vas_cli_complain (_("There is no such print list."));
      return VAS_CLI_NO;
    }
  columns = load_columns (chosen);
  if (columns == NULL)
    return VAS_CLI_USAGE;
  if (!force && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      vas_cli_complain (_("%s is there already; it was left as it is."), path);
      return VAS_CLI_NO;
    }
  aside = vas_aside_file_new (path, vas_store_get_directory (cli->store), &error);
  if (aside == NULL)
    return vas_cli_fail (error);
  bytes = vas_print_file_format (page->rows, G_LIST_MODEL (columns));
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!vas_aside_file_write (aside, bytes, &error))
    return vas_cli_fail (error);
  if (vas_cli_record_export (cli, "print-list", page->list, page->rows->len, digest, aside) != VAS_CLI_OK)
    return VAS_CLI_NO;

  report (cli, page, path, digest);
  return VAS_CLI_OK;
}

/* (transfer container) (nullable): keys of the cases to be bound; NULL after a complaint. */
static GPtrArray *
choose_cases (VasCliPrintPage *page)
{
  GPtrArray *chosen = page->numbers[0] != NULL ? page->named : page->waiting;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < chosen->len; i++)
    {
      const char *key = vas_entity_get_key (g_ptr_array_index (chosen, i));

      if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
        g_ptr_array_add (keys, (gpointer) key);
    }
  if (chosen == page->named && chosen->len != g_strv_length (page->numbers))
    {
      vas_cli_complain (_("Not every one of these requests waits for a number."));
      return NULL;
    }
  if (keys->len == 0)
    {
      vas_cli_complain (_("No request waits for a number."));
      return NULL;
    }
  g_ptr_array_add (keys, NULL);

  return g_steal_pointer (&keys);
}

static VasCliStatus
bind_numbers (VasCli            *cli,
              VasCliPrintPage              *page,
              VasCliCredential  *credential)
{
  g_autoptr (GPtrArray) keys = choose_cases (page);
  g_autoptr (VasCommand) command = NULL;

  if (keys == NULL)
    return VAS_CLI_NO;
  if (page->point == NULL)
    {
      vas_cli_complain (_("No fapiao paper was ever received."));
      return VAS_CLI_NO;
    }
  command = vas_command_new ("print.list", cli->actor, vas_cli_get_now (cli));
  vas_command_set_texts (command, "requests", (const char * const *) keys->pdata);
  vas_command_set_text (command, "point", page->point);

  return credential != NULL ? vas_cli_remote_run (cli, command, credential) : vas_cli_run_command (cli, command);
}

/* At a server the replica tells what waits, and the session says who acts. (out) (nullable): @credential. */
static VasCliStatus
open_for (VasCli            *cli,
          gboolean           binding,
          gboolean           writing,
          VasCliCredential **credential)
{
  g_autoptr (GError) error = NULL;

  if (binding && cli->server != NULL)
    {
      if (cli->login != NULL)
        return vas_cli_misuse (_("At a server the session says who acts: leave --as out."));
      *credential = vas_cli_credential_load (cli, &error);
      if (*credential == NULL || !vas_cli_remote_who (cli, *credential, &error))
        return vas_cli_fail (error);

      return vas_cli_open (cli, VAS_STORE_READ_ONLY) ? VAS_CLI_OK : VAS_CLI_NO;
    }
  if ((binding || writing) && cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));

  return vas_cli_open_as (cli, binding || writing ? VAS_STORE_DEFAULT : VAS_STORE_READ_ONLY, binding || writing) ? VAS_CLI_OK : VAS_CLI_NO;
}

/** vas_cli_print_list: vasctl print-list [--point NAME] [--bind [NUMBER …]] [--output FILE [--force] [--list KEY] [--column …]]. */
VasCliStatus
vas_cli_print_list (VasCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_auto (VasCliPrintPage) page = { NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) columns = NULL;
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (GError) error = NULL;
  gboolean binding = FALSE, force = FALSE;
  VasCliStatus status;
  const GOptionEntry entries[] = {
    { "point", 0, 0, G_OPTION_ARG_STRING, &page.point, N_("The paper of this issuing point; else of the first one"), N_("NAME") },
    { "bind", 0, 0, G_OPTION_ARG_NONE, &binding, N_("Bind numbers to the requests named, or to all that wait"), NULL },
    { "list", 0, 0, G_OPTION_ARG_STRING, &page.list, N_("This list instead of the newest"), N_("KEY") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the list for the tax-control program to FILE"), N_("FILE") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace a file that is there"), NULL },
    { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &columns, N_("A column of the file, once for each; else those of the preferences"),
      N_("FIELD[=HEADING]") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, -1, &argc, &argv))
    return VAS_CLI_USAGE;
  if ((argc > 1 && !binding) || (binding && output != NULL))
    return vas_cli_misuse (_("%s: wrong number of arguments; see vasctl --help."), argv[0]);
  page.numbers = argv + 1;
  status = open_for (cli, binding, output != NULL, &credential);
  if (status != VAS_CLI_OK)
    return status;
  if (vas_store_read (cli->store, vas_cli_print_page_read, &page, NULL, &error) == NULL)
    return vas_cli_fail (error);

  if (binding)
    return bind_numbers (cli, &page, credential);
  if (output != NULL)
    return write_file (cli, &page, columns, output, force);
  if (cli->json)
    vas_cli_print_page_print_json (&page);
  else
    vas_cli_print_page_print_text (&page);

  return VAS_CLI_OK;
}
