/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-money.h"

static void
test_add_overflow (void)
{
  VasMoney sum = 7;

  g_assert_true (vas_money_add (1, 2, &sum));
  g_assert_cmpint (sum, ==, 3);
  g_assert_false (vas_money_add (G_MAXINT64, 1, &sum));
  g_assert_cmpint (sum, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/add/overflow-is-refused", test_add_overflow);
  return g_test_run ();
}
