/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Invoice requests out of a file. The payload holds each request, followed by its shares. They are judged like entered ones
 * (R13 to R16, R22), each over the ones before it; what a rule asks is left to the clerk who reviews. They go to review with
 * the term that runs from the request (R19), and get their numbers here.
 */

#include "vas-import.h"

#include "vas-case-store.h"
#include "vas-period.h"
#include "vas-request-rules.h"
#include "vas-request-steps.h"
#include "vas-share.h"
#include "vas-table.h"

#define LATE_ARRIVAL VAS_INSTANT_DAY

/* The shares that follow the request at @place. */
static GPtrArray *
take_shares (GPtrArray *rows,
             guint      place)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = place + 1; i < rows->len && VAS_IS_SHARE (g_ptr_array_index (rows, i)); i++)
    g_ptr_array_add (shares, g_object_ref (g_ptr_array_index (rows, i)));

  return shares;
}

static void
add_taken (GHashTable *taken,
           VasCase    *vas_case)
{
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);
      gint64 *sum = g_hash_table_lookup (taken, item->share->order_key);

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (taken, g_strdup (item->share->order_key), sum);
        }
      item->invoiced += *sum;
      *sum += item->share->amount;
    }
}

static void
keep_failures (VasVerdict *from,
               VasVerdict *verdict)
{
  for (guint i = 0; i < vas_verdict_get_n (from); i++)
    {
      VasFinding *finding = vas_verdict_get (from, i);

      if (finding->outcome == VAS_OUTCOME_FAIL || finding->outcome == VAS_OUTCOME_UNKNOWN)
        vas_verdict_add (verdict, vas_finding_ref (finding));
    }
}

static gboolean
judge_one (VasRun      *run,
           GPtrArray   *rows,
           guint        place,
           GHashTable  *taken,
           VasVerdict  *verdict,
           GError     **error)
{
  VasRequest *request = g_ptr_array_index (rows, place);
  g_autoptr (GPtrArray) shares = take_shares (rows, place);
  g_autoptr (VasCase) vas_case = vas_case_load_draft (run->sql, request, shares, error);
  g_autoptr (VasVerdict) own = vas_verdict_new ();
  VasCalendar *calendar = vas_run_get_calendar (run);

  if (vas_case == NULL)
    return FALSE;
  add_taken (taken, vas_case);
  vas_rules_judge_request (vas_case, calendar, own);
  if (run->now - request->requested_at > LATE_ARRIVAL && !vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    {
      VasFinding *finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_FAIL, "window-late-arrival");

      vas_finding_set_instant (finding, "requested_at", request->requested_at);
      vas_finding_set_instant (finding, "arrived_at", run->now);
      vas_verdict_add (own, finding);
    }
  keep_failures (own, verdict);

  return TRUE;
}

gboolean
vas_import_requests_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!vas_import_check_types (run, (GType[]) { VAS_TYPE_REQUEST, VAS_TYPE_SHARE, G_TYPE_INVALID }, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      if (VAS_IS_REQUEST (g_ptr_array_index (rows, i)) && !judge_one (run, rows, i, taken, verdict, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_request (VasRun      *run,
                VasRequest  *request,
                GError     **error)
{
  const int days = (int) vas_run_get_setting (run, "review.days", VAS_REVIEW_WORKING_DAYS);
  gboolean provisional = FALSE;

  request->state = VAS_REQUEST_STATE_REVIEW;
  g_object_set (request, "entered-by", vas_command_get_actor (run->command), NULL);
  request->review_due = vas_run_working_days (run, vas_instant_to_date (request->received_at), days, &provisional);
  request->due = request->review_due;
  request->due_provisional = provisional;

  return vas_step_take_number (run, request, error) && vas_run_insert (run, request, error);
}

gboolean
vas_import_requests_apply (VasRun  *run,
                           GError **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  for (guint i = 0; i < rows->len; i++)
    {
      VasEntity *row = g_ptr_array_index (rows, i);

      if (VAS_IS_REQUEST (row) ? !insert_request (run, VAS_REQUEST (row), error) : !vas_table_insert (run->sql, row, error))
        return FALSE;
    }

  return TRUE;
}
