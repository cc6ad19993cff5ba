/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drafts: one for each form and subject. */

#include "vas-draft.h"
#include "vas-test-store.h"

static void
expect (VasSql     *sql,
        const char *kind,
        const char *subject,
        const char *value)
{
  g_autofree char *found = vas_draft_load (sql, kind, subject, NULL);

  g_assert_cmpstr (found, ==, value);
}

static void
test_replace (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_draft_save (sql, "request", "", "一", 1, NULL));
  g_assert_true (vas_draft_save (sql, "request", "", "二", 2, NULL));
  g_assert_true (vas_draft_save (sql, "request", "key", "三", 3, NULL));
  g_assert_true (vas_draft_save (sql, "reject", "key", "四", 4, NULL));
  expect (sql, "request", "", "二");
  expect (sql, "request", "key", "三");
  expect (sql, "reject", "key", "四");

  g_assert_true (vas_draft_delete (sql, "request", "key", NULL));
  g_assert_true (vas_draft_delete (sql, "request", "key", NULL));
  g_assert_null (vas_draft_load (sql, "request", "key", &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  expect (sql, "reject", "key", "四");
}

/* What is taken up again stands in the place of the form's own; what is not there takes nothing's place. */
static void
test_move (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();

  g_assert_true (vas_draft_save (sql, "request", "new", "一", 1, NULL));
  g_assert_true (vas_draft_save (sql, "request", "aside", "二", 2, NULL));
  g_assert_true (vas_draft_save (sql, "reject", "aside", "三", 3, NULL));
  g_assert_true (vas_draft_move (sql, "request", "nowhere", "new", NULL));
  expect (sql, "request", "new", "一");
  g_assert_true (vas_draft_move (sql, "request", "aside", "aside", NULL));
  expect (sql, "request", "aside", "二");

  g_assert_true (vas_draft_move (sql, "request", "aside", "new", NULL));
  expect (sql, "request", "new", "二");
  expect (sql, "request", "aside", NULL);
  expect (sql, "reject", "aside", "三");
}

/* Both sides of the edge; the form's own and other forms stay. */
static void
test_forget (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();

  g_assert_true (vas_draft_save (sql, "request", "aside:a", "一", 9, NULL));
  g_assert_true (vas_draft_save (sql, "request", "aside:b", "二", 10, NULL));
  g_assert_true (vas_draft_save (sql, "request", "new", "三", 1, NULL));
  g_assert_true (vas_draft_save (sql, "reject", "aside:a", "四", 1, NULL));
  g_assert_true (vas_draft_forget (sql, "request", "aside:", 10, NULL));
  expect (sql, "request", "aside:a", NULL);
  expect (sql, "request", "aside:b", "二");
  expect (sql, "request", "new", "三");
  expect (sql, "reject", "aside:a", "四");
}

static void
test_list (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) none = vas_draft_list (sql, NULL, NULL);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (vas_draft_save (sql, "request", "a", "一", 1, NULL));
  g_assert_true (vas_draft_save (sql, "reject", "b", "二", 3, NULL));
  g_assert_true (vas_draft_save (sql, "request", "c", "三", 2, NULL));
  requests = vas_draft_list (sql, "request", NULL);
  all = vas_draft_list (sql, NULL, NULL);

  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (((VasDraft *) requests->pdata[0])->subject, ==, "c");
  g_assert_cmpint (((VasDraft *) requests->pdata[0])->saved_at, ==, 2);
  g_assert_cmpstr (((VasDraft *) requests->pdata[1])->value, ==, "一");
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (((VasDraft *) all->pdata[0])->kind, ==, "reject");
}

static void
test_size (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *most = g_strnfill (VAS_DRAFT_MOST_BYTES, 'x');
  g_autofree char *more = g_strnfill (VAS_DRAFT_MOST_BYTES + 1, 'x');

  g_assert_true (vas_draft_save (sql, "request", "", most, 1, NULL));
  g_assert_false (vas_draft_save (sql, "request", "", more, 2, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  expect (sql, "request", "", most);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/what-is-older-is-forgotten-R29", test_forget);
  g_test_add_func ("/draft/moved-it-takes-the-others-place", test_move);
  g_test_add_func ("/draft/saving-again-replaces-that-one-alone", test_replace);
  g_test_add_func ("/draft/the-newest-stand-first", test_list);
  g_test_add_func ("/draft/one-mebibyte-and-no-more", test_size);
  return g_test_run ();
}
