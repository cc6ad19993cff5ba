/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl queue: the tabs of the invoice queue with their counts, and the rows of one of them, nearest deadline first. */

#include "vas-cli.h"

#include "vas-calendar-store.h"
#include "vas-codec.h"
#include "vas-labels.h"
#include "vas-queue.h"

#include <glib/gi18n.h>

#define MOST_ROWS 100000

static const char * const tab_ids[VAS_QUEUE_N_TABS] = {
  [VAS_QUEUE_MINE] = "mine",
  [VAS_QUEUE_REVIEW] = "review",
  [VAS_QUEUE_SECOND] = "second",
  [VAS_QUEUE_DUE_TODAY] = "due-today",
  [VAS_QUEUE_TO_ISSUE] = "to-issue",
  [VAS_QUEUE_TO_SHIP] = "to-ship",
  [VAS_QUEUE_TO_TELL] = "to-tell",
  [VAS_QUEUE_CAME_BACK] = "came-back",
  [VAS_QUEUE_RETURNING] = "returning",
};

typedef struct {
  VasQueueTab  tab;
  const char  *staff;
  const char  *search;
  gint64       now;
  guint        limit;

  guint64      counts[VAS_QUEUE_N_TABS];
  GPtrArray   *rows;
  VasCalendar *calendar;
} Query;

static gpointer
read_queue (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Query *query = data;
  const VasDate today = vas_instant_to_date (query->now);

  if (!vas_queue_count (sql, query->staff, today, query->now, query->counts, error))
    return NULL;
  query->rows = vas_queue_list (sql, query->tab, query->staff, today, query->now, query->search, query->limit, error);
  query->calendar = query->rows != NULL ? vas_calendar_load (sql, error) : NULL;

  return query->calendar;
}

static int
left_days (Query       *query,
           VasQueueRow *row)
{
  return vas_calendar_working_days_between (query->calendar, vas_instant_to_date (query->now), row->request->due);
}

static void
print_rows (Query *query)
{
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    vas_cli_print ("%s%s %" G_GUINT64_FORMAT, tab > 0 ? "  " : "", tab_ids[tab], query->counts[tab]);
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
                     amount, row->account_name != NULL ? row->account_name : "?", request->title,
                     row->claimer != NULL ? "  @" : "", row->claimer != NULL ? row->claimer : "");
    }
}

static void
print_json (Query *query)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_text (builder, "tab", tab_ids[query->tab]);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    vas_cli_add_int (builder, tab_ids[tab], (gint64) query->counts[tab]);
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

static gboolean
find_tab (const char  *name,
          VasQueueTab *tab)
{
  for (guint i = 0; i < VAS_QUEUE_N_TABS; i++)
    {
      if (g_str_equal (tab_ids[i], name))
        {
          *tab = (VasQueueTab) i;
          return TRUE;
        }
    }

  return FALSE;
}

/** vas_cli_queue: vasctl queue [--tab NAME] [--search TEXT] [--limit N]. */
VasCliStatus
vas_cli_queue (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autofree char *tab = NULL;
  g_autofree char *search = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (VasCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  Query query = { .tab = VAS_QUEUE_REVIEW };
  int limit = MOST_ROWS;
  const GOptionEntry entries[] = {
    { "tab", 0, 0, G_OPTION_ARG_STRING, &tab,
      N_("One of mine, review, second, due-today, to-issue, to-ship, to-tell, came-back, returning"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Rows that hold this text"), N_("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("The most rows to show"), N_("N") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (tab != NULL && !find_tab (tab, &query.tab))
    return vas_cli_misuse (_("There is no tab “%s”."), tab);
  if (limit < 1)
    return vas_cli_misuse (_("--limit must be at least 1."));
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;

  query.staff = cli->actor;
  query.search = search;
  query.now = vas_cli_get_now (cli);
  query.limit = (guint) MIN (limit, MOST_ROWS);
  vas_store_read (cli->store, read_queue, &query, NULL, &error);
  rows = query.rows;
  calendar = query.calendar;
  if (error != NULL)
    return vas_cli_fail (error);
  if (cli->json)
    print_json (&query);
  else
    print_rows (&query);

  return VAS_CLI_OK;
}
