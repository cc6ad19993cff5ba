/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Desks and a backend, by real HTTP in one process. */

#include "vas-sync-office.h"

#include "vas-backend-make.h"
#include "vas-feed.h"
#include "vas-replica-head.h"
#include "vas-sign-in.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-test-database.h"
#include "vas-test-dir.h"
#include "vas-types.h"

#define LOGIN "admin"
#define PAUSE_MS 20                 /* before a first try again */

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/** vas_sync_desk_ask_token: (transfer full): the token of a new session of “admin”; the desk has no part in it. */
char *
vas_sync_desk_ask_token (VasSyncDesk  *desk,
                         char        **staff_key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  vas_sign_in_async (VAS_TRANSPORT (desk->transport), LOGIN, VAS_SYNC_OFFICE_PASSWORD, "test", NULL, keep_result_cb, &result);
  vas_await (result != NULL);
  token = vas_sign_in_finish (VAS_TRANSPORT (desk->transport), result, staff_key, &error);
  g_assert_no_error (error);

  return token;
}

/** vas_sync_desk_is_quiet: whether everything is sent and received. */
gboolean
vas_sync_desk_is_quiet (VasSyncDesk *desk)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return vas_sync_desk_is (desk, VAS_SYNC_SYNCED) && counts.held == 0 && counts.waiting == 0;
}

gboolean
vas_sync_desk_is (VasSyncDesk  *desk,
                  VasSyncState  state)
{
  return vas_sync_get_state (desk->sync) == state;
}

/** vas_sync_desk_sign_in: “admin” sits down, and the desk is quiet. */
void
vas_sync_desk_sign_in (VasSyncDesk *desk)
{
  g_autofree char *token = NULL;

  g_clear_pointer (&desk->staff_key, g_free);
  token = vas_sync_desk_ask_token (desk, &desk->staff_key);
  vas_sync_set_session (desk->sync, token, desk->staff_key);
  vas_await (vas_sync_desk_is_quiet (desk));
}

/** vas_sync_desk_open: @name: the desk's, which finds its records again when it is opened again. */
void
vas_sync_desk_open (VasSyncDesk   *desk,
                    VasSyncOffice *office,
                    const char    *name)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&desk->dir, g_free);
  desk->dir = g_build_filename (office->dir, name, NULL);
  desk->store = vas_store_open (desk->dir, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  desk->engine = vas_engine_new (desk->store);
  vas_engine_set_hold (desk->engine, 0);
  desk->transport = vas_flaky_transport_new (vas_http_server_get_uri (vas_backend_get_http (office->backend)), 7);
  desk->sync = vas_sync_new (desk->engine, VAS_TRANSPORT (desk->transport));
  vas_sync_set_pause (desk->sync, PAUSE_MS);
}

/** vas_sync_desk_close: as a program ends; the records stay. */
void
vas_sync_desk_close (VasSyncDesk *desk)
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

/* Backends are made closed, and opened with what is in them then. */
static VasBackend *
make_backend (const char *dir)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autofree char *database = vas_test_database_make (NULL);
  g_autoptr (GError) error = NULL;
  VasBackend *backend = vas_backend_open (dir, database, &limits, &error);

  g_assert_no_error (error);
  g_assert_true (vas_backend_make (vas_backend_get_store (backend), &error));
  vas_backend_add_first (vas_backend_get_store (backend), LOGIN, "管理员", VAS_SYNC_OFFICE_PASSWORD, vas_instant_now (), &error);
  g_assert_no_error (error);
  vas_backend_close (backend);
  backend = vas_backend_open (dir, database, &limits, &error);
  g_assert_no_error (error);
  vas_backend_start (backend, "127.0.0.1:0", &error);
  g_assert_no_error (error);

  return backend;
}

void
vas_sync_office_set_up (VasSyncOffice *office,
                        gconstpointer  data)
{
  g_autofree char *dir = NULL;

  office->dir = vas_test_dir_make ();
  dir = g_build_filename (office->dir, "backend", NULL);
  office->backend = make_backend (dir);
  vas_sync_desk_open (&office->desks[0], office, "desk-a");
  vas_sync_desk_open (&office->desks[1], office, "desk-b");
}

void
vas_sync_office_tear_down (VasSyncOffice *office,
                           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (office->desks); i++)
    {
      vas_sync_desk_close (&office->desks[i]);
      g_free (office->desks[i].dir);
      g_free (office->desks[i].staff_key);
    }
  vas_backend_close (office->backend);
  vas_test_dir_remove (office->dir);
  g_free (office->dir);
}

/** vas_sync_desk_add_person: saves at the desk that a person with this login works here. */
void
vas_sync_desk_add_person (VasSyncDesk *desk,
                          const char  *login,
                          const char  *roles)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", desk->staff_key, vas_instant_now ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", login);
  vas_command_set_text (command, "roles", roles);
  vas_engine_run_async (desk->engine, command, NULL, keep_result_cb, &result);
  vas_await (result != NULL);
  receipt = vas_engine_run_finish (desk->engine, result, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->applied);
}

void
vas_sync_desk_add_clerk (VasSyncDesk *desk,
                         const char  *login)
{
  vas_sync_desk_add_person (desk, login, "invoice-clerk");
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

static gboolean
is_same (VasSyncOffice *office,
         guint          n_desks)
{
  g_autofree char *there = NULL;

  for (guint i = 0; i < n_desks; i++)
    {
      if (!vas_sync_desk_is_quiet (&office->desks[i]))
        return FALSE;
    }
  there = digest_of (vas_backend_get_store (office->backend));
  for (guint i = 0; i < n_desks; i++)
    {
      g_autofree char *here = digest_of (office->desks[i].store);

      if (!g_str_equal (here, there))
        return FALSE;
    }

  return TRUE;
}

/** vas_sync_office_settle: until the first @n_desks desks are quiet and have what the backend has (I6). */
void
vas_sync_office_settle (VasSyncOffice *office,
                        guint          n_desks)
{
  vas_await (is_same (office, n_desks));
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

/** vas_sync_office_count_staff: how many people there are by the records of a desk, or of the backend. */
guint
vas_sync_office_count_staff (VasStore *store)
{
  return GPOINTER_TO_UINT (vas_store_read (store, count_staff, NULL, NULL, NULL));
}

guint
vas_sync_desk_count_problems (VasSyncDesk *desk)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return counts.problems;
}

guint
vas_sync_desk_count_waiting (VasSyncDesk *desk)
{
  VasOutboxCounts counts;

  vas_sync_get_counts (desk->sync, &counts);
  return counts.waiting;
}
