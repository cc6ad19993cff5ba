/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a page runs a command: by way of the desk, which remembers what can still be undone, newest last, until the engine says
 * that it is settled, and says in a toast what was done. Main thread.
 */

#include "vas-desk-private.h"

#include "vas-time.h"

#include <glib/gi18n.h>

/* A command that can still be undone. */
typedef struct {
  char     *command_id;
  char     *done;                   /* what its toast says; nullable */
  AdwToast *toast;                  /* nullable */
} Held;

static void
held_free (Held *held)
{
  g_free (held->command_id);
  g_free (held->done);
  g_clear_object (&held->toast);
  g_free (held);
}

static gboolean
find_held (VasDesk    *self,
           const char *command_id,
           guint      *place)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      const Held *held = g_ptr_array_index (self->held, i);

      if (g_str_equal (held->command_id, command_id))
        {
          *place = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
forget (VasDesk    *self,
        const char *command_id)
{
  guint place;

  if (!find_held (self, command_id, &place))
    return;

  g_ptr_array_remove_index (self->held, place);
  vas_desk_notify_pending (self);
}

/** vas_desk_init_held: makes the empty list of what can be undone. */
void
vas_desk_init_held (VasDesk *self)
{
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
}

/** vas_desk_settle: the hold of a command ended; says so where it came out as refused. */
void
vas_desk_settle (VasDesk    *self,
                 const char *command_id,
                 gboolean    refused)
{
  guint place;

  if (refused && find_held (self, command_id, &place))
    {
      const Held *held = g_ptr_array_index (self->held, place);
      g_autofree char *text = held->done != NULL
                              ? g_strdup_printf (_("Refused after all: %s"), held->done)
                              : g_strdup (_("The last action was refused after all."));

      vas_desk_toast (self, text);
    }
  forget (self, command_id);
}

/** vas_desk_new_command: (transfer full): a command of who is acting, made now. */
VasCommand *
vas_desk_new_command (VasDesk    *self,
                      const char *type)
{
  return vas_command_new (type, vas_desk_get_staff_key (self), vas_desk_get_now (self));
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  VasReceipt *receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);

  if (receipt == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (receipt->applied)
    vas_desk_remember (g_task_get_source_object (task), receipt, g_task_get_task_data (task));
  g_task_return_pointer (task, receipt, (GDestroyNotify) vas_receipt_free);
}

/**
 * vas_desk_run_async:
 * @done: (nullable): what to say in a toast when it was applied, with Undo while it is held
 *
 * Runs a command by the engine, and remembers it for as long as it can be undone.
 */
void
vas_desk_run_async (VasDesk             *self,
                    VasCommand          *command,
                    const char          *done,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vas_desk_run_async);
  g_task_set_task_data (task, g_strdup (done), g_free);
  vas_engine_run_async (self->engine, command, cancellable, run_cb, task);
}

/**
 * vas_desk_run_finish:
 *
 * Returns: (transfer full): the receipt; not applied where the rules refused it. NULL where it could not be judged or saved
 */
VasReceipt *
vas_desk_run_finish (VasDesk       *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
undo_clicked_cb (AdwToast *toast,
                 VasDesk  *self)
{
  const char *command_id = g_object_get_data (G_OBJECT (toast), "command-id");

  vas_desk_undo (self, command_id);
}

/**
 * vas_desk_remember:
 * @receipt: of a command that was applied
 * @done: (nullable): what to say in a toast
 *
 * For pages that run many commands at once by the engine itself: makes vas_desk_undo_last() know of them.
 */
void
vas_desk_remember (VasDesk    *self,
                   VasReceipt *receipt,
                   const char *done)
{
  const gint64 left = receipt->hold_until == VAS_NONE ? 0 : receipt->hold_until - vas_desk_get_now (self);
  g_autoptr (AdwToast) toast = NULL;

  if (done != NULL)
    {
      g_autofree char *title = g_markup_escape_text (done, -1);

      toast = g_object_ref_sink (adw_toast_new (title));
    }

  if (left > 0)
    {
      Held *held = g_new0 (Held, 1);

      held->command_id = g_strdup (receipt->command_id);
      held->done = g_strdup (done);
      g_set_object (&held->toast, toast);
      g_ptr_array_add (self->held, held);
      vas_desk_notify_pending (self);
    }

  if (toast != NULL && left > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_timeout (toast, (guint) ((left + VAS_INSTANT_SECOND - 1) / VAS_INSTANT_SECOND));
      g_object_set_data_full (G_OBJECT (toast), "command-id", g_strdup (receipt->command_id), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, 0);
    }
  if (toast != NULL)
    vas_desk_add_toast (self, g_steal_pointer (&toast));
}

/** vas_desk_get_pending: how many commands of this desk can still be undone. */
guint
vas_desk_get_pending (VasDesk *self)
{
  return self->held->len;
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasDesk) self = user_data;
  g_autoptr (GError) error = NULL;

  if (vas_engine_undo_finish (VAS_ENGINE (object), result, &error))
    vas_desk_toast (self, _("Undone."));
  else if (g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_SETTLED))
    vas_desk_toast (self, _("Too late to undo: it is settled."));
  else
    vas_desk_toast (self, error->message);
}

/** vas_desk_undo: undoes one held command, and says in a toast how that went. */
void
vas_desk_undo (VasDesk    *self,
               const char *command_id)
{
  g_autofree char *id = g_strdup (command_id);
  guint place;

  if (!find_held (self, id, &place))
    {
      vas_desk_toast (self, _("Too late to undo: it is settled."));
      return;
    }

  if (((Held *) g_ptr_array_index (self->held, place))->toast != NULL)
    adw_toast_dismiss (((Held *) g_ptr_array_index (self->held, place))->toast);
  forget (self, id);
  vas_engine_undo_async (self->engine, id, NULL, undone_cb, g_object_ref (self));
}

/** vas_desk_undo_last: undoes the newest command that is still held. */
void
vas_desk_undo_last (VasDesk *self)
{
  if (self->held->len == 0)
    {
      vas_desk_toast (self, _("There is nothing left to undo."));
      return;
    }

  vas_desk_undo (self, ((Held *) g_ptr_array_index (self->held, self->held->len - 1))->command_id);
}
