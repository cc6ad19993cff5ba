/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which records a desk holds (sync.md, "what is kept locally"): both sides of the edge, what hangs together, what comes back.
 *
 * Runs on both engines where it is a backend's; what a desk alone does (pins, letting go) is a file's. It is long because every
 * behaviour stands on the same pair of backend and desk.
 */

#include "vas-feed.h"
#include "vas-fixture.h"
#include "vas-ledger.h"
#include "vas-note.h"
#include "vas-pair.h"
#include "vas-payment.h"
#include "vas-pin.h"
#include "vas-replica-head.h"
#include "vas-scope.h"
#include "vas-share.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-types.h"
#include "vas-verify.h"

#include <string.h>

static gint64
at (const char *day,
    int         hour)
{
  VasDate date;

  g_assert_true (vas_date_parse (day, &date, NULL));
  return vas_date_start (date) + hour * VAS_INSTANT_HOUR;
}

static void
test_horizon (void)
{
  static const struct {
    const char *today;
    int         months;
    const char *first;
  } cases[] = {
    { "2026-03-10", 13, "2025-02-10" },
    { "2026-03-31", 13, "2025-02-28" },   /* the month has no such day */
    { "2025-03-31", 13, "2024-02-29" },   /* of a leap year */
    { "2025-03-29", 13, "2024-02-29" },
    { "2025-03-28", 13, "2024-02-28" },
    { "2024-02-29", 12, "2023-02-28" },
    { "2026-01-01", 1, "2025-12-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (vas_scope_get_horizon (at (cases[i].today, 0), cases[i].months), ==, at (cases[i].first, 0));
      g_assert_cmpint (vas_scope_get_horizon (at (cases[i].today, 24) - 1, cases[i].months), ==, at (cases[i].first, 0));
    }
}

static void
change (VasSql     *sql,
        const char *format,
        ...) G_GNUC_PRINTF (2, 3);

static void
change (VasSql     *sql,
        const char *format,
        ...)
{
  va_list args;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  vas_sql_exec (sql, text, &error);
  g_assert_no_error (error);
}

/* An order that was made and paid at that moment. */
static char *
add_order_at (VasFixture *f,
              const char *number,
              gint64      made_at)
{
  char *key = vas_fixture_add_order (f, number, 9800, "2020-01-01");

  change (f->sql, "UPDATE orders SET made_at = %" G_GINT64_FORMAT ", paid_at = %" G_GINT64_FORMAT " WHERE key = '%s'", made_at, made_at,
          key);
  return key;
}

static void
make_old (VasFixture *f,
          const char *request)
{
  const gint64 then = at ("2024-06-01", 12);

  change (f->sql, "UPDATE request SET received_at = %" G_GINT64_FORMAT ", requested_at = %" G_GINT64_FORMAT " WHERE key = '%s'", then, then,
          request);
}

/* The trail needs a row, by whose moment the scope is counted. */
static void
add_trail (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "20260310010000009999", 100, "2026-03-01");
  g_autofree char *request = vas_fixture_enter (f, order, 100);

  g_assert_nonnull (request);
}

static gboolean
holds_in (VasSql     *sql,
          gint64      months,
          GType       type,
          const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasScope) scope = NULL;
  g_autoptr (VasEntity) entity = NULL;

  g_assert_true (vas_sql_begin (sql, NULL));
  scope = vas_scope_read (sql, months, FALSE, &error);
  g_assert_no_error (error);
  entity = vas_table_get (sql, type, key, &error);
  g_assert_no_error (error);
  vas_sql_rollback (sql);

  return vas_scope_has (scope, type, vas_entity_get_id (entity));
}

static gboolean
holds (VasFixture *f,
       GType       type,
       const char *key)
{
  return holds_in (f->sql, 13, type, key);
}

static void
test_edge (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  const gint64 edge = at ("2025-02-10", 0);
  g_autofree char *in = add_order_at (f, "20250210010000000001", edge);
  g_autofree char *out = add_order_at (f, "20250209010000000002", edge - 1);

  add_trail (f);
  g_assert_true (holds (f, VAS_TYPE_ORDER, in));
  g_assert_false (holds (f, VAS_TYPE_ORDER, out));
  g_assert_true (holds_in (f->sql, 14, VAS_TYPE_ORDER, out));
  g_assert_true (holds_in (f->sql, 0, VAS_TYPE_ORDER, out));

  change (f->sql, "UPDATE orders SET paid_at = %" G_GINT64_FORMAT " WHERE key = '%s'", edge, out);
  g_assert_true (holds (f, VAS_TYPE_ORDER, out));
}

static void
test_empty_trail (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = add_order_at (f, "20200101010000000001", at ("2020-01-01", 9));

  g_assert_true (holds (f, VAS_TYPE_ORDER, order));
}

static void
test_unpaid (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = vas_fixture_add_order (f, "20200101010000000001", 9800, NULL);

  add_trail (f);
  change (f->sql, "UPDATE orders SET made_at = 1 WHERE key = '%s'", order);
  g_assert_true (holds (f, VAS_TYPE_ORDER, order));
  change (f->sql, "UPDATE orders SET state = 'closed', closed_at = 2 WHERE key = '%s'", order);
  g_assert_false (holds (f, VAS_TYPE_ORDER, order));
}

static char *
find_share (VasFixture *f,
            const char *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasEntity) share = vas_table_find (f->sql, VAS_TYPE_SHARE, "request_key", request, &error);

  g_assert_no_error (error);
  return g_strdup (vas_entity_get_key (share));
}

/* Two orders of one request, of which one is old: together they stay, together they go. */
static void
test_open_request_keeps (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *one = vas_fixture_add_order (f, "20250601010000000001", 9800, "2025-06-01");
  g_autofree char *two = vas_fixture_add_order (f, "20250601010000000002", 9800, "2025-06-01");
  const char * const orders[] = { one, two };
  const gint64 fen[] = { 9800, 9800 };
  g_autofree char *request = vas_fixture_enter_shares (f, orders, fen, 2);
  g_autofree char *share = find_share (f, request);

  add_trail (f);
  make_old (f, request);
  change (f->sql, "UPDATE orders SET made_at = 1, paid_at = 2 WHERE key = '%s'", one);
  change (f->sql, "UPDATE orders SET made_at = 1, paid_at = 2 WHERE key = '%s'", two);
  g_assert_true (holds (f, VAS_TYPE_ORDER, one));
  g_assert_true (holds (f, VAS_TYPE_REQUEST, request));

  change (f->sql, "UPDATE request SET state = 'withdrawn' WHERE key = '%s'", request);
  g_assert_false (holds (f, VAS_TYPE_ORDER, one));
  g_assert_false (holds (f, VAS_TYPE_ORDER, two));
  g_assert_false (holds (f, VAS_TYPE_REQUEST, request));
  g_assert_false (holds (f, VAS_TYPE_SHARE, share));

  change (f->sql, "UPDATE orders SET paid_at = %" G_GINT64_FORMAT " WHERE key = '%s'", f->now, two);
  g_assert_true (holds (f, VAS_TYPE_ORDER, one));
  g_assert_true (holds (f, VAS_TYPE_SHARE, share));
}

static char *
add_note (VasFixture *f,
          const char *type,
          const char *order)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f, type, f->agent, NULL);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "subject", "order");
  vas_command_set_text (command, "subject_key", order);
  vas_command_set_text (command, "text", "来电询问");
  receipt = vas_fixture_save (f, command, 0);
  g_assert_true (receipt->applied);
  return vas_fixture_first_subject (receipt, f, VAS_TYPE_NOTE);
}

static void
test_notes_keep (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  g_autofree char *note = add_note (f, "note.add", order);

  g_assert_true (holds (f, VAS_TYPE_ORDER, order));
  change (f->sql, "UPDATE note SET made_at = 1 WHERE key = '%s'", note);
  g_assert_false (holds (f, VAS_TYPE_ORDER, order));
  g_assert_false (holds (f, VAS_TYPE_NOTE, note));
  change (f->sql, "UPDATE note SET kind = 'complaint' WHERE key = '%s'", note);
  g_assert_true (holds (f, VAS_TYPE_NOTE, note));
  change (f->sql, "UPDATE note SET answered_at = 2 WHERE key = '%s'", note);
  g_assert_false (holds (f, VAS_TYPE_ORDER, order));
}

static char *
feed_of (VasFixture *f,
         gint64      after)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 through;

  g_assert_true (vas_feed_read (f->sql, after, G_MAXSIZE, lines, &through, &error));
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static void
become_backend (VasFixture *f)
{
  g_autoptr (GError) error = NULL;

  vas_replica_set_role (f->sql, VAS_REPLICA_BACKEND, &error);
  g_assert_no_error (error);
}

static void
set_months (VasFixture *f,
            int         months)
{
  change (f->sql, "INSERT INTO setting (key, name, value) VALUES ('0198a000-0000-7000-8000-00000000feed', 'scope.months', '%d')", months);
}

/* A note on an old order tells desks the order again; one on a young order does not. */
static void
test_comes_back_whole (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *old = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  g_autofree char *young = add_order_at (f, "20260101010000000002", at ("2026-01-01", 9));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *note = NULL, *other = NULL, *last = NULL;

  become_backend (f);
  note = add_note (f, "note.add", young);
  first = feed_of (f, 0);
  g_assert_null (strstr (first, "20260101010000000002"));
  other = add_note (f, "note.add", old);
  second = feed_of (f, 1);
  g_assert_nonnull (strstr (second, "20240101010000000001"));
  g_assert_nonnull (strstr (second, "[\"account\","));

  set_months (f, 0);
  last = add_note (f, "note.add", old);
  third = feed_of (f, 2);
  g_assert_null (strstr (third, "20240101010000000001"));
}

/* A request over an order that other desks have let go: they need the order, too. */
static void
test_request_brings_its_order (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *young = add_order_at (f, "20260101010000000002", at ("2026-01-01", 9));
  g_autofree char *old = add_order_at (f, "20250701010000000001", at ("2025-07-01", 9));
  g_autofree char *first = NULL, *second = NULL, *one = NULL, *other = NULL;

  become_backend (f);
  set_months (f, 6);
  one = vas_fixture_enter (f, young, 9800);
  first = feed_of (f, 0);
  g_assert_null (strstr (first, "[\"orders\","));
  other = vas_fixture_enter (f, old, 9800);
  second = feed_of (f, 1);
  g_assert_nonnull (strstr (second, "[\"orders\","));
  g_assert_nonnull (strstr (second, "20250701010000000001"));
  g_assert_null (strstr (second, "20260101010000000002"));
}

/* A payment at the payment desk is no order's yet: it names one by its number. */
static void
add_desk_payment (VasFixture *f,
                  const char *number)
{
  change (f->sql, "INSERT INTO payment (key, transaction_no, channel, order_number, amount, paid_at, state) "
                  "VALUES ('0198a000-0000-7000-8000-0000000009a1', '4200001', 'wechat', '%s', 9799, 5, 'desk')", number);
}

static void
test_desk_payment_keeps (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  g_autofree char *other = add_order_at (f, "20240101010000000002", at ("2024-01-01", 9));

  add_trail (f);
  g_assert_false (holds (f, VAS_TYPE_ORDER, order));
  add_desk_payment (f, "20240101010000000001");
  g_assert_true (holds (f, VAS_TYPE_ORDER, order));
  g_assert_false (holds (f, VAS_TYPE_ORDER, other));
  change (f->sql, "UPDATE payment SET state = 'returned'");
  g_assert_false (holds (f, VAS_TYPE_ORDER, order));
}

static void
test_desk_payment_brings_its_order (void)
{
  g_autoptr (VasFixture) f = vas_fixture_new ();
  g_autofree char *order = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) returned = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  add_trail (f);
  add_desk_payment (f, "20240101010000000001");
  g_ptr_array_add (touched, vas_table_find (f->sql, VAS_TYPE_PAYMENT, "transaction_no", "4200001", &error));
  g_assert_no_error (error);
  g_assert_true (vas_scope_collect_returned (f->sql, touched, f->now, returned, &error));
  g_assert_cmpuint (returned->len, ==, 2); /* the order and its account */
  g_assert_cmpstr (vas_entity_get_key (g_ptr_array_index (returned, 0)), ==, order);
}

/* The digests of what is within are alike, whatever more a desk holds. */
static void
test_digests_within (VasPair       *pair,
                     gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *old = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  g_autofree char *here = NULL, *there = NULL, *all = NULL;
  g_autoptr (VasScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n;

  add_trail (f);
  vas_sql_begin (f->sql, NULL);
  scope = vas_scope_read (f->sql, 13, FALSE, &error);
  g_assert_no_error (error);
  here = vas_feed_digest_within (f->sql, VAS_TYPE_ORDER, scope, &n, &error);
  g_assert_cmpuint (n, ==, 1);
  all = vas_feed_digest (f->sql, VAS_TYPE_ORDER, &n, &error);
  g_assert_cmpuint (n, ==, 2);
  vas_sql_rollback (f->sql);
  g_assert_cmpstr (here, !=, all);
  change (f->sql, "DELETE FROM orders WHERE key = '%s'", old);
  there = vas_feed_digest (f->sql, VAS_TYPE_ORDER, &n, &error);
  g_assert_cmpstr (here, ==, there);
}

static void
fault_cb (const VasVerifyFault *fault,
          gpointer              data)
{
  g_test_message ("%s %s %s %s", fault->part, fault->rule, fault->subject, fault->what);
  (*(guint *) data)++;
}

static void
done_cb (const char *part,
         guint64     rows,
         guint64     wrong,
         gpointer    data)
{
}

static guint
let_go (VasPair *pair,
        guint    most)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasScopeFallen) fallen = NULL;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  fallen = vas_scope_find_fallen (pair->desk, &error);
  g_assert_no_error (error);
  vas_sql_rollback (pair->desk);
  while (fallen->cases->len > 0)
    {
      g_assert_true (vas_sql_begin (pair->desk, NULL));
      g_assert_true (vas_scope_let_go (pair->desk, fallen, most, &error));
      g_assert_true (vas_sql_commit (pair->desk, NULL));
    }

  return fallen->n_records;
}

static gint64
count (VasSql     *sql,
       const char *query)
{
  VasFixture f = { .sql = sql };

  return vas_fixture_count (&f, query);
}

static void
assert_verified (VasSql *sql)
{
  guint n_faults = 0;
  const VasVerifyHost host = { fault_cb, done_cb, &n_faults };
  g_autoptr (GError) error = NULL;

  vas_verify_records (sql, &host, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_faults, ==, 0);
}

/* A desk with an old order, an old case that was withdrawn, and a young order. */
static void
fill_pair (VasPair  *pair,
           char    **old,
           char    **request)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "20250601010000000001", 9800, "2025-06-01");
  g_autoptr (VasCommand) withdraw = NULL;
  g_autoptr (GError) error = NULL;

  *old = add_order_at (f, "20240101010000000001", at ("2024-01-01", 9));
  vas_pair_copy_orders (pair);
  vas_replica_set_scope (pair->desk, 13, &error);
  *request = vas_fixture_enter (f, order, 9800);
  withdraw = vas_fixture_command (f, "request.withdraw", f->agent, *request);
  vas_fixture_apply (f, withdraw);
  vas_pair_pull (pair);
}

static void
age (VasSql     *sql,
     const char *request)
{
  change (sql, "UPDATE guard SET rebasing = 1; UPDATE request SET received_at = 1, requested_at = 1, finished_at = 2 WHERE key = '%s'; "
               "UPDATE orders SET made_at = 1, paid_at = 2 WHERE key IN (SELECT order_key FROM share WHERE request_key = '%s'); "
               "UPDATE notice SET made_at = 1, told_at = 1, state = 'told'; UPDATE guard SET rebasing = 0", request, request);
}

static void
test_let_go (VasPair       *pair,
             gconstpointer  data)
{
  g_autofree char *old = NULL, *request = NULL;

  fill_pair (pair, &old, &request);
  g_assert_cmpuint (let_go (pair, 1), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM orders"), ==, 1);
  age (pair->desk, request);
  g_assert_cmpuint (let_go (pair, 100), ==, 3);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM orders"), ==, 0);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM request"), ==, 0);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM share"), ==, 0);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM account"), ==, 1);
  assert_verified (pair->desk);
}

static void
test_pinned_stays (VasPair       *pair,
                   gconstpointer  data)
{
  g_autofree char *old = NULL, *request = NULL;
  g_autoptr (GError) error = NULL;

  fill_pair (pair, &old, &request);
  age (pair->desk, request);
  vas_pin_put (pair->desk, VAS_TYPE_REQUEST, request, pair->backend->now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (let_go (pair, 100), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM share"), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM orders"), ==, 1);
  assert_verified (pair->desk);

  change (pair->desk, "UPDATE pin SET pinned_at = 1");
  g_assert_cmpuint (let_go (pair, 100), ==, 3);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM pin"), ==, 0);
}

/* A pin that was made while what fell out was being looked for. */
static void
test_pinned_meanwhile (VasPair       *pair,
                       gconstpointer  data)
{
  g_autofree char *old = NULL, *request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasScopeFallen) fallen = NULL;

  fill_pair (pair, &old, &request);
  fallen = vas_scope_find_fallen (pair->desk, &error);
  g_assert_cmpuint (fallen->cases->len, ==, 1);
  vas_pin_put (pair->desk, VAS_TYPE_ORDER, old, pair->backend->now, &error);
  g_assert_true (vas_scope_let_go (pair->desk, fallen, 100, &error));
  g_assert_cmpuint (fallen->n_records, ==, 0);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM orders"), ==, 2);
}

static void
test_open_command_stops (VasPair       *pair,
                         gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *old = NULL, *request = NULL;
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  fill_pair (pair, &old, &request);
  command = vas_fixture_command (f, "note.add", f->agent, NULL);
  vas_command_set_text (command, "subject", "order");
  vas_command_set_text (command, "subject_key", old);
  vas_command_set_text (command, "text", "来电询问");
  g_assert_true (vas_sql_begin (pair->desk, NULL));
  receipt = vas_ledger_save (pair->desk, command, 0, f->now, &error);
  g_assert_no_error (error);
  g_assert_true (vas_sql_commit (pair->desk, NULL));
  g_assert_true (receipt->applied);
  g_assert_cmpuint (let_go (pair, 100), ==, 0);
}

/* A command that was refused is its author's to look at, with the case that it was about. */
static void
test_problem_keeps (VasPair       *pair,
                    gconstpointer  data)
{
  g_autofree char *old = NULL, *request = NULL;

  fill_pair (pair, &old, &request);
  change (pair->desk, "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state, settled_at) "
                      "VALUES ('0198a000-0000-7000-8000-0000000000c1', 'note.add', 'x', 1, '{\"subject_key\":\"%s\"}', '', '{}', "
                      "'refused', 1)", old);
  g_assert_cmpuint (let_go (pair, 100), ==, 0);
  change (pair->desk, "UPDATE outbox SET closed_at = 2 WHERE state = 'refused'");
  g_assert_cmpuint (let_go (pair, 100), ==, 1);
}

static void
test_only_desks_let_go (VasPair       *pair,
                        gconstpointer  data)
{
  static const VasReplicaRole roles[] = { VAS_REPLICA_OWN, VAS_REPLICA_BACKEND };
  g_autofree char *old = NULL, *request = NULL;
  g_autoptr (GError) error = NULL;

  fill_pair (pair, &old, &request);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      vas_replica_set_role (pair->desk, roles[i], &error);
      g_assert_cmpuint (let_go (pair, 100), ==, 0);
    }
  vas_replica_set_role (pair->desk, VAS_REPLICA_DESK, &error);
  vas_replica_set_scope (pair->desk, 0, &error);
  g_assert_cmpuint (let_go (pair, 100), ==, 0);
  vas_replica_set_scope (pair->desk, 13, &error);
  g_assert_cmpuint (let_go (pair, 100), ==, 1);
}

/* What was let go and comes back by a change is there whole: order, account, and the request that it once had. */
static void
test_back_after_let_go (VasPair       *pair,
                        gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *old = NULL, *request = NULL, *order = NULL, *note = NULL;
  g_autoptr (VasShare) share = NULL;

  fill_pair (pair, &old, &request);
  age (pair->desk, request);
  age (f->sql, request);
  g_assert_cmpuint (let_go (pair, 100), ==, 4);

  share = vas_table_find (f->sql, VAS_TYPE_SHARE, "request_key", request, NULL);
  order = g_strdup (share->order_key);
  note = add_note (f, "note.add", order);
  vas_pair_pull (pair);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM share"), ==, 1);
  g_assert_cmpint (count (pair->desk, "SELECT count (*) FROM orders"), ==, 1);
  assert_verified (pair->desk);
}

/* What @desk says of a request over an order that it does not have. */
static VasOutcome
judge_absent (VasPair    *pair,
              const char *code)
{
  g_autoptr (VasCommand) command = vas_pair_enter (pair, "0198a000-0000-7000-8000-00000000ab5e", 9800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  VasFinding *finding;
  VasOutcome outcome;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  receipt = vas_ledger_save (pair->desk, command, 0, pair->backend->now, &error);
  g_assert_no_error (error);
  vas_sql_rollback (pair->desk);
  g_assert_false (receipt->applied);
  finding = vas_verdict_find_code (receipt->verdict, code);
  g_assert_nonnull (finding);
  outcome = finding->outcome;
  return outcome;
}

/* A desk of a scope cannot tell what a file that has everything can. */
static void
test_absent_is_unknown (VasPair       *pair,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  vas_replica_set_scope (pair->desk, 13, &error);
  g_assert_cmpint (judge_absent (pair, "order-not-here"), ==, VAS_OUTCOME_UNKNOWN);
  vas_replica_set_scope (pair->desk, 0, &error);
  g_assert_cmpint (judge_absent (pair, "order-unknown"), ==, VAS_OUTCOME_FAIL);
  vas_replica_set_scope (pair->desk, 13, &error);
  vas_replica_set_role (pair->desk, VAS_REPLICA_OWN, &error);
  g_assert_cmpint (judge_absent (pair, "order-unknown"), ==, VAS_OUTCOME_FAIL);
}

static void
add_pair (const char *path,
          void      (*func) (VasPair *, gconstpointer))
{
  g_test_add (path, VasPair, NULL, vas_pair_set_up, func, vas_pair_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scope/horizon/is-so-many-months-back-to-the-day", test_horizon);
  g_test_add_func ("/scope/edge/an-order-of-that-day-is-within-and-one-of-the-day-before-is-not", test_edge);
  g_test_add_func ("/scope/edge/without-a-trail-everything-is-within", test_empty_trail);
  g_test_add_func ("/scope/open/an-unpaid-order-is-within-however-old", test_unpaid);
  g_test_add_func ("/scope/open/a-case-is-held-whole-while-anything-of-it-is-open-or-young", test_open_request_keeps);
  g_test_add_func ("/scope/open/a-young-note-or-an-open-complaint-keeps-its-order", test_notes_keep);
  g_test_add_func ("/scope/feed/a-change-of-an-old-case-tells-all-of-it", test_comes_back_whole);
  g_test_add_func ("/scope/feed/a-request-over-an-old-order-tells-the-order", test_request_brings_its_order);
  g_test_add_func ("/scope/feed/a-payment-at-the-desk-tells-the-old-order-that-it-names-R8", test_desk_payment_brings_its_order);
  g_test_add_func ("/scope/open/a-payment-at-the-desk-keeps-the-order-that-it-names-R8", test_desk_payment_keeps);
  if (g_getenv ("VAS_TEST_DATABASE") != NULL)
    return g_test_run ();

  add_pair ("/scope/digest/is-of-what-is-within", test_digests_within);
  add_pair ("/scope/verdict/an-order-that-is-not-here-is-unknown-where-the-server-may-have-it-R13", test_absent_is_unknown);
  add_pair ("/scope/let-go/what-fell-out-goes-and-nothing-dangles", test_let_go);
  add_pair ("/scope/let-go/a-pin-keeps-its-case-until-it-is-as-old-as-the-scope", test_pinned_stays);
  add_pair ("/scope/let-go/a-pin-made-meanwhile-counts", test_pinned_meanwhile);
  add_pair ("/scope/let-go/nothing-goes-while-a-command-is-open", test_open_command_stops);
  add_pair ("/scope/let-go/what-a-refused-command-is-about-stays-until-it-is-laid-aside", test_problem_keeps);
  add_pair ("/scope/let-go/the-only-copy-and-the-truth-let-nothing-go", test_only_desks_let_go);
  add_pair ("/scope/let-go/comes-back-whole-by-a-change", test_back_after_let_go);

  return g_test_run ();
}
