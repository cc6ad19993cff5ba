/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl queue: the tabs of the invoice queue with their counts, and the rows of one of them in the order that is asked for; or all
 * of them as a sheet, which is recorded. */

#include "vas-cli.h"

#include "vas-calendar-store.h"
#include "vas-codec.h"
#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-queue-sheet.h"

#include <glib/gi18n.h>

typedef struct {
  VasQueueQuestion *question;
  guint             limit;

  guint64           counts[VAS_QUEUE_N_TABS];
  GPtrArray        *rows;
  VasCalendar      *calendar;

  VasAsideFile     *aside;          /* nullable: a sheet */
  VasSheetFormat    format;
  VasQueueSheet     sheet;
} Query;

static gpointer
read_queue (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Query *query = data;

  if (query->aside != NULL)
    return vas_queue_sheet_write (sql, query->question, vas_aside_file_get_path (query->aside), query->format,
                                  vas_queue_tab_get_id (query->question->tab), &query->sheet, cancellable, error) ? query : NULL;
  if (!vas_queue_count (sql, query->question, query->counts, error))
    return NULL;
  query->rows = vas_queue_list (sql, query->question, query->limit, error);
  query->calendar = query->rows != NULL ? vas_calendar_load (sql, error) : NULL;

  return query->calendar;
}

static int
left_days (Query       *query,
           VasQueueRow *row)
{
  return vas_calendar_working_days_between (query->calendar, vas_instant_to_date (query->question->now), row->request->due);
}

static void
print_rows (Query *query)
{
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    vas_cli_print ("%s%s %" G_GUINT64_FORMAT, tab > 0 ? "  " : "", vas_queue_tab_get_id ((VasQueueTab) tab), query->counts[tab]);
  vas_cli_print ("\n");

  for (guint i = 0; i < query->rows->len; i++)
    {
      VasQueueRow *row = g_ptr_array_index (query->rows, i);
      VasRequest *request = row->request;
      g_autofree char *due = vas_date_format (request->due);
      g_autofree char *amount = vas_money_format (request->amount);
      const int left = left_days (query, row);
      g_autofree char *term = left >= 0 ? g_strdup_printf (ngettext ("%d working day left", "%d working days left", left), left)
                                        : g_strdup_printf (ngettext ("%d working day late", "%d working days late", -left), -left);

      vas_cli_print ("%s  %s%s  %s  %s  %s  %s  %s%s%s\n", request->number != NULL ? request->number : "–", due,
                     request->due_provisional ? "~" : "", term, vas_label (&vas_request_state_enum, request->state),
                     amount, row->account_name != NULL ? vas_words_or_erased (row->account_name) : "?",
                     vas_request_name_title (request),
                     row->claimer != NULL ? "  @" : "", row->claimer != NULL ? row->claimer : "");
    }
}

static void
print_json (Query *query)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_text (builder, "tab", vas_queue_tab_get_id (query->question->tab));
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    vas_cli_add_int (builder, vas_queue_tab_get_id ((VasQueueTab) tab), (gint64) query->counts[tab]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < query->rows->len; i++)
    {
      VasQueueRow *row = g_ptr_array_index (query->rows, i);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "account_id", row->account_id);
      vas_cli_add_text (builder, "account_name", row->account_name);
      vas_cli_add_text (builder, "claimer", row->claimer);
      vas_cli_add_int (builder, "n_orders", row->n_orders);
      vas_cli_add_int (builder, "left_working_days", left_days (query, row));
      json_builder_set_member_name (builder, "request");
      json_builder_add_value (builder, vas_codec_encode (VAS_ENTITY (row->request), VAS_CODEC_WITHOUT_PERSONAL));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* R31: the sheet gets its name once the export is in the trail. */
static VasCliStatus
record (VasCli     *cli,
        Query      *query,
        const char *path)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (vas_cli_record_export (cli, "queue", vas_queue_tab_get_id (query->question->tab), query->sheet.done, query->sheet.digest,
                             query->aside) != VAS_CLI_OK)
    return VAS_CLI_NO;
  if (!cli->json)
    {
      vas_cli_print (_("%d requests were written to %s.\n"), query->sheet.done, path);
      return VAS_CLI_OK;
    }
  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_int (builder, "rows", query->sheet.done);
  vas_cli_add_text (builder, "sha256", query->sheet.digest);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);

  return VAS_CLI_OK;
}

static VasCliStatus
write_sheet (VasCli     *cli,
             Query      *query,
             const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAsideFile) aside = vas_aside_file_new (path, vas_store_get_directory (cli->store), &error);
  VasCliStatus status = VAS_CLI_NO;

  if (aside == NULL)
    return vas_cli_fail (error);
  query->aside = aside;
  query->format = vas_sheet_format_of_name (path);
  if (vas_store_read (cli->store, read_queue, query, NULL, &error) != NULL)
    status = record (cli, query, path);
  else
    vas_cli_fail (error);
  g_free (query->sheet.digest);

  return status;
}

static VasCliStatus
show (VasCli *cli,
      Query  *query)
{
  g_autoptr (GError) error = NULL;

  if (vas_store_read (cli->store, read_queue, query, NULL, &error) == NULL)
    return vas_cli_fail (error);
  if (cli->json)
    print_json (query);
  else
    print_rows (query);

  return VAS_CLI_OK;
}

/** vas_cli_queue: vasctl queue [--tab NAME] [--search TEXT] [--order NAME] [--limit N] [--output FILE]. */
VasCliStatus
vas_cli_queue (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autofree char *tab_id = NULL;
  g_autofree char *order_id = NULL;
  g_autofree char *search = NULL;
  g_autofree char *output = NULL;
  Query query = { 0 };
  VasQueueTab tab = VAS_QUEUE_REVIEW;
  VasQueueOrder order = VAS_QUEUE_BY_DUE;
  VasCliStatus status;
  int limit = G_MAXINT;
  const GOptionEntry entries[] = {
    { "tab", 0, 0, G_OPTION_ARG_STRING, &tab_id,
      N_("One of mine, review, second, due-today, to-issue, to-ship, to-tell, came-back, returning, all"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search,
      N_("Requests with this number, title, account, order, fapiao or waybill; of all tabs where none is named"), N_("TEXT") },
    { "order", 0, 0, G_OPTION_ARG_STRING, &order_id, N_("One of due, amount, arrival, newest, title"), N_("NAME") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("The most rows to show"), N_("N") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Export all of it to FILE, a workbook or, where it ends in .csv, CSV"), N_("FILE") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (tab_id != NULL && !vas_queue_tab_find (tab_id, &tab))
    return vas_cli_misuse (_("There is no tab “%s”."), tab_id);
  if (order_id != NULL && !vas_queue_order_find (order_id, &order))
    return vas_cli_misuse (_("There is no order “%s”."), order_id);
  if (limit < 1)
    return vas_cli_misuse (_("--limit must be at least 1."));
  if (output != NULL && cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (!vas_cli_open_as (cli, output != NULL ? VAS_STORE_DEFAULT : VAS_STORE_READ_ONLY, output != NULL))
    return VAS_CLI_NO;

  tab = tab_id == NULL && search != NULL && *search != '\0' ? VAS_QUEUE_ALL : tab;
  query.question = vas_queue_question_new (tab, order, search, cli->actor, vas_cli_get_now (cli));
  query.limit = (guint) limit;
  status = output != NULL ? write_sheet (cli, &query, output) : show (cli, &query);

  g_clear_pointer (&query.rows, g_ptr_array_unref);
  g_clear_pointer (&query.calendar, vas_calendar_unref);
  vas_queue_question_unref (query.question);

  return status;
}
