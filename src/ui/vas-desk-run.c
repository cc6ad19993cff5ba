/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a page runs a command: by way of the desk, which remembers what can still be undone, newest last, until the engine says
 * that it is settled, and says in a toast what was done. Main thread.
 */

#include "vas-desk-private.h"

#include "vas-time.h"

#include <glib/gi18n.h>

/* Seconds for which a refusal by the server is shown; it stays in the list of problems. */
#define PROBLEM_SECONDS 15

/* Commands that were done as one, and can still be undone as one. */
typedef struct {
  GPtrArray *command_ids;
  AdwToast  *toast;                 /* nullable */
} Held;

static void
held_free (Held *held)
{
  g_ptr_array_unref (held->command_ids);
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

      if (g_ptr_array_find_with_equal_func (held->command_ids, command_id, g_str_equal, NULL))
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
  guint place, at;
  Held *held;

  if (!find_held (self, command_id, &place))
    return;

  held = g_ptr_array_index (self->held, place);
  if (g_ptr_array_find_with_equal_func (held->command_ids, command_id, g_str_equal, &at))
    g_ptr_array_remove_index (held->command_ids, at);
  if (held->command_ids->len == 0)
    g_ptr_array_remove_index (self->held, place);
  vas_desk_notify_pending (self);
}

/** vas_desk_init_held: makes the empty list of what can be undone. */
void
vas_desk_init_held (VasDesk *self)
{
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) held_free);
}

static void
tell_problem (VasDesk *self)
{
  AdwToast *toast = adw_toast_new (_("The server refused something that was done here."));

  adw_toast_set_button_label (toast, _("_Look"));
  adw_toast_set_action_name (toast, "app.problems");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, PROBLEM_SECONDS);
  vas_desk_add_toast (self, toast);
}

/** vas_desk_settle: the hold of a command ended, or the server has spoken; says so where it came out as refused. */
void
vas_desk_settle (VasDesk    *self,
                 const char *command_id,
                 gboolean    refused)
{
  guint place;

  if (refused && find_held (self, command_id, &place))
    {
      vas_desk_tell_refusal (self, command_id);
    }
  else if (refused && self->sync != NULL)
    {
      tell_problem (self);
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

static AdwToast *
make_toast (VasDesk    *self,
            VasReceipt *receipt,
            const char *done,
            gint64      left)
{
  g_autofree char *title = g_markup_escape_text (done, -1);
  AdwToast *toast = g_object_ref_sink (adw_toast_new (title));

  if (left > 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_timeout (toast, (guint) ((left + VAS_INSTANT_SECOND - 1) / VAS_INSTANT_SECOND));
      g_object_set_data_full (G_OBJECT (toast), "command-id", g_strdup (receipt->command_id), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self, 0);
    }

  return toast;
}

static void
hold (VasDesk   *self,
      GPtrArray *receipts,
      AdwToast  *toast)
{
  Held *held = g_new0 (Held, 1);

  held->command_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < receipts->len; i++)
    g_ptr_array_add (held->command_ids, g_strdup (((VasReceipt *) g_ptr_array_index (receipts, i))->command_id));
  g_set_object (&held->toast, toast);
  g_ptr_array_add (self->held, held);
  vas_desk_notify_pending (self);
}

/**
 * vas_desk_remember_many:
 * @receipts: (element-type VasReceipt): of commands that were applied together, at least one
 * @done: (nullable): what to say in a toast
 *
 * For pages that run many commands at once by the engine itself: one undo takes all of them back.
 */
void
vas_desk_remember_many (VasDesk    *self,
                        GPtrArray  *receipts,
                        const char *done)
{
  VasReceipt *first = g_ptr_array_index (receipts, 0);
  const gint64 left = first->hold_until == VAS_NONE ? 0 : first->hold_until - vas_desk_get_now (self);
  g_autoptr (AdwToast) toast = done != NULL ? make_toast (self, first, done, left) : NULL;

  if (left > 0)
    hold (self, receipts, toast);
  if (toast != NULL)
    vas_desk_add_toast (self, g_steal_pointer (&toast));
}

/** vas_desk_remember: like vas_desk_remember_many(), of one command. */
void
vas_desk_remember (VasDesk    *self,
                   VasReceipt *receipt,
                   const char *done)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new ();

  g_ptr_array_add (receipts, receipt);
  vas_desk_remember_many (self, receipts, done);
}

/** vas_desk_get_pending: how many commands of this desk can still be undone. */
guint
vas_desk_get_pending (VasDesk *self)
{
  return self->held->len;
}

/* An undo under way. */
typedef struct {
  VasDesk *desk;
  Held    *held;
} Undoing;

/* What could not be written now can be undone again, for as long as it is held. */
static void
put_back (VasDesk *self,
          Held    *held)
{
  g_clear_object (&held->toast);
  g_ptr_array_add (self->held, held);
  vas_desk_notify_pending (self);
}

static void
tell_undone (VasDesk *self,
             guint    n_settled)
{
  g_autofree char *text = NULL;

  if (n_settled > 0)
    text = g_strdup_printf (ngettext ("Undone, but for %u that is settled.", "Undone, but for %u that are settled.", n_settled),
                            n_settled);
  vas_desk_toast (self, text != NULL ? text : _("Undone."));
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Undoing *undoing = user_data;
  g_autoptr (VasDesk) self = undoing->desk;
  Held *held = undoing->held;
  g_autoptr (GError) error = NULL;
  guint n_undone;

  if (vas_engine_undo_finish (VAS_ENGINE (object), result, &n_undone, &error))
    {
      tell_undone (self, held->command_ids->len - n_undone);
      vas_desk_emit_undone (self, g_ptr_array_index (held->command_ids, 0));
    }
  else if (g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_SETTLED))
    {
      vas_desk_toast (self, _("Too late to undo: it is settled."));
    }
  else
    {
      vas_desk_toast (self, error->message);
      put_back (self, g_steal_pointer (&held));
    }
  g_clear_pointer (&held, held_free);
}

/** vas_desk_undo: undoes a held command with all that were done with it, and says in a toast how that went. */
void
vas_desk_undo (VasDesk    *self,
               const char *command_id)
{
  Undoing *undoing;
  Held *held;
  guint place;

  if (!find_held (self, command_id, &place))
    {
      vas_desk_toast (self, _("Too late to undo: it is settled."));
      return;
    }

  held = g_ptr_array_index (self->held, place);
  if (held->toast != NULL)
    adw_toast_dismiss (held->toast);
  g_ptr_array_steal_index (self->held, place);
  vas_desk_notify_pending (self);

  undoing = g_new0 (Undoing, 1);
  undoing->desk = g_object_ref (self);
  undoing->held = held;
  vas_engine_undo_async (self->engine, held->command_ids, NULL, undone_cb, undoing);
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

  vas_desk_undo (self, g_ptr_array_index (((Held *) g_ptr_array_index (self->held, self->held->len - 1))->command_ids, 0));
}

/** vas_desk_end_work: says that work which takes longer has ended, to whoever has looked away; @text names no person. */
void
vas_desk_end_work (VasDesk    *self,
                   const char *text)
{
  g_signal_emit_by_name (self, "ended", text);
}
