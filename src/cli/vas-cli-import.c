/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl import: a file into the replica. Complaints are told as they are found, so that a file with a million bad rows needs
 * no memory for them; Ctrl+C ends it between two batches, and the same command goes on from there.
 */

#include "vas-cli.h"
#include "vas-importer.h"

#include "vas-finding-text.h"
#include "vas-verdict-json.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile int stop;

typedef struct {
  VasCli     *cli;
  const char *path;
  gboolean    progress;
  gint64      told_at;
  guint64     n_complaints;
} Report;

static void
stop_cb (int number)
{
  stop = 1;
}

static void
catch_signals (void)
{
  struct sigaction action = { .sa_handler = stop_cb };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static void
clear_progress (Report *report)
{
  if (report->progress && report->told_at > 0)
    fputs ("\r\033[K", stderr);
  report->told_at = 0;
}

static void
complain_cb (const VasImporterComplaint *complaint,
             gpointer                    data)
{
  Report *report = data;

  clear_progress (report);
  if (report->cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      fputs (report->n_complaints > 0 ? "," : "", stdout);
      vas_cli_add_text (builder, "file", report->path);
      vas_cli_add_int (builder, "line", (gint64) complaint->line);
      vas_cli_add_text (builder, "field", complaint->field);
      vas_cli_add_text (builder, "rule", complaint->rule);
      vas_cli_add_text (builder, "message", complaint->message);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      fprintf (stderr, "%s:%" G_GUINT64_FORMAT ": %s: %s: %s\n", report->path, complaint->line, complaint->field,
               complaint->rule, complaint->message);
    }
  report->n_complaints++;
}

static void
progress_cb (gboolean checking,
             guint    percent,
             guint64  rows,
             gpointer data)
{
  Report *report = data;
  const gint64 now = g_get_monotonic_time ();

  if (!report->progress || now - report->told_at < G_USEC_PER_SEC / 5)
    return;
  report->told_at = now;
  fputs ("\r\033[K", stderr);
  fprintf (stderr, checking ? _("Checking: %u %%, %lu rows") : _("Importing: %u %%, %lu rows"), percent, (gulong) rows);
  fflush (stderr);
}

static void
add_counts (JsonBuilder             *builder,
            const VasImporterCounts *counts)
{
  vas_cli_add_int (builder, "rows", (gint64) counts->rows);
  vas_cli_add_int (builder, "imported", (gint64) counts->imported);
  vas_cli_add_int (builder, "imported_before", (gint64) counts->before);
  vas_cli_add_int (builder, "unchanged", (gint64) counts->same);
  vas_cli_add_int (builder, "bad", (gint64) counts->bad);
}

/* Calls back for each term that a change of the calendar moved (R19). */
static void
for_each_moved (VasImporter *importer,
                void       (*tell) (VasFinding *finding, gpointer data),
                gpointer     data)
{
  GPtrArray *told = vas_importer_get_told (importer);

  for (guint i = 0; i < told->len; i++)
    {
      VasVerdict *verdict = g_ptr_array_index (told, i);

      for (guint j = 0; j < vas_verdict_get_n (verdict); j++)
        {
          if (g_str_equal (vas_verdict_get (verdict, j)->code, "term-moved"))
            tell (vas_verdict_get (verdict, j), data);
        }
    }
}

static void
print_moved (VasFinding *finding,
             gpointer    data)
{
  g_autofree char *sentence = vas_finding_describe (finding);

  vas_cli_print ("%s\n", sentence);
}

static void
add_moved (VasFinding *finding,
           gpointer    builder)
{
  gint64 from = VAS_NONE_DATE, to = VAS_NONE_DATE;

  vas_finding_get_integer (finding, "from_date", &from);
  vas_finding_get_integer (finding, "to_date", &to);
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "request", vas_finding_get_text (finding, "request"));
  vas_cli_add_date (builder, "from", (VasDate) from);
  vas_cli_add_date (builder, "to", (VasDate) to);
  json_builder_end_object (builder);
}

/* The rest of the object that begins with the complaints. */
static void
end_json (VasImporter *importer,
          gboolean     complete,
          VasVerdict  *refused)
{
  GArray *lines = vas_importer_get_lines (importer);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  add_counts (builder, vas_importer_get_counts (importer));
  vas_cli_add_bool (builder, "complete", complete);
  json_builder_set_member_name (builder, "imported_lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i + 1 < lines->len; i += 2)
    {
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, (gint64) g_array_index (lines, guint64, i));
      json_builder_add_int_value (builder, (gint64) g_array_index (lines, guint64, i + 1));
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "moved");
  json_builder_begin_array (builder);
  for_each_moved (importer, add_moved, builder);
  json_builder_end_array (builder);
  if (refused != NULL)
    {
      json_builder_set_member_name (builder, "refused");
      json_builder_add_value (builder, vas_verdict_to_json (refused));
    }
  json_builder_end_object (builder);
  fputs ("],\"summary\":", stdout);
  vas_cli_print_builder (builder);
  fputs ("}\n", stdout);
}

static void
end_text (VasImporter *importer,
          VasVerdict  *refused)
{
  const VasImporterCounts *counts = vas_importer_get_counts (importer);
  GArray *lines = vas_importer_get_lines (importer);

  vas_cli_print (_("Rows: %lu, imported: %lu, imported before: %lu, unchanged: %lu, bad: %lu\n"), (gulong) counts->rows,
                 (gulong) counts->imported, (gulong) counts->before, (gulong) counts->same, (gulong) counts->bad);
  if (counts->imported > 0 && counts->bad > 0)
    {
      vas_cli_print (_("Imported lines:"));
      for (guint i = 0; i + 1 < lines->len; i += 2)
        vas_cli_print (" %" G_GUINT64_FORMAT "–%" G_GUINT64_FORMAT, g_array_index (lines, guint64, i),
                       g_array_index (lines, guint64, i + 1));
      vas_cli_print ("\n");
    }
  for_each_moved (importer, print_moved, NULL);
  if (refused != NULL)
    {
      vas_cli_complain (_("A batch was refused:"));
      vas_cli_print_verdict (refused);
    }
}

static VasCliStatus
import_file (VasCli      *cli,
             VasImporter *importer,
             Report      *report,
             gboolean     skip_bad)
{
  const VasImporterCounts *counts = vas_importer_get_counts (importer);
  g_autoptr (VasVerdict) refused = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good, complete;

  if (cli->json)
    fputs ("{\"problems\":[", stdout);
  good = vas_importer_check (importer, &error);
  if (good && !stop && (counts->bad == 0 || skip_bad))
    good = vas_importer_run (importer, &refused, &error);
  clear_progress (report);
  complete = good && !stop && refused == NULL && counts->bad == 0;
  if (cli->json)
    end_json (importer, complete, refused);
  else
    end_text (importer, refused);

  if (error != NULL)
    vas_cli_fail (error);
  else if (stop)
    vas_cli_complain (_("Stopped. The same command goes on from here."));
  else if (counts->bad > 0 && !skip_bad)
    vas_cli_complain (_("Nothing was imported; --skip-bad imports the good rows."));

  return complete ? VAS_CLI_OK : VAS_CLI_NO;
}

static VasCliStatus
refuse_kind (const char *name)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_kinds;
  const VasRowsKind * const *kinds = vas_rows_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", kinds[i]->name);

  return vas_cli_misuse (_("“%s” cannot be imported; these can: %s."), name, names->str);
}

/** vas_cli_import: vasctl import KIND FILE: 1 where a row was left out, or nothing was imported for its sake. */
VasCliStatus
vas_cli_import (VasCli  *cli,
                int      argc,
                char   **argv)
{
  gboolean skip_bad = FALSE;
  const GOptionEntry entries[] = {
    { "skip-bad", 0, 0, G_OPTION_ARG_NONE, &skip_bad, N_("Import the good rows of a file that has bad ones"), NULL },
    { NULL },
  };
  g_autoptr (VasImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  const VasRowsKind *kind;
  VasImporterHost host = { 0 };
  Report report = { .cli = cli };

  if (!vas_cli_parse (cli, entries, 2, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  kind = vas_rows_kind_find (argv[1]);
  if (kind == NULL)
    return refuse_kind (argv[1]);
  if (!vas_cli_open_as (cli, VAS_STORE_DEFAULT, kind->person))
    return VAS_CLI_NO;

  report.path = argv[2];
  report.progress = cli->progress || isatty (STDERR_FILENO);
  host = (VasImporterHost) { cli->store, cli->actor, vas_cli_get_now (cli), complain_cb, progress_cb, &report, &stop };
  importer = vas_importer_new (kind, argv[2], &host, &error);
  if (importer == NULL)
    {
      vas_cli_complain ("%s: %s", argv[2], error->message);
      return VAS_CLI_NO;
    }
  catch_signals ();

  return import_file (cli, importer, &report, skip_bad);
}
