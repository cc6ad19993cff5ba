/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An archive of files: POSIX tar (ustar), so that any tar lists and unpacks it without this program.
 *
 * Only regular files with short names of our own; nothing of owners, modes or dates, so the same parts give the same bytes. The
 * reader takes what the writer makes and refuses everything else: another type of entry, a wrong checksum, bytes beyond the end.
 * Where a part goes is the caller's to say, who knows which names there may be. Digests are reckoned in passing. Any thread; the
 * caller's descriptor stands where the next entry begins.
 */

#include "vas-archive.h"

#include "vas-lock.h"
#include "vas-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 512
#define BUFFER (256 * 1024)
#define NAME_BYTES 100
#define SIZE_AT 124
#define SIZE_BYTES 12
#define SUM_AT 148
#define TYPE_AT 156
#define MAGIC_AT 257
#define MOST_OCTAL ((G_GINT64_CONSTANT (1) << 33) - 1)
#define MOST_PARTS 10000000

void
vas_archive_entry_free (VasArchiveEntry *self)
{
  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
damaged (GError **error)
{
  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, _("The file is no backup, or is not whole."));
  return FALSE;
}

/* @what: what is written, for the message where it cannot be. */
static gboolean
write_all (int           fd,
           const char   *what,
           const guint8 *data,
           gsize         length,
           GError      **error)
{
  while (length > 0)
    {
      const ssize_t n = write (fd, data, length);

      if (n < 0 && errno != EINTR)
        {
          vas_lock_set_errno_error (error, errno, what);
          return FALSE;
        }
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }

  return TRUE;
}

/* As many bytes as there are, up to @length; -1 with @error set. */
static gssize
read_some (int          fd,
           guint8      *data,
           gsize        length,
           GError     **error)
{
  gsize have = 0;

  while (have < length)
    {
      const ssize_t n = read (fd, data + have, length - have);

      if (n < 0 && errno != EINTR)
        {
          vas_lock_set_errno_error (error, errno, _("The backup"));
          return -1;
        }
      if (n == 0)
        break;
      have += (gsize) MAX (n, 0);
    }

  return (gssize) have;
}

static guint
sum_of (const guint8 *header)
{
  guint sum = 0;

  for (guint i = 0; i < BLOCK; i++)
    sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : header[i];

  return sum;
}

/* Octal; what is too large for that as tar has it, the first bit set and the number in its bytes. */
static void
set_size (guint8 *field,
          gint64  bytes)
{
  if (bytes <= MOST_OCTAL)
    {
      g_snprintf ((char *) field, SIZE_BYTES, "%011" G_GINT64_MODIFIER "o", bytes);
      return;
    }

  field[0] = 0x80;
  for (guint i = SIZE_BYTES - 1; i >= 4; i--, bytes >>= 8)
    field[i] = (guint8) (bytes & 0xff);
}

static gint64
get_size (const guint8 *field)
{
  gint64 bytes = 0;

  if (field[0] != 0x80)
    return g_ascii_strtoll ((const char *) field, NULL, 8);
  for (guint i = 4; i < SIZE_BYTES; i++)
    bytes = bytes << 8 | field[i];

  return bytes;
}

static void
make_header (guint8      header[BLOCK],
             const char *name,
             gint64      bytes)
{
  memset (header, 0, BLOCK);
  g_strlcpy ((char *) header, name, NAME_BYTES);
  g_strlcpy ((char *) header + 100, "0000600", 8);
  g_strlcpy ((char *) header + 108, "0000000", 8);
  g_strlcpy ((char *) header + 116, "0000000", 8);
  set_size (header + SIZE_AT, bytes);
  g_strlcpy ((char *) header + 136, "00000000000", 12);
  header[TYPE_AT] = '0';
  memcpy (header + MAGIC_AT, "ustar\00000", 8);
  g_snprintf ((char *) header + SUM_AT, 8, "%06o", sum_of (header));
  header[SUM_AT + 7] = ' ';
}

static VasArchiveEntry *
new_entry (const char *name,
           gint64      bytes,
           GChecksum  *checksum)
{
  VasArchiveEntry *entry = g_new0 (VasArchiveEntry, 1);

  entry->name = g_strdup (name);
  entry->bytes = bytes;
  entry->sha256 = g_strdup (g_checksum_get_string (checksum));
  return entry;
}

/* Copies @bytes from one file to another, either nullable by -1, and tells their digest. */
static gboolean
copy (int         from,
      int         to,
      const char *what,
      gint64      bytes,
      GChecksum  *checksum,
      GError    **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER);

  while (bytes > 0)
    {
      const gssize n = read_some (from, buffer, (gsize) MIN (bytes, BUFFER), error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return damaged (error);
      g_checksum_update (checksum, buffer, n);
      if (!write_all (to, what, buffer, (gsize) n, error))
        return FALSE;
      bytes -= n;
    }

  return TRUE;
}

static gboolean
pad (int      archive,
     gint64   bytes,
     GError **error)
{
  static const guint8 zeros[BLOCK];

  return write_all (archive, _("The backup"), zeros, (gsize) ((BLOCK - bytes % BLOCK) % BLOCK), error);
}

static VasArchiveEntry *
add (int          archive,
     const char  *name,
     int          from,
     gint64       bytes,
     GError     **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 header[BLOCK];

  make_header (header, name, bytes);
  if (!write_all (archive, _("The backup"), header, BLOCK, error) || !copy (from, archive, _("The backup"), bytes, checksum, error) ||
      !pad (archive, bytes, error))
    return NULL;

  return new_entry (name, bytes, checksum);
}

/**
 * vas_archive_add_file:
 * @archive: descriptor to write to
 * @name: less than 100 bytes
 * @path: of a file that nobody changes meanwhile
 *
 * Returns: (transfer full) (nullable): what was written
 */
VasArchiveEntry *
vas_archive_add_file (int          archive,
                      const char  *name,
                      const char  *path,
                      GError     **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  VasArchiveEntry *entry = NULL;
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0)
    entry = add (archive, name, fd, info.st_size, error);
  else
    vas_lock_set_errno_error (error, errno, path);
  if (fd >= 0)
    close (fd);

  return entry;
}

/** vas_archive_add_bytes: like vas_archive_add_file(), of what is in memory. */
VasArchiveEntry *
vas_archive_add_bytes (int          archive,
                       const char  *name,
                       GBytes      *bytes,
                       GError     **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 header[BLOCK];

  make_header (header, name, (gint64) length);
  g_checksum_update (checksum, data, (gssize) length);
  if (!write_all (archive, _("The backup"), header, BLOCK, error) || !write_all (archive, _("The backup"), data, length, error) ||
      !pad (archive, (gint64) length, error))
    return NULL;

  return new_entry (name, (gint64) length, checksum);
}

/** vas_archive_end: two empty blocks, as tar has it, and all of it on the disk. */
gboolean
vas_archive_end (int      archive,
                 GError **error)
{
  static const guint8 zeros[2 * BLOCK];

  if (!write_all (archive, _("The backup"), zeros, sizeof zeros, error))
    return FALSE;
  if (fsync (archive) == 0)
    return TRUE;

  vas_lock_set_errno_error (error, errno, _("The backup"));
  return FALSE;
}

static gboolean
is_zero (const guint8 *data,
         gsize         length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (data[i] != 0)
        return FALSE;
    }

  return TRUE;
}

/* The header of the next entry, judged whole by making it again; *bytes is -1 at the end of the archive. */
static gboolean
read_header (int       archive,
             char      name[NAME_BYTES],
             gint64   *bytes,
             GError  **error)
{
  guint8 header[2 * BLOCK], expected[BLOCK];
  const gssize n = read_some (archive, header, BLOCK, error);

  *bytes = -1;
  if (n < 0)
    return FALSE;
  if (n != BLOCK)
    return damaged (error);
  if (is_zero (header, BLOCK))
    return read_some (archive, header, 2 * BLOCK, NULL) == BLOCK && is_zero (header, BLOCK) ? TRUE : damaged (error);

  memcpy (name, header, NAME_BYTES);
  name[NAME_BYTES - 1] = '\0';
  *bytes = get_size (header + SIZE_AT);
  if (*bytes < 0)
    return damaged (error);
  make_header (expected, name, *bytes);

  return memcmp (header, expected, BLOCK) == 0 ? TRUE : damaged (error);
}

static gboolean
skip_padding (int      archive,
              gint64   bytes,
              GError **error)
{
  guint8 rest[BLOCK];
  const gsize length = (gsize) ((BLOCK - bytes % BLOCK) % BLOCK);

  return read_some (archive, rest, length, error) == (gssize) length && is_zero (rest, length) ? TRUE : damaged (error);
}

static VasArchiveEntry *
unpack_part (int          archive,
             const char  *name,
             gint64       bytes,
             const char  *path,
             GError     **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    {
      vas_lock_set_errno_error (error, errno, path);
      return NULL;
    }

  done = copy (archive, fd, path, bytes, checksum, error);
  if (done && fsync (fd) != 0)
    {
      vas_lock_set_errno_error (error, errno, path);
      done = FALSE;
    }
  close (fd);

  return done && skip_padding (archive, bytes, error) ? new_entry (name, bytes, checksum) : NULL;
}

/**
 * vas_archive_unpack:
 * @archive: descriptor to read from
 * @place: says where each part goes
 *
 * Writes each part to its place, for its owner alone and on the disk. %VAS_STORE_ERROR_DAMAGED where the file is no such archive, or
 * ends early, or late.
 *
 * Returns: (transfer full) (nullable) (element-type VasArchiveEntry): the parts in their order
 */
GPtrArray *
vas_archive_unpack (int               archive,
                    VasArchivePlace   place,
                    gpointer          data,
                    GError          **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_archive_entry_free);

  while (entries->len < MOST_PARTS)
    {
      g_autofree char *path = NULL;
      VasArchiveEntry *entry;
      char name[NAME_BYTES];
      gint64 bytes;

      if (!read_header (archive, name, &bytes, error))
        return NULL;
      if (bytes < 0)
        return g_steal_pointer (&entries);
      path = place (name, data, error);
      entry = path != NULL ? unpack_part (archive, name, bytes, path, error) : NULL;
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  damaged (error);
  return NULL;
}
