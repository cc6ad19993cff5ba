/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How amounts are laid on sheets: limit, lines, splitting, tax by line (R20, R23). */

#include "vas-sheet-plan.h"

static VasSheet *
sheet_of (GPtrArray *sheets,
          guint      place)
{
  g_assert_cmpuint (place, <, sheets->len);

  return g_ptr_array_index (sheets, place);
}

static VasSheetLine *
line_of (VasSheet *sheet,
         guint     place)
{
  g_assert_cmpuint (place, <, sheet->lines->len);

  return &g_array_index (sheet->lines, VasSheetLine, place);
}

static void
test_totals_are_sums_of_lines (void)
{
  VasSheetItem items[12];
  g_autoptr (GPtrArray) sheets = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (VasSheetItem) { 2980, 600 };
  sheets = vas_sheet_plan (items, G_N_ELEMENTS (items), 9999999, 12);

  g_assert_cmpuint (sheets->len, ==, 1);
  g_assert_cmpint (sheet_of (sheets, 0)->gross, ==, 35760);
  g_assert_cmpint (sheet_of (sheets, 0)->tax, ==, 2028);
  g_assert_cmpint (sheet_of (sheets, 0)->net, ==, 35760 - 2028);
}

static void
test_limit_to_the_fen (void)
{
  const VasSheetItem fits[] = { { 6000, 600 }, { 4000, 600 } };
  const VasSheetItem over[] = { { 6000, 600 }, { 4001, 600 } };
  g_autoptr (GPtrArray) one = vas_sheet_plan (fits, 2, 10000, 8);
  g_autoptr (GPtrArray) two = vas_sheet_plan (over, 2, 10000, 8);

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (sheet_of (two, 0)->gross, ==, 6000);
  g_assert_cmpint (sheet_of (two, 1)->gross, ==, 4001);
}

static void
test_lines_to_the_last (void)
{
  VasSheetItem items[9];
  g_autoptr (GPtrArray) eight = NULL;
  g_autoptr (GPtrArray) nine = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    items[i] = (VasSheetItem) { 100, 600 };
  eight = vas_sheet_plan (items, 8, 10000, 8);
  nine = vas_sheet_plan (items, 9, 10000, 8);

  g_assert_cmpuint (eight->len, ==, 1);
  g_assert_cmpuint (nine->len, ==, 2);
  g_assert_cmpuint (sheet_of (nine, 1)->lines->len, ==, 1);
  g_assert_cmpuint (line_of (sheet_of (nine, 1), 0)->item, ==, 8);
}

static void
test_one_over_the_limit_is_split (void)
{
  const VasSheetItem items[] = { { 500, 600 }, { 25000, 600 }, { 3000, 600 }, { 3000, 600 } };
  g_autoptr (GPtrArray) sheets = vas_sheet_plan (items, 4, 10000, 8);

  g_assert_cmpuint (sheets->len, ==, 5);
  g_assert_cmpint (sheet_of (sheets, 0)->gross, ==, 500);
  g_assert_cmpint (sheet_of (sheets, 1)->gross, ==, 10000);
  g_assert_cmpint (sheet_of (sheets, 2)->gross, ==, 10000);
  g_assert_cmpint (sheet_of (sheets, 3)->gross, ==, 8000);
  g_assert_cmpuint (line_of (sheet_of (sheets, 3), 0)->item, ==, 1);
  g_assert_cmpuint (line_of (sheet_of (sheets, 3), 1)->item, ==, 2);
  g_assert_cmpint (sheet_of (sheets, 4)->gross, ==, 3000);
}

static void
test_nothing_gives_nothing (void)
{
  const VasSheetItem items[] = { { 0, 600 }, { -5, 600 } };
  g_autoptr (GPtrArray) none = vas_sheet_plan (items, 2, 10000, 8);

  g_assert_nonnull (none);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_impossible_is_refused (void)
{
  const VasSheetItem item = { 100, 600 };
  const VasSheetItem bad_rate = { 100, -1 };
  const VasSheetItem thousand = { 1000, 600 };
  const VasSheetItem more = { 1001, 600 };
  g_autoptr (GPtrArray) sheets = vas_sheet_plan (&thousand, 1, 1, 8);

  g_assert_null (vas_sheet_plan (&item, 1, 0, 8));
  g_assert_null (vas_sheet_plan (&item, 1, 100, 0));
  g_assert_null (vas_sheet_plan (&bad_rate, 1, 100, 8));
  g_assert_cmpuint (sheets->len, ==, 1000);
  g_assert_null (vas_sheet_plan (&more, 1, 1, 8));
}

/* Nothing is lost or passes its limit, whatever is laid. */
static void
test_random_amounts_add_up (void)
{
  for (guint round = 0; round < 500; round++)
    {
      VasSheetItem items[20];
      const guint n = (guint) g_test_rand_int_range (1, 21);
      const VasMoney limit = g_test_rand_int_range (1000, 20000);
      const guint lines = (guint) g_test_rand_int_range (1, 9);
      VasMoney laid[20] = { 0 };
      g_autoptr (GPtrArray) sheets = NULL;

      for (guint i = 0; i < n; i++)
        items[i] = (VasSheetItem) { g_test_rand_int_range (1, 30000), g_test_rand_int_range (0, 1701) };
      sheets = vas_sheet_plan (items, n, limit, lines);
      g_assert_nonnull (sheets);

      for (guint s = 0; s < sheets->len; s++)
        {
          VasSheet *sheet = sheet_of (sheets, s);
          VasMoney gross = 0, net = 0, tax = 0;

          g_assert_cmpint (sheet->gross, <=, limit);
          g_assert_cmpuint (sheet->lines->len, <=, lines);
          for (guint l = 0; l < sheet->lines->len; l++)
            {
              VasSheetLine *line = line_of (sheet, l);

              g_assert_cmpint (line->net + line->tax, ==, line->gross);
              laid[line->item] += line->gross;
              gross += line->gross;
              net += line->net;
              tax += line->tax;
            }
          g_assert_true (gross == sheet->gross && net == sheet->net && tax == sheet->tax);
        }
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (laid[i], ==, items[i].amount);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-plan/totals-are-the-sums-of-the-lines-R23", test_totals_are_sums_of_lines);
  g_test_add_func ("/sheet-plan/a-sheet-takes-its-limit-to-the-fen-R20", test_limit_to_the_fen);
  g_test_add_func ("/sheet-plan/a-sheet-takes-its-lines-to-the-last-R20", test_lines_to_the_last);
  g_test_add_func ("/sheet-plan/one-item-over-the-limit-is-split", test_one_over_the_limit_is_split);
  g_test_add_func ("/sheet-plan/nothing-to-print-gives-no-sheet", test_nothing_gives_nothing);
  g_test_add_func ("/sheet-plan/what-cannot-be-laid-is-refused", test_impossible_is_refused);
  g_test_add_func ("/sheet-plan/whatever-is-laid-adds-up", test_random_amounts_add_up);
  return g_test_run ();
}
