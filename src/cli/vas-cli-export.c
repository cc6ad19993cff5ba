/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl export: records into a file. Exports are recorded (R31), so the rows are written aside first, then the record is made,
 * and only then does the file get its name: there is no export without its row in the trail.
 */

#include "vas-cli.h"
#include "vas-exporter.h"

#include <errno.h>
#include <glib/gi18n.h>

static gboolean
copy_out (FILE    *from,
          GError **error)
{
  char buffer[1 << 15];
  gsize size;

  rewind (from);
  while ((size = fread (buffer, 1, sizeof buffer, from)) > 0)
    {
      if (fwrite (buffer, 1, size, stdout) != size)
        break;
    }
  if (!ferror (from) && fflush (stdout) == 0 && size == 0)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

static void
report (VasCli               *cli,
        const VasExportKind  *kind,
        VasExportResult      *result)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      vas_cli_print (_("%lu rows of %s were written.\n"), (gulong) result->rows, kind->name);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_text (builder, "kind", kind->name);
  vas_cli_add_int (builder, "rows", (gint64) result->rows);
  vas_cli_add_text (builder, "sha256", result->digest);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* @file holds the rows once this is called; it is @aside. */
static VasCliStatus
finish (VasCli               *cli,
        const VasExportKind  *kind,
        FILE                 *file,
        VasAsideFile         *aside,
        const char           *path,
        VasExportResult      *result)
{
  g_autoptr (GError) error = NULL;
  const gboolean to_stdout = g_str_equal (path, "-");

  if (vas_cli_record_export (cli, kind->name, NULL, (gint64) result->rows, result->digest, aside) != VAS_CLI_OK)
    return VAS_CLI_NO;
  if (to_stdout)
    return copy_out (file, &error) ? VAS_CLI_OK : vas_cli_fail (error);
  report (cli, kind, result);

  return VAS_CLI_OK;
}

static VasCliStatus
export_kind (VasCli               *cli,
             const VasExportKind  *kind,
             const char           *path,
             VasCsvWriterFlags     flags)
{
  VasExportResult result = { 0, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAsideFile) aside = vas_aside_file_new (g_str_equal (path, "-") ? NULL : path, vas_store_get_directory (cli->store), &error);
  VasCliStatus status;
  FILE *file;

  if (aside == NULL)
    return vas_cli_fail (error);
  file = fopen (vas_aside_file_get_path (aside), "w+e");
  if (file == NULL)
    {
      vas_cli_complain ("%s: %s", path, g_strerror (errno));
      return VAS_CLI_NO;
    }
  if (vas_export_write (cli->store, kind, flags, file, &result, &error))
    {
      status = finish (cli, kind, file, aside, path, &result);
    }
  else
    {
      vas_cli_complain ("%s: %s", path, error->message);
      status = VAS_CLI_NO;
    }
  fclose (file);
  g_free (result.digest);

  return status;
}

/** vas_cli_export: vasctl export KIND FILE|-, or export personal NUMBER FILE. */
VasCliStatus
vas_cli_export (VasCli  *cli,
                int      argc,
                char   **argv)
{
  gboolean spreadsheet = FALSE;
  const GOptionEntry entries[] = {
    { "spreadsheet", 0, 0, G_OPTION_ARG_NONE, &spreadsheet, N_("For a spreadsheet: marked as UTF-8, numbers of records kept as text"), NULL },
    { NULL },
  };
  const VasExportKind *kinds;
  guint n_kinds, i;

  if (!vas_cli_parse (cli, entries, 2, 3, &argc, &argv))
    return VAS_CLI_USAGE;
  if (argc == 4 && g_str_equal (argv[1], "personal"))
    return vas_cli_copy (cli, argv[2], argv[3], NULL);
  if (argc == 4)
    return vas_cli_misuse (_("Only the copy of a request about personal data has a number: export personal NUMBER FILE."));
  kinds = vas_export_kinds (&n_kinds);
  for (i = 0; i < n_kinds && !g_str_equal (kinds[i].name, argv[1]); i++)
    continue;
  if (i == n_kinds)
    return vas_cli_misuse (_("“%s” cannot be exported; accounts, orders, payments, requests, calendar, stock, fapiao and audit can."), argv[1]);
  if (cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (!vas_cli_open_as (cli, VAS_STORE_DEFAULT, TRUE))
    return VAS_CLI_NO;

  return export_kind (cli, &kinds[i], argv[2], spreadsheet ? VAS_CSV_WRITER_BOM | VAS_CSV_WRITER_SPREADSHEET : 0);
}
