/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Files that come in parts: what is there of each, until it is whole and becomes a blob (vas-blobs.c).
 *
 * The parts of an upload stand one after another in uploads/OWNER-HASH-SIZE-KIND of the records' directory; how long that file is says
 * where the next part begins, so nothing else is kept and a kill at any moment loses at most a part. Each person has uploads of the
 * own, locked while a part is added. A file that is as long as announced is compared with hash and kind: then it is a blob, or
 * nothing. What was not ended within a day is removed. Any thread; the last part blocks for a sync of the disk.
 */

#include "vas-blob-parts.h"

#include "vas-lock.h"
#include "vas-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEPT G_TIME_SPAN_DAY

static char *
get_folder (const VasBlobUpload *upload)
{
  return g_build_filename (upload->directory, "uploads", NULL);
}

static char *
get_prefix (const VasBlobUpload *upload)
{
  return g_strdup_printf ("%s-%s-", upload->owner, upload->hash);
}

static char *
get_path (const VasBlobUpload *upload)
{
  g_autofree char *folder = get_folder (upload);

  return g_strdup_printf ("%s/%s-%s-%" G_GINT64_FORMAT "-%d", folder, upload->owner, upload->hash, upload->size, (int) upload->kind);
}

/* Reads what was announced out of the name of the file. */
static gboolean
find (VasBlobUpload *upload)
{
  g_autofree char *folder = get_folder (upload);
  g_autofree char *prefix = get_prefix (upload);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_auto (GStrv) words = NULL;

      if (!g_str_has_prefix (name, prefix))
        continue;
      words = g_strsplit (name + strlen (prefix), "-", 3);
      if (g_strv_length (words) != 2)
        continue;
      upload->size = g_ascii_strtoll (words[0], NULL, 10);
      upload->kind = (VasBlobKind) g_ascii_strtoll (words[1], NULL, 10);
      return TRUE;
    }

  return FALSE;
}

static VasBlobPartsResult
fail (const char  *path,
      GError     **error)
{
  vas_lock_set_errno_error (error, errno, path);
  return VAS_BLOB_PARTS_FAILED;
}

/* Whether parts of it came under another announcement, which @upload tells then. */
static gboolean
was_begun_otherwise (VasBlobUpload *upload)
{
  VasBlobUpload begun = *upload;
  g_autofree char *path = NULL;
  GStatBuf info;

  if (!find (&begun) || (begun.size == upload->size && begun.kind == upload->kind))
    return FALSE;
  path = get_path (&begun);
  if (g_stat (path, &info) != 0 || info.st_size == 0)
    return FALSE;

  upload->size = begun.size;
  upload->kind = begun.kind;
  return TRUE;
}

/* Of a file that is whole. */
static VasBlobPartsResult
compare_size (VasBlobUpload  *upload,
              GError        **error)
{
  g_autofree char *path = vas_blobs_get_path (upload->directory, upload->hash, error);
  const gint64 announced = upload->size;
  GStatBuf info;

  if (path == NULL || g_stat (path, &info) != 0)
    return path != NULL ? fail (path, error) : VAS_BLOB_PARTS_FAILED;

  upload->have = upload->size = info.st_size;
  return info.st_size == announced ? VAS_BLOB_PARTS_OK : VAS_BLOB_PARTS_OTHER;
}

/* Removes what is old, and what this person announced otherwise before, of which nothing came; how many uploads the person has besides. */
static guint
tidy (const VasBlobUpload *upload,
      gint64               now)
{
  g_autofree char *folder = get_folder (upload);
  g_autofree char *prefix = get_prefix (upload);
  g_autofree char *own = get_path (upload);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_equal (path, own) || g_stat (path, &info) != 0)
        continue;
      if (g_str_has_prefix (name, prefix) || info.st_mtime * G_USEC_PER_SEC < now - KEPT)
        g_unlink (path);
      else if (g_str_has_prefix (name, upload->owner))
        n++;
    }

  return n;
}

static VasBlobPartsResult
finish (VasBlobUpload  *upload,
        const char     *path,
        GError        **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *found = NULL;
  g_autofree char *saved = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return VAS_BLOB_PARTS_FAILED;

  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!g_str_equal (found, upload->hash) || vas_blobs_get_kind (bytes) != upload->kind)
    {
      g_unlink (path);
      return VAS_BLOB_PARTS_WRONG;
    }
  saved = vas_blobs_save (upload->directory, bytes, error);
  if (saved == NULL)
    return VAS_BLOB_PARTS_FAILED;

  g_unlink (path);
  return VAS_BLOB_PARTS_OK;
}

/* What is there of it in the open file; whole, it becomes a blob. */
static VasBlobPartsResult
look (VasBlobUpload  *upload,
      int             fd,
      const char     *path,
      GError        **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (path, error);

  upload->have = info.st_size;
  return upload->have == upload->size ? finish (upload, path, error) : VAS_BLOB_PARTS_OK;
}

static int
open_locked (const char *path,
             int         flags)
{
  const int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX) != 0)
    {
      close (fd);
      return -1;
    }

  return fd;
}

/**
 * vas_blob_parts_begin:
 * @upload: size at most %VAS_BLOBS_MOST_BYTES, and a hash that is one, are the caller's to see to
 * @now: instant
 *
 * Begins an upload, or finds the one that was begun; @have tells where to go on, and is the size where the blob is there. What came under
 * another announcement stays until that is ended, or a day has gone: %VAS_BLOB_PARTS_OTHER.
 */
VasBlobPartsResult
vas_blob_parts_begin (VasBlobUpload  *upload,
                      gint64          now,
                      GError        **error)
{
  g_autofree char *folder = get_folder (upload);
  g_autofree char *path = get_path (upload);
  VasBlobPartsResult result;
  int fd;

  if (vas_blobs_has (upload->directory, upload->hash))
    return compare_size (upload, error);
  if (was_begun_otherwise (upload))
    return VAS_BLOB_PARTS_OTHER;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (folder, error);
  if (tidy (upload, now) >= VAS_BLOB_PARTS_MOST)
    return VAS_BLOB_PARTS_MANY;

  fd = open_locked (path, O_CREAT);
  if (fd < 0)
    return fail (path, error);
  result = look (upload, fd, path, error);
  close (fd);

  return result;
}

static VasBlobPartsResult
append (VasBlobUpload  *upload,
        int             fd,
        const char     *path,
        GBytes         *bytes,
        GError        **error)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);
  gint64 at = upload->have;

  while (left > 0)
    {
      const ssize_t n = pwrite (fd, data, left, at);

      if (n < 0 && errno != EINTR)
        return fail (path, error);
      data += MAX (n, 0);
      at += MAX (n, 0);
      left -= (gsize) MAX (n, 0);
    }

  return look (upload, fd, path, error);
}

/* A part that came before is taken again where it says the same. */
static gboolean
is_there (int     fd,
          gint64  offset,
          GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree guint8 *present = g_malloc (length);

  return pread (fd, present, length, offset) == (ssize_t) length && memcmp (present, data, length) == 0;
}

static VasBlobPartsResult
take (VasBlobUpload  *upload,
      int             fd,
      const char     *path,
      gint64          offset,
      GBytes         *bytes,
      GError        **error)
{
  const gint64 end = offset + (gint64) g_bytes_get_size (bytes);
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (path, error);
  upload->have = info.st_size;
  if (end > upload->size)
    return VAS_BLOB_PARTS_LONG;
  if (offset == upload->have)
    return append (upload, fd, path, bytes, error);

  return end <= upload->have && is_there (fd, offset, bytes) ? VAS_BLOB_PARTS_OK : VAS_BLOB_PARTS_GAP;
}

/**
 * vas_blob_parts_add:
 * @upload: size and kind are read from what was begun
 * @bytes: (transfer none): not empty
 *
 * Adds a part. One that came before is no mistake: the answer to it may have been lost. After the last one the upload is no more:
 * vas_blob_parts_begin() tells that the blob is there.
 */
VasBlobPartsResult
vas_blob_parts_add (VasBlobUpload  *upload,
                    gint64          offset,
                    GBytes         *bytes,
                    GError        **error)
{
  g_autofree char *path = NULL;
  VasBlobPartsResult result;
  int fd;

  if (!find (upload))
    return VAS_BLOB_PARTS_ABSENT;

  path = get_path (upload);
  fd = open_locked (path, 0);
  if (fd < 0)
    return errno == ENOENT ? VAS_BLOB_PARTS_ABSENT : fail (path, error);
  result = take (upload, fd, path, offset, bytes, error);
  close (fd);

  return result;
}
