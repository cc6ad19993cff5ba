/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is asked every minute, at every save or at every push finds its few rows by an index and walks through nothing that grows: asked
 * of the statements themselves. Each function runs on a connection; what it left prepared there is explained.
 */

#include "vas-blob-queue.h"
#include "vas-change-store.h"
#include "vas-due-store.h"
#include "vas-journal.h"
#include "vas-migrate.h"
#include "vas-outbox.h"
#include "vas-shop-feed.h"
#include "vas-sql-sqlite.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
done (GPtrArray *rows)
{
  g_autoptr (GPtrArray) owned = rows;

  return owned != NULL;
}

static gboolean
take (VasSql  *sql,
      GError **error)
{
  return done (vas_outbox_take (sql, 50, 1 << 20, 1, "0190", error));
}

static gboolean
forget (VasSql  *sql,
        GError **error)
{
  return vas_outbox_forget (sql, 1, error);
}

static gboolean
count (VasSql  *sql,
       GError **error)
{
  VasOutboxCounts counts;

  return vas_outbox_count (sql, &counts, error);
}

static gboolean
put_off (VasSql  *sql,
         GError **error)
{
  gint64 next;

  return vas_outbox_find_put_off (sql, 1, &next, error);
}

static gboolean
problems (VasSql  *sql,
          GError **error)
{
  return done (vas_outbox_list_problems (sql, error));
}

static gboolean
list_open (VasSql  *sql,
           GError **error)
{
  return done (vas_journal_list_open (sql, error));
}

static gboolean
photos (VasSql  *sql,
        GError **error)
{
  g_autofree char *directory = g_dir_make_tmp ("plans-XXXXXX", error);
  const gboolean read = directory != NULL && done (vas_blob_queue_list (sql, directory, error));

  g_rmdir (directory);
  return read;
}

static gboolean
unpaid (VasSql  *sql,
        GError **error)
{
  return done (vas_due_unpaid_orders (sql, 1, 10, error));
}

static gboolean
abuse (VasSql  *sql,
       GError **error)
{
  return done (vas_due_abuse (sql, 1, 5, 10, error));
}

static gboolean
never_paid (VasSql  *sql,
            GError **error)
{
  return done (vas_due_never_paid (sql, "0190", 1, error));
}

static gboolean
changes (VasSql  *sql,
         GError **error)
{
  return done (vas_change_list_due (sql, 1, 10, error));
}

static gboolean
begin_shop (VasSql  *sql,
            GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  return vas_shop_feed_begin (sql, 1, lines, error);
}

/* @table: only statements that read from it are asked. @index: the one that must be taken, and the only one that may be walked, since
 * it holds nothing but what is looked for. */
static const struct {
  const char *path;
  gboolean  (*run) (VasSql *sql, GError **error);
  const char *table;
  const char *index;
} cases[] = {
  { "/plans/outbox/what-is-sent", take, "outbox", "outbox_open" },
  { "/plans/outbox/what-is-forgotten", forget, "outbox", "outbox_settled" },
  { "/plans/outbox/what-is-counted", count, "outbox", "outbox_open" },
  { "/plans/outbox/what-was-put-off", put_off, "outbox", "outbox_open" },
  { "/plans/outbox/problems", problems, "outbox", "outbox_open" },
  { "/plans/outbox/what-a-save-looks-at", list_open, "outbox", "outbox_open" },
  { "/plans/outbox/photos", photos, "outbox", "outbox_photo" },
  { "/plans/clock/unpaid-orders-R7", unpaid, "orders", "orders_unpaid" },
  { "/plans/clock/orders-never-paid-R9", abuse, "orders", "orders_never_paid" },
  { "/plans/clock/orders-never-paid-of-an-account-R9", never_paid, "orders", "orders_account" },
  { "/plans/clock/changes-of-the-catalog-R4", changes, "catalog_change", "catalog_change_due" },
  { "/plans/shop/requests-at-its-beginning", begin_shop, "request", "request_queue" },
  { "/plans/shop/messages-at-its-beginning", begin_shop, "notice", "notice_queued" },
};

static sqlite3_stmt *
explain (sqlite3    *handle,
         const char *text)
{
  g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", text, NULL);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, question, -1, &statement, NULL), ==, SQLITE_OK);
  return statement;
}

static gboolean
is_part (sqlite3    *handle,
         const char *index)
{
  sqlite3_stmt *statement = NULL;
  gboolean part;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT sql LIKE '% WHERE %' FROM sqlite_schema WHERE name = ?1", -1, &statement, NULL), ==,
                   SQLITE_OK);
  sqlite3_bind_text (statement, 1, index, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  part = sqlite3_column_int (statement, 0) != 0;
  sqlite3_finalize (statement);

  return part;
}

/* No table is walked through, and no index either that has more than what is looked for. */
static void
judge (sqlite3    *handle,
       const char *text,
       const char *index)
{
  g_autofree char *using = g_strconcat (" ", index, NULL);
  sqlite3_stmt *statement = explain (handle, text);
  gboolean taken = FALSE;

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *step = (const char *) sqlite3_column_text (statement, 3);
      const char *end = strstr (step, using);
      const gboolean names = end != NULL && !(g_ascii_isalnum (end[strlen (using)]) || end[strlen (using)] == '_');

      g_test_message ("%s", step);
      taken = taken || names;
      if (g_str_has_prefix (step, "SCAN "))
        g_assert_true (names && is_part (handle, index));
    }
  g_assert_true (taken);
  sqlite3_finalize (statement);
}

static void
test_plan (gconstpointer data)
{
  const gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *from = g_strconcat (" FROM ", cases[i].table, " ", NULL);
  g_autoptr (VasSql) sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  sqlite3 *handle = vas_sql_get_handle (sql);

  g_assert_true (vas_migrate (sql, &error));
  g_assert_true (vas_sql_exec (sql, "INSERT INTO replica (id, client_id, epoch, clean) VALUES (1, 'c', 'e', 1)", &error));
  g_assert_true (cases[i].run (sql, &error));
  g_assert_no_error (error);

  for (sqlite3_stmt *statement = sqlite3_next_stmt (handle, NULL); statement != NULL; statement = sqlite3_next_stmt (handle, statement))
    {
      if (strstr (sqlite3_sql (statement), from) != NULL)
        g_ptr_array_add (texts, g_strdup (sqlite3_sql (statement)));
    }
  g_assert_cmpuint (texts->len, ==, 1);
  judge (handle, g_ptr_array_index (texts, 0), cases[i].index);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GSIZE_TO_POINTER (i), test_plan);
  return g_test_run ();
}
