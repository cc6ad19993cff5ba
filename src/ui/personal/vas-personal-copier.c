/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The copy that a user asked for, into a file (R29, R31). What this desk holds is read; what the server alone holds is revealed record by
 * record, each with its row in the trail. A desk of a scope may have let cases of the user go, and of more records than a person may have
 * revealed at a time none would ever be whole: there nothing is begun, and the copy is made where the server is. It is written aside,
 * recorded (`personal.copy`), and only then gets its name. Main thread; reading is a reader's work.
 */

#include "vas-personal-copier.h"

#include "vas-aside.h"
#include "vas-personal-copy.h"
#include "vas-replica-head.h"

#include <glib/gi18n.h>

#define MOST_REVEALS 20 /* what a server allows within a quarter of an hour (doc/protocol.md, POST /v1/reveal) */

typedef struct {
  VasDesk            *desk;
  VasPersonalRequest *request;
  char               *path;
  VasAside           *aside;
  GPtrArray          *values;   /* VasPersonalValue */
  GPtrArray          *wants;    /* VasPersonalWant: of records that the server alone holds whole */
  guint               next;
} Copy;

typedef struct {
  GPtrArray *values;
  GPtrArray *wants;
} Found;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  vas_aside_free (copy->aside);
  g_clear_object (&copy->desk);
  g_clear_object (&copy->request);
  g_clear_pointer (&copy->values, g_ptr_array_unref);
  g_clear_pointer (&copy->wants, g_ptr_array_unref);
  g_free (copy->path);
  g_free (copy);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->values, g_ptr_array_unref);
  g_clear_pointer (&found->wants, g_ptr_array_unref);
  g_free (found);
}

/* Whether all that is held of the user can be had here: a copy with holes is none (art. 45). */
static gboolean
can_be_whole (VasSql     *sql,
              GPtrArray  *wants,
              GError    **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;
  if (head->role != VAS_REPLICA_DESK || (head->scope == 0 && wants->len <= MOST_REVEALS))
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                       _("Not everything of the user is here. Export it on the server: vasctl export personal"));
  return FALSE;
}

static gpointer
read_values (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Found *found = g_new0 (Found, 1);

  found->values = vas_personal_copy (sql, data, error);
  found->wants = found->values != NULL ? vas_personal_list_wants (sql, data, error) : NULL;
  if (found->wants != NULL && can_be_whole (sql, found->wants, error))
    return found;

  found_free (found);
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

/* @task: (transfer full) */
static void
write_file (GTask *task)
{
  Copy *copy = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes = vas_personal_copy_to_csv (copy->values);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (VasCommand) command = vas_desk_new_command (copy->desk, "personal.copy");
  GError *error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  copy->aside = vas_aside_new (copy->desk, copy->path, &error);
  if (copy->aside == NULL || !g_file_set_contents_full (vas_aside_get_path (copy->aside), data, (gssize) size,
                                                        G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (copy->request)));
  vas_command_set_int (command, "rows", copy->values->len);
  vas_command_set_text (command, "digest", digest);
  vas_aside_record_async (copy->aside, command, recorded_cb, task);
}

static void reveal_next (GTask *task);

static void
revealed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonObject) values = vas_sync_reveal_finish (VAS_SYNC (object), result, &error);

  if (values == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  vas_personal_copy_take (copy->values, g_ptr_array_index (copy->wants, copy->next), values);
  copy->next++;
  reveal_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
reveal_next (GTask *task)
{
  Copy *copy = g_task_get_task_data (task);
  VasSync *sync = vas_desk_get_sync (copy->desk);
  g_autofree char *reason = NULL;
  VasPersonalWant *want;

  if (sync == NULL || copy->next == copy->wants->len)
    {
      write_file (task);
      return;
    }

  want = g_ptr_array_index (copy->wants, copy->next);
  reason = g_strdup_printf ("个人信息查阅复制 %s", copy->request->number != NULL ? copy->request->number : "");
  vas_sync_reveal_async (sync, want->record, (const char * const *) want->fields, reason, g_task_get_cancellable (task), revealed_cb, task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;
  Found *found = vas_desk_read_finish (VAS_DESK (object), result, &error);

  if (found == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  copy->values = g_steal_pointer (&found->values);
  copy->wants = g_steal_pointer (&found->wants);
  found_free (found);
  reveal_next (g_steal_pointer (&task));
}

/** vas_personal_copier_run_async: writes what is held of the user of @request to @file, and records that. */
void
vas_personal_copier_run_async (VasDesk             *desk,
                               VasPersonalRequest  *request,
                               GFile               *file,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (desk, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->desk = g_object_ref (desk);
  copy->request = g_object_ref (request);
  copy->path = g_file_get_path (file);
  g_task_set_task_data (task, copy, copy_free);
  vas_desk_read_async (desk, read_values, g_strdup (request->account_key), g_free, found_free, cancellable, read_cb, task);
}

gboolean
vas_personal_copier_run_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
