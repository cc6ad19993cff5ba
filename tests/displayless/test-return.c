/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R21: the return of a fapiao for a refund: verified, voided or reversed; or the tax loss recorded. And the gate of the refund.
 * It is long because every finding of the rule is seen, on the same opened return. */

#include "vas-issued.h"

#include "vas-case-store.h"
#include "vas-return-rules.h"
#include "vas-table.h"
#include "vas-uuid.h"

#define CODE "044002100304"
#define NUMBER "00015045"
#define QR "01,04," CODE "," NUMBER ",281.13,20260309,48114255542168294433,DBFE,"

static VasCommand *
on_request (VasFixture *f,
            const char *type,
            const char *actor,
            const char *request)
{
  VasCommand *command = vas_fixture_command (f, type, actor, request);

  if (g_str_equal (type, "return.open") || g_str_equal (type, "return.cancel"))
    vas_command_set_text (command, "reason", "用户申请退款");
  if (g_str_equal (type, "return.loss"))
    vas_command_set_text (command, "declared", "用户声明发票已遗失");

  return command;
}

/* A case whose return is open, its one sheet with the user. */
static char *
opened (VasFixture  *f,
        char       **sheet)
{
  char *key = vas_issued_ready (f, "2025060110000001", NUMBER, sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", *sheet);
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);

  vas_issued_event (f, parcel, "signed");
  vas_issued_tell (f, key, "phone", "SF1234567890123");
  vas_fixture_apply (f, open);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_RETURNING);

  return key;
}

static VasCommand *
verify (VasFixture *f,
        const char *request,
        const char *sheet,
        const char *number,
        const char *qr,
        gboolean    agrees)
{
  VasCommand *command = on_request (f, "return.verify", f->clerk, request);

  vas_command_set_text (command, "fapiao", sheet);
  vas_command_set_text (command, "code", CODE);
  vas_command_set_text (command, "number", number);
  vas_command_set_text (command, "qr_text", qr);
  vas_command_set_bool (command, "agrees_with_photo", agrees);

  return command;
}

static void
verified (VasFixture *f,
          const char *request,
          const char *sheet,
          const char *number)
{
  g_autoptr (VasCommand) command = verify (f, request, sheet, number, NULL, TRUE);

  vas_fixture_apply (f, command);
}

static void
add_red (VasCommand *command,
         const char *sheet,
         const char *code,
         const char *number)
{
  JsonObject *args = vas_command_get_args (command);
  JsonObject *red = json_object_new ();

  if (!json_object_has_member (args, "reds"))
    json_object_set_array_member (args, "reds", json_array_new ());
  json_object_set_string_member (red, "fapiao", sheet);
  json_object_set_string_member (red, "red_code", code);
  json_object_set_string_member (red, "red_number", number);
  json_array_add_object_element (json_object_get_array_member (args, "reds"), red);
}

static void
assert_gate (VasFixture *f,
             const char *request,
             VasOutcome  outcome,
             const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCase) vas_case = vas_case_load (f->sql, request, &error);
  g_autoptr (VasFinding) finding = NULL;

  g_assert_no_error (error);
  finding = vas_refund_gate (vas_case);
  g_assert_cmpstr (finding->code, ==, code);
  g_assert_cmpint (finding->outcome, ==, outcome);
}

static void
test_open (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  const VasRequestState states[] = { VAS_REQUEST_STATE_TO_SHIP, VAS_REQUEST_STATE_TO_PICKUP, VAS_REQUEST_STATE_TO_TELL,
                                     VAS_REQUEST_STATE_DONE };
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000009", 9800, "2025-06-01");
  g_autofree char *in_review = vas_fixture_enter (f, order, 9800);
  g_autofree char *empty = vas_issued_request (f, "2025060110000002", 9800);
  g_autoptr (VasCommand) early = on_request (f, "return.open", f->agent, in_review);
  g_autoptr (VasCommand) nothing = on_request (f, "return.open", f->agent, empty);
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);

  vas_fixture_refuse (f, early, "state-moved");
  vas_fixture_refuse (f, nothing, "no-sheet-issued");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
      g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);

      request->state = states[i];
      vas_issued_change (f, request);
      vas_fixture_apply (f, open);
      g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_RETURNING);
    }
}

static void
test_verify (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasCommand) right = verify (f, key, key_sheet, NUMBER, QR, TRUE);
  g_autoptr (VasCommand) twice = verify (f, key, key_sheet, NUMBER, QR, TRUE);
  g_autoptr (VasFapiao) sheet = NULL;

  vas_fixture_apply (f, right);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->verified_at, ==, f->now);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_RETURNED);
  vas_fixture_refuse (f, twice, "paper-verified-already");
}

static void
test_differences (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  static const struct { const char *number, *qr; gboolean agrees; const char *code; } cases[] = {
    { "00015046", NULL, TRUE, "paper-number-differs" },
    { NUMBER, "01,04,044002100305," NUMBER ",281.13,20260309,48114255542168294433,DBFE,", TRUE, "paper-code-differs" },
    { NUMBER, "01,04," CODE ",00015046,281.13,20260309,48114255542168294433,DBFE,", TRUE, "paper-number-differs" },
    { NUMBER, "01,04," CODE "," NUMBER ",281.12,20260309,48114255542168294433,DBFE,", TRUE, "paper-amount-differs" },
    { NUMBER, "01,04," CODE "," NUMBER ",281.13,20260310,48114255542168294433,DBFE,", TRUE, "paper-date-differs" },
    { NUMBER, "01,04," CODE "," NUMBER ",281.13,20260309,48114255542168294434,DBFE,", TRUE, "paper-check-code-differs" },
    { NUMBER, "SF1234567890123", TRUE, "paper-qr-unreadable" },
    { NUMBER, QR, FALSE, "paper-photo-differs" },
  };
  g_autofree char *sheet = NULL;
  g_autofree char *key = opened (f, &sheet);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCommand) command = verify (f, key, sheet, cases[i].number, cases[i].qr, cases[i].agrees);
      g_autoptr (VasCommand) stubborn = verify (f, key, sheet, cases[i].number, cases[i].qr, cases[i].agrees);

      vas_fixture_refuse (f, command, cases[i].code);
      vas_command_acknowledge (stubborn, cases[i].code);
      vas_fixture_refuse (f, stubborn, cases[i].code);
    }
}

static void
test_rounding_of_issue (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *at_issue = "01,04," CODE "," NUMBER ",281.12,20260309,48114255542168294433,DBFE,";
  g_autofree char *key = vas_issued_request (f, "2025060110000001", 29800);
  g_autofree char *key_sheet = vas_uuid_derive (key, "sheet", f->now);
  g_autoptr (VasFapiao) sheet = g_object_new (VAS_TYPE_FAPIAO, "key", key_sheet, "ver", (gint64) 1, "code", CODE, "number", NUMBER,
                                              "kind", "04", "point", "A", "state", (gint64) VAS_FAPIAO_STATE_ISSUED, "request-key",
                                              key, "amount", (gint64) 29800, "net", (gint64) 28113, "tax", (gint64) 1687, "qr-text",
                                              at_issue, "difference", (gint64) -1, "photo", "sha", NULL);
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);
  g_autoptr (VasCommand) other = verify (f, key, key_sheet, NUMBER, QR, TRUE);
  g_autoptr (VasCommand) same = verify (f, key, key_sheet, NUMBER, at_issue, TRUE);

  sheet->issued_on = vas_date_from_ymd (2026, 3, 9);
  g_assert_true (vas_table_insert (f->sql, VAS_ENTITY (sheet), NULL));
  vas_fixture_apply (f, open);
  vas_fixture_refuse (f, other, "paper-amount-differs");
  vas_fixture_apply (f, same);
}

static void
test_paper_without_photo (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, key_sheet);
  g_autoptr (VasCommand) asked = verify (f, key, key_sheet, NUMBER, QR, TRUE);
  g_autoptr (VasCommand) confirmed = verify (f, key, key_sheet, NUMBER, QR, TRUE);

  g_object_set (sheet, "photo", NULL, NULL);
  vas_issued_change (f, sheet);
  vas_fixture_refuse (f, asked, "paper-no-photo");
  vas_command_acknowledge (confirmed, "paper-no-photo");
  vas_fixture_apply (f, confirmed);
}

static void
test_paper_of_another (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL, *other = NULL;
  g_autofree char *key = opened (f, &sheet);
  g_autofree char *another = vas_issued_ready (f, "2025060110000002", "00015046", &other);
  g_autoptr (VasCommand) command = verify (f, key, other, "00015046", NULL, TRUE);

  g_assert_nonnull (another);
  vas_fixture_refuse (f, command, "paper-of-other-request");
}

/* One that was voided at the desk came back with the good one. */
static void
test_paper_not_standing (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = opened (f, &sheet);
  g_autofree char *spoilt = vas_issued_add_sheet (f, key, "00015046", 29800, "2026-03-09");
  g_autoptr (VasFapiao) voided = vas_issued_get_sheet (f, spoilt);
  g_autoptr (VasCommand) refused = NULL;

  g_object_set (voided, "state", (gint64) VAS_FAPIAO_STATE_VOIDED, "void-reason", "misprint", NULL);
  vas_issued_change (f, voided);
  refused = verify (f, key, spoilt, "00015046", NULL, TRUE);
  vas_fixture_refuse (f, refused, "paper-not-standing");
  verified (f, key, sheet, NUMBER);
}

static void
test_same_month (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasCommand) early = on_request (f, "return.close", f->clerk, key);
  g_autoptr (VasCommand) with_red = on_request (f, "return.close", f->supervisor, key);
  g_autoptr (VasCommand) close = on_request (f, "return.close", f->clerk, key);
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;

  assert_gate (f, key, VAS_OUTCOME_FAIL, "refund-paper-first");
  vas_fixture_refuse (f, early, "paper-not-verified");
  verified (f, key, key_sheet, NUMBER);
  add_red (with_red, key_sheet, CODE, "00019999");
  vas_fixture_refuse (f, with_red, "red-in-same-month");

  f->now = vas_date_end (vas_date_from_ymd (2026, 3, 31)) - 1;
  vas_fixture_apply (f, close);
  sheet = vas_issued_get_sheet (f, key_sheet);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_VOIDED);
  g_assert_cmpstr (sheet->void_reason, ==, "return");
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_VOIDED);
  g_assert_cmpint (request->finished_at, ==, f->now);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM share WHERE live = 1"), ==, 0);
  assert_gate (f, key, VAS_OUTCOME_PASS, "refund-paper-back");
}

static void
test_later_month (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasCommand) none = NULL, clerk = NULL, malformed = NULL, close = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  verified (f, key, key_sheet, NUMBER);
  none = on_request (f, "return.close", f->supervisor, key);
  clerk = on_request (f, "return.close", f->clerk, key);
  malformed = on_request (f, "return.close", f->supervisor, key);
  close = on_request (f, "return.close", f->supervisor, key);
  vas_fixture_refuse (f, none, "red-missing");
  add_red (clerk, key_sheet, CODE, "00019999");
  vas_fixture_refuse (f, clerk, "reversal-is-supervisors");
  add_red (malformed, key_sheet, CODE, "1999");
  vas_fixture_refuse (f, malformed, "red-malformed");

  add_red (close, key_sheet, CODE, "00019999");
  vas_fixture_apply (f, close);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (sheet->state, ==, VAS_FAPIAO_STATE_REVERSED);
  g_assert_cmpstr (sheet->red_code, ==, CODE);
  g_assert_cmpstr (sheet->red_number, ==, "00019999");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_REVERSED);
  assert_gate (f, key, VAS_OUTCOME_PASS, "refund-paper-back");
}

static void
test_same_month_of_another_year (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = vas_issued_request (f, "2025060110000001", 29800);
  g_autofree char *sheet = vas_issued_add_sheet (f, key, NUMBER, 29800, "2025-03-09");
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);
  g_autoptr (VasCommand) close = on_request (f, "return.close", f->supervisor, key);

  vas_fixture_apply (f, open);
  verified (f, key, sheet, NUMBER);
  vas_fixture_refuse (f, close, "red-missing");
}

static void
test_red_is_used_once (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = opened (f, &one);
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015046", 10000, "2026-02-27");
  g_autoptr (VasCommand) of_blue = NULL, twice = NULL, stranger = NULL, right = NULL;

  f->now = vas_date_start (vas_date_from_ymd (2026, 4, 1));
  verified (f, key, one, NUMBER);
  verified (f, key, two, "00015046");
  of_blue = on_request (f, "return.close", f->supervisor, key);
  twice = on_request (f, "return.close", f->supervisor, key);
  stranger = on_request (f, "return.close", f->supervisor, key);
  right = on_request (f, "return.close", f->supervisor, key);

  add_red (of_blue, one, CODE, "00019999");
  add_red (of_blue, two, CODE, NUMBER);
  vas_fixture_refuse (f, of_blue, "red-used");
  add_red (twice, one, CODE, "00019999");
  add_red (twice, two, CODE, "00019999");
  vas_issued_malformed (f, twice);
  add_red (stranger, one, CODE, "00019999");
  add_red (stranger, two, CODE, "00019998");
  add_red (stranger, key, CODE, "00019997");
  vas_issued_malformed (f, stranger);
  add_red (right, one, CODE, "00019999");
  add_red (right, two, CODE, "00019998");
  vas_fixture_apply (f, right);
}

static void
test_one_sheet_missing (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *one = NULL;
  g_autofree char *key = opened (f, &one);
  g_autofree char *two = vas_issued_add_sheet (f, key, "00015046", 10000, "2026-02-27");
  g_autoptr (VasCommand) early = on_request (f, "return.close", f->supervisor, key);
  g_autoptr (VasCommand) close = on_request (f, "return.close", f->supervisor, key);
  g_autoptr (VasFapiao) voided = NULL;
  g_autoptr (VasFapiao) reversed = NULL;

  verified (f, key, one, NUMBER);
  add_red (early, two, CODE, "00019999");
  vas_fixture_refuse (f, early, "paper-not-verified");
  verified (f, key, two, "00015046");
  add_red (close, two, CODE, "00019999");
  vas_fixture_apply (f, close);
  voided = vas_issued_get_sheet (f, one);
  reversed = vas_issued_get_sheet (f, two);
  g_assert_cmpint (voided->state, ==, VAS_FAPIAO_STATE_VOIDED);
  g_assert_cmpint (reversed->state, ==, VAS_FAPIAO_STATE_REVERSED);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_REVERSED);
}

static void
test_tax_loss (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = opened (f, &sheet);
  g_autoptr (VasCommand) clerk = on_request (f, "return.loss", f->second_clerk, key);
  g_autoptr (VasCommand) too_large = on_request (f, "return.loss", f->supervisor, key);
  g_autoptr (VasCommand) loss = on_request (f, "return.loss", f->supervisor, key);
  g_autoptr (VasRequest) request = NULL;

  vas_fixture_refuse (f, clerk, "role-missing");
  vas_command_set_int (too_large, "tax_loss", 1688);
  vas_fixture_refuse (f, too_large, "tax-loss-too-large");
  vas_fixture_apply (f, loss);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->tax_loss, ==, 1687);
  g_assert_cmpstr (request->tax_loss_by, ==, f->supervisor);
  g_assert_cmpint (request->tax_loss_at, ==, f->now);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_DONE);
  assert_gate (f, key, VAS_OUTCOME_PASS, "refund-tax-loss");
}

static void
test_tax_loss_may_be_nil (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = opened (f, &sheet);
  g_autoptr (VasCommand) loss = on_request (f, "return.loss", f->supervisor, key);

  vas_command_set_int (loss, "tax_loss", 0);
  vas_fixture_apply (f, loss);
  assert_gate (f, key, VAS_OUTCOME_PASS, "refund-tax-loss");
}

static void
test_tax_loss_by_second_person (VasFixture    **fixture,
                                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->supervisor, key);
  g_autoptr (VasCommand) own = on_request (f, "return.loss", f->supervisor, key);
  g_autoptr (VasCommand) cancel = on_request (f, "return.cancel", f->supervisor, key);
  g_autoptr (VasCommand) reopen = on_request (f, "return.open", f->clerk, key);
  g_autoptr (VasCommand) other = on_request (f, "return.loss", f->supervisor, key);

  vas_fixture_apply (f, open);
  vas_fixture_refuse (f, own, "loss-by-opener");
  vas_fixture_apply (f, cancel);
  vas_fixture_apply (f, reopen);
  vas_fixture_apply (f, other);
}

/* A return of before the record kept who began it: nobody can be told to be another; begun anew, a second person records the loss. */
static void
test_tax_loss_of_unknown_opener (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = opened (f, &sheet);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) loss = NULL, cancel = NULL, reopen = NULL, anew = NULL;

  g_object_set (request, "returned-by", NULL, NULL);
  vas_issued_change (f, request);
  loss = on_request (f, "return.loss", f->supervisor, key);
  vas_command_acknowledge (loss, "loss-opener-unknown");
  vas_fixture_refuse (f, loss, "loss-opener-unknown");

  cancel = on_request (f, "return.cancel", f->agent, key);
  reopen = on_request (f, "return.open", f->agent, key);
  anew = on_request (f, "return.loss", f->supervisor, key);
  vas_fixture_apply (f, cancel);
  vas_fixture_apply (f, reopen);
  vas_fixture_apply (f, anew);
}

static void
test_cancel_from_done (VasFixture    **fixture,
                       gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasCommand) cancel = on_request (f, "return.cancel", f->agent, key);
  g_autoptr (VasCommand) again = on_request (f, "return.cancel", f->agent, key);

  vas_fixture_apply (f, cancel);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
  vas_fixture_refuse (f, again, "state-moved");
}

static void
test_cancel_sends_again (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = opened (f, &key_sheet);
  g_autoptr (VasCommand) cancel = on_request (f, "return.cancel", f->agent, key);
  g_autofree char *parcel = NULL;
  g_autoptr (VasFapiao) sheet = NULL;

  verified (f, key, key_sheet, NUMBER);
  vas_fixture_apply (f, cancel);
  sheet = vas_issued_get_sheet (f, key_sheet);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_SHIP);
  g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_DESK);
  g_assert_cmpint (sheet->verified_at, ==, VAS_NONE);
  parcel = vas_issued_shipped (f, "SF1234567890124", key_sheet);
  g_assert_nonnull (parcel);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
}

static void
test_cancel_before_told (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", sheet);
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);
  g_autoptr (VasCommand) cancel = on_request (f, "return.cancel", f->agent, key);

  g_assert_nonnull (parcel);
  vas_fixture_apply (f, open);
  vas_fixture_apply (f, cancel);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_TO_TELL);
}

static void
test_came_back_while_returning (VasFixture    **fixture,
                                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *key_sheet = NULL;
  g_autofree char *key = vas_issued_ready (f, "2025060110000001", NUMBER, &key_sheet);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1234567890123", key_sheet);
  g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);

  vas_issued_tell (f, key, "phone", "SF1234567890123");
  vas_fixture_apply (f, open);
  vas_issued_event (f, parcel, "refused");
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_RETURNING);
  verified (f, key, key_sheet, NUMBER);
}

/* Verified over the counter while its parcel was still under way: what the courier says later does not take it away. */
static void
test_verified_stays (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *states[] = { "signed", "refused", "lost" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *order = g_strdup_printf ("202506011000000%u", i + 1);
      g_autofree char *number = g_strdup_printf ("0001504%u", i + 1);
      g_autofree char *waybill = g_strdup_printf ("SF123456789012%u", i + 1);
      g_autofree char *key_sheet = NULL;
      g_autofree char *key = vas_issued_ready (f, order, number, &key_sheet);
      g_autofree char *parcel = vas_issued_shipped (f, waybill, key_sheet);
      g_autoptr (VasCommand) open = on_request (f, "return.open", f->agent, key);
      g_autoptr (VasCommand) close = on_request (f, "return.close", f->clerk, key);
      g_autoptr (VasFapiao) sheet = NULL;

      vas_fixture_apply (f, open);
      verified (f, key, key_sheet, number);
      vas_issued_event (f, parcel, states[i]);
      sheet = vas_issued_get_sheet (f, key_sheet);
      g_assert_cmpint (sheet->place, ==, VAS_FAPIAO_PLACE_RETURNED);
      vas_fixture_apply (f, close);
    }
}

static void
test_gate_without_fapiao (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000009", 9800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 9800);

  assert_gate (f, key, VAS_OUTCOME_PASS, "refund-no-fapiao");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/return/open/only-with-paper-that-can-come-back-R21", test_open);
  ADD ("/return/verify/paper-that-agrees-is-received-once-R21", test_verify);
  ADD ("/return/verify/no-difference-is-acknowledged-away-R21", test_differences);
  ADD ("/return/verify/the-rounding-of-the-issue-is-the-measure-R21", test_rounding_of_issue);
  ADD ("/return/verify/paper-without-a-photo-is-asked-about-R21", test_paper_without_photo);
  ADD ("/return/verify/paper-of-another-request-is-refused-R21", test_paper_of_another);
  ADD ("/return/verify/paper-that-was-voided-before-is-none-R21", test_paper_not_standing);
  ADD ("/return/close/in-the-month-of-issue-it-is-voided-R21", test_same_month);
  ADD ("/return/close/a-month-later-it-is-reversed-by-the-supervisor-R21", test_later_month);
  ADD ("/return/close/the-same-month-of-another-year-is-a-later-month-R21", test_same_month_of_another_year);
  ADD ("/return/close/a-red-letter-number-is-used-once-R20", test_red_is_used_once);
  ADD ("/return/close/every-sheet-must-be-back-R21", test_one_sheet_missing);
  ADD ("/return/loss/the-supervisor-records-the-tax-R21", test_tax_loss);
  ADD ("/return/loss/it-may-be-nil-R21", test_tax_loss_may_be_nil);
  ADD ("/return/loss/who-opened-the-return-is-not-the-second-person-R21", test_tax_loss_by_second_person);
  ADD ("/return/loss/of-a-return-nobody-knows-who-opened-is-begun-anew-R21", test_tax_loss_of_unknown_opener);
  ADD ("/return/cancel/what-was-finished-is-finished", test_cancel_from_done);
  ADD ("/return/cancel/what-came-back-is-sent-again", test_cancel_sends_again);
  ADD ("/return/cancel/what-was-not-told-is-to-be-told", test_cancel_before_told);
  ADD ("/return/parcel/what-comes-back-on-its-own-is-verified-too", test_came_back_while_returning);
  ADD ("/return/parcel/what-was-verified-stays-whatever-the-courier-says-R21", test_verified_stays);
  ADD ("/return/gate/open-where-nothing-is-issued-R21", test_gate_without_fapiao);
  return g_test_run ();
}
