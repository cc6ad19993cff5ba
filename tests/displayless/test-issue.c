/* SPDX-License-Identifier: GPL-3.0-or-later */

/* 绑定 → 已开: number, amount, kind, date and check code of a sheet against what was bound; and that nothing changes after (R17, R20). */

#include "vas-fixture-paper.h"

#include "vas-fapiao-line.h"
#include "vas-ledger.h"
#include "vas-setting.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

static void
set_up (VasFixture    **fixture,
        gconstpointer   data)
{
  *fixture = vas_fixture_new ();
  vas_fixture_receive (*fixture, "00000101", "00000150");
}

/* A request of ¥298.00 with number 00000101: 281.13 + 16.87. */
static char *
bind_one (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");

  return vas_fixture_enter_bound (f, order, 29800);
}

static void
test_issue_moves_the_case (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) issue = vas_fixture_issue (f, "00000101");
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;

  vas_fixture_apply (f, claim);
  vas_command_set_text (issue, "check_code", "48114 25554 21682 94433");
  vas_fixture_apply (f, issue);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_ISSUED);
  g_assert_cmpint (sheet->issued_on, ==, vas_instant_to_date (f->now));
  g_assert_cmpint (sheet->issued_at, ==, f->now);
  g_assert_cmpstr (sheet->issued_by, ==, f->clerk);
  g_assert_cmpstr (sheet->check_code, ==, "48114255542168294433");
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_SHIP);
  g_assert_cmpint (request->due, ==, vas_instant_to_date (f->now) + 1);
  g_assert_null (request->claimed_by);
}

static void
test_pickup_goes_to_pickup (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_issue (f, "00000101");
  g_autoptr (VasRequest) request = NULL;

  g_assert_true (vas_sql_exec (f->sql, "UPDATE request SET delivery = 'pickup'", NULL));
  vas_fixture_apply (f, issue);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_TO_PICKUP);
}

static void
test_roles (VasFixture    **fixture,
            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->agent, "00000101");

  g_assert_nonnull (key);
  vas_command_set_text (issue, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (issue, "number", "00000101");
  vas_command_set_text (issue, "date", "2026-03-10");
  vas_fixture_refuse (f, issue, "role-missing");
}

static void
refuse_qr (VasFixture *f,
           const char *qr,
           const char *code)
{
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");

  vas_command_set_text (issue, "qr_text", qr);
  vas_fixture_refuse (f, issue, code);
}

static void
test_scan (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  const char *qr = "01,04,044001900104,00000101,281.13,20260310,48114255542168294433,DBFE,";
  g_autoptr (VasCommand) agreeing = vas_fixture_issue (f, "00000101");
  g_autoptr (VasCommand) typed_date = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");
  g_autoptr (VasCommand) typed_net = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");
  g_autoptr (VasFapiao) sheet = NULL;

  g_assert_nonnull (key);
  refuse_qr (f, "01,04,044001900104,00000101,281.13,20260231,48114255542168294433,DBFE,", "qr-unreadable");
  refuse_qr (f, "01,10,044001900104,00000101,281.13,20260310,48114255542168294433,DBFE,", "kind-differs");
  refuse_qr (f, "01,32,,23442000000014209621,298,20260310,,74AE", "kind-differs");
  refuse_qr (f, "01,04,044001900104,00000101,298.00,20260310,48114255542168294433,DBFE,", "amount-differs");
  refuse_qr (f, "01,04,044001900104,00000101,-281.13,20260310,48114255542168294433,DBFE,", "amount-differs");
  vas_command_set_text (typed_date, "qr_text", qr);
  vas_command_set_text (typed_date, "date", "2026-03-09");
  vas_fixture_refuse (f, typed_date, "qr-differs");
  vas_command_set_text (typed_net, "qr_text", qr);
  vas_command_set_int (typed_net, "net", 28112);
  vas_fixture_refuse (f, typed_net, "qr-differs");

  vas_command_set_text (agreeing, "qr_text", qr);
  vas_fixture_apply (f, agreeing);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpstr (sheet->qr_text, ==, qr);
  g_assert_cmpstr (sheet->check_code, ==, "48114255542168294433");
  g_assert_cmpint (sheet->difference, ==, 0);
}

static void
test_dirty_scan_is_read (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");

  g_assert_nonnull (key);
  vas_command_set_text (issue, "qr_text", "01，04，044001900104，00000101， 281.13，2026-03-10，48114255542168294433");
  vas_fixture_apply (f, issue);
}

static void
test_typed_needs_number_and_date (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  vas_command_set_text (issue, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (issue, "number", "00000101");
  vas_sql_begin (f->sql, NULL);
  g_assert_null (vas_ledger_save (f->sql, issue, 0, f->now, &error));
  vas_sql_rollback (f->sql);
  g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
}

/* Two cases of ¥98 must never swap, whatever is acknowledged. */
static void
test_number_of_another_case (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter_bound (f, order, 9800);
  g_autofree char *two = vas_fixture_enter_bound (f, order, 9800);
  g_autoptr (VasCommand) swapped = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");
  g_autoptr (VasReceipt) receipt = NULL;
  VasFinding *finding;

  g_assert_true (one != NULL && two != NULL);
  vas_command_set_text (swapped, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (swapped, "number", "00000102");
  vas_command_set_text (swapped, "date", "2026-03-10");
  vas_command_set_int (swapped, "net", 9245);
  vas_command_acknowledge (swapped, "number-of-other-case");
  receipt = vas_fixture_save (f, swapped, 0);
  g_assert_false (receipt->applied);
  finding = vas_verdict_find_code (receipt->verdict, "number-of-other-case");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->outcome, ==, VAS_OUTCOME_FAIL);
  g_assert_cmpstr (vas_finding_get_text (finding, "case"), ==, "KP2603-000002");
}

static void
refuse_number (VasFixture *f,
               const char *code,
               const char *number,
               const char *finding)
{
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");

  vas_command_set_text (issue, "code", code);
  vas_command_set_text (issue, "number", number);
  vas_command_set_text (issue, "date", "2026-03-10");
  vas_fixture_refuse (f, issue, finding);
}

static void
set_setting (VasFixture *f,
             const char *name,
             const char *value)
{
  g_autofree char *key = vas_uuid_v7 (f->now);
  g_autoptr (VasSetting) setting = g_object_new (VAS_TYPE_SETTING, "key", key, "ver", (gint64) 1, "name", name, "value", value, NULL);

  g_assert_true (vas_table_insert (f->sql, VAS_ENTITY (setting), NULL));
}

static void
test_number_bound_to_nobody (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = NULL;

  set_setting (f, "sheet.limit", "20000");
  key = vas_fixture_enter_bound (f, order, 29800);
  g_assert_nonnull (key);
  refuse_number (f, VAS_FIXTURE_CODE, "00000103", "number-not-bound");
  refuse_number (f, "044001900105", "00000101", "number-not-bound");
  refuse_number (f, VAS_FIXTURE_CODE, "00000102", "number-of-other-sheet");
}

static void
test_several_sheets (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) one = NULL;
  g_autoptr (VasCommand) two = NULL;
  g_autoptr (VasRequest) half = NULL;
  g_autoptr (VasRequest) whole = NULL;

  set_setting (f, "sheet.limit", "20000");
  key = vas_fixture_enter_bound (f, order, 29800);
  one = vas_fixture_issue (f, "00000101");
  two = vas_fixture_issue (f, "00000102");
  vas_fixture_apply (f, one);
  half = vas_fixture_get_request (f, key);
  g_assert_cmpint (half->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  vas_fixture_apply (f, two);
  whole = vas_fixture_get_request (f, key);
  g_assert_cmpint (whole->state, ==, VAS_REQUEST_STATE_TO_SHIP);
}

static void
judge_net (VasFixture *f,
           gint64      net,
           const char *code,
           VasOutcome  outcome)
{
  g_autoptr (VasCommand) issue = vas_fixture_issue (f, "00000101");
  g_autoptr (VasReceipt) receipt = NULL;
  VasFinding *finding;

  vas_command_set_int (issue, "net", net);
  vas_command_acknowledge (issue, "amount-differs");
  receipt = vas_fixture_save (f, issue, 0);
  finding = vas_verdict_find_code (receipt->verdict, code);
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->outcome, ==, outcome);
  g_assert_cmpint (receipt->applied, ==, outcome == VAS_OUTCOME_PASS);
}

static void
test_amount_within_a_fen_a_line (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) rounded = vas_fixture_issue (f, "00000101");
  g_autoptr (VasFapiao) sheet = NULL;

  g_assert_nonnull (key);
  judge_net (f, 28111, "amount-differs", VAS_OUTCOME_FAIL);
  judge_net (f, 28112, "rounding-difference", VAS_OUTCOME_ASK);
  judge_net (f, 28114, "rounding-difference", VAS_OUTCOME_ASK);
  judge_net (f, 28115, "amount-differs", VAS_OUTCOME_FAIL);
  judge_net (f, G_MAXINT64, "amount-differs", VAS_OUTCOME_FAIL);

  vas_command_set_int (rounded, "net", 28112);
  vas_command_acknowledge (rounded, "rounding-difference");
  vas_fixture_apply (f, rounded);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->difference, ==, -1);
  g_assert_cmpint (sheet->net, ==, 28113);
}

static void
test_amount_of_two_lines (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *other = vas_fixture_add_order (f, "2025060110000002", 29800, "2025-06-01");
  g_autoptr (VasCommand) enter = vas_fixture_command (f, "request.enter", f->agent, NULL);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) approve = NULL;
  g_autoptr (VasCommand) print = NULL;

  vas_command_set_text (enter, "account", f->account);
  vas_command_set_text (enter, "title_kind", "personal");
  vas_command_set_text (enter, "title", "个人");
  vas_command_set_text (enter, "delivery", "pickup");
  vas_fixture_add_share (enter, order, 29800, NULL, 29800);
  vas_fixture_add_share (enter, other, 29800, NULL, 29800);
  receipt = vas_fixture_save (f, enter, 0);
  g_assert_true (receipt->applied);
  key = vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
  approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  vas_fixture_apply (f, approve);
  print = vas_fixture_print (f, key);
  vas_fixture_apply (f, print);

  judge_net (f, 2 * 28113 - 3, "amount-differs", VAS_OUTCOME_FAIL);
  judge_net (f, 2 * 28113 - 2, "rounding-difference", VAS_OUTCOME_ASK);
  judge_net (f, 2 * 28113 + 3, "amount-differs", VAS_OUTCOME_FAIL);
  judge_net (f, 2 * 28113, "amount-agrees", VAS_OUTCOME_PASS);
}

static void
test_total_is_exact (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) wrong = vas_fixture_issue (f, "00000101");
  g_autoptr (VasCommand) right = vas_fixture_issue (f, "00000101");

  g_assert_nonnull (key);
  vas_command_set_int (wrong, "total", 29801);
  vas_fixture_refuse (f, wrong, "amount-differs");
  vas_command_set_int (right, "total", 29800);
  vas_fixture_apply (f, right);
}

/* Without an amount the proposed one stands, and the trail says that it was so; any amount that is given is judged. */
static void
test_amount_proposed (VasFixture    **fixture,
                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) wrong = vas_fixture_issue (f, "00000101");
  g_autoptr (VasCommand) none = vas_fixture_issue (f, "00000101");
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  VasFinding *finding;

  g_assert_nonnull (key);
  vas_command_set_int (wrong, "total", 0);
  vas_fixture_refuse (f, wrong, "amount-differs");
  receipt = vas_fixture_save (f, none, 0);
  g_assert_true (receipt->applied);
  finding = vas_verdict_find_code (receipt->verdict, "amount-proposed");
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->outcome, ==, VAS_OUTCOME_PASS);
  g_assert_null (vas_verdict_find_code (receipt->verdict, "amount-agrees"));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'fapiao.issue' AND "
                                         "verdict LIKE '%amount-proposed%' AND verdict LIKE '%29800%'"), ==, 1);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->amount, ==, 29800);
  g_assert_cmpint (sheet->difference, ==, 0);
}

static void
test_amount_given (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) total = vas_fixture_issue (f, "00000101");
  g_autoptr (VasReceipt) receipt = NULL;

  g_assert_nonnull (key);
  vas_command_set_int (total, "total", 29800);
  receipt = vas_fixture_save (f, total, 0);
  g_assert_true (receipt->applied);
  g_assert_nonnull (vas_verdict_find_code (receipt->verdict, "amount-agrees"));
  g_assert_null (vas_verdict_find_code (receipt->verdict, "amount-proposed"));
}

static void
judge_date (VasFixture *f,
            const char *date,
            const char *code)
{
  g_autoptr (VasCommand) issue = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");

  vas_command_set_text (issue, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (issue, "number", "00000101");
  vas_command_set_text (issue, "date", date);
  vas_fixture_refuse (f, issue, code);
}

static void
test_date (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = NULL;

  g_assert_nonnull (key);
  f->now += 2 * VAS_INSTANT_DAY;
  judge_date (f, "2026-03-13", "date-in-future");
  judge_date (f, "2026-03-09", "date-before-binding");
  judge_date (f, "2026-03-10", "date-not-today");
  judge_date (f, "2026-03-11", "date-not-today");
  issue = vas_fixture_issue (f, "00000101");
  vas_fixture_apply (f, issue);
}

static void
test_earlier_date_is_acknowledged (VasFixture    **fixture,
                                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_issue (f, "00000101");
  g_autoptr (VasCommand) later = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  g_assert_nonnull (key);
  f->now += VAS_INSTANT_DAY;
  later = vas_fixture_on_sheet (f, "fapiao.issue", f->clerk, "00000101");
  vas_command_set_text (later, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (later, "number", "00000101");
  vas_command_set_text (later, "date", "2026-03-10");
  vas_command_acknowledge (later, "date-not-today");
  vas_fixture_apply (f, later);
  sheet = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (sheet->issued_on, ==, vas_instant_to_date (f->now) - 1);
}

static void
test_check_code (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = bind_one (f);
  g_autoptr (VasCommand) issue = vas_fixture_issue (f, "00000101");

  g_assert_nonnull (key);
  vas_command_set_text (issue, "check_code", "4811425554216829443");
  vas_fixture_refuse (f, issue, "check-code-malformed");
}

static void
test_skipped_number_is_asked_about (VasFixture    **fixture,
                                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter_bound (f, order, 9800);
  g_autofree char *two = vas_fixture_enter_bound (f, order, 9800);
  g_autofree char *three = vas_fixture_enter_bound (f, order, 9800);
  g_autoptr (VasCommand) second = vas_fixture_issue (f, "00000102");
  g_autoptr (VasCommand) knowing = vas_fixture_issue (f, "00000102");
  g_autoptr (VasCommand) third = vas_fixture_issue (f, "00000103");
  g_autoptr (VasCommand) first = vas_fixture_issue (f, "00000101");

  g_assert_true (one != NULL && two != NULL && three != NULL);
  vas_fixture_refuse (f, second, "number-skipped");
  vas_command_acknowledge (knowing, "number-skipped");
  vas_fixture_apply (f, knowing);
  vas_fixture_apply (f, third);
  vas_fixture_apply (f, first);
}

static void
test_issued_once (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_issued (f, order, 29800);
  g_autoptr (VasCommand) again = vas_fixture_issue (f, "00000101");
  g_autoptr (VasCommand) unbind = vas_fixture_on_sheet (f, "print.unbind", f->clerk, "00000101");
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "request.correct", f->agent, key);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->agent, key);

  vas_fixture_refuse (f, again, "already-issued");
  vas_command_set_text (unbind, "reason", "试试");
  vas_fixture_refuse (f, unbind, "sheet-not-bound");
  vas_command_set_text (correct, "title", "别人");
  vas_fixture_refuse (f, correct, "state-moved");
  vas_fixture_refuse (f, withdraw, "state-moved");
}

static void
refuse_sql (VasFixture *f,
            const char *statement)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", statement);
  g_assert_false (vas_sql_exec (f->sql, statement, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
}

static void
test_sql_cannot_change_it (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_issued (f, order, 29800);
  const char * const statements[] = {
    "UPDATE fapiao SET number = '00000102'", "UPDATE fapiao SET code = '044001900105'", "UPDATE fapiao SET amount = 1",
    "UPDATE fapiao SET net = 1", "UPDATE fapiao SET tax = 1", "UPDATE fapiao SET request_key = NULL",
    "UPDATE fapiao SET state = 'blank'", "UPDATE fapiao SET state = 'bound'", "UPDATE fapiao SET issued_on = issued_on - 1",
    "UPDATE fapiao SET check_code = '0'", "UPDATE fapiao SET qr_text = 'x'", "UPDATE fapiao SET issued_by = 'x'",
    "DELETE FROM fapiao", "UPDATE fapiao_line SET gross = gross + 1, net = net + 1", "DELETE FROM fapiao_line",
    "UPDATE request SET title = '别人'", "UPDATE request SET taxpayer_id = 'x'", "UPDATE request SET amount = 1",
    "UPDATE request SET requested_at = 1", "UPDATE request SET account_key = 'x'", "DELETE FROM request",
    "UPDATE share SET amount = 1", "UPDATE share SET order_key = 'x'", "DELETE FROM share",
  };

  g_assert_nonnull (key);
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    refuse_sql (f, statements[i]);
  g_assert_true (vas_sql_exec (f->sql, "UPDATE fapiao SET photo = 'x', place = 'envelope'", NULL));
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/issue/the-last-sheet-moves-the-case-on", test_issue_moves_the_case);
  ADD ("/issue/a-pick-up-waits-for-the-user", test_pickup_goes_to_pickup);
  ADD ("/issue/clerks-issue-R30", test_roles);
  ADD ("/issue/scan/what-the-code-says-must-agree-R20", test_scan);
  ADD ("/issue/scan/a-dirty-code-is-read", test_dirty_scan_is_read);
  ADD ("/issue/typed/needs-code-number-and-date", test_typed_needs_number_and_date);
  ADD ("/issue/number/of-another-case-never-passes-R20", test_number_of_another_case);
  ADD ("/issue/number/bound-to-nobody-never-passes-R20", test_number_bound_to_nobody);
  ADD ("/issue/number/a-skipped-one-is-asked-about-once-R20", test_skipped_number_is_asked_about);
  ADD ("/issue/several-sheets-add-up-to-the-amount-R20", test_several_sheets);
  ADD ("/issue/amount/a-fen-a-line-passes-with-a-key-R20", test_amount_within_a_fen_a_line);
  ADD ("/issue/amount/two-lines-two-fen-R20", test_amount_of_two_lines);
  ADD ("/issue/amount/the-total-is-exact-R20", test_total_is_exact);
  ADD ("/issue/amount/none-is-the-proposed-one-and-recorded-R20", test_amount_proposed);
  ADD ("/issue/amount/one-that-is-given-agrees-R20", test_amount_given);
  ADD ("/issue/date/from-the-binding-to-today-R20", test_date);
  ADD ("/issue/date/an-earlier-one-passes-with-a-key", test_earlier_date_is_acknowledged);
  ADD ("/issue/check-code-has-its-form", test_check_code);
  ADD ("/issue/after-issue-no-command-changes-it-R17", test_issued_once);
  ADD ("/issue/after-issue-no-sql-changes-it-R17", test_sql_cannot_change_it);
  return g_test_run ();
}
