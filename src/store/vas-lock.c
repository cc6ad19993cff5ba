/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One process owns a replica: the lock of its directory. And what else the files of the records need of the system.
 *
 * The file replica.lock is locked as long as the replica is open; the kernel lets go when the process ends, however it ends.
 * What stands in it (process and host) is only for the message to whoever comes second. Any thread.
 */

#include "vas-lock.h"

#include "vas-sql.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_NAME "replica.lock"

/* vas_lock_set_errno_error: what the system said about @path, as an error of the store. */
void
vas_lock_set_errno_error (GError     **error,
                          int          number,
                          const char  *path)
{
  switch (number)
    {
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY,
                   _("%s cannot be written (%s). Its data can only be looked at until that is put right."), path,
                   g_strerror (number));
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL, _("The disk is full: %s could not be written."), path);
      break;
    default:
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "%s: %s", path, g_strerror (number));
    }
}

/* (transfer full): who holds the lock, in the language of who reads it; what cannot be read, as it is. */
static char *
describe_owner (const char *owner)
{
  int pid;
  char host[65];

  if (sscanf (owner, "process %d on %64s", &pid, host) == 2)
    /* Translators: the number of a program that runs, and the name of the computer. */
    return g_strdup_printf (_("process %d on %s"), pid, host);

  return g_strdup (owner);
}

static void
set_busy_error (GError     **error,
                int          fd,
                const char  *directory)
{
  char owner[128];
  const ssize_t length = pread (fd, owner, sizeof owner - 1, 0);

  owner[MAX (length, 0)] = '\0';
  g_strchomp (owner);
  if (owner[0] != '\0')
    {
      g_autofree char *words = describe_owner (owner);

      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY,
                   _("The data in %s is in use by another program (%s). Close that one first."), directory, words);
    }
  else
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY,
                 _("The data in %s is in use by another program. Close that one first."), directory);
}

static void
write_owner (int fd)
{
  g_autofree char *owner = g_strdup_printf ("process %d on %s\n", (int) getpid (), g_get_host_name ());

  if (ftruncate (fd, 0) != 0 || pwrite (fd, owner, strlen (owner), 0) < 0)
    g_info ("The owner could not be written into the lock: %s", g_strerror (errno));
}

/*
 * vas_lock_take:
 * @directory: the replica
 *
 * Returns: the file that holds the lock, for vas_lock_release(); -1 with %VAS_STORE_ERROR_BUSY where another process has it
 */
int
vas_lock_take (const char  *directory,
               GError     **error)
{
  g_autofree char *path = g_build_filename (directory, LOCK_NAME, NULL);
  const int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int number;

  if (fd < 0)
    {
      vas_lock_set_errno_error (error, errno, path);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      write_owner (fd);
      return fd;
    }

  number = errno;
  if (number == EWOULDBLOCK)
    set_busy_error (error, fd, directory);
  else
    vas_lock_set_errno_error (error, number, path);
  close (fd);
  return -1;
}

void
vas_lock_release (int fd)
{
  close (fd);
}

/** vas_lock_sync_folder: what was named in the folder @path is on the disk when it returns. */
gboolean
vas_lock_sync_folder (const char  *path,
                      GError     **error)
{
  const int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    vas_lock_set_errno_error (error, errno, path);
  if (fd >= 0)
    close (fd);
  return done;
}

/**
 * vas_lock_keep_out:
 * @directory: of records
 * @path: of a file that is to be written, or to replace what is there
 *
 * %VAS_STORE_ERROR_CONSTRAINT where @path lies in @directory or below it, by whatever name or link it is called: what is written there
 * would take the place of records, or stand among them. Nothing is changed.
 */
gboolean
vas_lock_keep_out (const char  *directory,
                   const char  *path,
                   GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  char *real = realpath (parent, NULL);
  g_autofree char *folder = g_strdup (real);
  struct stat records, info;

  free (real);
  if (folder == NULL || stat (directory, &records) != 0)
    return TRUE;

  while (stat (folder, &info) == 0)
    {
      g_autofree char *below = g_steal_pointer (&folder);

      if (info.st_dev == records.st_dev && info.st_ino == records.st_ino)
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                       _("%s is in the folder of the records. Choose a place outside of it; nothing was written."), path);
          return FALSE;
        }
      folder = g_path_get_dirname (below);
      if (g_str_equal (folder, below))
        break;
    }

  return TRUE;
}
