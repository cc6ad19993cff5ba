/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasEngine: commands against a store.
 *
 * The engine decides when; the ledger does it, on the writer thread. One timer stands at the end of the earliest hold. The
 * engine itself belongs to the thread that made it (the main thread of the desktop); the blocking forms are for programs
 * without a main loop. It keeps no state that the database does not have: a hold whose program was killed is settled
 * by the first timer of the next one (vas_engine_start()). What the writer does is in vas-engine-work.c.
 */

#include "vas-engine-private.h"

#include "vas-command-type.h"

#define DEFAULT_HOLD 8
#define RETRY_SECONDS 5

struct _VasEngine
{
  GObject   parent_instance;

  VasStore *store;
  guint     hold;                   /* seconds */
  gint64    now;                    /* a given moment, or VAS_NONE for the clock */
  gint64    offset;                 /* microseconds by which the right time is ahead of the clock */
  guint     timer;
  guint     n_batches;              /* under way: no hold ends meanwhile */
};

enum {
  SIGNAL_SETTLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasEngine, vas_engine, G_TYPE_OBJECT)

static void schedule (VasEngine *self);

static VasEngineWork *
work_new (VasEngine *self)
{
  VasEngineWork *work = g_new0 (VasEngineWork, 1);

  work->hold = self->hold;
  work->now = vas_engine_get_now (self);

  return work;
}

static void
emit_settled (VasEngine *self,
              GPtrArray *receipts)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      g_signal_emit (self, signals[SIGNAL_SETTLED], 0, receipt->command_id, !receipt->applied);
    }
}

static gboolean hold_ended_cb (gpointer user_data);

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (VasEngine) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = vas_store_finish (VAS_STORE (object), result, &error);

  if (receipts == NULL)
    {
      g_message ("The end of a hold could not be written and will be tried again: %s", error->message);
      if (self->timer == 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        self->timer = g_timeout_add_seconds (RETRY_SECONDS, hold_ended_cb, self);
      return;
    }
  emit_settled (self, receipts);
  schedule (self);
}

static gboolean
hold_ended_cb (gpointer user_data)
{
  VasEngine *self = user_data;
  VasEngineWork *work;

  self->timer = 0;
  if (self->n_batches > 0)
    return G_SOURCE_REMOVE;
  work = work_new (self);
  work->due_only = TRUE;
  vas_store_write_async (self->store, vas_engine_work_settle, work, (GDestroyNotify) vas_engine_work_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                         settled_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
next_end_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (VasEngine) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *next = vas_store_finish (VAS_STORE (object), result, &error);

  if (next == NULL)
    {
      g_message ("The outbox could not be read: %s", error->message);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  if (*next != VAS_NONE && self->n_batches == 0)
    {
      const gint64 left = *next - vas_engine_get_now (self);

      self->timer = g_timeout_add ((guint) CLAMP (left / 1000 + 1, 1, 60000), hold_ended_cb, self);
    }
}

/* Looks when the next hold ends and sets the timer to it. */
static void
schedule (VasEngine *self)
{
  vas_store_read_async (self->store, vas_engine_work_find_end, NULL, NULL, g_free, NULL, next_end_cb, g_object_ref (self));
}

static void
vas_engine_dispose (GObject *object)
{
  VasEngine *self = VAS_ENGINE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vas_engine_parent_class)->dispose (object);
}

static void
vas_engine_class_init (VasEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vas_engine_dispose;

  /**
   * VasEngine::settled:
   * @command_id: the command whose hold ended
   * @refused: whether it was refused at its settling, and became a problem
   */
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", VAS_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
vas_engine_init (VasEngine *self)
{
  self->hold = DEFAULT_HOLD;
  self->now = VAS_NONE;
}

/**
 * vas_engine_new:
 * @store: where the commands go; a reference is taken
 *
 * Returns: (transfer full): an engine that holds for 8 seconds
 */
VasEngine *
vas_engine_new (VasStore *store)
{
  VasEngine *self = g_object_new (VAS_TYPE_ENGINE, NULL);

  self->store = g_object_ref (store);

  return self;
}

/**
 * vas_engine_start:
 *
 * Takes up the holds that an earlier program left behind: what was killed within a hold is settled when it ends. For
 * programs with a main loop, once.
 */
void
vas_engine_start (VasEngine *self)
{
  schedule (self);
}

VasStore *
vas_engine_get_store (VasEngine *self)
{
  return self->store;
}

/** vas_engine_set_hold: for how many seconds a command may be undone; 0 settles everything at once. */
void
vas_engine_set_hold (VasEngine *self,
                     guint      seconds)
{
  self->hold = seconds;
}

/** vas_engine_set_now: works at a given moment instead of the clock's, as a seed does; %VAS_NONE for the clock. */
void
vas_engine_set_now (VasEngine *self,
                    gint64     now)
{
  self->now = now;
}

/** vas_engine_get_now: the instant by which the engine works. */
gint64
vas_engine_get_now (VasEngine *self)
{
  return self->now != VAS_NONE ? self->now : vas_instant_now () + self->offset;
}

/**
 * vas_engine_set_offset:
 * @offset: microseconds by which the backend's clock is ahead of this computer's, as last known (R16)
 *
 * From now on the desk works by the backend's clock. Holds that stand end at once: their ends are of the time that was believed before.
 *
 * Returns: FALSE where a batch is under way, which is of one time: then nothing changes
 */
gboolean
vas_engine_set_offset (VasEngine *self,
                       gint64     offset)
{
  if (self->n_batches > 0)
    return FALSE;
  if (self->offset == offset)
    return TRUE;

  self->offset = offset;
  if (self->timer != 0)
    {
      vas_store_write_async (self->store, vas_engine_work_settle, work_new (self), (GDestroyNotify) vas_engine_work_free,
                             (GDestroyNotify) g_ptr_array_unref, NULL, settled_cb, g_object_ref (self));
    }

  return TRUE;
}

/** vas_engine_get_offset: microseconds. */
gint64
vas_engine_get_offset (VasEngine *self)
{
  return self->offset;
}

/**
 * vas_engine_run_many:
 * @commands: (element-type VasCommand): what to run, in this order
 *
 * Saves and settles all of them in one transaction; each is judged alone, so some may be refused. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): a receipt for each; NULL with @error set and nothing written
 */
GPtrArray *
vas_engine_run_many (VasEngine *self,
                     GPtrArray *commands,
                     GError   **error)
{
  VasEngineWork work = { .commands = commands, .hold = 0, .now = vas_engine_get_now (self) };

  return vas_store_write (self->store, vas_engine_work_save, &work, NULL, error);
}

static GPtrArray *
list_of_one (VasCommand *command)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (commands, g_object_ref (command));

  return commands;
}

/** vas_engine_run: (transfer full) (nullable): like vas_engine_run_many() for one command. Blocks. */
VasReceipt *
vas_engine_run (VasEngine   *self,
                VasCommand  *command,
                GError     **error)
{
  g_autoptr (GPtrArray) commands = list_of_one (command);
  g_autoptr (GPtrArray) receipts = vas_engine_run_many (self, commands, error);

  return receipts != NULL ? g_ptr_array_steal_index (receipts, 0) : NULL;
}

/** vas_engine_check: (transfer full) (nullable): what the rules say of a command, on a reader. Blocks. */
VasVerdict *
vas_engine_check (VasEngine   *self,
                  VasCommand  *command,
                  GError     **error)
{
  g_autoptr (GPtrArray) commands = list_of_one (command);
  VasEngineWork work = { .commands = commands };

  return vas_store_read (self->store, vas_engine_work_judge, &work, NULL, error);
}

/** vas_engine_flush: ends every hold. Blocks; before a program closes its store. */
gboolean
vas_engine_flush (VasEngine  *self,
                  GError    **error)
{
  VasEngineWork work = { .now = vas_engine_get_now (self) };
  g_autoptr (GPtrArray) receipts = vas_store_write (self->store, vas_engine_work_settle, &work, NULL, error);

  return receipts != NULL;
}

/* The holds that these commands ended. */
static void
emit_ended (VasEngine *self,
            GPtrArray *receipts)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      if (receipt->ended != NULL)
        emit_settled (self, receipt->ended);
    }
}

/* Hands the store's answer on to the caller's task. */
static void
answer_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasEngine *self = g_task_get_source_object (task);
  gpointer tag = g_task_get_source_tag (task);
  GError *error = NULL;
  gpointer answer = vas_store_finish (VAS_STORE (object), result, &error);

  if (tag == vas_engine_end_batch_async)
    self->n_batches--;
  if (tag != vas_engine_check_async && (error == NULL || tag == vas_engine_end_batch_async))
    schedule (self);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (tag == vas_engine_run_many_async)
    emit_ended (self, answer);
  if (tag == vas_engine_undo_async)
    emit_settled (self, ((VasEngineUndone *) answer)->refused);
  g_task_return_pointer (task, answer, g_task_get_task_data (task));
}

static GTask *
answer_task (VasEngine           *self,
             gpointer             tag,
             GDestroyNotify       result_free,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, result_free, NULL);
  g_task_set_check_cancellable (task, tag == vas_engine_check_async);

  return task;
}

/**
 * vas_engine_run_many_async:
 * @commands: (element-type VasCommand): what to run; a reference is taken
 *
 * Like vas_engine_run_many(), without blocking, and with the hold of each command's type.
 */
void
vas_engine_run_many_async (VasEngine           *self,
                           GPtrArray           *commands,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = answer_task (self, vas_engine_run_many_async, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                             user_data);
  VasEngineWork *work = work_new (self);

  work->commands = g_ptr_array_ref (commands);
  vas_store_write_async (self->store, vas_engine_work_save, work, (GDestroyNotify) vas_engine_work_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, answer_cb, task);
}

/** vas_engine_run_many_finish: (transfer full) (nullable) (element-type VasReceipt): the receipts. */
GPtrArray *
vas_engine_run_many_finish (VasEngine     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** vas_engine_run_async: like vas_engine_run(), without blocking, and with the hold of the command's type. */
void
vas_engine_run_async (VasEngine           *self,
                      VasCommand          *command,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GPtrArray) commands = list_of_one (command);

  vas_engine_run_many_async (self, commands, cancellable, callback, user_data);
}

/** vas_engine_run_finish: (transfer full) (nullable): the receipt. */
VasReceipt *
vas_engine_run_finish (VasEngine     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr (GPtrArray) receipts = vas_engine_run_many_finish (self, result, error);

  return receipts != NULL ? g_ptr_array_steal_index (receipts, 0) : NULL;
}

/** vas_engine_check_async: what the rules say of a command, over what the desk sees now. */
void
vas_engine_check_async (VasEngine           *self,
                        VasCommand          *command,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = answer_task (self, vas_engine_check_async, (GDestroyNotify) vas_verdict_unref, cancellable, callback, user_data);
  VasEngineWork *work = work_new (self);

  work->commands = list_of_one (command);
  vas_store_read_async (self->store, vas_engine_work_judge, work, (GDestroyNotify) vas_engine_work_free, (GDestroyNotify) vas_verdict_unref, cancellable,
                        answer_cb, task);
}

/** vas_engine_check_finish: (transfer full) (nullable): the verdict. */
VasVerdict *
vas_engine_check_finish (VasEngine     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vas_engine_undo_async:
 * @command_ids: (element-type utf8): a reference is taken
 *
 * Takes held commands back, all at once.
 */
void
vas_engine_undo_async (VasEngine           *self,
                       GPtrArray           *command_ids,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = answer_task (self, vas_engine_undo_async, (GDestroyNotify) vas_engine_undone_free, cancellable, callback,
                             user_data);
  VasEngineWork *work = work_new (self);

  work->command_ids = g_ptr_array_ref (command_ids);
  vas_store_write_async (self->store, vas_engine_work_undo, work, (GDestroyNotify) vas_engine_work_free,
                         (GDestroyNotify) vas_engine_undone_free, cancellable, answer_cb, task);
}

/**
 * vas_engine_undo_finish:
 * @n_undone: (out) (optional): how many were taken back; the hold of the others is over
 *
 * Returns: FALSE with %VAS_COMMAND_ERROR_SETTLED where it was too late for all of them
 */
gboolean
vas_engine_undo_finish (VasEngine     *self,
                        GAsyncResult  *result,
                        guint         *n_undone,
                        GError       **error)
{
  g_autoptr (VasEngineUndone) undone = g_task_propagate_pointer (G_TASK (result), error);

  if (undone != NULL && n_undone != NULL)
    *n_undone = undone->n;

  return undone != NULL;
}

/**
 * vas_engine_begin_batch:
 *
 * Commands that are one act come, in more than one transaction: until vas_engine_end_batch_async() no hold ends, so that all of them
 * can be undone together, however long the saving takes. What is killed meanwhile is settled at the next start.
 */
void
vas_engine_begin_batch (VasEngine *self)
{
  self->n_batches++;
  g_clear_handle_id (&self->timer, g_source_remove);
}

/**
 * vas_engine_end_batch_async:
 * @command_ids: (element-type utf8): those of the batch that are held; a reference is taken
 *
 * The last command of a batch is saved, or none follows: its hold begins now, for all of it.
 */
void
vas_engine_end_batch_async (VasEngine           *self,
                            GPtrArray           *command_ids,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  VasEngineWork *work;
  GTask *task;

  g_return_if_fail (self->n_batches > 0);

  task = answer_task (self, vas_engine_end_batch_async, g_free, cancellable, callback, user_data);
  work = work_new (self);
  work->command_ids = g_ptr_array_ref (command_ids);
  vas_store_write_async (self->store, vas_engine_work_hold, work, (GDestroyNotify) vas_engine_work_free, g_free, cancellable,
                         answer_cb, task);
}

/**
 * vas_engine_end_batch_finish:
 *
 * Returns: the instant until which all of it can be undone; %VAS_NONE with @error set, and the holds end as they began
 */
gint64
vas_engine_end_batch_finish (VasEngine     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_autofree gint64 *end = g_task_propagate_pointer (G_TASK (result), error);

  return end != NULL ? *end : VAS_NONE;
}

/**
 * vas_engine_tell:
 * @receipts: (element-type VasReceipt): of commands that a backend has settled
 *
 * Emits `settled` for each: what vas_ledger_pull() and vas_ledger_confirm() brought.
 */
void
vas_engine_tell (VasEngine *self,
                 GPtrArray *receipts)
{
  emit_settled (self, receipts);
}
