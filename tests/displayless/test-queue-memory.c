/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue in memory says what the database says, after every change of the records, and reads no more of them than were touched. */

#include "vas-fixture.h"
#include "vas-queue-both.h"
#include "vas-store.h"
#include "vas-test-dir.h"

#define N_REQUESTS 5

typedef struct {
  char     *directory;
  char     *clerk;
  gint64    now;
  VasStore *store;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (VasFixture) office = NULL;
  g_autoptr (GError) error = NULL;

  f->directory = vas_test_dir_make ();
  path = g_build_filename (f->directory, "replica.db", NULL);
  office = vas_fixture_new_at (path);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autofree char *number = g_strdup_printf ("202506011000000%u", i);
      g_autofree char *order = vas_fixture_add_order (office, number, 10000 + 100 * (i % 3), "2025-06-01");
      g_autofree char *key = vas_fixture_enter (office, order, 10000);

      office->now += VAS_INSTANT_MINUTE;
    }
  f->clerk = g_strdup (office->clerk);
  f->now = office->now;
  g_clear_pointer (&office, vas_fixture_free);

  f->store = vas_store_open (f->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_store_close (f->store);
  g_object_unref (f->store);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
  g_free (f->clerk);
}

static gpointer
compare (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  static const char * const searches[] = { "", "KP", "80000217", "2025060110000003", "没有" };
  Fixture *f = data;

  for (guint search = 0; search < G_N_ELEMENTS (searches); search++)
    {
      for (guint place = 0; place < VAS_QUEUE_N_TABS * VAS_QUEUE_N_ORDERS; place++)
        {
          g_autoptr (VasQueueQuestion) question =
            vas_queue_question_new ((VasQueueTab) (place % VAS_QUEUE_N_TABS), (VasQueueOrder) (place / VAS_QUEUE_N_TABS),
                                    searches[search], f->clerk, f->now);

          vas_queue_both_agree (sql, question);
        }
    }

  return GUINT_TO_POINTER (1 + vas_queue_memory_get_n_read (sql->queue));
}

/* How often everything was read until now; memory and database agree. */
static guint
agree (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gpointer n = vas_store_read (f->store, compare, f, NULL, &error);

  g_assert_no_error (error);
  return GPOINTER_TO_UINT (n) - 1;
}

static gpointer
run (VasSql        *sql,
     gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  return vas_sql_exec (sql, data, error) ? sql : NULL;
}

static void
change (Fixture    *f,
        const char *script)
{
  g_autoptr (GError) error = NULL;

  vas_store_write (f->store, run, (gpointer) script, NULL, &error);
  g_assert_no_error (error);
}

static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  static const char * const scripts[] = {
    "UPDATE request SET amount = 1 WHERE id = 2",
    "UPDATE request SET state = 'to_issue' WHERE id = 1",
    "UPDATE request SET state = 'done' WHERE id = 3",
    "UPDATE request SET title = '阿里', due = due - 20 WHERE id = 4",
    "UPDATE request SET state = 'second' WHERE id IN (2, 5)",
    "UPDATE request SET state = 'withdrawn' WHERE id IN (1, 5)",
    "UPDATE request SET state = 'review' WHERE id = 2",
  };

  g_assert_cmpuint (agree (f), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      change (f, scripts[i]);
      g_assert_cmpuint (agree (f), ==, 1);
    }
}

static void
test_claims (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *claim = g_strdup_printf ("UPDATE request SET claimed_by = '%s', claimed_until = %" G_GINT64_FORMAT " WHERE id < 4",
                                            f->clerk, f->now + 1);

  g_assert_cmpuint (agree (f), ==, 1);
  change (f, claim);
  g_assert_cmpuint (agree (f), ==, 1);
  f->now++;
  g_assert_cmpuint (agree (f), ==, 1);
}

static gpointer
write_and_fail (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_assert_true (vas_sql_exec (sql, "UPDATE request SET amount = 7", NULL));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "taken back");

  return NULL;
}

static void
test_taken_back (Fixture       *f,
                 gconstpointer  data)
{
  g_assert_cmpuint (agree (f), ==, 1);
  g_assert_null (vas_store_write (f->store, write_and_fail, NULL, NULL, NULL));
  g_assert_cmpuint (agree (f), ==, 1);
}

static void
test_gap (void)
{
  g_autoptr (VasQueueMemory) memory = vas_queue_memory_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (VasFixture) office = vas_fixture_new ();
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, "", NULL, office->now);
  g_autoptr (VasRowView) view = vas_row_view_new ();
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 10000, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (office, order, 10000);

  office->sql->queue = memory;
  g_assert_false (vas_queue_memory_find (office->sql, question, 40, view));
  g_assert_cmpuint (vas_queue_both_agree (office->sql, question), ==, 1);
  g_assert_cmpuint (vas_queue_memory_get_n_read (memory), ==, 1);

  g_array_set_size (ids, 1);
  g_array_index (ids, gint64, 0) = 1;
  vas_queue_memory_touch (memory, ids);
  office->sql->queue_position = vas_queue_memory_get_position (memory);
  g_assert_cmpuint (vas_queue_both_agree (office->sql, question), ==, 1);
  g_assert_cmpuint (vas_queue_memory_get_n_read (memory), ==, 1);

  vas_queue_memory_touch (memory, NULL);
  office->sql->queue_position = vas_queue_memory_get_position (memory);
  g_assert_false (vas_queue_memory_find (office->sql, question, 40, view));
  g_assert_cmpuint (vas_queue_both_agree (office->sql, question), ==, 1);
  g_assert_cmpuint (vas_queue_memory_get_n_read (memory), ==, 2);
  office->sql->queue = NULL;
}

#define ADD(path, func) g_test_add ("/queue-memory/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("changes/each-is-seen-and-nothing-else-is-read-again", test_changes);
  ADD ("changes/a-claim-lasts-until-its-end", test_claims);
  ADD ("changes/what-was-taken-back-is-not-seen", test_taken_back);
  g_test_add_func ("/queue-memory/changes/too-many-to-be-named-are-read-anew-behind-the-first-rows", test_gap);

  return g_test_run ();
}
