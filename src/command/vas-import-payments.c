/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Payments out of a file (R8): one that equals the price of an open order pays it; one that an order already counts as its own
 * is put beside it; everything else (late, double, short, unknown) waits at the payment desk.
 */

#include "vas-import.h"

#include "vas-payment-steps.h"

gboolean
vas_import_payments_check (VasRun      *run,
                           VasVerdict  *verdict,
                           GError     **error)
{
  return vas_import_check_types (run, (GType[]) { VAS_TYPE_PAYMENT, G_TYPE_INVALID }, error);
}

gboolean
vas_import_payments_apply (VasRun  *run,
                           GError **error)
{
  GPtrArray *rows = vas_command_get_payload (run->command);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (VasVerdict) why = vas_verdict_new ();

      if (!vas_payment_place (run, g_ptr_array_index (rows, i), why, error) ||
          !vas_payment_take (run, g_ptr_array_index (rows, i), error))
        return FALSE;
    }

  return TRUE;
}
