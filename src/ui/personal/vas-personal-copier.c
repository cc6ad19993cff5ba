/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The copy that a user asked for, into a file (R29, R31). A desk of a server does not hold whole values, nor maybe all cases of the user: there the
 * server makes the file and records it (POST /v1/personal-copy), and it is saved as it came. Where all is here it is read, written aside,
 * recorded (`personal.copy`), and only then gets its name. Main thread; reading is a reader's work.
 */

#include "vas-personal-copier.h"

#include "vas-aside-file.h"
#include "vas-aside.h"
#include "vas-personal-copy.h"
#include "vas-replica-head.h"

#include <glib/gi18n.h>

typedef struct {
  VasDesk            *desk;
  VasPersonalRequest *request;
  char               *path;
  VasAside           *aside;   /* of what is made here */
  VasAsideFile       *file;    /* of what the server makes */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  vas_aside_free (copy->aside);
  g_clear_pointer (&copy->file, vas_aside_file_free);
  g_clear_object (&copy->desk);
  g_clear_object (&copy->request);
  g_free (copy->path);
  g_free (copy);
}

/* A VasStoreFunc: (transfer full) (element-type VasPersonalValue): a copy with holes is none (art. 45), so none where others hold more. */
static gpointer
read_values (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return NULL;
  if (head->role != VAS_REPLICA_DESK)
    return vas_personal_copy (sql, data, error);

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, _("Not everything of the user is here, and the server is not there to ask."));
  return NULL;
}

static void
recorded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (vas_aside_record_finish (VAS_DESK (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) values = vas_desk_read_finish (VAS_DESK (object), result, &error);
  g_autoptr (GBytes) bytes = values != NULL ? vas_personal_copy_to_csv (values) : NULL;
  g_autofree char *digest = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
  g_autoptr (VasCommand) command = vas_desk_new_command (copy->desk, "personal.copy");

  copy->aside = bytes != NULL ? vas_aside_new (copy->desk, copy->path, &error) : NULL;
  if (copy->aside == NULL ||
      !g_file_set_contents_full (vas_aside_get_path (copy->aside), g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (copy->request)));
  vas_command_set_int (command, "rows", values->len);
  vas_command_set_text (command, "digest", digest);
  vas_aside_record_async (copy->aside, command, recorded_cb, g_steal_pointer (&task));
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (VasWireCopy) made = vas_sync_copy_finish (VAS_SYNC (object), result, &error);

  if (made != NULL && vas_aside_file_write (copy->file, made->file, &error) && vas_aside_file_name (copy->file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The file is begun first, so that what is recorded has somewhere to go. @task: (transfer full) */
static void
copy_there (GTask   *task,
            VasSync *sync)
{
  Copy *copy = g_task_get_task_data (task);
  g_autofree char *reason = g_strdup_printf ("个人信息查阅复制 %s", copy->request->number != NULL ? copy->request->number : "");
  GError *error = NULL;

  copy->file = vas_aside_file_new (copy->path, vas_store_get_directory (vas_desk_get_store (copy->desk)), &error);
  if (copy->file != NULL)
    {
      vas_sync_copy_async (sync, vas_entity_get_key (VAS_ENTITY (copy->request)), reason, g_task_get_cancellable (task), copied_cb, task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

/** vas_personal_copier_run_async: writes what is held of the user of @request to @file; that is recorded. */
void
vas_personal_copier_run_async (VasDesk             *desk,
                               VasPersonalRequest  *request,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);
  VasSync *sync = vas_desk_get_sync (desk);
  Copy *copy = g_new0 (Copy, 1);

  copy->desk = g_object_ref (desk);
  copy->request = g_object_ref (request);
  copy->path = g_file_get_path (file);
  g_task_set_task_data (task, copy, copy_free);
  if (sync != NULL)
    copy_there (task, sync);
  else
    vas_desk_read_async (desk, read_values, g_strdup (request->account_key), g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, read_cb, task);
}

gboolean
vas_personal_copier_run_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
