/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * R3, R4, R5: changes of the catalog: two persons, an instant, and one price at every moment whatever is approved and withdrawn. This file is
 * long because each rule of a change is seen at both sides of its edge, and a random sequence of all its steps beside them.
 */

#include "vas-fixture.h"

#include "vas-catalog-store.h"
#include "vas-change-item.h"
#include "vas-change-store.h"
#include "vas-change.h"
#include "vas-command-type.h"
#include "vas-plan.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

#define FIRST ((gint64) 9800)

typedef struct {
  VasFixture *office;
  char       *editor;
  char       *both;                 /* edits and approves */
  char       *approver;
  char       *service;
  char       *plan;
  gint64      t;                    /* a day after now */
} Fixture;

static void
insert (Fixture  *f,
        gpointer  entity)
{
  g_autoptr (VasEntity) owned = entity;
  g_autoptr (GError) error = NULL;

  vas_table_insert (f->office->sql, owned, &error);
  g_assert_no_error (error);
}

static char *
add_person (Fixture    *f,
            const char *login,
            guint       roles)
{
  char *key = vas_uuid_v7 (f->office->now);

  insert (f, g_object_new (VAS_TYPE_STAFF, "key", key, "ver", (gint64) 1, "login", login, "name", login, "roles", (gint64) roles,
                           "active", TRUE, NULL));

  return key;
}

static char *
add_plan (Fixture    *f,
          const char *code,
          gint64      ends_at)
{
  char *key = vas_uuid_v7 (f->office->now);
  g_autofree char *price = vas_uuid_v7 (f->office->now);

  insert (f, g_object_new (VAS_TYPE_PLAN, "key", key, "ver", (gint64) 1, "code", code, "service-key", f->service, "name", code, "days",
                           (gint64) 30, "item-name", "*信息技术服务*简历优化", "tax-code", "3040201990000000000", "tax-rate", (gint64) 600,
                           "position", (gint64) 1, NULL));
  insert (f, g_object_new (VAS_TYPE_PRICE, "key", price, "ver", (gint64) 1, "plan-key", key, "amount", FIRST, "starts-at", (gint64) 1,
                           "ends-at", ends_at, NULL));

  return key;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_fixture_new ();
  f->t = f->office->now + VAS_INSTANT_DAY;
  f->editor = add_person (f, "editor", VAS_ROLE_CATALOG_EDITOR);
  f->both = add_person (f, "both", VAS_ROLE_CATALOG_EDITOR | VAS_ROLE_CATALOG_APPROVER);
  f->approver = add_person (f, "approver", VAS_ROLE_CATALOG_APPROVER);
  f->service = vas_uuid_v7 (f->office->now);
  insert (f, g_object_new (VAS_TYPE_SERVICE, "key", f->service, "ver", (gint64) 1, "code", "polish", "name", "优化简历", "position",
                           (gint64) 1, NULL));
  f->plan = add_plan (f, "polish-a", VAS_NONE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_free (f->editor);
  g_free (f->both);
  g_free (f->approver);
  g_free (f->service);
  g_free (f->plan);
  vas_fixture_free (f->office);
}

/* (transfer full): @items: JSON, with %s where the key of the plan or service stands. */
static VasCommand *
draft (Fixture    *f,
       const char *actor,
       gint64      starts_at,
       const char *items,
       const char *subject)
{
  VasCommand *command = vas_fixture_command (f->office, "change.draft", actor, NULL);
  g_auto (GStrv) parts = g_strsplit (items, "%s", -1);
  g_autofree char *text = g_strjoinv (subject, parts);

  vas_command_set_text (command, "title", "价格调整");
  vas_command_set_int (command, "starts_at", starts_at);
  vas_command_set_node (command, "items", json_from_string (text, NULL));

  return command;
}

static char *
draft_done (Fixture    *f,
            gint64      starts_at,
            const char *items,
            const char *subject)
{
  g_autoptr (VasCommand) command = draft (f, f->editor, starts_at, items, subject);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f->office, command, 0);

  g_assert_true (receipt->applied);

  return vas_fixture_first_subject (receipt, f->office, VAS_TYPE_CHANGE);
}

/* (transfer full): any step but the draft; @reason: (nullable). */
static VasCommand *
step (Fixture    *f,
      const char *type,
      const char *actor,
      const char *change)
{
  VasCommand *command = vas_fixture_command (f->office, type, actor, NULL);

  vas_command_set_text (command, "change", change);
  if (g_str_equal (type, "change.return") || g_str_equal (type, "change.withdraw"))
    vas_command_set_text (command, "reason", "再议");

  return command;
}

static void
done (Fixture    *f,
      VasCommand *command)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_apply (f->office, owned);
}

static void
refused (Fixture    *f,
         VasCommand *command,
         const char *code)
{
  g_autoptr (VasCommand) owned = command;

  vas_fixture_refuse (f->office, owned, code);
}

/* (transfer full): the key of a change that is approved and waits. */
static char *
schedule (Fixture    *f,
          gint64      starts_at,
          const char *items,
          const char *subject)
{
  char *key = draft_done (f, starts_at, items, subject);

  done (f, step (f, "change.submit", f->editor, key));
  done (f, step (f, "change.approve", f->approver, key));

  return key;
}

/* (transfer full): a list of one item: a price, until @ends_at where that is given. */
static char *
price_item (gint64 amount,
            gint64 ends_at)
{
  if (ends_at == VAS_NONE)
    return g_strdup_printf ("[{\"plan_key\":\"%%s\",\"amount\":%" G_GINT64_FORMAT "}]", amount);

  return g_strdup_printf ("[{\"plan_key\":\"%%s\",\"amount\":%" G_GINT64_FORMAT ",\"ends_at\":%" G_GINT64_FORMAT "}]", amount, ends_at);
}

static char *
schedule_price (Fixture *f,
                gint64   starts_at,
                gint64   amount,
                gint64   ends_at)
{
  g_autofree char *items = price_item (amount, ends_at);

  return schedule (f, starts_at, items, f->plan);
}

static gint64
get_price (Fixture *f,
           gint64   at)
{
  g_autoptr (VasPrice) price = NULL;
  g_autoptr (GError) error = NULL;

  vas_price_find_at (f->office->sql, f->plan, at, &price, &error);
  g_assert_no_error (error);

  return price != NULL ? price->amount : VAS_NONE;
}

static VasChangeState
get_state (Fixture    *f,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasChange) change = vas_table_get (f->office->sql, VAS_TYPE_CHANGE, key, &error);

  g_assert_no_error (error);

  return change->state;
}

static void
test_price_starts (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *key = schedule_price (f, f->t, 12800, VAS_NONE);

  g_assert_cmpint (get_state (f, key), ==, VAS_CHANGE_STATE_SCHEDULED);
  g_assert_cmpint (get_price (f, f->t - 1), ==, FIRST);
  g_assert_cmpint (get_price (f, f->t), ==, 12800);
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM price WHERE author_key <> approver_key"), ==, 1);
}

static void
test_two_persons (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *items = price_item (12800, VAS_NONE);
  g_autoptr (VasCommand) command = draft (f, f->both, f->t, items, f->plan);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f->office, command, 0);
  g_autofree char *key = vas_fixture_first_subject (receipt, f->office, VAS_TYPE_CHANGE);

  refused (f, step (f, "change.submit", f->editor, key), "change-not-own");
  done (f, step (f, "change.submit", f->both, key));
  refused (f, step (f, "change.approve", f->both, key), "change-of-author");
  refused (f, step (f, "change.return", f->both, key), "change-of-author");
  refused (f, step (f, "change.approve", f->editor, key), "role-missing");
  done (f, step (f, "change.approve", f->approver, key));
  refused (f, step (f, "change.approve", f->approver, key), "change-state");
}

static void
test_future (Fixture       *f,
             gconstpointer  data)
{
  const gint64 now = f->office->now;
  g_autofree char *items = price_item (12800, VAS_NONE);
  g_autofree char *key = NULL;

  refused (f, draft (f, f->editor, now, items, f->plan), "change-start-past");
  key = draft_done (f, now + 1, items, f->plan);
  f->office->now = now + 1;
  refused (f, step (f, "change.submit", f->editor, key), "change-start-past");
  f->office->now = now;
  done (f, step (f, "change.submit", f->editor, key));
  f->office->now = now + 1;
  refused (f, step (f, "change.approve", f->approver, key), "change-start-past");
  f->office->now = now;
  done (f, step (f, "change.approve", f->approver, key));
  f->office->now = now + 1;
  refused (f, step (f, "change.withdraw", f->editor, key), "change-started");
  f->office->now = now;
  done (f, step (f, "change.withdraw", f->editor, key));
}

static void
test_promotion (Fixture       *f,
                gconstpointer  data)
{
  const gint64 end = f->t + VAS_INSTANT_DAY;
  g_autofree char *key = schedule_price (f, f->t, 5000, end);

  g_assert_cmpint (get_price (f, f->t - 1), ==, FIRST);
  g_assert_cmpint (get_price (f, f->t), ==, 5000);
  g_assert_cmpint (get_price (f, end - 1), ==, 5000);
  g_assert_cmpint (get_price (f, end), ==, FIRST);
  done (f, step (f, "change.withdraw", f->approver, key));
  g_assert_cmpint (get_price (f, f->t), ==, FIRST);
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM price"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM price WHERE ends_at IS NULL"), ==, 1);
}

/* A plan whose price has an end: a promotion beyond it would leave a hole. */
static void
test_hole (Fixture       *f,
           gconstpointer  data)
{
  const gint64 end = f->t + VAS_INSTANT_DAY;
  g_autofree char *plan = add_plan (f, "polish-b", end);
  g_autofree char *to_end = price_item (5000, end), *before_end = price_item (5000, end - 1);
  g_autofree char *over = draft_done (f, f->t, to_end, plan), *within = draft_done (f, f->t, before_end, plan);

  refused (f, step (f, "change.submit", f->editor, over), "price-none-after");
  done (f, step (f, "change.submit", f->editor, within));
}

static void
test_order_of_changes (Fixture       *f,
                       gconstpointer  data)
{
  const gint64 day = VAS_INSTANT_DAY;
  g_autofree char *last = schedule_price (f, f->t + 10 * day, 20000, VAS_NONE);
  g_autofree char *for_ever = price_item (15000, VAS_NONE), *across = price_item (15000, f->t + 10 * day + 1);
  g_autofree char *earlier = draft_done (f, f->t + day, for_ever, f->plan), *over = draft_done (f, f->t + day, across, f->plan);
  g_autofree char *promotion = NULL, *inner = NULL;

  refused (f, step (f, "change.submit", f->editor, earlier), "price-begins-within");
  refused (f, step (f, "change.submit", f->editor, over), "price-begins-within");
  promotion = schedule_price (f, f->t + day, 5000, f->t + 10 * day);
  g_assert_cmpint (get_price (f, f->t + 10 * day - 1), ==, 5000);
  g_assert_cmpint (get_price (f, f->t + 10 * day), ==, 20000);

  inner = schedule_price (f, f->t + 2 * day, 3000, f->t + 3 * day);
  g_assert_cmpint (get_price (f, f->t + 3 * day), ==, 5000);
  refused (f, step (f, "change.withdraw", f->editor, promotion), "price-built-upon");
  done (f, step (f, "change.withdraw", f->editor, inner));
  done (f, step (f, "change.withdraw", f->editor, promotion));
  g_assert_cmpint (get_price (f, f->t + 10 * day - 1), ==, FIRST);
  done (f, step (f, "change.withdraw", f->editor, last));
  g_assert_cmpint (get_price (f, f->t + 20 * day), ==, FIRST);
}

/* The promotion ends where another price was to start, which is withdrawn: it falls back all the same, also where it has begun. */
static void
test_promotion_before_a_change (Fixture       *f,
                                gconstpointer  data)
{
  const gint64 end = f->t + 10 * VAS_INSTANT_DAY;
  g_autofree char *last = schedule_price (f, end, 20000, VAS_NONE);
  g_autofree char *promotion = schedule_price (f, f->t, 5000, end);
  g_autofree char *inner = schedule_price (f, f->t + VAS_INSTANT_DAY, 3000, end);

  f->office->now = f->t;
  done (f, step (f, "change.start", "system", promotion));
  done (f, step (f, "change.withdraw", f->editor, last));
  g_assert_cmpint (get_price (f, end - 1), ==, 3000);
  g_assert_cmpint (get_price (f, end), ==, FIRST);
  done (f, step (f, "change.withdraw", f->editor, inner));
  g_assert_cmpint (get_price (f, end - 1), ==, 5000);
  g_assert_cmpint (get_price (f, end), ==, FIRST);
}

static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *key = schedule (f, f->t, "[{\"plan_key\":\"%s\",\"name\":\"精修\",\"tax_rate\":300,\"state\":\"withdrawn\"}]", f->plan);
  g_autoptr (VasPlan) before = vas_table_get (f->office->sql, VAS_TYPE_PLAN, f->plan, NULL);
  g_autoptr (VasPlan) after = NULL;

  g_assert_cmpstr (before->name, ==, "polish-a");
  refused (f, step (f, "change.start", f->approver, key), "role-missing");
  f->office->now = f->t - 1;
  refused (f, step (f, "change.start", "system", key), "change-not-due");
  f->office->now = f->t;
  done (f, step (f, "change.start", "system", key));
  after = vas_table_get (f->office->sql, VAS_TYPE_PLAN, f->plan, NULL);
  g_assert_cmpstr (after->name, ==, "精修");
  g_assert_cmpint (after->tax_rate, ==, 300);
  g_assert_cmpint (after->state, ==, VAS_SERVICE_STATE_WITHDRAWN);
  g_assert_cmpstr (after->tax_code, ==, before->tax_code);
  refused (f, step (f, "change.start", "system", key), "change-state");
  refused (f, step (f, "change.withdraw", f->editor, key), "change-state");
}

/* What an order of that moment would keep: name of the service, name and rate of the plan, whether it was sold. */
static void
assert_in_force (Fixture    *f,
                 gint64      at,
                 const char *expected)
{
  g_autoptr (VasPlan) plan = vas_table_get (f->office->sql, VAS_TYPE_PLAN, f->plan, NULL);
  g_autoptr (VasService) service = vas_table_get (f->office->sql, VAS_TYPE_SERVICE, f->service, NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  vas_catalog_set_back (f->office->sql, plan, service, at, &error);
  g_assert_no_error (error);
  found = g_strdup_printf ("%s %s %s %s %d %s", service->name, plan->name, plan->item_name, plan->tax_code, (int) plan->tax_rate,
                           vas_enum_to_id (&vas_service_state_enum, plan->state));
  g_assert_cmpstr (found, ==, expected);
}

#define AT_FIRST "优化简历 polish-a *信息技术服务*简历优化 3040201990000000000 600 on_sale"
#define RENAMED "优化简历 精修 *信息技术服务*简历优化 3040201990000000000 600 on_sale"
#define TAXED "简历精修 精修 *信息技术服务*精修 3040201990000000001 300 on_sale"
#define GONE "简历精修 精修 *信息技术服务*精修 3040201990000000001 300 withdrawn"

/* Three changes; before the clock comes and after it, each moment has what was in force. */
static void
test_past (Fixture       *f,
           gconstpointer  data)
{
  const gint64 times[] = { f->t, f->t + 10, f->t + 20 };
  g_autofree char *named = schedule (f, times[0], "[{\"plan_key\":\"%s\",\"name\":\"精修\"}]", f->plan);
  g_autofree char *taxed = NULL, *gone = NULL, *both = NULL;
  const char *keys[3];

  both = g_strdup_printf ("[{\"plan_key\":\"%s\",\"item_name\":\"*信息技术服务*精修\",\"tax_code\":\"3040201990000000001\",\"tax_rate\":300},"
                          "{\"service_key\":\"%%s\",\"name\":\"简历精修\"}]", f->plan);
  taxed = schedule (f, times[1], both, f->service);
  gone = schedule (f, times[2], "[{\"plan_key\":\"%s\",\"state\":\"withdrawn\"}]", f->plan);
  keys[0] = named, keys[1] = taxed, keys[2] = gone;

  for (guint started = 0; started <= G_N_ELEMENTS (keys); started++)
    {
      assert_in_force (f, times[0] - 1, AT_FIRST);
      assert_in_force (f, times[0], RENAMED);
      assert_in_force (f, times[1] - 1, RENAMED);
      assert_in_force (f, times[1], TAXED);
      assert_in_force (f, times[2] - 1, TAXED);
      assert_in_force (f, times[2], GONE);
      if (started == G_N_ELEMENTS (keys))
        break;
      f->office->now = times[started];
      done (f, step (f, "change.start", "system", keys[started]));
    }
}

static void
test_lapse (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *items = price_item (12800, VAS_NONE);
  g_autofree char *key = draft_done (f, f->t, items, f->plan);

  done (f, step (f, "change.submit", f->editor, key));
  f->office->now = f->t - 1;
  refused (f, step (f, "change.lapse", "system", key), "change-not-due");
  f->office->now = f->t;
  refused (f, step (f, "change.start", "system", key), "change-state");
  done (f, step (f, "change.lapse", "system", key));
  g_assert_cmpint (get_state (f, key), ==, VAS_CHANGE_STATE_LAPSED);
  g_assert_cmpint (get_price (f, f->t), ==, FIRST);
}

static void
test_return (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *items = price_item (12800, VAS_NONE), *less = price_item (11800, VAS_NONE);
  g_autofree char *key = draft_done (f, f->t, items, f->plan);
  VasCommand *again;

  done (f, step (f, "change.submit", f->editor, key));
  again = draft (f, f->editor, f->t, less, f->plan);
  vas_command_set_text (again, "change", key);
  refused (f, again, "change-state");
  done (f, step (f, "change.return", f->approver, key));
  again = draft (f, f->both, f->t, less, f->plan);
  vas_command_set_text (again, "change", key);
  refused (f, again, "change-not-own");
  again = draft (f, f->editor, f->t, less, f->plan);
  vas_command_set_text (again, "change", key);
  done (f, again);
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM catalog_change_item"), ==, 1);
  done (f, step (f, "change.submit", f->editor, key));
  done (f, step (f, "change.approve", f->both, key));
  g_assert_cmpint (get_price (f, f->t), ==, 11800);
}

static void
test_same_start (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *first = schedule (f, f->t, "[{\"plan_key\":\"%s\",\"name\":\"甲\"}]", f->plan);
  g_autofree char *second = draft_done (f, f->t, "[{\"plan_key\":\"%s\",\"name\":\"乙\"}]", f->plan);
  g_autofree char *later = draft_done (f, f->t + 1, "[{\"plan_key\":\"%s\",\"name\":\"丙\"}]", f->plan);
  g_autofree char *other = draft_done (f, f->t, "[{\"service_key\":\"%s\",\"name\":\"丁\"}]", f->service);

  refused (f, step (f, "change.submit", f->editor, second), "change-same-start");
  done (f, step (f, "change.submit", f->editor, later));
  done (f, step (f, "change.submit", f->editor, other));
}

static void
test_items (Fixture       *f,
            gconstpointer  data)
{
  refused (f, draft (f, f->editor, f->t, "[{\"plan_key\":\"%s\"}]", f->plan), "change-of-nothing");
  refused (f, draft (f, f->editor, f->t, "[{\"plan_key\":\"%s\",\"amount\":1},{\"plan_key\":\"%s\",\"name\":\"x\"}]", f->plan),
           "change-item-twice");
  refused (f, draft (f, f->editor, f->t, "[{\"plan_key\":\"%s\",\"amount\":1,\"ends_at\":1}]", f->plan), "change-ends-early");
}

static void
test_malformed (Fixture       *f,
                gconstpointer  data)
{
  static const struct {
    const char *items;
    const char *member;
  } cases[] = {
    { "[]", "items" },
    { "[{\"plan_key\":\"%s\",\"amout\":1}]", "amout" },
    { "[{\"plan_key\":\"%s\",\"ver\":7,\"amount\":1}]", "ver" },
    { "[{\"plan_key\":\"%s\",\"was_name\":\"甲\",\"name\":\"乙\"}]", "was_name" },
    { "[{\"plan_key\":\"%s\",\"name\":\"\"}]", "name" },
    { "[{\"plan_key\":\"%s\",\"name\":\"a\\nb\"}]", "name" },
    { "[{\"plan_key\":\"%s\",\"amount\":null}]", "amount" },
    { "[{\"plan_key\":\"%s\",\"amount\":-1}]", "amount" },
    { "[{\"plan_key\":\"%s\",\"amount\":\"1\"}]", "amount" },
    { "[{\"plan_key\":\"%s\",\"name\":\"甲\",\"ends_at\":99}]", "ends_at" },
    { "[{\"plan_key\":\"%s\",\"tax_code\":\"304020199000000000\"}]", "tax_code" },
    { "[{\"plan_key\":\"%s\",\"tax_rate\":10001}]", "tax_rate" },
    { "[{\"plan_key\":\"%s\",\"state\":\"gone\"}]", "state" },
    { "[{\"plan_key\":\"7\",\"amount\":1}]", "plan_key" },
    { "[{\"amount\":1}]", "plan_key" },
    { "[{\"plan_key\":\"%s\",\"service_key\":\"%s\",\"amount\":1}]", "plan_key" },
    { "[{\"service_key\":\"%s\",\"amount\":1}]", "service_key" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCommand) command = draft (f, f->editor, f->t, cases[i].items, f->plan);
      g_autoptr (GError) error = NULL;
      g_autoptr (VasRun) run = vas_run_new (f->office->sql, command, f->office->now, TRUE, &error);
      g_autoptr (VasVerdict) verdict = NULL;

      g_assert_no_error (error);
      verdict = vas_run_judge (run, &error);
      g_assert_null (verdict);
      g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].member));
    }
}

/* R3 by its own words: sorted by their starts, the prices touch each other, and the last has no end. */
static void
assert_one_price_at_every_moment (Fixture *f)
{
  g_autoptr (GPtrArray) prices = vas_table_list (f->office->sql, VAS_TYPE_PRICE, "plan_key", f->plan, "starts_at", NULL);

  for (guint i = 0; i < prices->len; i++)
    {
      VasPrice *price = g_ptr_array_index (prices, i);
      VasPrice *next = i + 1 < prices->len ? g_ptr_array_index (prices, i + 1) : NULL;

      g_assert_true (next != NULL ? price->ends_at == next->starts_at : price->ends_at == VAS_NONE);
    }
}

static void
try_to (Fixture    *f,
        const char *type,
        const char *actor,
        const char *key)
{
  g_autoptr (VasCommand) command = step (f, type, actor, key);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f->office, command, 0);

  g_assert_nonnull (receipt);
}

static void
test_random (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 250; i++)
    {
      const gint64 start = f->office->now + 1 + g_test_rand_int_range (0, 40);
      const gint64 end = g_test_rand_int_range (0, 3) == 0 ? VAS_NONE : start + 1 + g_test_rand_int_range (0, 20);
      g_autofree char *items = price_item (1000 + i, end);
      char *key = draft_done (f, start, items, f->plan);

      g_ptr_array_add (keys, key);
      try_to (f, "change.submit", f->editor, key);
      try_to (f, "change.approve", f->approver, key);
      assert_one_price_at_every_moment (f);
      if (get_state (f, key) == VAS_CHANGE_STATE_SCHEDULED)
        g_assert_cmpint (get_price (f, start), ==, 1000 + i);
      try_to (f, "change.withdraw", f->approver, g_ptr_array_index (keys, keys->len - 1 - (guint) g_test_rand_int_range (0, (int) MIN (keys->len, 8))));
      assert_one_price_at_every_moment (f);
      f->office->now += g_test_rand_int_range (0, 3);
    }
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM catalog_change WHERE state = 'scheduled'"), >, 3);
  g_assert_cmpint (vas_fixture_count (f->office, "SELECT count (*) FROM catalog_change WHERE state = 'withdrawn'"), >, 3);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/catalog/change/a-price-holds-from-its-start-R3-R4", test_price_starts);
  ADD ("/catalog/change/one-drafts-another-approves-R4", test_two_persons);
  ADD ("/catalog/change/starts-later-than-now-R4", test_future);
  ADD ("/catalog/change/a-promotion-falls-back-R3", test_promotion);
  ADD ("/catalog/change/no-promotion-leaves-a-hole-R3", test_hole);
  ADD ("/catalog/change/nothing-is-cut-off-unsaid-R3", test_order_of_changes);
  ADD ("/catalog/change/a-promotion-falls-back-whatever-is-withdrawn-R3", test_promotion_before_a_change);
  ADD ("/catalog/change/the-clock-starts-it-R4", test_clock);
  ADD ("/catalog/change/each-moment-has-what-was-in-force-R5-R6", test_past);
  ADD ("/catalog/change/not-approved-by-its-start-lapses-R4", test_lapse);
  ADD ("/catalog/change/sent-back-is-worked-on-again-R4", test_return);
  ADD ("/catalog/change/one-change-for-an-instant-R4", test_same_start);
  ADD ("/catalog/change/an-item-changes-something-once-R4", test_items);
  ADD ("/catalog/change/a-malformed-item-names-its-member-R4", test_malformed);
  ADD ("/catalog/change/one-price-at-every-moment-R3", test_random);

  return g_test_run ();
}
