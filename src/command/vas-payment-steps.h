/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"
#include "vas-order.h"
#include "vas-payment.h"

G_BEGIN_DECLS

gboolean  vas_payment_place      (VasRun      *run,
                                  VasPayment  *payment,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean  vas_payment_take       (VasRun      *run,
                                  VasPayment  *payment,
                                  GError     **error);
gboolean  vas_payment_pay        (VasRun      *run,
                                  VasOrder    *order,
                                  VasPayment  *payment,
                                  GError     **error);
gboolean  vas_payment_find_order (VasRun      *run,
                                  const char  *number,
                                  VasOrder   **order,
                                  GError     **error);

G_END_DECLS
