/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A backup: one file with everything a backend or a single desk has, as of one row of the trail.
 *
 * It is an archive (vas-archive.c) of `records.db`, a copy that SQLite's backup made of one snapshot while others went on writing;
 * where the records are on a server, `records.dump`, of the same snapshot (vas-dump.c);
 * `blobs/ab/cdef…`, every file beside the records; `manifest.json`, which names each part with length and SHA-256; and
 * `manifest.sha256`. Files are saved before the command that names them, so those that the snapshot knows are all there when it has been
 * copied. A file that is not what was saved is left out and said, for a backup without it is worth more than none.
 *
 * Written as FILE.part (and FILE.records while the snapshot is copied), brought to the disk, renamed. What a kill left of those two is
 * overwritten by the next backup to the same name. Blocks; cost: the records are copied twice.
 */

#include "vas-backup.h"

#include "vas-blobs.h"
#include "vas-dump.h"
#include "vas-json-writer.h"
#include "vas-lock.h"
#include "vas-migrate.h"
#include "vas-replica.h"
#include "vas-replica-head.h"
#include "vas-sql-sqlite.h"
#include "vas-verify.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/file.h>
#include <unistd.h>

#define FOLDER_NAMES "0123456789abcdef"

typedef struct {
  VasStore  *store;
  int        archive;
  char      *part;      /* path of what is being written */
  char      *records;   /* path of the copy of the records */
  VasBackup *backup;
  GPtrArray *entries;   /* VasArchiveEntry */
} Making;

void
vas_backup_free (VasBackup *self)
{
  g_free (self->epoch);
  g_free (self->log_hash);
  g_free (self->sha256);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_free (self);
}

static void
making_clear (Making *self)
{
  if (self->records != NULL)
    vas_replica_remove_file (self->records);
  if (self->archive >= 0)
    {
      g_unlink (self->part);
      close (self->archive);
    }
  g_free (self->part);
  g_free (self->records);
  g_clear_pointer (&self->backup, vas_backup_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

/* The file that is written, empty, locked against a second backup to the same name. */
static gboolean
open_part (Making   *self,
           GError  **error)
{
  const int fd = open (self->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      vas_lock_set_errno_error (error, errno, self->part);
      return FALSE;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY, _("%s is being written by another program."), self->part);
      close (fd);
      return FALSE;
    }
  self->archive = fd;
  if (fchmod (fd, 0600) == 0 && ftruncate (fd, 0) == 0)
    return TRUE;

  vas_lock_set_errno_error (error, errno, self->part);
  return FALSE;
}

static gboolean
copy_pages (VasSql      *sql,
            VasSql      *copy,
            GError     **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (vas_sql_get_handle (copy), "main", vas_sql_get_handle (sql), "main");
  int code;

  if (backup == NULL)
    {
      vas_sql_set_error (copy, sqlite3_extended_errcode (vas_sql_get_handle (copy)), error);
      return FALSE;
    }
  sqlite3_backup_step (backup, -1);
  code = sqlite3_backup_finish (backup);
  if (code == SQLITE_OK)
    return TRUE;

  vas_sql_set_error (copy, code, error);
  return FALSE;
}

static void
note_fault (const VasVerifyFault *fault,
            gpointer              data)
{
  GString *text = data;

  if (text->len == 0)
    g_string_printf (text, "%s: %s", fault->subject, fault->what);
}

static void
ignore_done (const char *part,
             guint64     rows,
             guint64     wrong,
             gpointer    data)
{
}

/* A copy that is no sound database is no backup. */
static gboolean
check_copy (VasSql  *copy,
            GError **error)
{
  g_autoptr (GString) fault = g_string_new (NULL);
  const VasVerifyHost host = { note_fault, ignore_done, fault };

  if (!vas_verify_file (copy, &host, error))
    return FALSE;
  if (fault->len == 0)
    return TRUE;

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The records are damaged; no backup was made of them (%s)."), fault->str);
  return FALSE;
}

static gboolean
dump_records (Making  *self,
              VasSql  *sql,
              GError **error)
{
  const int fd = open (self->records, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      vas_lock_set_errno_error (error, errno, self->records);
      return FALSE;
    }
  close (fd);

  return vas_dump_write (sql, vas_store_get_database (self->store), self->records, error);
}

/* A VasStoreFunc, over one snapshot: (transfer full) VasReplicaHead of what is in the copy. */
static gpointer
copy_records (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Making *self = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (VasSql) copy = NULL;

  if (head == NULL)
    return NULL;
  if (head->role == VAS_REPLICA_DESK)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                           _("These records follow a server: the backup is made there."));
      return NULL;
    }
  if (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL)
    return dump_records (self, sql, error) ? g_steal_pointer (&head) : NULL;
  copy = vas_sql_open (self->records, VAS_SQL_DEFAULT, error);
  if (copy == NULL || !copy_pages (sql, copy, error) || !check_copy (copy, error))
    return NULL;

  return g_steal_pointer (&head);
}

static gboolean
add_entry (Making           *self,
           VasArchiveEntry  *entry)
{
  if (entry == NULL)
    return FALSE;

  self->backup->bytes += entry->bytes;
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

static gboolean
add_blob (Making      *self,
          const char  *folder,
          const char  *rest,
          GError     **error)
{
  const char *directory = vas_store_get_directory (self->store);
  g_autofree char *hash = g_strconcat (folder, rest, NULL);
  g_autofree char *path = vas_blobs_get_path (directory, hash, NULL);
  g_autofree char *name = g_build_filename ("blobs", folder, rest, NULL);
  g_autoptr (GBytes) bytes = path != NULL ? vas_blobs_load (directory, hash, NULL) : NULL;

  if (path == NULL)
    return TRUE;
  if (bytes == NULL)
    {
      g_ptr_array_add (self->backup->left_out, g_steal_pointer (&name));
      return TRUE;
    }

  self->backup->blobs++;
  return add_entry (self, vas_archive_add_bytes (self->archive, name, bytes, error));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* (transfer full): the names in a folder in their order; none where there is no such folder. */
static GPtrArray *
list_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static gboolean
add_blobs (Making  *self,
           GError **error)
{
  g_autofree char *top = g_build_filename (vas_store_get_directory (self->store), "blobs", NULL);
  g_autoptr (GPtrArray) folders = list_folder (top);

  for (guint i = 0; i < folders->len; i++)
    {
      const char *folder = g_ptr_array_index (folders, i);
      g_autofree char *path = g_build_filename (top, folder, NULL);
      g_autoptr (GPtrArray) names = NULL;

      if (strlen (folder) != 2 || strspn (folder, FOLDER_NAMES) != 2)
        continue;
      names = list_folder (path);
      for (guint j = 0; j < names->len; j++)
        {
          if (!add_blob (self, folder, g_ptr_array_index (names, j), error))
            return FALSE;
        }
    }

  return TRUE;
}

static char *
write_manifest (Making *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *parts = json_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const VasArchiveEntry *entry = g_ptr_array_index (self->entries, i);
      JsonObject *part = json_object_new ();

      json_object_set_string_member (part, "name", entry->name);
      json_object_set_int_member (part, "bytes", entry->bytes);
      json_object_set_string_member (part, "sha256", entry->sha256);
      json_array_add_object_element (parts, part);
    }
  json_object_set_int_member (object, "format", 1);
  json_object_set_int_member (object, "schema", vas_migrate_get_known ());
  json_object_set_int_member (object, "made_at", self->backup->made_at);
  json_object_set_string_member (object, "epoch", self->backup->epoch);
  json_object_set_int_member (object, "seq", self->backup->seq);
  json_object_set_string_member (object, "log_hash", self->backup->log_hash);
  json_object_set_array_member (object, "parts", parts);
  json_node_take_object (node, object);

  return vas_json_to_text (node);
}

static gboolean
add_manifest (Making  *self,
              GError **error)
{
  g_autofree char *text = write_manifest (self);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (VasArchiveEntry) manifest = vas_archive_add_bytes (self->archive, "manifest.json", bytes, error);
  g_autoptr (VasArchiveEntry) digest = NULL;
  g_autoptr (GBytes) hash = NULL;

  if (manifest == NULL)
    return FALSE;

  self->backup->sha256 = g_strdup (manifest->sha256);
  hash = g_bytes_new (manifest->sha256, strlen (manifest->sha256));
  digest = vas_archive_add_bytes (self->archive, "manifest.sha256", hash, error);
  return digest != NULL && vas_archive_end (self->archive, error);
}

static gboolean
add_records (Making  *self,
             GError **error)
{
  const char *name = vas_store_get_database (self->store) != NULL ? VAS_BACKUP_DUMP : VAS_BACKUP_RECORDS;
  g_autoptr (VasReplicaHead) head = NULL;

  vas_replica_remove_file (self->records);
  head = vas_store_read (self->store, copy_records, self, NULL, error);
  if (head == NULL || !add_entry (self, vas_archive_add_file (self->archive, name, self->records, error)))
    return FALSE;

  vas_replica_remove_file (self->records);
  self->backup->epoch = g_strdup (head->epoch);
  self->backup->seq = head->seq;
  self->backup->log_hash = g_strdup (head->log_hash);
  return TRUE;
}

static gboolean
refuse_present (const char  *path,
                GError     **error)
{
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("%s is there already; it was left as it is."), path);
  return FALSE;
}

/* Gives it its name: another file of that name only goes where the caller said so. */
static gboolean
name_it (Making      *self,
         const char  *path,
         gboolean     replace,
         GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!replace && link (self->part, path) != 0)
    {
      if (errno == EEXIST)
        return refuse_present (path, error);
      vas_lock_set_errno_error (error, errno, path);
      return FALSE;
    }
  if (replace ? g_rename (self->part, path) != 0 : g_unlink (self->part) != 0)
    {
      vas_lock_set_errno_error (error, errno, path);
      return FALSE;
    }

  if (!vas_lock_sync_folder (folder, error))
    return FALSE;

  close (self->archive);
  self->archive = -1;
  return TRUE;
}

/**
 * vas_backup_make:
 * @store: open, to be looked at or for writing; whoever else has it open goes on
 * @path: of the backup
 * @replace: whether a file that is there goes
 * @now: instant
 *
 * %VAS_STORE_ERROR_CONSTRAINT where @path is there or in the folder of the records, or the records follow a server; %VAS_STORE_ERROR_DAMAGED where the records are
 * damaged: an earlier backup stays then.
 *
 * Returns: (transfer full) (nullable): what is in it; it is on the disk under its name by then
 */
VasBackup *
vas_backup_make (VasStore    *store,
                 const char  *path,
                 gboolean     replace,
                 gint64       now,
                 GError     **error)
{
  g_auto (Making) self = { .store = store, .archive = -1 };

  if (!vas_lock_keep_out (vas_store_get_directory (store), path, error))
    return NULL;
  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      refuse_present (path, error);
      return NULL;
    }

  self.part = g_strconcat (path, ".part", NULL);
  self.backup = g_new0 (VasBackup, 1);
  self.backup->made_at = now;
  self.backup->left_out = g_ptr_array_new_with_free_func (g_free);
  self.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_archive_entry_free);
  if (!open_part (&self, error))
    return NULL;

  self.records = g_strconcat (path, ".records", NULL);
  if (!add_records (&self, error) || !add_blobs (&self, error) || !add_manifest (&self, error) ||
      !name_it (&self, path, replace, error))
    return NULL;

  return g_steal_pointer (&self.backup);
}
