/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What belongs to one record: the case that it is part of, walked from key to key by indexes.
 *
 * Two need it. A desk that opens a record beyond its scope is given the case whole. And the feed: a command that changes a case which
 * desks may have let go tells them all of it again (what was made before the horizon is enough to say that they may; a case that is held
 * all the same is told what it holds already). The horizon is taken two days later than the house's, since the clocks of several
 * daemons may differ, and a desk's is the moment of the last row that it has.
 *
 * Runs inside the caller's transaction. Cost: nothing for a command whose records are young; some ten look-ups for a case.
 */

#include "vas-scope.h"

#include "vas-account.h"
#include "vas-fapiao-line.h"
#include "vas-fapiao.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-payment.h"
#include "vas-refund.h"
#include "vas-request.h"
#include "vas-service-use.h"
#include "vas-share.h"
#include "vas-table.h"
#include "vas-time.h"

#define SLACK_DAYS 2
#define SHORTEST_DAYS 25 /* a month, less the slack */

typedef struct {
  VasSql     *sql;
  GHashTable *seen;      /* (element-type utf8): keys of nodes */
  GHashTable *fresh;     /* (element-type utf8): keys of records that did not exist before; what hangs on them is new, too */
  GPtrArray  *orders;    /* keys, in the order in which they were met */
  GPtrArray  *requests;
  GPtrArray  *parcels;
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->parcels, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

static void
walk_init (Walk   *self,
           VasSql *sql)
{
  self->sql = sql;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fresh = g_hash_table_new (g_str_hash, g_str_equal);
  self->orders = g_ptr_array_new ();
  self->requests = g_ptr_array_new ();
  self->parcels = g_ptr_array_new ();
}

static void
meet (Walk       *self,
      GPtrArray  *nodes,
      const char *key)
{
  char *kept;

  if (key == NULL || g_hash_table_contains (self->seen, key))
    return;
  kept = g_strdup (key);
  g_hash_table_add (self->seen, kept);
  g_ptr_array_add (nodes, kept);
}

/* Every value of the first column, of rows that have @key. */
static gboolean
meet_all (Walk        *self,
          GPtrArray   *nodes,
          const char  *query,
          const char  *key,
          GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (self->sql, query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", key);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      meet (self, nodes, vas_statement_get_text (statement, 0));
    }

  return FALSE;
}

static gboolean
walk_on (Walk    *self,
         guint    orders,
         guint    requests,
         guint    parcels,
         GError **error)
{
  if (orders < self->orders->len)
    return meet_all (self, self->requests, "SELECT request_key FROM share WHERE order_key = $1", self->orders->pdata[orders], error);
  if (requests < self->requests->len)
    {
      const char *key = self->requests->pdata[requests];

      return meet_all (self, self->orders, "SELECT order_key FROM share WHERE request_key = $1", key, error) &&
             meet_all (self, self->requests, "SELECT corrects_key FROM request WHERE key = $1 UNION ALL "
                                             "SELECT reissues_key FROM request WHERE key = $1 UNION ALL "
                                             "SELECT key FROM request WHERE corrects_key = $1 UNION ALL "
                                             "SELECT key FROM request WHERE reissues_key = $1", key, error) &&
             meet_all (self, self->parcels, "SELECT parcel_key FROM fapiao WHERE request_key = $1", key, error);
    }

  return meet_all (self, self->requests, "SELECT request_key FROM fapiao WHERE parcel_key = $1", self->parcels->pdata[parcels], error) &&
         meet_all (self, self->parcels, "SELECT replaces_key FROM parcel WHERE key = $1 UNION ALL "
                                        "SELECT key FROM parcel WHERE replaces_key = $1", self->parcels->pdata[parcels], error);
}

/* Until there is nothing more to be met. */
static gboolean
walk (Walk    *self,
      GError **error)
{
  guint orders = 0, requests = 0, parcels = 0;

  while (orders < self->orders->len || requests < self->requests->len || parcels < self->parcels->len)
    {
      if (!walk_on (self, orders, requests, parcels, error))
        return FALSE;
      if (orders < self->orders->len)
        orders++;
      else if (requests < self->requests->len)
        requests++;
      else
        parcels++;
    }

  return TRUE;
}

/* The records of @type whose @field is one of the keys. */
static gboolean
add_of (Walk        *self,
        GType        type,
        const char  *field,
        GPtrArray   *keys,
        GPtrArray   *entities,
        GError     **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GPtrArray) found = vas_table_list (self->sql, type, field, keys->pdata[i], "key", error);

      if (found == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (entities, g_steal_pointer (&found));
    }

  return TRUE;
}

static gboolean
add_accounts (Walk       *self,
              GPtrArray  *entities,
              GError    **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      gpointer entity = g_ptr_array_index (entities, i);
      char *key = VAS_IS_ORDER (entity) ? VAS_ORDER (entity)->account_key : VAS_REQUEST (entity)->account_key;

      if (key != NULL && g_hash_table_add (known, key))
        g_ptr_array_add (keys, key);
    }

  return add_of (self, VAS_TYPE_ACCOUNT, "key", keys, entities, error);
}

static gboolean
add_paper (Walk       *self,
           GPtrArray  *entities,
           GError    **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  const guint first = entities->len;

  if (!add_of (self, VAS_TYPE_FAPIAO, "request_key", self->requests, entities, error))
    return FALSE;
  for (guint i = first; i < entities->len; i++)
    g_ptr_array_add (keys, (gpointer) vas_entity_get_key (g_ptr_array_index (entities, i)));

  return add_of (self, VAS_TYPE_FAPIAO_LINE, "fapiao_key", keys, entities, error) &&
         add_of (self, VAS_TYPE_PARCEL, "key", self->parcels, entities, error);
}

static gboolean
add_all (Walk       *self,
         GPtrArray  *entities,
         GError    **error)
{
  return add_of (self, VAS_TYPE_ORDER, "key", self->orders, entities, error) &&
         add_of (self, VAS_TYPE_REQUEST, "key", self->requests, entities, error) && add_accounts (self, entities, error) &&
         add_of (self, VAS_TYPE_PAYMENT, "order_key", self->orders, entities, error) &&
         add_of (self, VAS_TYPE_SHARE, "request_key", self->requests, entities, error) && add_paper (self, entities, error) &&
         add_of (self, VAS_TYPE_NOTICE, "request_key", self->requests, entities, error) &&
         add_of (self, VAS_TYPE_NOTE, "subject_key", self->orders, entities, error) &&
         add_of (self, VAS_TYPE_NOTE, "subject_key", self->requests, entities, error) &&
         add_of (self, VAS_TYPE_SERVICE_USE, "order_key", self->orders, entities, error) &&
         add_of (self, VAS_TYPE_REFUND, "order_key", self->orders, entities, error);
}

/**
 * vas_scope_collect:
 * @type: %VAS_TYPE_ORDER, %VAS_TYPE_REQUEST or %VAS_TYPE_PARCEL
 * @key: of a record of it
 *
 * Returns: (transfer full) (nullable) (element-type VasEntity): the case of the record, whole, and its accounts; empty where
 *   there is no such record; NULL with @error set
 */
GPtrArray *
vas_scope_collect (VasSql      *sql,
                   GType        type,
                   const char  *key,
                   GError     **error)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Walk) self = { NULL };

  walk_init (&self, sql);
  meet (&self, type == VAS_TYPE_ORDER ? self.orders : type == VAS_TYPE_REQUEST ? self.requests : self.parcels, key);

  return walk (&self, error) && add_all (&self, entities, error) ? g_steal_pointer (&entities) : NULL;
}

/* Meets the node that @text finds by @key, where it was made before @horizon. */
static gboolean
meet_old (Walk        *self,
          GPtrArray   *nodes,
          const char  *text,
          const char  *key,
          gint64       horizon,
          GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (key == NULL || g_hash_table_contains (self->seen, key) || g_hash_table_contains (self->fresh, key))
    return TRUE;
  statement = vas_sql_prepare (self->sql, text, error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", key, horizon);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      meet (self, nodes, vas_statement_get_text (statement, 0));
    }

  return FALSE;
}

#define OLD_ORDER "SELECT key FROM orders WHERE key = $1 AND made_at < $2"
#define OLD_REQUEST "SELECT key FROM request WHERE key = $1 AND received_at < $2"
#define OLD_ORDER_OF_NUMBER "SELECT key FROM orders WHERE number = $1 AND made_at < $2"

/* What is new is nowhere else yet; what it is joined to is looked at from what joins it. */
static gboolean
is_old (VasEntity *entity,
        gint64     made_at,
        gint64     horizon)
{
  return vas_entity_get_ver (entity) > 1 && made_at < horizon;
}

/* At the payment desk it is no order's yet: the order is the one whose number was told. */
static gboolean
look_at_payment (Walk        *self,
                 VasPayment  *payment,
                 gint64       horizon,
                 GError     **error)
{
  if (payment->state == VAS_PAYMENT_STATE_DESK)
    return meet_old (self, self->orders, OLD_ORDER_OF_NUMBER, payment->order_number, horizon, error);

  return meet_old (self, self->orders, OLD_ORDER, payment->order_key, horizon, error);
}

/* Looks at one record that a command changed: where it is part of a case of before the horizon, the walk begins there. */
static gboolean
look_at (Walk        *self,
         VasEntity   *entity,
         gint64       horizon,
         GError     **error)
{
  const char *key = vas_entity_get_key (entity);

  if (VAS_IS_ORDER (entity) && is_old (entity, VAS_ORDER (entity)->made_at, horizon))
    meet (self, self->orders, key);
  else if (VAS_IS_REQUEST (entity) && is_old (entity, VAS_REQUEST (entity)->received_at, horizon))
    meet (self, self->requests, key);
  else if (VAS_IS_PARCEL (entity) && VAS_PARCEL (entity)->handed_at != VAS_NONE && is_old (entity, VAS_PARCEL (entity)->handed_at, horizon))
    meet (self, self->parcels, key);
  else if (VAS_IS_SHARE (entity))
    return meet_old (self, self->orders, OLD_ORDER, VAS_SHARE (entity)->order_key, horizon, error);
  else if (VAS_IS_SERVICE_USE (entity))
    return meet_old (self, self->orders, OLD_ORDER, VAS_SERVICE_USE (entity)->order_key, horizon, error);
  else if (VAS_IS_REFUND (entity))
    return meet_old (self, self->orders, OLD_ORDER, VAS_REFUND (entity)->order_key, horizon, error);
  else if (VAS_IS_PAYMENT (entity))
    return look_at_payment (self, VAS_PAYMENT (entity), horizon, error);
  else if (VAS_IS_FAPIAO (entity))
    return meet_old (self, self->requests, OLD_REQUEST, VAS_FAPIAO (entity)->request_key, horizon, error);
  else if (VAS_IS_NOTICE (entity))
    return meet_old (self, self->requests, OLD_REQUEST, VAS_NOTICE (entity)->request_key, horizon, error);
  else if (VAS_IS_NOTE (entity))
    return meet_old (self, self->orders, OLD_ORDER, VAS_NOTE (entity)->subject_key, horizon, error) &&
           meet_old (self, self->requests, OLD_REQUEST, VAS_NOTE (entity)->subject_key, horizon, error);

  return TRUE;
}

/* Whether the record may be part of a case that is older than the shortest scope, before anything is asked of the store. */
static gboolean
may_be_of_old (VasEntity *entity,
               gint64     now)
{
  const gint64 shortest = now - SHORTEST_DAYS * VAS_INSTANT_DAY;

  if (VAS_IS_ORDER (entity))
    return is_old (entity, VAS_ORDER (entity)->made_at, shortest);
  if (VAS_IS_REQUEST (entity))
    return is_old (entity, VAS_REQUEST (entity)->received_at, shortest);

  return VAS_IS_PARCEL (entity) || VAS_IS_SHARE (entity) || VAS_IS_SERVICE_USE (entity) || VAS_IS_PAYMENT (entity) ||
         VAS_IS_FAPIAO (entity) || VAS_IS_NOTICE (entity) || VAS_IS_NOTE (entity) || VAS_IS_REFUND (entity);
}

static gboolean
any_may_be_of_old (Walk       *self,
                   GPtrArray  *touched,
                   gint64      now)
{
  gboolean any = FALSE;

  for (guint i = 0; i < touched->len; i++)
    {
      VasEntity *entity = g_ptr_array_index (touched, i);

      if (vas_entity_get_ver (entity) == 1)
        g_hash_table_add (self->fresh, (gpointer) vas_entity_get_key (entity));
      any |= may_be_of_old (entity, now);
    }

  return any;
}

static void
add_keys (GHashTable *keys,
          GPtrArray  *entities)
{
  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (keys, (gpointer) vas_entity_get_key (g_ptr_array_index (entities, i)));
}

/**
 * vas_scope_collect_returned:
 * @touched: (element-type VasEntity): what a command changed, as it is after it
 * @now: instant
 * @entities: (element-type VasEntity): to which is added what desks may have let go of the cases that it is part of
 *
 * Nothing where the house has no scope.
 */
gboolean
vas_scope_collect_returned (VasSql      *sql,
                            GPtrArray   *touched,
                            gint64       now,
                            GPtrArray   *entities,
                            GError     **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (Walk) self = { NULL };
  gint64 months, horizon;

  walk_init (&self, sql);
  if (!any_may_be_of_old (&self, touched, now))
    return TRUE;
  if (!vas_scope_get_months (sql, &months, error))
    return FALSE;
  if (months == 0)
    return TRUE;

  horizon = vas_scope_get_horizon (now + SLACK_DAYS * VAS_INSTANT_DAY, months);
  for (guint i = 0; i < touched->len; i++)
    {
      if (!look_at (&self, g_ptr_array_index (touched, i), horizon, error))
        return FALSE;
    }
  if (!walk (&self, error) || !add_all (&self, all, error))
    return FALSE;

  add_keys (known, touched);
  for (guint i = 0; i < all->len; i++)
    {
      if (g_hash_table_add (known, (gpointer) vas_entity_get_key (g_ptr_array_index (all, i))))
        g_ptr_array_add (entities, g_object_ref (g_ptr_array_index (all, i)));
    }

  return TRUE;
}
