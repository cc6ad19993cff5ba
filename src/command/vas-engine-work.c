/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine has done by the writer and the readers of its store: each function is one transaction of theirs, on their thread,
 * and knows nothing of the engine.
 */

#include "vas-engine-private.h"

#include "vas-command-type.h"
#include "vas-journal.h"
#include "vas-ledger.h"

void
vas_engine_work_free (VasEngineWork *work)
{
  g_clear_pointer (&work->commands, g_ptr_array_unref);
  g_clear_pointer (&work->command_ids, g_ptr_array_unref);
  g_free (work);
}

static guint
hold_of (VasCommand *command,
         guint       seconds)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));

  return type != NULL && type->flags & VAS_COMMAND_HOLD ? seconds : 0;
}

/** vas_engine_work_save: (transfer full) (nullable) (element-type VasReceipt): saves the commands, each judged alone. */
gpointer
vas_engine_work_save (VasSql        *sql,
                      gpointer       data,
                      GCancellable  *cancellable,
                      GError       **error)
{
  VasEngineWork *work = data;
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);

  for (guint i = 0; i < work->commands->len; i++)
    {
      VasCommand *command = g_ptr_array_index (work->commands, i);
      VasReceipt *receipt;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      receipt = vas_ledger_save (sql, command, hold_of (command, work->hold), work->now, error);
      if (receipt == NULL)
        return NULL;
      g_ptr_array_add (receipts, receipt);
    }

  return g_steal_pointer (&receipts);
}

/** vas_engine_work_settle: (transfer full) (nullable) (element-type VasReceipt): ends the holds that are over, or all of them. */
gpointer
vas_engine_work_settle (VasSql        *sql,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  VasEngineWork *work = data;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (!work->due_only)
    return vas_ledger_settle (sql, NULL, work->now, error);

  open = vas_journal_list_open (sql, error);
  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (open, i);

      if (entry->hold_until == VAS_NONE || entry->hold_until <= work->now)
        g_ptr_array_add (ids, entry->command_id);
    }
  if (ids->len == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);

  return vas_ledger_settle (sql, ids, work->now, error);
}

void
vas_engine_undone_free (VasEngineUndone *undone)
{
  g_clear_pointer (&undone->refused, g_ptr_array_unref);
  g_free (undone);
}

/** vas_engine_work_undo: (transfer full) (nullable) (type VasEngineUndone): takes commands back. */
gpointer
vas_engine_work_undo (VasSql        *sql,
                      gpointer       data,
                      GCancellable  *cancellable,
                      GError       **error)
{
  VasEngineWork *work = data;
  g_autoptr (VasEngineUndone) undone = g_new0 (VasEngineUndone, 1);

  if (!vas_ledger_undo (sql, work->command_ids, work->now, &undone->n, &undone->refused, error))
    return NULL;

  return g_steal_pointer (&undone);
}

/** vas_engine_work_hold: (transfer full) (nullable) (type gint64): the holds of commands begin anew; when they end. */
gpointer
vas_engine_work_hold (VasSql        *sql,
                      gpointer       data,
                      GCancellable  *cancellable,
                      GError       **error)
{
  VasEngineWork *work = data;
  g_autofree gint64 *end = g_new (gint64, 1);

  *end = work->now + (gint64) work->hold * G_USEC_PER_SEC;
  for (guint i = 0; i < work->command_ids->len; i++)
    {
      if (!vas_journal_hold_until (sql, g_ptr_array_index (work->command_ids, i), *end, error))
        return NULL;
    }

  return g_steal_pointer (&end);
}

/** vas_engine_work_judge: (transfer full) (nullable) (type VasVerdict): what the rules say of the first command. */
gpointer
vas_engine_work_judge (VasSql        *sql,
                       gpointer       data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  VasEngineWork *work = data;
  VasCommand *command = g_ptr_array_index (work->commands, 0);
  g_autoptr (VasRun) run = vas_run_new (sql, command, vas_command_get_made_at (command), FALSE, error);

  return run != NULL ? vas_run_judge (run, error) : NULL;
}

/** vas_engine_work_find_end: (transfer full) (nullable) (type gint64): when the next hold ends; %VAS_NONE where none is open. */
gpointer
vas_engine_work_find_end (VasSql        *sql,
                          gpointer       data,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  gint64 *next;

  if (open == NULL)
    return NULL;
  next = g_new (gint64, 1);
  *next = VAS_NONE;
  for (guint i = 0; i < open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (open, i);
      const gint64 end = entry->hold_until == VAS_NONE ? 0 : entry->hold_until;

      if (!g_str_equal (entry->state, "held"))
        continue;
      if (*next == VAS_NONE || end < *next)
        *next = end;
    }

  return next;
}
