/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: requests about personal data, their terms, and erasure: what it needs, what it takes away and what it leaves. */

#include "vas-issued.h"

#include "vas-calendar-day.h"
#include "vas-journal.h"
#include "vas-note.h"
#include "vas-payment.h"
#include "vas-period.h"
#include "vas-personal-copy.h"
#include "vas-personal-request.h"
#include "vas-personal-store.h"
#include "vas-search.h"
#include "vas-table.h"
#include "vas-uuid.h"

static VasCommand *
open_case (VasFixture *f,
           const char *actor,
           const char *kind,
           const char *received)
{
  VasCommand *command = vas_command_new ("personal.open", actor, f->now);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "kind", kind);
  vas_command_set_text (command, "source", "phone");
  vas_command_set_text (command, "text", "单晓明要求处理本人信息");
  vas_command_set_text (command, "identity", "回拨登记手机并核对订单");
  vas_command_set_text (command, "owner", f->clerk);
  if (received != NULL)
    vas_command_set_text (command, "received", received);

  return command;
}

static VasPersonalRequest *
get_case (VasFixture *f)
{
  return vas_table_find (f->sql, VAS_TYPE_PERSONAL_REQUEST, "account_key", f->account, NULL);
}

static VasPersonalRequest *
opened (VasFixture *f,
        const char *kind)
{
  g_autoptr (VasCommand) command = open_case (f, f->clerk, kind, NULL);

  vas_fixture_apply (f, command);
  return get_case (f);
}

static VasCommand *
act (VasFixture         *f,
     const char         *type,
     const char         *actor,
     VasPersonalRequest *request)
{
  VasCommand *command = vas_command_new (type, actor, f->now);

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (request)));
  return command;
}

static VasCommand *
say (VasFixture         *f,
     const char         *type,
     const char         *actor,
     VasPersonalRequest *request)
{
  VasCommand *command = act (f, type, actor, request);

  vas_command_set_text (command, g_str_equal (type, "personal.refuse") || g_str_equal (type, "personal.withdraw") ? "why" : "answer",
                        "已按请求办理");
  return command;
}

static VasAccount *
get_account (VasFixture *f)
{
  return vas_table_get (f->sql, VAS_TYPE_ACCOUNT, f->account, NULL);
}

static void
test_term (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) ahead = open_case (f, f->clerk, "copy", "2026-03-11");
  g_autoptr (VasCommand) command = open_case (f, f->agent, "copy", "2026-03-10");
  g_autoptr (VasPersonalRequest) request = NULL;

  vas_fixture_refuse (f, ahead, "personal-not-yet");
  vas_fixture_apply (f, command);
  request = get_case (f);
  g_assert_cmpstr (request->number, ==, "GR2603-0001");
  g_assert_cmpint (request->state, ==, VAS_PERSONAL_STATE_OPEN);
  g_assert_cmpint (request->due, ==, vas_date_from_ymd (2026, 3, 31));
}

/* Fifteen working days over the Spring Festival are more than thirty days: the shorter counts. */
static void
test_term_of_thirty_days (void)
{
  const VasCalendarException none[] = { { vas_date_from_ymd (2026, 10, 1), VAS_DAY_KIND_HOLIDAY, "x", "x" }, };
  g_autoptr (VasCalendarBuilder) builder = vas_calendar_builder_new ();
  g_autoptr (VasCalendar) plain = vas_calendar_new (none, 1, NULL);
  g_autoptr (VasCalendar) closed = NULL;
  const VasDate monday = vas_date_from_ymd (2026, 3, 2);

  for (int i = 1; i <= 21; i++)
    {
      const VasCalendarException day = { vas_date_add_days (monday, i), VAS_DAY_KIND_HOLIDAY, "x", "x" };

      g_assert_true (vas_calendar_builder_add (builder, &day, NULL));
    }
  closed = vas_calendar_builder_end (g_steal_pointer (&builder));
  g_assert_cmpint (vas_period_personal_term (plain, monday, 15, NULL), ==, vas_date_from_ymd (2026, 3, 23));
  g_assert_cmpint (vas_period_personal_term (plain, monday, 1, NULL), ==, vas_date_from_ymd (2026, 3, 3));
  g_assert_cmpint (vas_period_personal_term (closed, monday, 15, NULL), ==, vas_date_from_ymd (2026, 4, 1));
}

static void
import_day (VasFixture *f,
            int         year,
            int         month,
            int         day,
            VasDayKind  kind)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f, "import.calendar", f->administrator, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = vas_uuid_derive (vas_command_get_id (command), "day", f->now);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, vas_command_get_id (command), -1);
  VasCalendarDay *row = g_object_new (VAS_TYPE_CALENDAR_DAY, "key", key, "ver", (gint64) 1, "kind", (gint64) kind, "name", "x",
                                      "source-doc", "x", NULL);

  row->date = vas_date_from_ymd (year, month, day);
  g_ptr_array_add (rows, row);
  vas_command_set_text (command, "file", "calendar");
  vas_command_set_text (command, "sha256", digest);
  vas_command_set_int (command, "batch", 1);
  vas_command_set_payload (command, digest, rows);
  vas_fixture_apply (f, command);
}

/* 2026-03-14 is a Saturday, 2026-03-12 a Thursday. */
static void
test_calendar_moves (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) before = opened (f, "copy");
  g_autoptr (VasPersonalRequest) shorter = NULL;
  g_autoptr (VasPersonalRequest) later = NULL;

  g_assert_cmpint (before->due, ==, vas_date_from_ymd (2026, 3, 31));
  import_day (f, 2026, 3, 14, VAS_DAY_KIND_WORKDAY);
  shorter = get_case (f);
  g_assert_cmpint (shorter->due, ==, vas_date_from_ymd (2026, 3, 31));
  import_day (f, 2026, 3, 12, VAS_DAY_KIND_HOLIDAY);
  import_day (f, 2026, 3, 13, VAS_DAY_KIND_HOLIDAY);
  later = get_case (f);
  g_assert_cmpint (later->due, ==, vas_date_from_ymd (2026, 4, 1));
}

static void
test_answer (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = opened (f, "copy");
  g_autoptr (VasCommand) stranger = say (f, "personal.answer", f->second_clerk, request);
  g_autoptr (VasCommand) own = say (f, "personal.answer", f->clerk, request);
  g_autoptr (VasCommand) twice = say (f, "personal.refuse", f->supervisor, request);
  g_autoptr (VasPersonalRequest) answered = NULL;

  vas_fixture_refuse (f, stranger, "personal-not-own");
  vas_fixture_apply (f, own);
  answered = get_case (f);
  g_assert_cmpint (answered->state, ==, VAS_PERSONAL_STATE_ANSWERED);
  g_assert_cmpstr (answered->answer, ==, "已按请求办理");
  g_assert_cmpstr (answered->answered_by, ==, f->clerk);
  g_assert_cmpint (answered->answered_at, ==, f->now);
  vas_fixture_refuse (f, twice, "personal-ended");
}

static void
test_refusal_and_withdrawal (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *type = data;
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) command = say (f, type, f->supervisor, request);
  g_autoptr (VasPersonalRequest) ended = NULL;

  vas_fixture_apply (f, command);
  ended = get_case (f);
  g_assert_cmpint (ended->state, ==, g_str_equal (type, "personal.refuse") ? VAS_PERSONAL_STATE_REFUSED : VAS_PERSONAL_STATE_WITHDRAWN);
  g_assert_cmpstr (ended->answer, ==, "已按请求办理");
}

static void
test_correct (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = opened (f, "correction");
  g_autoptr (VasCommand) nothing = act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) wrong = act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) address = act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) command = act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasAccount) account = NULL;

  vas_command_set_text (wrong, "mobile", "1381234123");
  vas_command_set_text (address, "email", "shan@@example.invalid");
  vas_command_set_text (command, "name", "单小明");
  vas_command_set_text (command, "mobile", "139 1111 2222");
  vas_command_set_text (command, "email", "shan@example.invalid");
  vas_fixture_refuse (f, nothing, "personal-nothing-given");
  vas_fixture_refuse (f, wrong, "personal-mobile-malformed");
  vas_fixture_refuse (f, address, "personal-email-malformed");
  vas_fixture_apply (f, command);
  account = get_account (f);
  g_assert_cmpstr (account->name, ==, "单小明");
  g_assert_cmpstr (account->mobile, ==, "13911112222");
  g_assert_cmpstr (account->mobile_masked, ==, "139****2222");
  g_assert_cmpstr (account->mobile_last4, ==, "2222");
  g_assert_cmpstr (account->email, ==, "shan@example.invalid");
}

static void
test_kinds (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) answer = say (f, "personal.answer", f->clerk, request);
  g_autoptr (VasCommand) correct = act (f, "personal.correct", f->clerk, request);
  g_autoptr (VasCommand) copy = act (f, "personal.copy", f->clerk, request);

  vas_command_set_text (correct, "name", "单小明");
  vas_command_set_int (copy, "rows", 1);
  vas_command_set_text (copy, "digest", "x");
  vas_fixture_refuse (f, answer, "personal-answer-erases");
  vas_fixture_refuse (f, correct, "personal-not-correction");
  vas_fixture_refuse (f, copy, "personal-not-copy");
}

static void
test_only_an_erasure_erases (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = opened (f, "copy");
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);

  vas_fixture_refuse (f, erase, "personal-not-erasure");
}

static void
test_two_persons (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) command = open_case (f, f->supervisor, "erasure", NULL);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) own = NULL, clerk = NULL, second = NULL;

  vas_fixture_apply (f, command);
  request = get_case (f);
  own = say (f, "personal.erase", f->supervisor, request);
  clerk = say (f, "personal.erase", f->clerk, request);
  second = say (f, "personal.erase", f->administrator, request);
  vas_fixture_refuse (f, own, "erase-by-proposer");
  vas_fixture_refuse (f, clerk, "role-missing");
  vas_fixture_apply (f, second);
}

static void
test_open_work (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *invoice = vas_fixture_enter (f, order, 9800);
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) early = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, invoice);

  vas_fixture_refuse (f, early, "erase-requests-open");
  vas_fixture_apply (f, withdraw);
  vas_fixture_apply (f, late);
}

static void
test_open_complaint (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) complain = vas_command_new ("complaint.open", f->agent, f->now);
  g_autoptr (VasCommand) answer = vas_command_new ("complaint.answer", f->clerk, f->now);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) erase = NULL, again = NULL;
  g_autofree char *note = NULL;

  vas_command_set_text (complain, "subject", "account");
  vas_command_set_text (complain, "subject_key", f->account);
  vas_command_set_text (complain, "text", "太慢");
  vas_command_set_text (complain, "owner", f->clerk);
  vas_command_set_text (complain, "due", "2026-03-20");
  vas_fixture_apply (f, complain);
  request = opened (f, "erasure");
  erase = say (f, "personal.erase", f->supervisor, request);
  vas_fixture_refuse (f, erase, "erase-complaints-open");
  note = vas_fixture_text (f, "SELECT key FROM note");
  vas_command_set_text (answer, "note", note);
  vas_command_set_text (answer, "answer", "已说明");
  vas_fixture_apply (f, answer);
  again = say (f, "personal.erase", f->supervisor, request);
  vas_fixture_apply (f, again);
}

/* An order that may still be paid needs the user; once it is closed it does not. */
static void
test_open_order (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, NULL);
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) early = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) close = vas_command_new ("order.close", f->agent, f->now);

  vas_fixture_refuse (f, early, "erase-orders-unpaid");
  vas_command_set_text (close, "order", order);
  vas_command_set_text (close, "reason", "用户取消");
  vas_fixture_apply (f, close);
  vas_fixture_apply (f, late);
}

/* A payment that is at the payment desk is somebody's to be given back; that of another order is another's. */
static void
test_open_payment (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasPayment) payment = g_object_new (VAS_TYPE_PAYMENT, "key", key, "transaction-no", "4200001", "channel",
                                                 (gint64) VAS_CHANNEL_WECHAT, "order-number", "26010100000001", "amount", (gint64) 9800,
                                                 "paid-at", f->now, "state", (gint64) VAS_PAYMENT_STATE_DESK, NULL);
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) early = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) late = say (f, "personal.erase", f->supervisor, request);

  g_assert_true (vas_table_insert (f->sql, VAS_ENTITY (payment), NULL));
  vas_fixture_refuse (f, early, "erase-payments-open");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE payment SET order_number = '26010100000009'", NULL));
  vas_fixture_apply (f, late);
}

/* A message that the shop has still to send needs its words. */
static void
test_waiting_notice (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "26010100000002", "00000001", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", sheet);
  g_autoptr (VasPersonalRequest) request = NULL;
  g_autoptr (VasCommand) early = NULL, late = NULL;

  vas_issued_tell (f, key, "sms", "您的发票已寄出，单号 SF1234567890123。");
  vas_issued_event (f, parcel, "signed");
  request = opened (f, "erasure");
  early = say (f, "personal.erase", f->supervisor, request);
  late = say (f, "personal.erase", f->supervisor, request);
  vas_fixture_refuse (f, early, "erase-notices-waiting");
  g_assert_true (vas_sql_exec (f->sql, "UPDATE notice SET state = 'told'", NULL));
  vas_fixture_apply (f, late);
}

static void
test_other_case (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) other = open_case (f, f->clerk, "copy", NULL);
  g_autoptr (VasCommand) withdraw = vas_command_new ("personal.withdraw", f->clerk, f->now);
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) again = say (f, "personal.erase", f->supervisor, request);
  g_autofree char *key = NULL;

  vas_fixture_apply (f, other);
  vas_fixture_refuse (f, erase, "erase-cases-open");
  key = vas_fixture_text (f, "SELECT key FROM personal_request WHERE kind = 'copy'");
  vas_command_set_text (withdraw, "request", key);
  vas_command_set_text (withdraw, "why", "用户撤回");
  vas_fixture_apply (f, withdraw);
  vas_fixture_apply (f, again);
}

/* A request that was issued, sent, signed for and told. */
static char *
finish (VasFixture *f)
{
  g_autofree char *sheet = NULL;
  g_autofree char *request = vas_issued_ready (f, "26010100000002", "00000001", &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", sheet);
  g_autoptr (VasPersonalRequest) erasure = NULL;
  g_autoptr (VasCommand) early = NULL;

  vas_issued_tell (f, request, "phone", "您的发票已寄出，单号 SF1234567890123。");
  erasure = opened (f, "erasure");
  early = say (f, "personal.erase", f->supervisor, erasure);
  vas_fixture_refuse (f, early, "erase-parcels-open");
  vas_issued_event (f, parcel, "signed");

  return g_steal_pointer (&request);
}

static gint64
count_values (VasFixture *f)
{
  return vas_fixture_count (f, "SELECT count (*) FROM personal_value p JOIN command_log l ON l.command_id = p.command_id "
                               "WHERE p.value IS NOT NULL AND l.type <> 'personal.erase'");
}

static void
test_erase (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autoptr (VasPersonalRequest) request = get_case (f);
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);
  const gboolean indexed = vas_sql_get_engine (f->sql) == VAS_SQL_SQLITE;
  g_autoptr (GPtrArray) before = indexed ? vas_search_accounts (f->sql, "单晓明", 0, NULL) : NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (VasAccount) account = NULL;
  g_autoptr (VasRequest) locked = NULL;
  g_autofree char *title = NULL, *taxpayer_id = NULL;

  g_assert_true (!indexed || before->len == 1);
  vas_fixture_apply (f, erase);
  account = get_account (f);
  g_assert_null (account->name);
  g_assert_null (account->mobile_masked);
  g_assert_cmpstr (account->name_masked, ==, VAS_PERSONAL_MASK);
  g_assert_cmpint (account->erased_at, ==, f->now);
  after = indexed ? vas_search_accounts (f->sql, "单晓明", 0, NULL) : NULL;
  g_assert_true (!indexed || after->len == 0);
  g_assert_cmpint (count_values (f), ==, 0);

  locked = vas_fixture_get_request (f, key);
  g_assert_cmpstr (locked->title, ==, VAS_PERSONAL_MASK);
  g_assert_null (locked->recipient_name_masked);
  g_assert_cmpint (locked->locked_at, ==, f->now);
  g_assert_true (vas_locked_read (f->sql, key, &title, &taxpayer_id, NULL));
  g_assert_nonnull (title);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM parcel WHERE recipient_name IS NOT NULL OR recipient_name_masked IS NOT NULL"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM notice WHERE text <> '***'"), ==, 0);
}

/* What the caller said of the order goes; order and amount are of the house. */
static void
test_stated (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, "0001");
  g_autofree char *invoice = NULL;
  g_autoptr (VasCommand) withdraw = NULL, erase = NULL;
  g_autoptr (VasPersonalRequest) request = NULL;

  vas_fixture_apply (f, enter);
  invoice = vas_fixture_text (f, "SELECT key FROM request");
  withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, invoice);
  vas_fixture_apply (f, withdraw);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE stated_order = '0001'"), ==, 1);
  request = opened (f, "erasure");
  erase = say (f, "personal.erase", f->supervisor, request);
  vas_fixture_apply (f, erase);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE coalesce (stated_order, stated_service) IS NOT NULL"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE amount = 9800"), ==, 1);
}

static void
test_nothing_comes_back (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autoptr (VasPersonalRequest) request = opened (f, "erasure");
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, NULL);

  vas_fixture_apply (f, erase);
  vas_fixture_refuse (f, enter, "account-erased");
}

static VasCommand *
give_photo (VasFixture *f,
            const char *request,
            const char *sheet)
{
  VasCommand *command = vas_fixture_command (f, "photo.give", f->agent, request);

  vas_command_set_text (command, "fapiao", sheet);
  vas_command_set_text (command, "channel", "phone");
  vas_command_set_text (command, "text", "已口头告知");
  return command;
}

static VasCommand *
reveal_title (VasFixture *f,
              const char *actor,
              const char *request)
{
  VasCommand *command = vas_command_new ("personal.reveal", actor, f->now);
  JsonArray *fields = json_array_new ();

  vas_command_set_text (command, "subject", "request");
  vas_command_set_text (command, "subject_key", request);
  json_array_add_string_element (fields, "title");
  json_object_set_array_member (vas_command_get_args (command), "fields", fields);
  vas_command_set_text (command, "reason", "税务检查");
  return command;
}

static void
test_locked_guard (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autoptr (VasPersonalRequest) request = get_case (f);
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);

  g_assert_false (vas_sql_exec (f->sql, "UPDATE request SET title = '***'", NULL));
  vas_fixture_apply (f, erase);
  g_assert_false (vas_sql_exec (f->sql, "UPDATE request SET title = 'x'", NULL));
  g_assert_false (vas_sql_exec (f->sql, "UPDATE locked_value SET title = 'x'", NULL));
  g_assert_false (vas_sql_exec (f->sql, "DELETE FROM locked_value", NULL));
}

static void
test_copy (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000001", 9800, "2026-03-01");
  g_autofree char *invoice = vas_fixture_enter (f, order, 9800);
  g_autoptr (GPtrArray) values = vas_personal_copy (f->sql, f->account, NULL);
  guint names = 0, orders = 0, recipients = 0, stated = 0;

  for (guint i = 0; i < values->len; i++)
    {
      VasPersonalValue *value = g_ptr_array_index (values, i);

      names += g_str_equal (value->record, "account") && g_str_equal (value->field, "name") && g_str_equal (value->value, "单晓明");
      orders += g_str_equal (value->record, "orders") && g_str_equal (value->field, "number");
      recipients += g_str_equal (value->field, "recipient_mobile");
      stated += g_str_equal (value->record, "share") && g_str_equal (value->field, "stated_amount");
    }
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (orders, ==, 1);
  g_assert_cmpuint (recipients, ==, 1);
  g_assert_cmpuint (stated, ==, 1);
}

/* What tax law keeps: its photo is given to nobody, its title to auditors and administrators. */
static void
test_locked_is_shown_to_few (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = finish (f);
  g_autofree char *sheet = vas_fixture_text (f, "SELECT key FROM fapiao");
  g_autoptr (VasPersonalRequest) request = get_case (f);
  g_autoptr (VasCommand) erase = say (f, "personal.erase", f->supervisor, request);
  g_autoptr (VasCommand) before = give_photo (f, key, sheet), after = give_photo (f, key, sheet);
  g_autoptr (VasCommand) clerk = reveal_title (f, f->clerk, key);
  g_autoptr (VasCommand) administrator = reveal_title (f, f->administrator, key);

  vas_fixture_apply (f, before);
  vas_fixture_apply (f, erase);
  vas_fixture_refuse (f, after, "sheet-locked");
  vas_fixture_refuse (f, clerk, "locked-is-auditors");
  vas_fixture_apply (f, administrator);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/personal/open/has-a-number-and-fifteen-working-days-R29", test_term);
  g_test_add_func ("/personal/open/never-more-than-thirty-days-R29", test_term_of_thirty_days);
  ADD ("/personal/open/a-new-holiday-moves-the-term-and-nothing-shortens-it-R29", test_calendar_moves);
  ADD ("/personal/answer/by-its-owner-once-R29", test_answer);
  g_test_add ("/personal/refuse/says-why-R29", VasFixture *, "personal.refuse", vas_fixture_set_up, test_refusal_and_withdrawal, vas_fixture_tear_down);
  g_test_add ("/personal/withdraw/ends-it-R29", VasFixture *, "personal.withdraw", vas_fixture_set_up, test_refusal_and_withdrawal, vas_fixture_tear_down);
  ADD ("/personal/correct/sets-whole-and-masked-values-R29", test_correct);
  ADD ("/personal/kinds/each-has-its-own-way-to-an-answer-R29", test_kinds);
  ADD ("/personal/copy/holds-every-value-R29", test_copy);
  ADD ("/personal/erase/needs-a-second-person-R30", test_two_persons);
  ADD ("/personal/erase/waits-for-open-requests-R29", test_open_work);
  ADD ("/personal/erase/waits-for-complaints-R29", test_open_complaint);
  ADD ("/personal/erase/waits-for-orders-that-may-be-paid-R29", test_open_order);
  ADD ("/personal/erase/waits-for-payments-at-the-desk-R29", test_open_payment);
  ADD ("/personal/erase/waits-for-messages-that-are-not-sent-R29", test_waiting_notice);
  ADD ("/personal/erase/only-where-it-was-asked-for-R29", test_only_an_erasure_erases);
  ADD ("/personal/erase/waits-for-other-requests-of-the-user-R29", test_other_case);
  ADD ("/personal/erase/leaves-nothing-but-what-is-locked-R29", test_erase);
  ADD ("/personal/erase/takes-what-was-stated-R13-R29", test_stated);
  ADD ("/personal/erase/nothing-comes-back-R29", test_nothing_comes_back);
  ADD ("/personal/locked/no-photo-and-a-title-for-auditors-R29", test_locked_is_shown_to_few);
  ADD ("/personal/erase/locking-is-all-that-changes-what-is-issued-R17", test_locked_guard);

  return g_test_run ();
}
