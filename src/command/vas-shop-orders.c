/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Orders as the shop tells of them: made at the price that was in force (R3), of a plan that was sold (R6), and kept with everything
 * that was in force then (R5), whenever the message comes; used within their validity (R10).
 */

#include "vas-shop-commands.h"

#include "vas-account.h"
#include "vas-catalog-store.h"
#include "vas-change-store.h"
#include "vas-order.h"
#include "vas-order-rules.h"
#include "vas-plan.h"
#include "vas-service-use.h"
#include "vas-table.h"

/* What an order is made of: copies, as both were at its moment. */
typedef struct {
  VasPlan    *plan;
  VasService *service;
} Sold;

static void
sold_clear (Sold *self)
{
  g_clear_object (&self->plan);
  g_clear_object (&self->service);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sold, sold_clear)

static gboolean
load_sold (VasRun  *run,
           Sold    *sold,
           GError **error)
{
  VasPlan *plan = vas_run_load_arg (run, VAS_TYPE_PLAN, "plan", error);
  VasService *service = plan != NULL ? vas_run_load (run, VAS_TYPE_SERVICE, plan->service_key, error) : NULL;

  if (service == NULL)
    return FALSE;
  sold->plan = vas_entity_copy (plan);
  sold->service = vas_entity_copy (service);

  return vas_catalog_set_back (run->sql, sold->plan, sold->service, vas_command_get_made_at (run->command), error);
}

/** vas_shop_judge_account: R12 (§4.9): an account that is frozen, suspended or cancelled buys and uses nothing. */
gboolean
vas_shop_judge_account (VasRun      *run,
                        const char  *account_key,
                        VasVerdict  *verdict,
                        GError     **error)
{
  VasAccount *account = vas_run_load (run, VAS_TYPE_ACCOUNT, account_key, error);

  if (account == NULL)
    return FALSE;
  if (account->state == VAS_ACCOUNT_STATE_FROZEN || account->state == VAS_ACCOUNT_STATE_SUSPENDED ||
      account->state == VAS_ACCOUNT_STATE_CANCELLED)
    vas_run_fail (verdict, "R12", "§4.9", "account-stopped");

  return TRUE;
}

/* R3 (§4.2): the price at the moment of the order. */
static gboolean
judge_price (VasRun      *run,
             VasPlan     *plan,
             VasVerdict  *verdict,
             GError     **error)
{
  const gint64 stated = vas_run_get_int (run, "price");
  const gint64 made_at = vas_command_get_made_at (run->command);
  g_autoptr (VasPrice) price = NULL;
  VasFinding *finding;

  if (!vas_price_find_at (run->sql, vas_entity_get_key (VAS_ENTITY (plan)), made_at, &price, error))
    return FALSE;

  if (price == NULL)
    finding = vas_finding_new ("R3", "§4.2", VAS_OUTCOME_FAIL, "price-none");
  else if (price->amount != stated)
    finding = vas_finding_new ("R3", "§4.2", VAS_OUTCOME_FAIL, "price-differs");
  else
    finding = vas_finding_new ("R3", "§4.2", VAS_OUTCOME_PASS, "price-in-force");
  vas_finding_set_instant (finding, "made_at", made_at);
  vas_finding_set_money (finding, "stated_fen", stated);
  vas_verdict_add (verdict, vas_finding_set_money (finding, "price_fen", price != NULL ? price->amount : 0));

  return TRUE;
}

/** vas_shop_make_check: R3, R5, R6 and R12 over an order that the shop says was made. */
gboolean
vas_shop_make_check (VasRun      *run,
                     VasVerdict  *verdict,
                     GError     **error)
{
  const char *number = vas_run_get_text (run, "number");
  g_autofree char *taken = NULL;
  g_auto (Sold) sold = { NULL, NULL };

  if (!load_sold (run, &sold, error) || !vas_shop_judge_account (run, vas_run_get_text (run, "account"), verdict, error) ||
      !vas_table_find_key (run->sql, VAS_TYPE_ORDER, "number", number, &taken, error))
    return FALSE;
  if (taken != NULL)
    vas_run_fail_text (verdict, "R5", "§4.2", "order-number-taken", "order", number);
  vas_rule_on_sale (sold.plan, sold.service, sold.plan->name, verdict);

  return judge_price (run, sold.plan, verdict, error);
}

/** vas_shop_make_apply: R5: the order keeps service, plan, price, rate and terms of its moment. */
gboolean
vas_shop_make_apply (VasRun  *run,
                     GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "order");
  const gint64 made_at = vas_command_get_made_at (run->command);
  g_autoptr (VasOrder) order = NULL;
  g_autoptr (VasTerms) terms = NULL;
  g_auto (Sold) sold = { NULL, NULL };

  if (!load_sold (run, &sold, error) || !vas_terms_find_at (run->sql, made_at, &terms, error))
    return FALSE;

  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", vas_run_get_text (run, "number"),
                        "account-key", vas_run_get_text (run, "account"), "plan-key", vas_entity_get_key (VAS_ENTITY (sold.plan)),
                        "service-name", sold.service->name, "plan-name", sold.plan->name, "item-name", sold.plan->item_name,
                        "tax-code", sold.plan->tax_code, "tax-rate", sold.plan->tax_rate, "price", vas_run_get_int (run, "price"),
                        "terms-label", terms != NULL ? terms->label : NULL, "made-at", made_at, NULL);
  vas_run_touch (run, order->account_key);

  return vas_run_insert (run, order, error);
}

static void
fail_use (VasVerdict *verdict,
          VasOrder   *order,
          const char *code,
          gint64      left)
{
  VasFinding *finding = vas_finding_new ("R10", "§4.6", VAS_OUTCOME_FAIL, code);

  vas_finding_set_text (finding, "order", order->number);
  if (order->valid_until != VAS_NONE_DATE)
    vas_finding_set_date (finding, "until_date", order->valid_until);
  vas_verdict_add (verdict, vas_finding_set_int (finding, "left", left));
}

/* R10 (§4.6): no more uses than the plan has. */
static gboolean
judge_count (VasRun      *run,
             VasOrder    *order,
             VasVerdict  *verdict,
             GError     **error)
{
  VasPlan *plan = order->plan_key != NULL ? vas_run_load (run, VAS_TYPE_PLAN, order->plan_key, error) : NULL;
  gint64 used;

  if (order->plan_key == NULL)
    return TRUE;
  if (plan == NULL || !vas_service_use_count (run->sql, vas_entity_get_key (VAS_ENTITY (order)), &used, error))
    return FALSE;
  if (plan->uses != VAS_NONE && used + vas_run_get_int (run, "uses") > plan->uses)
    fail_use (verdict, order, "use-beyond-count", MAX (plan->uses - used, 0));

  return TRUE;
}

/** vas_shop_use_check: R10 and R12 over a use of what an order bought. */
gboolean
vas_shop_use_check (VasRun      *run,
                    VasVerdict  *verdict,
                    GError     **error)
{
  VasOrder *order = vas_run_load_arg (run, VAS_TYPE_ORDER, "order", error);
  const gint64 used_at = vas_command_get_made_at (run->command);

  if (order == NULL || !vas_shop_judge_account (run, order->account_key, verdict, error))
    return FALSE;
  if ((order->state != VAS_ORDER_STATE_PAID && order->state != VAS_ORDER_STATE_EXPIRED) || used_at + VAS_CLOCKS_APART < order->paid_at)
    fail_use (verdict, order, "use-not-paid", 0);
  else if (order->valid_until != VAS_NONE_DATE && used_at >= vas_date_end (order->valid_until))
    fail_use (verdict, order, "use-after-end", 0);

  return judge_count (run, order, verdict, error);
}

gboolean
vas_shop_use_apply (VasRun  *run,
                    GError **error)
{
  g_autofree char *key = vas_run_new_key (run, "use");
  g_autoptr (VasServiceUse) use = NULL;

  use = g_object_new (VAS_TYPE_SERVICE_USE, "key", key, "ver", (gint64) 1, "order-key", vas_run_get_text (run, "order"),
                      "used-at", vas_command_get_made_at (run->command), "uses", vas_run_get_int (run, "uses"), NULL);
  vas_run_touch (run, use->order_key);

  return vas_run_insert (run, use, error);
}
