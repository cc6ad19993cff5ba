/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a change of the catalog does (R3, R4).
 *
 * Its prices take their place when it is approved, with a start that lies ahead: a shop knows them before, and the price of an instant
 * is found by the instant alone, however late the clock comes. What a plan or a service is called, how it is taxed and whether it
 * is sold is written when the change starts; vas_catalog_set_back() finds what it was at an instant.
 *
 * The keys of prices derive from the item, so that a withdrawal finds what the approval wrote. It is long because what an approval
 * schedules, a withdrawal takes out again and a start writes are three sides of one thing: whoever changes one must see the others.
 */

#include "vas-change-steps.h"

#include "vas-change-store.h"
#include "vas-plan.h"
#include "vas-price-rules.h"
#include "vas-table.h"
#include "vas-uuid.h"

/** vas_change_list_items: (transfer full) (nullable) (element-type VasChangeItem): in their order. */
GPtrArray *
vas_change_list_items (VasRun     *run,
                       VasChange  *change,
                       GError    **error)
{
  return vas_table_list (run->sql, VAS_TYPE_CHANGE_ITEM, "change_key", vas_entity_get_key (VAS_ENTITY (change)), "position", error);
}

/** vas_change_item_get_name: (transfer none) (nullable): of its plan or service as it is called now; NULL with @error set. */
const char *
vas_change_item_get_name (VasRun         *run,
                          VasChangeItem  *item,
                          GError        **error)
{
  VasPlan *plan;
  VasService *service;

  if (item->plan_key != NULL)
    {
      plan = vas_run_load (run, VAS_TYPE_PLAN, item->plan_key, error);
      return plan != NULL ? plan->name : NULL;
    }
  service = vas_run_load (run, VAS_TYPE_SERVICE, item->service_key, error);

  return service != NULL ? service->name : NULL;
}

static GPtrArray *
list_prices (VasRun      *run,
             const char  *plan_key,
             GError     **error)
{
  return vas_table_list (run->sql, VAS_TYPE_PRICE, "plan_key", plan_key, "starts_at", error);
}

/* What is done for each item; @verdict: (nullable): where it is judged. */
typedef gboolean (*ItemFunc) (VasRun         *run,
                              VasChange      *change,
                              VasChangeItem  *item,
                              VasVerdict     *verdict,
                              GError        **error);

static gboolean
for_each_item (VasRun      *run,
               VasChange   *change,
               ItemFunc     func,
               VasVerdict  *verdict,
               GError     **error)
{
  g_autoptr (GPtrArray) items = vas_change_list_items (run, change, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      if (!func (run, change, g_ptr_array_index (items, i), verdict, error))
        return FALSE;
    }

  return items != NULL;
}

static const char *
get_subject (VasChangeItem *item)
{
  return item->plan_key != NULL ? item->plan_key : item->service_key;
}

static gboolean
judge_start (VasRun         *run,
             VasChange      *change,
             VasChangeItem  *item,
             VasVerdict     *verdict,
             GError        **error)
{
  const char *name = vas_change_item_get_name (run, item, error);
  gboolean taken;
  VasFinding *finding;

  if (name == NULL || !vas_change_find_other (run->sql, item, change->starts_at, &taken, error))
    return FALSE;
  if (!taken)
    return TRUE;

  finding = vas_finding_new ("R4", "", VAS_OUTCOME_FAIL, "change-same-start");
  vas_finding_set_text (finding, "name", name);
  vas_verdict_add (verdict, vas_finding_set_instant (finding, "starts_at", change->starts_at));

  return TRUE;
}

/* The rule over all prices of its plan; an item without a price fits. */
static gboolean
judge_price (VasRun         *run,
             VasChange      *change,
             VasChangeItem  *item,
             void          (*rule) (GPtrArray *, gint64, gint64, const char *, VasVerdict *),
             VasVerdict     *verdict,
             GError        **error)
{
  const char *name = vas_change_item_get_name (run, item, error);
  g_autoptr (GPtrArray) prices = NULL;

  if (name == NULL)
    return FALSE;
  if (item->amount == VAS_NONE)
    return TRUE;
  prices = list_prices (run, item->plan_key, error);
  if (prices != NULL)
    rule (prices, change->starts_at, item->ends_at, name, verdict);

  return prices != NULL;
}

static gboolean
judge_place (VasRun         *run,
             VasChange      *change,
             VasChangeItem  *item,
             VasVerdict     *verdict,
             GError        **error)
{
  return judge_start (run, change, item, verdict, error) && judge_price (run, change, item, vas_rule_price_fits, verdict, error);
}

/** vas_change_judge_place: R3, R4: whether everything that it changes can start at its instant, beside what is scheduled already. */
gboolean
vas_change_judge_place (VasRun      *run,
                        VasChange   *change,
                        VasVerdict  *verdict,
                        GError     **error)
{
  return for_each_item (run, change, judge_place, verdict, error);
}

static gboolean
judge_withdrawal (VasRun         *run,
                  VasChange      *change,
                  VasChangeItem  *item,
                  VasVerdict     *verdict,
                  GError        **error)
{
  return judge_price (run, change, item, vas_rule_price_withdrawn, verdict, error);
}

/** vas_change_judge_withdrawal: R3: whether nothing that was scheduled later builds upon its prices. */
gboolean
vas_change_judge_withdrawal (VasRun      *run,
                             VasChange   *change,
                             VasVerdict  *verdict,
                             GError     **error)
{
  return for_each_item (run, change, judge_withdrawal, verdict, error);
}

static gboolean
insert_price (VasRun         *run,
              VasChange      *change,
              VasChangeItem  *item,
              const char     *what,
              VasPrice       *like,
              gint64          starts_at,
              gint64          ends_at,
              GError        **error)
{
  g_autofree char *key = vas_uuid_derive (vas_entity_get_key (VAS_ENTITY (item)), what, starts_at);
  g_autoptr (VasPrice) price = NULL;

  price = g_object_new (VAS_TYPE_PRICE, "key", key, "ver", (gint64) 1, "plan-key", item->plan_key, "amount",
                        like != NULL ? like->amount : item->amount, "starts-at", starts_at, "ends-at", ends_at, "author-key",
                        like != NULL ? like->author_key : change->author_key, "approver-key",
                        like != NULL ? like->approver_key : change->approver_key, NULL);

  return vas_run_insert (run, price, error);
}

static gboolean
schedule_price (VasRun         *run,
                VasChange      *change,
                VasChangeItem  *item,
                GError        **error)
{
  g_autoptr (GPtrArray) prices = list_prices (run, item->plan_key, error);
  VasPrice *before, *after;
  gint64 resumed_until = VAS_NONE;

  if (prices == NULL)
    return FALSE;
  before = vas_prices_find_at (prices, change->starts_at);
  after = item->ends_at != VAS_NONE ? vas_prices_find_at (prices, item->ends_at) : NULL;
  if (before != NULL)
    {
      resumed_until = before->ends_at;
      before->ends_at = change->starts_at;
      if (!vas_run_update (run, before, error))
        return FALSE;
    }
  if (!insert_price (run, change, item, "price", NULL, change->starts_at, item->ends_at, error))
    return FALSE;

  /* Where the price that a promotion interrupts goes on after it. */
  return after == NULL || after != before || insert_price (run, change, item, "resumed", before, item->ends_at, resumed_until, error);
}

static gboolean
schedule (VasRun         *run,
          VasChange      *change,
          VasChangeItem  *item,
          VasVerdict     *verdict,
          GError        **error)
{
  vas_run_touch (run, get_subject (item));

  return item->amount == VAS_NONE || schedule_price (run, change, item, error);
}

/** vas_change_schedule: to be called once it is approved, with its approver set: its prices take their place. */
gboolean
vas_change_schedule (VasRun     *run,
                     VasChange  *change,
                     GError    **error)
{
  return for_each_item (run, change, schedule, NULL, error);
}

/* @ends_at: (inout): when it would have ended, where it is there. */
static gboolean
delete_price (VasRun         *run,
              VasChangeItem  *item,
              const char     *what,
              gint64          starts_at,
              gint64         *ends_at,
              GError        **error)
{
  g_autofree char *key = vas_uuid_derive (vas_entity_get_key (VAS_ENTITY (item)), what, starts_at);
  g_autoptr (VasPrice) price = NULL;

  if (!vas_table_look_up (run->sql, VAS_TYPE_PRICE, "key", key, &price, error))
    return FALSE;
  if (price == NULL)
    return TRUE;
  *ends_at = price->ends_at;

  return vas_table_delete (run->sql, VAS_ENTITY (price), error);
}

/* @resumed: (nullable): the price to which the promotions that end at @ends_at fall back; NULL where none ends then. */
static gboolean
find_resumed (VasRun      *run,
              GPtrArray   *prices,
              const char  *plan_key,
              gint64       ends_at,
              VasPrice   **resumed,
              GError     **error)
{
  gint64 starts_at;

  if (!vas_change_find_promotion (run->sql, plan_key, ends_at, &starts_at, error))
    return FALSE;
  *resumed = starts_at != VAS_NONE ? vas_prices_find_before (prices, starts_at) : NULL;

  return TRUE;
}

/* What was before it holds on; after a promotion that ends just there, what the promotion interrupted. */
static gboolean
unschedule_price (VasRun         *run,
                  VasChange      *change,
                  VasChangeItem  *item,
                  GError        **error)
{
  g_autoptr (GPtrArray) prices = list_prices (run, item->plan_key, error);
  VasPrice *before = prices != NULL ? vas_prices_find_before (prices, change->starts_at) : NULL;
  VasPrice *resumed = NULL;
  gint64 ends_at = VAS_NONE;

  if (prices == NULL || !find_resumed (run, prices, item->plan_key, change->starts_at, &resumed, error) ||
      !delete_price (run, item, "price", change->starts_at, &ends_at, error) ||
      (item->ends_at != VAS_NONE && !delete_price (run, item, "resumed", item->ends_at, &ends_at, error)))
    return FALSE;
  if (before == NULL)
    return TRUE;
  if (resumed != NULL)
    return insert_price (run, change, item, "kept", resumed, change->starts_at, ends_at, error);
  before->ends_at = ends_at;

  return vas_run_update (run, before, error);
}

static gboolean
unschedule (VasRun         *run,
            VasChange      *change,
            VasChangeItem  *item,
            VasVerdict     *verdict,
            GError        **error)
{
  vas_run_touch (run, get_subject (item));

  return item->amount == VAS_NONE || unschedule_price (run, change, item, error);
}

/** vas_change_unschedule: its prices, none of which was ever in force, go, and those before them hold on; the trail keeps what was planned. */
gboolean
vas_change_unschedule (VasRun     *run,
                       VasChange  *change,
                       GError    **error)
{
  return for_each_item (run, change, unschedule, NULL, error);
}

static gboolean
start (VasRun         *run,
       VasChange      *change,
       VasChangeItem  *item,
       VasVerdict     *verdict,
       GError        **error)
{
  VasEntity *entity = vas_run_load (run, item->plan_key != NULL ? VAS_TYPE_PLAN : VAS_TYPE_SERVICE, get_subject (item), error);

  vas_run_touch (run, get_subject (item));
  if (entity == NULL)
    return FALSE;
  vas_change_item_keep (item, entity);

  return !vas_change_item_apply (item, entity) || (vas_run_update (run, item, error) && vas_run_update (run, entity, error));
}

/** vas_change_start: names, tax data, and whether it is sold, are written, and the items keep what they replace (R5). */
gboolean
vas_change_start (VasRun     *run,
                  VasChange  *change,
                  GError    **error)
{
  return for_each_item (run, change, start, NULL, error);
}
