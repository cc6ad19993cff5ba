/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The evening close (R20): one person counts the paper of a point, another takes over. The figures come from the sheets
 * themselves; what is left open is listed, and stops nobody.
 */

#include "vas-command-tables.h"

#include "vas-close-store.h"
#include "vas-day-close.h"
#include "vas-issue-steps.h"
#include "vas-stock-ranges.h"
#include "vas-table.h"

#include <glib/gi18n-lib.h>

#define CLERKS (VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR)

static const VasArgument count_arguments[] = {
  { "point", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "counted", VAS_ARG_INTEGER, VAS_ARG_REQUIRED },
  { "reason", VAS_ARG_TEXT, VAS_ARG_LINE },
  { NULL },
};

static const VasArgument take_arguments[] = {
  { "close", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { NULL },
};

static gboolean
read_day (VasRun       *run,
          VasStockDay  *day,
          GError      **error)
{
  return vas_close_figures (run->sql, vas_run_get_text (run, "point"), vas_date_start (run->today), vas_date_end (run->today), day,
                            error);
}

static gboolean
is_closed (VasRun    *run,
           gboolean  *closed,
           GError   **error)
{
  g_autoptr (GPtrArray) closes = vas_table_list (run->sql, VAS_TYPE_DAY_CLOSE, "point", vas_run_get_text (run, "point"), NULL, error);

  if (closes == NULL)
    return FALSE;
  *closed = FALSE;
  for (guint i = 0; i < closes->len; i++)
    *closed = *closed || ((VasDayClose *) g_ptr_array_index (closes, i))->day == run->today;

  return TRUE;
}

static void
judge_count (VasRun       *run,
             VasStockDay  *day,
             VasVerdict   *verdict)
{
  const gint64 counted = vas_run_get_int (run, "counted");
  const VasOutcome outcome = counted == day->remaining ? VAS_OUTCOME_PASS
                             : vas_run_has (run, "reason") ? VAS_OUTCOME_ASK : VAS_OUTCOME_FAIL;
  VasFinding *finding = vas_finding_new ("R20", "§4.8", outcome, outcome == VAS_OUTCOME_PASS ? "stock-agrees" : "stock-differs");

  vas_finding_set_int (finding, "opening", day->opening);
  vas_finding_set_int (finding, "received", day->received);
  vas_finding_set_int (finding, "issued", day->issued);
  vas_finding_set_int (finding, "voided", day->voided);
  vas_finding_set_int (finding, "remaining", day->remaining);
  vas_verdict_add (verdict, vas_finding_set_int (finding, "counted", counted));
}

/* R20: what is counted agrees with the record; where it does not, a reason is given and confirmed. */
static gboolean
count_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autoptr (GPtrArray) items = NULL;
  VasStockDay day;
  gboolean closed;

  if (vas_run_get_int (run, "counted") < 0)
    {
      g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("counted: sheets, at least none"));
      return FALSE;
    }
  if (!read_day (run, &day, error) || !is_closed (run, &closed, error))
    return FALSE;
  items = vas_close_open_items (run->sql, vas_run_get_text (run, "point"), vas_date_start (run->today), error);
  if (items == NULL)
    return FALSE;

  if (closed)
    vas_issue_fail_text (verdict, "R20", "close-twice", "point", vas_run_get_text (run, "point"));
  judge_count (run, &day, verdict);
  if (items->len > 0)
    vas_verdict_add (verdict, vas_finding_set_int (vas_finding_new ("R20", "§4.8", VAS_OUTCOME_PASS, "close-open-items"), "items",
                                                   items->len));

  return TRUE;
}

static void
add_item (JsonBuilder *builder,
          VasOpenItem *item)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, item->kind);
  json_builder_set_member_name (builder, "case");
  json_builder_add_string_value (builder, item->case_number != NULL ? item->case_number : "");
  json_builder_set_member_name (builder, "fapiao");
  json_builder_add_string_value (builder, item->fapiao != NULL ? item->fapiao : "");
  json_builder_set_member_name (builder, "key");
  json_builder_add_string_value (builder, item->key);
  json_builder_end_object (builder);
}

static char *
items_to_text (VasRun  *run,
               GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  items = vas_close_open_items (run->sql, vas_run_get_text (run, "point"), vas_date_start (run->today), error);
  if (items == NULL)
    return NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    add_item (builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
count_apply (VasRun  *run,
             GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "close");
  g_autofree char *items = items_to_text (run, error);
  g_autoptr (VasDayClose) record = NULL;
  VasStockDay day;

  if (items == NULL || !read_day (run, &day, error))
    return FALSE;

  record = g_object_new (VAS_TYPE_DAY_CLOSE, "key", key, "ver", (gint64) 1, "point", vas_run_get_text (run, "point"),
                         "day", (gint64) run->today, "opening", day.opening, "received", day.received, "issued", day.issued,
                         "voided", day.voided, "remaining", day.remaining, "counted", vas_run_get_int (run, "counted"),
                         "blue", day.blue, "void-amount", day.void_amount, "red", day.red, "open-items", items,
                         "closed-by", vas_command_get_actor (run->command), NULL);

  return vas_run_insert (run, record, error);
}

/* R20, R30: another person takes over. */
static gboolean
take_check (VasRun      *run,
            VasVerdict  *verdict,
            GError     **error)
{
  VasDayClose *record = vas_run_load_arg (run, VAS_TYPE_DAY_CLOSE, "close", error);

  if (record == NULL)
    return FALSE;
  if (record->taken_by != NULL)
    vas_run_fail (verdict, "R20", "§4.8", "close-taken");
  if (g_strcmp0 (record->closed_by, vas_command_get_actor (run->command)) == 0)
    vas_run_fail (verdict, "R30", "", "closer-takes-over");

  return TRUE;
}

/* With the count goes the paper: every range that has sheets is held by who takes over. */
static gboolean
take_ranges (VasRun      *run,
             const char  *point,
             GError     **error)
{
  g_autoptr (GPtrArray) ranges = vas_stock_ranges (run->sql, point, error);

  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      VasStockRange *range = g_ptr_array_index (ranges, i);

      if (range->left + range->bound > 0 && g_strcmp0 (range->stock->received_by, vas_command_get_actor (run->command)) != 0 &&
          !vas_issue_hand_over (run, range->stock, error))
        return FALSE;
    }

  return ranges != NULL;
}

static gboolean
take_apply (VasRun  *run,
            GError **error)
{
  VasDayClose *record = vas_run_load_arg (run, VAS_TYPE_DAY_CLOSE, "close", error);

  if (record == NULL)
    return FALSE;
  g_object_set (record, "taken-by", vas_command_get_actor (run->command), "taken-at", run->now, NULL);

  return vas_run_update (run, record, error) && take_ranges (run, record->point, error);
}

const VasCommandType vas_close_commands[] = {
  { "close.count", CLERKS, 0, count_arguments, count_check, count_apply },
  { "close.take", CLERKS, 0, take_arguments, take_check, take_apply },
  { NULL },
};
