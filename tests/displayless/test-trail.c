/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: whoever changes the audit trail, or what stands beside it, by SQL is seen by vasctl verify. */

#include "vas-fixture.h"
#include "vas-journal.h"
#include "vas-test-database.h"
#include "vas-verify.h"

static const char * const audit_tables[] = { "command_log", "command_subject", "personal_value" };

static void
add_one_cb (const VasVerifyFault *fault,
            gpointer              data)
{
  g_test_message ("%s: %s %s", fault->part, fault->subject, fault->what);
  g_assert_cmpstr (fault->rule, ==, "R29");
  (*(guint *) data)++;
}

static void
done_cb (const char *part,
         guint64     rows,
         guint64     wrong,
         gpointer    data)
{
}

static guint
count_faults (VasFixture *f)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;
  const VasVerifyHost host = { add_one_cb, done_cb, &n };

  vas_verify_trail (f->sql, &host, &error);
  g_assert_no_error (error);

  return n;
}

static void
exec (VasFixture *f,
      const char *text)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  vas_sql_exec (f->sql, text, &error);
  g_assert_no_error (error);
}

/* Runs @text as somebody would who first takes the guards away, and takes it back. */
static guint
count_after (VasFixture *f,
             const char *text)
{
  g_autoptr (GError) error = NULL;
  guint n;

  vas_sql_begin (f->sql, &error);
  g_assert_no_error (error);
  exec (f, vas_test_database_is_server () ? "ALTER TABLE command_log DISABLE TRIGGER USER"
                                          : "DROP TRIGGER guard_log_update; DROP TRIGGER guard_log_delete; DROP TRIGGER guard_log_replace");
  exec (f, text);
  n = count_faults (f);
  vas_sql_rollback (f->sql);

  return n;
}

static GPtrArray *
list_columns (VasFixture *f,
              const char *table)
{
  g_autoptr (VasStatement) statement = 
    vas_sql_prepare (f->sql, vas_test_database_is_server ()
                             ? "SELECT column_name, CASE data_type WHEN 'bigint' THEN 'INTEGER' ELSE data_type END "
                               "FROM information_schema.columns WHERE table_schema = current_schema () AND table_name = $1"
                             : "SELECT name, type FROM pragma_table_info ($1)", NULL);
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  vas_statement_bind_text (statement, 1, table);
  while (vas_statement_step (statement, &row, NULL) && row)
    {
      const char *name = vas_statement_get_text (statement, 0);

      if (g_str_equal (name, "result"))
        g_ptr_array_add (changes, g_strdup ("result = 'rejected'"));
      else if (g_str_equal (vas_statement_get_text (statement, 1), "INTEGER"))
        g_ptr_array_add (changes, g_strdup_printf ("%s = %s + 1000", name, name));
      else
        g_ptr_array_add (changes, g_strdup_printf ("%s = %s || ' '", name, name));
    }

  return changes;
}

static void
set_up (VasFixture    **fixture,
        gconstpointer   data)
{
  g_autofree char *order = NULL;
  g_autofree char *request = NULL;

  *fixture = vas_fixture_new ();
  order = vas_fixture_add_order (*fixture, "2025060110000001", 9800, "2025-06-01");
  request = vas_fixture_enter_approved (*fixture, order, 9800);
  g_assert_nonnull (request);
}

static void
test_columns (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  guint n_columns = 0;

  g_assert_cmpuint (count_faults (f), ==, 0);
  for (gsize t = 0; t < G_N_ELEMENTS (audit_tables); t++)
    {
      g_autoptr (GPtrArray) changes = list_columns (f, audit_tables[t]);

      for (guint i = 0; i < changes->len; i++, n_columns++)
        {
          g_autofree char *text = g_strdup_printf ("UPDATE %s SET %s WHERE seq = (SELECT max (seq) FROM command_log)",
                                                   audit_tables[t], (char *) g_ptr_array_index (changes, i));
          g_autofree char *all = g_strdup_printf ("UPDATE %s SET %s", audit_tables[t], (char *) g_ptr_array_index (changes, i));

          g_assert_cmpuint (count_after (f, t == 0 ? text : all), >, 0);
        }
    }
  g_assert_cmpuint (n_columns, ==, 13 + 2 + 4);
  g_assert_cmpuint (count_faults (f), ==, 0);
}

static void
test_rows (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char * const changes[] = {
    "DELETE FROM command_log WHERE seq = 1",
    "DELETE FROM command_log WHERE seq = 2",
    "DELETE FROM command_subject WHERE seq = 2",
    "DELETE FROM command_subject WHERE subject_key = (SELECT min (subject_key) FROM command_subject)",
    "INSERT INTO command_subject (subject_key, seq) VALUES ('somebody', 1)",
    "INSERT INTO command_subject (subject_key, seq) VALUES ('somebody', 0)",
    "INSERT INTO command_subject (subject_key, seq) VALUES ('somebody', 99)",
    "UPDATE command_subject SET seq = 2 WHERE seq = 1 AND subject_key NOT IN (SELECT subject_key FROM command_subject WHERE seq = 2)",
    "DELETE FROM personal_value WHERE name = 'recipient_name'",
    "INSERT INTO personal_value (command_id, name, salt, value) SELECT command_id, 'other', 'x', '\"x\"' FROM command_log",
    "UPDATE replica SET feed_seq = feed_seq + 1",
    "UPDATE replica SET log_head = ''",
    "UPDATE command_log SET subjects_hash = NULL WHERE seq = 2",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_cmpuint (count_after (f, changes[i]), >, 0);
}

/* Rows from before there was a digest of the subjects stay good. */
static void
test_old_rows (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (GPtrArray) rows = vas_journal_list_after (f->sql, 0, 10, NULL);
  VasLogRow *first = g_ptr_array_index (rows, 0);
  VasLogRow *second = g_ptr_array_index (rows, 1);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 2; i++)
    {
      VasLogRow *row = g_ptr_array_index (rows, i);

      g_clear_pointer (&row->subjects_hash, g_free);
      g_free (row->hash);
      row->hash = vas_journal_row_hash (row);
      if (i == 0)
        {
          g_free (second->previous_hash);
          second->previous_hash = g_strdup (row->hash);
        }
    }
  text = g_strdup_printf ("UPDATE command_log SET subjects_hash = NULL, hash = '%s' WHERE seq = 1; "
                          "UPDATE command_log SET subjects_hash = NULL, previous_hash = '%s', hash = '%s' WHERE seq = 2; "
                          "UPDATE replica SET log_head = '%s'", first->hash, first->hash, second->hash, second->hash);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpuint (count_after (f, text), ==, 0);
}

static void
tell_cb (const VasVerifyFault *fault,
         gpointer              data)
{
  g_test_message ("%s: %s %s", fault->part, fault->subject, fault->what);
  (*(guint *) data)++;
}

static void
count_part_cb (const char *part,
               guint64     rows,
               guint64     wrong,
               gpointer    data)
{
  ((guint *) data)[1]++;
}

/* Each demand on the records is a query that either engine can answer, and these records keep them all. */
static void
test_demands (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  guint counts[2] = { 0, 0 };
  const VasVerifyHost host = { tell_cb, count_part_cb, counts };
  g_autoptr (GError) error = NULL;

  vas_verify_file (f->sql, &host, &error);
  g_assert_no_error (error);
  vas_verify_records (f->sql, &host, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts[1], >, 20);
  g_assert_cmpuint (counts[0], ==, 0);

  exec (f, "UPDATE orders SET account_key = 'nobody'");
  vas_verify_records (f->sql, &host, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts[0], >, 0);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/trail/a-change-of-any-column-is-seen-R29", test_columns);
  ADD ("/trail/a-row-that-goes-comes-or-moves-is-seen-R29", test_rows);
  ADD ("/trail/rows-without-a-digest-of-subjects-stay-good-R29", test_old_rows);
  ADD ("/verify/every-demand-is-answered-and-a-breach-is-told", test_demands);
  return g_test_run ();
}
