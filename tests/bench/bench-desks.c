/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-desks SERVER-A SERVER-B TOKEN STAFF REPLICA-A REPLICA-B: what two desks wait for, each at a server of its own or both at one.
 * bench-desks.py makes the servers and the replicas, which have all that the servers have, and requests for review.
 *
 * An approval is timed from the end of its hold until the other desk's store has told that it is there. The floor is what the network alone
 * takes for it: an answer for the push, one for the hint, one for the page. A rebase is the writer's time for one page of the feed with
 * so many commands not sent yet; its floor is bare SQLite changing as many rows back and forth in a transaction.
 */

#include <glib/gstdio.h>

#include "bench.h"
#include "vas-command.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"
#include "vas-request.h"
#include "vas-soup-transport.h"
#include "vas-sync.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-wire.h"

#define APPROVALS 60
#define PENDING 1000
#define REBASES 9

typedef struct {
  VasStore     *store;
  VasEngine    *engine;
  VasTransport *transport;
  VasSync      *sync;
  const char   *token;
  char         *staff;

  const char   *key;                /* of the request that is waited for */
  gint64        seen;               /* when it was approved here; 0 before */
} Desk;

static gpointer
is_approved (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasRequest) request = vas_table_get (sql, VAS_TYPE_REQUEST, data, error);

  return GINT_TO_POINTER (request != NULL && request->state != VAS_REQUEST_STATE_REVIEW ? 1 : request != NULL ? 2 : 0);
}

static void
changed_cb (VasStore           *store,
            const char * const *tables,
            Desk               *desk)
{
  g_autoptr (GError) error = NULL;

  if (desk->key != NULL && desk->seen == 0 &&
      GPOINTER_TO_INT (vas_store_read (store, is_approved, (gpointer) desk->key, NULL, &error)) == 1)
    desk->seen = bench_now ();
  g_assert_no_error (error);
}

static void
wait_until_quiet (Desk *desk)
{
  VasOutboxCounts counts;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      vas_sync_get_counts (desk->sync, &counts);
    }
  while (vas_sync_get_state (desk->sync) != VAS_SYNC_SYNCED || counts.waiting + counts.held > 0);
}

static void
open_desk (Desk       *desk,
           const char *server,
           const char *replica,
           char      **argv)
{
  g_autoptr (GError) error = NULL;

  desk->token = argv[3];
  desk->staff = argv[4];
  desk->store = vas_store_open (replica, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  desk->engine = vas_engine_new (desk->store);
  vas_engine_set_hold (desk->engine, 0);
  desk->transport = vas_soup_transport_new (server, &error);
  g_assert_no_error (error);
  desk->sync = vas_sync_new (desk->engine, desk->transport);
  g_signal_connect (desk->store, "changed", G_CALLBACK (changed_cb), desk);
  vas_sync_set_session (desk->sync, desk->token, desk->staff);
  wait_until_quiet (desk);
}

static void
close_sync (Desk *desk)
{
  vas_sync_close (desk->sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&desk->sync);
}

static void
close_desk (Desk *desk)
{
  if (desk->sync != NULL)
    close_sync (desk);
  g_signal_handlers_disconnect_by_data (desk->store, desk);
  g_clear_object (&desk->engine);
  g_clear_object (&desk->transport);
  vas_store_close (desk->store);
  g_clear_object (&desk->store);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;

  *(VasAnswer **) data = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);
  g_assert_no_error (error);
}

static VasAnswer *
ask (Desk       *desk,
     const char *path)
{
  const VasCall call = { .method = "GET", .path = path, .token = desk->token, .timeout = 30 };
  VasAnswer *answer = NULL;

  vas_transport_call_async (desk->transport, &call, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);

  return answer;
}

static void
ask_bare (Desk *desk)
{
  g_autoptr (VasAnswer) answer = ask (desk, "/v1/hello");

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);

  g_assert_no_error (error);
  *(gint64 *) data = receipt->applied ? bench_now () : -1;
}

/* When it was saved and let go; -1 where it was refused. */
static gint64
run (Desk       *desk,
     const char *type,
     const char *request)
{
  g_autoptr (VasCommand) command = vas_command_new (type, desk->staff, vas_instant_now ());
  gint64 done = 0;

  vas_command_set_text (command, "request", request);
  vas_engine_run_async (desk->engine, command, NULL, saved_cb, &done);
  while (done == 0)
    g_main_context_iteration (NULL, TRUE);

  return done;
}

static gpointer
list_requests (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  GPtrArray *keys = data;
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT key FROM request WHERE state = 'review' AND claimed_by IS NULL ORDER BY id", error);
  gboolean more = statement != NULL;

  while (more && vas_statement_step (statement, &more, error))
    if (more)
      g_ptr_array_add (keys, g_strdup (vas_statement_get_text (statement, 0)));

  return keys;
}

static void
bench_approvals (Desk      *one,
                 Desk      *other,
                 GPtrArray *keys)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) ours = bench_series_new ();

  for (guint n = 0; n < APPROVALS && keys->len > 0; )
    {
      g_autofree char *key = g_ptr_array_steal_index (keys, 0);
      gint64 began;

      BENCH (floor, 1, ask_bare (one); ask_bare (other); ask_bare (other));
      other->key = key;
      other->seen = 0;
      began = run (one, "request.approve", key);
      while (began > 0 && other->seen == 0)
        g_main_context_iteration (NULL, TRUE);
      if (began > 0)
        bench_series_add (ours, other->seen - began);
      n += began > 0;
      other->key = NULL;
      wait_until_quiet (one);
      wait_until_quiet (other);
    }
  bench_row ("approved at one desk → there at the other", floor, ours, "p95 ≤ 1 s");
}

typedef struct {
  const VasWirePage *page;
  gint64             now;
} Page;

static gpointer
apply_page (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Page *page = data;
  gsize length;
  const char *lines = g_bytes_get_data (page->page->lines, &length);

  return vas_ledger_pull (sql, page->page->epoch, lines, length, page->now, error);
}

static void
change_bare (VasSql *sql)
{
  g_autoptr (GError) error = NULL;

  vas_sql_begin (sql, &error);
  for (guint i = 1; i <= PENDING; i++)
    {
      g_autoptr (VasStatement) statement =
        vas_sql_prepare (sql, "UPDATE bare SET body = hex (randomblob (200)) WHERE id = $1", &error);

      vas_statement_bind (statement, "i", (gint64) i);
      vas_statement_run (statement, &error);
    }
  vas_sql_commit (sql, &error);
  g_assert_no_error (error);
}

/* Takes the next page in @one, which is at @head, as its sync would; with its time. */
static void
take_page (Desk        *one,
           gint64      *head,
           const char  *epoch,
           BenchSeries *ours)
{
  g_autofree char *path = g_strdup_printf ("/v1/feed?epoch=%s&after=%" G_GINT64_FORMAT, epoch, *head);
  g_autoptr (VasAnswer) answer = ask (one, path);
  g_autoptr (GError) error = NULL;
  g_auto (VasWirePage) page = { NULL };
  Page work = { &page, vas_instant_now () };
  GPtrArray *receipts = NULL;

  vas_wire_read_page (answer, &page, &error);
  g_assert_no_error (error);
  BENCH (ours, 1, receipts = vas_store_write (one->store, apply_page, &work, NULL, &error));
  g_assert_no_error (error);
  g_ptr_array_unref (receipts);
  *head = page.through;
}

static void
bench_rebase (Desk      *one,
              Desk      *other,
              GPtrArray *keys)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) ours = bench_series_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-desks.db", NULL);
  VasSql *bare = vas_sql_open (path, VAS_SQL_DEFAULT, &error);
  g_autoptr (VasReplicaHead) head = NULL;
  gint64 seq;

  g_assert_no_error (error);
  vas_sql_exec (bare, "CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, body TEXT); INSERT OR IGNORE INTO bare WITH n (i) AS (VALUES (1) UNION "
                "ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT i, '' FROM n", &error);
  g_assert_no_error (error);
  close_sync (one);
  g_assert_cmpuint (keys->len, >=, PENDING + REBASES);
  for (guint i = 0; i < PENDING; i++)
    g_assert_cmpint (run (one, "request.claim", g_ptr_array_index (keys, i)), >, 0);
  head = vas_store_read (one->store, vas_replica_read_head, NULL, NULL, &error);
  g_assert_no_error (error);

  seq = head->seq;
  for (guint i = 0; i < REBASES; i++)
    {
      run (other, "request.claim", g_ptr_array_index (keys, PENDING + i));
      wait_until_quiet (other);
      take_page (one, &seq, head->epoch, ours);
      BENCH (floor, 1, change_bare (bare));
    }
  vas_sql_close (bare);
  g_unlink (path);
  bench_row ("a page of the feed with 1,000 commands not sent: rebase", floor, ours, "≤ 200 ms");
}

int
main (int    argc,
      char **argv)
{
  Desk one = { NULL }, other = { NULL };
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (argc != 7)
    {
      g_printerr ("usage: bench-desks SERVER-A SERVER-B TOKEN STAFF REPLICA-A REPLICA-B\n");
      return 2;
    }
  open_desk (&one, argv[1], argv[5], argv);
  open_desk (&other, argv[2], argv[6], argv);
  vas_store_read (one.store, list_requests, keys, NULL, &error);
  g_assert_no_error (error);

  bench_head ("Two desks");
  bench_approvals (&one, &other, keys);
  bench_rebase (&one, &other, keys);

  close_desk (&one);
  close_desk (&other);
  return 0;
}
