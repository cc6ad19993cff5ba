/* SPDX-License-Identifier: GPL-3.0-or-later */

/* After issue nothing changes, not by SQL either: statements that go around one guard meet another (R17, R20, R29). */

#include "vas-issued.h"
#include "vas-test-database.h"

/* What the rebase does to pass the guards; on a server only who owns the table can. */
#define PASS (vas_test_database_is_server () ? "ALTER TABLE fapiao DISABLE TRIGGER USER" : "UPDATE guard SET rebasing = 1")
#define STOP (vas_test_database_is_server () ? "ALTER TABLE fapiao ENABLE TRIGGER USER" : "UPDATE guard SET rebasing = 0")

#define NUMBER "00015045"

static void
assert_stopped (VasFixture *f,
                const char *text)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_false (vas_sql_exec (f->sql, text, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
}

/* All columns of a table but @changed, which become @value: the head of a REPLACE. */
static char *
replace_of (VasFixture *f,
            const char *table,
            const char *changed,
            const char *value)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (f->sql, "SELECT name FROM pragma_table_info ($1)", NULL);
  g_autoptr (GString) columns = g_string_new (NULL);
  gboolean row;

  vas_statement_bind_text (statement, 1, table);
  while (vas_statement_step (statement, &row, NULL) && row)
    {
      const char *name = vas_statement_get_text (statement, 0);

      g_string_append_printf (columns, "%s%s", columns->len > 0 ? ", " : "", g_str_equal (name, changed) ? value : name);
    }

  return g_strdup_printf ("INSERT OR REPLACE INTO %s SELECT %s FROM %s", table, columns->str, table);
}

static void
assert_not_replaced (VasFixture *f,
                     const char *table,
                     const char *column,
                     const char *value)
{
  g_autofree char *text = replace_of (f, table, column, value);

  assert_stopped (f, text);
}

static void
test_replace (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);

  g_assert_nonnull (key);
  assert_not_replaced (f, "fapiao", "amount", "1");
  assert_not_replaced (f, "fapiao", "id", "NULL");
  assert_not_replaced (f, "request", "title", "'another'");
  assert_not_replaced (f, "request", "id", "NULL");
  assert_not_replaced (f, "share", "amount", "1");
  assert_not_replaced (f, "command_log", "actor", "'somebody'");
}

/* A blank sheet must not push an issued one out of its number. */
static void
test_push (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  vas_sql_exec (f->sql, "INSERT INTO fapiao (key, code, number, kind, point, state, position, difference, place) "
                        "SELECT 'blank', code, '00015046', kind, point, 'blank', 0, 0, 'desk' FROM fapiao", &error);
  g_assert_no_error (error);
  assert_stopped (f, "UPDATE OR REPLACE fapiao SET number = '" NUMBER "' WHERE state = 'blank'");
  assert_stopped (f, "UPDATE OR REPLACE fapiao SET id = (SELECT id FROM fapiao WHERE state = 'issued') WHERE state = 'blank'");
  vas_sql_exec (f->sql, "UPDATE fapiao SET number = '00015047' WHERE state = 'blank'", &error);
  g_assert_no_error (error);
}

/* 待开票 is as far as a misprint takes it back; and there the contents stand while a sheet is issued. */
static void
test_back (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  assert_stopped (f, "UPDATE request SET state = 'review'");
  assert_stopped (f, "UPDATE request SET state = 'withdrawn'");
  vas_sql_exec (f->sql, "UPDATE request SET state = 'to_issue'", &error);
  g_assert_no_error (error);
  assert_stopped (f, "UPDATE request SET title = 'another'");
  assert_stopped (f, "UPDATE share SET amount = amount - 1");
  assert_stopped (f, "DELETE FROM share");
  vas_sql_exec (f->sql, "UPDATE fapiao SET state = 'voided', voided_at = 1; UPDATE request SET title = 'another'", &error);
  g_assert_no_error (error);
}

/* What ended stays ended. */
static void
test_ended (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  vas_sql_exec (f->sql, "UPDATE request SET state = 'voided'", &error);
  g_assert_no_error (error);
  assert_stopped (f, "UPDATE request SET state = 'to_ship'");
}

/* How a sheet ended stands, and one that stands gets no end without ending. */
static void
test_end_of_sheet (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char * const ends[] = { "void_reason = 'other'", "voided_at = 7", "voided_by = 'other'", "red_code = '044001900104'",
                                "red_number = '00099999'" };
  const char * const origins[] = { "stock_key = 'other'", "point = 'other'", "position = position + 1", "print_list = 'other'",
                                   "bound_at = 7", "difference = difference + 1" };
  const char * const states[] = { "voided", "reversed" };
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  for (gsize s = 0; s <= G_N_ELEMENTS (states); s++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          g_autofree char *text = g_strdup_printf ("UPDATE fapiao SET %s", ends[i]);

          assert_stopped (f, text);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
        {
          g_autofree char *text = g_strdup_printf ("UPDATE fapiao SET %s", origins[i]);

          assert_stopped (f, text);
        }
      if (s < G_N_ELEMENTS (states))
        {
          g_autofree char *end = g_strdup_printf ("%s; UPDATE fapiao SET state = '%s', void_reason = 'misprint', voided_at = 1; %s",
                                                  PASS, states[s], STOP);

          vas_sql_exec (f->sql, end, &error);
          g_assert_no_error (error);
        }
    }
  assert_stopped (f, "UPDATE fapiao SET verified_at = 7");
  vas_sql_exec (f->sql, "UPDATE fapiao SET place = 'archive', photo = 'x'", &error);
  g_assert_no_error (error);
}

/* Who entered and approved is part of what was issued. */
static void
test_persons (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char * const persons[] = { "entered_by", "corrected_by", "approved_by", "seconded_by" };
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);

  g_assert_nonnull (key);
  for (gsize i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autofree char *text = g_strdup_printf ("UPDATE request SET %s = 'other'", persons[i]);

      assert_stopped (f, text);
    }
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!vas_test_database_is_server ()) /* which knows no REPLACE */
    {
      ADD ("/guards/what-is-issued-is-not-replaced-R17", test_replace);
      ADD ("/guards/what-is-issued-is-not-pushed-out-R17", test_push);
    }
  ADD ("/guards/an-issued-request-does-not-go-back-R17", test_back);
  ADD ("/guards/what-ended-stays-ended-R17", test_ended);
  ADD ("/guards/how-a-sheet-ended-stands-R20", test_end_of_sheet);
  ADD ("/guards/who-entered-and-approved-stands-R13", test_persons);
  return g_test_run ();
}
