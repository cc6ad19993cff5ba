/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Print lists (R20): approved cases leave for the tax-control program with their numbers bound in order, and a number is
 * taken back when its sheet was not issued, or spoiled.
 *
 * What is to be printed is planned by check for its figures and once more by apply for the records; both plan the same, since
 * the plan is a pure function of the case and the stock.
 */

#include "vas-print-list.h"

#include "vas-fapiao-kind.h"
#include "vas-issue-steps.h"
#include "vas-request-steps.h"
#include "vas-sheet-plan.h"
#include "vas-stock-store.h"
#include "vas-uuid.h"

#include <glib/gi18n-lib.h>

/* What of one case is to be printed. */
typedef struct {
  VasCase   *vas_case;
  GPtrArray *sheets;                /* VasSheet; its items are the orders of the case */
} CasePlan;

static void
case_plan_free (CasePlan *plan)
{
  g_clear_pointer (&plan->sheets, g_ptr_array_unref);
  g_free (plan);
}

static VasFapiao *
find_sheet (VasCase    *vas_case,
            const char *key)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);

      if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (sheet)), key) == 0)
        return sheet;
    }

  return NULL;
}

/* Fen of a share that stand on bound or issued sheets. */
static VasMoney
sum_printed (VasCase  *vas_case,
             VasShare *share)
{
  VasMoney sum = 0;

  for (guint i = 0; i < vas_case->lines->len; i++)
    {
      VasFapiaoLine *line = g_ptr_array_index (vas_case->lines, i);
      VasFapiao *sheet = find_sheet (vas_case, line->fapiao_key);

      if (g_strcmp0 (line->share_key, vas_entity_get_key (VAS_ENTITY (share))) == 0 && sheet != NULL &&
          (sheet->state == VAS_FAPIAO_STATE_BOUND || sheet->state == VAS_FAPIAO_STATE_ISSUED))
        sum += line->gross;
    }

  return sum;
}

static CasePlan *
plan_case (VasRun   *run,
           VasCase  *vas_case,
           GError  **error)
{
  const VasMoney limit = vas_run_get_setting (run, "sheet.limit", VAS_SHEET_LIMIT);
  const gint64 lines = vas_run_get_setting (run, "sheet.lines", VAS_SHEET_LINES);
  g_autofree VasSheetItem *items = g_new0 (VasSheetItem, vas_case->orders->len);
  GPtrArray *sheets;
  CasePlan *plan;

  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      if (item->order == NULL)
        continue;
      items[i].amount = item->share->amount - sum_printed (vas_case, item->share);
      items[i].rate = (VasRate) item->order->tax_rate;
    }

  sheets = vas_sheet_plan (items, vas_case->orders->len, limit, (guint) CLAMP (lines, 0, 100));
  if (sheets == NULL)
    {
      g_autofree char *most = vas_money_format (limit);

      g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT,
                   _("requests: the amounts of %s cannot be laid on sheets of at most %s and %d lines"),
                   vas_issue_case_name (vas_case->request), most, (int) lines);
      return NULL;
    }
  plan = g_new0 (CasePlan, 1);
  plan->vas_case = vas_case;
  plan->sheets = sheets;

  return plan;
}

static gboolean
comes_again (JsonArray *keys,
             guint      place)
{
  for (guint i = 0; i < place; i++)
    {
      if (g_str_equal (json_array_get_string_element (keys, i), json_array_get_string_element (keys, place)))
        return TRUE;
    }

  return FALSE;
}

/* The plans of the requests asked for, in their order; NULL with @error set where one is no request. */
static GPtrArray *
plan_all (VasRun  *run,
          GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) case_plan_free);
  JsonArray *keys = vas_run_get_array (run, "requests");

  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      const char *key = json_array_get_string_element (keys, i);
      VasCase *vas_case;
      CasePlan *plan;

      if (!vas_uuid_is_valid (key) || comes_again (keys, i))
        {
          g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("requests: keys of requests, each at most once"));
          return NULL;
        }
      vas_case = vas_run_load_case (run, key, error);
      plan = vas_case != NULL ? plan_case (run, vas_case, error) : NULL;
      if (plan == NULL)
        return NULL;
      g_ptr_array_add (plans, plan);
    }

  return g_steal_pointer (&plans);
}

static guint
count_sheets (GPtrArray *plans)
{
  guint n = 0;

  for (guint i = 0; i < plans->len; i++)
    n += ((CasePlan *) g_ptr_array_index (plans, i))->sheets->len;

  return n;
}

static gboolean
judge_case (VasRun      *run,
            CasePlan    *plan,
            VasVerdict  *verdict,
            GError     **error)
{
  VasRequest *request = plan->vas_case->request;

  vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (request)));
  if (request->state != VAS_REQUEST_STATE_TO_ISSUE)
    vas_issue_fail_text (verdict, "R20", "case-not-to-issue", "case", vas_issue_case_name (request));
  else if (plan->sheets->len == 0)
    vas_issue_fail_text (verdict, "R20", "case-bound-whole", "case", vas_issue_case_name (request));
  else
    return vas_step_judge_claim (run, plan->vas_case, verdict, error);

  return TRUE;
}

static GPtrArray *
list_numbers (VasRun  *run,
              guint    wanted,
              GError **error)
{
  return vas_stock_next_numbers (run->sql, vas_run_get_text (run, "point"), vas_fapiao_kind_to_code (VAS_FAPIAO_KIND_ORDINARY),
                                 wanted, error);
}

static void
judge_stock (VasRun     *run,
             guint       cases,
             guint       needed,
             GPtrArray  *numbers,
             VasVerdict *verdict)
{
  const gboolean short_of = numbers->len < needed;
  VasFinding *finding = vas_finding_new ("R20", "§4.8", short_of ? VAS_OUTCOME_FAIL : VAS_OUTCOME_PASS,
                                         short_of ? "stock-short" : "sheets-planned");

  vas_finding_set_text (finding, "point", vas_run_get_text (run, "point"));
  if (short_of)
    {
      vas_finding_set_int (finding, "needed", needed);
      vas_finding_set_int (finding, "left", numbers->len);
    }
  else
    {
      VasStockNumber *first = g_ptr_array_index (numbers, 0);

      vas_finding_set_int (finding, "sheets", needed);
      vas_finding_set_int (finding, "cases", cases);
      vas_finding_set_text (finding, "number", first->number);
    }
  vas_verdict_add (verdict, finding);
}

/** vas_print_list_check: R20: every case is approved and has something to print, and the stock of the point suffices. */
gboolean
vas_print_list_check (VasRun      *run,
                      VasVerdict  *verdict,
                      GError     **error)
{
  g_autoptr (GPtrArray) plans = plan_all (run, error);
  g_autoptr (GPtrArray) numbers = NULL;
  guint needed;

  if (plans == NULL)
    return FALSE;
  for (guint i = 0; i < plans->len; i++)
    {
      if (!judge_case (run, g_ptr_array_index (plans, i), verdict, error))
        return FALSE;
    }

  needed = count_sheets (plans);
  if (needed == 0)
    {
      if (plans->len == 0)
        vas_run_fail (verdict, "R20", "§4.8", "nothing-to-print");
      return TRUE;
    }
  numbers = list_numbers (run, needed, error);
  if (numbers == NULL)
    return FALSE;
  judge_stock (run, plans->len, needed, numbers, verdict);

  return TRUE;
}

static gboolean
insert_line (VasRun        *run,
             VasCase       *vas_case,
             VasFapiao     *sheet,
             VasSheetLine  *planned,
             guint          position,
             GError       **error)
{
  VasCaseOrder *item = g_ptr_array_index (vas_case->orders, planned->item);
  g_autofree char *name = g_strdup_printf ("line/%s/%s/%u", sheet->code, sheet->number, position);
  g_autofree char *key = vas_run_new_key (run, name);
  g_autoptr (VasFapiaoLine) line = g_object_new (VAS_TYPE_FAPIAO_LINE, "key", key, "ver", (gint64) 1, NULL);

  line->fapiao_key = g_strdup (vas_entity_get_key (VAS_ENTITY (sheet)));
  line->share_key = g_strdup (vas_entity_get_key (VAS_ENTITY (item->share)));
  line->position = position;
  line->item_name = g_strdup (item->order->item_name);
  line->tax_code = g_strdup (item->order->tax_code);
  line->tax_rate = item->order->tax_rate;
  line->gross = planned->gross;
  line->net = planned->net;
  line->tax = planned->tax;

  return vas_run_insert (run, line, error);
}

/* The record of a number: the one that an earlier binding left, or a new one. */
static VasFapiao *
get_record (VasRun          *run,
            VasStockNumber  *number,
            GError         **error)
{
  g_autofree char *name = g_strdup_printf ("sheet/%s/%s", number->code, number->number);
  g_autofree char *key = vas_run_new_key (run, name);
  VasFapiao *sheet;

  if (number->blank_key != NULL)
    {
      sheet = vas_run_load (run, VAS_TYPE_FAPIAO, number->blank_key, error);
      return sheet != NULL ? g_object_ref (sheet) : NULL;
    }

  return g_object_new (VAS_TYPE_FAPIAO, "key", key, "ver", (gint64) 1, "code", number->code, "number", number->number, "kind",
                       vas_fapiao_kind_to_code (VAS_FAPIAO_KIND_ORDINARY), "stock-key", number->stock_key, "point",
                       vas_run_get_text (run, "point"), NULL);
}

static gboolean
bind_sheet (VasRun          *run,
            VasCase         *vas_case,
            VasSheet        *planned,
            VasStockNumber  *number,
            const char      *list,
            gint64           position,
            GError         **error)
{
  g_autoptr (VasFapiao) sheet = get_record (run, number, error);

  if (sheet == NULL)
    return FALSE;
  g_object_set (sheet, "state", (gint64) VAS_FAPIAO_STATE_BOUND, "request-key",
                vas_entity_get_key (VAS_ENTITY (vas_case->request)), "position", position, "amount", planned->gross, "net",
                planned->net, "tax", planned->tax, "print-list", list, "bound-at", run->now, "place",
                (gint64) VAS_FAPIAO_PLACE_DESK, NULL);
  if (number->blank_key != NULL ? !vas_run_update (run, sheet, error) : !vas_run_insert (run, sheet, error))
    return FALSE;

  for (guint i = 0; i < planned->lines->len; i++)
    {
      if (!insert_line (run, vas_case, sheet, &g_array_index (planned->lines, VasSheetLine, i), i, error))
        return FALSE;
    }

  return TRUE;
}

static gint64
next_position (VasCase *vas_case)
{
  gint64 position = 0;

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    position = MAX (position, ((VasFapiao *) g_ptr_array_index (vas_case->fapiao, i))->position + 1);

  return position;
}

/** vas_print_list_apply: numbers go to the cases in their order; the list is the sheets that carry its key. */
gboolean
vas_print_list_apply (VasRun  *run,
                      GError **error)
{
  g_autoptr (GPtrArray) plans = plan_all (run, error);
  g_autofree char *list = vas_run_new_key (run, "print-list");
  g_autoptr (GPtrArray) numbers = NULL;
  guint next = 0;

  if (plans == NULL)
    return FALSE;
  numbers = list_numbers (run, count_sheets (plans), error);
  if (numbers == NULL)
    return FALSE;

  for (guint i = 0; i < plans->len; i++)
    {
      CasePlan *plan = g_ptr_array_index (plans, i);
      const gint64 position = next_position (plan->vas_case);

      vas_run_touch (run, vas_entity_get_key (VAS_ENTITY (plan->vas_case->request)));
      for (guint s = 0; s < plan->sheets->len; s++)
        {
          if (!bind_sheet (run, plan->vas_case, g_ptr_array_index (plan->sheets, s), g_ptr_array_index (numbers, next++), list,
                           position + s, error))
            return FALSE;
        }
    }

  return TRUE;
}

/** vas_print_unbind_check: only a bound sheet goes back: never 已开 → 空白. */
gboolean
vas_print_unbind_check (VasRun      *run,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);

  if (sheet == NULL)
    return FALSE;
  if (sheet->state != VAS_FAPIAO_STATE_BOUND)
    vas_issue_fail_sheet (verdict, "R20", "sheet-not-bound", sheet);

  return TRUE;
}

/** vas_print_unbind_apply: 绑定 → 空白, or 绑定 → 作废 where the paper was spoiled; the case waits for another number. */
gboolean
vas_print_unbind_apply (VasRun  *run,
                        GError **error)
{
  VasCase *vas_case;
  VasFapiao *sheet = vas_issue_get_sheet (run, &vas_case, error);

  if (sheet == NULL)
    return FALSE;
  vas_run_touch (run, sheet->request_key);
  if (!vas_run_get_bool (run, "spoiled"))
    return vas_step_release_sheet (run, vas_case, sheet, error);

  vas_issue_end_sheet (run, sheet, VAS_FAPIAO_STATE_VOIDED, vas_run_get_text (run, "reason"));

  return vas_run_update (run, sheet, error);
}
