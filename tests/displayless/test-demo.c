/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo business: whatever the day, 300 requests in all states, several due. */

#include "vas-demo.h"
#include "vas-queue.h"
#include "vas-time.h"

#include "vas-test-dir.h"

typedef struct {
  gint64  now;
  guint64 counts[VAS_QUEUE_N_TABS];
  gint64  n_requests;
  gint64  n_states;
  gint64  n_bare_before;            /* sheets of earlier days without a photo */
  gint64  n_photos;
} Look;

static gint64
count (VasSql     *sql,
       const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, &error);
  gboolean row;

  g_assert_no_error (error);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);

  return vas_statement_get_int (statement, 0);
}

/* Sheets issued before the day of @now, or on it, that have no photo. */
static gint64
count_bare (VasSql     *sql,
            const char *when,
            gint64      now)
{
  g_autofree char *query = g_strdup_printf ("SELECT count (*) FROM fapiao WHERE photo IS NULL AND issued_on IS NOT NULL AND "
                                            "issued_on %s %d", when, vas_instant_to_date (now));

  return count (sql, query);
}

static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Look *self = data;
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, NULL, "", self->now);

  g_assert_true (vas_queue_count (sql, question, self->counts, error));
  self->n_requests = count (sql, "SELECT count (*) FROM request");
  self->n_states = count (sql, "SELECT count (DISTINCT state) FROM request");
  g_assert_cmpint (count (sql, "SELECT count (*) FROM command_log WHERE result <> 'applied'"), ==, 0);
  g_assert_cmpint (count (sql, "SELECT count (*) FROM outbox WHERE state IN ('held', 'pending', 'refused')"), ==, 0);
  g_assert_cmpint (count (sql, "SELECT count (*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM terms_version t "
                               "WHERE t.label = o.terms_label AND t.effective_at <= o.made_at)"), ==, 0);
  g_assert_cmpint (count (sql, "SELECT count (DISTINCT terms_label) FROM orders"), ==, 2);
  g_assert_cmpint (count (sql, "SELECT count (*) FROM terms_version WHERE state = 'current'"), ==, 1);
  self->n_bare_before = count_bare (sql, "<", self->now);
  self->n_photos = count (sql, "SELECT count (*) FROM fapiao WHERE photo IS NOT NULL");
  g_assert_cmpint (count (sql, "SELECT count (*) FROM (SELECT order_key FROM share WHERE live = 1 GROUP BY order_key "
                               "HAVING sum (amount) > (SELECT paid - refunded FROM orders WHERE key = order_key))"), ==, 0);

  return self;
}

static void
check_day (gconstpointer data)
{
  const char *day = data;
  g_autofree char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);
  Look self = { 0 };
  VasDate date = 0;
  gboolean made;

  g_assert_no_error (error);
  g_assert_true (vas_date_parse (day, &date, NULL));
  self.now = vas_date_start (date) + 11 * VAS_INSTANT_HOUR;

  g_assert_true (vas_demo_is_made (store, &made, &error) && !made);
  vas_demo_seed (store, self.now, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (vas_demo_is_made (store, &made, &error) && made);

  g_assert_nonnull (vas_store_read (store, look, &self, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (self.n_requests, ==, 300);
  g_assert_cmpint (self.n_bare_before, ==, 0);
  g_assert_cmpint (self.n_photos, >, 100);
  g_assert_cmpint (self.n_states, ==, 12);
  g_assert_cmpuint (self.counts[VAS_QUEUE_DUE_TODAY], >=, 3);
  g_assert_cmpuint (self.counts[VAS_QUEUE_REVIEW], >=, 60);
  g_assert_cmpuint (self.counts[VAS_QUEUE_CAME_BACK], ==, 4);
  g_assert_cmpuint (self.counts[VAS_QUEUE_TO_TELL], >=, 10);
  vas_store_close (store);
  vas_test_dir_remove (directory);
}

static gboolean
is_there (const char *parent,
          const char *name)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* To choose is to name: the main thread does it. What goes are folders that are named by a day, and no other day than today. */
static void
test_other_days (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  const char * const names[] = { "2026-11-21/desks/a", "2026-11-22", "2026-11-23", "2026-13-01", "mine" };
  VasDate date;
  g_autofree char *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
    }
  g_assert_true (vas_date_parse ("2026-11-22", &date, NULL));
  chosen = vas_demo_choose_directory (directory, vas_date_start (date));
  g_assert_true (g_str_has_suffix (chosen, "/2026-11-22"));
  g_assert_true (is_there (directory, "2026-11-21"));

  vas_demo_remove_other_days (directory, vas_date_start (date));
  g_assert_false (is_there (directory, "2026-11-21"));
  g_assert_true (is_there (directory, "2026-11-22"));
  g_assert_false (is_there (directory, "2026-11-23"));
  g_assert_true (is_there (directory, "2026-13-01"));
  g_assert_true (is_there (directory, "mine"));
  vas_test_dir_remove (directory);
}

int
main (int    argc,
      char **argv)
{
  static const char * const days[] = { "2026-03-10", "2026-02-21", "2026-10-08", "2026-11-22", "2027-01-01", "2028-02-29" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *path = g_strconcat ("/demo/300-requests-in-all-states-on-", days[i], NULL);

      g_test_add_data_func (path, days[i], check_day);
    }
  g_test_add_func ("/demo/other-days-go-and-nothing-else", test_other_days);

  return g_test_run ();
}
