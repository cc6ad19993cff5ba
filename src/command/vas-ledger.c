/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The ledger: how a command enters the database, and how it leaves the outbox.
 *
 * There is one confirmed state, and over it the open commands of this desk, in the order they were made. Saving applies a
 * command over all that, with before-images. Everything else is one movement, the rebase: take the open commands back,
 * newest first; settle those whose time has come, on the confirmed state and with authority; apply the rest again. Undo is
 * that movement without the command; the end of a hold is that movement with it settled. A pull from a backend will be
 * the same movement with the backend's rows in the middle.
 *
 * Invariants: the trail holds a settled command once; an open command has its images or none were needed; a command that
 * is refused leaves nothing behind but its row.
 *
 * This file is long because saving, settling and undoing are one movement, and share its helpers.
 */

#include "vas-ledger.h"

#include "vas-capture.h"
#include "vas-claim.h"
#include "vas-command-type.h"
#include "vas-feed.h"
#include "vas-journal.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-verdict-json.h"

typedef struct {
  VasSql     *sql;
  GPtrArray  *open;                 /* VasJournalEntry, oldest first */
  GPtrArray  *settle;               /* ids to settle */
  const char *drop;                 /* nullable: id to take out for good */
  gint64      now;
  GPtrArray  *receipts;             /* of the settled ones */
} Rebase;

static char *
verdict_to_text (VasVerdict *verdict)
{
  g_autoptr (JsonNode) node = vas_verdict_to_json (verdict);

  return vas_json_to_text (node);
}

static VasVerdict *
verdict_from_text (const char  *text,
                   GError     **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text, -1, G_MAXSIZE, error);

  return node != NULL ? vas_verdict_from_json (node, error) : NULL;
}

static VasReceipt *
receipt_new (VasRun     *run,
             VasVerdict *verdict,
             gboolean    applied,
             gint64      hold_until)
{
  VasReceipt *receipt = g_new0 (VasReceipt, 1);
  g_autoptr (GStrvBuilder) subjects = g_strv_builder_new ();

  receipt->command_id = g_strdup (vas_command_get_id (run->command));
  receipt->applied = applied;
  receipt->hold_until = hold_until;
  receipt->verdict = vas_verdict_ref (verdict);
  for (guint i = 0; i < run->subjects->len; i++)
    g_strv_builder_add (subjects, g_ptr_array_index (run->subjects, i));
  receipt->subjects = g_strv_builder_end (subjects);

  return receipt;
}

/* Judges, and applies where nothing stands against it. *verdict_out is set wherever it could be judged. */
static gboolean
attempt (VasRun      *run,
         VasVerdict **verdict_out,
         gboolean    *applied,
         GError     **error)
{
  *applied = FALSE;
  *verdict_out = vas_run_judge (run, error);
  if (*verdict_out == NULL)
    return FALSE;
  if (!vas_verdict_is_accepted (*verdict_out, vas_command_get_acknowledged (run->command)))
    return TRUE;
  if (!run->type->apply (run, error) || !vas_claim_prolong_all (run, error))
    return FALSE;
  *applied = TRUE;

  return TRUE;
}

static gboolean
keep_personal_values (VasSql      *sql,
                      VasCommand  *command,
                      GError     **error)
{
  g_autofree char *text = vas_command_get_personal (command);
  g_autoptr (JsonNode) root = vas_json_parse_strict (text, -1, G_MAXSIZE, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (root == NULL)
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *entry = json_node_get_object (node);
      g_autofree char *value = vas_json_to_text (json_object_get_member (entry, "value"));

      if (!vas_journal_keep_personal (sql, vas_command_get_id (command), name,
                                      json_object_get_string_member (entry, "salt"), value, error))
        return FALSE;
    }

  return TRUE;
}

static VasLogRow *
log_row_new (VasCommand *command,
             gint64      now)
{
  VasLogRow *row = g_new0 (VasLogRow, 1);

  row->command_id = g_strdup (vas_command_get_id (command));
  row->type = g_strdup (vas_command_get_type_name (command));
  row->actor = g_strdup (vas_command_get_actor (command));
  row->made_at = vas_command_get_made_at (command);
  row->logged_at = now;
  row->body = g_strdup (vas_command_get_body (command));
  row->body_hash = vas_command_get_body_hash (command);

  return row;
}

static gboolean
log_result (VasSql      *sql,
            VasRun      *run,
            VasVerdict  *verdict,
            gboolean     applied,
            gint64      *seq,
            GError     **error)
{
  g_autoptr (VasLogRow) row = log_row_new (run->command, run->now);
  g_autofree char *verdict_text = verdict_to_text (verdict);

  row->result = g_strdup (applied ? "applied" : "rejected");
  row->verdict = g_steal_pointer (&verdict_text);

  if (!vas_journal_log (sql, row, run->subjects, error) || !keep_personal_values (sql, run->command, error))
    return FALSE;

  *seq = row->seq;
  return TRUE;
}

/*
 * Judges and applies in a savepoint: what it half did is taken back where it comes to nothing. An error that is no verdict (a
 * record it names is gone) refuses it too, with the message as its reason. FALSE only where the store itself failed.
 */
static gboolean
attempt_safely (VasRun      *run,
                VasVerdict **verdict,
                gboolean    *applied,
                GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!vas_sql_savepoint (run->sql, "attempt", error))
    return FALSE;
  if (attempt (run, verdict, applied, &local_error))
    return vas_sql_release (run->sql, "attempt", error);

  vas_sql_rollback_to (run->sql, "attempt");
  if (local_error->domain == VAS_STORE_ERROR && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT) &&
      !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_pointer (verdict, vas_verdict_unref);
  *verdict = vas_verdict_new ();
  vas_verdict_add (*verdict, vas_finding_set_text (vas_finding_new ("R32", "", VAS_OUTCOME_FAIL, "not-possible"),
                                                   "reason", local_error->message));

  return TRUE;
}

/* A command that cannot even be judged: its arguments are wrong. It is refused, and the trail says so. */
static VasReceipt *
refuse_unjudged (VasSql      *sql,
                 VasCommand  *command,
                 const char  *reason,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  g_autoptr (VasLogRow) row = log_row_new (command, now);
  VasReceipt *receipt;

  vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R32", "", VAS_OUTCOME_FAIL, "not-possible"),
                                                  "reason", reason));
  row->result = g_strdup ("rejected");
  row->verdict = verdict_to_text (verdict);
  if (!vas_journal_log (sql, row, subjects, error) || !keep_personal_values (sql, command, error))
    return NULL;

  receipt = g_new0 (VasReceipt, 1);
  receipt->command_id = g_strdup (vas_command_get_id (command));
  receipt->hold_until = VAS_NONE;
  receipt->verdict = vas_verdict_ref (verdict);
  receipt->subjects = g_new0 (char *, 1);
  receipt->seq = row->seq;

  return receipt;
}

/* Gives a command the last word; its row in the trail says which. */
static VasReceipt *
settle (VasSql      *sql,
        VasCommand  *command,
        gint64       now,
        GPtrArray  **subjects,
        GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasRun) run = vas_run_new (sql, command, now, TRUE, &local_error);
  g_autoptr (VasVerdict) verdict = NULL;
  VasReceipt *receipt;
  gboolean applied = FALSE;
  gint64 seq;

  if (run == NULL && local_error->domain == VAS_COMMAND_ERROR)
    {
      *subjects = g_ptr_array_new ();
      return refuse_unjudged (sql, command, local_error->message, now, error);
    }
  if (run == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!attempt_safely (run, &verdict, &applied, error) || !log_result (sql, run, verdict, applied, &seq, error))
    return NULL;

  receipt = receipt_new (run, verdict, applied, VAS_NONE);
  receipt->seq = seq;
  *subjects = g_ptr_array_ref (run->subjects);
  return receipt;
}

/**
 * vas_ledger_settle_command:
 * @now: instant by the authority's clock
 *
 * Gives a command the last word; its row in the trail says which, and so does the feed where this file is a backend's. Open
 * commands must have been taken back: this happens on the confirmed state.
 *
 * Returns: (transfer full) (nullable): the receipt; NULL with @error set where the store failed
 */
VasReceipt *
vas_ledger_settle_command (VasSql      *sql,
                           VasCommand  *command,
                           gint64       now,
                           GError     **error)
{
  const char *id = vas_command_get_id (command);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GPtrArray) subjects = NULL;
  gboolean on;

  if (!vas_feed_begin (sql, id, &on, error))
    return NULL;
  receipt = settle (sql, command, now, &subjects, error);
  if (receipt == NULL || (on && !vas_feed_end (sql, id, receipt->seq, subjects, error)))
    return NULL;

  return g_steal_pointer (&receipt);
}

static gboolean
contains (GPtrArray  *ids,
          const char *id)
{
  return ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

static gboolean
settle_entry (Rebase           *rebase,
              VasJournalEntry  *entry,
              VasCommand       *command,
              GError          **error)
{
  VasReceipt *receipt = vas_ledger_settle_command (rebase->sql, command, rebase->now, error);
  g_autofree char *verdict = NULL;

  if (receipt == NULL)
    return FALSE;
  g_ptr_array_add (rebase->receipts, receipt);
  verdict = receipt->applied ? NULL : verdict_to_text (receipt->verdict);

  return vas_journal_set_state (rebase->sql, entry->command_id, receipt->applied ? "settled" : "refused", verdict,
                                rebase->now, error);
}

/* Applies an open command again, over a confirmed state that may have moved. What no longer holds becomes a problem. */
static gboolean
replay_entry (Rebase           *rebase,
              VasJournalEntry  *entry,
              VasCommand       *command,
              GError          **error)
{
  g_autoptr (VasRun) run = vas_run_new (rebase->sql, command, vas_command_get_made_at (command), FALSE, error);
  g_autoptr (VasVerdict) verdict = NULL;
  g_autofree char *text = NULL;
  gboolean applied = FALSE;

  if (run == NULL || !vas_capture_begin (rebase->sql, entry->command_id, error) ||
      !attempt_safely (run, &verdict, &applied, error) || !vas_capture_end (rebase->sql, error))
    return FALSE;
  if (applied)
    return TRUE;

  text = verdict_to_text (verdict);
  return vas_journal_set_state (rebase->sql, entry->command_id, "refused", text, rebase->now, error);
}

static gboolean
rebase_entry (Rebase           *rebase,
              VasJournalEntry  *entry,
              GError          **error)
{
  g_autoptr (VasCommand) command = NULL;

  if (g_strcmp0 (entry->command_id, rebase->drop) == 0)
    return vas_journal_set_state (rebase->sql, entry->command_id, "undone", NULL, rebase->now, error);

  command = vas_command_from_text (entry->body, entry->personal, error);
  if (command == NULL)
    return FALSE;
  if (contains (rebase->settle, entry->command_id))
    return settle_entry (rebase, entry, command, error);

  return replay_entry (rebase, entry, command, error);
}

static gboolean
take_back_all (Rebase  *rebase,
               GError **error)
{
  for (guint i = rebase->open->len; i > 0; i--)
    {
      VasJournalEntry *entry = g_ptr_array_index (rebase->open, i - 1);

      if (!vas_capture_restore (rebase->sql, entry->command_id, error))
        return FALSE;
    }

  return TRUE;
}

/* Settled ones go first, in their order: a command that stays open must not stand between two that are confirmed. */
static gboolean
rebase_open (Rebase  *rebase,
             GError **error)
{
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < rebase->open->len; i++)
        {
          VasJournalEntry *entry = g_ptr_array_index (rebase->open, i);

          if (contains (rebase->settle, entry->command_id) == (pass == 0) && !rebase_entry (rebase, entry, error))
            return FALSE;
        }
    }

  return TRUE;
}

static GPtrArray *
run_rebase (VasSql      *sql,
            GPtrArray   *settle,
            const char  *drop,
            gint64       now,
            GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_receipt_free);
  Rebase rebase = { sql, open, settle, drop, now, receipts };

  if (open == NULL || !take_back_all (&rebase, error) || !rebase_open (&rebase, error))
    return NULL;

  return g_steal_pointer (&receipts);
}

static void
fail_reused (const char  *command_id,
             GError     **error)
{
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_REUSED, "The command id %s was used before with other contents.",
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
  (*receipt)->verdict = verdict_from_text (row->verdict, error);

  return (*receipt)->verdict != NULL;
}

/* The next act on a record ends the hold of the one before it. *ended: receipts of those that it ended. */
static gboolean
end_holds_on (VasSql      *sql,
              GPtrArray   *subjects,
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

  *ended = run_rebase (sql, ids, NULL, now, error);
  return *ended != NULL;
}

static gboolean
put_into_outbox (VasSql      *sql,
                 VasRun      *run,
                 gint64       hold_until,
                 GError     **error)
{
  g_autoptr (VasLogRow) row = log_row_new (run->command, run->now);
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
  gboolean applied, on;
  gint64 seq;

  if (open == NULL)
    return NULL;
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
      !attempt (run, &verdict, &applied, error) || !log_result (sql, run, verdict, applied, &seq, error) ||
      (on && !vas_feed_end (sql, vas_command_get_id (command), seq, run->subjects, error)))
    return NULL;
  receipt = receipt_new (run, verdict, applied, VAS_NONE);
  receipt->seq = seq;
  receipt->ended = g_steal_pointer (&ended);

  return receipt;
}

/*
 * Judges @command on what the desk sees now. What it will touch is known only by applying it, so it is applied once, taken
 * back where a hold on one of its records has to end first, and applied again.
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
  gboolean applied;

  if (run == NULL || !vas_capture_begin (sql, vas_command_get_id (command), error) ||
      !attempt (run, &verdict, &applied, error) || !vas_capture_end (sql, error))
    return NULL;
  if (!applied)
    return receipt_new (run, verdict, FALSE, VAS_NONE);

  open = vas_journal_list_open (sql, error);
  if (open == NULL)
    return NULL;
  if (first && open->len > 0)
    {
      g_autoptr (GPtrArray) ended = NULL;
      VasReceipt *receipt;

      if (!vas_capture_restore (sql, vas_command_get_id (command), error) ||
          !end_holds_on (sql, run->subjects, now, &ended, error))
        return NULL;
      receipt = apply_optimistically (sql, command, hold_until, FALSE, now, error);
      if (receipt != NULL)
        receipt->ended = g_steal_pointer (&ended);
      return receipt;
    }
  if (!put_into_outbox (sql, run, hold_until, error))
    return NULL;

  return receipt_new (run, verdict, TRUE, hold_until);
}

/**
 * vas_ledger_save:
 * @hold_seconds: how long it may be undone; 0 settles it in this transaction
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
  const gint64 hold_until = hold_seconds > 0 ? now + (gint64) hold_seconds * G_USEC_PER_SEC : VAS_NONE;

  if (!was_used (sql, command, &receipt, error))
    return NULL;
  if (receipt != NULL)
    return g_steal_pointer (&receipt);
  if (vas_command_get_payload (command) != NULL)
    return settle_import (sql, command, now, error);

  receipt = apply_optimistically (sql, command, hold_until, TRUE, now, error);
  if (receipt == NULL || !receipt->applied || hold_seconds > 0)
    return g_steal_pointer (&receipt);

  ids = g_ptr_array_new ();
  g_ptr_array_add (ids, receipt->command_id);
  receipts = run_rebase (sql, ids, NULL, now, error);
  if (receipts == NULL)
    return NULL;
  settled = g_ptr_array_steal_index (receipts, 0);
  settled->ended = g_steal_pointer (&receipt->ended);

  return settled;
}

/**
 * vas_ledger_settle:
 * @command_ids: (element-type utf8) (nullable): what to settle; NULL for everything open
 *
 * Ends holds: numbers, logs and settles the commands and drops their before-images.
 *
 * Returns: (transfer full) (nullable) (element-type VasReceipt): a receipt for each, in the order of the trail
 */
GPtrArray *
vas_ledger_settle (VasSql     *sql,
                   GPtrArray  *command_ids,
                   gint64      now,
                   GError    **error)
{
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

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
 *
 * Takes a held command back: the rebase without it.
 *
 * Returns: FALSE with %VAS_COMMAND_ERROR_SETTLED where its hold has ended
 */
gboolean
vas_ledger_undo (VasSql      *sql,
                 const char  *command_id,
                 gint64       now,
                 GError     **error)
{
  g_autoptr (GPtrArray) open = vas_journal_list_open (sql, error);
  g_autoptr (GPtrArray) receipts = NULL;
  gboolean found = FALSE;

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    found = found || g_str_equal (((VasJournalEntry *) g_ptr_array_index (open, i))->command_id, command_id);
  if (!found)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_SETTLED, "It is too late to undo this.");
      return FALSE;
    }

  receipts = run_rebase (sql, NULL, command_id, now, error);
  return receipts != NULL;
}
