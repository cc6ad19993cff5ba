/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasOrderDossier: an order with everything that is known around it: what the page of an order and `vasctl order` say. Look-ups by index
 * alone, a few for each request of the order: about a millisecond at any size. Inside the caller's snapshot, so that all of it is of
 * one moment.
 */

#include "vas-dossier-private.h"

#include "vas-calendar-store.h"
#include "vas-order-rules.h"
#include "vas-period.h"
#include "vas-sql-private.h"
#include "vas-staff-names.h"
#include "vas-table.h"

G_DEFINE_FINAL_TYPE (VasOrderDossier, vas_order_dossier, G_TYPE_OBJECT)

static void
share_free (VasDossierShare *self)
{
  g_clear_object (&self->share);
  g_clear_object (&self->request);
  g_clear_pointer (&self->fapiao, g_ptr_array_unref);
  g_free (self);
}

static void
vas_order_dossier_finalize (GObject *object)
{
  VasOrderDossier *self = VAS_ORDER_DOSSIER (object);

  g_clear_object (&self->order);
  g_clear_object (&self->account);
  g_clear_object (&self->plan);
  g_clear_object (&self->price);
  g_clear_object (&self->terms);
  g_clear_object (&self->governing);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  g_clear_pointer (&self->shares, g_ptr_array_unref);
  g_clear_pointer (&self->refunds, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->calendar, vas_calendar_unref);

  G_OBJECT_CLASS (vas_order_dossier_parent_class)->finalize (object);
}

static void
vas_order_dossier_class_init (VasOrderDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_order_dossier_finalize;
}

static void
vas_order_dossier_init (VasOrderDossier *self)
{
  self->payments = g_ptr_array_new_with_free_func (g_object_unref);
  self->uses = g_ptr_array_new_with_free_func (g_object_unref);
  self->shares = g_ptr_array_new_with_free_func ((GDestroyNotify) share_free);
  self->refunds = g_ptr_array_new_with_free_func (g_object_unref);
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
  self->events = vas_dossier_events_new ();
  self->accepted_at = VAS_NONE;
  self->payment_until = VAS_NONE_DATE;
  self->request_until = VAS_NONE_DATE;
}

/* R3: at any instant a plan on sale has exactly one price. */
static gboolean
read_price (VasSql           *sql,
            VasOrderDossier  *self,
            GError          **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_PRICE, "p"), " FROM price p WHERE p.plan_key = $1 "
                                        "AND p.starts_at <= $2 AND (p.ends_at IS NULL OR p.ends_at > $2)", NULL);
  g_autoptr (VasStatement) statement = NULL;

  if (self->order->plan_key == NULL)
    return TRUE;
  statement = vas_sql_prepare (sql, query, error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", self->order->plan_key, self->order->made_at);

  return vas_table_read_first (VAS_TYPE_PRICE, statement, &self->price, error);
}

/* R27: the newest version that was accepted governs; who accepted it twice did so the first time. */
static gboolean
read_terms (VasSql           *sql,
            VasOrderDossier  *self,
            GError          **error)
{
  g_autofree char *query = g_strconcat ("SELECT a.accepted_at, ", vas_table_columns (VAS_TYPE_TERMS, "t"), " FROM acceptance a "
                                        "JOIN terms_version t ON t.key = a.terms_key WHERE a.account_key = $1 "
                                        "ORDER BY t.effective_at DESC, a.accepted_at LIMIT 1", NULL);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (self->order->terms_label != NULL &&
      !vas_table_look_up (sql, VAS_TYPE_TERMS, "label", self->order->terms_label, &self->terms, error))
    return FALSE;
  statement = vas_sql_prepare (sql, query, error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", self->order->account_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      self->accepted_at = vas_statement_get_int (statement, 0);
      self->governing = vas_table_read (VAS_TYPE_TERMS, statement, 1);
    }

  return TRUE;
}

/* What waits at the payment desk names the order as the channel did; it does not belong to it yet (R8). */
static gboolean
read_payments (VasSql           *sql,
               VasOrderDossier  *self,
               GError          **error)
{
  g_autofree char *query = g_strconcat ("SELECT ", vas_table_columns (VAS_TYPE_PAYMENT, "p"), " FROM payment p WHERE p.order_number = $1 "
                                        "AND p.state = 'desk' AND p.order_key IS NULL ORDER BY p.paid_at", NULL);
  g_autoptr (VasStatement) statement = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  if (!vas_dossier_take_list (sql, VAS_TYPE_PAYMENT, "order_key", vas_entity_get_key (VAS_ENTITY (self->order)), "paid_at", self->payments, error))
    return FALSE;
  statement = vas_sql_prepare (sql, query, error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", self->order->number);
  waiting = vas_table_read_all (VAS_TYPE_PAYMENT, statement, error);
  if (waiting == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->payments, g_steal_pointer (&waiting));

  return TRUE;
}

static gboolean
read_uses (VasSql           *sql,
           VasOrderDossier  *self,
           GError          **error)
{
  if (!vas_dossier_take_list (sql, VAS_TYPE_SERVICE_USE, "order_key", vas_entity_get_key (VAS_ENTITY (self->order)), "used_at", self->uses, error))
    return FALSE;
  for (guint i = 0; i < self->uses->len; i++)
    self->used += ((VasServiceUse *) g_ptr_array_index (self->uses, i))->uses;

  return TRUE;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const VasRequest *first = (*(const VasDossierShare * const *) a)->request;
  const VasRequest *second = (*(const VasDossierShare * const *) b)->request;

  return first->received_at < second->received_at ? -1 : first->received_at > second->received_at ? 1 : 0;
}

static gboolean
read_share (VasSql           *sql,
            VasOrderDossier  *self,
            VasShare         *share,
            GError          **error)
{
  VasDossierShare *item = g_new0 (VasDossierShare, 1);

  g_ptr_array_add (self->shares, item);
  item->share = g_object_ref (share);
  item->request = vas_table_get (sql, VAS_TYPE_REQUEST, share->request_key, error);
  if (item->request == NULL)
    return FALSE;
  item->fapiao = vas_table_list (sql, VAS_TYPE_FAPIAO, "request_key", share->request_key, "position", error);
  if (share->live)
    self->invoiced += share->amount;

  return item->fapiao != NULL &&
         vas_dossier_take_list (sql, VAS_TYPE_NOTICE, "request_key", share->request_key, "made_at", self->notices, error);
}

static gboolean
read_shares (VasSql           *sql,
             VasOrderDossier  *self,
             GError          **error)
{
  g_autoptr (GPtrArray) shares = vas_table_list (sql, VAS_TYPE_SHARE, "order_key", vas_entity_get_key (VAS_ENTITY (self->order)), NULL, error);

  for (guint i = 0; shares != NULL && i < shares->len; i++)
    {
      if (!read_share (sql, self, g_ptr_array_index (shares, i), error))
        return FALSE;
    }
  g_ptr_array_sort (self->shares, compare_shares);

  return shares != NULL;
}

static void
add_own_events (VasOrderDossier *self)
{
  vas_dossier_events_add (self->events, VAS_EVENT_MADE, self->order->made_at, NULL);
  for (guint i = 0; i < self->payments->len; i++)
    vas_dossier_events_add (self->events, VAS_EVENT_PAID, ((VasPayment *) g_ptr_array_index (self->payments, i))->paid_at,
                            g_ptr_array_index (self->payments, i));
  if (self->payments->len == 0 && self->order->paid_at != VAS_NONE)
    vas_dossier_events_add (self->events, VAS_EVENT_PAID, self->order->paid_at, NULL);
  for (guint i = 0; i < self->uses->len; i++)
    vas_dossier_events_add (self->events, VAS_EVENT_USED, ((VasServiceUse *) g_ptr_array_index (self->uses, i))->used_at,
                            g_ptr_array_index (self->uses, i));
  for (guint i = 0; i < self->notices->len; i++)
    vas_dossier_events_add (self->events, VAS_EVENT_NOTICE, ((VasNotice *) g_ptr_array_index (self->notices, i))->made_at,
                            g_ptr_array_index (self->notices, i));
}

/* Of the order, its payments and its requests. */
static gboolean
read_events (VasSql           *sql,
             VasOrderDossier  *self,
             GError          **error)
{
  g_auto (VasDossierTrail) trail = { NULL };
  g_autoptr (GPtrArray) requests = g_ptr_array_new ();

  vas_dossier_trail_init (&trail);
  if (!vas_dossier_trail_add (&trail, sql, vas_entity_get_key (VAS_ENTITY (self->order)), error))
    return FALSE;
  for (guint i = 0; i < self->payments->len; i++)
    {
      if (!vas_dossier_trail_add (&trail, sql, vas_entity_get_key (g_ptr_array_index (self->payments, i)), error))
        return FALSE;
    }
  for (guint i = 0; i < self->shares->len; i++)
    {
      VasRequest *request = ((VasDossierShare *) g_ptr_array_index (self->shares, i))->request;

      if (!vas_dossier_trail_add (&trail, sql, vas_entity_get_key (VAS_ENTITY (request)), error))
        return FALSE;
      g_ptr_array_add (requests, request);
    }

  add_own_events (self);
  vas_dossier_events_add_trail (self->events, &trail, requests);
  vas_dossier_events_sort (self->events);

  return TRUE;
}

static void
reckon (VasOrderDossier *self)
{
  VasOrder *order = self->order;

  self->paid = order->paid - order->refunded;
  if (order->state == VAS_ORDER_STATE_UNPAID)
    self->payment_until = vas_order_get_payment_end (order, self->calendar);
  if (order->paid_at != VAS_NONE)
    self->request_until = vas_period_request_window (self->calendar, order->paid_at, NULL, &self->request_provisional);
}

/**
 * vas_order_dossier_load:
 * @now: instant by which days left are counted
 *
 * Returns: (transfer full) (nullable): the order of that key with all that is around it; %VAS_STORE_ERROR_NOT_FOUND where there is none
 */
VasOrderDossier *
vas_order_dossier_load (VasSql      *sql,
                        const char  *order_key,
                        gint64       now,
                        GError     **error)
{
  g_autoptr (VasOrderDossier) self = g_object_new (VAS_TYPE_ORDER_DOSSIER, NULL);

  self->today = vas_instant_to_date (now);
  self->order = vas_table_get (sql, VAS_TYPE_ORDER, order_key, error);
  self->calendar = self->order != NULL ? vas_calendar_load (sql, error) : NULL;
  self->names = self->calendar != NULL ? vas_staff_names (sql, error) : NULL;
  if (self->names == NULL ||
      !vas_dossier_get_optional (sql, VAS_TYPE_ACCOUNT, self->order->account_key, &self->account, error) ||
      !vas_dossier_get_optional (sql, VAS_TYPE_PLAN, self->order->plan_key, &self->plan, error) ||
      !read_price (sql, self, error) || !read_terms (sql, self, error) || !read_payments (sql, self, error) ||
      !read_uses (sql, self, error) || !read_shares (sql, self, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_REFUND, "order_key", order_key, "proposed_at", self->refunds, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_NOTE, "subject_key", order_key, "made_at", self->notes, error) ||
      !vas_dossier_take_list (sql, VAS_TYPE_NOTE, "subject_key", self->order->account_key, "made_at", self->notes, error) ||
      !read_events (sql, self, error) || !vas_dossier_find_doubt (sql, order_key, &self->in_doubt, error))
    return NULL;
  reckon (self);

  return g_steal_pointer (&self);
}

/** vas_order_dossier_get_available: R15: fen that may still be invoiced; never negative. */
VasMoney
vas_order_dossier_get_available (VasOrderDossier *self)
{
  return MAX (self->paid - self->invoiced, 0);
}

/** vas_order_dossier_get_uses_left: R10: #VAS_NONE where the plan counts no uses. */
gint64
vas_order_dossier_get_uses_left (VasOrderDossier *self)
{
  if (self->plan == NULL || self->plan->uses == VAS_NONE)
    return VAS_NONE;

  return MAX (self->plan->uses - self->used, 0);
}
