/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

VasMoney        vas_case_get_tax_total   (VasCase     *vas_case);
void            vas_rule_returned_number (VasFapiao   *sheet,
                                          const char  *code,
                                          const char  *number,
                                          VasVerdict  *verdict);
void            vas_rule_returned_qr     (VasFapiao   *sheet,
                                          const char  *qr_text,
                                          VasVerdict  *verdict);
void            vas_rule_returned_photo  (VasFapiao   *sheet,
                                          gboolean     agrees,
                                          VasVerdict  *verdict);
VasRequestState vas_return_state_before  (VasCase     *vas_case);
VasFinding     *vas_refund_gate          (VasCase     *vas_case);

G_END_DECLS
