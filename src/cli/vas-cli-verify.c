/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl verify: the file, the trail and every rule over all records; faults are told as they are found. */

#include "vas-cli-remote.h"

#include "vas-verify.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define MOST_FAULTS 1000

typedef struct {
  VasCli      *cli;
  guint64      n_faults;
  JsonBuilder *parts;
} Report;

static void
fault_cb (const VasVerifyFault *fault,
          gpointer              data)
{
  Report *report = data;

  if (report->n_faults++ >= MOST_FAULTS)
    return;
  if (report->cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      fputs (report->n_faults > 1 ? "," : "", stdout);
      vas_cli_add_text (builder, "part", fault->part);
      vas_cli_add_text (builder, "rule", fault->rule);
      vas_cli_add_text (builder, "subject", fault->subject);
      vas_cli_add_text (builder, "what", fault->what);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print (_("WRONG  %s %s  %s: %s\n"), _(fault->part), fault->rule, fault->subject, fault->what);
    }
}

static void
done_cb (const char *part,
         guint64     rows,
         guint64     wrong,
         gpointer    data)
{
  Report *report = data;

  json_builder_begin_object (report->parts);
  vas_cli_add_text (report->parts, "part", part);
  vas_cli_add_int (report->parts, "rows", (gint64) rows);
  vas_cli_add_int (report->parts, "wrong", (gint64) wrong);
  json_builder_end_object (report->parts);
  if (!report->cli->json)
    vas_cli_print (_("%s: %lu looked at, %lu wrong\n"), _(part), (gulong) rows, (gulong) wrong);
}

static gpointer
verify_cb (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const VasVerifyHost host = { fault_cb, done_cb, data };

  return GINT_TO_POINTER (vas_verify_file (sql, &host, error) && vas_verify_trail (sql, &host, error) &&
                          vas_verify_records (sql, &host, error));
}

/* Says which kinds of record differ from what a server holds; a server whose list cannot be had is an error. */
static gboolean
compare_with_server (Report  *report,
                     GError **error)
{
  g_autoptr (GPtrArray) tables = NULL;
  guint64 rows = 0;

  if (report->cli->server == NULL)
    return TRUE;
  tables = vas_cli_compare (report->cli, &rows, error);
  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    {
      const VasVerifyFault fault = { N_("server"), "I6", g_ptr_array_index (tables, i), _("it is not what the server holds") };

      fault_cb (&fault, report);
    }
  done_cb ("server", rows, tables->len, report);

  return TRUE;
}

/** vas_cli_verify: vasctl verify: 1 when anything is wrong. */
VasCliStatus
vas_cli_verify (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_autoptr (JsonBuilder) parts = json_builder_begin_array (json_builder_new ());
  g_autoptr (GError) error = NULL;
  Report report = { .cli = cli, .parts = parts };
  gboolean good;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;

  if (cli->json)
    fputs ("{\"faults\":[", stdout);
  if (vas_store_read (cli->store, verify_cb, &report, NULL, &error) != NULL)
    compare_with_server (&report, &error);
  good = error == NULL && report.n_faults == 0;
  json_builder_end_array (parts);
  if (cli->json)
    {
      fputs ("],\"parts\":", stdout);
      vas_cli_print_builder (parts);
      fprintf (stdout, ",\"good\":%s}\n", good ? "true" : "false");
    }
  else if (good)
    {
      vas_cli_print (_("Everything is as it must be.\n"));
    }
  if (error != NULL)
    vas_cli_fail (error);

  return good ? VAS_CLI_OK : VAS_CLI_NO;
}
