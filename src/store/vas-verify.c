/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Verifying a replica: is the file whole, is the trail unbroken, does every record keep the rules?
 *
 * Reads only, inside the caller's snapshot, row by row: memory stays flat whatever the size. What the rules demand of records
 * is a query each, which finds those that break it. A million orders take some ten seconds, most of it the integrity check.
 */

#include "vas-verify-private.h"

#include "vas-entity.h"
#include "vas-types.h"

#include <glib/gi18n-lib.h>

/* vas_verify_tell: one fault. */
void
vas_verify_tell (const VasVerifyHost *host,
                 const char          *part,
                 const char          *rule,
                 const char          *subject,
                 const char          *what)
{
  const VasVerifyFault fault = { part, rule, subject, what };

  host->fault (&fault, host->data);
}

static gboolean
count_rows (VasSql      *sql,
            const char  *table,
            guint64     *rows,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT count (*) FROM %s", table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  *rows = (guint64) vas_statement_get_int (statement, 0);

  return TRUE;
}

static gboolean
check_integrity (VasSql               *sql,
                 const VasVerifyHost  *host,
                 GError              **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "PRAGMA integrity_check", error);
  guint64 wrong = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      const char *text = row ? vas_statement_get_text (statement, 0) : NULL;

      if (!row)
        {
          host->done (N_("integrity"), 1, wrong, host->data);
          return TRUE;
        }
      if (g_strcmp0 (text, "ok") != 0)
        {
          vas_verify_tell (host, "integrity", "", "replica.db", text);
          wrong++;
        }
    }

  return FALSE;
}

/* Whether the table has the column, and nothing more than the type has fields. */
static gboolean
check_columns (VasSql               *sql,
               VasEntityClass       *klass,
               const VasVerifyHost  *host,
               guint64              *wrong,
               GError              **error)
{
  g_autofree char *text = g_strdup_printf (vas_sql_get_engine (sql) == VAS_SQL_SQLITE
                                           ? "SELECT name FROM pragma_table_info ('%s')"
                                           : "SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = '%s'::regclass "
                                             "AND attnum > 0 AND NOT attisdropped ORDER BY attnum", klass->table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  guint n_columns = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      const char *name = row ? vas_statement_get_text (statement, 0) : NULL;

      if (!row && n_columns != klass->n_fields + 3)
        {
          vas_verify_tell (host, "schema", "", klass->table, "its columns are not the fields of its records");
          (*wrong)++;
        }
      if (!row)
        return TRUE;
      n_columns++;
      if (n_columns > 3 && vas_entity_class_find_field (klass, name) == NULL)
        {
          vas_verify_tell (host, "schema", "", klass->table, name);
          (*wrong)++;
        }
    }

  return FALSE;
}

static gboolean
check_schema (VasSql               *sql,
              const VasVerifyHost  *host,
              GError              **error)
{
  guint n_types;
  const GType *types = vas_store_entity_types (&n_types);
  guint64 wrong = 0;

  for (guint i = 0; i < n_types; i++)
    {
      if (!check_columns (sql, VAS_ENTITY_CLASS (g_type_class_peek (types[i])), host, &wrong, error))
        return FALSE;
    }
  host->done (N_("schema"), n_types, wrong, host->data);

  return TRUE;
}

/** vas_verify_file: the file itself: its pages and indexes, which a server answers for by itself, and the columns of every table. */
gboolean
vas_verify_file (VasSql               *sql,
                 const VasVerifyHost  *host,
                 GError              **error)
{
  return (vas_sql_get_engine (sql) != VAS_SQL_SQLITE || check_integrity (sql, host, error)) && check_schema (sql, host, error);
}

/* A rule over all records: the query finds those that break it, with what people know them by and with the figures. */
typedef struct {
  const char *part;
  const char *rule;
  const char *table;
  const char *query;
} Demand;

#define ENDED "('rejected', 'withdrawn', 'voided', 'reversed')"
#define AFTER_ISSUE "('to_ship', 'to_pickup', 'to_tell', 'done')"

static const Demand demands[] = {
  { N_("caps"), "R15", "orders",
    "SELECT o.number, 'live shares ' || s.total || ', paid and not refunded ' || (o.paid - o.refunded) FROM orders o "
    "JOIN (SELECT h.order_key, sum (h.amount) AS total, sum (CASE WHEN r.tax_loss_at IS NULL THEN h.amount ELSE 0 END) AS without_loss "
    "FROM share h JOIN request r ON r.key = h.request_key WHERE h.live = 1 GROUP BY h.order_key) s ON s.order_key = o.key "
    "WHERE s.without_loss > o.paid - o.refunded OR s.total > o.paid" },
  { N_("sums of requests"), "R14", "request",
    "SELECT coalesce (r.number, r.key), 'amount ' || r.amount || ', shares ' || coalesce (sum (s.amount), 0) FROM request r "
    "LEFT JOIN share s ON s.request_key = r.key WHERE r.state <> 'draft' GROUP BY r.id HAVING r.amount <> coalesce (sum (s.amount), 0)" },
  { N_("shares of ended requests"), "R15", "share",
    "SELECT coalesce (r.number, r.key), r.state FROM share s JOIN request r ON r.key = s.request_key "
    "WHERE s.live = 1 AND r.state IN " ENDED },
  { N_("shares of open requests"), "R15", "share",
    "SELECT coalesce (r.number, r.key), r.state FROM share s JOIN request r ON r.key = s.request_key "
    "WHERE s.live = 0 AND r.state IN ('review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell')" },
  { N_("orders of shares"), "R13", "share",
    "SELECT coalesce (r.number, s.request_key), s.order_key FROM share s LEFT JOIN request r ON r.key = s.request_key "
    "LEFT JOIN orders o ON o.key = s.order_key WHERE o.key IS NULL OR r.key IS NULL OR o.account_key <> r.account_key" },
  { N_("accounts of orders"), "R5", "orders",
    "SELECT o.number, o.account_key FROM orders o WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.key = o.account_key)" },
  { N_("payment of orders"), "R8", "orders",
    "SELECT number, state FROM orders WHERE (state IN ('paid', 'expired', 'refunded')) <> (paid_at IS NOT NULL) "
    "OR (paid_at IS NULL AND paid <> 0) OR (state = 'closed') <> (closed_at IS NOT NULL) OR (state = 'refunded') <> (refunded > 0)" },
  { N_("payments"), "R8", "payment",
    "SELECT p.transaction_no, p.state FROM payment p LEFT JOIN orders o ON o.key = p.order_key "
    "WHERE (p.state = 'matched') <> (o.key IS NOT NULL)" },
  { N_("four eyes"), "R13", "request",
    "SELECT r.number, coalesce (r.approved_by, '') || ' ' || coalesce (r.seconded_by, '') FROM request r WHERE r.reissues_key IS NULL AND ("
    "r.approved_by = r.seconded_by AND r.approved_by IS NOT NULL OR ((r.approved_by = r.entered_by AND r.approved_by IS NOT NULL OR "
    "r.seconded_by = r.entered_by AND r.seconded_by IS NOT NULL OR replace (r.corrected_by, r.approved_by, '') <> r.corrected_by OR "
    "replace (r.corrected_by, r.seconded_by, '') <> r.corrected_by) AND NOT EXISTS (SELECT 1 FROM command_subject c JOIN command_log l ON l.seq = c.seq "
    "WHERE c.subject_key = r.key AND l.type IN ('request.approve', 'request.second') AND l.verdict LIKE '%one-clerk-office%')))" },
  { N_("losses by two"), "R21", "request",
    "SELECT number, tax_loss_by FROM request WHERE tax_loss_at IS NOT NULL AND tax_loss_by IS NOT DISTINCT FROM returned_by" },
  { N_("refunds by two"), "R11", "refund",
    "SELECT o.number, f.decided_by FROM refund f JOIN orders o ON o.key = f.order_key "
    "WHERE f.state IN ('approved', 'done', 'failed', 'rejected') AND f.decided_by IS NOT DISTINCT FROM f.proposed_by" },
  { N_("refunds of orders"), "R11", "orders",
    "SELECT o.number, 'refunded ' || o.refunded || ', refunds ' || f.total FROM orders o "
    "JOIN (SELECT order_key, sum (amount) AS total FROM refund WHERE state IN ('approved', 'done') GROUP BY order_key) f ON f.order_key = o.key "
    "WHERE f.total > o.refunded" },
  { N_("measures by two"), "R12", "measure",
    "SELECT a.account_id, m.decided_by FROM measure m JOIN account a ON a.key = m.account_key "
    "WHERE (m.state <> 'proposed' AND m.state <> 'withdrawn' AND m.decided_by IS NOT DISTINCT FROM m.proposed_by) "
    "OR (m.lifted_by IS NOT NULL AND m.lifted_by = m.lift_by)" },
  { N_("stopped accounts"), "R12", "account",
    "SELECT a.account_id, a.state FROM account a JOIN measure m ON m.account_key = a.key WHERE m.state IN ('in_force', 'lifting') "
    "AND a.state <> CASE m.kind WHEN 'freeze' THEN 'frozen' WHEN 'suspend' THEN 'suspended' ELSE 'cancelled' END" },
  { N_("closes by two"), "R20", "day_close",
    "SELECT point, closed_by FROM day_close WHERE taken_by IS NOT NULL AND taken_by = closed_by" },
  { N_("paper by two"), "R20", "stock",
    "SELECT code || ' ' || first_number, received_by FROM stock WHERE received_by = handed_by" },
  { N_("approvals"), "R13", "request",
    "SELECT number, state FROM request WHERE approved_by IS NULL AND state IN ('second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'done')" },
  { N_("numbers of requests"), "R13", "request", "SELECT key, state FROM request WHERE number IS NULL AND state <> 'draft' "
    "AND NOT EXISTS (SELECT 1 FROM outbox_subject b WHERE b.subject_key = request.key)" },
  { N_("fapiao and their lines"), "R23", "fapiao",
    "SELECT f.code || ' ' || f.number, 'amount ' || f.amount || ' net ' || f.net || ' tax ' || f.tax || ', lines ' || coalesce (l.gross, 0) || "
    "' ' || coalesce (l.net, 0) || ' ' || coalesce (l.tax, 0) FROM fapiao f LEFT JOIN (SELECT fapiao_key, sum (gross) AS gross, "
    "sum (net) AS net, sum (tax) AS tax FROM fapiao_line GROUP BY fapiao_key) l ON l.fapiao_key = f.key "
    "WHERE f.state IN ('bound', 'issued') AND (f.amount IS DISTINCT FROM l.gross OR f.net IS DISTINCT FROM l.net OR f.tax IS DISTINCT FROM l.tax)" },
  { N_("uses of fapiao numbers"), "R20", "fapiao",
    "SELECT code || ' ' || number, count (*) || ' times' FROM (SELECT code, number FROM fapiao UNION ALL "
    "SELECT red_code, red_number FROM fapiao WHERE red_number IS NOT NULL) u GROUP BY code, number HAVING count (*) > 1" },
  { N_("states of fapiao"), "R20", "fapiao",
    "SELECT code || ' ' || number, state FROM fapiao WHERE (state = 'blank' AND request_key IS NOT NULL) "
    "OR (state IN ('bound', 'issued') AND request_key IS NULL) OR (state = 'issued' AND (issued_at IS NULL OR issued_by IS NULL)) "
    "OR (state IN ('voided', 'reversed') AND voided_at IS NULL)" },
  { N_("sheets of requests"), "R20", "request",
    "SELECT r.number, r.state || ', amount ' || r.amount || ', issued ' || coalesce (sum (f.amount), 0) FROM request r "
    "LEFT JOIN fapiao f ON f.request_key = r.key AND f.state = 'issued' WHERE r.state IN " AFTER_ISSUE " AND r.tax_loss_at IS NULL "
    "GROUP BY r.id HAVING r.amount <> coalesce (sum (f.amount), 0)" },
  { N_("sheets that stand"), "R21", "fapiao",
    "SELECT f.code || ' ' || f.number, r.state FROM fapiao f JOIN request r ON r.key = f.request_key "
    "WHERE f.state = 'issued' AND r.state IN ('review', 'second', 'rejected', 'withdrawn', 'voided')" },
  { N_("parcels"), "R22", "parcel",
    "SELECT coalesce (waybill, key), state FROM parcel WHERE method = 'courier' AND state <> 'packing' AND waybill IS NULL" },
  { N_("parcels of requests"), "R22", "request",
    "SELECT r.number, r.state FROM request r WHERE r.state IN ('to_tell', 'done') AND r.tax_loss_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM fapiao f JOIN parcel p ON p.key = f.parcel_key WHERE f.request_key = r.key)" },
  { N_("told"), "R22", "request",
    "SELECT r.number, r.state FROM request r WHERE r.state = 'done' AND r.tax_loss_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.request_key = r.key)" },
  { N_("prices"), "R3", "price",
    "SELECT coalesce (l.code, a.plan_key), a.starts_at || ' overlaps ' || b.starts_at FROM price a JOIN price b ON b.plan_key = a.plan_key "
    "AND b.starts_at > a.starts_at AND (a.ends_at IS NULL OR a.ends_at > b.starts_at) LEFT JOIN plan l ON l.key = a.plan_key" },
  { N_("paper"), "R20", "stock",
    "SELECT a.code || ' ' || a.first_number, b.first_number || ' to ' || b.last_number FROM stock a JOIN stock b ON b.code = a.code "
    "AND b.id > a.id AND b.first_number <= a.last_number AND b.last_number >= a.first_number" },
  { N_("erased accounts"), "R29", "account",
    "SELECT account_id, 'holds personal values' FROM account WHERE erased_at IS NOT NULL AND (name IS NOT NULL OR mobile IS NOT NULL "
    "OR email IS NOT NULL OR mobile_masked IS NOT NULL OR mobile_last4 IS NOT NULL OR email_masked IS NOT NULL OR name_masked <> '***') "
    "UNION ALL SELECT coalesce (r.number, r.key), 'holds values of an erased account' FROM request r JOIN account a ON a.key = r.account_key "
    "WHERE a.erased_at IS NOT NULL AND (r.title <> '***' OR r.taxpayer_id IS NOT NULL OR r.recipient_name IS NOT NULL OR r.recipient_mobile IS NOT NULL "
    "OR r.recipient_address IS NOT NULL)" },
  { N_("terms in force"), "R25", "terms_version",
    "SELECT 'terms', sum (CASE WHEN state = 'current' THEN 1 ELSE 0 END) || ' versions in force' FROM terms_version "
    "WHERE state IN ('current', 'history') HAVING count (*) > 0 AND sum (CASE WHEN state = 'current' THEN 1 ELSE 0 END) <> 1 "
    "UNION ALL SELECT h.label, 'history, and began after ' || c.label FROM terms_version h JOIN terms_version c ON c.state = 'current' "
    "WHERE h.state = 'history' AND h.effective_at >= c.effective_at" },
};

static gboolean
check_demand (VasSql               *sql,
              const Demand         *demand,
              const VasVerifyHost  *host,
              GError              **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, demand->query, error);
  guint64 rows, wrong = 0;
  gboolean row;

  if (statement == NULL || !count_rows (sql, demand->table, &rows, error))
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        {
          host->done (demand->part, rows, wrong, host->data);
          return TRUE;
        }
      vas_verify_tell (host, demand->part, demand->rule, vas_statement_get_text (statement, 0), vas_statement_get_text (statement, 1));
      wrong++;
    }

  return FALSE;
}

/** vas_verify_records: every rule that must hold between records, over all of them. */
gboolean
vas_verify_records (VasSql               *sql,
                    const VasVerifyHost  *host,
                    GError              **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (demands); i++)
    {
      if (!check_demand (sql, &demands[i], host, error))
        return FALSE;
    }

  return TRUE;
}
