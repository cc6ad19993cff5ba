/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Migrations: made once, a foreign or newer file is left as it is. */

#include "vas-migrate.h"
#include "vas-queue.h"

#include <gio/gio.h>

static VasSql *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  return sql;
}

static gint64
query_int (VasSql     *sql,
           const char *query)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return vas_statement_get_int (statement, 0);
}

static void
test_from_nothing (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  gint64 version = -1;

  g_assert_true (vas_migrate_check (sql, &version, NULL));
  g_assert_cmpint (version, ==, 0);
  g_assert_true (vas_migrate (sql, NULL));
  g_assert_true (vas_migrate_check (sql, &version, NULL));
  g_assert_cmpint (version, ==, vas_migrate_get_known ());
  g_assert_cmpint (version, >=, 1);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM guard"), ==, 1);
}

static void
test_twice (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  gint64 before;

  g_assert_true (vas_migrate (sql, NULL));
  before = query_int (sql, "PRAGMA schema_version");
  g_assert_true (vas_migrate (sql, NULL));
  g_assert_cmpint (query_int (sql, "PRAGMA schema_version"), ==, before);
}

static void
test_newer (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, vas_migrate_get_known () + 1);
  g_autofree char *has = g_strdup_printf ("version %" G_GINT64_FORMAT ",", vas_migrate_get_known () + 1);
  g_autofree char *knows = g_strdup_printf ("up to %" G_GINT64_FORMAT ".", vas_migrate_get_known ());

  g_assert_true (vas_migrate (sql, NULL));
  g_assert_true (vas_sql_exec (sql, mark, NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, has));
  g_assert_nonnull (strstr (error->message, knows));
}

static void
test_foreign (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_sql_exec (sql, "CREATE TABLE cookies (id INTEGER)", NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM sqlite_schema"), ==, 1);
}

/* A version that cannot be made leaves the file as it was: here a table of ours stands in the way already. */
static void
test_all_or_nothing (void)
{
  g_autoptr (VasSql) sql = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_sql_exec (sql, "CREATE TABLE staff (id INTEGER); PRAGMA application_id = 0x56415344", NULL));
  g_assert_false (vas_migrate (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  g_assert_cmpint (query_int (sql, "SELECT count (*) FROM sqlite_schema"), ==, 1);
  g_assert_cmpint (query_int (sql, "PRAGMA user_version"), ==, 0);
}

/* A file as version 6 left it. */
static VasSql *
open_version_6 (void)
{
  VasSql *sql = open_memory ();
  g_autoptr (GError) error = NULL;

  for (int version = 1; version <= 6; version++)
    {
      g_autofree char *path = g_strdup_printf ("/org/vasdesk/sql/version-%03d.sql", version);
      g_autoptr (GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
      g_assert_true (vas_sql_exec (sql, text, &error));
    }
  g_assert_true (vas_sql_exec (sql, "PRAGMA user_version = 6; PRAGMA application_id = 0x56415344", &error));

  return sql;
}

static void
keep_row (VasSql     *sql,
          gint64      seq,
          const char *changes)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "INSERT INTO feed (seq, subjects, changes) VALUES ($1, '[]', $2)", NULL);

  vas_statement_bind (statement, "it", seq, changes);
  g_assert_true (vas_statement_run (statement, NULL));
}

static void
assert_row (VasSql     *sql,
            gint64      seq,
            const char *changes)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT changes FROM feed WHERE seq = $1", NULL);
  gboolean row;

  vas_statement_bind (statement, "i", seq);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  g_assert_cmpstr (vas_statement_get_text (statement, 0), ==, changes);
}

/* The feed once kept images with whole personal values; a file of that time loses them, and nothing else. */
static void
test_old_feed (void)
{
  static const char *const as_it_is = "[\"service\",{\"key\":\"s\",\"name\":\"优化 \\\"简历\\\"\"}]\n[\"request\",{\"key\":\"r\"}]\n";
  g_autoptr (VasSql) sql = open_version_6 ();
  g_autoptr (GError) error = NULL;

  keep_row (sql, 1, "");
  keep_row (sql, 2, as_it_is);
  keep_row (sql, 3, "[\"gone\",\"draft\",\"d\"]\n"
                    "[\"account\",{\"key\":\"a\",\"ver\":1,\"name\":\"王\\n小明\",\"name_masked\":\"王*\",\"mobile\":null,\"email\":null}]\n"
                    "[\"plan\",{\"key\":\"p\",\"name\":\"30 天\"}]\n"
                    "[\"request\",{\"key\":\"r\",\"title\":\"甲\\\"乙\",\"recipient_name\":\"王\",\"recipient_mobile\":\"13812345678\","
                    "\"recipient_address\":\"北京\",\"amount\":9007199254740991}]\n"
                    "[\"parcel\",{\"key\":\"x\",\"recipient_name\":\"王\",\"recipient_mobile\":null,\"recipient_address\":null,\"receipt\":\"王\","
                    "\"state\":\"signed\"}]\n");

  g_assert_true (vas_migrate (sql, &error));
  g_assert_no_error (error);
  assert_row (sql, 1, "");
  assert_row (sql, 2, as_it_is);
  assert_row (sql, 3, "[\"gone\",\"draft\",\"d\"]\n"
                      "[\"account\",{\"key\":\"a\",\"ver\":1,\"name_masked\":\"王*\"}]\n"
                      "[\"plan\",{\"key\":\"p\",\"name\":\"30 天\"}]\n"
                      "[\"request\",{\"key\":\"r\",\"title\":\"甲\\\"乙\",\"amount\":9007199254740991}]\n"
                      "[\"parcel\",{\"key\":\"x\",\"state\":\"signed\"}]\n");
}

static char *
list_queue (VasSql        *sql,
            VasQueueOrder  order,
            const char    *search)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (VAS_QUEUE_ALL, order, search, NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_list (sql, question, 0, &error);
  GString *keys = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      VasQueueRow *row = g_ptr_array_index (rows, i);

      g_string_append (keys, vas_entity_get_key (VAS_ENTITY (row->request)));
    }

  return g_string_free (keys, FALSE);
}

/* The requests of an older file stand in the new indexes of the queue: the same order, the same hits. */
static void
test_old_queue (void)
{
  static const struct {
    VasQueueOrder  order;
    const char    *search;
    const char    *keys;
  } asked[] = {
    { VAS_QUEUE_BY_DUE, NULL, "bcad" },      { VAS_QUEUE_BY_AMOUNT, NULL, "dbac" },    { VAS_QUEUE_BY_TITLE, NULL, "cabd" },
    { VAS_QUEUE_BY_NEWEST, NULL, "dbca" },   { VAS_QUEUE_BY_DUE, "公司", "bca" },      { VAS_QUEUE_BY_AMOUNT, "91", "ba" },
    { VAS_QUEUE_BY_TITLE, "有限", "cb" },    { VAS_QUEUE_BY_DUE, "kp-4", "d" },
  };
  g_autoptr (VasSql) sql = open_version_6 ();
  g_autoptr (GError) error = NULL;

  vas_sql_exec (sql, "INSERT INTO request (key, number, account_key, state, source, title_kind, title, taxpayer_id, amount, requested_at, "
                     "received_at, delivery, due, due_provisional, review_due, extensions) VALUES "
                     "('a', 'KP-1', 'x', 'review', 'shop', 'company', '上海公司', '9131', 20, 1, 1, 'courier', 12, 0, 12, 0), "
                     "('b', 'KP-2', 'x', 'to_issue', 'shop', 'company', '赵氏有限公司', '9144', 30, 3, 3, 'courier', 10, 0, 10, 0), "
                     "('c', 'KP-3', 'x', 'review', 'shop', 'company', '北京有限公司', NULL, 10, 2, 2, 'courier', 11, 0, 11, 0), "
                     "('d', 'KP-4', 'x', 'review', 'shop', 'personal', '钟晓明', NULL, 40, 4, 4, 'courier', 13, 0, 13, 0)", &error);
  g_assert_no_error (error);
  g_assert_true (vas_migrate (sql, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *keys = list_queue (sql, asked[i].order, asked[i].search);

      g_assert_cmpstr (keys, ==, asked[i].keys);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrate/an-empty-file-gets-the-newest-version", test_from_nothing);
  g_test_add_func ("/migrate/a-second-time-changes-nothing", test_twice);
  g_test_add_func ("/migrate/a-newer-file-is-refused-and-both-versions-said", test_newer);
  g_test_add_func ("/migrate/another-programs-file-is-left-alone", test_foreign);
  g_test_add_func ("/migrate/a-version-is-made-whole-or-not-at-all", test_all_or_nothing);
  g_test_add_func ("/migrate/7/old-rows-of-the-feed-lose-whole-personal-values-R31", test_old_feed);
  g_test_add_func ("/migrate/7/the-queue-of-an-older-file-stands-in-the-same-order", test_old_queue);
  return g_test_run ();
}
