/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Putting a backup back: beside first, looked at, then in place by one rename.
 *
 * The backup is unpacked into DIRECTORY.restoring, each part compared with the manifest. Nothing of DIRECTORY is touched until the caller,
 * who looked at the records there and gave them their new epoch, says so: then the two directories change places (one step of the
 * system, so that there is never none), and the old one is called DIRECTORY.before-1, -2 …; an empty or missing one is replaced. A
 * file `unfinished` stands in what is being unpacked, so that what a kill left is known for waste and removed by the next run, while what
 * is whole, new or old, is never removed. DIRECTORY is locked meanwhile, which keeps a daemon out. Blocks; the caller's thread.
 */

#include "vas-backup.h"

#include "vas-blobs.h"
#include "vas-json-reader.h"
#include "vas-lock.h"
#include "vas-replica.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define UNFINISHED "unfinished"
#define MOST_MANIFEST (1024 * 1024 * 1024)
#define MOST_OPEN 16

struct _VasRestore
{
  char      *directory;
  char      *staging;
  int        lock;        /* of the directory; -1 where there is none to lock */
  gboolean   dumped;      /* the records are a part for pg_restore */
  gboolean   begun;       /* whether the staging directory is ours to remove */
  VasBackup *backup;
};

static int
remove_one (const char        *path,
            const struct stat *info,
            int                kind,
            struct FTW        *walk)
{
  return remove (path);
}

static void
remove_tree (const char *path)
{
  if (nftw (path, remove_one, MOST_OPEN, FTW_DEPTH | FTW_PHYS) != 0)
    g_warning ("%s: %s", path, g_strerror (errno));
}

/** vas_restore_free: what was not put in its place is removed. */
void
vas_restore_free (VasRestore *self)
{
  if (self->begun)
    remove_tree (self->staging);
  if (self->lock >= 0)
    vas_lock_release (self->lock);
  g_clear_pointer (&self->backup, vas_backup_free);
  g_free (self->directory);
  g_free (self->staging);
  g_free (self);
}

static gboolean
damaged (const char  *what,
         GError     **error)
{
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The backup is damaged (%s); nothing was changed."), what);
  return FALSE;
}

static char *
find_free_name (const char *path)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.before-%u", path, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&name);
    }
}

/* What an earlier run left: waste is removed, anything whole gets a name of its own. */
static gboolean
clear_staging (VasRestore  *self,
               GError     **error)
{
  g_autofree char *mark = g_build_filename (self->staging, UNFINISHED, NULL);
  g_autofree char *name = NULL;

  if (!g_file_test (self->staging, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    {
      remove_tree (self->staging);
      return TRUE;
    }

  name = find_free_name (self->directory);
  if (g_rename (self->staging, name) == 0)
    return TRUE;
  vas_lock_set_errno_error (error, errno, self->staging);
  return FALSE;
}

static gboolean
make_staging (VasRestore  *self,
              GError     **error)
{
  g_autofree char *mark = g_build_filename (self->staging, UNFINISHED, NULL);
  int fd;

  if (!clear_staging (self, error))
    return FALSE;
  if (g_mkdir (self->staging, 0700) != 0)
    {
      vas_lock_set_errno_error (error, errno, self->staging);
      return FALSE;
    }
  self->begun = TRUE;
  fd = open (mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  vas_lock_set_errno_error (error, errno, mark);
  return FALSE;
}

/* A VasArchivePlace: the names that a backup may have, and where they go. */
static char *
place (const char  *name,
       gpointer     data,
       GError     **error)
{
  VasRestore *self = data;
  const gboolean blob = g_str_has_prefix (name, "blobs/") && strlen (name) == 71 && name[8] == '/';
  g_autofree char *hash = blob ? g_strdup_printf ("%.2s%s", name + 6, name + 9) : NULL;
  g_autofree char *path = blob ? vas_blobs_get_path (self->staging, hash, error) : NULL;
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (g_str_equal (name, VAS_BACKUP_RECORDS) && !self->dumped)
    return g_build_filename (self->staging, "replica.db", NULL);
  if (g_str_equal (name, "manifest.json") || g_str_equal (name, "manifest.sha256") || (g_str_equal (name, VAS_BACKUP_DUMP) && self->dumped))
    return g_build_filename (self->staging, name, NULL);
  if (g_str_equal (name, VAS_BACKUP_DUMP))
    g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                         _("This is the backup of a database on a server: say which one it belongs into, --database postgresql://…"));
  else if (g_str_equal (name, VAS_BACKUP_RECORDS))
    g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("This is the backup of a file: leave --database out."));
  else if (!blob)
    damaged (_("a part has a name that no backup has"), error);
  else if (folder != NULL && vas_replica_make_directory (folder, error))
    return g_steal_pointer (&path);

  return NULL;
}

static gboolean
take_text (VasRestore  *self,
           const char  *name,
           char       **text,
           GError     **error)
{
  g_autofree char *path = g_build_filename (self->staging, name, NULL);

  if (!g_file_get_contents (path, text, NULL, error))
    return FALSE;

  g_unlink (path);
  return TRUE;
}

static VasBackup *
read_manifest (const char  *text,
               JsonArray  **parts,
               JsonNode   **root,
               GError     **error)
{
  g_autoptr (VasBackup) backup = g_new0 (VasBackup, 1);
  const char *epoch, *log_hash;
  JsonObject *object;
  gint64 format;

  backup->left_out = g_ptr_array_new_with_free_func (g_free);
  *root = vas_json_parse_strict (text, -1, MOST_MANIFEST, error);
  if (*root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (*root))
    {
      damaged ("manifest.json", error);
      return NULL;
    }
  object = json_node_get_object (*root);
  if (!vas_json_get_int (object, "format", TRUE, &format, error) || !vas_json_get_int (object, "made_at", TRUE, &backup->made_at, error) ||
      !vas_json_get_text (object, "epoch", TRUE, &epoch, error) || !vas_json_get_int (object, "seq", TRUE, &backup->seq, error) ||
      !vas_json_get_text (object, "log_hash", TRUE, &log_hash, error) || !vas_json_get_array (object, "parts", TRUE, parts, error))
    return NULL;
  if (format != 1)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER, _("The backup was made by a newer program. Update this one."));
      return NULL;
    }

  backup->epoch = g_strdup (epoch);
  backup->log_hash = g_strdup (log_hash);
  return g_steal_pointer (&backup);
}

static gboolean
judge_part (JsonArray              *parts,
            guint                   i,
            const VasArchiveEntry  *entry,
            GError                **error)
{
  JsonNode *node = json_array_get_element (parts, i);
  const char *name, *sha256;
  gint64 bytes;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return damaged ("manifest.json", error);
  if (!vas_json_get_text (json_node_get_object (node), "name", TRUE, &name, error) ||
      !vas_json_get_text (json_node_get_object (node), "sha256", TRUE, &sha256, error) ||
      !vas_json_get_int (json_node_get_object (node), "bytes", TRUE, &bytes, error))
    return FALSE;

  return g_str_equal (name, entry->name) && g_str_equal (sha256, entry->sha256) && bytes == entry->bytes ? TRUE
         : damaged (entry->name, error);
}

/* The parts are those of the manifest, and the manifest is what was written. */
static gboolean
judge_parts (VasRestore  *self,
             GPtrArray   *entries,
             GError     **error)
{
  const VasArchiveEntry *manifest = entries->len >= 3 ? g_ptr_array_index (entries, entries->len - 2) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *parts;

  if (manifest == NULL || !g_str_equal (manifest->name, "manifest.json") ||
      !g_str_equal (((VasArchiveEntry *) g_ptr_array_index (entries, 0))->name, self->dumped ? VAS_BACKUP_DUMP : VAS_BACKUP_RECORDS))
    return damaged ("manifest.json", error);
  if (!take_text (self, "manifest.json", &text, error) || !take_text (self, "manifest.sha256", &digest, error))
    return FALSE;
  if (!g_str_equal (digest, manifest->sha256))
    return damaged ("manifest.json", error);
  self->backup = read_manifest (text, &parts, &root, error);
  if (self->backup == NULL)
    return FALSE;
  if (json_array_get_length (parts) != entries->len - 2)
    return damaged ("manifest.json", error);

  self->backup->sha256 = g_strdup (manifest->sha256);
  self->backup->blobs = entries->len - 3;
  for (guint i = 0; i < entries->len - 2; i++)
    {
      const VasArchiveEntry *entry = g_ptr_array_index (entries, i);

      if (!judge_part (parts, i, entry, error))
        return FALSE;
      self->backup->bytes += entry->bytes;
    }

  return TRUE;
}

static gboolean
unpack (VasRestore  *self,
        const char  *path,
        GError     **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr (GPtrArray) entries = NULL;

  if (fd < 0)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("%s cannot be read: %s"), path, g_strerror (errno));
      return FALSE;
    }

  entries = vas_archive_unpack (fd, place, self, error);
  close (fd);
  return entries != NULL && judge_parts (self, entries, error);
}

static gboolean
is_empty (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

/* What is renamed is the directory itself, not a link to it. */
static char *
find_directory (const char *directory)
{
  char *real = realpath (directory, NULL);
  char *path = real != NULL ? g_strdup (real) : g_canonicalize_filename (directory, NULL);

  free (real);
  return path;
}

/**
 * vas_restore_begin:
 * @path: of a backup
 * @directory: where its records are to be, or the files beside them where they were dumped
 * @dumped: whether it is the backup of a database on a server; its dump is in the directory then (%VAS_BACKUP_DUMP), for the caller to remove
 *
 * Unpacks the backup beside @directory and compares every part with its digest. %VAS_STORE_ERROR_DAMAGED where one does not fit,
 * %VAS_STORE_ERROR_BUSY where a program has @directory open; nothing was changed then.
 *
 * Returns: (transfer full) (nullable): for vas_restore_put() or vas_restore_free()
 */
VasRestore *
vas_restore_begin (const char  *path,
                   const char  *directory,
                   gboolean     dumped,
                   GError     **error)
{
  g_autoptr (VasRestore) self = g_new0 (VasRestore, 1);

  self->lock = -1;
  self->dumped = dumped;
  self->directory = find_directory (directory);
  self->staging = g_strconcat (self->directory, ".restoring", NULL);
  if (!is_empty (self->directory))
    {
      self->lock = vas_lock_take (self->directory, error);
      if (self->lock < 0)
        return NULL;
    }
  if (!make_staging (self, error) || !unpack (self, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

/** vas_restore_get_directory: (transfer none): where the records stand until they are put in their place, to be opened as a store. */
const char *
vas_restore_get_directory (VasRestore *self)
{
  return self->staging;
}

/** vas_restore_get_backup: (transfer none): what the backup says of itself. */
const VasBackup *
vas_restore_get_backup (VasRestore *self)
{
  return self->backup;
}

static gboolean
change_places (VasRestore  *self,
               char       **aside,
               GError     **error)
{
  if (is_empty (self->directory))
    {
      if (g_rename (self->staging, self->directory) == 0)
        return TRUE;
      vas_lock_set_errno_error (error, errno, self->directory);
      return FALSE;
    }
  if (renameat2 (AT_FDCWD, self->staging, AT_FDCWD, self->directory, RENAME_EXCHANGE) != 0)
    {
      vas_lock_set_errno_error (error, errno, self->directory);
      return FALSE;
    }

  *aside = find_free_name (self->directory);
  if (g_rename (self->staging, *aside) != 0)
    g_warning ("%s: %s", self->staging, g_strerror (errno));
  return TRUE;
}

/**
 * vas_restore_put:
 * @aside: (out) (transfer full) (nullable): where the records that were there are now
 *
 * Puts the records in their place, whatever is open of them being closed; it is on the disk when it returns.
 */
gboolean
vas_restore_put (VasRestore  *self,
                 char       **aside,
                 GError     **error)
{
  g_autofree char *mark = g_build_filename (self->staging, UNFINISHED, NULL);
  g_autofree char *parent = g_path_get_dirname (self->directory);

  *aside = NULL;
  if (g_unlink (mark) != 0)
    {
      vas_lock_set_errno_error (error, errno, mark);
      return FALSE;
    }
  if (!vas_lock_sync_folder (self->staging, error) || !change_places (self, aside, error))
    return FALSE;

  self->begun = FALSE;
  return vas_lock_sync_folder (parent, error);
}
