/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The rebase: the one movement by which commands leave the outbox.
 *
 * Take the open commands back, newest first; then stands the confirmed state. Do to it what is to be done: give some of them the last
 * word (a file that is its own authority), leave some out (Undo), or apply a page of a backend's feed, whose rows
 * settle those of them that they are about. Then apply what is still open again, in the order in which it was made.
 *
 * A command that does not hold any more over the new state is refused here where this file is its own authority. A desk leaves it
 * open without effect: the backend has the last word, and its answer comes with the feed.
 *
 * Inside the caller's transaction, on its thread. Cost: for each open command its images back and its application again, some 100 µs;
 * nothing where none is open.
 */

#include "vas-rebase.h"

#include "vas-capture.h"
#include "vas-erasure.h"
#include "vas-ledger-private.h"
#include "vas-outbox.h"
#include "vas-page.h"
#include "vas-replica-head.h"

typedef struct {
  VasSql          *sql;
  const VasRebase *what;
  gboolean         desk;
  GPtrArray       *open;        /* VasJournalEntry, oldest first */
  GPtrArray       *results;     /* (nullable): VasPageResult, of a page */
  GPtrArray       *erased;      /* (element-type utf8): keys of records that a page erased */
  GPtrArray       *receipts;    /* of those that were settled */
} Rebase;

static gboolean
contains (GPtrArray  *ids,
          const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static gboolean
settle_entry (Rebase           *self,
              VasJournalEntry  *entry,
              VasCommand       *command,
              GError          **error)
{
  VasReceipt *receipt = vas_ledger_settle_command (self->sql, command, self->what->now, error);
  g_autofree char *verdict = NULL;

  if (receipt == NULL)
    return FALSE;
  g_ptr_array_add (self->receipts, receipt);
  if (receipt->applied)
    return vas_journal_drop (self->sql, entry->command_id, error);

  verdict = vas_ledger_verdict_to_text (receipt->verdict);
  return vas_journal_set_state (self->sql, entry->command_id, "refused", verdict, self->what->now, error);
}

static gboolean
replay_entry (Rebase           *self,
              VasJournalEntry  *entry,
              VasCommand       *command,
              GError          **error)
{
  g_autoptr (VasRun) run = vas_run_new (self->sql, command, vas_command_get_made_at (command), FALSE, error);
  g_autoptr (VasVerdict) verdict = NULL;
  g_autofree char *text = NULL;
  gboolean applied = FALSE;

  if (run == NULL || !vas_capture_begin (self->sql, entry->command_id, error) ||
      !vas_ledger_attempt_safely (run, &verdict, &applied, error) || !vas_capture_end (self->sql, error))
    return FALSE;
  if (applied || self->desk)
    return TRUE;

  g_ptr_array_add (self->receipts, vas_ledger_receipt_new (run, verdict, FALSE, VAS_NONE));
  text = vas_ledger_verdict_to_text (verdict);
  return vas_journal_set_state (self->sql, entry->command_id, "refused", text, self->what->now, error);
}

static VasPageResult *
find_result (GPtrArray  *results,
             const char *command_id)
{
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      VasPageResult *result = g_ptr_array_index (results, i);

      if (g_str_equal (result->command_id, command_id))
        return result;
    }

  return NULL;
}

/*
 * The backend has spoken: the entry leaves the outbox, and its effect is in the confirmed state already. Advice that was refused, such
 * as a claim that came second, is settled without a word: the case itself says whose it is.
 */
static gboolean
take_result (Rebase           *self,
             VasPageResult    *result,
             VasCommand       *command,
             GError          **error)
{
  const VasCommandType *type = vas_command_type_find (vas_command_get_type_name (command));
  const gboolean quiet = result->applied || (type != NULL && type->flags & VAS_COMMAND_ADVICE);
  VasReceipt *receipt = g_new0 (VasReceipt, 1);
  gint64 erased_at;

  g_ptr_array_add (self->receipts, receipt);
  receipt->command_id = g_strdup (result->command_id);
  receipt->applied = quiet;
  receipt->hold_until = VAS_NONE;
  receipt->subjects = g_new0 (char *, 1);
  receipt->verdict = vas_ledger_verdict_from_text (result->verdict, error);

  if (receipt->verdict == NULL || !vas_outbox_settle (self->sql, result->command_id, quiet, result->verdict, self->what->now, error) ||
      !vas_run_find_erased (self->sql, command, &erased_at, error))
    return FALSE;

  return (erased_at == VAS_NONE && vas_verdict_find_code (receipt->verdict, "account-erased") == NULL) ||
         vas_outbox_forget_values (self->sql, result->command_id, error);
}

static gboolean
rebase_entry (Rebase           *self,
              VasJournalEntry  *entry,
              GError          **error)
{
  g_autoptr (VasCommand) command = NULL;
  VasPageResult *result = find_result (self->results, entry->command_id);

  if (result == NULL)
    result = find_result (self->what->told, entry->command_id);
  if (result == NULL && contains (self->what->drop, entry->command_id))
    return vas_journal_set_state (self->sql, entry->command_id, "undone", NULL, self->what->now, error);

  command = vas_command_from_text (entry->body, entry->personal, error);
  if (command == NULL)
    return FALSE;
  if (result != NULL)
    return take_result (self, result, command, error);
  if (contains (self->what->settle, entry->command_id))
    return settle_entry (self, entry, command, error);

  return replay_entry (self, entry, command, error);
}

static gboolean
take_back_all (Rebase  *self,
               GError **error)
{
  for (guint i = self->open->len; i > 0; i--)
    {
      VasJournalEntry *entry = g_ptr_array_index (self->open, i - 1);

      if (!vas_capture_restore (self->sql, entry->command_id, error))
        return FALSE;
    }

  return TRUE;
}

/* Settled ones go first, in their order: a command that stays open must not stand between two that are confirmed. */
static gboolean
rebase_open (Rebase  *self,
             GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->open->len; i++)
        {
          VasJournalEntry *entry = g_ptr_array_index (self->open, i);

          if (contains (self->what->settle, entry->command_id) == (pass == 0) && !rebase_entry (self, entry, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
apply_page (Rebase  *self,
            GError **error)
{
  const VasRebasePage *page = self->what->page;

  if (page == NULL)
    return TRUE;

  self->results = vas_page_apply (self->sql, page->epoch, page->lines, page->length, self->erased, error);
  return self->results != NULL;
}

/* What a page erased is forgotten last: what it settled of this desk's own is to go with it (R29). */
static gboolean
forget_erased (Rebase  *self,
               GError **error)
{
  return self->erased->len == 0 || vas_erasure_forget (self->sql, self->erased, error);
}

/**
 * vas_rebase:
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): receipts of the commands of this file that were settled or refused;
 *   NULL with @error set, and the caller takes its transaction back
 */
GPtrArray *
vas_rebase (VasSql           *sql,
            const VasRebase  *rebase,
            GError          **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (VasReplicaHead) head = open != NULL ? vas_replica_get_head (sql, error) : NULL;
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);
  g_autoptr (GPtrArray) erased = g_ptr_array_new_with_free_func (g_free);
  Rebase self = { sql, rebase, FALSE, open, NULL, erased, receipts };
  gboolean done;

  if (head == NULL)
    return NULL;

  self.desk = head->role == VAS_REPLICA_DESK;
  done = take_back_all (&self, error) && apply_page (&self, error) && rebase_open (&self, error) && forget_erased (&self, error);
  g_clear_pointer (&self.results, g_ptr_array_unref);

  return done ? g_steal_pointer (&receipts) : NULL;
}
