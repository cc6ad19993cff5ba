/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Fapiao paper as stock (R20): received in ranges, handed over between two persons; a blank sheet that is ruined is voided. Who
 * takes a range over acts, and is from then on who holds it; the moment it was received stays, since the day's figures count by it.
 */

#include "vas-command-tables.h"

#include "vas-fapiao-kind.h"
#include "vas-fapiao.h"
#include "vas-issue-rules.h"
#include "vas-issue-steps.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-text.h"

#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument receive_arguments[] = {
  { "point", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "kind", VAS_ARG_TEXT, 0 },
  { "code", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "first", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "last", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "handed_by", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument take_arguments[] = {
  { "stock", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static const VasArgument void_arguments[] = {
  { "point", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "code", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "number", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static VasStock *
make_range (VasRun *run)
{
  g_autofree char *key = vas_run_new_key (run, "stock");
  const char *kind = vas_run_get_text (run, "kind");
  VasStock *range = g_object_new (VAS_TYPE_STOCK, "key", key, "ver", (gint64) 1, NULL);

  range->point = g_strdup (vas_run_get_text (run, "point"));
  range->kind = g_strdup (kind != NULL ? kind : vas_fapiao_kind_to_code (VAS_FAPIAO_KIND_ORDINARY));
  range->code = vas_text_compact (vas_run_get_text (run, "code"));
  range->first_number = vas_text_compact (vas_run_get_text (run, "first"));
  range->last_number = vas_text_compact (vas_run_get_text (run, "last"));
  range->received_at = run->now;
  range->received_by = g_strdup (vas_command_get_actor (run->command));
  range->handed_by = g_strdup (vas_run_get_text (run, "handed_by"));

  return range;
}

/* R20: each number is used once, so no number comes twice. */
static gboolean
judge_numbers (VasRun      *run,
               VasStock    *range,
               VasVerdict  *verdict,
               GError     **error)
{
  g_autoptr (VasStock) overlap = NULL;
  g_autofree char *used = NULL;

  if (!vas_stock_find_overlap (run->sql, range, &overlap, error) || !vas_stock_find_used (run->sql, range, &used, error))
    return FALSE;
  if (overlap != NULL)
    {
      VasFinding *finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "stock-overlaps");

      vas_finding_set_text (finding, "first", overlap->first_number);
      vas_finding_set_text (finding, "last", overlap->last_number);
      vas_finding_set_text (finding, "point", overlap->point);
      vas_verdict_add (verdict, finding);
    }
  else if (used != NULL)
    {
      vas_issue_fail_text (verdict, "R20", "number-used", "number", used);
    }

  return TRUE;
}

static gboolean
judge_two_persons (VasRun      *run,
                   VasStock    *range,
                   VasVerdict  *verdict,
                   GError     **error)
{
  VasStaff *other = vas_run_load (run, VAS_TYPE_STAFF, range->handed_by, error);

  if (other == NULL)
    return FALSE;
  if (g_strcmp0 (range->handed_by, range->received_by) == 0)
    vas_run_fail (verdict, "R20", "§4.8", "stock-handed-by-receiver");
  else if (!other->active)
    vas_run_fail (verdict, "R20", "§4.8", "stock-handed-by-unknown");

  return TRUE;
}

static gboolean
receive_check (VasRun      *run,
               VasVerdict  *verdict,
               GError     **error)
{
  g_autoptr (VasStock) range = make_range (run);

  vas_rule_stock_range (range, verdict);

  return judge_numbers (run, range, verdict, error) && judge_two_persons (run, range, verdict, error);
}

static gboolean
receive_apply (VasRun  *run,
               GError **error)
{
  g_autoptr (VasStock) range = make_range (run);

  return vas_run_insert (run, range, error);
}

static gboolean
take_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasStock *range = vas_run_load_arg (run, VAS_TYPE_STOCK, "stock", error);
  VasFinding *finding;

  if (range == NULL)
    return FALSE;
  if (g_strcmp0 (range->received_by, vas_command_get_actor (run->command)) == 0)
    {
      vas_run_fail (verdict, "R20", "§4.8", "stock-handed-by-receiver");
      return TRUE;
    }

  finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, "stock-two-persons");
  vas_finding_set_text (finding, "first", range->first_number);
  vas_verdict_add (verdict, vas_finding_set_text (finding, "last", range->last_number));

  return TRUE;
}

static gboolean
take_apply (VasRun  *run,
            GError **error)
{
  VasStock *range = vas_run_load_arg (run, VAS_TYPE_STOCK, "stock", error);

  return range != NULL && vas_issue_hand_over (run, range, error);
}

static gboolean
void_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  g_autofree char *code = vas_text_compact (vas_run_get_text (run, "code"));
  g_autofree char *number = vas_text_compact (vas_run_get_text (run, "number"));
  g_autoptr (VasStock) range = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  gboolean is_red;

  if (!vas_stock_find_range (run->sql, vas_run_get_text (run, "point"), code, number, &range, error) ||
      !vas_stock_find_sheet (run->sql, code, number, &sheet, error) ||
      !vas_stock_is_red (run->sql, code, number, &is_red, error))
    return FALSE;

  if (range == NULL)
    {
      VasFinding *finding = vas_finding_new ("R20", "§4.8", VAS_OUTCOME_FAIL, "number-not-in-stock");

      vas_finding_set_text (finding, "number", number);
      vas_verdict_add (verdict, vas_finding_set_text (finding, "point", vas_run_get_text (run, "point")));
    }
  else if (is_red || (sheet != NULL && sheet->state != VAS_FAPIAO_STATE_BLANK))
    {
      vas_issue_fail_text (verdict, "R20", "number-used", "number", number);
    }

  return TRUE;
}

/** The sheet gets its record now, or the one that an earlier binding left takes its end. */
static gboolean
void_apply (VasRun  *run,
            GError **error)
{
  g_autofree char *code = vas_text_compact (vas_run_get_text (run, "code"));
  g_autofree char *number = vas_text_compact (vas_run_get_text (run, "number"));
  g_autofree char *key = vas_run_new_key (run, "sheet");
  g_autoptr (VasStock) range = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  gboolean is_new;

  if (!vas_stock_find_range (run->sql, vas_run_get_text (run, "point"), code, number, &range, error) ||
      !vas_stock_find_sheet (run->sql, code, number, &sheet, error))
    return FALSE;

  is_new = sheet == NULL;
  if (is_new)
    sheet = g_object_new (VAS_TYPE_FAPIAO, "key", key, "ver", (gint64) 1, "code", code, "number", number, "kind", range->kind,
                          "stock-key", vas_entity_get_key (VAS_ENTITY (range)), "point", range->point, NULL);
  vas_issue_end_sheet (run, sheet, VAS_FAPIAO_STATE_VOIDED, vas_run_get_text (run, "reason"));

  return is_new ? vas_run_insert (run, sheet, error) : vas_run_update (run, sheet, error);
}

const VasCommandType vas_stock_commands[] = {
  { "stock.receive", CLERKS, 0, receive_arguments, receive_check, receive_apply },
  { "stock.take", CLERKS, VAS_COMMAND_HOLD, take_arguments, take_check, take_apply },
  { "stock.void", CLERKS, 0, void_arguments, void_check, void_apply },
  { NULL },
};
