/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who sends at a desk, and as which client: sessions that end, are another’s, or are given up; a replica that was copied. */

#include "vas-sync-office.h"

#include "vas-replica-head.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-types.h"

static gpointer
end_sessions (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE session SET expires_at = created_at + 1", error));
}

static void
test_session_ends (VasSyncOffice *office,
                   gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];

  vas_sync_desk_sign_in (a);
  vas_await (vas_sync_desk_is_quiet (a));
  g_assert_nonnull (vas_store_write (vas_backend_get_store (office->backend), end_sessions, NULL, NULL, NULL));
  vas_sync_desk_add_clerk (a, "li");
  vas_await (vas_sync_desk_is (a, VAS_SYNC_SIGNED_OUT));
  vas_sync_desk_add_clerk (a, "wu");
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 1);

  vas_sync_desk_sign_in (a);
  vas_sync_office_settle (office, 1);
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 3);
}

static gpointer
become_a_copy (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE replica SET client_id = $1, client_seq = 0", error);

  vas_statement_bind (statement, "t", data);
  return GINT_TO_POINTER (vas_statement_run (statement, error));
}

static gpointer
client_id (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  return g_strdup (head->client_id);
}

/* A replica that was copied uses numbers that another used: it becomes a client of its own, and nothing is lost. */
static void
test_copied_replica (VasSyncOffice *office,
                     gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0], *b = &office->desks[1];
  g_autofree char *id = NULL;
  g_autofree char *after = NULL;

  vas_sync_desk_sign_in (a);
  vas_sync_desk_add_clerk (a, "li");
  vas_sync_office_settle (office, 1);
  vas_sync_desk_sign_in (b);
  vas_sync_office_settle (office, 2);
  id = vas_store_read (a->store, client_id, NULL, NULL, NULL);
  g_assert_nonnull (vas_store_write (b->store, become_a_copy, id, NULL, NULL));

  vas_sync_desk_add_clerk (b, "wu");
  vas_sync_office_settle (office, 2);
  after = vas_store_read (b->store, client_id, NULL, NULL, NULL);
  g_assert_cmpstr (after, !=, id);
  g_assert_cmpuint (vas_sync_office_count_staff (a->store), ==, 3);
}

static gpointer
find_staff (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *key = NULL;

  g_assert_true (vas_table_find_key (sql, VAS_TYPE_STAFF, "login", data, &key, error));
  return g_steal_pointer (&key);
}

/* A token that is another person's than was thought: her commands wait for her session, and none becomes a problem. */
static void
test_another_persons_session (VasSyncOffice *office,
                              gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];
  g_autofree char *wu = NULL;
  g_autofree char *own = NULL;
  g_autofree char *admin = NULL;
  g_autofree char *token = NULL;

  vas_sync_desk_sign_in (a);
  vas_sync_desk_add_person (a, "wu", "administrator");
  vas_sync_office_settle (office, 1);
  wu = vas_store_read (a->store, find_staff, (gpointer) "wu", NULL, NULL);
  own = g_steal_pointer (&a->staff_key);
  a->staff_key = g_strdup (wu);
  vas_flaky_transport_set_down (a->transport, TRUE);
  vas_sync_desk_add_clerk (a, "li");
  vas_await (vas_sync_desk_is (a, VAS_SYNC_OFFLINE));
  vas_flaky_transport_set_down (a->transport, FALSE);

  token = vas_sync_desk_ask_token (a, &admin);
  vas_sync_set_session (a->sync, token, wu);
  vas_await (vas_sync_desk_is (a, VAS_SYNC_SYNCED));
  g_assert_cmpuint (vas_sync_desk_count_waiting (a), ==, 1);
  g_assert_cmpuint (vas_sync_desk_count_problems (a), ==, 0);
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 2);
}

static gboolean
soon_cb (gpointer data)
{
  *(guint *) data = 0;
  return G_SOURCE_REMOVE;
}

/* What is under way ends with its session: signed out stays signed out, and what was not sent waits. */
static void
test_signed_out_meanwhile (VasSyncOffice *office,
                           gconstpointer  data)
{
  VasSyncDesk *a = &office->desks[0];
  guint wait = 1;

  vas_sync_desk_sign_in (a);
  vas_sync_office_settle (office, 1);
  vas_sync_desk_add_clerk (a, "li");
  vas_sync_kick (a->sync);
  vas_sync_set_session (a->sync, NULL, NULL);
  g_timeout_add (300, soon_cb, &wait);
  vas_await (wait == 0);
  g_assert_cmpint (vas_sync_get_state (a->sync), ==, VAS_SYNC_SIGNED_OUT);
  g_assert_cmpuint (vas_sync_desk_count_waiting (a), ==, 1);

  vas_sync_desk_sign_in (a);
  vas_sync_office_settle (office, 1);
  g_assert_cmpuint (vas_sync_office_count_staff (vas_backend_get_store (office->backend)), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  VAS_SYNC_OFFICE_ADD ("/sync/the-session-ends-and-work-is-kept", test_session_ends);
  VAS_SYNC_OFFICE_ADD ("/sync/a-copied-replica-becomes-a-client-of-its-own", test_copied_replica);
  VAS_SYNC_OFFICE_ADD ("/sync/another-persons-session-refuses-nothing", test_another_persons_session);
  VAS_SYNC_OFFICE_ADD ("/sync/what-is-under-way-ends-with-its-session", test_signed_out_meanwhile);

  return g_test_run ();
}
