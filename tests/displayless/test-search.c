/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search of accounts: what finds whom, what finds nobody, and that the index follows every change. */

#include "vas-account.h"
#include "vas-capture.h"
#include "vas-search.h"
#include "vas-table.h"
#include "vas-test-store.h"

static VasAccount *
add (VasSql     *sql,
     const char *account_id,
     const char *name,
     const char *mobile,
     const char *email)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_strconcat ("key-", account_id, NULL);
  g_autofree char *masked = g_strdup_printf ("%.*s*", (int) (g_utf8_next_char (name) - name), name);
  VasAccount *account = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "account_id", account_id, "name", name,
                                      "name_masked", masked, "mobile", mobile, "mobile_last4",
                                      mobile != NULL ? mobile + strlen (mobile) - 4 : NULL, "email", email, NULL);

  vas_table_insert (sql, VAS_ENTITY (account), &error);
  g_assert_no_error (error);
  return account;
}

/* Account ids of what is found, joined by blanks. */
static char *
find (VasSql     *sql,
      const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = vas_search_accounts (sql, query, 0, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < accounts->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", ((VasAccount *) accounts->pdata[i])->account_id);

  return g_string_free (g_steal_pointer (&found), FALSE);
}

static void
expect (VasSql     *sql,
        const char *query,
        const char *expected)
{
  g_autofree char *found = find (sql, query);

  if (!g_str_equal (found, expected))
    g_error ("“%s” finds “%s”, not “%s”", query, found, expected);
}

static VasSql *
open_filled (void)
{
  VasSql *sql = vas_test_sql_open_memory ();

  g_object_unref (add (sql, "88213001", "王芳", "13800001234", "wang.fang@example.com"));
  g_object_unref (add (sql, "88213002", "王方平", "13900005678", NULL));
  g_object_unref (add (sql, "88219003", "单雄信", NULL, "Shan99@example.cn"));
  g_object_unref (add (sql, "jobs-441", "吕芳芳", "18612341111", NULL));
  g_object_unref (add (sql, "77000005", "阿依古丽·买买提", NULL, NULL));
  g_object_unref (add (sql, "77000006", "Smith", "17700001240", NULL));
  g_assert_true (vas_search_check (sql, NULL));
  return sql;
}

static void
test_han (void)
{
  g_autoptr (VasSql) sql = open_filled ();

  expect (sql, "王", "88213001 88213002");
  expect (sql, "王芳", "88213001");
  expect (sql, "芳", "88213001 jobs-441");
  expect (sql, "芳芳", "jobs-441");
  expect (sql, "芳王", "");
  expect (sql, "王平", "");
  expect (sql, "方平", "88213002");
  expect (sql, "古丽买", "77000005");
  expect (sql, "古丽·买", "77000005");
  expect (sql, "王*", "88213001 88213002");
}

static void
test_pinyin (void)
{
  g_autoptr (VasSql) sql = open_filled ();

  expect (sql, "wangf", "88213001 88213002");
  expect (sql, "wangfangp", "88213002");
  expect (sql, "WangFang", "88213001 88213002");
  expect (sql, "wf", "88213001 88213002");
  expect (sql, "wfp", "88213002");
  expect (sql, "shanxiong", "88219003");
  expect (sql, "danxiong", "88219003");
  expect (sql, "sxx", "88219003");
  expect (sql, "dxx", "88219003");
  expect (sql, "lvff", "");
  expect (sql, "lvfang", "jobs-441");
  expect (sql, "lüfang", "jobs-441");
  expect (sql, "lufang", "jobs-441");
  expect (sql, "lff", "jobs-441");
  expect (sql, "smi", "77000006");
  expect (sql, "mith", "");
}

static void
test_digits (void)
{
  g_autoptr (VasSql) sql = open_filled ();

  expect (sql, "1234", "88213001");
  expect (sql, "234", "88213001");
  expect (sql, "123", "88213001");
  expect (sql, "138", "88213001");
  expect (sql, "13800001234", "88213001");
  expect (sql, "138 0000 1234", "88213001");
  expect (sql, "138-0000-1234", "88213001");
  expect (sql, "１３８００００１２３４", "88213001");
  expect (sql, "138****1234", "88213001");
  expect (sql, "0000", "");
  expect (sql, "88213", "88213001 88213002");
  expect (sql, "3001", "88213001");
  expect (sql, "441", "jobs-441");
  expect (sql, "jobs-441", "jobs-441");
}

static void
test_several_words (void)
{
  g_autoptr (VasSql) sql = open_filled ();

  expect (sql, "王 1234", "88213001");
  expect (sql, "1234 王", "88213001");
  expect (sql, "王1234", "88213001");
  expect (sql, "王 5678", "88213002");
  expect (sql, "wf 5678", "88213002");
  expect (sql, "吕 5678", "");
  expect (sql, "王x", "");
  expect (sql, "wang.fang@ex", "88213001");
  expect (sql, "fang@example", "88213001");
  expect (sql, "shan99@EXAMPLE.cn", "88219003");
}

static void
test_exact_first (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();

  g_object_unref (add (sql, "55501", "一", NULL, NULL));
  g_object_unref (add (sql, "555", "二", NULL, NULL));
  g_object_unref (add (sql, "5", "三", NULL, NULL));
  expect (sql, "555", "555 55501");
  expect (sql, " 5 ", "5 55501 555");
}

static void
test_limit (void)
{
  g_autoptr (VasSql) sql = open_filled ();
  g_autoptr (GArray) one = vas_search_account_ids (sql, "王", 1, NULL);
  g_autoptr (GArray) two = vas_search_account_ids (sql, "王", 2, NULL);
  g_autoptr (GArray) all = vas_search_account_ids (sql, "王", 3, NULL);

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpint (g_array_index (all, gint64, 0), <, g_array_index (all, gint64, 1));
}

/* Nothing that can be typed or pasted is an operator, an error or slow. */
static void
test_hostile (void)
{
  g_autoptr (VasSql) sql = open_filled ();
  const char *nobody[] = {
    "", " ", "\t\n", "😀", "*", "**", "\"", "\"\"", "'", "''; DROP TABLE account; --", "AND", "OR", "NOT", "NEAR(王 芳)",
    "name:王", "^王x", "a AND", "(", ")", "{name}", "-", "+", "王 NOT 芳", "\xff\xfe", "\x01", ("\x03" "4321x"), "%", "_",
    "\u200b", "🧑‍🤝‍🧑", "\\",
  };
  const char *wang[] = { "王\"芳", "王😀芳", "\"王芳\"", "王芳*", "(王芳)", "\x01王芳", "王\xff芳", "王\u200b芳", "^王芳" };

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    expect (sql, nobody[i], "");
  for (guint i = 0; i < G_N_ELEMENTS (wang); i++)
    expect (sql, wang[i], "88213001");
}

static void
test_long (void)
{
  g_autoptr (VasSql) sql = open_filled ();
  const char *units[] = { "a", "1", "王", "王 ", "\"", "😀", "1 ", "\xff", "a王", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      g_autofree char *found = NULL;
      const gint64 start = g_get_monotonic_time ();

      for (int n = 0; n < 10000; n++)
        g_string_append (query, units[i]);
      found = find (sql, query->str);
      g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
    }
}

/* Texts that are stored are as foreign as queries. */
static void
test_hostile_names (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GString) endless = g_string_new (NULL);

  for (int n = 0; n < 10000; n++)
    g_string_append (endless, "王");
  g_object_unref (add (sql, "1", endless->str, NULL, NULL));
  g_object_unref (add (sql, "2", "\"王\" OR \x01wang😀", NULL, NULL));
  g_object_unref (add (sql, "3", "😀", NULL, NULL));
  g_object_unref (add (sql, "4", "𠮷野家", NULL, NULL));
  g_assert_true (vas_search_check (sql, NULL));
  expect (sql, "王 or", "2");
  expect (sql, "𠮷野", "4");
}

static void
test_follows (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAccount) account = add (sql, "1", "王芳", "13800001234", NULL);
  g_autoptr (VasAccount) stale = vas_entity_copy (account);

  g_object_set (account, "name", "李雷", "name_masked", "李*", NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (account), NULL));
  expect (sql, "王", "");
  expect (sql, "ll", "1");

  g_object_set (stale, "name", "赵六", NULL);
  g_assert_false (vas_table_update (sql, VAS_ENTITY (stale), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  expect (sql, "李", "1");
  expect (sql, "赵", "");

  g_assert_true (vas_table_delete (sql, VAS_ENTITY (account), NULL));
  expect (sql, "李", "");
  g_assert_true (vas_search_check (sql, NULL));
}

/* New accounts wait for the commit; what a transaction does to them meanwhile comes out right. */
static void
test_follows_in_transaction (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) kept = NULL;
  g_autoptr (VasAccount) changed = NULL;
  g_autoptr (VasAccount) deleted = NULL;
  g_autoptr (VasAccount) taken_back = NULL;

  g_assert_true (vas_sql_begin (sql, NULL));
  kept = add (sql, "1", "王芳", NULL, NULL);
  changed = add (sql, "2", "李雷", NULL, NULL);
  deleted = add (sql, "3", "赵六", NULL, NULL);
  g_object_set (changed, "name", "汪方", "name_masked", "汪*", NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (changed), NULL));
  g_assert_true (vas_table_delete (sql, VAS_ENTITY (deleted), NULL));
  g_assert_true (vas_sql_savepoint (sql, "inner", NULL));
  g_assert_true (vas_table_delete (sql, VAS_ENTITY (kept), NULL));
  taken_back = add (sql, "4", "韩梅梅", NULL, NULL);
  expect (sql, "韩", "4");
  expect (sql, "王", "");
  vas_sql_rollback_to (sql, "inner");
  expect (sql, "汪", "2");
  g_assert_true (vas_sql_commit (sql, NULL));

  g_assert_true (vas_search_check (sql, NULL));
  expect (sql, "王", "1");
  expect (sql, "李", "");
  expect (sql, "赵", "");
  expect (sql, "韩", "");
}

static void
test_follows_rollback (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) gone = NULL;
  g_autoptr (VasAccount) other = NULL;

  g_assert_true (vas_sql_begin (sql, NULL));
  gone = add (sql, "1", "王芳", NULL, NULL);
  vas_sql_rollback (sql);
  g_assert_true (vas_sql_begin (sql, NULL));
  other = add (sql, "2", "李雷", NULL, NULL);
  g_assert_true (vas_sql_commit (sql, NULL));
  g_assert_true (vas_search_check (sql, NULL));
  expect (sql, "王", "");
  expect (sql, "ll", "2");
}

static void
test_restored (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasAccount) changed = add (sql, "1", "王芳", NULL, NULL);
  g_autoptr (VasAccount) deleted = add (sql, "2", "李雷", NULL, NULL);
  g_autoptr (VasAccount) made = NULL;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  g_object_set (changed, "name", "汪方", "name_masked", "汪*", NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (changed), NULL));
  g_assert_true (vas_table_delete (sql, VAS_ENTITY (deleted), NULL));
  made = add (sql, "3", "韩梅梅", NULL, NULL);
  g_assert_true (vas_capture_end (sql, NULL));
  expect (sql, "汪", "1");
  expect (sql, "韩", "3");
  expect (sql, "李", "");

  g_assert_true (vas_capture_restore (sql, "one", NULL));
  g_assert_true (vas_search_check (sql, NULL));
  expect (sql, "汪", "");
  expect (sql, "王", "1");
  expect (sql, "韩", "");
  expect (sql, "李", "2");
}

static void
test_check_and_rebuild (void)
{
  g_autoptr (VasSql) sql = open_filled ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_sql_exec (sql, "UPDATE account SET name = '赵六' WHERE account_id = '88213001'", NULL));
  g_assert_false (vas_search_check (sql, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_true (vas_search_rebuild (sql, NULL));
  g_assert_true (vas_search_check (sql, NULL));
  expect (sql, "赵六", "88213001");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/two-characters-of-a-name-are-found", test_han);
  g_test_add_func ("/search/every-reading-and-initials-are-found", test_pinyin);
  g_test_add_func ("/search/numbers-are-found-by-beginning-and-end", test_digits);
  g_test_add_func ("/search/every-word-must-be-found", test_several_words);
  g_test_add_func ("/search/an-account-id-in-full-stands-first", test_exact_first);
  g_test_add_func ("/search/no-more-than-the-limit", test_limit);
  g_test_add_func ("/search/nothing-typed-is-an-operator", test_hostile);
  g_test_add_func ("/search/ten-thousand-characters-are-harmless", test_long);
  g_test_add_func ("/search/names-are-as-foreign-as-queries", test_hostile_names);
  g_test_add_func ("/search/the-index-follows-every-change", test_follows);
  g_test_add_func ("/search/the-index-follows-a-transaction", test_follows_in_transaction);
  g_test_add_func ("/search/the-index-follows-a-rollback", test_follows_rollback);
  g_test_add_func ("/search/the-index-follows-a-restore", test_restored);
  g_test_add_func ("/search/check-finds-what-rebuild-mends", test_check_and_rebuild);
  return g_test_run ();
}
