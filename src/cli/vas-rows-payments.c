/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payments out of a file. Whether one pays its order or waits at the payment desk is for the command to say (R8). */

#include "vas-rows.h"

#include "vas-payment.h"

#include <glib/gi18n.h>

static const VasRowsColumn columns[] = {
  { "transaction_no", "transaction_no", TRUE },
  { "channel", "channel", TRUE },
  { "order_number", "order_number", TRUE },
  { "amount", "amount", TRUE },
  { "paid_at", "paid_at", TRUE },
};

static VasRowsResult
read_payment (VasImporter  *importer,
              VasEntity    *entity,
              GPtrArray    *records,
              GError      **error)
{
  VasPayment *payment = VAS_PAYMENT (entity);

  if (payment->amount <= 0)
    vas_importer_complain (importer, "amount", "R8", _("a payment is more than nothing"));
  if (payment->paid_at > vas_importer_get_now (importer))
    vas_importer_complain (importer, "paid_at", "R8", _("it lies in the future"));
  payment->state = VAS_PAYMENT_STATE_DESK;

  if (!vas_importer_is_checking (importer))
    {
      g_autofree char *key = vas_importer_new_key (importer, "payment");

      vas_entity_set_key (entity, key);
      g_ptr_array_add (records, g_object_ref (entity));
    }

  return VAS_ROWS_TAKE;
}

const VasRowsKind vas_rows_payments = {
  "payments", "import.payments", columns, G_N_ELEMENTS (columns), vas_payment_get_type, "transaction_no", NULL, read_payment, NULL, TRUE,
};
