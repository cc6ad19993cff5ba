/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasAsideFile: a file that leaves the program (R31). It is written aside, where nobody looks for it, for its owner alone; its leaving is
 * recorded; and only then it gets its name. So there is no file of that name without its row in the trail, whenever the program is
 * killed or refused. What is let go of without a name is deleted; a kill leaves it aside, its owner's, under a name that says nothing.
 * Any thread, one at a time.
 */

#include "vas-aside-file.h"

#include "vas-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _VasAsideFile
{
  char *path; /* (nullable) */
  char *file;
};

/**
 * vas_aside_file_new:
 * @path: (nullable): what it is to be called in the end; NULL for what is only drawn or copied from (a printer, the standard output)
 * @records: (nullable): the folder of the records, in which nothing is written; NULL where there are none here
 *
 * Makes the file, empty. %VAS_STORE_ERROR_CONSTRAINT where @path is among the records; else what the system says.
 *
 * Returns: (transfer full) (nullable): the file
 */
VasAsideFile *
vas_aside_file_new (const char  *path,
                    const char  *records,
                    GError     **error)
{
  g_autofree char *file = path != NULL ? g_strconcat (path, ".XXXXXX", NULL) : g_build_filename (g_get_tmp_dir (), "vasdesk-XXXXXX", NULL);
  VasAsideFile *self;
  int fd;

  if (path != NULL && records != NULL && !vas_lock_keep_out (records, path, error))
    return NULL;
  fd = g_mkstemp_full (file, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      vas_lock_set_errno_error (error, errno, path != NULL ? path : file);
      return NULL;
    }

  close (fd);
  self = g_new0 (VasAsideFile, 1);
  self->path = g_strdup (path);
  self->file = g_steal_pointer (&file);
  return self;
}

/** vas_aside_file_get_path: (transfer none): where it is written. */
const char *
vas_aside_file_get_path (const VasAsideFile *self)
{
  return self->file;
}

/** vas_aside_file_write: @bytes: all of it. */
gboolean
vas_aside_file_write (VasAsideFile  *self,
                      GBytes        *bytes,
                      GError       **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_file_set_contents_full (self->file, size > 0 ? data : "", (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
sync_file (const char *file)
{
  const int fd = open (file, O_RDONLY | O_CLOEXEC);
  gboolean done;
  int number;

  if (fd < 0)
    return FALSE;

  done = fsync (fd) == 0;
  number = errno;
  close (fd);
  errno = number;
  return done;
}

/* The name is of the folder. Where that cannot be synced the file is good all the same. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!sync_file (folder))
    g_info ("%s: %s", folder, g_strerror (errno));
}

/**
 * vas_aside_file_name:
 *
 * Gives it its name, over what is there, once its leaving is recorded: it is on the disk then. Does nothing where it is to have none.
 */
gboolean
vas_aside_file_name (VasAsideFile  *self,
                     GError       **error)
{
  if (self->path == NULL)
    return TRUE;
  if (!sync_file (self->file) || g_rename (self->file, self->path) != 0)
    {
      vas_lock_set_errno_error (error, errno, self->path);
      return FALSE;
    }

  sync_folder (self->path);
  g_clear_pointer (&self->file, g_free);
  return TRUE;
}

/** vas_aside_file_free: deletes the file where it has no name. */
void
vas_aside_file_free (VasAsideFile *self)
{
  if (self == NULL)
    return;

  if (self->file != NULL)
    g_unlink (self->file);
  g_free (self->file);
  g_free (self->path);
  g_free (self);
}
