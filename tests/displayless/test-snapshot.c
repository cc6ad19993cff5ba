/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A desk gets everything at once, by real HTTP in one process: whole or not at all, whatever is cut, spoilt or killed (I2, I6).
 *
 * This file is long because every behaviour stands on the same office of backend, desk and transport.
 */

#include "vas-await.h"
#include "vas-backend-make.h"
#include "vas-backend.h"
#include "vas-bootstrap.h"
#include "vas-command.h"
#include "vas-current.h"
#include "vas-demo.h"
#include "vas-draft.h"
#include "vas-feed.h"
#include "vas-replica-head.h"
#include "vas-snapshot.h"
#include "vas-spoil-transport.h"
#include "vas-staff.h"
#include "vas-sign-in.h"
#include "vas-sync.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-time.h"
#include "vas-types.h"
#include "vas-wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define LOGIN "admin"
#define PASSWORD "correct horse battery"

typedef struct {
  char              *dir;
  char              *backend_dir;
  char              *desk_dir;
  VasBackend        *backend;
  VasSpoilTransport *transport;
  char              *token;
  char              *staff_key;

  VasStore          *store;     /* of the desk, once it is opened */
  VasEngine         *engine;
  VasSync           *sync;
} Office;

/* The database that every backend here begins as a copy of. */
static char *records;
static const char *program;

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
sign_in (Office *office)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  vas_sign_in_async (VAS_TRANSPORT (office->transport), LOGIN, PASSWORD, "test", NULL, keep_result_cb, &result);
  vas_await (result != NULL);
  g_clear_pointer (&office->token, g_free);
  g_clear_pointer (&office->staff_key, g_free);
  office->token = vas_sign_in_finish (VAS_TRANSPORT (office->transport), result, &office->staff_key, &error);
  g_assert_no_error (error);
}

static void
open_desk (Office *office)
{
  g_autoptr (GError) error = NULL;

  office->store = vas_store_open (office->desk_dir, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  office->engine = vas_engine_new (office->store);
  vas_engine_set_hold (office->engine, 0);
  office->sync = vas_sync_new (office->engine, VAS_TRANSPORT (office->transport));
  vas_sync_set_pause (office->sync, 20);
}

static void
close_desk (Office *office)
{
  if (office->store == NULL)
    return;
  vas_sync_close (office->sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&office->sync);
  g_clear_object (&office->engine);
  vas_store_close (office->store);
  g_clear_object (&office->store);
}

static void
open_backend (Office *office)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autoptr (GError) error = NULL;

  office->backend = vas_backend_open (office->backend_dir, NULL, &limits, &error);
  g_assert_no_error (error);
  vas_backend_start (office->backend, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  g_clear_object (&office->transport);
  office->transport = vas_spoil_transport_new (vas_http_server_get_uri (vas_backend_get_http (office->backend)));
}

/* A desk that is signed in and closed. What it pulled so far is nothing: the feed does not reach back to the demo's making. */
static void
get_token (Office *office)
{
  g_autofree char *desk_dir = g_steal_pointer (&office->desk_dir);

  office->desk_dir = g_build_filename (office->dir, "elsewhere", NULL);
  open_desk (office);
  sign_in (office);
  close_desk (office);
  g_free (office->desk_dir);
  office->desk_dir = g_steal_pointer (&desk_dir);
}

/* Records that were their own, with much in them; @path: (out): their database. */
static char *
make_records (char **path)
{
  char *dir = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = vas_demo_open (dir, vas_instant_now (), &error);

  g_assert_no_error (error);
  vas_backend_set_password (store, LOGIN, PASSWORD, vas_instant_now (), &error);
  g_assert_no_error (error);
  *path = g_build_filename (vas_store_get_directory (store), "replica.db", NULL);
  vas_store_close (store);

  return dir;
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &contents, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

/* A copy of them becomes a backend's. */
static void
set_up (Office        *office,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  office->dir = vas_test_dir_make ();
  office->backend_dir = g_build_filename (office->dir, "backend", NULL);
  office->desk_dir = g_build_filename (office->dir, "desk", NULL);
  path = g_build_filename (office->backend_dir, "replica.db", NULL);
  g_assert_cmpint (g_mkdir (office->backend_dir, 0700), ==, 0);
  copy_file (records, path);
  open_backend (office);
  get_token (office);
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  close_desk (office);
  g_clear_object (&office->transport);
  vas_backend_close (office->backend);
  vas_test_dir_remove (office->dir);
  g_free (office->dir);
  g_free (office->backend_dir);
  g_free (office->desk_dir);
  g_free (office->token);
  g_free (office->staff_key);
}

static gboolean
run_with (VasTransport      *transport,
          const char        *directory,
          const char        *token,
          VasBootstrapFunc   progress,
          gpointer           data,
          GCancellable      *cancellable,
          GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  vas_bootstrap_run_async (transport, directory, token, vas_instant_now (), 20, progress, data, cancellable, keep_result_cb, &result);
  vas_await (result != NULL);
  return vas_bootstrap_run_finish (result, error);
}

static gboolean
bootstrap (Office  *office,
           GError **error)
{
  return run_with (VAS_TRANSPORT (office->transport), office->desk_dir, office->token, NULL, NULL, NULL, error);
}

static gpointer
digest (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (VasScope) scope = vas_scope_read (sql, 13, FALSE, error);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  g_assert_nonnull (head);
  g_assert_nonnull (scope);
  g_string_append_printf (all, "%" G_GINT64_FORMAT " %s %s\n", head->seq, head->epoch, head->log_hash);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = vas_feed_digest_within (sql, types[i], scope, NULL, error);

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
is_same (Office *office)
{
  VasOutboxCounts counts;
  g_autofree char *here = NULL, *there = NULL;

  vas_sync_get_counts (office->sync, &counts);
  if (vas_sync_get_state (office->sync) != VAS_SYNC_SYNCED || counts.held + counts.waiting > 0)
    return FALSE;
  here = digest_of (office->store);
  there = digest_of (vas_backend_get_store (office->backend));
  return g_str_equal (here, there);
}

static void
follow (Office *office)
{
  open_desk (office);
  vas_sync_set_session (office->sync, office->token, office->staff_key);
  vas_await (is_same (office));
}

static void
add_person (Office     *office,
            const char *login)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", office->staff_key, vas_instant_now ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", login);
  vas_command_set_text (command, "roles", "invoice-clerk");
  vas_engine_run_async (office->engine, command, NULL, keep_result_cb, &result);
  vas_await (result != NULL);
  receipt = vas_engine_run_finish (office->engine, result, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->applied);
}

static gpointer
find_person (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return vas_table_find (sql, VAS_TYPE_STAFF, "login", data, error);
}

static gboolean
has_person (VasStore   *store,
            const char *login)
{
  g_autoptr (VasStaff) staff = vas_store_read (store, find_person, (gpointer) login, NULL, NULL);

  return staff != NULL;
}

static void
test_all_and_then_feed (Office        *office,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_bootstrap_is_wanted (office->desk_dir));
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  g_assert_false (vas_bootstrap_is_wanted (office->desk_dir));

  follow (office);
  add_person (office, "li");
  vas_await (is_same (office));
  g_assert_true (has_person (vas_backend_get_store (office->backend), "li"));
}

/* What the backend says of a snapshot, to compare. */
static guint
n_chunks (Office *office)
{
  g_autofree char *path = g_build_filename (office->backend_dir, "chunks", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static gboolean
has_replica (Office *office)
{
  g_autofree char *path = vas_current_get_path (office->desk_dir, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Spoilt once, a chunk is asked for again; nothing else is. */
static void
test_spoilt_once (Office        *office,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  vas_spoil_transport_set (office->transport, (VasSpoil) GPOINTER_TO_INT (data), 4, 1);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vas_spoil_transport_get_n (office->transport), ==, n_chunks (office) + 1);
  follow (office);
}

/* Whatever stands between spoils chunks for good: no replica, a word, and what was whole is not fetched again. */
static void
test_spoilt_for_good (Office        *office,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  vas_spoil_transport_set (office->transport, (VasSpoil) GPOINTER_TO_INT (data), 4, 1000);
  g_assert_false (bootstrap (office, &error));
  g_assert_nonnull (error);
  g_assert_false (has_replica (office));
  g_assert_true (vas_bootstrap_is_wanted (office->desk_dir));

  g_clear_error (&error);
  vas_spoil_transport_set (office->transport, VAS_SPOIL_NOTHING, 0, 0);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vas_spoil_transport_get_n (office->transport), ==, n_chunks (office) - 4);
  follow (office);
}

/* A chunk that was fetched is another when it is looked at again: the disk. */
static void
test_spoilt_on_the_disk (Office        *office,
                         gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (office->desk_dir, "fetch", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  vas_spoil_transport_set (office->transport, VAS_SPOIL_GONE, 6, 1000);
  g_assert_false (bootstrap (office, NULL));
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "torn", 4, NULL));
    }

  vas_spoil_transport_set (office->transport, VAS_SPOIL_NOTHING, 0, 0);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vas_spoil_transport_get_n (office->transport), ==, n_chunks (office));
  follow (office);
}

/* Cancels at a certain step. */
typedef struct {
  GCancellable     *cancellable;
  VasBootstrapStep  step;
  guint             after;
} Cancel;

static void
cancel_cb (VasBootstrapStep step,
           gint64           done,
           gint64           total,
           gpointer         data)
{
  Cancel *cancel = data;

  g_assert_cmpint (done, <=, total);
  if (step == cancel->step && cancel->after-- == 1)
    g_cancellable_cancel (cancel->cancellable);
}

static void
test_cancelled (Office        *office,
                gconstpointer  data)
{
  g_autoptr (GError) failure = NULL;

  for (int step = VAS_BOOTSTRAP_ASKING; step <= VAS_BOOTSTRAP_LOADING; step++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Cancel cancel = { cancellable, (VasBootstrapStep) step, 1 };

      g_assert_false (run_with (VAS_TRANSPORT (office->transport), office->desk_dir, office->token, cancel_cb, &cancel, cancellable,
                                &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (has_replica (office));
    }

  bootstrap (office, &failure);
  g_assert_no_error (failure);
  follow (office);
}

static void
test_digests_unequal (Office        *office,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  vas_spoil_transport_set (office->transport, VAS_SPOIL_DIGEST, 0, 1);
  g_assert_false (bootstrap (office, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "acceptance"));
  g_assert_false (has_replica (office));

  g_clear_error (&error);
  vas_spoil_transport_set (office->transport, VAS_SPOIL_NOTHING, 0, 0);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  follow (office);
}

static void
test_own_records_stay (Office        *office,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (office->desk_dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (office->desk_dir, 0700), ==, 0);
  copy_file (records, path);
  g_assert_false (bootstrap (office, &error));
  g_assert_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED);
  open_desk (office);
  g_assert_true (has_person (office->store, LOGIN));
}

static void
test_in_use (Office        *office,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  open_desk (office);
  g_assert_false (bootstrap (office, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY);
}

static gpointer
save_draft (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return GINT_TO_POINTER (vas_draft_save (sql, "request", "", "{\"title\":\"x\"}", vas_instant_now (), error));
}

static gpointer
load_draft (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_draft_load (sql, "request", "", error);
}

/* The desk stands where it cannot go on, and has work of its own: a command that was not sent, and a draft. */
static gboolean
is_stopped (Office *office)
{
  return vas_sync_get_state (office->sync) == VAS_SYNC_STOPPED;
}

static void
leave_work (Office *office)
{
  open_desk (office);
  add_person (office, "unsent");
  g_assert_nonnull (vas_store_write (office->store, save_draft, NULL, NULL, NULL));
}

static void
assert_work_arrives (Office *office)
{
  g_autofree char *draft = NULL;
  VasOutboxCounts counts;

  follow (office);
  draft = vas_store_read (office->store, load_draft, NULL, NULL, NULL);
  g_assert_cmpstr (draft, ==, "{\"title\":\"x\"}");
  g_assert_true (has_person (vas_backend_get_store (office->backend), "unsent"));
  vas_sync_get_counts (office->sync, &counts);
  g_assert_cmpuint (counts.problems, ==, 0);
}

/* A desk that began empty and pulls: the feed does not reach back, it says so, and the next start fetches everything. */
static void
test_feed_too_short (Office        *office,
                     gconstpointer  data)
{
  g_autofree char *draft = NULL;
  g_autoptr (GError) error = NULL;

  open_desk (office);
  g_assert_nonnull (vas_store_write (office->store, save_draft, NULL, NULL, NULL));
  vas_sync_set_session (office->sync, office->token, office->staff_key);
  vas_await (is_stopped (office));
  g_assert_nonnull (strstr (vas_sync_get_message (office->sync), "Restart"));
  close_desk (office);
  g_assert_true (vas_bootstrap_is_wanted (office->desk_dir));

  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  follow (office);
  draft = vas_store_read (office->store, load_draft, NULL, NULL, NULL);
  g_assert_nonnull (draft);
}

/* A damaged replica is set aside and said so; the next try fetches everything. */
static void
test_damaged (Office        *office,
              gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bootstrap (office, NULL));
  path = vas_current_get_path (office->desk_dir, NULL);
  aside = g_strconcat (path, ".damaged-1", NULL);
  g_assert_true (g_file_set_contents (path, "this is no database, and longer than its magic", -1, NULL));
  g_assert_false (bootstrap (office, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));

  g_clear_error (&error);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  follow (office);
}

static VasSnapshot *
make_snapshot (Office     *office,
               const char *name)
{
  g_autofree char *chunks = g_build_filename (office->dir, name, NULL);
  g_autofree char *path = g_build_filename (office->backend_dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = vas_sql_open (path, VAS_SQL_READ_ONLY, &error);
  VasSnapshot *snapshot;

  g_assert_no_error (error);
  g_assert_true (vas_sql_begin (sql, NULL));
  snapshot = vas_snapshot_make (sql, chunks, NULL, &error);
  g_assert_no_error (error);
  vas_sql_rollback (sql);

  return snapshot;
}

static guint
count_shared (const VasSnapshot *a,
              const VasSnapshot *b)
{
  guint n = 0;

  for (guint i = 0; i < a->chunks->len; i++)
    {
      for (guint j = 0; j < b->chunks->len; j++)
        n += g_str_equal (((VasSnapshotChunk *) a->chunks->pdata[i])->hash, ((VasSnapshotChunk *) b->chunks->pdata[j])->hash);
    }

  return n;
}

/* The same records give the same chunks; one more person makes others of the staff and of the trail alone. */
static void
test_same_chunks (Office        *office,
                  gconstpointer  data)
{
  g_autoptr (VasSnapshot) a = make_snapshot (office, "a");
  g_autoptr (VasSnapshot) b = make_snapshot (office, "b");
  g_autoptr (VasSnapshot) c = NULL;

  g_assert_cmpuint (a->chunks->len, >, 10);
  g_assert_cmpuint (count_shared (a, b), ==, a->chunks->len);
  g_assert_true (bootstrap (office, NULL));
  follow (office);
  add_person (office, "li");
  vas_await (is_same (office));
  c = make_snapshot (office, "c");
  g_assert_cmpuint (count_shared (a, c), ==, a->chunks->len - 2);
}

static void
close_backend (Office *office)
{
  g_clear_pointer (&office->backend, vas_backend_close);
}

static gpointer
renew_epoch (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (vas_replica_renew_epoch (sql, error));
}

/* Puts an older copy of the records back, as another truth. */
static void
restore (Office     *office,
         const char *backup)
{
  g_autofree char *path = g_build_filename (office->backend_dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = NULL;

  close_backend (office);
  copy_file (backup, path);
  store = vas_store_open (office->backend_dir, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_nonnull (vas_store_write (store, renew_epoch, NULL, NULL, NULL));
  vas_store_close (store);
  open_backend (office);
}

/* What was acknowledged after the backup was made comes back from the desk that made it (I1, I2). */
static void
test_restored_backend (Office        *office,
                       gconstpointer  data)
{
  g_autofree char *backup = g_build_filename (office->dir, "backup.db", NULL);
  g_autofree char *path = g_build_filename (office->backend_dir, "replica.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (bootstrap (office, NULL));
  follow (office);
  add_person (office, "early");
  vas_await (is_same (office));
  close_desk (office);
  close_backend (office);
  copy_file (path, backup);
  open_backend (office);
  follow (office);
  add_person (office, "late");
  vas_await (is_same (office));
  close_desk (office);

  restore (office, backup);
  g_assert_false (has_person (vas_backend_get_store (office->backend), "late"));
  leave_work (office);
  vas_sync_set_session (office->sync, office->token, office->staff_key);
  vas_await (is_stopped (office));
  close_desk (office);
  g_assert_true (vas_bootstrap_is_wanted (office->desk_dir));

  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  assert_work_arrives (office);
  g_assert_true (has_person (vas_backend_get_store (office->backend), "late"));
  g_assert_true (has_person (vas_backend_get_store (office->backend), "early"));
}

/* This program again, with nothing to do but a bootstrap. */
static int
run_child (char **argv)
{
  g_autoptr (VasSpoilTransport) transport = vas_spoil_transport_new (argv[3]);

  return run_with (VAS_TRANSPORT (transport), argv[2], argv[4], NULL, NULL, NULL, NULL) ? 0 : 1;
}

/* Whether the child did not end by itself. */
static gboolean
kill_child (Office *office,
            guint   after_ms)
{
  g_autofree char *folder = g_build_filename (office->desk_dir, "fetch", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--child", office->desk_dir,
                      vas_http_server_get_uri (vas_backend_get_http (office->backend)), office->token, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < 5000 && !g_file_test (folder, G_FILE_TEST_EXISTS); i++)
    g_usleep (1000);
  g_usleep (after_ms * 1000);
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);

  return g_subprocess_get_if_signaled (child);
}

/* Killed at any moment the desk has its old replica whole, or the new one; its work is in either. */
static void
test_killed (Office        *office,
             gconstpointer  data)
{
  guint n_killed = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (bootstrap (office, NULL));
  leave_work (office);
  close_desk (office);
  for (guint i = 0; i < 8; i++)
    {
      g_assert_true (vas_current_mark (office->desk_dir, NULL));
      n_killed += kill_child (office, i * 40) ? 1 : 0;
      open_desk (office);
      g_assert_true (has_person (office->store, "unsent"));
      g_assert_true (has_person (office->store, LOGIN));
      close_desk (office);
    }

  g_assert_cmpuint (n_killed, >, 1);
  g_assert_true (bootstrap (office, &error));
  g_assert_no_error (error);
  assert_work_arrives (office);
}

#define ADD(path, func) g_test_add (path, Office, NULL, set_up, func, tear_down)
#define ADD_SPOIL(path, how, func) g_test_add (path, Office, GINT_TO_POINTER (how), set_up, func, tear_down)

static void
put_chunk (const char *directory,
           const char *name,
           gint64      named_at)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  const struct utimbuf times = { named_at, named_at };

  g_assert_true (g_file_set_contents (path, "0123456789", 10, NULL));
  g_assert_cmpint (g_utime (path, (struct utimbuf *) &times), ==, 0);
}

static gboolean
has_chunk (const char *directory,
           const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* By age, and by size: the oldest first, and never what was just made. */
static void
test_sweep (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  const gint64 now = 1000000;

  put_chunk (directory, "too-old", now - 101);
  put_chunk (directory, "older", now - 99);
  put_chunk (directory, "old", now - 50);
  put_chunk (directory, "made", now);
  put_chunk (directory, "made-too", now);

  vas_snapshot_sweep (directory, (now - 100) * G_USEC_PER_SEC, now * G_USEC_PER_SEC, 40);
  g_assert_false (has_chunk (directory, "too-old"));
  g_assert_true (has_chunk (directory, "older"));

  vas_snapshot_sweep (directory, (now - 100) * G_USEC_PER_SEC, now * G_USEC_PER_SEC, 39);
  g_assert_false (has_chunk (directory, "older"));
  g_assert_true (has_chunk (directory, "old"));

  vas_snapshot_sweep (directory, (now - 100) * G_USEC_PER_SEC, now * G_USEC_PER_SEC, 5);
  g_assert_false (has_chunk (directory, "old"));
  g_assert_true (has_chunk (directory, "made"));
  g_assert_true (has_chunk (directory, "made-too"));
  vas_test_dir_remove (directory);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *made = NULL;
  int status;

  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  made = make_records (&records);

  ADD ("/snapshot/served-records-reach-a-desk-and-it-follows-I6", test_all_and_then_feed);
  g_test_add_func ("/snapshot/chunk/swept-by-age-and-by-size", test_sweep);
  ADD ("/snapshot/chunk/the-same-records-give-the-same", test_same_chunks);
  ADD_SPOIL ("/snapshot/chunk/cut-short-is-asked-for-again", VAS_SPOIL_CUT, test_spoilt_once);
  ADD_SPOIL ("/snapshot/chunk/with-a-flipped-bit-is-asked-for-again", VAS_SPOIL_FLIP, test_spoilt_once);
  ADD_SPOIL ("/snapshot/chunk/another-one-is-asked-for-again", VAS_SPOIL_OTHER, test_spoilt_once);
  ADD_SPOIL ("/snapshot/chunk/server-gone-for-a-moment-is-asked-again", VAS_SPOIL_GONE, test_spoilt_once);
  ADD_SPOIL ("/snapshot/resume/after-flipped-bits-for-good", VAS_SPOIL_FLIP, test_spoilt_for_good);
  ADD_SPOIL ("/snapshot/resume/after-the-server-was-gone", VAS_SPOIL_GONE, test_spoilt_for_good);
  ADD ("/snapshot/resume/what-is-torn-on-the-disk-is-fetched-again", test_spoilt_on_the_disk);
  ADD ("/snapshot/resume/after-a-cancel-at-each-step", test_cancelled);
  ADD ("/snapshot/resume/after-kills-at-any-moment-I2", test_killed);
  ADD ("/snapshot/refused/where-digests-are-unequal", test_digests_unequal);
  ADD ("/snapshot/refused/where-the-replica-has-records-of-its-own", test_own_records_stay);
  ADD ("/snapshot/refused/where-the-replica-is-open", test_in_use);
  ADD ("/snapshot/anew/where-the-feed-is-too-short-and-drafts-are-carried-over", test_feed_too_short);
  ADD ("/snapshot/anew/a-damaged-replica-is-set-aside-first", test_damaged);
  ADD ("/snapshot/anew/what-a-restored-backend-forgot-is-sent-again-I1", test_restored_backend);

  status = g_test_run ();
  vas_test_dir_remove (made);
  g_free (records);
  return status;
}
