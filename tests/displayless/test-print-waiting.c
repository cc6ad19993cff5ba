/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which approved cases a print list is made from, and which sheet lies on top of the printer (R20), in an office with more of
 * them than one list takes.
 */

#include "vas-fixture-paper.h"

#include "vas-print-store.h"
#include "vas-table.h"

#define N_CASES 6

typedef struct {
  VasFixture *office;
  char       *keys[N_CASES];
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_fixture_new ();
  vas_fixture_receive (f->office, "00000101", "00000150");
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *number = g_strdup_printf ("202506011000000%u", i);
      g_autofree char *order = vas_fixture_add_order (f->office, number, 29800, "2025-06-01");

      f->office->now += VAS_INSTANT_MINUTE;
      f->keys[i] = vas_fixture_enter_approved (f->office, order, 29800);
    }
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_fixture_free (f->office);
  for (guint i = 0; i < N_CASES; i++)
    g_free (f->keys[i]);
}

static void
print (Fixture *f,
       guint    place)
{
  g_autoptr (VasCommand) command = vas_fixture_print (f->office, f->keys[place]);

  vas_fixture_apply (f->office, command);
}

/* The places of those that wait, one character each, and after a stroke how many there are in all. */
static char *
list (Fixture *f,
      guint    limit)
{
  g_autoptr (GError) error = NULL;
  guint64 n_waiting = 0;
  g_autoptr (GPtrArray) requests = vas_print_waiting (f->office->sql, limit, &n_waiting, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < requests->len; i++)
    {
      for (guint place = 0; place < N_CASES; place++)
        {
          if (g_str_equal (vas_entity_get_key (g_ptr_array_index (requests, i)), f->keys[place]))
            g_string_append_printf (text, "%u", place);
        }
    }
  g_string_append_printf (text, "/%u", (guint) n_waiting);

  return g_string_free (text, FALSE);
}

static void
assert_list (Fixture    *f,
             guint       limit,
             const char *expected)
{
  g_autofree char *text = list (f, limit);

  g_assert_cmpstr (text, ==, expected);
}

/* The first of the queue have their numbers already: those behind them are not hidden by that. */
static void
test_bound_ones_hide_nothing (Fixture       *f,
                              gconstpointer  data)
{
  assert_list (f, 3, "012/6");
  assert_list (f, 6, "012345/6");
  for (guint i = 0; i < 3; i++)
    print (f, i);
  assert_list (f, 3, "345/3");
  assert_list (f, 2, "34/3");
}

/* One of two sheets of a case is spoiled: that part needs a number again. */
static void
test_spoiled_part_waits_again (Fixture       *f,
                               gconstpointer  data)
{
  g_autoptr (VasCommand) issue = NULL;
  g_autoptr (VasCommand) spoil = NULL;

  g_assert_true (vas_sql_exec (f->office->sql, "INSERT INTO setting (key, name, value) VALUES ('s', 'sheet.limit', '20000')", NULL));
  print (f, 0);
  assert_list (f, 9, "12345/5");
  issue = vas_fixture_issue (f->office, "00000101");
  vas_fixture_apply (f->office, issue);
  spoil = vas_fixture_on_sheet (f->office, "fapiao.void", f->office->clerk, "00000101");
  vas_command_set_text (spoil, "reason", "打错");
  vas_fixture_apply (f->office, spoil);
  assert_list (f, 9, "012345/6");
}

static void
assert_lowest (Fixture    *f,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = vas_print_find_lowest (f->office->sql, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
}

/* By its number, whatever the place of its case in the queue. */
static void
test_lowest_bound_sheet (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (VasCommand) issue = NULL;

  assert_lowest (f, "");
  print (f, 5);
  print (f, 0);
  assert_lowest (f, f->keys[5]);
  issue = vas_fixture_issue (f->office, "00000101");
  vas_fixture_apply (f->office, issue);
  assert_lowest (f, f->keys[0]);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/print-waiting/those-that-have-their-numbers-hide-none-behind-them-R20", test_bound_ones_hide_nothing);
  ADD ("/print-waiting/a-spoiled-part-needs-a-number-again-R20", test_spoiled_part_waits_again);
  ADD ("/print-waiting/the-lowest-bound-number-lies-on-top-R20", test_lowest_bound_sheet);
  return g_test_run ();
}
