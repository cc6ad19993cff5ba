/* SPDX-License-Identifier: GPL-3.0-or-later */

/* See the header. Made, recorded and named on the main thread; any thread may write the file meanwhile. */

#include "vas-aside.h"

#include "vas-aside-file.h"
#include "vas-finding-text.h"

struct _VasAside
{
  VasDesk      *desk;
  VasAsideFile *file;
};

/** vas_aside_free: what did not get its name is deleted; NULL is allowed. */
void
vas_aside_free (VasAside *self)
{
  if (self == NULL)
    return;

  vas_aside_file_free (self->file);
  g_object_unref (self->desk);
  g_free (self);
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
  VasAsideFile *file = vas_aside_file_new (path, vas_store_get_directory (vas_desk_get_store (desk)), error);
  VasAside *self;

  if (file == NULL)
    return NULL;

  self = g_new0 (VasAside, 1);
  self->desk = g_object_ref (desk);
  self->file = file;
  return self;
}

/** vas_aside_get_path: where it is until it has its name. */
const char *
vas_aside_get_path (VasAside *self)
{
  return vas_aside_file_get_path (self->file);
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
  else if (receipt != NULL && vas_aside_file_name (((VasAside *) g_task_get_task_data (task))->file, &error))
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
