/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasScope: which records a desk holds (sync.md, "what is kept locally").
 *
 * Orders, requests and parcels that hang together (a share joins an order and a request, a correction two requests, an envelope its
 * requests) are one case, and a case is held whole or not at all: so nothing refers to what is not there, and every rule that
 * judges a case has all of it (R15 most of all). A case is within the scope while anything of it is open, was made or ended since
 * the horizon, or has a fapiao: paper is counted from its sheets, and numbers are used once for ever (R20). What belongs to a
 * case goes with it. Accounts, catalog, terms, paper, people and settings are held always.
 *
 * The horizon is counted back from the day of the last row of the trail, not from a clock: so backend and desk that stand at the same row
 * come to the same scope by themselves, and a desk never lets go what a backend that is further thinks it holds.
 *
 * Immutable once read. Cost: one walk over orders and requests and their joins, about 1 µs a record; 5 bytes for each while it is read.
 */

#include "vas-scope.h"

#include "vas-fapiao-line.h"
#include "vas-fapiao.h"
#include "vas-house.h"
#include "vas-id-set.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-payment.h"
#include "vas-refund.h"
#include "vas-request.h"
#include "vas-service-use.h"
#include "vas-share.h"
#include "vas-time.h"

/* Where the nodes of a kind stand among all nodes. */
enum {
  NODE_ORDER,
  NODE_REQUEST,
  NODE_PARCEL,
  N_NODES,
};

static const char * const node_tables[N_NODES] = { "orders", "request", "parcel" };

/* The kinds of record that may be beyond a scope, by the kind of node that their case is known by. */
enum {
  BEYOND_ORDER,
  BEYOND_REQUEST,
  BEYOND_PARCEL,
  BEYOND_PAYMENT,
  BEYOND_SHARE,
  BEYOND_FAPIAO,
  BEYOND_LINE,
  BEYOND_NOTICE,
  BEYOND_NOTE,
  BEYOND_USE,
  BEYOND_REFUND,
  N_BEYOND,
};

struct _VasScope
{
  gint64    months;
  gint64    horizon;
  VasIdSet *beyond[N_BEYOND];
};

/* Cases while they are read: a forest, in which the root of a node is its case. */
typedef struct {
  VasSql  *sql;
  gint64   horizon;
  guint32  first[N_NODES + 1];  /* nodes of a kind are first + id */
  guint32 *parent;
  guint8  *kept;                /* of a root: whether its case is within the scope */
} Cases;

static void
cases_clear (Cases *self)
{
  g_free (self->parent);
  g_free (self->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cases, cases_clear)

/** vas_scope_get_months: @months: (out): what the house has set; 0 is everything. */
gboolean
vas_scope_get_months (VasSql  *sql,
                      gint64  *months,
                      GError **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);

  if (house == NULL)
    return FALSE;

  *months = vas_house_get_int (house, VAS_SCOPE_SETTING);
  return TRUE;
}

/**
 * vas_scope_get_horizon:
 * @now: instant
 * @months: at least 1
 *
 * Returns: the beginning of the civil day that is @months before that of @now (the last of its month, where it has no such day)
 */
gint64
vas_scope_get_horizon (gint64 now,
                       gint64 months)
{
  return vas_date_start (vas_date_add_months (vas_instant_to_date (now), -(int) months));
}

static guint32
find_root (Cases   *self,
           guint32  node)
{
  while (self->parent[node] != node)
    {
      self->parent[node] = self->parent[self->parent[node]];
      node = self->parent[node];
    }

  return node;
}

static void
join (Cases   *self,
      guint32  a,
      guint32  b)
{
  const guint32 one = find_root (self, a);
  const guint32 other = find_root (self, b);

  self->kept[one] |= self->kept[other];
  self->parent[other] = one;
}

static gboolean
read_one (VasSql      *sql,
          const char  *text,
          gint64      *value,
          GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *value = row ? vas_statement_get_int (statement, 0) : 0;
  return TRUE;
}

static gboolean
make_nodes (Cases   *self,
            GError **error)
{
  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *text = g_strdup_printf ("SELECT coalesce (max (id), 0) FROM %s", node_tables[i]);
      gint64 last;

      if (!read_one (self->sql, text, &last, error))
        return FALSE;
      if (last >= G_MAXUINT32 - self->first[i])
        {
          g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "There are more records than a scope can be read of.");
          return FALSE;
        }
      self->first[i + 1] = self->first[i] + (guint32) last + 1;
    }

  self->parent = g_new (guint32, self->first[N_NODES]);
  self->kept = g_new0 (guint8, self->first[N_NODES]);
  for (guint32 i = 0; i < self->first[N_NODES]; i++)
    self->parent[i] = i;
  return TRUE;
}

/* A query whose rows are one or two ids of nodes: they are kept, or joined. $1 is the horizon where @dated. */
typedef struct {
  guint       one;
  guint       other;            /* N_NODES: the node is kept */
  gboolean    dated;
  const char *query;
} Reading;

static const Reading readings[] = {
  { NODE_ORDER, N_NODES, TRUE,
    "SELECT id FROM orders WHERE made_at >= $1 OR paid_at >= $1 OR closed_at >= $1 OR state = 'unpaid'" },
  { NODE_REQUEST, N_NODES, TRUE,
    "SELECT id FROM request WHERE received_at >= $1 OR requested_at >= $1 OR rejected_at >= $1 OR tax_loss_at >= $1 OR finished_at >= $1 "
    "OR state NOT IN ('done', 'rejected', 'withdrawn', 'voided', 'reversed')" },
  { NODE_PARCEL, N_NODES, TRUE, "SELECT id FROM parcel WHERE handed_at IS NULL OR handed_at >= $1 OR ended_at >= $1" },
  { NODE_ORDER, N_NODES, TRUE,
    "SELECT o.id FROM payment p JOIN orders o ON o.key = p.order_key WHERE p.paid_at >= $1" },
  { NODE_ORDER, N_NODES, FALSE, "SELECT o.id FROM payment p JOIN orders o ON o.number = p.order_number WHERE p.state = 'desk'" },
  { NODE_ORDER, N_NODES, TRUE, "SELECT o.id FROM service_use u JOIN orders o ON o.key = u.order_key WHERE u.used_at >= $1" },
  { NODE_ORDER, N_NODES, TRUE,
    "SELECT o.id FROM refund r JOIN orders o ON o.key = r.order_key WHERE r.proposed_at >= $1 OR r.ended_at >= $1 OR r.ended_at IS NULL" },
  { NODE_ORDER, N_NODES, TRUE,
    "SELECT o.id FROM note n JOIN orders o ON o.key = n.subject_key WHERE n.subject = 'order' AND "
    "(n.made_at >= $1 OR n.answered_at >= $1 OR (n.kind = 'complaint' AND n.answered_at IS NULL))" },
  { NODE_REQUEST, N_NODES, TRUE,
    "SELECT r.id FROM note n JOIN request r ON r.key = n.subject_key WHERE n.subject = 'request' AND "
    "(n.made_at >= $1 OR n.answered_at >= $1 OR (n.kind = 'complaint' AND n.answered_at IS NULL))" },
  { NODE_REQUEST, N_NODES, TRUE,
    "SELECT r.id FROM notice n JOIN request r ON r.key = n.request_key WHERE n.made_at >= $1 OR n.told_at >= $1 OR n.state = 'queued'" },
  { NODE_REQUEST, N_NODES, FALSE, "SELECT r.id FROM fapiao f JOIN request r ON r.key = f.request_key" },
  { NODE_ORDER, NODE_REQUEST, FALSE,
    "SELECT o.id, r.id FROM share s JOIN orders o ON o.key = s.order_key JOIN request r ON r.key = s.request_key" },
  { NODE_REQUEST, NODE_REQUEST, FALSE, "SELECT a.id, b.id FROM request a JOIN request b ON b.key = a.corrects_key" },
  { NODE_REQUEST, NODE_REQUEST, FALSE, "SELECT a.id, b.id FROM request a JOIN request b ON b.key = a.reissues_key" },
  { NODE_REQUEST, NODE_PARCEL, FALSE,
    "SELECT r.id, p.id FROM fapiao f JOIN request r ON r.key = f.request_key JOIN parcel p ON p.key = f.parcel_key" },
  { NODE_PARCEL, NODE_PARCEL, FALSE, "SELECT a.id, b.id FROM parcel a JOIN parcel b ON b.key = a.replaces_key" },
};

static const Reading pinned_readings[] = {
  { NODE_ORDER, N_NODES, TRUE, "SELECT o.id FROM pin p JOIN orders o ON o.key = p.key WHERE p.kind = 'order' AND p.pinned_at >= $1" },
  { NODE_REQUEST, N_NODES, TRUE, "SELECT r.id FROM pin p JOIN request r ON r.key = p.key WHERE p.kind = 'request' AND p.pinned_at >= $1" },
};

static gboolean
read_nodes (Cases          *self,
            const Reading  *reading,
            GError        **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare_walk (self->sql, reading->query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (reading->dated)
    vas_statement_bind (statement, "i", self->horizon);

  while (vas_statement_step (statement, &row, error))
    {
      guint32 one;

      if (!row)
        return TRUE;
      one = self->first[reading->one] + (guint32) vas_statement_get_int (statement, 0);
      if (reading->other == N_NODES)
        self->kept[find_root (self, one)] = TRUE;
      else
        join (self, one, self->first[reading->other] + (guint32) vas_statement_get_int (statement, 1));
    }

  return FALSE;
}

/* What belongs to a case, by the node it hangs on: rows of its id and the node's. */
typedef struct {
  guint       beyond;
  guint       node;
  const char *query;
} Belonging;

static const Belonging belongings[] = {
  { BEYOND_ORDER, NODE_ORDER, "SELECT id, id FROM orders" },
  { BEYOND_REQUEST, NODE_REQUEST, "SELECT id, id FROM request" },
  { BEYOND_PARCEL, NODE_PARCEL, "SELECT id, id FROM parcel" },
  { BEYOND_PAYMENT, NODE_ORDER, "SELECT p.id, o.id FROM payment p JOIN orders o ON o.key = p.order_key" },
  { BEYOND_SHARE, NODE_ORDER, "SELECT s.id, o.id FROM share s JOIN orders o ON o.key = s.order_key" },
  { BEYOND_FAPIAO, NODE_REQUEST, "SELECT f.id, r.id FROM fapiao f JOIN request r ON r.key = f.request_key" },
  { BEYOND_LINE, NODE_REQUEST,
    "SELECT l.id, r.id FROM fapiao_line l JOIN fapiao f ON f.key = l.fapiao_key JOIN request r ON r.key = f.request_key" },
  { BEYOND_NOTICE, NODE_REQUEST, "SELECT n.id, r.id FROM notice n JOIN request r ON r.key = n.request_key" },
  { BEYOND_NOTE, NODE_ORDER, "SELECT n.id, o.id FROM note n JOIN orders o ON o.key = n.subject_key WHERE n.subject = 'order'" },
  { BEYOND_NOTE, NODE_REQUEST, "SELECT n.id, r.id FROM note n JOIN request r ON r.key = n.subject_key WHERE n.subject = 'request'" },
  { BEYOND_USE, NODE_ORDER, "SELECT u.id, o.id FROM service_use u JOIN orders o ON o.key = u.order_key" },
  { BEYOND_REFUND, NODE_ORDER, "SELECT r.id, o.id FROM refund r JOIN orders o ON o.key = r.order_key" },
};

static gboolean
read_belonging (VasScope         *self,
                Cases            *cases,
                const Belonging  *belonging,
                GError          **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare_walk (cases->sql, belonging->query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  while (vas_statement_step (statement, &row, error))
    {
      guint32 node;

      if (!row)
        return TRUE;
      node = cases->first[belonging->node] + (guint32) vas_statement_get_int (statement, 1);
      if (!cases->kept[find_root (cases, node)])
        vas_id_set_add (self->beyond[belonging->beyond], vas_statement_get_int (statement, 0));
    }

  return FALSE;
}

static gboolean
read_cases (Cases     *cases,
            gboolean   pinned,
            GError   **error)
{
  if (!make_nodes (cases, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      if (!read_nodes (cases, &readings[i], error))
        return FALSE;
    }
  for (guint i = 0; pinned && i < G_N_ELEMENTS (pinned_readings); i++)
    {
      if (!read_nodes (cases, &pinned_readings[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_scope_read:
 * @sql: in a transaction of the caller's
 * @months: 0 is everything
 * @pinned: whether what somebody opened on this desk counts as within; of a file alone
 *
 * Returns: (transfer full) (nullable): the scope of these records as of the last row of their trail; NULL with @error set
 */
VasScope *
vas_scope_read (VasSql    *sql,
                gint64     months,
                gboolean   pinned,
                GError   **error)
{
  g_autoptr (VasScope) self = g_new0 (VasScope, 1);
  g_auto (Cases) cases = { .sql = sql };
  gint64 now;

  self->months = months;
  for (guint i = 0; i < N_BEYOND; i++)
    self->beyond[i] = vas_id_set_new ();
  self->horizon = G_MININT64;
  if (months == 0)
    return g_steal_pointer (&self);
  if (!read_one (sql, "SELECT logged_at FROM command_log ORDER BY seq DESC LIMIT 1", &now, error))
    return NULL;

  cases.horizon = self->horizon = vas_scope_get_horizon (now, months);
  if (!read_cases (&cases, pinned, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (belongings); i++)
    {
      if (!read_belonging (self, &cases, &belongings[i], error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
vas_scope_free (VasScope *self)
{
  for (guint i = 0; i < N_BEYOND; i++)
    g_clear_pointer (&self->beyond[i], vas_id_set_free);
  g_free (self);
}

/** vas_scope_months: of how many months it is; 0 is everything. */
gint64
vas_scope_months (const VasScope *self)
{
  return self->months;
}

/** vas_scope_horizon: the instant from which on everything is within it; %G_MININT64 where everything is. */
gint64
vas_scope_horizon (const VasScope *self)
{
  return self->horizon;
}

static const VasIdSet *
find_beyond (const VasScope *self,
             GType           type)
{
  const GType types[N_BEYOND] = {
    VAS_TYPE_ORDER, VAS_TYPE_REQUEST, VAS_TYPE_PARCEL, VAS_TYPE_PAYMENT, VAS_TYPE_SHARE,
    VAS_TYPE_FAPIAO, VAS_TYPE_FAPIAO_LINE, VAS_TYPE_NOTICE, VAS_TYPE_NOTE, VAS_TYPE_SERVICE_USE,
    VAS_TYPE_REFUND,
  };

  for (guint i = 0; i < N_BEYOND; i++)
    {
      if (types[i] == type)
        return self->beyond[i];
    }

  return NULL;
}

/** vas_scope_has: whether the record of @type with the row id @id is within it. */
gboolean
vas_scope_has (const VasScope *self,
               GType           type,
               gint64          id)
{
  const VasIdSet *beyond = find_beyond (self, type);

  return beyond == NULL || !vas_id_set_contains (beyond, id);
}

/** vas_scope_count_beyond: how many records of @type are not within it. */
guint
vas_scope_count_beyond (const VasScope *self,
                        GType           type)
{
  const VasIdSet *beyond = find_beyond (self, type);

  return beyond != NULL ? vas_id_set_size (beyond) : 0;
}
