/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How often a backend waits for its database server: what a command costs where everything else is quick. Counts, not times, of statements
 * that were prepared before. A file is never waited for. */

#include "vas-pair.h"

#include "vas-replica-head.h"
#include "vas-staff.h"
#include "vas-table.h"

#define CLIENT "0198a000-0000-7000-8000-000000000001"
#define MOST_COMMANDS 8

typedef struct {
  VasFixture *office;
  gint64      n_sent;
  guint       n_added;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_fixture_new ();
  g_assert_true (vas_replica_set_role (f->office->sql, VAS_REPLICA_BACKEND, NULL));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_fixture_free (f->office);
}

static VasCommand *
new_person (Fixture *f)
{
  VasCommand *command = vas_fixture_command (f->office, "staff.add", f->office->administrator, NULL);
  g_autofree char *login = g_strdup_printf ("new-%u", ++f->n_added);

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", "某");
  vas_command_set_text (command, "roles", "auditor");
  return command;
}

static VasCommand *
new_request (Fixture *f)
{
  VasPair pair = { .backend = f->office };
  g_autofree char *number = g_strdup_printf ("20250601100000%02u", ++f->n_added);
  g_autofree char *order = vas_fixture_add_order (f->office, number, 19800, "2025-06-01");

  return vas_pair_enter (&pair, order, 19800);
}

/* One push of @n commands that @make makes, each applied: how often the server was waited for, beginning and commit included. */
static guint64
push (Fixture     *f,
      VasCommand *(*make) (Fixture *f),
      guint        n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_item_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;
  VasSql *sql = f->office->sql;
  guint64 before;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (VasCommand) command = make (f);

      g_ptr_array_add (items, vas_pair_item (command, ++f->n_sent));
      g_free (actor);
      actor = g_strdup (vas_command_get_actor (command));
    }

  before = vas_sql_get_trips (sql);
  g_assert_true (vas_sql_begin (sql, NULL));
  results = vas_authority_push (sql, CLIENT, actor, items, f->office->now, &error);
  g_assert_no_error (error);
  g_assert_true (vas_sql_commit (sql, &error));
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (((VasPushResult *) g_ptr_array_index (results, i))->state, ==, VAS_PUSH_APPLIED);

  return vas_sql_get_trips (sql) - before;
}

static void
assert_trips (Fixture     *f,
              VasCommand *(*make) (Fixture *f),
              guint        one,
              guint        each_further)
{
  const gboolean server = vas_sql_get_engine (f->office->sql) == VAS_SQL_POSTGRESQL;

  push (f, make, 2);
  for (guint n = 1; n <= MOST_COMMANDS; n *= 2)
    {
      const guint64 trips = push (f, make, n);

      g_test_message ("%u commands: %u trips", n, (guint) trips);
      g_assert_cmpuint (trips, <=, server ? one + (n - 1) * each_further : 0);
    }
}

static void
test_person (Fixture       *f,
             gconstpointer  data)
{
  assert_trips (f, new_person, 4, 2);
}

static void
test_request (Fixture       *f,
              gconstpointer  data)
{
  assert_trips (f, new_request, 12, 10);
}

#define N_FORESEEN 100

static void
look_for (VasSql *sql,
          guint   i)
{
  g_autofree char *key = g_strdup_printf ("nobody-%u", i);
  g_autoptr (GError) error = NULL;

  g_assert_null (vas_table_get (sql, VAS_TYPE_STAFF, key, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

/* Each is compared with all: the first sixty-four are answered in one trip, and whoever foresees more waits for more. */
static void
test_foreseen (Fixture       *f,
               gconstpointer  data)
{
  VasSql *sql = f->office->sql;
  const gboolean server = vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL;
  guint64 before;

  g_assert_true (vas_sql_begin (sql, NULL));
  look_for (sql, N_FORESEEN); /* prepares */
  for (guint i = 0; i < N_FORESEEN; i++)
    {
      g_autofree char *key = g_strdup_printf ("nobody-%u", i);

      g_assert_true (vas_table_foresee (sql, VAS_TYPE_STAFF, "key", key, NULL, NULL));
    }
  before = vas_sql_get_trips (sql);
  for (guint i = 0; i < N_FORESEEN; i++)
    look_for (sql, i);
  g_assert_cmpuint (vas_sql_get_trips (sql) - before, ==, server ? 1 + N_FORESEEN - 64 : 0);
  vas_sql_rollback (sql);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/trips/a-person-is-added-in-four-and-each-further-one-in-two", test_person);
  ADD ("/trips/a-request-is-entered-in-twelve-and-each-further-one-in-ten", test_request);
  ADD ("/trips/sixty-four-are-foreseen-and-no-more", test_foreseen);

  return g_test_run ();
}
