/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Made, recorded and named on the main thread; any thread may write the file meanwhile. */

#include "vas-aside.h"

#include "vas-finding-text.h"
#include "vas-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

struct _VasAside
{
  VasDesk *desk;
  char    *path;                    /* nullable: it gets no name */
  char    *aside;                   /* nullable: it has its name */
};

/** vas_aside_free: what did not get its name is deleted; NULL is allowed. */
void
vas_aside_free (VasAside *self)
{
  if (self == NULL)
    return;
  if (self->aside != NULL)
    g_unlink (self->aside);
  g_object_unref (self->desk);
  g_free (self->path);
  g_free (self->aside);
  g_free (self);
}

static void
take_errno (GError     **error,
            int          code,
            const char  *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
}

/**
 * vas_aside_new:
 * @path: (nullable): what it is to be called, never among the records themselves; NULL where nothing stays of it, as of what is printed
 *
 * Returns: (transfer full) (nullable): an empty file that nobody else may read; NULL with @error set where it cannot be made
 */
VasAside *
vas_aside_new (VasDesk     *desk,
               const char  *path,
               GError     **error)
{
  g_autoptr (VasAside) self = g_new0 (VasAside, 1);
  g_autofree char *aside = NULL;
  int fd;

  self->desk = g_object_ref (desk);
  self->path = g_strdup (path);
  if (path != NULL && !vas_lock_keep_out (vas_store_get_directory (vas_desk_get_store (desk)), path, error))
    return NULL;

  aside = path != NULL ? g_strconcat (path, ".XXXXXX", NULL) : g_build_filename (g_get_tmp_dir (), "vasdesk-XXXXXX", NULL);
  fd = g_mkstemp_full (aside, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      take_errno (error, errno, path != NULL ? path : aside);
      return NULL;
    }
  g_close (fd, NULL);
  self->aside = g_steal_pointer (&aside);

  return g_steal_pointer (&self);
}

/** vas_aside_get_path: where it is until it has its name. */
const char *
vas_aside_get_path (VasAside *self)
{
  return self->aside;
}

/* Where it has a name to come, it gets it. */
static gboolean
take_name (VasAside  *self,
           GError   **error)
{
  if (self->path == NULL)
    return TRUE;
  if (g_rename (self->aside, self->path) != 0)
    {
      take_errno (error, errno, self->path);
      return FALSE;
    }
  g_clear_pointer (&self->aside, g_free);

  return TRUE;
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);
  g_autofree char *why = receipt != NULL && !receipt->applied ? vas_verdict_describe_refusal (receipt->verdict) : NULL;

  if (why != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", why);
  else if (receipt != NULL && take_name (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vas_aside_record_async:
 * @self: which lives until @callback is called
 * @command: that tells the trail of it
 *
 * Records it, and gives it its name where that was applied.
 */
void
vas_aside_record_async (VasAside            *self,
                        VasCommand          *command,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (self->desk, NULL, callback, user_data);

  g_task_set_source_tag (task, vas_aside_record_async);
  g_task_set_task_data (task, self, NULL);
  vas_engine_run_async (vas_desk_get_engine (self->desk), command, NULL, recorded_cb, task);
}

/** vas_aside_record_finish: FALSE with @error set where it was refused or could not be named; %G_IO_ERROR_PERMISSION_DENIED says why. */
gboolean
vas_aside_record_finish (VasDesk       *desk,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
