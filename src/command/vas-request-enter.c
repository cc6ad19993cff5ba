/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Entering a request, correcting one before issue, and correcting one that was rejected (R13 to R17).
 *
 * All three fill a draft from the arguments, which check judges and apply stores: what the clerk sees judged while typing
 * is what is written.
 */

#include "vas-request-enter.h"

#include "vas-case-store.h"
#include "vas-json-reader.h"
#include "vas-mask.h"
#include "vas-mobile.h"
#include "vas-period.h"
#include "vas-personal-steps.h"
#include "vas-request-rules.h"
#include "vas-request-steps.h"
#include "vas-table.h"
#include "vas-taxpayer-id.h"
#include "vas-text.h"
#include "vas-uuid.h"

#include <glib/gi18n-lib.h>

#define LATE_ARRIVAL VAS_INSTANT_DAY
#define CORRECTION_DAYS 15

static gboolean
bad_argument (GError     **error,
              const char  *name,
              const char  *rule)
{
  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "%s: %s", name, _(rule));

  return FALSE;
}

static gboolean
read_enum (VasRun         *run,
           const char     *name,
           const VasEnum  *values,
           int            *value,
           GError        **error)
{
  const char *id = vas_run_get_text (run, name);

  if (id == NULL || vas_enum_from_id (values, id, value))
    return TRUE;

  return bad_argument (error, name, N_("not one of the values that are allowed"));
}

static void
take_text (char       **member,
           char        *text)
{
  g_free (*member);
  *member = text != NULL && *text == '\0' ? (g_free (text), NULL) : text;
}

/** vas_request_fill_recipient: what of the recipient is given replaces what the request has, with its masks. */
void
vas_request_fill_recipient (VasRun     *run,
                            VasRequest *request)
{
  if (vas_run_has (run, "recipient_name"))
    take_text (&request->recipient_name, vas_text_compact (vas_run_get_text (run, "recipient_name")));
  if (vas_run_has (run, "recipient_mobile"))
    {
      char *mobile = vas_mobile_normalize (vas_run_get_text (run, "recipient_mobile"), NULL);

      take_text (&request->recipient_mobile, mobile != NULL ? mobile : g_strdup (vas_run_get_text (run, "recipient_mobile")));
    }
  if (vas_run_has (run, "recipient_address"))
    take_text (&request->recipient_address, vas_text_compact (vas_run_get_text (run, "recipient_address")));

  take_text (&request->recipient_name_masked, request->recipient_name != NULL ? vas_mask_name (request->recipient_name) : NULL);
  take_text (&request->recipient_mobile_masked, request->recipient_mobile != NULL ? vas_mask_mobile (request->recipient_mobile) : NULL);
  take_text (&request->recipient_address_masked,
             request->recipient_address != NULL ? vas_mask_address (request->recipient_address) : NULL);
}

/* What of the arguments is given replaces what the request has. */
static gboolean
fill_request (VasRun      *run,
              VasRequest  *request,
              GError     **error)
{
  int kind = request->title_kind, delivery = request->delivery, source = request->source;

  if (!read_enum (run, "title_kind", &vas_title_kind_enum, &kind, error) ||
      !read_enum (run, "delivery", &vas_delivery_enum, &delivery, error) ||
      !read_enum (run, "source", &vas_request_source_enum, &source, error))
    return FALSE;

  request->title_kind = (VasTitleKind) kind;
  request->delivery = (VasDelivery) delivery;
  request->source = (VasRequestSource) source;
  if (vas_run_has (run, "title"))
    take_text (&request->title, vas_title_normalize (vas_run_get_text (run, "title")));
  if (vas_run_has (run, "taxpayer_id"))
    take_text (&request->taxpayer_id, vas_taxpayer_id_normalize (vas_run_get_text (run, "taxpayer_id")));
  else if (vas_run_has (run, "title_kind") && kind == VAS_TITLE_KIND_PERSONAL)
    take_text (&request->taxpayer_id, NULL);
  if (vas_run_has (run, "caller_note"))
    take_text (&request->caller_note, g_strdup (vas_run_get_text (run, "caller_note")));
  vas_request_fill_recipient (run, request);

  return TRUE;
}

static VasShare *
read_share (VasRun      *run,
            VasRequest  *request,
            JsonObject  *object,
            guint        position,
            GError     **error)
{
  g_autofree char *name = g_strdup_printf ("share/%u", position);
  g_autofree char *key = vas_run_new_key (run, name);
  g_autoptr (VasShare) share = g_object_new (VAS_TYPE_SHARE, "key", key, "ver", (gint64) 1, "live", TRUE, NULL);
  const char *order = NULL, *stated_order = NULL, *stated_service = NULL;

  if (!vas_json_get_text (object, "order", TRUE, &order, error) ||
      !vas_json_get_int (object, "amount", TRUE, &share->amount, error) ||
      !vas_json_get_text (object, "stated_order", FALSE, &stated_order, error) ||
      !vas_json_get_text (object, "stated_service", FALSE, &stated_service, error) ||
      (json_object_has_member (object, "stated_amount") &&
       !vas_json_get_int (object, "stated_amount", FALSE, &share->stated_amount, error)))
    return NULL;
  if (!vas_uuid_is_valid (order))
    {
      bad_argument (error, "shares: order", N_("must be the key of an order"));
      return NULL;
    }

  share->request_key = g_strdup (vas_entity_get_key (VAS_ENTITY (request)));
  share->order_key = g_strdup (order);
  share->position = position;
  take_text (&share->stated_order, g_strdup (stated_order));
  take_text (&share->stated_service, g_strdup (stated_service));

  return g_steal_pointer (&share);
}

static gboolean
has_order (GPtrArray  *shares,
           const char *order_key)
{
  for (guint i = 0; i < shares->len; i++)
    {
      if (g_str_equal (((VasShare *) g_ptr_array_index (shares, i))->order_key, order_key))
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
read_shares (VasRun      *run,
             VasRequest  *request,
             GError     **error)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = vas_run_get_array (run, "shares");

  request->amount = 0;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr (VasShare) share = read_share (run, request, json_array_get_object_element (array, i), i, error);

      if (share == NULL)
        return NULL;
      if (has_order (shares, share->order_key))
        {
          bad_argument (error, "shares: order", N_("each order at most once"));
          return NULL;
        }
      if (!vas_money_add (request->amount, share->amount, &request->amount))
        {
          bad_argument (error, "shares: amount", N_("the sum is too large"));
          return NULL;
        }
      g_ptr_array_add (shares, g_steal_pointer (&share));
    }

  return g_steal_pointer (&shares);
}

/* R16: corrected within 15 working days of its rejection, a request keeps its first moment. */
static gboolean
judge_rejected (VasRun      *run,
                VasRequest  *request,
                VasRequest  *earlier,
                VasVerdict  *verdict,
                GError     **error)
{
  const VasDate rejected = vas_instant_to_date (earlier->rejected_at);
  const int days = (int) vas_run_get_setting (run, "correction.days", CORRECTION_DAYS);
  const VasDate until = vas_run_working_days (run, rejected, days, NULL);
  const gboolean in_time = run->now < vas_date_end (until);
  VasFinding *finding;

  if (in_time)
    request->requested_at = earlier->requested_at;

  finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_PASS, in_time ? "window-first-moment" : "correction-late");
  vas_finding_set_date (finding, "requested_date", vas_instant_to_date (request->requested_at));
  vas_finding_set_date (finding, "rejected_date", rejected);
  vas_finding_set_date (finding, "until_date", until);
  vas_finding_set_int (finding, "late_days", MAX (run->today - until, 0));
  vas_verdict_add (verdict, finding);

  return TRUE;
}

/* R21: the other orders of a fapiao that was returned may be invoiced anew, and keep their first moment. */
static void
judge_ended (VasRequest *request,
             VasRequest *earlier,
             VasVerdict *verdict)
{
  VasFinding *finding = vas_finding_new ("R21", "§4.8(5)", VAS_OUTCOME_PASS, "window-first-moment");

  request->requested_at = earlier->requested_at;
  vas_finding_set_date (finding, "requested_date", vas_instant_to_date (request->requested_at));
  vas_verdict_add (verdict, finding);
}

/* A moment may only be inherited for orders that the earlier request had. */
static gboolean
covers_orders (VasRun      *run,
               VasRequest  *earlier,
               GPtrArray   *shares,
               gboolean    *covers,
               GError     **error)
{
  g_autoptr (GPtrArray) had = vas_table_list (run->sql, VAS_TYPE_SHARE, "request_key",
                                              vas_entity_get_key (VAS_ENTITY (earlier)), NULL, error);

  if (had == NULL)
    return FALSE;
  *covers = TRUE;
  for (guint i = 0; i < shares->len && *covers; i++)
    *covers = has_order (had, ((VasShare *) g_ptr_array_index (shares, i))->order_key);

  return TRUE;
}

static gboolean
judge_earlier (VasRun      *run,
               VasRequest  *request,
               GPtrArray   *shares,
               VasVerdict  *verdict,
               GError     **error)
{
  VasRequest *earlier;
  gboolean covers;

  if (!vas_run_has (run, "corrects"))
    return TRUE;
  earlier = vas_run_load_arg (run, VAS_TYPE_REQUEST, "corrects", error);
  if (earlier == NULL || !covers_orders (run, earlier, shares, &covers, error))
    return FALSE;

  take_text (&request->corrects_key, g_strdup (vas_entity_get_key (VAS_ENTITY (earlier))));
  if (g_strcmp0 (earlier->account_key, request->account_key) != 0 || !covers)
    vas_run_fail (verdict, "R16", "§4.8(2)", "corrects-other-orders");
  else if (earlier->state == VAS_REQUEST_STATE_REJECTED)
    return judge_rejected (run, request, earlier, verdict, error);
  else if (earlier->state == VAS_REQUEST_STATE_VOIDED || earlier->state == VAS_REQUEST_STATE_REVERSED)
    judge_ended (request, earlier, verdict);
  else
    vas_run_fail (verdict, "R16", "§4.8(2)", "corrects-open-request");

  return TRUE;
}

/* R16 takes the desk's moment when the request arrives within 24 hours; later a supervisor decides. */
static void
judge_arrival (VasRun     *run,
               VasVerdict *verdict)
{
  const gint64 made_at = vas_command_get_made_at (run->command);
  VasFinding *finding;

  if (run->now - made_at <= LATE_ARRIVAL || vas_run_has_role (run, VAS_ROLE_INVOICE_SUPERVISOR))
    return;

  finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_FAIL, "window-late-arrival");
  vas_finding_set_instant (finding, "requested_at", made_at);
  vas_finding_set_instant (finding, "arrived_at", run->now);
  vas_verdict_add (verdict, finding);
}

static gboolean
judge_draft (VasRun      *run,
             VasRequest  *request,
             GPtrArray   *shares,
             VasVerdict  *verdict,
             GError     **error)
{
  VasCalendar *calendar = vas_run_get_calendar (run);
  g_autoptr (VasCase) draft = vas_case_load_draft (run->sql, request, shares, error);

  if (draft == NULL)
    return FALSE;

  vas_rules_judge_request (draft, calendar, verdict);
  g_set_object (&run->vas_case, draft);

  return TRUE;
}

/** vas_request_enter_check: R13 to R16 over the request that the arguments make. */
gboolean
vas_request_enter_check (VasRun      *run,
                         VasVerdict  *verdict,
                         GError     **error)
{
  g_autofree char *key = vas_run_new_key (run, "request");
  g_autoptr (VasRequest) request = g_object_new (VAS_TYPE_REQUEST, "key", key, "ver", (gint64) 1, NULL);
  g_autoptr (GPtrArray) shares = NULL;

  request->account_key = g_strdup (vas_run_get_text (run, "account"));
  request->state = VAS_REQUEST_STATE_REVIEW;
  request->requested_at = vas_command_get_made_at (run->command);
  request->received_at = run->now;
  if (!fill_request (run, request, error))
    return FALSE;
  shares = read_shares (run, request, error);
  if (shares == NULL || !vas_personal_step_judge_erased (run, request->account_key, verdict, error) ||
      !judge_earlier (run, request, shares, verdict, error))
    return FALSE;
  judge_arrival (run, verdict);

  return judge_draft (run, request, shares, verdict, error);
}

static gboolean
insert_shares (VasRun   *run,
               GError  **error)
{
  for (guint i = 0; i < run->vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (run->vas_case->orders, i);

      vas_run_touch (run, item->share->order_key);
      if (!vas_run_insert (run, item->share, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_request_enter_apply: the request goes to review; its number comes from the authority, its term begins (R19). */
gboolean
vas_request_enter_apply (VasRun  *run,
                         GError **error)
{
  VasRequest *request = run->vas_case->request;
  const int days = (int) vas_run_get_setting (run, "review.days", VAS_REVIEW_WORKING_DAYS);
  gboolean provisional = FALSE;

  request->review_due = vas_run_working_days (run, vas_instant_to_date (request->received_at), days, &provisional);
  request->due = request->review_due;
  request->due_provisional = provisional;
  if (run->actor != NULL)
    request->entered_by = g_strdup (vas_command_get_actor (run->command));
  vas_run_touch (run, request->account_key);

  return vas_step_take_number (run, request, error) && vas_run_insert (run, request, error) && insert_shares (run, error);
}

/* R16: an order that a correction adds is asked for now, whenever the request was made, and arrives as late as the correction does. */
static gboolean
judge_added (VasRun      *run,
             VasRequest  *request,
             GPtrArray   *shares,
             VasVerdict  *verdict,
             GError     **error)
{
  g_autoptr (GPtrArray) had = vas_table_list (run->sql, VAS_TYPE_SHARE, "request_key",
                                              vas_entity_get_key (VAS_ENTITY (request)), NULL, error);
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (VasRequest) now = vas_entity_copy (request);
  g_autoptr (VasVerdict) own = vas_verdict_new ();
  g_autoptr (VasCase) draft = NULL;
  VasCalendar *calendar = vas_run_get_calendar (run);

  if (had == NULL)
    return FALSE;
  for (guint i = 0; i < shares->len; i++)
    {
      VasShare *share = g_ptr_array_index (shares, i);

      if (!has_order (had, share->order_key))
        g_ptr_array_add (added, share);
    }

  if (added->len > 0)
    judge_arrival (run, verdict);
  now->requested_at = vas_command_get_made_at (run->command);
  draft = vas_case_load_draft (run->sql, now, added, error);
  if (draft == NULL)
    return FALSE;
  vas_rule_window (draft, calendar, own);
  if (vas_verdict_get_outcome (own) != VAS_OUTCOME_PASS)
    vas_verdict_append (verdict, own);

  return TRUE;
}

/** vas_request_correct_check: R17: before issue what was asked may be corrected; the result is judged like a new request. */
gboolean
vas_request_correct_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  VasCase *vas_case = vas_run_get_case (run, error);
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (GPtrArray) shares = NULL;

  if (vas_case == NULL)
    return FALSE;
  vas_step_require_state (vas_case, VAS_STATES_BEFORE_ISSUE, verdict);
  if (vas_case_get_issued_total (vas_case) > 0)
    vas_run_fail (verdict, "R17", "§4.8(3)", "some-issued");

  request = g_object_ref (vas_case->request);
  if (!fill_request (run, request, error))
    return FALSE;
  if (vas_run_has (run, "shares"))
    return (shares = read_shares (run, request, error)) != NULL && judge_added (run, request, shares, verdict, error) &&
           judge_draft (run, request, shares, verdict, error);

  shares = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < vas_case->orders->len; i++)
    g_ptr_array_add (shares, g_object_ref (((VasCaseOrder *) g_ptr_array_index (vas_case->orders, i))->share));

  return judge_draft (run, request, shares, verdict, error);
}

static gboolean
replace_shares (VasRun     *run,
                GPtrArray  *before,
                GError    **error)
{
  for (guint i = 0; i < before->len; i++)
    {
      if (!vas_table_delete (run->sql, g_ptr_array_index (before, i), error))
        return FALSE;
    }

  return insert_shares (run, error);
}

/** vas_request_correct_apply: the approval is cancelled and sheets are released; the term runs on (R17, R19). */
gboolean
vas_request_correct_apply (VasRun  *run,
                           GError **error)
{
  VasRequest *request = run->vas_case->request;
  const char *key = vas_entity_get_key (VAS_ENTITY (request));
  g_autoptr (GPtrArray) before = vas_table_list (run->sql, VAS_TYPE_SHARE, "request_key", key, NULL, error);
  g_autoptr (VasCase) stored = vas_case_load (run->sql, key, error);

  if (before == NULL || stored == NULL || !vas_step_release_sheets (run, stored, error))
    return FALSE;

  g_object_set (request, "state", (gint64) VAS_REQUEST_STATE_REVIEW, "approved-by", NULL, "approved-at", VAS_NONE,
                "seconded-by", NULL, "due", (gint64) request->review_due, NULL);
  if (run->actor != NULL)
    vas_request_add_corrector (request, vas_command_get_actor (run->command));
  vas_step_end_claim (request);
  if (vas_run_has (run, "shares") && !replace_shares (run, before, error))
    return FALSE;

  return vas_run_update (run, request, error);
}
