/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Orders out of a file. Where the plan is named, what the row does not say of it comes from the catalog; the order keeps it
 * from then on (R5). Paid, refunded and closed must agree with the state.
 */

#include "vas-rows.h"

#include "vas-order.h"
#include "vas-plan.h"
#include "vas-table.h"

#include <glib/gi18n.h>

static const VasRowsColumn columns[] = {
  { "number", "number", TRUE },
  { "account_id", NULL, TRUE },
  { "plan", NULL, FALSE },
  { "service_name", "service_name", FALSE },
  { "plan_name", "plan_name", FALSE },
  { "item_name", "item_name", FALSE },
  { "tax_code", "tax_code", FALSE },
  { "tax_rate", "tax_rate", FALSE },
  { "price", "price", TRUE },
  { "terms_label", "terms_label", FALSE },
  { "state", "state", FALSE },
  { "made_at", "made_at", TRUE },
  { "paid_at", "paid_at", FALSE },
  { "channel", "channel", FALSE },
  { "paid", "paid", FALSE },
  { "refunded", "refunded", FALSE },
  { "valid_until", "valid_until", FALSE },
  { "closed_at", "closed_at", FALSE },
};

/* A plan of the catalog with the name of its service. */
typedef struct {
  VasPlan *plan;
  char    *service_name;
} Known;

static void
known_free (Known *known)
{
  g_clear_object (&known->plan);
  g_free (known->service_name);
  g_free (known);
}

static gboolean
begin (VasImporter  *importer,
       GError      **error)
{
  g_autoptr (GHashTable) plans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) known_free);
  g_autoptr (GPtrArray) all = vas_table_list_all (vas_importer_get_sql (importer), VAS_TYPE_PLAN, NULL, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      VasPlan *plan = g_ptr_array_index (all, i);
      g_autoptr (VasService) service = vas_table_get (vas_importer_get_sql (importer), VAS_TYPE_SERVICE, plan->service_key, error);
      Known *known;

      if (service == NULL)
        return FALSE;
      known = g_new0 (Known, 1);
      known->plan = g_object_ref (plan);
      known->service_name = g_strdup (service->name);
      g_hash_table_insert (plans, plan->code, known);
    }
  vas_importer_set_state (importer, g_steal_pointer (&plans));

  return TRUE;
}

static void
end (VasImporter *importer)
{
  g_autoptr (GHashTable) plans = vas_importer_get_state (importer);

  vas_importer_set_state (importer, NULL);
}

static void
default_text (char       **member,
              const char  *text)
{
  if (*member == NULL)
    *member = g_strdup (text);
}

static void
take_plan (VasImporter *importer,
           VasOrder    *order)
{
  const char *code = vas_importer_get (importer, "plan");
  Known *known = code != NULL ? g_hash_table_lookup (vas_importer_get_state (importer), code) : NULL;

  if (code != NULL && known == NULL)
    {
      vas_importer_complain (importer, "plan", "reference", _("there is no plan “%s”"), code);
      return;
    }
  if (known != NULL)
    {
      order->plan_key = g_strdup (vas_entity_get_key (VAS_ENTITY (known->plan)));
      default_text (&order->service_name, known->service_name);
      default_text (&order->plan_name, known->plan->name);
      default_text (&order->item_name, known->plan->item_name);
      default_text (&order->tax_code, known->plan->tax_code);
      if (vas_importer_get (importer, "tax_rate") == NULL)
        order->tax_rate = known->plan->tax_rate;
      return;
    }
  if (order->service_name == NULL || order->plan_name == NULL || order->item_name == NULL || order->tax_code == NULL ||
      vas_importer_get (importer, "tax_rate") == NULL)
    vas_importer_complain (importer, "plan", "R5",
                           _("without a plan, service_name, plan_name, item_name, tax_code and tax_rate are needed"));
}

/* What follows from being paid or not, where the row leaves it out. */
static void
fill_payment (VasImporter *importer,
              VasOrder    *order)
{
  const gboolean paid = order->paid_at != VAS_NONE;

  if (vas_importer_get (importer, "state") == NULL)
    order->state = paid ? VAS_ORDER_STATE_PAID : order->closed_at != VAS_NONE ? VAS_ORDER_STATE_CLOSED : VAS_ORDER_STATE_UNPAID;
  if (vas_importer_get (importer, "paid") == NULL)
    order->paid = paid ? order->price : 0;
  if (vas_importer_get (importer, "refunded") == NULL)
    order->refunded = 0;
}

static void
judge_payment (VasImporter *importer,
               VasOrder    *order)
{
  const gboolean paid = order->paid_at != VAS_NONE;
  const gboolean should = order->state == VAS_ORDER_STATE_PAID || order->state == VAS_ORDER_STATE_EXPIRED ||
                          order->state == VAS_ORDER_STATE_REFUNDED;

  if (paid != should)
    vas_importer_complain (importer, "paid_at", "R7", paid ? _("an order that is not paid has no moment of payment")
                                                           : _("a paid order has a moment of payment"));
  else if (paid && vas_importer_get (importer, "channel") == NULL)
    vas_importer_complain (importer, "channel", "R8", _("a paid order says by which channel"));
  else if (paid && order->paid != order->price)
    vas_importer_complain (importer, "paid", "R8", _("what was paid is not the price"));
  else if (!paid && order->paid != 0)
    vas_importer_complain (importer, "paid", "R8", _("nothing is paid for an order that is not paid"));
  if (paid && order->paid_at < order->made_at)
    vas_importer_complain (importer, "paid_at", "R8", _("it was paid before it was made"));
  if (order->refunded > order->paid)
    vas_importer_complain (importer, "refunded", "R11", _("more was refunded than was paid"));
  else if ((order->refunded > 0) != (order->state == VAS_ORDER_STATE_REFUNDED))
    vas_importer_complain (importer, "refunded", "R11", _("the state and the refunded amount disagree"));
  if ((order->closed_at != VAS_NONE) != (order->state == VAS_ORDER_STATE_CLOSED))
    vas_importer_complain (importer, "closed_at", "R7", _("the state and the moment of closing disagree"));
}

static VasRowsResult
read_order (VasImporter  *importer,
            VasEntity    *entity,
            GPtrArray    *records,
            GError      **error)
{
  VasOrder *order = VAS_ORDER (entity);
  const char *account_id = vas_importer_get (importer, "account_id");
  g_autoptr (GError) local_error = NULL;
  const char *account = vas_importer_find_account (importer, account_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return VAS_ROWS_BAD;
    }
  if (account == NULL)
    vas_importer_complain (importer, "account_id", "reference", _("there is no account “%s”"), account_id);
  order->account_key = g_strdup (account);
  take_plan (importer, order);
  fill_payment (importer, order);

  if (vas_importer_is_checking (importer))
    {
      judge_payment (importer, order);
    }
  else
    {
      g_autofree char *key = vas_importer_new_key (importer, "order");

      vas_entity_set_key (entity, key);
      g_ptr_array_add (records, g_object_ref (entity));
    }

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_orders = {
  "orders", "import.orders", columns, G_N_ELEMENTS (columns), vas_order_get_type, "number", begin, read_order, end,
};
