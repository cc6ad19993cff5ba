/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fapiao paper as stock: ranges, print lists, binding, and what is left (R20); long because one small office serves every test. */

#include "vas-fixture-paper.h"
#include "vas-test-database.h"

#include "vas-ledger.h"
#include "vas-print-store.h"
#include "vas-setting.h"
#include "vas-stock-ranges.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-time.h"
#include "vas-uuid.h"

static VasCommand *
receive (VasFixture *f,
         const char *code,
         const char *first,
         const char *last)
{
  VasCommand *command = vas_fixture_command (f, "stock.receive", f->clerk, NULL);

  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);
  vas_command_set_text (command, "code", code);
  vas_command_set_text (command, "first", first);
  vas_command_set_text (command, "last", last);
  vas_command_set_text (command, "handed_by", f->supervisor);

  return command;
}

static void
refuse_range (VasFixture *f,
              const char *code,
              const char *first,
              const char *last,
              const char *finding)
{
  g_autoptr (VasCommand) command = receive (f, code, first, last);

  vas_fixture_refuse (f, command, finding);
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
test_range_forms (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) one = receive (f, VAS_FIXTURE_CODE, "00000001", "00000001");
  g_autoptr (VasCommand) largest = receive (f, VAS_FIXTURE_CODE, "00100000", "00199999");
  g_autoptr (VasCommand) older = receive (f, "4200161350", "00000001", "00000100");
  g_autoptr (VasCommand) digital = receive (f, VAS_FIXTURE_CODE, "00300000", "00300001");

  vas_fixture_apply (f, one);
  vas_fixture_apply (f, largest);
  vas_fixture_apply (f, older);
  refuse_range (f, "144001900104", "00300000", "00300001", "stock-code-malformed");
  refuse_range (f, VAS_FIXTURE_CODE, "0300000", "00300001", "stock-number-malformed");
  refuse_range (f, VAS_FIXTURE_CODE, "00300000", "23442000000014209621", "stock-number-malformed");
  refuse_range (f, VAS_FIXTURE_CODE, "00300001", "00300000", "stock-range-reversed");
  refuse_range (f, VAS_FIXTURE_CODE, "00300000", "00400000", "stock-range-large");
  vas_command_set_text (digital, "kind", "32");
  vas_fixture_refuse (f, digital, "stock-kind-off");
}

static void
test_ranges_never_overlap (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) before = receive (f, VAS_FIXTURE_CODE, "00000050", "00000099");
  g_autoptr (VasCommand) after = receive (f, VAS_FIXTURE_CODE, "00000201", "00000300");
  g_autoptr (VasCommand) other_code = receive (f, "044001900105", "00000100", "00000200");

  vas_fixture_receive (f, "00000100", "00000200");
  refuse_range (f, VAS_FIXTURE_CODE, "00000050", "00000100", "stock-overlaps");
  refuse_range (f, VAS_FIXTURE_CODE, "00000200", "00000300", "stock-overlaps");
  refuse_range (f, VAS_FIXTURE_CODE, "00000120", "00000130", "stock-overlaps");
  refuse_range (f, VAS_FIXTURE_CODE, "00000001", "00000999", "stock-overlaps");
  vas_fixture_apply (f, before);
  vas_fixture_apply (f, after);
  vas_fixture_apply (f, other_code);
}

static void
test_two_persons (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) alone = receive (f, VAS_FIXTURE_CODE, "00000001", "00000100");
  g_autoptr (VasCommand) by_agent = NULL;
  g_autoptr (VasCommand) gone = receive (f, VAS_FIXTURE_CODE, "00000001", "00000100");

  vas_command_set_text (alone, "handed_by", f->clerk);
  vas_fixture_refuse (f, alone, "stock-handed-by-receiver");
  by_agent = vas_fixture_command (f, "stock.receive", f->agent, NULL);
  vas_command_set_text (by_agent, "point", VAS_FIXTURE_POINT);
  vas_command_set_text (by_agent, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (by_agent, "first", "00000001");
  vas_command_set_text (by_agent, "last", "00000100");
  vas_command_set_text (by_agent, "handed_by", f->supervisor);
  vas_fixture_refuse (f, by_agent, "role-missing");

  g_assert_true (vas_sql_exec (f->sql, "UPDATE staff SET active = 0 WHERE login = 'supervisor'", NULL));
  vas_fixture_refuse (f, gone, "stock-handed-by-unknown");
}

static void
test_lowest_number_first (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *three = NULL;
  g_autoptr (VasFapiao) first = NULL;
  g_autoptr (VasFapiao) second = NULL;
  g_autoptr (VasFapiao) third = NULL;

  vas_fixture_receive (f, "00000502", "00000502");
  f->now += VAS_INSTANT_MINUTE;
  vas_fixture_receive (f, "00000101", "00000102");
  one = vas_fixture_enter_bound (f, order, 5000);
  two = vas_fixture_enter_bound (f, order, 5000);
  three = vas_fixture_enter_bound (f, order, 5000);

  first = vas_fixture_get_sheet (f, "00000502");
  second = vas_fixture_get_sheet (f, "00000101");
  third = vas_fixture_get_sheet (f, "00000102");
  g_assert_cmpstr (first->request_key, ==, one);
  g_assert_cmpstr (second->request_key, ==, two);
  g_assert_cmpstr (third->request_key, ==, three);
  g_assert_cmpint (first->state, ==, VAS_FAPIAO_STATE_BOUND);
  g_assert_cmpint (first->amount, ==, 5000);
  g_assert_cmpint (first->net + first->tax, ==, 5000);
  g_assert_cmpint (first->bound_at, ==, f->now);
  g_assert_nonnull (first->print_list);
}

static void
test_stock_must_suffice (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter_approved (f, order, 5000);
  g_autofree char *two = vas_fixture_enter_approved (f, order, 5000);
  const char * const both[] = { two, one, NULL };
  g_autoptr (VasCommand) too_many = vas_fixture_print (f, one);
  g_autoptr (VasCommand) enough = vas_fixture_print (f, one);
  g_autoptr (VasFapiao) first = NULL;

  vas_fixture_receive (f, "00000101", "00000101");
  vas_command_set_texts (too_many, "requests", both);
  vas_fixture_refuse (f, too_many, "stock-short");
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM fapiao"), ==, 0);

  f->now += VAS_INSTANT_MINUTE;
  vas_fixture_receive (f, "00000102", "00000102");
  vas_command_set_texts (enough, "requests", both);
  vas_fixture_apply (f, enough);
  first = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpstr (first->request_key, ==, two);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (DISTINCT print_list) FROM fapiao"), ==, 1);
}

static void
test_only_approved_cases (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *in_review = vas_fixture_enter (f, order, 5000);
  g_autofree char *bound = NULL;
  g_autoptr (VasCommand) early = vas_fixture_print (f, in_review);
  g_autoptr (VasCommand) again = NULL;
  g_autoptr (VasCommand) nothing = vas_fixture_print (f, in_review);
  g_autoptr (VasCommand) by_agent = vas_fixture_command (f, "print.list", f->agent, NULL);
  const char * const none[] = { NULL };
  const char * const one[] = { in_review, NULL };

  vas_fixture_receive (f, "00000101", "00000110");
  vas_fixture_refuse (f, early, "case-not-to-issue");
  bound = vas_fixture_enter_bound (f, order, 5000);
  again = vas_fixture_print (f, bound);
  vas_fixture_refuse (f, again, "case-bound-whole");
  vas_command_set_texts (nothing, "requests", none);
  vas_fixture_refuse (f, nothing, "nothing-to-print");
  vas_command_set_texts (by_agent, "requests", one);
  vas_command_set_text (by_agent, "point", VAS_FIXTURE_POINT);
  vas_fixture_refuse (f, by_agent, "role-missing");
}

static void
test_request_twice_is_no_argument (VasFixture    **fixture,
                                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_approved (f, order, 5000);
  g_autoptr (VasCommand) print = vas_fixture_print (f, key);
  const char * const twice[] = { key, key, NULL };
  g_autoptr (GError) error = NULL;

  vas_command_set_texts (print, "requests", twice);
  vas_sql_begin (f->sql, NULL);
  g_assert_null (vas_ledger_save (f->sql, print, 0, f->now, &error));
  vas_sql_rollback (f->sql);
  g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
}

static void
test_printing_ends_the_hold (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 5000);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasReceipt) held = vas_fixture_save (f, approve, 8);
  g_autoptr (VasCommand) print = vas_fixture_print (f, key);

  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 0);
  vas_fixture_receive (f, "00000101", "00000110");
  vas_fixture_apply (f, print);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE state = 'held'"), ==, 0);
}

static void
test_large_request_takes_several (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = NULL;

  set_setting (f, "sheet.limit", "8000");
  vas_fixture_receive (f, "00000101", "00000110");
  key = vas_fixture_enter_bound (f, order, 19800);

  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM fapiao WHERE state = 'bound'"), ==, 3);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM fapiao"), ==, 19800);
  g_assert_cmpint (vas_fixture_count (f, "SELECT max (amount) FROM fapiao"), ==, 8000);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (gross) FROM fapiao_line"), ==, 19800);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (DISTINCT position) FROM fapiao"), ==, 3);
}

static VasCommand *
unbind (VasFixture *f,
        const char *number,
        gboolean    spoiled)
{
  VasCommand *command = vas_fixture_on_sheet (f, "print.unbind", f->clerk, number);

  vas_command_set_text (command, "reason", "打印机卡纸");
  if (spoiled)
    vas_command_set_bool (command, "spoiled", TRUE);

  return command;
}

static void
test_unbound_number_is_bound_again (VasFixture    **fixture,
                                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autoptr (VasCommand) release = NULL;
  g_autoptr (VasCommand) again = NULL;
  g_autoptr (VasCommand) print = NULL;
  g_autoptr (VasFapiao) blank = NULL;
  g_autoptr (VasFapiao) bound = NULL;

  vas_fixture_receive (f, "00000101", "00000110");
  one = vas_fixture_enter_bound (f, order, 5000);
  release = unbind (f, "00000101", FALSE);
  vas_fixture_apply (f, release);
  blank = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (blank->state, ==, VAS_FAPIAO_STATE_BLANK);
  g_assert_null (blank->request_key);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM fapiao_line"), ==, 0);
  again = unbind (f, "00000101", FALSE);
  vas_fixture_refuse (f, again, "sheet-not-bound");

  two = vas_fixture_enter_bound (f, order, 7000);
  bound = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpstr (bound->request_key, ==, two);
  g_assert_cmpint (bound->amount, ==, 7000);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM fapiao"), ==, 1);
  print = vas_fixture_print (f, one);
  vas_fixture_apply (f, print);
}

static void
test_spoiled_sheet_is_void (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) spoil = NULL;
  g_autoptr (VasCommand) print = NULL;
  g_autoptr (VasFapiao) spoiled = NULL;
  g_autoptr (VasFapiao) next = NULL;

  vas_fixture_receive (f, "00000101", "00000110");
  key = vas_fixture_enter_bound (f, order, 5000);
  spoil = unbind (f, "00000101", TRUE);
  vas_fixture_apply (f, spoil);
  spoiled = vas_fixture_get_sheet (f, "00000101");
  g_assert_cmpint (spoiled->state, ==, VAS_FAPIAO_STATE_VOIDED);
  g_assert_cmpstr (spoiled->void_reason, ==, "打印机卡纸");
  g_assert_cmpint (spoiled->place, ==, VAS_FAPIAO_PLACE_ARCHIVE);

  print = vas_fixture_print (f, key);
  vas_fixture_apply (f, print);
  next = vas_fixture_get_sheet (f, "00000102");
  g_assert_cmpstr (next->request_key, ==, key);
  g_assert_cmpint (next->position, ==, 1);
}

static VasCommand *
void_blank (VasFixture *f,
            const char *point,
            const char *number)
{
  VasCommand *command = vas_fixture_command (f, "stock.void", f->clerk, NULL);

  vas_command_set_text (command, "point", point);
  vas_command_set_text (command, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (command, "number", number);
  vas_command_set_text (command, "reason", "撕破");

  return command;
}

static void
test_blank_sheet_is_voided (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) first = void_blank (f, VAS_FIXTURE_POINT, "00000101");
  g_autoptr (VasCommand) twice = void_blank (f, VAS_FIXTURE_POINT, "00000101");
  g_autoptr (VasCommand) bound = void_blank (f, VAS_FIXTURE_POINT, "00000102");
  g_autoptr (VasCommand) outside = void_blank (f, VAS_FIXTURE_POINT, "00000111");
  g_autoptr (VasCommand) elsewhere = void_blank (f, "二号窗口", "00000103");
  g_autoptr (VasFapiao) sheet = NULL;

  vas_fixture_receive (f, "00000101", "00000110");
  vas_fixture_apply (f, first);
  vas_fixture_refuse (f, twice, "number-used");
  vas_fixture_refuse (f, outside, "number-not-in-stock");
  vas_fixture_refuse (f, elsewhere, "number-not-in-stock");
  key = vas_fixture_enter_bound (f, order, 5000);
  sheet = vas_fixture_get_sheet (f, "00000102");
  g_assert_cmpstr (sheet->request_key, ==, key);
  vas_fixture_refuse (f, bound, "number-used");
}

static void
test_withdrawing_releases_the_number (VasFixture    **fixture,
                                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (VasCommand) withdraw = NULL;
  g_autoptr (VasStockSummary) summary = NULL;

  vas_fixture_receive (f, "00000101", "00000110");
  key = vas_fixture_enter_bound (f, order, 5000);
  withdraw = vas_fixture_command (f, "request.withdraw", f->agent, key);
  vas_fixture_apply (f, withdraw);
  summary = vas_stock_summary (f->sql, VAS_FIXTURE_POINT, NULL);
  g_assert_cmpint (summary->bound, ==, 0);
  g_assert_cmpint (summary->blank, ==, 10);
  g_assert_cmpstr (summary->next_number, ==, "00000101");
}

static void
test_summary (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *issued = NULL;
  g_autofree char *bound = NULL;
  g_autoptr (VasCommand) ruined = void_blank (f, VAS_FIXTURE_POINT, "00000103");
  g_autoptr (VasStockSummary) summary = NULL;
  g_autoptr (GPtrArray) points = NULL;

  vas_fixture_receive (f, "00000101", "00000110");
  issued = vas_fixture_enter_issued (f, order, 5000);
  bound = vas_fixture_enter_bound (f, order, 5000);
  vas_fixture_apply (f, ruined);

  summary = vas_stock_summary (f->sql, VAS_FIXTURE_POINT, NULL);
  g_assert_cmpint (summary->received, ==, 10);
  g_assert_cmpint (summary->issued, ==, 1);
  g_assert_cmpint (summary->bound, ==, 1);
  g_assert_cmpint (summary->voided, ==, 1);
  g_assert_cmpint (summary->blank, ==, 7);
  g_assert_cmpstr (summary->next_number, ==, "00000104");
  points = vas_stock_points (f->sql, NULL);
  g_assert_cmpuint (points->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (points, 0), ==, VAS_FIXTURE_POINT);
}

static void
test_print_rows (VasFixture    **fixture,
                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 29800, "2025-06-01");
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) none = NULL;
  VasPrintList *list;
  VasPrintRow *row;
  VasFapiaoLine *line;

  vas_fixture_receive (f, "00000101", "00000110");
  key = vas_fixture_enter_bound (f, order, 29800);
  lists = vas_print_lists (f->sql, VAS_FIXTURE_POINT, 10, NULL);
  g_assert_cmpuint (lists->len, ==, 1);
  list = g_ptr_array_index (lists, 0);
  g_assert_cmpint (list->n_open, ==, 1);

  rows = vas_print_rows (f->sql, list->key, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (vas_entity_get_key (VAS_ENTITY (row->request)), ==, key);
  g_assert_cmpstr (row->request->number, ==, "KP2603-000001");
  g_assert_cmpstr (row->request->recipient_name_masked, ==, "单*");
  g_assert_null (row->request->recipient_name);
  g_assert_null (row->request->recipient_mobile);
  g_assert_null (row->request->recipient_address);
  g_assert_cmpstr (row->fapiao->number, ==, "00000101");
  g_assert_cmpuint (row->lines->len, ==, 1);
  line = g_ptr_array_index (row->lines, 0);
  g_assert_cmpstr (line->item_name, ==, "*信息技术服务*职业导航仪");
  g_assert_cmpstr (line->tax_code, ==, "3040201990000000000");
  g_assert_cmpint (line->tax_rate, ==, 600);
  g_assert_cmpint (line->net, ==, 28113);
  g_assert_cmpint (line->tax, ==, 1687);
  none = vas_print_rows (f->sql, key, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
assert_range (VasFixture *f,
              guint       place,
              gint64      bound,
              gint64      issued,
              gint64      voided,
              gint64      left,
              const char *next)
{
  g_autoptr (GPtrArray) ranges = vas_stock_ranges (f->sql, VAS_FIXTURE_POINT, NULL);
  const VasStockRange *range = g_ptr_array_index (ranges, place);

  g_assert_cmpint (range->bound, ==, bound);
  g_assert_cmpint (range->issued, ==, issued);
  g_assert_cmpint (range->voided, ==, voided);
  g_assert_cmpint (range->left, ==, left);
  g_assert_cmpint (range->total, ==, bound + issued + voided + left);
  g_assert_cmpstr (range->next, ==, next);
}

static void
test_ranges (VasFixture    **fixture,
             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 39800, "2025-06-01");
  g_autofree char *issued = NULL;
  g_autofree char *bound = NULL;
  g_autofree char *spoiled = NULL;
  g_autoptr (VasCommand) spoil = NULL;
  g_autoptr (GPtrArray) elsewhere = NULL;

  vas_fixture_receive (f, "00000101", "00000103");
  f->now += VAS_INSTANT_MINUTE;
  vas_fixture_receive (f, "00000901", "00000902");
  assert_range (f, 0, 0, 0, 0, 3, "00000101");
  issued = vas_fixture_enter_issued (f, order, 5000);
  spoiled = vas_fixture_enter_bound (f, order, 5000);
  spoil = unbind (f, "00000102", TRUE);
  vas_fixture_apply (f, spoil);
  bound = vas_fixture_enter_bound (f, order, 5000);
  assert_range (f, 0, 1, 1, 1, 0, NULL);
  assert_range (f, 1, 0, 0, 0, 2, "00000901");

  elsewhere = vas_stock_ranges (f->sql, "二号窗口", NULL);
  g_assert_cmpuint (elsewhere->len, ==, 0);
}

static VasCommand *
take (VasFixture *f,
      const char *actor)
{
  VasCommand *command = vas_fixture_command (f, "stock.take", actor, NULL);
  g_autoptr (GPtrArray) ranges = vas_stock_ranges (f->sql, VAS_FIXTURE_POINT, NULL);

  vas_command_set_text (command, "stock", vas_entity_get_key (VAS_ENTITY (((VasStockRange *) g_ptr_array_index (ranges, 0))->stock)));

  return command;
}

static void
assert_holder (VasFixture *f,
               const char *holder,
               const char *giver)
{
  g_autoptr (GPtrArray) ranges = vas_stock_ranges (f->sql, NULL, NULL);
  const VasStockRange *range = g_ptr_array_index (ranges, 0);

  g_assert_cmpstr (range->stock->received_by, ==, holder);
  g_assert_cmpstr (range->stock->handed_by, ==, giver);
  g_assert_nonnull (range->holder);
}

static void
test_range_is_handed_over (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) own = NULL;
  g_autoptr (VasCommand) agent = NULL;
  g_autoptr (VasCommand) other = NULL;
  const gint64 received = f->now;

  vas_fixture_receive (f, "00000101", "00000103");
  assert_holder (f, f->clerk, f->supervisor);
  own = take (f, f->clerk);
  vas_fixture_refuse (f, own, "stock-handed-by-receiver");
  agent = take (f, f->agent);
  vas_fixture_refuse (f, agent, "role-missing");

  f->now += VAS_INSTANT_MINUTE;
  other = take (f, f->second_clerk);
  vas_fixture_apply (f, other);
  assert_holder (f, f->second_clerk, f->clerk);
  g_assert_cmpint (vas_fixture_count (f, "SELECT received_at FROM stock"), ==, received);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/stock/receive/forms-and-size-of-a-range-R20", test_range_forms);
  ADD ("/stock/receive/ranges-never-overlap-R20", test_ranges_never_overlap);
  ADD ("/stock/receive/paper-passes-between-two-persons-R20", test_two_persons);
  ADD ("/stock/print/lowest-number-of-the-oldest-range-first-R20", test_lowest_number_first);
  ADD ("/stock/print/stock-must-suffice-R20", test_stock_must_suffice);
  ADD ("/stock/print/only-approved-cases-with-something-to-print", test_only_approved_cases);
  ADD ("/stock/print/a-request-stands-once-on-a-list", test_request_twice_is_no_argument);
  if (!vas_test_database_is_server ()) /* where nothing is held */
    ADD ("/stock/print/ends-the-hold-of-the-approval", test_printing_ends_the_hold);
  ADD ("/stock/print/a-large-request-takes-several-sheets-R20", test_large_request_takes_several);
  ADD ("/stock/print/rows-show-what-is-typed-and-mask-the-recipient-R31", test_print_rows);
  ADD ("/stock/unbind/a-blank-number-is-bound-again", test_unbound_number_is_bound_again);
  ADD ("/stock/unbind/a-spoiled-sheet-is-void-and-the-next-number-bound", test_spoiled_sheet_is_void);
  ADD ("/stock/void/a-blank-sheet-of-this-point-once", test_blank_sheet_is_voided);
  ADD ("/stock/withdrawing-a-request-releases-its-number", test_withdrawing_releases_the_number);
  ADD ("/stock/summary-counts-every-sheet-once", test_summary);
  ADD ("/stock/ranges/each-sheet-of-a-range-counts-once-R20", test_ranges);
  ADD ("/stock/take/a-range-goes-from-one-person-to-another-R20", test_range_is_handed_over);
  return g_test_run ();
}
