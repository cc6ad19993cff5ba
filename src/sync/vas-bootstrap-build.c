/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * From chunks on the disk to a replica that the program opens: load them into a new file beside, carry the desk's own work over, and
 * rename the pointer `current`. Until that rename the old replica is the only one there is; after it the new one is. The old file
 * goes last. The lock of the directory is held throughout.
 *
 * A backend of another epoch may know less than the old one: what was settled in the last 35 days is sent again, under a client id of its
 * own. What the snapshot's trail holds already is settled here, all else is applied again over it, as a page of the feed does.
 */

#include "vas-bootstrap-private.h"

#include "vas-carry.h"
#include "vas-erasure.h"
#include "vas-current.h"
#include "vas-json-error.h"
#include "vas-ledger.h"
#include "vas-lock.h"
#include "vas-migrate.h"
#include "vas-outbox.h"
#include "vas-replica-head.h"
#include "vas-replica.h"
#include "vas-wire.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define NAME_DIGITS 16

/* vas_bootstrap_get_folder: (transfer full): where the chunks of a directory are kept until they are all there. */
char *
vas_bootstrap_get_folder (const char *directory)
{
  return g_build_filename (directory, "fetch", NULL);
}

/*
 * Brings what the desk has to our version, and sees that it is a desk's. FALSE where it may not be replaced. A damaged one is set
 * aside with a word about where its commands are, and the next try begins with nothing.
 */
static gboolean
look_at_old (const char  *directory,
             GError     **error)
{
  g_autoptr (VasReplicaHead) head = NULL;
  gboolean unclean;
  VasSql *sql = vas_replica_open (directory, &unclean, error);

  if (sql == NULL)
    return FALSE;
  head = vas_replica_get_head (sql, error);
  vas_replica_close (sql, FALSE);
  if (head == NULL)
    return FALSE;
  if (head->role == VAS_REPLICA_DESK || (head->role == VAS_REPLICA_OWN && head->seq == 0))
    return TRUE;

  g_set_error_literal (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_REFUSED,
                       _("This replica holds records of its own; it cannot follow a server. Start with an empty one."));
  return FALSE;
}

/*
 * vas_bootstrap_begin:
 * @lock: (out): of the directory, for vas_lock_release(); -1 on failure
 *
 * Returns: (transfer full) (nullable): the folder of the chunks, which is there; %VAS_STORE_ERROR_BUSY where a program has the replica
 *   open, %VAS_WIRE_ERROR_REFUSED where it holds records of its own
 */
char *
vas_bootstrap_begin (const char  *directory,
                     int         *lock,
                     GError     **error)
{
  g_autofree char *folder = vas_bootstrap_get_folder (directory);
  g_autofree char *current = vas_current_get_path (directory, error);

  *lock = -1;
  if (current == NULL || !vas_replica_make_directory (directory, error))
    return NULL;
  *lock = vas_lock_take (directory, error);
  if (*lock < 0)
    return NULL;
  if ((!g_file_test (current, G_FILE_TEST_EXISTS) || look_at_old (directory, error)) && vas_replica_make_directory (folder, error))
    return g_steal_pointer (&folder);

  vas_lock_release (*lock);
  *lock = -1;
  return NULL;
}

static char *
name_for (const char *text)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hash[NAME_DIGITS] = '\0';
  return g_strdup_printf ("replica-%s.db", hash);
}

/* The same snapshot gives the same name, so what was begun is gone on with; but never that of the replica that is there, @old. */
static char *
get_name (const VasSnapshot *snapshot,
          const char        *old)
{
  g_autoptr (JsonNode) node = vas_snapshot_to_json (snapshot);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *name = name_for (text);

  return g_str_has_suffix (old, name) ? name_for (name) : g_steal_pointer (&name);
}

/* Where the epoch is another, everything that may have been forgotten goes again; numbers of the old backend mean nothing here. */
static gboolean
send_again (VasSql             *sql,
            const VasSnapshot  *snapshot,
            const char         *old_epoch,
            gint64              now,
            GError            **error)
{
  g_autofree char *client_id = NULL;

  if (g_strcmp0 (old_epoch, snapshot->epoch) == 0)
    return TRUE;

  client_id = g_uuid_string_random ();
  return vas_outbox_send_again (sql, now - VAS_OUTBOX_KEPT, error) && vas_outbox_renumber (sql, client_id, error);
}

static gboolean
become_desk (VasSql             *sql,
             const VasSnapshot  *snapshot,
             const char         *old_epoch,
             gint64              now,
             GError            **error)
{
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  if (!vas_replica_set_role (sql, VAS_REPLICA_DESK, error) ||
      !vas_replica_follow (sql, snapshot->epoch, snapshot->seq, snapshot->log_hash, error) ||
      !vas_replica_set_scope (sql, snapshot->scope, error) || !send_again (sql, snapshot, old_epoch, now, error))
    return FALSE;
  known = vas_carry_list_known (sql, error);
  if (known != NULL)
    receipts = vas_ledger_confirm (sql, known, now, error);

  return receipts != NULL && vas_snapshot_forget_chunks (sql, error);
}

static gboolean
read_epoch (const char  *path,
            char       **epoch,
            GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (path, VAS_SQL_READ_ONLY, error);
  g_autoptr (VasReplicaHead) head = sql != NULL ? vas_replica_get_head (sql, error) : NULL;

  if (head == NULL)
    return FALSE;

  *epoch = head->role == VAS_REPLICA_DESK ? g_strdup (head->epoch) : NULL;
  return TRUE;
}

/* vas_bootstrap_find_cursor: the row up to which the replica of a directory knows the trail of @epoch; 0 where it knows nothing. */
gint64
vas_bootstrap_find_cursor (const char *directory,
                           const char *epoch)
{
  g_autofree char *path = vas_current_get_path (directory, NULL);
  g_autoptr (VasSql) sql = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? vas_sql_open (path, VAS_SQL_READ_ONLY, NULL) : NULL;
  g_autoptr (VasReplicaHead) head = sql != NULL ? vas_replica_get_head (sql, NULL) : NULL;

  return head != NULL && head->role == VAS_REPLICA_DESK && g_strcmp0 (head->epoch, epoch) == 0 ? head->seq : 0;
}

static gboolean
finish_file (VasSql             *sql,
             const VasSnapshot  *snapshot,
             const char         *old,
             gint64              now,
             GError            **error)
{
  g_autofree char *old_epoch = NULL;

  if (g_file_test (old, G_FILE_TEST_EXISTS) && (!read_epoch (old, &old_epoch, error) || !vas_carry_outbox (sql, old, error)))
    return FALSE;
  if (!vas_sql_begin (sql, error))
    return FALSE;
  if (become_desk (sql, snapshot, old_epoch, now, error) && vas_erasure_forget_all (sql, error) && vas_sql_commit (sql, error))
    return TRUE;

  vas_sql_rollback (sql);
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* What is not right is not kept either: the next try begins with an empty folder and another file. */
static void
forget_bad (const char   *directory,
            const char   *folder,
            const GError *error)
{
  if (error->domain != VAS_STORE_ERROR && error->domain != VAS_JSON_ERROR)
    return;
  if (g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL) || g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY))
    return;

  remove_folder (folder);
  vas_current_sweep (directory, NULL);
}

/*
 * vas_bootstrap_build:
 * @snapshot: its chunks are all in the folder
 * @now: instant
 * @loaded: told of each chunk; see vas_snapshot_load()
 *
 * Makes the snapshot the replica of the directory. Whatever fails, the old replica stays what it was.
 */
gboolean
vas_bootstrap_build (const VasSnapshot  *snapshot,
                     const char         *directory,
                     gint64              now,
                     VasSnapshotFunc     loaded,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autofree char *folder = vas_bootstrap_get_folder (directory);
  g_autofree char *old = vas_current_get_path (directory, error);
  g_autofree char *name = old != NULL ? get_name (snapshot, old) : NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) local_error = NULL;
  VasSql *sql;
  gboolean done;

  if (name == NULL)
    return FALSE;
  path = g_build_filename (directory, name, NULL);
  vas_current_sweep (directory, name);
  sql = vas_snapshot_load (snapshot, path, folder, loaded, data, cancellable, &local_error);
  done = sql != NULL && finish_file (sql, snapshot, old, now, &local_error);
  if (sql != NULL)
    vas_replica_close (sql, FALSE);
  if (!done || !vas_current_set (directory, name, &local_error))
    {
      forget_bad (directory, folder, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  vas_current_unmark (directory);
  vas_current_sweep (directory, NULL);
  remove_folder (folder);
  return TRUE;
}
