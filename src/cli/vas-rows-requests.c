/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Invoice requests out of a file: one a row, with its orders as “number=amount” separated by semicolons. Each is judged by the
 * rules of §4.8 over what the replica knows and over the rows before it; a rule that is broken is named with its clause.
 * What a rule only asks is left to the clerk who reviews.
 */

#include "vas-rows.h"

#include "vas-calendar-store.h"
#include "vas-case-store.h"
#include "vas-finding-text.h"
#include "vas-mask.h"
#include "vas-mobile.h"
#include "vas-request-rules.h"
#include "vas-role.h"
#include "vas-share.h"
#include "vas-table.h"
#include "vas-taxpayer-id.h"
#include "vas-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_ORDERS 100

static const VasRowsColumn columns[] = {
  { "account_id", NULL, TRUE },
  { "orders", NULL, TRUE },
  { "services", NULL, FALSE },
  { "title_kind", "title_kind", TRUE },
  { "title", "title", TRUE },
  { "taxpayer_id", "taxpayer_id", FALSE },
  { "delivery", "delivery", FALSE },
  { "recipient_name", "recipient_name", FALSE },
  { "recipient_mobile", "recipient_mobile", FALSE },
  { "recipient_address", "recipient_address", FALSE },
  { "requested_at", "requested_at", FALSE },
  { "caller_note", "caller_note", FALSE },
};

typedef struct {
  VasCalendar *calendar;
  GHashTable  *taken;               /* key of an order → fen that rows before take of it */
} State;

static gboolean
begin (VasImporter  *importer,
       GError      **error)
{
  State *state = g_new0 (State, 1);

  vas_importer_set_state (importer, state);
  state->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  state->calendar = vas_calendar_load (vas_importer_get_sql (importer), error);

  return state->calendar != NULL;
}

static void
end (VasImporter *importer)
{
  State *state = vas_importer_get_state (importer);

  if (state != NULL)
    {
      g_clear_pointer (&state->calendar, vas_calendar_unref);
      g_clear_pointer (&state->taken, g_hash_table_unref);
    }
  g_free (state);
  vas_importer_set_state (importer, NULL);
}

static void
take_text (char **member,
           char  *text)
{
  g_free (*member);
  *member = text != NULL && *text == '\0' ? (g_free (text), NULL) : text;
}

static void
fill_request (VasImporter *importer,
              VasRequest  *request)
{
  const gint64 now = vas_importer_get_now (importer);

  request->state = VAS_REQUEST_STATE_REVIEW;
  request->source = VAS_REQUEST_SOURCE_IMPORT;
  if (vas_importer_get (importer, "requested_at") == NULL)
    request->requested_at = now;
  if (request->requested_at > now)
    vas_importer_complain (importer, "requested_at", "R16", _("it lies in the future"));
  request->received_at = request->requested_at;
  request->extensions = 0;
  take_text (&request->title, vas_title_normalize (request->title));
  if (request->taxpayer_id != NULL)
    take_text (&request->taxpayer_id, vas_taxpayer_id_normalize (request->taxpayer_id));
  if (request->recipient_name != NULL)
    request->recipient_name_masked = vas_mask_name (request->recipient_name);
  if (request->recipient_mobile != NULL)
    {
      char *mobile = vas_mobile_normalize (request->recipient_mobile, NULL);

      if (mobile != NULL)
        take_text (&request->recipient_mobile, mobile);
      request->recipient_mobile_masked = vas_mask_mobile (request->recipient_mobile);
    }
  if (request->recipient_address != NULL)
    request->recipient_address_masked = vas_mask_address (request->recipient_address);
}

/* “number=amount”; NULL after a complaint, or with an error. */
static VasShare *
read_share (VasImporter  *importer,
            VasRequest   *request,
            const char   *text,
            const char   *service,
            guint         position,
            GError      **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_autofree char *name = g_strdup_printf ("share/%u", position);
  g_autofree char *key = vas_importer_new_key (importer, name);
  g_autofree char *order = NULL;
  g_autoptr (VasShare) share = g_object_new (VAS_TYPE_SHARE, "key", key, "ver", (gint64) 1, "live", TRUE, NULL);
  g_autoptr (GError) reason = NULL;

  if (parts[0] == NULL || parts[1] == NULL)
    {
      vas_importer_complain (importer, "orders", "form", _("“%s” is not NUMBER=AMOUNT"), text);
      return NULL;
    }
  if (!vas_money_parse (g_strstrip (parts[1]), &share->amount, &reason))
    {
      vas_importer_complain (importer, "orders", "form", "%s", reason->message);
      return NULL;
    }
  if (!vas_table_find_key (vas_importer_get_sql (importer), VAS_TYPE_ORDER, "number", g_strstrip (parts[0]), &order, error))
    return NULL;
  if (order == NULL)
    {
      vas_importer_complain (importer, "orders", "R13", _("there is no order “%s”"), parts[0]);
      return NULL;
    }

  share->request_key = g_strdup (vas_entity_get_key (VAS_ENTITY (request)));
  share->order_key = g_steal_pointer (&order);
  share->position = position;
  share->stated_order = g_strdup (parts[0]);
  share->stated_service = service != NULL && *service != '\0' ? g_strdup (service) : NULL;
  share->stated_amount = share->amount;

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

static gboolean
add_share (VasImporter *importer,
           VasRequest  *request,
           GPtrArray   *shares,
           VasShare    *share)
{
  if (has_order (shares, share->order_key))
    {
      vas_importer_complain (importer, "orders", "R15", _("the order “%s” stands in the request twice"), share->stated_order);
      return FALSE;
    }
  if (!vas_money_add (request->amount, share->amount, &request->amount))
    {
      vas_importer_complain (importer, "orders", "form", _("the sum is too large"));
      return FALSE;
    }
  g_ptr_array_add (shares, g_object_ref (share));

  return TRUE;
}

/* (nullable): NULL after a complaint, or with an error. */
static GPtrArray *
read_shares (VasImporter  *importer,
             VasRequest   *request,
             GError      **error)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) orders = g_strsplit (vas_importer_get (importer, "orders"), ";", -1);
  const char *stated = vas_importer_get (importer, "services");
  g_auto (GStrv) services = g_strsplit (stated != NULL ? stated : "", ";", -1);
  const guint n_orders = g_strv_length (orders), n_services = g_strv_length (services);

  if (n_orders > MOST_ORDERS)
    {
      vas_importer_complain (importer, "orders", "form", _("a request covers at most %d orders"), MOST_ORDERS);
      return NULL;
    }
  if (n_services > 0 && n_services != n_orders)
    {
      vas_importer_complain (importer, "services", "R13", _("there are as many services as orders, or none"));
      return NULL;
    }
  request->amount = 0;
  for (guint i = 0; i < n_orders; i++)
    {
      g_autoptr (VasShare) share = read_share (importer, request, g_strstrip (orders[i]),
                                               n_services > 0 ? g_strstrip (services[i]) : NULL, i, error);

      if (share == NULL || !add_share (importer, request, shares, share))
        return NULL;
    }

  return g_steal_pointer (&shares);
}

static const char *
column_of (VasFinding *finding)
{
  if (g_str_has_prefix (finding->code, "taxpayer"))
    return "taxpayer_id";
  if (g_str_has_prefix (finding->code, "title"))
    return "title";
  if (g_str_has_prefix (finding->code, "recipient-mobile"))
    return "recipient_mobile";
  if (g_str_has_prefix (finding->code, "recipient"))
    return "recipient_name";
  if (g_str_has_prefix (finding->code, "account"))
    return "account_id";
  if (g_str_has_prefix (finding->code, "stated-service"))
    return "services";
  if (g_str_equal (finding->code, "window-late-arrival"))
    return "requested_at";

  return "orders";
}

/* The rows before take their part of each order. */
static void
count_taken (State   *state,
             VasCase *vas_case)
{
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);
      const gint64 *sum = g_hash_table_lookup (state->taken, item->share->order_key);

      if (sum != NULL)
        item->invoiced += *sum;
    }
}

static void
take (State     *state,
      GPtrArray *shares)
{
  for (guint i = 0; i < shares->len; i++)
    {
      VasShare *share = g_ptr_array_index (shares, i);
      gint64 *sum = g_hash_table_lookup (state->taken, share->order_key);

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (state->taken, g_strdup (share->order_key), sum);
        }
      *sum += share->amount;
    }
}

static void
judge_arrival (VasImporter *importer,
               VasRequest  *request,
               VasVerdict  *verdict)
{
  const gint64 now = vas_importer_get_now (importer);
  VasFinding *finding;

  if (now - request->requested_at <= VAS_INSTANT_DAY || vas_importer_has_role (importer, VAS_ROLE_INVOICE_SUPERVISOR))
    return;
  finding = vas_finding_new ("R16", "§4.8(2)", VAS_OUTCOME_FAIL, "window-late-arrival");
  vas_finding_set_instant (finding, "requested_at", request->requested_at);
  vas_finding_set_instant (finding, "arrived_at", now);
  vas_verdict_add (verdict, finding);
}

static VasRowsResult
judge (VasImporter  *importer,
       VasRequest   *request,
       GPtrArray    *shares,
       GError      **error)
{
  State *state = vas_importer_get_state (importer);
  g_autoptr (VasCase) vas_case = vas_case_load_draft (vas_importer_get_sql (importer), request, shares, error);
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();
  VasRowsResult result = VAS_ROWS_TAKE;

  if (vas_case == NULL)
    return VAS_ROWS_BAD;
  count_taken (state, vas_case);
  vas_rules_judge_request (vas_case, state->calendar, verdict);
  judge_arrival (importer, request, verdict);
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *text = NULL;

      if (finding->outcome != VAS_OUTCOME_FAIL && finding->outcome != VAS_OUTCOME_UNKNOWN)
        continue;
      text = vas_finding_describe_with_clause (finding);
      vas_importer_complain (importer, column_of (finding), finding->rule, "%s", text);
      result = VAS_ROWS_BAD;
    }
  if (result == VAS_ROWS_TAKE)
    take (state, shares);

  return result;
}

static VasRowsResult
read_request (VasImporter  *importer,
              VasEntity    *entity,
              GPtrArray    *records,
              GError      **error)
{
  VasRequest *request = VAS_REQUEST (entity);
  g_autofree char *key = vas_importer_new_key (importer, "request");
  g_autoptr (GError) local_error = NULL;
  const char *account_id = vas_importer_get (importer, "account_id");
  const char *account = vas_importer_find_account (importer, account_id, &local_error);
  g_autoptr (GPtrArray) shares = NULL;

  vas_entity_set_key (entity, key);
  request->account_key = g_strdup (account);
  fill_request (importer, request);
  if (local_error == NULL)
    shares = read_shares (importer, request, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return VAS_ROWS_BAD;
    }
  if (account == NULL)
    vas_importer_complain (importer, "account_id", "R13", _("there is no account “%s”"), account_id);
  if (shares == NULL || account == NULL)
    return VAS_ROWS_BAD;
  if (vas_importer_is_checking (importer))
    return judge (importer, request, shares, error);

  g_ptr_array_add (records, g_object_ref (entity));
  for (guint i = 0; i < shares->len; i++)
    g_ptr_array_add (records, g_object_ref (g_ptr_array_index (shares, i)));

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_requests = {
  "requests", "import.requests", columns, G_N_ELEMENTS (columns), vas_request_get_type, NULL, begin, read_request, end, TRUE,
};
