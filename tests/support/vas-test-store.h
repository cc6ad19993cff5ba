/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-migrate.h"
#include "vas-store.h"

/* vas_test_sql_open_memory: (transfer full): a new database with all tables, of this test alone. */
static inline VasSql *
vas_test_sql_open_memory (void)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_sql_open (":memory:", VAS_SQL_DEFAULT, &error);

  g_assert_no_error (error);
  vas_migrate (sql, &error);
  g_assert_no_error (error);
  return sql;
}

/* vas_test_store_open: (transfer full): the records of a test in @directory, made if absent. */
static inline VasStore *
vas_test_store_open (const char *directory)
{
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);

  g_assert_no_error (error);
  return store;
}
