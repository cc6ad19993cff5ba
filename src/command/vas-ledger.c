/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The ledger: how a command enters the database.
 *
 * There is one confirmed state, and over it the open commands of this desk, in the order they were made. Saving applies a
 * command over all that, with before-images. How it leaves again is the rebase (vas-rebase.c): Undo is that movement without it, the end
 * of a hold is that movement with it settled, a pull is that movement with the backend's rows in the middle.
 *
 * A file that is its own authority settles what is saved without a hold, in the same transaction. A desk that follows a backend never
 * settles: the end of a hold lets a command go to the backend, whose feed brings the result.
 *
 * Invariants: the trail holds a settled command once; an open command has its images or none were needed; a command that
 * is refused leaves nothing behind but its row.
 */

#include "vas-ledger-private.h"

#include "vas-capture.h"
#include "vas-feed.h"
#include "vas-outbox.h"
#include "vas-page.h"
#include "vas-rebase.h"
#include "vas-replica-head.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
run_rebase (VasSql      *sql,
            GPtrArray   *settle,
            GPtrArray   *drop,
            gint64       now,
            GError     **error)
{
  const VasRebase rebase = { .settle = settle, .drop = drop, .now = now };

  return vas_rebase (sql, &rebase, error);
}

static gboolean
is_desk (VasSql    *sql,
         gboolean  *desk,
         GError   **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  *desk = head != NULL && head->role == VAS_REPLICA_DESK;
  return head != NULL;
}

static GPtrArray *
receipts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);
}

/* Lets commands of a desk go to its backend. @command_ids: (nullable): NULL for all that are held. */
static GPtrArray *
release (VasSql      *sql,
         GPtrArray   *command_ids,
         GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);

  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    {
      const char *id = ((VasJournalEntry *) g_ptr_array_index (open, i))->command_id;

      if ((command_ids == NULL || g_ptr_array_find_with_equal_func (command_ids, id, g_str_equal, NULL)) &&
          !vas_outbox_release (sql, id, error))
        return NULL;
    }

  return receipts_new ();
}

static void
fail_reused (const char  *command_id,
             GError     **error)
{
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_REUSED, _("The command id %s was used before with other contents."),
               command_id);
}

/* The command that is open under the id of @command; NULL without an error where none is. */
static VasReceipt *
find_open (VasSql      *sql,
           VasCommand  *command,
           GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  VasReceipt *receipt = NULL;

  for (guint i = 0; open != NULL && receipt == NULL && i < open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (open, i);

      if (!g_str_equal (entry->command_id, vas_command_get_id (command)))
        continue;
      if (!g_str_equal (entry->body, vas_command_get_body (command)))
        {
          fail_reused (entry->command_id, error);
          return NULL;
        }
      receipt = g_new0 (VasReceipt, 1);
      receipt->command_id = g_strdup (entry->command_id);
      receipt->applied = TRUE;
      receipt->hold_until = entry->hold_until;
      receipt->subjects = g_new0 (char *, 1);
      receipt->verdict = vas_verdict_new ();
    }

  return receipt;
}

static gboolean
was_used (VasSql       *sql,
          VasCommand   *command,
          VasReceipt  **receipt,
          GError      **error)
{
  g_autoptr (VasLogRow) row = NULL;
  g_autofree char *hash = NULL;

  *receipt = NULL;
  if (!vas_journal_find_logged (sql, vas_command_get_id (command), &row, error))
    return FALSE;
  if (row == NULL)
    {
      g_autoptr (GError) local_error = NULL;

      *receipt = find_open (sql, command, &local_error);
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  hash = vas_command_get_body_hash (command);
  if (!g_str_equal (hash, row->body_hash))
    {
      fail_reused (row->command_id, error);
      return FALSE;
    }

  *receipt = g_new0 (VasReceipt, 1);
  (*receipt)->command_id = g_strdup (row->command_id);
  (*receipt)->applied = g_str_equal (row->result, "applied");
  (*receipt)->hold_until = VAS_NONE;
  (*receipt)->subjects = g_new0 (char *, 1);
  (*receipt)->verdict = vas_ledger_verdict_from_text (row->verdict, error);

  return (*receipt)->verdict != NULL;
}

/* The next act on a record ends the hold of the one before it. *ended: receipts of those that it ended. */
static gboolean
end_holds_on (VasSql      *sql,
              GPtrArray   *subjects,
              gboolean     desk,
              gint64       now,
              GPtrArray  **ended,
              GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (open, i);
      gboolean has;

      if (!vas_journal_has_open_on (sql, entry->command_id, subjects, &has, error))
        return FALSE;
      if (has)
        g_ptr_array_add (ids, entry->command_id);
    }
  if (ids->len == 0)
    return TRUE;

  *ended = desk ? release (sql, ids, error) : run_rebase (sql, ids, NULL, now, error);
  return *ended != NULL;
}

static gboolean
put_into_outbox (VasSql      *sql,
                 VasRun      *run,
                 gint64       hold_until,
                 GError     **error)
{
  g_autoptr (VasLogRow) row = vas_ledger_log_row_new (run->command, run->now);
  g_autofree char *personal = vas_command_get_personal (run->command);

  return vas_journal_save (sql, row, personal, hold_until != VAS_NONE ? "held" : "pending", hold_until, error) &&
         vas_journal_set_subjects (sql, row->command_id, run->subjects, error);
}

/*
 * Rows of a bulk import are authority's work, never the outbox's. There is no savepoint, which would copy each page of an index
 * that a row changes: what goes wrong while they are applied is an error, and takes the whole transaction back.
 */
static VasReceipt *
settle_import (VasSql      *sql,
               VasCommand  *command,
               gint64       now,
               GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) ended = NULL;
  g_autoptr (VasRun) run = NULL;
  g_autoptr (VasVerdict) verdict = NULL;
  VasReceipt *receipt;
  gboolean applied, on, desk;
  gint64 seq;

  if (open == NULL || !is_desk (sql, &desk, error))
    return NULL;
  if (desk)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT,
                           _("A bulk import is the backend's work: this replica follows one."));
      return NULL;
    }
  for (guint i = 0; i < open->len; i++)
    g_ptr_array_add (ids, ((VasJournalEntry *) g_ptr_array_index (open, i))->command_id);
  if (ids->len > 0)
    {
      ended = run_rebase (sql, ids, NULL, now, error);
      if (ended == NULL)
        return NULL;
    }

  run = vas_run_new (sql, command, now, TRUE, error);
  if (run == NULL || !vas_feed_begin (sql, vas_command_get_id (command), &on, error) ||
      !vas_ledger_attempt (run, &verdict, &applied, error) || !vas_ledger_log_result (sql, run, verdict, applied, on, &seq, error))
    return NULL;
  receipt = vas_ledger_receipt_new (run, verdict, applied, VAS_NONE);
  receipt->seq = seq;
  receipt->ended = g_steal_pointer (&ended);

  return receipt;
}

static VasReceipt *apply_optimistically (VasSql      *sql,
                                         VasCommand  *command,
                                         gint64       hold_until,
                                         gboolean     first,
                                         gint64       now,
                                         GError     **error);

/* A hold on one of its records ends first: the command is taken back and applied again, over what is settled by then. */
static VasReceipt *
apply_after_holds (VasSql      *sql,
                   VasRun      *run,
                   gint64       hold_until,
                   gint64       now,
                   GError     **error)
{
  g_autoptr (GPtrArray) ended = NULL;
  VasReceipt *receipt;

  if (!vas_capture_restore (sql, vas_command_get_id (run->command), error) ||
      !end_holds_on (sql, run->subjects, FALSE, now, &ended, error))
    return NULL;
  receipt = apply_optimistically (sql, run->command, hold_until, FALSE, now, error);
  if (receipt != NULL)
    receipt->ended = g_steal_pointer (&ended);

  return receipt;
}

/*
 * Judges @command on what the desk sees now. What it will touch is known only by applying it, so it is applied once, taken
 * back where a hold on one of its records has to end first, and applied again. A desk of a backend has no need of that: what it lets
 * go is sent before this one.
 */
static VasReceipt *
apply_optimistically (VasSql      *sql,
                      VasCommand  *command,
                      gint64       hold_until,
                      gboolean     first,
                      gint64       now,
                      GError     **error)
{
  g_autoptr (VasRun) run = vas_run_new (sql, command, vas_command_get_made_at (command), FALSE, error);
  g_autoptr (VasVerdict) verdict = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) ended = NULL;
  gboolean applied, desk;

  if (run == NULL || !vas_capture_begin (sql, vas_command_get_id (command), error) ||
      !vas_ledger_attempt (run, &verdict, &applied, error) || !vas_capture_end (sql, error))
    return NULL;
  if (!applied)
    return vas_ledger_receipt_new (run, verdict, FALSE, VAS_NONE);

  open = vas_journal_list_open (sql, error);
  if (open == NULL || !is_desk (sql, &desk, error))
    return NULL;
  if (first && open->len > 0 && !desk)
    return apply_after_holds (sql, run, hold_until, now, error);
  if ((desk && !end_holds_on (sql, run->subjects, TRUE, now, &ended, error)) || !put_into_outbox (sql, run, hold_until, error))
    return NULL;

  return vas_ledger_receipt_new (run, verdict, TRUE, hold_until);
}

/* Where nothing is open. *receipt stays NULL where something is, or something stands against the command. */
static gboolean
save_at_once (VasSql       *sql,
              VasCommand   *command,
              gint64        now,
              VasReceipt  **receipt,
              GError      **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);

  if (open == NULL)
    return FALSE;

  return open->len > 0 || vas_ledger_settle_at_once (sql, command, now, receipt, error);
}

/* On a server nothing is ever open, and nothing is taken back: what was not applied at once is told of, with what stands against it. */
static VasReceipt *
judge_at_server (VasSql      *sql,
                 VasCommand  *command,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (VasRun) run = vas_run_new (sql, command, now, TRUE, error);
  g_autoptr (VasVerdict) verdict = NULL;
  gboolean applied;

  if (run == NULL || !vas_ledger_attempt (run, &verdict, &applied, error))
    return NULL;
  if (!applied)
    return vas_ledger_receipt_new (run, verdict, FALSE, VAS_NONE);
  /* What it wrote may not have been answered yet: a constraint that stands against it is that, and not others' doing. */
  if (!vas_sql_settle (sql, error))
    return NULL;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONFLICT, "The records changed while this command was judged.");
  return NULL;
}

/**
 * vas_ledger_save:
 * @hold_seconds: how long it may be undone; 0 settles it in this transaction, or lets a desk send it at once. Not on a server
 * @now: the authority's clock
 *
 * Judges a command, and where nothing stands against it applies it with its outbox row. Sent again with the same id, it
 * answers as it did. Where it is refused nothing is written.
 *
 * Returns: (transfer full) (nullable): the receipt; NULL with @error set where it could not be judged or written
 */
VasReceipt *
vas_ledger_save (VasSql      *sql,
                 VasCommand  *command,
                 guint        hold_seconds,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  VasReceipt *settled;
  gboolean desk;
  const gboolean server = vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL;
  const gint64 hold_until = hold_seconds > 0 ? now + (gint64) hold_seconds * G_USEC_PER_SEC : VAS_NONE;

  g_return_val_if_fail (!server || hold_seconds == 0, NULL);

  if (!was_used (sql, command, &receipt, error))
    return NULL;
  if (receipt != NULL)
    return g_steal_pointer (&receipt);
  if (vas_command_get_payload (command) != NULL)
    return settle_import (sql, command, now, error);
  if (!is_desk (sql, &desk, error))
    return NULL;
  if (hold_seconds == 0 && !desk && !save_at_once (sql, command, now, &receipt, error))
    return NULL;
  if (receipt != NULL)
    return g_steal_pointer (&receipt);

  if (server)
    return judge_at_server (sql, command, now, error);
  receipt = apply_optimistically (sql, command, hold_until, TRUE, now, error);
  if (receipt == NULL || !receipt->applied || hold_seconds > 0 || desk)
    return g_steal_pointer (&receipt);

  ids = g_ptr_array_new ();
  g_ptr_array_add (ids, receipt->command_id);
  receipts = run_rebase (sql, ids, NULL, now, error);
  if (receipts == NULL)
    return NULL;
  settled = g_ptr_array_steal_index (receipts, 0);
  settled->ended = receipt->ended != NULL ? g_steal_pointer (&receipt->ended) : receipts_new ();
  g_ptr_array_extend_and_steal (settled->ended, g_steal_pointer (&receipts));

  return settled;
}

/**
 * vas_ledger_settle:
 * @command_ids: (element-type utf8) (nullable): what to settle; NULL for everything open
 *
 * Ends holds: numbers, logs and settles the commands and drops their before-images; a desk lets them go to its backend.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): a receipt for each that was settled, in the order of the trail
 */
GPtrArray *
vas_ledger_settle (VasSql     *sql,
                   GPtrArray  *command_ids,
                   gint64      now,
                   GError    **error)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  gboolean desk;

  if (!is_desk (sql, &desk, error))
    return NULL;
  if (desk)
    return release (sql, command_ids, error);
  if (command_ids != NULL)
    return run_rebase (sql, command_ids, NULL, now, error);

  open = vas_journal_list_open (sql, error);
  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    g_ptr_array_add (all, ((VasJournalEntry *) g_ptr_array_index (open, i))->command_id);

  return run_rebase (sql, all, NULL, now, error);
}

/**
 * vas_ledger_undo:
 * @command_ids: (element-type utf8): what was done as one
 * @n_undone: (out): how many of them were still held
 * @refused: (out) (optional) (transfer full) (element-type VasReceipt): of commands that leaned on them and became problems
 *
 * Takes held commands back: the rebase without them.
 *
 * Returns: FALSE with %VAS_COMMAND_ERROR_SETTLED where the hold of all of them has ended
 */
gboolean
vas_ledger_undo (VasSql      *sql,
                 GPtrArray   *command_ids,
                 gint64       now,
                 guint       *n_undone,
                 GPtrArray  **refused,
                 GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (GPtrArray) held = g_ptr_array_new ();
  g_autoptr (GPtrArray) receipts = NULL;

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (open, i);

      if (g_str_equal (entry->state, "held") &&
          g_ptr_array_find_with_equal_func (command_ids, entry->command_id, g_str_equal, NULL))
        g_ptr_array_add (held, entry->command_id);
    }
  *n_undone = held->len;
  if (held->len == 0)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_SETTLED, _("It is too late to undo this."));
      return FALSE;
    }

  receipts = run_rebase (sql, NULL, held, now, error);
  if (receipts == NULL)
    return FALSE;

  if (refused != NULL)
    *refused = g_steal_pointer (&receipts);
  return TRUE;
}

/**
 * vas_ledger_pull:
 * @epoch: of the backend
 * @lines: a page of its feed, @length bytes
 * @now: instant
 *
 * Puts what a backend tells into a desk's replica: the rebase with the page in the middle. One page is one transaction.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): receipts of this desk's commands that the page settled
 */
GPtrArray *
vas_ledger_pull (VasSql      *sql,
                 const char  *epoch,
                 const char  *lines,
                 gsize        length,
                 gint64       now,
                 GError     **error)
{
  const VasRebasePage page = { epoch, lines, length };
  const VasRebase rebase = { .page = &page, .now = now };

  return vas_rebase (sql, &rebase, error);
}

/**
 * vas_ledger_confirm:
 * @results: (element-type VasPageResult): of commands whose rows of the trail this replica holds already
 * @now: instant
 *
 * Settles commands that were sent again: their effect is in the confirmed state.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): a receipt for each of this desk's that was open
 */
GPtrArray *
vas_ledger_confirm (VasSql      *sql,
                    GPtrArray   *results,
                    gint64       now,
                    GError     **error)
{
  const VasRebase rebase = { .told = results, .now = now };

  return vas_rebase (sql, &rebase, error);
}

/**
 * vas_ledger_refuse:
 * @reason: in the backend's words
 * @now: instant
 *
 * A backend will not even look at a command: it is taken back, and a problem of its author's.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): its receipt
 */
GPtrArray *
vas_ledger_refuse (VasSql      *sql,
                   const char  *command_id,
                   const char  *reason,
                   gint64       now,
                   GError     **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_page_result_free);
  g_autoptr (VasVerdict) verdict = vas_ledger_verdict_not_possible (reason);
  VasPageResult *result = g_new0 (VasPageResult, 1);

  result->command_id = g_strdup (command_id);
  result->verdict = vas_ledger_verdict_to_text (verdict);
  g_ptr_array_add (results, result);

  return vas_ledger_confirm (sql, results, now, error);
}
