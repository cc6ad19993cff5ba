/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of a case by commands alone: from the telephone to “user told”, and what may come after. */

#include "vas-fixture-paper.h"
#include "vas-issued.h"

#include "vas-case-store.h"
#include "vas-journal.h"
#include "vas-notice-text.h"
#include "vas-share.h"
#include "vas-table.h"

#define WAYBILL "SF1234567890123"
#define FEN 29800

static char *
issued (VasFixture  *f,
        char       **sheet)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", FEN, "2025-06-01");
  g_autoptr (VasFapiao) row = NULL;
  char *key;

  vas_fixture_receive (f, "00015045", "00015064");
  key = vas_fixture_enter_issued (f, order, FEN);
  row = vas_table_find (f->sql, VAS_TYPE_FAPIAO, "request_key", key, NULL);
  *sheet = g_strdup (vas_entity_get_key (VAS_ENTITY (row)));

  return key;
}

/* Tells the user what the program proposes. */
static void
tell_proposal (VasFixture *f,
               const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCase) vas_case = vas_case_load (f->sql, key, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = vas_notice_text_told (vas_case);
  vas_issued_tell (f, key, "sms", text);
}

static void
assert_trail (VasFixture         *f,
              const char         *key,
              const char * const *types)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_journal_list_subject (f->sql, key, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rows->len, ==, g_strv_length ((char **) types));
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (((VasLogRow *) g_ptr_array_index (rows, i))->type, ==, types[i]);
}

static void
test_told (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char * const trail[] = { "request.enter", "request.approve", "print.list", "fapiao.issue", "parcel.ship", "notice.tell",
                                 NULL };
  g_autofree char *sheet = NULL;
  g_autofree char *key = issued (f, &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);

  g_assert_nonnull (parcel);
  tell_proposal (f, key);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_DONE);
  assert_trail (f, key, trail);
}

static void
test_lost_and_reissued (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = issued (f, &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasCommand) by_clerk = vas_fixture_command (f, "request.reissue", f->clerk, key);
  g_autoptr (VasCommand) reissue = vas_fixture_command (f, "request.reissue", f->supervisor, key);

  tell_proposal (f, key);
  vas_issued_event (f, parcel, "lost");
  vas_command_set_text (by_clerk, "reason", "快递丢失");
  vas_command_set_text (reissue, "reason", "快递丢失");
  vas_fixture_refuse (f, by_clerk, "role-missing");
  vas_fixture_apply (f, reissue);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_VOIDED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM request WHERE state = 'to_issue' AND reissues_key IS NOT NULL"), ==, 1);
}

/* The same order asked for again, months later, as a correction of @corrects where that is given. */
static VasCommand *
ask_again (VasFixture *f,
           const char *order,
           const char *corrects)
{
  VasCommand *command = vas_fixture_command (f, "request.enter", f->agent, NULL);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "corrects", corrects);
  vas_command_set_text (command, "title_kind", "personal");
  vas_command_set_text (command, "title", "个人");
  vas_command_set_text (command, "delivery", "pickup");
  vas_fixture_add_share (command, order, FEN, NULL, FEN);

  return command;
}

static void
give_back (VasFixture *f,
           const char *key,
           const char *key_sheet)
{
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f, key_sheet);
  g_autoptr (VasCommand) open = vas_fixture_command (f, "return.open", f->agent, key);
  g_autoptr (VasCommand) verify = vas_fixture_command (f, "return.verify", f->clerk, key);

  vas_command_set_text (open, "reason", "退款");
  vas_fixture_apply (f, open);
  vas_command_set_text (verify, "fapiao", key_sheet);
  vas_command_set_text (verify, "code", sheet->code);
  vas_command_set_text (verify, "number", sheet->number);
  vas_command_set_bool (verify, "agrees_with_photo", TRUE);
  vas_command_acknowledge (verify, "paper-no-photo");
  vas_fixture_apply (f, verify);
}

static void
test_returned_and_invoiced_anew (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *sheet = NULL;
  g_autofree char *key = issued (f, &sheet);
  g_autofree char *parcel = vas_issued_shipped (f, WAYBILL, sheet);
  g_autoptr (VasShare) share = vas_table_find (f->sql, VAS_TYPE_SHARE, "request_key", key, NULL);
  g_autoptr (VasRequest) first = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) early = ask_again (f, share->order_key, key);
  g_autoptr (VasCommand) close = vas_fixture_command (f, "return.close", f->clerk, key);
  g_autoptr (VasCommand) late = NULL, anew = NULL;
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *second_key = NULL;
  g_autoptr (VasRequest) second = NULL;

  tell_proposal (f, key);
  vas_issued_event (f, parcel, "signed");
  give_back (f, key, sheet);
  vas_fixture_refuse (f, early, "corrects-open-request");
  vas_fixture_apply (f, close);
  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_VOIDED);

  f->now = vas_date_start (vas_date_from_ymd (2026, 8, 3)) + 10 * VAS_INSTANT_HOUR;
  late = ask_again (f, share->order_key, NULL);
  anew = ask_again (f, share->order_key, key);
  vas_fixture_refuse (f, late, "window-missed");
  receipt = vas_fixture_save (f, anew, 0);
  g_assert_true (receipt->applied);
  second_key = vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
  second = vas_fixture_get_request (f, second_key);
  g_assert_cmpint (second->requested_at, ==, first->requested_at);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/way/from-the-telephone-to-told", test_told);
  ADD ("/way/lost-before-delivery-is-issued-again-by-the-supervisor-R18", test_lost_and_reissued);
  ADD ("/way/returned-paper-frees-the-orders-which-keep-their-first-moment-R21", test_returned_and_invoiced_anew);
  return g_test_run ();
}
