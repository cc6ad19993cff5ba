/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R3: where a new price of a plan finds its place among those that there are. Pure functions over all prices of one plan.
 *
 * A new price holds from its start on; a promotion ends, and the price that was in force before it is in force again. What others
 * begin inside it would be cut off or cut in two, so that nobody could say any more what was approved: such a change waits until the
 * later one is withdrawn, and a change is withdrawn before those that build upon it.
 */

#include "vas-price-rules.h"

/** vas_prices_find_at: (transfer none) (nullable): the price that is in force at the instant @at. */
VasPrice *
vas_prices_find_at (GPtrArray *prices,
                    gint64     at)
{
  for (guint i = 0; i < prices->len; i++)
    {
      VasPrice *price = g_ptr_array_index (prices, i);

      if (price->starts_at <= at && (price->ends_at == VAS_NONE || price->ends_at > at))
        return price;
    }

  return NULL;
}

/** vas_prices_find_before: (transfer none) (nullable): the price that is in force until the instant @ends_at. */
VasPrice *
vas_prices_find_before (GPtrArray *prices,
                        gint64     ends_at)
{
  for (guint i = 0; i < prices->len; i++)
    {
      VasPrice *price = g_ptr_array_index (prices, i);

      if (price->ends_at == ends_at)
        return price;
    }

  return NULL;
}

/* (nullable): the first price that begins from @from on and before @until; @until: %VAS_NONE: whenever. */
static VasPrice *
find_begin (GPtrArray *prices,
            gint64     from,
            gint64     until)
{
  VasPrice *first = NULL;

  for (guint i = 0; i < prices->len; i++)
    {
      VasPrice *price = g_ptr_array_index (prices, i);

      if (price->starts_at >= from && (until == VAS_NONE || price->starts_at < until) &&
          (first == NULL || price->starts_at < first->starts_at))
        first = price;
    }

  return first;
}

static void
fail (VasVerdict *verdict,
      const char *code,
      const char *plan_name,
      gint64      at)
{
  VasFinding *finding = vas_finding_new ("R3", "§4.2", VAS_OUTCOME_FAIL, code);

  vas_finding_set_text (finding, "plan", plan_name);
  vas_verdict_add (verdict, vas_finding_set_instant (finding, "starts_at", at));
}

/**
 * vas_rule_price_fits:
 * @prices: (element-type VasPrice): all prices of the plan
 * @ends_at: of a promotion; %VAS_NONE: from @starts_at on
 *
 * R3 (§4.2): no other price begins inside the new one, and there is a price after a promotion.
 */
void
vas_rule_price_fits (GPtrArray  *prices,
                     gint64      starts_at,
                     gint64      ends_at,
                     const char *plan_name,
                     VasVerdict *verdict)
{
  VasPrice *other = find_begin (prices, starts_at, ends_at);

  if (other != NULL)
    fail (verdict, "price-begins-within", plan_name, other->starts_at);
  else if (ends_at != VAS_NONE && vas_prices_find_at (prices, ends_at) == NULL)
    fail (verdict, "price-none-after", plan_name, ends_at);
}

/**
 * vas_rule_price_withdrawn:
 * @ends_at: as it was given with the change; %VAS_NONE where it is no promotion
 *
 * R3 (§4.2): a price that has not begun is withdrawn, unless others build upon it.
 */
void
vas_rule_price_withdrawn (GPtrArray  *prices,
                          gint64      starts_at,
                          gint64      ends_at,
                          const char *plan_name,
                          VasVerdict *verdict)
{
  VasPrice *other = find_begin (prices, starts_at + 1, ends_at);

  if (other != NULL)
    fail (verdict, "price-built-upon", plan_name, other->starts_at);
}
