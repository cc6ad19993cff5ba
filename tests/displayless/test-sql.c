/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The seam to SQLite: numbering of parameters, the cache of statements, transactions, and what errors become. */

#include "vas-entity.h"
#include "vas-sql.h"

#include <glib/gstdio.h>

static VasSql *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_true (vas_sql_exec (sql, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, n INTEGER CHECK (n < 100))",
                               NULL));
  return sql;
}

static void
insert (VasSql     *sql,
        const char *text,
        gint64      number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "INSERT INTO t (a, n) VALUES ($1, $2)", &error);

  g_assert_no_error (error);
  vas_statement_bind (statement, "tn", text, number);
  g_assert_true (vas_statement_run (statement, &error));
}

static gint64
count (VasSql *sql)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM t", NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return vas_statement_get_int (statement, 0);
}

static void
test_parameters (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT $2, $1, $2 || $3, $11, $10, $4, $5, $6, $7, $8, $9",
                                                        NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("blob", 4);
  gboolean row;

  vas_statement_bind (statement, "tttinitttib", "one", "two", "three", (gint64) 4, VAS_NONE, (gint64) 6, NULL, NULL, NULL,
                      (gint64) 10, bytes);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  g_assert_cmpstr (vas_statement_get_text (statement, 0), ==, "two");
  g_assert_cmpstr (vas_statement_get_text (statement, 1), ==, "one");
  g_assert_cmpstr (vas_statement_get_text (statement, 2), ==, "twothree");
  g_assert_cmpstr (vas_statement_get_text (statement, 3), ==, "blob");
  g_assert_cmpint (vas_statement_get_int (statement, 4), ==, 10);
  g_assert_true (vas_statement_is_null (statement, 6));
  g_assert_cmpint (vas_statement_get_int (statement, 6), ==, VAS_NONE);
  g_assert_cmpint (vas_statement_get_int (statement, 5), ==, 4);
  g_assert_true (vas_statement_step (statement, &row, NULL) && !row);
}

static void
test_bad_text (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  const char *texts[] = { "SELECT ?1", "SELECT $1, $3", "SELECT $a", "SELECT 1; SELECT 2", "", "SELEC", "SELECT $0" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vas_sql_prepare (sql, texts[i], &error));
      g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
    }
}

static void
test_cache (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  VasStatement *first = vas_sql_prepare (sql, "SELECT $1", NULL);
  VasStatement *second = vas_sql_prepare (sql, "SELECT $1", NULL);
  gboolean row;

  g_assert_true (first != second);
  vas_statement_bind_text (first, 1, "kept");
  vas_statement_release (second);
  vas_statement_release (first);

  second = vas_sql_prepare (sql, "SELECT $1", NULL);
  g_assert_true (vas_statement_step (second, &row, NULL) && row);
  g_assert_true (vas_statement_is_null (second, 0));
  vas_statement_release (second);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("SELECT %d", i);
      g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, NULL);

      g_assert_true (vas_statement_step (statement, &row, NULL));
      g_assert_cmpint (vas_statement_get_int (statement, 0), ==, i);
    }
}

static void
test_returning (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  VasStatement *statement;
  gboolean row;

  insert (sql, "a", 1);
  insert (sql, "b", 2);
  statement = vas_sql_prepare (sql, "UPDATE t SET n = n + 10 RETURNING n", NULL);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  vas_statement_release (statement);
  g_assert_cmpint (vas_sql_get_changes (sql), ==, 2);

  statement = vas_sql_prepare (sql, "SELECT sum (n) FROM t", NULL);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  g_assert_cmpint (vas_statement_get_int (statement, 0), ==, 23);
  vas_statement_release (statement);
}

static void
test_transactions (void)
{
  g_autoptr (VasSql) sql = open_memory ();

  g_assert_true (vas_sql_begin (sql, NULL));
  insert (sql, "a", 1);
  g_assert_true (vas_sql_savepoint (sql, "inner", NULL));
  insert (sql, "b", 2);
  vas_sql_rollback_to (sql, "inner");
  g_assert_cmpint (count (sql), ==, 1);
  g_assert_true (vas_sql_savepoint (sql, "inner", NULL));
  insert (sql, "c", 3);
  g_assert_true (vas_sql_release (sql, "inner", NULL));
  g_assert_true (vas_sql_commit (sql, NULL));
  g_assert_cmpint (count (sql), ==, 2);
  g_assert_cmpint (vas_sql_get_last_id (sql), ==, 2);

  g_assert_true (vas_sql_begin (sql, NULL));
  insert (sql, "d", 4);
  vas_sql_rollback (sql);
  vas_sql_rollback (sql);
  g_assert_cmpint (count (sql), ==, 2);
}

static void
test_errors (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) unique = NULL;
  g_autoptr (GError) check = NULL;
  g_autoptr (GError) guard = NULL;

  insert (sql, "a", 99);
  g_assert_false (vas_sql_exec (sql, "INSERT INTO t (a) VALUES ('a')", &unique));
  g_assert_error (unique, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_false (vas_sql_exec (sql, "INSERT INTO t (n) VALUES (100)", &check));
  g_assert_error (check, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);

  g_assert_true (vas_sql_exec (sql, "CREATE TRIGGER g BEFORE DELETE ON t BEGIN SELECT RAISE (ABORT, 'R29: never'); END",
                               NULL));
  g_assert_false (vas_sql_exec (sql, "DELETE FROM t", &guard));
  g_assert_error (guard, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  g_assert_cmpstr (guard->message, ==, "R29: never");
}

static void
test_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("vas-sql-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "x.db", NULL);
  g_autoptr (GError) absent = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) busy = NULL;
  VasSql *reader, *writer;

  g_assert_null (vas_sql_open (path, VAS_SQL_READ_ONLY, &absent));
  g_assert_error (absent, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);

  writer = vas_sql_open (path, VAS_SQL_DEFAULT, NULL);
  g_assert_true (vas_sql_exec (writer, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER)", NULL));
  reader = vas_sql_open (path, VAS_SQL_READ_ONLY, NULL);
  g_assert_false (vas_sql_exec (reader, "INSERT INTO t (a) VALUES ('a')", &refused));
  g_assert_error (refused, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY);

  g_assert_true (vas_sql_begin (reader, NULL));
  g_assert_cmpint (count (reader), ==, 0);
  insert (writer, "a", 1);
  g_assert_cmpint (count (reader), ==, 0);
  g_assert_true (vas_sql_commit (reader, NULL));
  g_assert_cmpint (count (reader), ==, 1);

  vas_sql_close (reader);
  vas_sql_close (writer);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
test_not_a_database (void)
{
  g_autofree char *directory = g_dir_make_tmp ("vas-sql-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "x.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "This is a letter, and no database at all; it is long enough.", -1, NULL));
  g_assert_null (vas_sql_open (path, VAS_SQL_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

/* The engine writes no piece of 128 KB of a temporary file, and takes that for a full disk: what it sends there is smaller. */
static void
test_large_statement (void)
{
  g_autofree char *directory = g_dir_make_tmp ("vas-sql-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "x.db", NULL);
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (path, VAS_SQL_DEFAULT, &error);
  static const char fill[] = "WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 9000) "
                             "INSERT INTO t SELECT i, 'one' || (i * 7919 % 9001), i * 104729 % 1000003 FROM r";
  static const char * const steps[] = {
    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, n INTEGER UNIQUE); BEGIN",
    fill,
    "UPDATE t SET a = 'another' || (id * 104729 % 9001), n = -n",
    "COMMIT",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      vas_sql_exec (sql, steps[i], &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (count (sql), ==, 9000);
  vas_sql_close (sql);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

/* It may hold a password: what cannot be read of it is not repeated. Nothing is asked of a server. */
static void
test_address (void)
{
  static const char *const addresses[] = {
    "postgresql://vasdesk:secret%zz@127.0.0.1/x", "postgresql://vasdesk:a@secret@127.0.0.1/x", "postgresql://vasdesk:secret/b@127.0.0.1/x",
    "postgresql://vasdesk:a@127.0.0.1/x?secret",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vas_sql_open (addresses[i], VAS_SQL_DEFAULT, &error));
      g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
      g_assert_cmpstr (error->message, ==, "The address of the database cannot be read.");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sql/parameters-are-bound-by-their-number", test_parameters);
  g_test_add_func ("/sql/text-that-is-no-numbered-statement-is-refused", test_bad_text);
  g_test_add_func ("/sql/released-statement-forgets-its-values", test_cache);
  g_test_add_func ("/sql/returning-runs-to-its-end", test_returning);
  g_test_add_func ("/sql/savepoints-and-rollback-take-back", test_transactions);
  g_test_add_func ("/sql/guard-keeps-its-message", test_errors);
  g_test_add_func ("/sql/reader-sees-one-snapshot-and-writes-nothing", test_file);
  g_test_add_func ("/sql/a-letter-is-no-database", test_not_a_database);
  g_test_add_func ("/sql/a-statement-that-changes-much-meets-no-full-disk", test_large_statement);
  g_test_add_func ("/sql/an-address-that-cannot-be-read-is-not-repeated", test_address);
  return g_test_run ();
}
