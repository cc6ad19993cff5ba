/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-office REPLICA: what a clerk waits for, without a display, on a replica of full size (doc/performance.md says how to
 * make one). It claims and releases requests, approves them and takes that back, so it changes the replica. The floors are bare
 * SQLite on the same disk. Longer than most files, since all of it asks the same office.
 */

#include <glib/gstdio.h>
#include <string.h>

#include "bench.h"
#include "vas-case-store.h"
#include "vas-command.h"
#include "vas-engine.h"
#include "vas-entity.h"
#include "vas-queue.h"
#include "vas-role.h"
#include "vas-search.h"
#include "vas-staff.h"
#include "vas-store.h"
#include "vas-table.h"
#include "vas-time.h"

#define RUNS 60

typedef struct {
  VasStore   *store;
  VasEngine  *engine;
  VasSql     *scratch;              /* another file on the same disk */
  char       *clerk;
  GPtrArray  *keys;                 /* of requests to review */
  const char *query;
  guint       next;
  guint       n_hits;

  VasQueueTab   tab;
  VasQueueOrder order;
} Bench;

static gpointer
read_office (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Bench *bench = data;
  const gint64 now = vas_instant_now ();
  g_autoptr (VasQueueQuestion) question = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) staff = vas_table_list_all (sql, VAS_TYPE_STAFF, "id", error);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      VasStaff *one = g_ptr_array_index (staff, i);

      if ((one->roles & VAS_ROLE_INVOICE_CLERK) != 0)
        bench->clerk = g_strdup (vas_entity_get_key (VAS_ENTITY (one)));
    }
  question = vas_queue_question_new (VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, NULL, bench->clerk, now);
  rows = vas_queue_list (sql, question, 2 * RUNS, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    g_ptr_array_add (bench->keys, g_strdup (vas_entity_get_key (VAS_ENTITY (((VasQueueRow *) g_ptr_array_index (rows, i))->request))));

  return bench;
}

/* What the queue is asked: bench->tab, bench->order, bench->query (nullable). */
static VasQueueQuestion *
make_question (Bench *bench)
{
  return vas_queue_question_new (bench->tab, bench->order, bench->query, bench->clerk, vas_instant_now ());
}

static gpointer
count_queue (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Bench *bench = data;
  g_autoptr (VasQueueQuestion) question = make_question (bench);
  guint64 counts[VAS_QUEUE_N_TABS];

  if (!vas_queue_count (sql, question, counts, error))
    return NULL;
  bench->n_hits = (guint) counts[VAS_QUEUE_ALL];

  return bench;
}

static gpointer
list_queue (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Bench *bench = data;
  g_autoptr (VasQueueQuestion) question = make_question (bench);
  g_autoptr (GPtrArray) rows = vas_queue_list (sql, question, 40, error);

  return rows != NULL ? bench : NULL;
}

static gpointer
list_ids (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Bench *bench = data;
  g_autoptr (VasQueueQuestion) question = make_question (bench);
  g_autoptr (VasStatement) statement = vas_queue_prepare_ids (sql, question, 0, error);
  gboolean more = statement != NULL;

  bench->n_hits = 0;
  while (more && vas_statement_step (statement, &more, error))
    bench->n_hits += more;

  return statement != NULL ? bench : NULL;
}

static gpointer
search (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Bench *bench = data;
  g_autoptr (GPtrArray) hits = vas_search_accounts (sql, bench->query, 40, error);

  bench->n_hits = hits != NULL ? hits->len : 0;

  return hits != NULL ? bench : NULL;
}

static gpointer
load_case (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Bench *bench = data;
  g_autoptr (VasCase) vas_case = vas_case_load (sql, g_ptr_array_index (bench->keys, bench->next % bench->keys->len), error);

  return vas_case != NULL ? bench : NULL;
}

static gpointer
look_up_one (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Bench *bench = data;
  g_autoptr (VasRequest) request = vas_table_get (sql, VAS_TYPE_REQUEST,
                                                  g_ptr_array_index (bench->keys, bench->next % bench->keys->len), error);

  return request != NULL ? bench : NULL;
}

static void
read_or_die (Bench        *bench,
             VasStoreFunc  func)
{
  g_autoptr (GError) error = NULL;

  if (vas_store_read (bench->store, func, bench, NULL, &error) == NULL)
    g_error ("%s", error->message);
  bench->next++;
}

static void
write_bare (Bench *bench)
{
  vas_sql_begin (bench->scratch, NULL);
  vas_sql_exec (bench->scratch, "INSERT INTO scratch (body) VALUES (hex (randomblob (400)))", NULL);
  vas_sql_commit (bench->scratch, NULL);
}

static void
save_command (Bench      *bench,
              const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCommand) command = vas_command_new (type, bench->clerk, vas_instant_now ());
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "request", g_ptr_array_index (bench->keys, bench->next++ % bench->keys->len));
  receipt = vas_engine_run (bench->engine, command, &error);
  if (receipt == NULL)
    g_error ("%s", error->message);
}

static void
judge_case (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCommand) command = vas_command_new ("request.approve", bench->clerk, vas_instant_now ());
  g_autoptr (VasVerdict) verdict = NULL;

  vas_command_set_text (command, "request", g_ptr_array_index (bench->keys, bench->next++ % bench->keys->len));
  verdict = vas_engine_check (bench->engine, command, &error);
  if (verdict == NULL)
    g_error ("%s", error->message);
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
await_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* (transfer full): the next request that may be approved with nothing to acknowledge. */
static VasCommand *
find_approval (Bench *bench)
{
  for (guint i = 0; i < bench->keys->len; i++)
    {
      g_autoptr (VasCommand) command = vas_command_new ("request.approve", bench->clerk, vas_instant_now ());
      g_autoptr (VasVerdict) verdict = NULL;

      vas_command_set_text (command, "request", g_ptr_array_index (bench->keys, bench->next++ % bench->keys->len));
      verdict = vas_engine_check (bench->engine, command, NULL);
      if (verdict != NULL && vas_verdict_is_accepted (verdict, NULL))
        return g_steal_pointer (&command);
    }
  g_error ("no request can be approved");
}

/* A key of the clerk: saved durably with its outbox row and before-images, held; then taken back by its undo. */
static void
approve_and_undo (Bench       *bench,
                  BenchSeries *approve,
                  BenchSeries *undo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCommand) command = find_approval (bench);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GAsyncResult) approved = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  BENCH (approve, 1, {
    vas_engine_run_async (bench->engine, command, NULL, finished_cb, &approved);
    await_result (&approved);
  });
  receipt = vas_engine_run_finish (bench->engine, approved, &error);
  if (receipt == NULL || !receipt->applied || receipt->hold_until == VAS_NONE)
    g_error ("not approved: %s", error != NULL ? error->message : "not held");

  g_ptr_array_add (ids, g_strdup (receipt->command_id));
  BENCH (undo, 1, {
    vas_engine_undo_async (bench->engine, ids, NULL, finished_cb, &undone);
    await_result (&undone);
  });
  if (!vas_engine_undo_finish (bench->engine, undone, NULL, &error))
    g_error ("%s", error->message);
}

static void
bench_approve (Bench *bench)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) approve = bench_series_new ();
  g_autoptr (BenchSeries) undo = bench_series_new ();

  vas_engine_set_hold (bench->engine, 600);
  bench->next = 0;
  for (guint i = 0; i < RUNS; i++)
    {
      BENCH (floor, 1, write_bare (bench));
      approve_and_undo (bench, approve, undo);
    }
  bench_row ("approval saved and held, with before-images", floor, approve, "≤ 3 × the floor");
  bench_row ("approval undone", floor, undo, "");
}

static void
bench_commands (Bench *bench)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) claim = bench_series_new ();
  g_autoptr (BenchSeries) release = bench_series_new ();

  for (guint i = 0; i < RUNS; i++)
    {
      BENCH (floor, 1, write_bare (bench));
      bench->next = i;
      BENCH (claim, 1, save_command (bench, "request.claim"));
      bench->next = i;
      BENCH (release, 1, save_command (bench, "request.release"));
    }
  bench_row ("command saved and settled (claim)", floor, claim, "≤ 3 × the floor");
  bench_row ("command saved and settled (release)", floor, release, "≤ 3 × the floor");
}

static void
bench_reads (Bench *bench)
{
  g_autoptr (BenchSeries) floor = bench_series_new ();
  g_autoptr (BenchSeries) count = bench_series_new ();
  g_autoptr (BenchSeries) list = bench_series_new ();
  g_autoptr (BenchSeries) one = bench_series_new ();
  g_autoptr (BenchSeries) judged = bench_series_new ();

  for (guint i = 0; i < RUNS; i++)
    {
      BENCH (floor, 1, read_or_die (bench, look_up_one));
      BENCH (count, 1, read_or_die (bench, count_queue));
      BENCH (list, 1, read_or_die (bench, list_queue));
      BENCH (one, 1, read_or_die (bench, load_case));
      BENCH (judged, 1, judge_case (bench));
    }
  bench_row ("queue: counts of all tabs", floor, count, "≤ 50 ms");
  bench_row ("queue: first 40 rows", floor, list, "≤ 50 ms");
  bench_row ("next case: everything around it", floor, one, "≤ 50 ms");
  bench_row ("next case: judged by every rule", floor, judged, "≤ 50 ms");
}

/* The whole queue: every order, and searches that hit a single case, some, and all. */
static void
bench_queue (Bench *bench)
{
  static const char * const searches[] = { "KP", "公司", "王", "80000217", "20250101000001", "没有" };
  g_autoptr (BenchSeries) floor = bench_series_new ();

  bench->tab = VAS_QUEUE_ALL;
  bench->query = NULL;
  for (guint order = 0; order < VAS_QUEUE_N_ORDERS; order++)
    {
      g_autoptr (BenchSeries) first = bench_series_new ();
      g_autoptr (BenchSeries) all = bench_series_new ();
      g_autofree char *what_first = g_strdup_printf ("queue by %s: first 40 rows", vas_queue_order_get_id ((VasQueueOrder) order));
      g_autofree char *what_all = NULL;

      bench->order = (VasQueueOrder) order;
      for (guint i = 0; i < RUNS; i++)
        {
          BENCH (floor, 1, read_or_die (bench, look_up_one));
          BENCH (first, 1, read_or_die (bench, list_queue));
          BENCH (all, 1, read_or_die (bench, list_ids));
        }
      what_all = g_strdup_printf ("queue by %s: all %u ids", vas_queue_order_get_id ((VasQueueOrder) order), bench->n_hits);
      bench_row (what_first, floor, first, "≤ 50 ms");
      bench_row (what_all, floor, all, "");
    }

  bench->order = VAS_QUEUE_BY_DUE;
  for (gsize q = 0; q < G_N_ELEMENTS (searches); q++)
    {
      g_autoptr (BenchSeries) first = bench_series_new ();
      g_autoptr (BenchSeries) count = bench_series_new ();
      g_autofree char *what_first = g_strdup_printf ("queue, search “%s”: first rows", searches[q]);
      g_autofree char *what_count = NULL;

      bench->query = searches[q];
      for (guint i = 0; i < RUNS; i++)
        {
          BENCH (floor, 1, read_or_die (bench, look_up_one));
          BENCH (first, 1, read_or_die (bench, list_queue));
          BENCH (count, 1, read_or_die (bench, count_queue));
        }
      what_count = g_strdup_printf ("queue, search “%s”: counts of all tabs (%u hits)", searches[q], bench->n_hits);
      bench_row (what_first, floor, first, "p95 ≤ 50 ms");
      bench_row (what_count, floor, count, "");
    }
  bench->query = NULL;
}

static void
bench_search (Bench *bench)
{
  static const char * const queries[] = { "王", "单", "wang", "z", "lx", "8000", "13800", "80000217", "u7", "没有这个人" };
  g_autoptr (BenchSeries) floor = bench_series_new ();

  for (guint q = 0; q < G_N_ELEMENTS (queries); q++)
    {
      g_autoptr (BenchSeries) series = bench_series_new ();
      g_autofree char *what = NULL;

      bench->query = queries[q];
      for (guint i = 0; i < RUNS; i++)
        {
          BENCH (floor, 1, read_or_die (bench, look_up_one));
          BENCH (series, 1, read_or_die (bench, search));
        }
      what = g_strdup_printf ("search “%s” (%u hits shown)", bench->query, bench->n_hits);
      bench_row (what, floor, series, strlen (queries[q]) == 1 ? "p95 ≤ 80 ms" : "p95 ≤ 50 ms");
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *scratch = NULL;
  Bench bench = { 0 };

  if (argc != 2)
    {
      g_printerr ("usage: bench-office REPLICA\n");
      return 2;
    }
  bench.store = vas_store_open (argv[1], VAS_STORE_DEFAULT, &error);
  if (bench.store == NULL)
    g_error ("%s", error->message);
  bench.engine = vas_engine_new (bench.store);
  bench.keys = g_ptr_array_new_with_free_func (g_free);
  scratch = g_build_filename (argv[1], "scratch.db", NULL);
  bench.scratch = vas_sql_open (scratch, VAS_SQL_DEFAULT, &error);
  if (bench.scratch == NULL || !vas_sql_exec (bench.scratch, "CREATE TABLE IF NOT EXISTS scratch (id INTEGER PRIMARY KEY, body TEXT)", &error))
    g_error ("%s", error->message);
  read_or_die (&bench, read_office);
  if (bench.clerk == NULL || bench.keys->len == 0)
    g_error ("The replica has no clerk or no request to review.");

  bench_head ("Office, no display");
  bench_commands (&bench);
  bench_approve (&bench);
  bench.tab = VAS_QUEUE_REVIEW;
  bench_reads (&bench);
  bench_queue (&bench);
  bench_search (&bench);

  vas_sql_close (bench.scratch);
  g_unlink (scratch);
  vas_store_close (bench.store);
  g_object_unref (bench.engine);
  g_object_unref (bench.store);
  g_ptr_array_unref (bench.keys);
  g_free (bench.clerk);

  return 0;
}
