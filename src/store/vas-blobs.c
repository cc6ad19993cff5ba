/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Files that belong to records (the photo of a fapiao, R18), named by what is in them.
 *
 * A file stands at blobs/ab/cdef… of the replica, where abcdef… is the SHA-256 of its bytes: the same photo is kept once,
 * and what is read is known to be what was saved. A file appears whole or not at all: it is written beside its place,
 * brought to the disk, renamed, and the directory brought to the disk, before its name is given out. Only JPEG, PNG and PDF
 * by their first bytes, up to 10 MiB. Any thread; saving blocks for a sync of the disk.
 */

#include "vas-blobs.h"

#include "vas-lock.h"
#include "vas-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_LENGTH 64
#define NEW_PREFIX "new-"

/** vas_blobs_get_kind: what @bytes are by their first ones. */
VasBlobKind
vas_blobs_get_kind (GBytes *bytes)
{
  static const struct {
    VasBlobKind kind;
    guint8      length;
    const char *magic;
  } kinds[] = {
    { VAS_BLOB_KIND_JPEG, 3, "\xff\xd8\xff" },
    { VAS_BLOB_KIND_PNG, 8, "\x89PNG\r\n\x1a\n" },
    { VAS_BLOB_KIND_PDF, 5, "%PDF-" },
  };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (size > kinds[i].length && memcmp (data, kinds[i].magic, kinds[i].length) == 0)
        return kinds[i].kind;
    }

  return VAS_BLOB_KIND_NONE;
}

static gboolean
is_hash (const char *hash)
{
  return hash != NULL && strlen (hash) == HASH_LENGTH && strspn (hash, "0123456789abcdef") == HASH_LENGTH;
}

/**
 * vas_blobs_get_path:
 * @directory: the replica
 * @hash: a name that vas_blobs_save() gave
 *
 * Returns: (transfer full) (nullable): where that file stands, or would; NULL with %VAS_STORE_ERROR_CONSTRAINT where
 *   @hash is no such name
 */
char *
vas_blobs_get_path (const char  *directory,
                    const char  *hash,
                    GError     **error)
{
  g_autofree char *folder = NULL;

  if (!is_hash (hash))
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("This is no name of a stored file."));
      return NULL;
    }

  folder = g_strndup (hash, 2);
  return g_build_filename (directory, "blobs", folder, hash + 2, NULL);
}

/** vas_blobs_has: whether the file is there; vas_blobs_load() tells whether it is sound. */
gboolean
vas_blobs_has (const char *directory,
               const char *hash)
{
  g_autofree char *path = vas_blobs_get_path (directory, hash, NULL);

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
check_bytes (GBytes  *bytes,
             GError **error)
{
  if (g_bytes_get_size (bytes) > VAS_BLOBS_MOST_BYTES)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("The file is larger than %d MiB."),
                   VAS_BLOBS_MOST_BYTES / 1024 / 1024);
      return FALSE;
    }
  if (vas_blobs_get_kind (bytes) == VAS_BLOB_KIND_NONE)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                           _("The file is no JPEG, PNG or PDF, whatever its name says."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      const ssize_t n = write (fd, data, left);

      if (n < 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      left -= (gsize) MAX (n, 0);
    }

  return fsync (fd) == 0;
}

/* Writes @bytes beside @path and puts them there. FALSE with errno set. */
static gboolean
put (const char *top,
     const char *path,
     GBytes     *bytes)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (top, NEW_PREFIX "XXXXXX", NULL);
  gboolean done;
  int number;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return FALSE;
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;

  done = write_all (fd, bytes) && g_rename (temporary, path) == 0 && vas_lock_sync_folder (folder, NULL) && vas_lock_sync_folder (top, NULL);
  number = errno;
  close (fd);
  if (!done)
    g_unlink (temporary);

  errno = number;
  return done;
}

/**
 * vas_blobs_save:
 * @directory: the replica
 * @bytes: a JPEG, PNG or PDF of at most %VAS_BLOBS_MOST_BYTES, else %VAS_STORE_ERROR_CONSTRAINT
 *
 * Returns: (transfer full) (nullable): the name of the file, its SHA-256 in hexadecimal; the file is on the disk by then
 */
char *
vas_blobs_save (const char  *directory,
                GBytes      *bytes,
                GError     **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;
  g_autofree char *top = NULL;
  g_autoptr (GBytes) present = NULL;

  if (!check_bytes (bytes, error))
    return NULL;

  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  present = vas_blobs_load (directory, hash, NULL);
  if (present != NULL)
    return g_steal_pointer (&hash);

  path = vas_blobs_get_path (directory, hash, error);
  top = g_build_filename (directory, "blobs", NULL);
  if (put (top, path, bytes))
    return g_steal_pointer (&hash);

  vas_lock_set_errno_error (error, errno, top);
  return NULL;
}

static GBytes *
read_open_file (int          fd,
                const char  *path,
                GError     **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[65536];
  struct stat info;
  ssize_t n = 1;

  if (fstat (fd, &info) == 0 && !S_ISREG (info.st_mode))
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("%s is no file."), path);
      return NULL;
    }

  while (n != 0 && data->len <= VAS_BLOBS_MOST_BYTES)
    {
      n = read (fd, buffer, sizeof buffer);
      if (n < 0 && errno != EINTR)
        {
          vas_lock_set_errno_error (error, errno, path);
          return NULL;
        }
      g_byte_array_append (data, buffer, (guint) MAX (n, 0));
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static GBytes *
read_file (const char  *path,
           GError     **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  GBytes *bytes;

  if (fd < 0)
    {
      const int number = errno;

      if (number == ENOENT)
        g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("%s is no longer there."), path);
      else
        g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, _("%s cannot be read: %s"), path, g_strerror (number));
      return NULL;
    }

  bytes = read_open_file (fd, path, error);
  close (fd);
  return bytes;
}

/** vas_blobs_save_file: like vas_blobs_save(), from a file (dropped, chosen, watched for), which stays where it is. */
char *
vas_blobs_save_file (const char  *directory,
                     const char  *path,
                     GError     **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);

  return bytes != NULL ? vas_blobs_save (directory, bytes, error) : NULL;
}

/**
 * vas_blobs_load:
 *
 * Returns: (transfer full) (nullable): the bytes, compared with their name; NULL with %VAS_STORE_ERROR_NOT_FOUND where
 *   there is no such file, %VAS_STORE_ERROR_DAMAGED where it is not what was saved
 */
GBytes *
vas_blobs_load (const char  *directory,
                const char  *hash,
                GError     **error)
{
  g_autofree char *path = vas_blobs_get_path (directory, hash, error);
  g_autoptr (GBytes) bytes = path != NULL ? read_file (path, error) : NULL;
  g_autofree char *found = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (found == NULL)
    return NULL;
  if (g_str_equal (found, hash))
    return g_steal_pointer (&bytes);

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("%s is not what was saved there."), path);
  return NULL;
}

/** vas_blobs_get_suffix: (transfer none): how the name of such a file ends: ".jpg"; "" of what is none. */
const char *
vas_blobs_get_suffix (VasBlobKind kind)
{
  static const char * const suffixes[] = {
    [VAS_BLOB_KIND_NONE] = "", [VAS_BLOB_KIND_JPEG] = ".jpg", [VAS_BLOB_KIND_PNG] = ".png", [VAS_BLOB_KIND_PDF] = ".pdf",
  };

  return suffixes[kind];
}

/** vas_blobs_get_type: (transfer none): what HTTP calls it: "image/jpeg"; of what is none, bytes. */
const char *
vas_blobs_get_type (VasBlobKind kind)
{
  static const char * const types[] = {
    [VAS_BLOB_KIND_NONE] = "application/octet-stream", [VAS_BLOB_KIND_JPEG] = "image/jpeg", [VAS_BLOB_KIND_PNG] = "image/png",
    [VAS_BLOB_KIND_PDF] = "application/pdf",
  };

  return types[kind];
}

/** vas_blobs_name_file: (transfer full): @stem with the ending that the content asks for; what a file name must not hold becomes "-". */
char *
vas_blobs_name_file (const char *stem,
                     GBytes     *bytes)
{
  g_autofree char *clean = g_strdelimit (g_strdup (stem), " /\\:", '-');

  return g_strconcat (clean, vas_blobs_get_suffix (vas_blobs_get_kind (bytes)), NULL);
}

/** vas_blobs_write_file: @bytes as a file outside of the replica, whole or not at all; one that is there is replaced. */
gboolean
vas_blobs_write_file (GBytes      *bytes,
                      const char  *path,
                      GError     **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/** vas_blobs_delete: that the file is not there is no error. */
gboolean
vas_blobs_delete (const char  *directory,
                  const char  *hash,
                  GError     **error)
{
  g_autofree char *path = vas_blobs_get_path (directory, hash, error);

  if (path == NULL)
    return FALSE;
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  vas_lock_set_errno_error (error, errno, path);
  return FALSE;
}

/** vas_blobs_sweep: takes away what a program that was killed had not finished. For the owner of the replica. */
void
vas_blobs_sweep (const char *directory)
{
  g_autofree char *top = g_build_filename (directory, "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (top, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (top, name, NULL);

      if (g_str_has_prefix (name, NEW_PREFIX) && g_unlink (path) != 0)
        g_warning ("%s: %s", path, g_strerror (errno));
    }
}
