/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R9, R12: measures against accounts from both sides of every edge: with evidence, by two persons, services ended and given back. */

#include "vas-issued.h"

#include "vas-codec.h"
#include "vas-measure.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-table.h"

typedef struct {
  char *paid;       /* an order that is paid and valid */
  char *ended;      /* one that is paid, whose last day is soon */
  char *unpaid;
} Orders;

static void
orders_clear (Orders *orders)
{
  g_free (orders->paid);
  g_free (orders->ended);
  g_free (orders->unpaid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Orders, orders_clear)

static void
set_valid (VasFixture *f,
           const char *key,
           VasDate     until)
{
  g_autoptr (VasOrder) order = vas_table_get (f->sql, VAS_TYPE_ORDER, key, NULL);

  order->valid_until = until;
  vas_issued_change (f, order);
}

static void
add_orders (VasFixture *f,
            Orders     *orders)
{
  const VasDate today = vas_instant_to_date (f->now);

  orders->paid = vas_fixture_add_order (f, "20260302100000001", 19800, "2026-03-02");
  orders->ended = vas_fixture_add_order (f, "20260302100000002", 9800, "2026-03-02");
  orders->unpaid = vas_fixture_add_order (f, "20260302100000003", 9800, NULL);
  set_valid (f, orders->paid, vas_date_add_days (today, 300));
  set_valid (f, orders->ended, vas_date_add_days (today, 3));
}

static VasCommand *
propose (VasFixture *f,
         const char *actor,
         const char *kind,
         const char *evidence)
{
  VasCommand *command = vas_command_new ("account.propose", actor, f->now);
  const char *keys[] = { evidence, NULL };

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "kind", kind);
  vas_command_set_text (command, "reason", "反复下单不付款");
  if (evidence != NULL)
    vas_command_set_texts (command, "orders", keys);

  return command;
}

static VasMeasure *
get_measure (VasFixture *f)
{
  g_autoptr (GPtrArray) measures = vas_table_list (f->sql, VAS_TYPE_MEASURE, "account_key", f->account, NULL, NULL);

  g_assert_cmpuint (measures->len, >, 0);

  return g_object_ref (g_ptr_array_index (measures, measures->len - 1));
}

static VasCommand *
act (VasFixture *f,
     const char *type,
     const char *actor,
     gboolean    services)
{
  VasCommand *command = vas_command_new (type, actor, f->now);
  g_autoptr (VasMeasure) measure = get_measure (f);

  vas_command_set_text (command, "measure", vas_entity_get_key (VAS_ENTITY (measure)));
  if (g_str_equal (type, "account.restore"))
    vas_command_set_bool (command, "services", services);
  else if (!g_str_equal (type, "account.confirm"))
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

static void
assert_account (VasFixture      *f,
                VasAccountState  state)
{
  g_autoptr (VasAccount) account = vas_table_get (f->sql, VAS_TYPE_ACCOUNT, f->account, NULL);

  g_assert_cmpint (account->state, ==, state);
}

static void
assert_order (VasFixture    *f,
              const char    *key,
              VasOrderState  state)
{
  g_autoptr (VasOrder) order = vas_table_get (f->sql, VAS_TYPE_ORDER, key, NULL);

  g_assert_cmpint (order->state, ==, state);
}

static void
test_evidence (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_auto (Orders) orders = { NULL };
  g_autofree char *foreign = NULL;
  g_autoptr (VasOrder) order = NULL;

  add_orders (f, &orders);
  foreign = vas_fixture_add_order (f, "20260302100000009", 9800, NULL);
  order = vas_table_get (f->sql, VAS_TYPE_ORDER, foreign, NULL);
  g_object_set (order, "account-key", orders.paid, NULL);
  vas_issued_change (f, order);

  refuse (f, propose (f, f->agent, "freeze", NULL), "measure-no-evidence");
  refuse (f, propose (f, f->agent, "freeze", foreign), "measure-foreign-order");
  refuse (f, propose (f, f->agent, "freeze", orders.paid), "measure-paid-order");
  refuse (f, propose (f, f->clerk, "freeze", orders.unpaid), "role-missing");
  assert_account (f, VAS_ACCOUNT_STATE_NORMAL);
  apply (f, propose (f, f->agent, "freeze", orders.unpaid));
  assert_account (f, VAS_ACCOUNT_STATE_PROPOSED);
  refuse (f, propose (f, f->agent, "suspend", NULL), "measure-proposed");
}

static void
test_two (VasFixture    **fixture,
          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_auto (Orders) orders = { NULL };

  add_orders (f, &orders);
  apply (f, propose (f, f->agent, "freeze", orders.unpaid));
  refuse (f, act (f, "account.confirm", f->agent, FALSE), "measure-by-proposer");
  refuse (f, act (f, "account.decline", f->agent, FALSE), "measure-by-proposer");
  refuse (f, act (f, "account.confirm", f->clerk, FALSE), "role-missing");
  refuse (f, act (f, "account.lift", f->agent, FALSE), "measure-not-in-force");
  assert_order (f, orders.paid, VAS_ORDER_STATE_PAID);
  apply (f, act (f, "account.confirm", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_FROZEN);
  refuse (f, act (f, "account.confirm", f->supervisor, FALSE), "measure-not-proposed");
  refuse (f, propose (f, f->agent, "suspend", NULL), "account-stopped");
}

static void
test_other_agent (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasStaff) other = vas_table_get (f->sql, VAS_TYPE_STAFF, f->clerk, NULL);

  other->roles = VAS_ROLE_ORDER_AGENT;
  vas_issued_change (f, other);
  apply (f, propose (f, f->agent, "suspend", NULL));
  refuse (f, act (f, "account.retract", f->clerk, FALSE), "measure-not-own");
  apply (f, act (f, "account.confirm", f->clerk, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_SUSPENDED);
  apply (f, act (f, "account.lift", f->clerk, FALSE));
  refuse (f, act (f, "account.restore", f->clerk, TRUE), "measure-by-proposer");
  apply (f, act (f, "account.restore", f->agent, TRUE));
  assert_account (f, VAS_ACCOUNT_STATE_NORMAL);
}

static void
test_services (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_auto (Orders) orders = { NULL };
  g_autofree char *request = NULL;

  add_orders (f, &orders);
  apply (f, propose (f, f->agent, "suspend", NULL));
  apply (f, act (f, "account.confirm", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_SUSPENDED);
  assert_order (f, orders.paid, VAS_ORDER_STATE_EXPIRED);
  assert_order (f, orders.ended, VAS_ORDER_STATE_EXPIRED);
  assert_order (f, orders.unpaid, VAS_ORDER_STATE_UNPAID);

  /* R12: the right to a fapiao is not touched. */
  request = vas_fixture_enter (f, orders.paid, 19800);
  g_assert_nonnull (request);

  refuse (f, act (f, "account.restore", f->supervisor, TRUE), "measure-not-lifting");
  apply (f, act (f, "account.lift", f->agent, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_SUSPENDED);
  refuse (f, act (f, "account.restore", f->agent, TRUE), "measure-by-proposer");
  f->now += 4 * VAS_INSTANT_DAY;
  apply (f, act (f, "account.restore", f->supervisor, TRUE));
  assert_account (f, VAS_ACCOUNT_STATE_NORMAL);
  assert_order (f, orders.paid, VAS_ORDER_STATE_PAID);
  assert_order (f, orders.ended, VAS_ORDER_STATE_EXPIRED);
}

/* What a server tells its desks of a breach, which has no orders as evidence. */
static void
test_no_evidence (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasMeasure) stored = NULL;
  g_autoptr (VasMeasure) told = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  apply (f, propose (f, f->agent, "suspend", NULL));
  stored = get_measure (f);
  g_assert_cmpstr (stored->evidence, ==, "");
  node = vas_codec_encode (VAS_ENTITY (stored), VAS_CODEC_WHOLE);
  text = json_to_string (node, FALSE);
  told = vas_codec_scan (VAS_TYPE_MEASURE, text, strlen (text));
  g_assert_nonnull (told);
  g_assert_cmpstr (told->evidence, ==, "");
  g_clear_object (&told);
  told = vas_codec_decode (VAS_TYPE_MEASURE, json_node_get_object (node), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->evidence, ==, "");
}

static void
test_without_services (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_auto (Orders) orders = { NULL };

  add_orders (f, &orders);
  apply (f, propose (f, f->agent, "cancel", NULL));
  apply (f, act (f, "account.confirm", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_CANCELLED);
  apply (f, act (f, "account.lift", f->agent, FALSE));
  apply (f, act (f, "account.keep", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_CANCELLED);
  apply (f, act (f, "account.lift", f->agent, FALSE));
  apply (f, act (f, "account.restore", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_NORMAL);
  assert_order (f, orders.paid, VAS_ORDER_STATE_EXPIRED);
}

static void
set_account (VasFixture      *f,
             VasAccountState  state)
{
  g_autoptr (VasAccount) account = vas_table_get (f->sql, VAS_TYPE_ACCOUNT, f->account, NULL);

  account->state = state;
  vas_issued_change (f, account);
}

static void
test_rejected (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_auto (Orders) orders = { NULL };

  add_orders (f, &orders);
  set_account (f, VAS_ACCOUNT_STATE_FLAGGED);
  apply (f, propose (f, f->agent, "freeze", orders.unpaid));
  apply (f, act (f, "account.decline", f->supervisor, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_FLAGGED);
  apply (f, propose (f, f->agent, "freeze", orders.unpaid));
  refuse (f, act (f, "account.retract", f->supervisor, FALSE), "role-missing");
  apply (f, act (f, "account.retract", f->agent, FALSE));
  assert_account (f, VAS_ACCOUNT_STATE_FLAGGED);
  assert_order (f, orders.paid, VAS_ORDER_STATE_PAID);
}

static VasCommand *
unmark (VasFixture *f,
        const char *actor)
{
  VasCommand *command = vas_command_new ("account.unmark", actor, f->now);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "reason", "误会");

  return command;
}

static void
test_unmark (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;

  refuse (f, unmark (f, f->agent), "account-not-marked");
  set_account (f, VAS_ACCOUNT_STATE_FLAGGED);
  refuse (f, unmark (f, f->clerk), "role-missing");
  apply (f, unmark (f, f->agent));
  assert_account (f, VAS_ACCOUNT_STATE_NORMAL);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void      (*test) (VasFixture **, gconstpointer);
  } tests[] = {
    { "/measure/evidence/orders-of-the-account-that-were-never-paid-R9", test_evidence },
    { "/measure/persons/never-by-the-proposer-or-another-role-R12-R30", test_two },
    { "/measure/persons/another-agent-decides-and-takes-back-nothing-R12", test_other_agent },
    { "/measure/services/end-and-come-back-as-far-as-valid-and-the-fapiao-stays-R12", test_services },
    { "/measure/told/without-evidence-as-it-is-R12", test_no_evidence },
    { "/measure/services/stay-ended-where-nobody-gives-them-back-R12", test_without_services },
    { "/measure/rejected/the-account-is-as-it-was-R9", test_rejected },
    { "/measure/mark/is-taken-off-by-a-person-R9", test_unmark },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VasFixture *, NULL, vas_fixture_set_up, tests[i].test, vas_fixture_tear_down);

  return g_test_run ();
}
