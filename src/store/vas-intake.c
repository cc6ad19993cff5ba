/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads what a new request needs to know of a caller. A few look-ups by index, inside the caller's snapshot. */

#include "vas-intake.h"

#include "vas-calendar-store.h"
#include "vas-period.h"
#include "vas-table.h"

#define MAX_EARLIER 5

G_DEFINE_FINAL_TYPE (VasIntakeOrder, vas_intake_order, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (VasIntake, vas_intake, G_TYPE_OBJECT)

static void
vas_intake_order_finalize (GObject *object)
{
  g_clear_object (&VAS_INTAKE_ORDER (object)->order);

  G_OBJECT_CLASS (vas_intake_order_parent_class)->finalize (object);
}

static void
vas_intake_order_class_init (VasIntakeOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_intake_order_finalize;
}

static void
vas_intake_order_init (VasIntakeOrder *self)
{
}

static void
vas_intake_finalize (GObject *object)
{
  VasIntake *self = VAS_INTAKE (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->plain_orders, g_ptr_array_unref);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);

  G_OBJECT_CLASS (vas_intake_parent_class)->finalize (object);
}

static void
vas_intake_class_init (VasIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_intake_finalize;
}

static void
vas_intake_init (VasIntake *self)
{
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  self->earlier = g_ptr_array_new_with_free_func (g_object_unref);
}

static VasIntakeOrder *
intake_order_new (VasOrder    *order,
                  VasMoney     invoiced,
                  VasCalendar *calendar)
{
  VasIntakeOrder *self = g_object_new (VAS_TYPE_INTAKE_ORDER, NULL);

  self->order = g_object_ref (order);
  self->invoiced = invoiced;
  self->available = MAX (order->paid - order->refunded - invoiced, 0);
  self->until = order->paid_at != VAS_NONE ? vas_period_request_window (calendar, order->paid_at, NULL, NULL) : VAS_NONE_DATE;

  return self;
}

static gboolean
sum_live (VasSql      *sql,
          const char  *order_key,
          const char  *corrected,
          VasMoney    *sum,
          GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT coalesce (sum (amount), 0) FROM share WHERE order_key = $1 AND live = 1 "
                                    "AND request_key <> $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", order_key, corrected != NULL ? corrected : "");
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  *sum = vas_statement_get_int (statement, 0);

  return TRUE;
}

static gboolean
add_orders (VasSql      *sql,
            VasIntake   *self,
            const char  *corrected,
            GError     **error)
{
  g_autoptr (VasCalendar) calendar = vas_calendar_load (sql, error);

  if (calendar == NULL)
    return FALSE;

  for (guint i = 0; i < self->plain_orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (self->plain_orders, i);
      VasMoney invoiced;

      if (!sum_live (sql, vas_entity_get_key (VAS_ENTITY (order)), corrected, &invoiced, error))
        return FALSE;
      g_ptr_array_add (self->orders, intake_order_new (order, invoiced, calendar));
    }

  return TRUE;
}

static gboolean
same_proposal (VasRequest *a,
               VasRequest *b)
{
  return a->title_kind == b->title_kind && g_strcmp0 (a->title, b->title) == 0 &&
         g_strcmp0 (a->taxpayer_id, b->taxpayer_id) == 0 && g_strcmp0 (a->recipient_address, b->recipient_address) == 0;
}

static gboolean
has_proposal (VasIntake  *self,
              VasRequest *request)
{
  for (guint i = 0; i < self->earlier->len; i++)
    {
      if (same_proposal (g_ptr_array_index (self->earlier, i), request))
        return TRUE;
    }

  return FALSE;
}

/**
 * vas_intake_load:
 * @account_key: the caller's account
 * @corrected: (nullable): the request that is being corrected, whose own shares may be applied for again
 *
 * Returns: (transfer full) (nullable): everything a new request needs to know of the caller
 */
VasIntake *
vas_intake_load (VasSql      *sql,
                 const char  *account_key,
                 const char  *corrected,
                 GError     **error)
{
  g_autoptr (VasIntake) self = g_object_new (VAS_TYPE_INTAKE, NULL);
  g_autoptr (GPtrArray) requests = NULL;

  self->account = vas_table_get (sql, VAS_TYPE_ACCOUNT, account_key, error);
  if (self->account == NULL)
    return NULL;
  self->plain_orders = vas_table_list (sql, VAS_TYPE_ORDER, "account_key", account_key, "made_at desc", error);
  if (self->plain_orders == NULL || !add_orders (sql, self, corrected, error))
    return NULL;

  requests = vas_table_list (sql, VAS_TYPE_REQUEST, "account_key", account_key, "received_at desc", error);
  if (requests == NULL)
    return NULL;
  for (guint i = 0; i < requests->len && self->earlier->len < MAX_EARLIER; i++)
    {
      VasRequest *request = g_ptr_array_index (requests, i);

      if (!has_proposal (self, request))
        g_ptr_array_add (self->earlier, g_object_ref (request));
    }

  return g_steal_pointer (&self);
}
