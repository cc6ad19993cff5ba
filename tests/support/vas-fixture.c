/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The office that the tests of commands work in. Everything in it is invented. */

#include "vas-fixture.h"

#include "vas-calendar.h"
#include "vas-ledger.h"
#include "vas-migrate.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-test-database.h"
#include "vas-time.h"
#include "vas-uuid.h"

static void
insert (VasFixture *self,
        gpointer    entity)
{
  g_autoptr (GError) error = NULL;

  vas_table_insert (self->sql, entity, &error);
  g_assert_no_error (error);
}

static char *
add_staff (VasFixture *self,
           const char *login,
           guint       roles)
{
  g_autofree char *key = vas_uuid_v7 (self->now);
  g_autoptr (VasStaff) staff = g_object_new (VAS_TYPE_STAFF, "key", key, "ver", (gint64) 1, "login", login, "name", login,
                                             "roles", (gint64) roles, "active", TRUE, NULL);

  insert (self, staff);

  return g_steal_pointer (&key);
}

static void
add_calendar (VasFixture *self)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "cn-calendar.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (VasCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  calendar = vas_calendar_parse_csv (text, (gssize) length, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < vas_calendar_get_n_days (calendar); i++)
    {
      const VasCalendarException *day = vas_calendar_get_day (calendar, i);
      g_autofree char *key = vas_uuid_derive ("calendar", day->source, vas_date_start (day->date));
      g_autoptr (VasCalendarDay) entity = NULL;

      entity = g_object_new (VAS_TYPE_CALENDAR_DAY, "key", key, "ver", (gint64) 1, "date", (gint64) day->date, "kind",
                             (gint64) day->kind, "name", day->name, "source_doc", day->source, NULL);
      insert (self, entity);
    }
}

static char *
add_account (VasFixture *self)
{
  g_autofree char *key = vas_uuid_v7 (self->now);
  g_autoptr (VasAccount) account = g_object_new (VAS_TYPE_ACCOUNT, "key", key, "ver", (gint64) 1, "account_id", "80000217",
                                                 "name", "单晓明", "name_masked", "单*", "mobile_masked", "138****8000",
                                                 "mobile_last4", "8000", NULL);

  insert (self, account);

  return g_steal_pointer (&key);
}

/** vas_fixture_new_at: the office in a file; to be let go of before a store opens it. */
VasFixture *
vas_fixture_new_at (const char *path)
{
  VasFixture *self = g_new0 (VasFixture, 1);
  g_autoptr (GError) error = NULL;

  self->now = vas_date_start (vas_date_from_ymd (2026, 3, 10)) + 10 * VAS_INSTANT_HOUR;
  self->sql = vas_sql_open (path, VAS_SQL_DEFAULT, &error);
  g_assert_no_error (error);
  vas_migrate (self->sql, &error);
  g_assert_no_error (error);
  vas_sql_exec (self->sql, "INSERT INTO replica (id, client_id, epoch) VALUES (1, 'test', 'test')", &error);
  g_assert_no_error (error);

  vas_sql_begin (self->sql, &error);
  g_assert_no_error (error);
  self->agent = add_staff (self, "agent", VAS_ROLE_ORDER_AGENT);
  self->clerk = add_staff (self, "clerk", VAS_ROLE_INVOICE_CLERK);
  self->second_clerk = add_staff (self, "clerk2", VAS_ROLE_INVOICE_CLERK);
  self->supervisor = add_staff (self, "supervisor", VAS_ROLE_INVOICE_SUPERVISOR);
  self->administrator = add_staff (self, "admin", VAS_ROLE_ADMINISTRATOR);
  add_calendar (self);
  self->account = add_account (self);
  vas_sql_commit (self->sql, &error);
  g_assert_no_error (error);

  return self;
}

/** vas_fixture_new: the office in memory, or on the server of VAS_TEST_DATABASE. */
VasFixture *
vas_fixture_new (void)
{
  g_autofree char *path = vas_test_database_make (":memory:");

  return vas_fixture_new_at (path);
}

void
vas_fixture_free (VasFixture *self)
{
  vas_sql_close (self->sql);
  g_free (self->agent);
  g_free (self->clerk);
  g_free (self->second_clerk);
  g_free (self->supervisor);
  g_free (self->administrator);
  g_free (self->account);
  g_free (self);
}

/** vas_fixture_set_up: for g_test_add(). */
void
vas_fixture_set_up (VasFixture    **fixture,
                    gconstpointer   data)
{
  *fixture = vas_fixture_new ();
}

/** vas_fixture_tear_down: for g_test_add(). */
void
vas_fixture_tear_down (VasFixture    **fixture,
                       gconstpointer   data)
{
  vas_fixture_free (*fixture);
}

/** vas_fixture_add_order: (transfer full): key of an order of 职业导航仪, paid on @paid_on at 09:00; NULL for unpaid. */
char *
vas_fixture_add_order (VasFixture *self,
                       const char *number,
                       gint64      fen,
                       const char *paid_on)
{
  g_autofree char *key = vas_uuid_v7 (self->now);
  g_autoptr (VasOrder) order = NULL;
  VasDate paid = VAS_DATE_NONE;

  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", number, "account_key", self->account,
                        "service_name", "职业导航仪", "plan_name", "1 次", "item_name", "*信息技术服务*职业导航仪", "tax_code",
                        "3040201990000000000", "tax_rate", (gint64) 600, "price", fen, "made_at", self->now, NULL);
  if (paid_on != NULL)
    {
      g_assert_true (vas_date_parse (paid_on, &paid, NULL));
      g_object_set (order, "state", (gint64) VAS_ORDER_STATE_PAID, "paid", fen, "paid_at",
                    vas_date_start (paid) + 9 * VAS_INSTANT_HOUR, "channel", (gint64) VAS_CHANNEL_WECHAT, NULL);
    }
  insert (self, order);

  return g_steal_pointer (&key);
}

/** vas_fixture_command: (transfer full): a command made now; @request, where given, is its argument of that name. */
VasCommand *
vas_fixture_command (VasFixture *self,
                     const char *type,
                     const char *actor,
                     const char *request)
{
  VasCommand *command = vas_command_new (type, actor, self->now);

  vas_command_set_text (command, "request", request);

  return command;
}

/** vas_fixture_save: (transfer full): saves a command in a transaction of its own. */
VasReceipt *
vas_fixture_save (VasFixture *self,
                  VasCommand *command,
                  guint       hold)
{
  g_autoptr (GError) error = NULL;
  VasReceipt *receipt;

  vas_sql_begin (self->sql, &error);
  g_assert_no_error (error);
  receipt = vas_ledger_save (self->sql, command, hold, self->now, &error);
  g_assert_no_error (error);
  vas_sql_commit (self->sql, &error);
  g_assert_no_error (error);

  return receipt;
}

static void
show_failures (VasReceipt *receipt)
{
  for (guint i = 0; i < vas_verdict_get_n (receipt->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (receipt->verdict, i);

      if (finding->outcome != VAS_OUTCOME_PASS)
        g_test_message ("%s %s %s", finding->rule, finding->code, vas_enum_to_id (&vas_outcome_enum, finding->outcome));
    }
}

/** vas_fixture_apply: (transfer none): saves and settles a command that must be applied. */
void
vas_fixture_apply (VasFixture *self,
                   VasCommand *command)
{
  g_autoptr (VasReceipt) receipt = vas_fixture_save (self, command, 0);

  if (!receipt->applied)
    show_failures (receipt);
  g_assert_true (receipt->applied);
}

/** vas_fixture_refuse: saves a command that must be refused (or asked about) with a finding of @code. */
void
vas_fixture_refuse (VasFixture *self,
                    VasCommand *command,
                    const char *code)
{
  g_autoptr (VasReceipt) receipt = vas_fixture_save (self, command, 0);
  VasFinding *finding;

  g_assert_false (receipt->applied);
  show_failures (receipt);
  finding = vas_verdict_find_code (receipt->verdict, code);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->outcome, !=, VAS_OUTCOME_PASS);
}

/** vas_fixture_add_share: adds an order to a request.enter; what was stated may be NULL and %VAS_NONE. */
void
vas_fixture_add_share (VasCommand *command,
                       const char *order,
                       gint64      fen,
                       const char *stated_order,
                       gint64      stated_fen)
{
  JsonObject *args = vas_command_get_args (command);
  JsonArray *shares;
  JsonObject *share = json_object_new ();

  if (!json_object_has_member (args, "shares"))
    json_object_set_array_member (args, "shares", json_array_new ());
  shares = json_object_get_array_member (args, "shares");

  json_object_set_string_member (share, "order", order);
  json_object_set_int_member (share, "amount", fen);
  if (stated_order != NULL)
    json_object_set_string_member (share, "stated_order", stated_order);
  if (stated_fen != VAS_NONE)
    json_object_set_int_member (share, "stated_amount", stated_fen);
  json_array_add_object_element (shares, share);
}

/** vas_fixture_pickup: (transfer full): a request.enter by the agent for 单晓明, who picks the fapiao up. @stated_order: (nullable) */
VasCommand *
vas_fixture_pickup (VasFixture *self,
                    const char *order,
                    gint64      fen,
                    const char *stated_order)
{
  VasCommand *command = vas_fixture_command (self, "request.enter", self->agent, NULL);

  vas_command_set_text (command, "account", self->account);
  vas_command_set_text (command, "title_kind", "personal");
  vas_command_set_text (command, "title", "单晓明");
  vas_command_set_text (command, "delivery", "pickup");
  vas_fixture_add_share (command, order, fen, stated_order, stated_order != NULL ? fen : VAS_NONE);

  return command;
}

/** vas_fixture_first_subject: (transfer full) (nullable): key of the first record of @type that a command touched. */
char *
vas_fixture_first_subject (VasReceipt *receipt,
                           VasFixture *self,
                           GType       type)
{
  for (guint i = 0; receipt->subjects[i] != NULL; i++)
    {
      g_autoptr (VasEntity) entity = vas_table_get (self->sql, type, receipt->subjects[i], NULL);

      if (entity != NULL)
        return g_strdup (receipt->subjects[i]);
    }

  return NULL;
}

/** vas_fixture_enter_shares: (transfer full): key of a request by the agent for a person, sent by courier, for @n orders. */
char *
vas_fixture_enter_shares (VasFixture         *self,
                          const char * const *orders,
                          const gint64       *fen,
                          guint               n)
{
  g_autoptr (VasCommand) command = vas_fixture_command (self, "request.enter", self->agent, NULL);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "account", self->account);
  vas_command_set_text (command, "title_kind", "personal");
  vas_command_set_text (command, "title", "个人");
  vas_command_set_text (command, "recipient_name", "单晓明");
  vas_command_set_text (command, "recipient_mobile", "13800138000");
  vas_command_set_text (command, "recipient_address", "广东省深圳市南山区示例路 1 号");
  for (guint i = 0; i < n; i++)
    vas_fixture_add_share (command, orders[i], fen[i], NULL, fen[i]);
  receipt = vas_fixture_save (self, command, 0);
  if (!receipt->applied)
    show_failures (receipt);
  g_assert_true (receipt->applied);

  return vas_fixture_first_subject (receipt, self, VAS_TYPE_REQUEST);
}

/** vas_fixture_enter: (transfer full): the same for one order. */
char *
vas_fixture_enter (VasFixture *self,
                   const char *order,
                   gint64      fen)
{
  return vas_fixture_enter_shares (self, &order, &fen, 1);
}

/** vas_fixture_enter_approved: (transfer full): key of a request that the clerk has approved. */
char *
vas_fixture_enter_approved (VasFixture *self,
                            const char *order,
                            gint64      fen)
{
  char *key = vas_fixture_enter (self, order, fen);
  g_autoptr (VasCommand) approve = vas_fixture_command (self, "request.approve", self->clerk, key);

  vas_fixture_apply (self, approve);

  return key;
}

VasRequest *
vas_fixture_get_request (VasFixture *self,
                         const char *key)
{
  g_autoptr (GError) error = NULL;
  VasRequest *request = vas_table_get (self->sql, VAS_TYPE_REQUEST, key, &error);

  g_assert_no_error (error);

  return request;
}

/** vas_fixture_count: the one number that a query gives. */
gint64
vas_fixture_count (VasFixture *self,
                   const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (self->sql, query, &error);
  gboolean row;

  g_assert_no_error (error);
  vas_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);

  return vas_statement_get_int (statement, 0);
}

/** vas_fixture_text: (transfer full): the one text that a query gives. */
char *
vas_fixture_text (VasFixture *self,
                  const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_sql_prepare (self->sql, query, &error);
  gboolean row;

  g_assert_no_error (error);
  vas_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);

  return g_strdup (vas_statement_get_text (statement, 0));
}
