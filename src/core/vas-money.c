/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Money: checked arithmetic on fen. Pure functions; any thread. */

#include "vas-money.h"

/**
 * vas_money_add:
 * @sum: (out): a + b
 *
 * Returns: FALSE where the sum does not fit; @sum is untouched then.
 */
gboolean
vas_money_add (VasMoney  a,
               VasMoney  b,
               VasMoney *sum)
{
  VasMoney result;

  if (__builtin_add_overflow (a, b, &result))
    return FALSE;

  *sum = result;
  return TRUE;
}
