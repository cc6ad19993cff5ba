/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Desks and a backend, by real HTTP in one process: what is saved at one is at the others, once, whatever gets lost (I1–I3, I6).
 * This file is long because every behaviour stands on the same office of a backend and two desks.
 */

#include "vas-backend-make.h"
#include "vas-backend.h"
#include "vas-command.h"
#include "vas-current.h"
#include "vas-feed.h"
#include "vas-flaky-transport.h"
#include "vas-replica-head.h"
#include "vas-sign-in.h"
#include "vas-staff.h"
#include "vas-sync.h"
#include "vas-table.h"
#include "vas-test-database.h"
#include "vas-test-dir.h"
#include "vas-types.h"
#include "vas-wire.h"

#define PASSWORD "correct horse battery"
#define PATIENCE_MS 60000

/* A desk: its replica, and its sync. */
typedef struct {
  VasStore          *store;
  VasEngine         *engine;
  VasFlakyTransport *transport;
  VasSync           *sync;
  char              *dir;
  char              *staff_key;
} Desk;

typedef struct {
  char       *dir;
  VasBackend *backend;
  Desk        desks[2];
} Office;

typedef gboolean (*Condition) (gpointer data);

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @condition holds. */
static void
wait_for (Condition condition,
          gpointer  data)
{
  gboolean late = FALSE;
  const guint timer = g_timeout_add (PATIENCE_MS, give_up_cb, &late);
  const guint tick = g_timeout_add (5, tick_cb, NULL);

  while (!late && !condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_false (late);
  g_source_remove (timer);
}

static gboolean
is_quiet (gpointer data)
{
  Desk *desk = data;
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return vas_sync_get_state (desk->sync) == VAS_SYNC_SYNCED && counts.held == 0 && counts.waiting == 0;
}

static gboolean
is_signed_out (gpointer data)
{
  return vas_sync_get_state (((Desk *) data)->sync) == VAS_SYNC_SIGNED_OUT;
}

static gboolean
is_offline (gpointer data)
{
  return vas_sync_get_state (((Desk *) data)->sync) == VAS_SYNC_OFFLINE;
}

typedef struct {
  char     *token;
  char     *staff_key;
  gboolean  done;
} SignIn;

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  SignIn *sign_in = data;
  g_autoptr (GError) error = NULL;

  sign_in->token = vas_sign_in_finish (VAS_TRANSPORT (object), result, &sign_in->staff_key, &error);
  g_assert_no_error (error);
  sign_in->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((SignIn *) data)->done;
}

static void
sign_in (Desk *desk)
{
  SignIn sign_in = { NULL };

  vas_sign_in_async (VAS_TRANSPORT (desk->transport), "admin", PASSWORD, "test", NULL, signed_in_cb, &sign_in);
  wait_for (is_done, &sign_in);
  vas_sync_set_session (desk->sync, sign_in.token, sign_in.staff_key);
  g_free (desk->staff_key);
  desk->staff_key = sign_in.staff_key;
  g_free (sign_in.token);
  wait_for (is_quiet, desk);
}

static void
open_desk (Office     *office,
           Desk       *desk,
           const char *name)
{
  g_autoptr (GError) error = NULL;

  desk->dir = g_build_filename (office->dir, name, NULL);
  desk->store = vas_store_open (desk->dir, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  desk->engine = vas_engine_new (desk->store);
  vas_engine_set_hold (desk->engine, 0);
  desk->transport = vas_flaky_transport_new (vas_http_server_get_uri (vas_backend_get_http (office->backend)), 7);
  desk->sync = vas_sync_new (desk->engine, VAS_TRANSPORT (desk->transport));
  vas_sync_set_pause (desk->sync, 20);
}

static void
close_desk (Desk *desk)
{
  vas_sync_close (desk->sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&desk->sync);
  g_clear_object (&desk->engine);
  g_clear_object (&desk->transport);
  vas_store_close (desk->store);
  g_clear_object (&desk->store);
}

static void
set_up (Office        *office,
        gconstpointer  data)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autofree char *database = vas_test_database_make (NULL);
  g_autofree char *dir = NULL;
  g_autoptr (GError) error = NULL;

  office->dir = vas_test_dir_make ();
  dir = g_build_filename (office->dir, "backend", NULL);
  office->backend = vas_backend_open (dir, database, &limits, &error);
  g_assert_no_error (error);
  g_assert_true (vas_backend_make (vas_backend_get_store (office->backend), &error));
  vas_backend_add_first (vas_backend_get_store (office->backend), "admin", "管理员", PASSWORD, vas_instant_now (), &error);
  g_assert_no_error (error);
  g_clear_pointer (&office->backend, vas_backend_close);
  office->backend = vas_backend_open (dir, database, &limits, &error);
  g_assert_no_error (error);
  vas_backend_start (office->backend, "127.0.0.1:0", &error);
  g_assert_no_error (error);

  open_desk (office, &office->desks[0], "desk-a");
  open_desk (office, &office->desks[1], "desk-b");
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (office->desks); i++)
    {
      close_desk (&office->desks[i]);
      g_free (office->desks[i].dir);
      g_free (office->desks[i].staff_key);
    }
  vas_backend_close (office->backend);
  vas_test_dir_remove (office->dir);
  g_free (office->dir);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);

  g_assert_no_error (error);
  g_assert_true (receipt->applied);
  (*(guint *) data)--;
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

/* Saves at a desk that a person with this login works here, as @roles. */
static void
add_person_as (Desk       *desk,
               const char *login,
               const char *roles)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", desk->staff_key, vas_instant_now ());
  guint left = 1;

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", login);
  vas_command_set_text (command, "roles", roles);
  vas_engine_run_async (desk->engine, command, NULL, saved_cb, &left);
  wait_for (is_zero, &left);
}

static void
add_person (Desk       *desk,
            const char *login)
{
  add_person_as (desk, login, "invoice-clerk");
}

static gpointer
digest (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  g_assert_nonnull (head);
  g_string_append_printf (all, "%" G_GINT64_FORMAT " %s %s\n", head->seq, head->epoch, head->log_hash);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = vas_feed_digest (sql, types[i], NULL, error);

      g_assert_nonnull (text);
      g_string_append_printf (all, "%s %s\n", g_type_name (types[i]), text);
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static char *
digest_of (VasStore *store)
{
  g_autoptr (GError) error = NULL;
  char *text = vas_store_read (store, digest, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

typedef struct {
  Office *office;
  guint   n_desks;
} Same;

static gboolean
is_same (gpointer data)
{
  Same *same = data;
  g_autofree char *there = NULL;

  for (guint i = 0; i < same->n_desks; i++)
    {
      if (!is_quiet (&same->office->desks[i]))
        return FALSE;
    }
  there = digest_of (vas_backend_get_store (same->office->backend));
  for (guint i = 0; i < same->n_desks; i++)
    {
      g_autofree char *here = digest_of (same->office->desks[i].store);

      if (!g_str_equal (here, there))
        return FALSE;
    }

  return TRUE;
}

static void
settle_down (Office *office,
             guint   n_desks)
{
  Same same = { office, n_desks };

  wait_for (is_same, &same);
}

static gpointer
count_staff (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GPtrArray) all = vas_table_list_all (sql, VAS_TYPE_STAFF, NULL, error);

  return GUINT_TO_POINTER (all != NULL ? all->len : 0);
}

static guint
n_staff (VasStore *store)
{
  return GPOINTER_TO_UINT (vas_store_read (store, count_staff, NULL, NULL, NULL));
}

static guint
n_problems (Desk *desk)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return counts.problems;
}

static void
test_saved_here_is_there (Office        *office,
                          gconstpointer  data)
{
  sign_in (&office->desks[0]);
  sign_in (&office->desks[1]);
  settle_down (office, 2);
  g_assert_cmpuint (n_staff (office->desks[1].store), ==, 1);

  add_person (&office->desks[0], "li");
  settle_down (office, 2);
  g_assert_cmpuint (n_staff (office->desks[1].store), ==, 2);
  add_person (&office->desks[1], "wu");
  settle_down (office, 2);
  g_assert_cmpuint (n_staff (office->desks[0].store), ==, 3);
}

static void
test_offline_and_back (Office        *office,
                       gconstpointer  data)
{
  Desk *a = &office->desks[0];

  sign_in (a);
  wait_for (is_quiet, a);
  vas_flaky_transport_set_down (a->transport, TRUE);
  add_person (a, "li");
  wait_for (is_offline, a);
  g_assert_cmpint (vas_sync_get_offline_since (a->sync), >, 0);
  g_assert_nonnull (vas_sync_get_message (a->sync));
  add_person (a, "wu");
  g_assert_cmpuint (n_staff (a->store), ==, 3);
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 1);

  vas_flaky_transport_set_down (a->transport, FALSE);
  settle_down (office, 1);
  g_assert_cmpint (vas_sync_get_offline_since (a->sync), ==, 0);
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 3);
}

/* Both desks, offline, take the same login: the one that comes first has it, the other is told why not. */
static void
test_two_want_the_same (Office        *office,
                        gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      sign_in (&office->desks[i]);
      wait_for (is_quiet, &office->desks[i]);
      vas_flaky_transport_set_down (office->desks[i].transport, TRUE);
      add_person (&office->desks[i], "li");
    }
  vas_flaky_transport_set_down (office->desks[0].transport, FALSE);
  settle_down (office, 1);
  vas_flaky_transport_set_down (office->desks[1].transport, FALSE);
  settle_down (office, 2);

  g_assert_cmpuint (n_problems (&office->desks[0]), ==, 0);
  g_assert_cmpuint (n_problems (&office->desks[1]), ==, 1);
  g_assert_cmpuint (n_staff (office->desks[1].store), ==, 2);
}

static guint
n_lost (Office *office)
{
  return vas_flaky_transport_get_n_failed (office->desks[0].transport) + vas_flaky_transport_get_n_failed (office->desks[1].transport);
}

static gboolean
has_lost_enough (gpointer data)
{
  Office *office = data;

  return n_lost (office) >= 20 || (is_quiet (&office->desks[0]) && is_quiet (&office->desks[1]));
}

/* The pauses between tries double, so a storm that lasted would outlast every patience: it ends, and the network says so. */
static void
calm (Desk *desk)
{
  vas_flaky_transport_set_chance (desk->transport, 0);
  vas_sync_kick (desk->sync);
}

static void
test_answers_get_lost (Office        *office,
                       gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    {
      sign_in (&office->desks[i]);
      wait_for (is_quiet, &office->desks[i]);
      vas_flaky_transport_set_chance (office->desks[i].transport, 60);
    }
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *login = g_strdup_printf ("p%u", i);

      add_person (&office->desks[i % 2], login);
    }
  wait_for (has_lost_enough, office);
  for (guint i = 0; i < 2; i++)
    calm (&office->desks[i]);
  settle_down (office, 2);

  g_assert_cmpuint (n_lost (office), >, 0);
  g_assert_cmpuint (n_staff (office->desks[0].store), ==, 31);
  g_assert_cmpuint (n_problems (&office->desks[0]) + n_problems (&office->desks[1]), ==, 0);
}

static gpointer
end_sessions (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE session SET expires_at = created_at + 1", error));
}

static void
test_session_ends (Office        *office,
                   gconstpointer  data)
{
  Desk *a = &office->desks[0];

  sign_in (a);
  wait_for (is_quiet, a);
  g_assert_nonnull (vas_store_write (vas_backend_get_store (office->backend), end_sessions, NULL, NULL, NULL));
  add_person (a, "li");
  wait_for (is_signed_out, a);
  add_person (a, "wu");
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 1);

  sign_in (a);
  settle_down (office, 1);
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 3);
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
test_copied_replica (Office        *office,
                     gconstpointer  data)
{
  Desk *a = &office->desks[0], *b = &office->desks[1];
  g_autofree char *id = NULL;
  g_autofree char *after = NULL;

  sign_in (a);
  add_person (a, "li");
  settle_down (office, 1);
  sign_in (b);
  settle_down (office, 2);
  id = vas_store_read (a->store, client_id, NULL, NULL, NULL);
  g_assert_nonnull (vas_store_write (b->store, become_a_copy, id, NULL, NULL));

  add_person (b, "wu");
  settle_down (office, 2);
  after = vas_store_read (b->store, client_id, NULL, NULL, NULL);
  g_assert_cmpstr (after, !=, id);
  g_assert_cmpuint (n_staff (a->store), ==, 3);
}

static gpointer
spoil_first (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE outbox SET body_hash = 'no hash' "
                                             "WHERE id = (SELECT min (id) FROM outbox WHERE state = 'pending')", error));
}

static void
test_bad_command_blocks_nobody (Office        *office,
                                gconstpointer  data)
{
  Desk *a = &office->desks[0];

  sign_in (a);
  wait_for (is_quiet, a);
  vas_flaky_transport_set_down (a->transport, TRUE);
  add_person (a, "li");
  add_person (a, "wu");
  add_person (a, "he");
  g_assert_nonnull (vas_store_write (a->store, spoil_first, NULL, NULL, NULL));
  vas_flaky_transport_set_down (a->transport, FALSE);
  settle_down (office, 1);

  g_assert_cmpuint (n_problems (a), ==, 1);
  g_assert_cmpuint (n_staff (a->store), ==, 3);
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

static gboolean
is_at_rest (gpointer data)
{
  return vas_sync_get_state (((Desk *) data)->sync) == VAS_SYNC_SYNCED;
}

static guint
n_waiting (Desk *desk)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return counts.waiting;
}

/* A token that is another person's than was thought: her commands wait for her session, and none becomes a problem. */
static void
test_another_persons_session (Office        *office,
                              gconstpointer  data)
{
  Desk *a = &office->desks[0];
  SignIn admin = { NULL };
  g_autofree char *wu = NULL;
  g_autofree char *own = NULL;

  sign_in (a);
  add_person_as (a, "wu", "administrator");
  settle_down (office, 1);
  wu = vas_store_read (a->store, find_staff, (gpointer) "wu", NULL, NULL);
  own = g_steal_pointer (&a->staff_key);
  a->staff_key = g_strdup (wu);
  vas_flaky_transport_set_down (a->transport, TRUE);
  add_person (a, "li");
  wait_for (is_offline, a);
  vas_flaky_transport_set_down (a->transport, FALSE);

  vas_sign_in_async (VAS_TRANSPORT (a->transport), "admin", PASSWORD, "test", NULL, signed_in_cb, &admin);
  wait_for (is_done, &admin);
  vas_sync_set_session (a->sync, admin.token, wu);
  wait_for (is_at_rest, a);
  g_assert_cmpuint (n_waiting (a), ==, 1);
  g_assert_cmpuint (n_problems (a), ==, 0);
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 2);
  g_free (admin.token);
  g_free (admin.staff_key);
}

static gboolean
soon_cb (gpointer data)
{
  *(guint *) data = 0;
  return G_SOURCE_REMOVE;
}

/* What is under way ends with its session: signed out stays signed out, and what was not sent waits. */
static void
test_signed_out_meanwhile (Office        *office,
                           gconstpointer  data)
{
  Desk *a = &office->desks[0];
  guint wait = 1;

  sign_in (a);
  settle_down (office, 1);
  add_person (a, "li");
  vas_sync_kick (a->sync);
  vas_sync_set_session (a->sync, NULL, NULL);
  g_timeout_add (300, soon_cb, &wait);
  wait_for (is_zero, &wait);
  g_assert_cmpint (vas_sync_get_state (a->sync), ==, VAS_SYNC_SIGNED_OUT);
  g_assert_cmpuint (n_waiting (a), ==, 1);

  sign_in (a);
  settle_down (office, 1);
  g_assert_cmpuint (n_staff (vas_backend_get_store (office->backend)), ==, 2);
}

static gpointer
put_off (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE outbox SET try_after = $1 WHERE state = 'pending'", error);

  vas_statement_bind (statement, "i", *(gint64 *) data);
  return GINT_TO_POINTER (vas_statement_run (statement, error));
}

/* What was put off is sent again at its time, not when something else happens. */
static void
test_put_off (Office        *office,
              gconstpointer  data)
{
  Desk *a = &office->desks[0];
  gint64 until, began;

  sign_in (a);
  settle_down (office, 1);
  vas_flaky_transport_set_down (a->transport, TRUE);
  add_person (a, "li");
  wait_for (is_offline, a);
  until = vas_engine_get_now (a->engine) + 2 * G_USEC_PER_SEC;
  g_assert_nonnull (vas_store_write (a->store, put_off, &until, NULL, NULL));
  vas_flaky_transport_set_down (a->transport, FALSE);
  wait_for (is_at_rest, a);
  g_assert_cmpuint (n_waiting (a), ==, 1);

  began = g_get_monotonic_time ();
  settle_down (office, 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC); /* a long poll takes 25 */
  g_assert_cmpint (vas_engine_get_now (a->engine), >=, until);
}

static gpointer
change_trail (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return GINT_TO_POINTER (vas_sql_exec (sql, "UPDATE replica SET log_head = 'another'", error));
}

static gboolean
is_stopped (gpointer data)
{
  return vas_sync_get_state (((Desk *) data)->sync) == VAS_SYNC_STOPPED;
}

/* A page that does not follow what is here is not asked for again for ever: the next start fetches everything (R29). */
static void
test_page_does_not_fit (Office        *office,
                        gconstpointer  data)
{
  Desk *a = &office->desks[0], *b = &office->desks[1];

  sign_in (a);
  sign_in (b);
  settle_down (office, 2);
  g_assert_nonnull (vas_store_write (b->store, change_trail, NULL, NULL, NULL));
  add_person (a, "li");
  wait_for (is_stopped, b);
  g_assert_true (vas_current_is_marked (b->dir));
  g_assert_cmpuint (n_staff (b->store), ==, 1);
}

static void
assert_means (guint         status,
              const char   *type,
              VasWireError  code)
{
  g_autofree char *text = g_strdup_printf ("{\"type\":\"%s\"}", type != NULL ? type : "");
  g_autoptr (GBytes) body = g_bytes_new (type != NULL ? text : "", type != NULL ? strlen (text) : 0);
  g_autoptr (VasAnswer) answer = vas_answer_new (status, type != NULL ? "application/problem+json" : NULL, g_steal_pointer (&body));
  g_autoptr (GError) error = NULL;

  g_assert_false (vas_wire_check (answer, 200, &error));
  g_assert_error (error, VAS_WIRE_ERROR, (int) code);
}

/* Only the backend refuses; an empty answer of something in between passes. */
static void
test_what_answers_mean (void)
{
  assert_means (403, "urn:vasdesk:problem:forbidden", VAS_WIRE_ERROR_REFUSED);
  assert_means (403, "urn:vasdesk:problem:actor", VAS_WIRE_ERROR_ACTOR);
  assert_means (404, "urn:vasdesk:problem:not-found", VAS_WIRE_ERROR_REFUSED);
  assert_means (409, "urn:vasdesk:problem:gap", VAS_WIRE_ERROR_GAP);
  assert_means (401, "urn:vasdesk:problem:no-session", VAS_WIRE_ERROR_SIGNED_OUT);
  assert_means (503, "urn:vasdesk:problem:unavailable", VAS_WIRE_ERROR_LATER);
  assert_means (403, NULL, VAS_WIRE_ERROR_LATER);
  assert_means (404, "about:blank", VAS_WIRE_ERROR_LATER);
  assert_means (502, NULL, VAS_WIRE_ERROR_LATER);
  assert_means (204, NULL, VAS_WIRE_ERROR_NONSENSE);
}

static gboolean
reads_results (const char *text,
               GPtrArray  *items)
{
  g_autoptr (VasAnswer) answer = vas_answer_new (200, "application/json", g_bytes_new (text, strlen (text)));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = vas_wire_read_results (answer, items, &error);

  if (results == NULL)
    g_assert_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE);
  return results != NULL;
}

/* A result for each command that was sent, in order; anything else is nonsense, and nothing of it is used. */
static void
test_results_are_of_what_was_sent (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_outbox_item_free);

  for (guint i = 0; i < 2; i++)
    {
      VasOutboxItem *item = g_new0 (VasOutboxItem, 1);

      item->command_id = g_strdup (i == 0 ? "a" : "b");
      g_ptr_array_add (items, item);
    }
  g_assert_true (reads_results ("{\"results\":[{\"id\":\"a\",\"state\":\"deferred\"},{\"id\":\"b\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[{\"id\":\"b\",\"state\":\"deferred\"},{\"id\":\"a\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[{\"id\":\"a\",\"state\":\"deferred\"}]}", items));
  g_assert_false (reads_results ("{\"results\":[]}", items));
}

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
assert_ahead (Desk   *desk,
              gint64  expected)
{
  const gint64 ahead = vas_engine_get_now (desk->engine) - vas_instant_now ();

  g_assert_cmpint (ABS (ahead - expected), <, 3 * G_USEC_PER_SEC);
}

/* A desk whose clock is three hours slow stamps by the backend's, without it too, and at its next start. */
static void
test_clock_corrected (Office        *office,
                      gconstpointer  data)
{
  Desk *desk = &office->desks[0];

  vas_flaky_transport_set_clock (desk->transport, 3 * HOUR);
  assert_ahead (desk, 0);
  sign_in (desk);
  assert_ahead (desk, 3 * HOUR);
  vas_flaky_transport_set_down (desk->transport, TRUE);
  close_desk (desk);
  g_clear_pointer (&desk->dir, g_free);
  open_desk (office, desk, "desk-a");
  assert_ahead (desk, 3 * HOUR);

  /* It was set right meanwhile. */
  g_clear_pointer (&desk->staff_key, g_free);
  sign_in (desk);
  assert_ahead (desk, 0);
}

/* Half a second of a whole one, and the way of the answer, are no error of the clock. */
static void
test_clock_left_alone (Office        *office,
                       gconstpointer  data)
{
  Desk *desk = &office->desks[0];

  sign_in (desk);
  g_assert_cmpint (vas_engine_get_offset (desk->engine), ==, 0);
  close_desk (desk);
  g_clear_pointer (&desk->dir, g_free);
  open_desk (office, desk, "desk-a");
  vas_flaky_transport_set_clock (desk->transport, -26 * HOUR);
  g_clear_pointer (&desk->staff_key, g_free);
  sign_in (desk);
  assert_ahead (desk, -26 * HOUR);
}

static gpointer
count_kept (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM outbox WHERE state = 'settled'", error);
  gboolean row;

  g_assert_true (statement != NULL && vas_statement_step (statement, &row, error));
  return GINT_TO_POINTER (vas_statement_get_int (statement, 0));
}

/* One answer whose head was spoiled on its way says that it is five years later: all that the outbox keeps would be old. */
static void
test_clock_spoiled (Office        *office,
                    gconstpointer  data)
{
  Desk *desk = &office->desks[0];

  sign_in (desk);
  add_person (desk, "li");
  settle_down (office, 1);
  g_assert_cmpint (GPOINTER_TO_INT (vas_store_read (desk->store, count_kept, NULL, NULL, NULL)), ==, 1);

  vas_flaky_transport_spoil_clock (desk->transport, 5 * 365 * 24 * HOUR);
  add_person (desk, "wu");
  settle_down (office, 1);
  assert_ahead (desk, 0);
  g_assert_cmpint (GPOINTER_TO_INT (vas_store_read (desk->store, count_kept, NULL, NULL, NULL)), ==, 2);
}

/* The server knows no such path, and says so: that is of the request, not of the command in it. */
static void
test_led_astray (Office        *office,
                 gconstpointer  data)
{
  Desk *desk = &office->desks[0];
  VasOutboxCounts counts;

  sign_in (desk);
  vas_flaky_transport_lead_astray (desk->transport);
  add_person (desk, "li");
  settle_down (office, 1);
  g_assert_cmpuint (n_staff (desk->store), ==, 2);
  vas_sync_get_counts (desk->sync, &counts);
  g_assert_cmpuint (counts.problems, ==, 0);
}

#define ADD(path, func) g_test_add (path, Office, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/saved-at-one-desk-is-at-the-other-I6", test_saved_here_is_there);
  ADD ("/sync/offline-work-goes-on-and-arrives-later-I11", test_offline_and_back);
  ADD ("/sync/two-want-the-same-one-is-told-why-not-I2", test_two_want_the_same);
  ADD ("/sync/lost-answers-lose-and-double-nothing-I1-I3", test_answers_get_lost);
  ADD ("/sync/the-session-ends-and-work-is-kept", test_session_ends);
  ADD ("/sync/a-copied-replica-becomes-a-client-of-its-own", test_copied_replica);
  ADD ("/sync/one-bad-command-blocks-nobody", test_bad_command_blocks_nobody);

  ADD ("/sync/another-persons-session-refuses-nothing", test_another_persons_session);
  ADD ("/sync/what-is-under-way-ends-with-its-session", test_signed_out_meanwhile);
  ADD ("/sync/what-was-put-off-is-sent-at-its-time-I11", test_put_off);
  ADD ("/sync/clock/a-desk-whose-clock-is-wrong-stamps-by-the-backends-R16", test_clock_corrected);
  ADD ("/sync/clock/a-clock-that-is-right-is-left-alone-R16", test_clock_left_alone);
  ADD ("/sync/clock/one-answer-alone-moves-no-clock-I2", test_clock_spoiled);
  ADD ("/sync/a-command-is-refused-when-that-is-said-twice-I2", test_led_astray);
  ADD ("/sync/a-page-that-does-not-fit-stops-it-R29", test_page_does_not_fit);
  g_test_add_func ("/sync/wire/only-the-backend-refuses", test_what_answers_mean);
  g_test_add_func ("/sync/wire/results-are-of-what-was-sent", test_results_are_of_what_was_sent);

  return g_test_run ();
}
