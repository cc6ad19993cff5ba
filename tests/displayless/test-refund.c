/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R11, R21: a refund from both sides of every edge: what was paid, by two persons, after the open requests and after the paper. */

#include "vas-issued.h"

#include "vas-measure.h"
#include "vas-refund.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-table.h"

#define NUMBER "20260302100004415"

static VasCommand *
propose (VasFixture *f,
         const char *actor,
         const char *order,
         gint64      fen)
{
  VasCommand *command = vas_command_new ("refund.propose", actor, f->now);

  vas_command_set_text (command, "order", order);
  vas_command_set_int (command, "amount", fen);
  vas_command_set_text (command, "ground", "failure");
  vas_command_set_text (command, "reason", "服务未能提供");

  return command;
}

static VasCommand *
act (VasFixture *f,
     const char *type,
     const char *actor,
     const char *refund)
{
  VasCommand *command = vas_command_new (type, actor, f->now);

  vas_command_set_text (command, "refund", refund);
  if (g_str_equal (type, "refund.settle"))
    vas_command_set_text (command, "channel_no", "50000001");
  else if (!g_str_equal (type, "refund.approve"))
    vas_command_set_text (command, "reason", "理由");

  return command;
}

static void
apply (VasFixture *f,
       VasCommand *command)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_apply (f, owned);
}

static void
refuse (VasFixture *f,
        VasCommand *command,
        const char *code)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_refuse (f, owned, code);
}

static char *
proposed (VasFixture *f,
          const char *order,
          gint64      fen)
{
  g_autoptr (GPtrArray) refunds = NULL;
  guint n;

  apply (f, propose (f, f->agent, order, fen));
  refunds = vas_table_list (f->sql, VAS_TYPE_REFUND, "order_key", order, NULL, NULL);
  n = refunds->len;
  g_assert_cmpuint (n, >, 0);

  return g_strdup (vas_entity_get_key (g_ptr_array_index (refunds, n - 1)));
}

static VasRefundState
get_state (VasFixture *f,
           const char *key)
{
  g_autoptr (VasRefund) refund = vas_table_get (f->sql, VAS_TYPE_REFUND, key, NULL);

  return refund->state;
}

static void
assert_order (VasFixture    *f,
              const char    *key,
              VasOrderState  state,
              gint64         refunded)
{
  g_autoptr (VasOrder) order = vas_table_get (f->sql, VAS_TYPE_ORDER, key, NULL);

  g_assert_cmpint (order->state, ==, state);
  g_assert_cmpint (order->refunded, ==, refunded);
}

static void
test_whole (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = proposed (f, order, 19800);

  assert_order (f, order, VAS_ORDER_STATE_PAID, 0);
  refuse (f, act (f, "refund.settle", f->agent, refund), "refund-not-approved");
  apply (f, act (f, "refund.approve", f->supervisor, refund));
  assert_order (f, order, VAS_ORDER_STATE_REFUNDED, 19800);
  apply (f, act (f, "refund.settle", f->agent, refund));
  g_assert_cmpint (get_state (f, refund), ==, VAS_REFUND_STATE_DONE);
  refuse (f, act (f, "refund.settle", f->agent, refund), "refund-not-approved");
  refuse (f, propose (f, f->agent, order, 1), "refund-nothing-paid");
}

static void
test_amount (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *unpaid = vas_fixture_add_order (f, "20260302100004416", 19800, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  refuse (f, propose (f, f->agent, order, 19801), "refund-too-much");
  refuse (f, propose (f, f->agent, order, 0), "refund-of-nothing");
  refuse (f, propose (f, f->agent, unpaid, 1), "refund-nothing-paid");
  first = proposed (f, order, 9800);
  apply (f, act (f, "refund.approve", f->supervisor, first));
  apply (f, act (f, "refund.settle", f->agent, first));
  refuse (f, propose (f, f->agent, order, 10001), "refund-too-much");
  second = proposed (f, order, 10000);
  apply (f, act (f, "refund.approve", f->supervisor, second));
  assert_order (f, order, VAS_ORDER_STATE_REFUNDED, 19800);
}

static void
test_two (VasFixture    **fixture,
          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = NULL;

  refuse (f, propose (f, f->clerk, order, 19800), "role-missing");
  refund = proposed (f, order, 19800);
  refuse (f, act (f, "refund.approve", f->agent, refund), "refund-by-proposer");
  refuse (f, act (f, "refund.reject", f->agent, refund), "refund-by-proposer");
  refuse (f, act (f, "refund.approve", f->clerk, refund), "role-missing");
  refuse (f, act (f, "refund.withdraw", f->clerk, refund), "role-missing");
  apply (f, act (f, "refund.withdraw", f->agent, refund));
  g_assert_cmpint (get_state (f, refund), ==, VAS_REFUND_STATE_WITHDRAWN);
  refuse (f, act (f, "refund.approve", f->supervisor, refund), "refund-not-proposed");
  assert_order (f, order, VAS_ORDER_STATE_PAID, 0);
}

static void
test_once (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = proposed (f, order, 9800);
  g_autofree char *next = NULL;

  refuse (f, propose (f, f->agent, order, 100), "refund-open");
  apply (f, act (f, "refund.approve", f->supervisor, refund));
  refuse (f, act (f, "refund.approve", f->supervisor, refund), "refund-not-proposed");
  refuse (f, propose (f, f->agent, order, 100), "refund-open");
  apply (f, act (f, "refund.settle", f->agent, refund));
  next = proposed (f, order, 100);
  apply (f, act (f, "refund.reject", f->supervisor, next));
  g_assert_cmpint (get_state (f, next), ==, VAS_REFUND_STATE_REJECTED);
}

static void
test_failed (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = proposed (f, order, 19800);

  refuse (f, act (f, "refund.fail", f->agent, refund), "refund-not-approved");
  apply (f, act (f, "refund.approve", f->supervisor, refund));
  apply (f, act (f, "refund.fail", f->agent, refund));
  assert_order (f, order, VAS_ORDER_STATE_PAID, 0);
  g_assert_cmpint (get_state (f, refund), ==, VAS_REFUND_STATE_FAILED);
}

static void
measure (VasFixture *f,
         const char *type,
         const char *actor)
{
  g_autoptr (VasCommand) command = vas_command_new (type, actor, f->now);
  g_autoptr (GPtrArray) measures = vas_table_list (f->sql, VAS_TYPE_MEASURE, "account_key", f->account, NULL, NULL);

  if (g_str_equal (type, "account.propose"))
    {
      vas_command_set_text (command, "account", f->account);
      vas_command_set_text (command, "kind", "suspend");
    }
  else
    {
      vas_command_set_text (command, "measure", vas_entity_get_key (g_ptr_array_index (measures, 0)));
    }
  if (g_str_equal (type, "account.restore"))
    vas_command_set_bool (command, "services", TRUE);
  else if (!g_str_equal (type, "account.confirm"))
    vas_command_set_text (command, "reason", "违反第三条");
  vas_fixture_apply (f, command);
}

/* The account was suspended while the money was on its way: its service does not begin again until the account does. */
static void
test_failed_when_stopped (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = proposed (f, order, 19800);

  apply (f, act (f, "refund.approve", f->supervisor, refund));
  measure (f, "account.propose", f->agent);
  measure (f, "account.confirm", f->supervisor);
  assert_order (f, order, VAS_ORDER_STATE_REFUNDED, 19800);
  apply (f, act (f, "refund.fail", f->agent, refund));
  assert_order (f, order, VAS_ORDER_STATE_EXPIRED, 0);
  measure (f, "account.lift", f->agent);
  measure (f, "account.restore", f->supervisor);
  assert_order (f, order, VAS_ORDER_STATE_PAID, 0);
}

static void
test_limit (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 1000000, "2026-03-02");
  g_autofree char *large = vas_fixture_add_order (f, "20260302100004416", 1000001, "2026-03-02");
  g_autofree char *at = NULL;
  g_autofree char *over = NULL;
  g_autoptr (VasStaff) second = vas_table_get (f->sql, VAS_TYPE_STAFF, f->clerk, NULL);

  second->roles = VAS_ROLE_ORDER_AGENT;
  vas_issued_change (f, second);
  at = proposed (f, order, 1000000);
  over = proposed (f, large, 1000001);
  apply (f, act (f, "refund.approve", f->clerk, at));
  refuse (f, act (f, "refund.approve", f->clerk, over), "refund-over-limit");
  apply (f, act (f, "refund.approve", f->supervisor, over));
}

/* Another agent may approve it, and reject it, but takes back nothing that is not his. */
static void
test_other_agent (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *refund = proposed (f, order, 19800);
  g_autoptr (VasStaff) other = vas_table_get (f->sql, VAS_TYPE_STAFF, f->clerk, NULL);

  other->roles = VAS_ROLE_ORDER_AGENT;
  vas_issued_change (f, other);
  refuse (f, act (f, "refund.withdraw", f->clerk, refund), "refund-not-own");
  g_assert_cmpint (get_state (f, refund), ==, VAS_REFUND_STATE_PROPOSED);
  apply (f, act (f, "refund.approve", f->clerk, refund));
  assert_order (f, order, VAS_ORDER_STATE_REFUNDED, 19800);
}

/* R11: open requests end first; R15: what is on its way back cannot be invoiced. */
static void
test_requests (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, NUMBER, 19800, "2026-03-02");
  g_autofree char *request = vas_fixture_enter (f, order, 9900);
  g_autofree char *refund = proposed (f, order, 19800);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->agent, request);
  g_autoptr (VasCommand) again = NULL;

  refuse (f, act (f, "refund.approve", f->supervisor, refund), "refund-request-open");
  vas_fixture_apply (f, withdraw);
  apply (f, act (f, "refund.approve", f->supervisor, refund));
  again = vas_fixture_pickup (f, order, 100, "4415");
  vas_fixture_refuse (f, again, "cap-exceeded");
}

/* R21: the paper first. */
static void
test_paper (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *request = vas_issued_ready (f, NUMBER, "00015045", &sheet);
  g_autofree char *order = vas_fixture_text (f, "SELECT key FROM orders WHERE number = '" NUMBER "'");
  g_autofree char *refund = proposed (f, order, 100);
  g_autoptr (VasCommand) open = vas_fixture_command (f, "return.open", f->agent, request);
  g_autoptr (VasRequest) stored = NULL;

  refuse (f, act (f, "refund.approve", f->supervisor, refund), "refund-paper-first");
  vas_command_set_text (open, "reason", "退款");
  vas_fixture_apply (f, open);
  refuse (f, act (f, "refund.approve", f->supervisor, refund), "refund-paper-first");

  stored = vas_fixture_get_request (f, request);
  g_object_set (stored, "tax-loss", (gint64) 0, "tax-loss-by", f->supervisor, "tax-loss-at", f->now, "state", (gint64) VAS_REQUEST_STATE_DONE, NULL);
  vas_issued_change (f, stored);
  apply (f, act (f, "refund.approve", f->supervisor, refund));
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void      (*test) (VasFixture **, gconstpointer);
  } tests[] = {
    { "/refund/whole/proposed-approved-done-R11", test_whole },
    { "/refund/amount/no-more-than-was-paid-and-not-refunded-R11", test_amount },
    { "/refund/persons/never-by-the-proposer-or-another-role-R11-R30", test_two },
    { "/refund/persons/another-agent-decides-and-takes-back-nothing-R11", test_other_agent },
    { "/refund/once/one-at-a-time-and-never-twice-R11", test_once },
    { "/refund/channel/what-fails-is-as-it-was-R11", test_failed },
    { "/refund/channel/what-fails-of-a-stopped-account-waits-for-it-R11-R12", test_failed_when_stopped },
    { "/refund/limit/more-is-the-supervisors-R30", test_limit },
    { "/refund/requests/end-first-and-nothing-is-invoiced-of-it-R11-R15", test_requests },
    { "/refund/paper/comes-back-first-or-its-loss-is-recorded-R21", test_paper },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VasFixture *, NULL, vas_fixture_set_up, tests[i].test, vas_fixture_tear_down);

  return g_test_run ();
}
