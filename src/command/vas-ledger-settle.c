/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The last word on a command: judged and applied with authority on the confirmed state, with its row in the trail, its personal
 * values beside, and the records after it in the feed where this file is a backend's. Inside the caller's transaction, on its thread.
 */

#include "vas-ledger-private.h"

#include "vas-claim.h"
#include "vas-command-type.h"
#include "vas-feed.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-verdict-json.h"

/* vas_ledger_verdict_to_text: (transfer full): a verdict as the trail and the outbox keep it. */
char *
vas_ledger_verdict_to_text (VasVerdict *verdict)
{
  g_autoptr (JsonNode) node = vas_verdict_to_json (verdict);

  return vas_json_to_text (node);
}

/* vas_ledger_verdict_from_text: (transfer full) (nullable): the other way round. */
VasVerdict *
vas_ledger_verdict_from_text (const char  *text,
                              GError     **error)
{
  g_autoptr (JsonNode) node = vas_json_parse_strict (text, -1, G_MAXSIZE, error);

  return node != NULL ? vas_verdict_from_json (node, error) : NULL;
}

/* vas_ledger_verdict_not_possible: (transfer full): of a command that no rule stands against, and that cannot be done all the same. */
VasVerdict *
vas_ledger_verdict_not_possible (const char *reason)
{
  VasVerdict *verdict = vas_verdict_new ();

  vas_verdict_add (verdict, vas_finding_set_text (vas_finding_new ("R32", "", VAS_OUTCOME_FAIL, "not-possible"),
                                                  "reason", reason));
  return verdict;
}

/* vas_ledger_receipt_new: (transfer full): of a command that was judged, and applied or not. */
VasReceipt *
vas_ledger_receipt_new (VasRun     *run,
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

/* The shop answers no questions: what a rule asks is put to whoever works on what it sent. */
static gboolean
is_accepted (VasRun     *run,
             VasVerdict *verdict)
{
  const VasOutcome outcome = vas_verdict_get_outcome (verdict);

  if (vas_run_has_role (run, VAS_ROLE_SHOP))
    return outcome == VAS_OUTCOME_PASS || outcome == VAS_OUTCOME_ASK;

  return vas_verdict_is_accepted (verdict, vas_command_get_acknowledged (run->command));
}

/* vas_ledger_attempt: judges, and applies where nothing stands against it. *verdict_out is set wherever it could be judged. */
gboolean
vas_ledger_attempt (VasRun      *run,
                    VasVerdict **verdict_out,
                    gboolean    *applied,
                    GError     **error)
{
  *applied = FALSE;
  *verdict_out = vas_run_judge (run, error);
  if (*verdict_out == NULL)
    return FALSE;
  if (!is_accepted (run, *verdict_out))
    return TRUE;
  if (!run->type->apply (run, error) || !vas_claim_prolong_all (run, error))
    return FALSE;
  *applied = TRUE;

  return TRUE;
}

/*
 * vas_ledger_verdict_for_trail: (transfer full): what the trail keeps of a verdict: what a rule found in order needs no words of the user's to be remembered (R29). A title or an id
 * that was wrong stays, so that its author can read why.
 */
char *
vas_ledger_verdict_for_trail (VasVerdict *verdict)
{
  static const char * const spoken[] = { "title", "taxpayer_id", "earlier", NULL };
  g_autoptr (VasVerdict) kept = vas_verdict_new ();

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);

      vas_verdict_add (kept, finding->outcome == VAS_OUTCOME_FAIL ? vas_finding_ref (finding) : vas_finding_without (finding, spoken));
    }

  return vas_ledger_verdict_to_text (kept);
}

/* @erased: the user's data were erased before it came: nothing of it is kept, and the digests stay alone. */
static gboolean
keep_personal_values (VasSql      *sql,
                      VasCommand  *command,
                      gboolean     erased,
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
                                      erased ? "" : json_object_get_string_member (entry, "salt"), erased ? NULL : value, error))
        return FALSE;
    }

  return TRUE;
}

/* vas_ledger_log_row_new: (transfer full): the row of a command before its result is known. */
VasLogRow *
vas_ledger_log_row_new (VasCommand *command,
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

/* The row of the trail and, for a backend, what desks are told with it. */
static gboolean
log_row (VasSql      *sql,
         VasCommand  *command,
         VasLogRow   *row,
         GPtrArray   *subjects,
         gboolean     on,
         gboolean     erased,
         GError     **error)
{
  g_autofree char *changes = on ? vas_feed_collect (sql, row->command_id, row->logged_at, error) : NULL;

  if (on && changes == NULL)
    return FALSE;

  return vas_journal_log (sql, row, subjects, error) && keep_personal_values (sql, command, erased, error) &&
         (!on || vas_feed_keep (sql, row->seq, subjects, changes, error));
}

/* vas_ledger_log_result: the row of the trail. @on: whether there is a feed, which was begun. *seq: its place. */
gboolean
vas_ledger_log_result (VasSql      *sql,
                       VasRun      *run,
                       VasVerdict  *verdict,
                       gboolean     applied,
                       gboolean     on,
                       gint64      *seq,
                       GError     **error)
{
  g_autoptr (VasLogRow) row = vas_ledger_log_row_new (run->command, run->now);
  g_autofree char *verdict_text = vas_ledger_verdict_for_trail (verdict);
  const gboolean erased = !applied && (run->erased_at != VAS_NONE || vas_verdict_find_code (verdict, "account-erased") != NULL);

  row->result = g_strdup (applied ? "applied" : "rejected");
  row->verdict = g_steal_pointer (&verdict_text);

  if (!log_row (sql, run->command, row, run->subjects, on, erased, error))
    return FALSE;

  *seq = row->seq;
  return TRUE;
}

/*
 * vas_ledger_attempt_safely: judges and applies in a savepoint: what it half did is taken back where it comes to nothing. An error that is no verdict (a
 * record it names is gone) refuses it too, with the message as its reason. FALSE only where the store itself failed.
 */
gboolean
vas_ledger_attempt_safely (VasRun      *run,
                           VasVerdict **verdict,
                           gboolean    *applied,
                           GError     **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!vas_sql_savepoint (run->sql, "attempt", error))
    return FALSE;
  if (vas_ledger_attempt (run, verdict, applied, &local_error) && vas_feed_foresee (run->sql, &local_error) &&
      vas_sql_settle (run->sql, &local_error))
    return vas_sql_release (run->sql, "attempt", error);

  *applied = FALSE;
  vas_sql_rollback_to (run->sql, "attempt");
  if (local_error->domain == VAS_STORE_ERROR && !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT) &&
      !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_pointer (verdict, vas_verdict_unref);
  *verdict = vas_ledger_verdict_not_possible (local_error->message);

  return TRUE;
}

/* A command that cannot even be judged: its arguments are wrong. It is refused, and the trail says so. */
static VasReceipt *
refuse_unjudged (VasSql      *sql,
                 VasCommand  *command,
                 const char  *reason,
                 gint64       now,
                 gboolean     on,
                 GError     **error)
{
  g_autoptr (VasVerdict) verdict = vas_ledger_verdict_not_possible (reason);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  g_autoptr (VasLogRow) row = vas_ledger_log_row_new (command, now);
  VasReceipt *receipt;
  gint64 erased_at;

  row->result = g_strdup ("rejected");
  row->verdict = vas_ledger_verdict_to_text (verdict);
  if (!vas_run_find_erased (sql, command, &erased_at, error) ||
      !log_row (sql, command, row, subjects, on, erased_at != VAS_NONE, error))
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
        gboolean     on,
        GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasRun) run = vas_run_new (sql, command, now, TRUE, &local_error);
  g_autoptr (VasVerdict) verdict = NULL;
  VasReceipt *receipt;
  gboolean applied = FALSE;
  gint64 seq;

  if (run == NULL && local_error->domain == VAS_COMMAND_ERROR)
    return refuse_unjudged (sql, command, local_error->message, now, on, error);
  if (run == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!vas_ledger_attempt_safely (run, &verdict, &applied, error) || !vas_ledger_log_result (sql, run, verdict, applied, on, &seq, error))
    return NULL;

  receipt = vas_ledger_receipt_new (run, verdict, applied, VAS_NONE);
  receipt->seq = seq;
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
  gboolean on;

  return vas_feed_begin (sql, vas_command_get_id (command), &on, error) ? settle (sql, command, now, on, error) : NULL;
}

/* Applies @command and puts it into trail and feed; *receipt stays NULL where something stands against it. */
static gboolean
try_at_once (VasSql       *sql,
             VasCommand   *command,
             gint64        now,
             VasReceipt  **receipt,
             GError      **error)
{
  g_autoptr (VasRun) run = vas_run_new (sql, command, now, TRUE, error);
  g_autoptr (VasVerdict) verdict = NULL;
  gboolean applied, on;
  gint64 seq;

  if (run == NULL || !vas_feed_begin (sql, vas_command_get_id (command), &on, error) || !vas_ledger_attempt (run, &verdict, &applied, error))
    return FALSE;
  if (!applied)
    return TRUE;

  if (!vas_ledger_log_result (sql, run, verdict, TRUE, on, &seq, error))
    return FALSE;
  *receipt = vas_ledger_receipt_new (run, verdict, TRUE, VAS_NONE);
  (*receipt)->seq = seq;

  return TRUE;
}

/*
 * vas_ledger_settle_at_once: for a file that is its own authority and has nothing open: what it sees is the confirmed state, so the
 * command is applied once, with authority, instead of once for the desk and once more to be settled. *receipt stays NULL where
 * something stands against it: then nothing was written, and the desk hears why by its own clock.
 */
gboolean
vas_ledger_settle_at_once (VasSql       *sql,
                           VasCommand   *command,
                           gint64        now,
                           VasReceipt  **receipt,
                           GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  *receipt = NULL;
  if (!vas_sql_savepoint (sql, "at_once", error))
    return FALSE;
  if (try_at_once (sql, command, now, receipt, &local_error) && *receipt != NULL)
    return vas_sql_release (sql, "at_once", error);

  vas_sql_rollback_to (sql, "at_once");
  if (local_error != NULL && local_error->domain == VAS_STORE_ERROR &&
      !g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
