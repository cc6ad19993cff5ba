/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many records one after the other, and whether there is one without reading it. */

#include "vas-account.h"
#include "vas-migrate.h"
#include "vas-table.h"

static VasSql *
open_with_accounts (guint n_accounts)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_true (vas_migrate (sql, &error));
  for (guint i = 0; i < n_accounts; i++)
    {
      g_autofree char *id = g_strdup_printf ("8%07u", i);
      g_autofree char *key = g_strconcat ("key-", id, NULL);
      g_autoptr (VasAccount) account = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "account-id", id, "name-masked", "王*", NULL);

      g_assert_true (vas_table_insert (sql, VAS_ENTITY (account), &error));
    }

  return sql;
}

static gboolean
collect (gpointer   entity,
         gpointer   data,
         GError   **error)
{
  GString *ids = data;

  g_string_append_printf (ids, "%s ", VAS_ACCOUNT (entity)->account_id);
  if (ids->len < 25)
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "enough");
  return FALSE;
}

static void
test_every_record_in_the_order_of_rows (void)
{
  g_autoptr (VasSql) sql = open_with_accounts (2);
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_table_walk (sql, VAS_TYPE_ACCOUNT, collect, ids, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ids->str, ==, "80000000 80000001 ");
}

static void
test_an_error_ends_the_walk (void)
{
  g_autoptr (VasSql) sql = open_with_accounts (9);
  g_autoptr (GString) ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_table_walk (sql, VAS_TYPE_ACCOUNT, collect, ids, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  g_assert_cmpstr (ids->str, ==, "80000000 80000001 80000002 ");
}

static void
test_a_key_is_found_or_there_is_none (void)
{
  g_autoptr (VasSql) sql = open_with_accounts (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  char *none = NULL;

  g_assert_true (vas_table_find_key (sql, VAS_TYPE_ACCOUNT, "account_id", "80000000", &key, &error));
  g_assert_cmpstr (key, ==, "key-80000000");
  g_assert_true (vas_table_find_key (sql, VAS_TYPE_ACCOUNT, "account_id", "80000001", &none, &error));
  g_assert_null (none);
  g_assert_false (vas_table_find_key (sql, VAS_TYPE_ACCOUNT, "colour", "80000001", &none, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/walk/every-record-in-the-order-of-rows", test_every_record_in_the_order_of_rows);
  g_test_add_func ("/table/walk/an-error-ends-the-walk", test_an_error_ends_the_walk);
  g_test_add_func ("/table/find-key/a-key-is-found-or-there-is-none", test_a_key_is_found_or_there_is_none);

  return g_test_run ();
}
