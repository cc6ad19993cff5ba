/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The file of a replica: in a directory of its own, for its owner alone; which one of it, vas-current.c knows.
 *
 * While it is open its `clean` flag is 0; a close sets it to 1. A file found with 0 was not closed: it is checked before
 * anybody works with it. A damaged one is set aside (vas-rescue.c). A file that this program cannot write is never half
 * opened: the first thing an open writes is the flag. The opener holds the lock of the directory; runs on its thread.
 */

#include "vas-replica.h"

#include "vas-current.h"
#include "vas-lock.h"
#include "vas-migrate.h"
#include "vas-rescue.h"
#include "vas-sql-sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* vas_replica_make_directory: makes it where it is absent, for its owner alone; one that is there keeps its mode. */
gboolean
vas_replica_make_directory (const char  *directory,
                            GError     **error)
{
  if (g_mkdir_with_parents (directory, 0700) == 0)
    return TRUE;

  vas_lock_set_errno_error (error, errno, directory);
  return FALSE;
}

/* SQLite gives its other files the mode of this one. */
static gboolean
make_file (const char  *path,
           GError     **error)
{
  const int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  vas_lock_set_errno_error (error, errno, path);
  return FALSE;
}

static gboolean
query (VasSql      *sql,
       const char  *text,
       char       **value,
       GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *value = g_strdup (row ? vas_statement_get_text (statement, 0) : NULL);
  return TRUE;
}

static gboolean
check_integrity (VasSql  *sql,
                 GError **error)
{
  g_autofree char *verdict = NULL;
  const char *said;

  if (!query (sql, "PRAGMA quick_check (1)", &verdict, error))
    return FALSE;
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  said = verdict != NULL ? strrchr (verdict, '\n') : NULL; /* the first line names the database */
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("the integrity check says: %s"),
               said != NULL ? said + 1 : verdict);
  return FALSE;
}

/* Whether the last one who had the file open did not close it. A new file is clean. */
static gboolean
look_at_flag (VasSql    *sql,
              gint64     version,
              gboolean  *unclean,
              GError   **error)
{
  g_autofree char *clean = NULL;

  if (version > 0 && !query (sql, "SELECT clean FROM replica", &clean, error))
    return FALSE;

  *unclean = g_strcmp0 (clean, "0") == 0;
  return !*unclean || check_integrity (sql, error);
}

static gboolean
take (VasSql  *sql,
      GError **error)
{
  g_autofree char *client_id = g_uuid_string_random ();
  g_autofree char *epoch = g_uuid_string_random ();
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "INSERT INTO replica (id, client_id, epoch, clean) VALUES (1, $1, $2, 0) "
                     "ON CONFLICT (id) DO UPDATE SET clean = 0", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "tt", client_id, epoch);
  return vas_statement_run (statement, error) && vas_sql_exec (sql, "DELETE FROM kept_id", error);
}

static VasSql *
open_file (const char  *path,
           gboolean    *unclean,
           GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (path, VAS_SQL_DEFAULT, error);
  gint64 version;

  if (sql == NULL ||
      !vas_migrate_check (sql, &version, error) ||
      !look_at_flag (sql, version, unclean, error) ||
      !vas_migrate (sql, error) ||
      !take (sql, error))
    return NULL;
  vas_sqlite_empty_log (sql); /* of what a kill left in it, or a close while another program was looking (R29) */

  return g_steal_pointer (&sql);
}

/* vas_replica_open_file: (transfer full) (nullable): a file of its own name, made where it is absent; a damaged one is left as it is. */
VasSql *
vas_replica_open_file (const char  *path,
                       GError     **error)
{
  gboolean unclean;

  return make_file (path, error) ? open_file (path, &unclean, error) : NULL;
}

/* vas_replica_remove_file: a database that is nobody's any more, with what SQLite has beside it. */
void
vas_replica_remove_file (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/*
 * vas_replica_open:
 * @unclean: (out): whether it had not been closed; it was checked then
 *
 * Returns: (transfer full) (nullable): the connection that writes, the file being at the newest version
 */
VasSql *
vas_replica_open (const char  *directory,
                  gboolean    *unclean,
                  GError     **error)
{
  g_autofree char *path = vas_current_get_path (directory, error);
  g_autoptr (GError) failure = NULL;
  VasSql *sql;

  if (path == NULL || !make_file (path, error))
    return NULL;

  sql = open_file (path, unclean, &failure);
  if (sql != NULL)
    return sql;

  if (g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED))
    vas_rescue_set_aside (path, failure->message, error);
  else
    {
      g_prefix_error (&failure, "%s: ", path);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return NULL;
}

static VasSql *
look (const char  *path,
      gint64      *version,
      GError     **error)
{
  g_autoptr (VasSql) sql = vas_sql_open (path, VAS_SQL_READ_ONLY, error);
  g_autoptr (GError) failure = NULL;

  if (sql == NULL)
    return NULL;
  if (!vas_migrate_check (sql, version, &failure) &&
      !g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&sql);
}

/* A file on a medium that takes not even the -shm of SQLite (read-only or full), and whose log is empty: nobody changes it. */
static VasSql *
look_at_frozen (const char  *path,
                gint64      *version,
                GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, error);
  g_autofree char *frozen = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;
  GStatBuf info;

  if (frozen == NULL)
    return NULL;
  if (g_stat (log, &info) == 0 && info.st_size > 0)
    {
      vas_lock_set_errno_error (error, EROFS, path);
      return NULL;
    }

  return look (frozen, version, error);
}

/*
 * vas_replica_open_to_look:
 * @maybe_frozen: whether nobody of this process has it open for writing, and the file may stand on a read-only medium
 *
 * A newer file can be looked at, an older one cannot.
 *
 * Returns: (transfer full) (nullable): a connection for reading
 */
VasSql *
vas_replica_open_to_look (const char  *directory,
                          gboolean     maybe_frozen,
                          GError     **error)
{
  g_autofree char *path = vas_current_get_path (directory, error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (VasSql) sql = NULL;
  gint64 version = 0;

  if (path == NULL)
    return NULL;
  if (g_access (path, R_OK) != 0)
    {
      vas_lock_set_errno_error (error, errno, path);
      return NULL;
    }

  sql = look (path, &version, &failure);
  if (sql == NULL && maybe_frozen &&
      (g_access (directory, W_OK) != 0 || g_error_matches (failure, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL)))
    sql = look_at_frozen (path, &version, error);
  else if (sql == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  if (sql != NULL && version < vas_migrate_get_known ())
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY,
                   _("%s was written by an older program; it must be opened once by this one for writing."), path);
      return NULL;
    }

  return g_steal_pointer (&sql);
}

/*
 * vas_replica_get_epoch:
 *
 * Returns: (transfer full) (nullable): the epoch of the records: new where they are made and where a backup is put back
 */
char *
vas_replica_get_epoch (VasSql  *sql,
                       GError **error)
{
  g_autofree char *epoch = NULL;

  if (!query (sql, "SELECT epoch FROM replica", &epoch, error))
    return NULL;
  if (epoch == NULL)
    g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "The records have no epoch.");
  return g_steal_pointer (&epoch);
}

/*
 * vas_replica_close:
 * @sql: (transfer full): the connection that writes: nobody else has the file open any more
 * @damaged: whether anybody met with damage: the file is then left as if the program had been killed, so that the next open
 *   checks it and sets it aside
 */
void
vas_replica_close (VasSql   *sql,
                   gboolean  damaged)
{
  g_autoptr (GError) error = NULL;

  if (!damaged && !vas_sql_is_damaged (sql) && !vas_sql_exec (sql, "UPDATE replica SET clean = 1", &error))
    g_warning ("The replica could not be marked as closed; it will be checked when it is opened: %s", error->message);
  vas_sql_close (sql);
}
