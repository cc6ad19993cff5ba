/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Files that are named by the SHA-256 of what is in them, as answers: photos, and the chunks of a snapshot. One never changes, so it may be kept
 * for ever; it is or holds a personal datum, so only by whom it was given to. Any thread.
 */

#include "vas-named-file.h"

#include "vas-blobs.h"
#include "vas-problem.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_BYTES 32

static void
read_hash (const char *hash,
           guint8     *bytes)
{
  for (guint i = 0; i < HASH_BYTES; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hash[2 * i]) << 4 | g_ascii_xdigit_value (hash[2 * i + 1]));
}

/* The first bytes say what it is. */
static const char *
find_type (int fd)
{
  guint8 magic[16];
  const ssize_t n = pread (fd, magic, sizeof magic, 0);
  g_autoptr (GBytes) bytes = g_bytes_new (magic, (gsize) MAX (n, 0));

  return vas_blobs_get_type (vas_blobs_get_kind (bytes));
}

/* @reply: (transfer full) */
static VasHttpReply *
mark (VasHttpReply *reply,
      const char   *hash)
{
  g_autofree char *tag = g_strdup_printf ("\"%s\"", hash);

  vas_http_reply_set_header (reply, "ETag", tag);
  vas_http_reply_set_header (reply, "Cache-Control", "private, max-age=31536000, immutable");
  return reply;
}

/**
 * vas_named_file_reply:
 * @hash: 64 small hexadecimal digits, which the caller has judged
 * @content_type: (nullable): NULL where it is a photo, whose first bytes say it
 * @absent: what to say where there is no such file
 * @keep: whether who has it may keep it
 *
 * Returns: (transfer full): 200 with the file, or 404
 */
VasHttpReply *
vas_named_file_reply (const char *path,
                      const char *hash,
                      const char *content_type,
                      const char *absent,
                      gboolean    keep)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  guint8 sha256[HASH_BYTES];
  struct stat info;

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      VasHttpReply *reply;

      read_hash (hash, sha256);
      reply = vas_http_reply_new_file (200, content_type != NULL ? content_type : find_type (fd), fd, (guint64) info.st_size, sha256);
      if (keep)
        return mark (reply, hash);
      vas_http_reply_set_header (reply, "Cache-Control", "no-store");
      return reply;
    }

  if (fd >= 0)
    close (fd);
  return vas_problem_reply (VAS_PROBLEM_NOT_FOUND, absent);
}

/** vas_named_file_reply_unchanged: (transfer full): 304: who asks has it. */
VasHttpReply *
vas_named_file_reply_unchanged (const char *hash)
{
  return mark (vas_http_reply_new (304, NULL, NULL), hash);
}
