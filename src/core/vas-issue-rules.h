/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-stock.h"
#include "vas-time.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/* What the agreement and the tax office say of a sheet of fapiao paper, as pure functions. Each adds to @verdict. */

/** VAS_STOCK_RANGE_MAX: the most sheets of one range; more is a slip of the hand. */
#define VAS_STOCK_RANGE_MAX 100000

/**
 * VasEnding:
 * @VAS_ENDING_MISPRINT: all copies are here: voided in its month, reversed later
 * @VAS_ENDING_RETURNED: likewise; it came back for a refund (R21)
 * @VAS_ENDING_LOST: copies may be lost: a red-letter fapiao may reverse it in its month too
 *
 * Why an issued sheet ends.
 */
typedef enum {
  VAS_ENDING_MISPRINT,
  VAS_ENDING_RETURNED,
  VAS_ENDING_LOST,
} VasEnding;

void      vas_rule_stock_range    (VasStock    *range,
                                   VasVerdict  *verdict);
void      vas_rule_sheet_amount   (VasFapiao   *sheet,
                                   guint        n_lines,
                                   VasMoney     net,
                                   VasMoney     total,
                                   VasVerdict  *verdict);
void      vas_rule_issue_date     (VasFapiao   *sheet,
                                   VasDate      date,
                                   VasDate      today,
                                   VasVerdict  *verdict);
void      vas_rule_check_code     (const char  *check_code,
                                   VasVerdict  *verdict);
gboolean  vas_rule_ending         (VasFapiao   *sheet,
                                   VasEnding    ending,
                                   VasDate      today,
                                   const char  *red_code,
                                   const char  *red_number,
                                   gboolean     supervisor,
                                   VasVerdict  *verdict);
gboolean  vas_fapiao_is_handed_over (VasFapiao *sheet,
                                   VasParcel   *parcel);
gboolean  vas_fapiao_is_delivered (VasFapiao   *sheet,
                                   VasParcel   *parcel);
gboolean  vas_fapiao_is_lost      (VasFapiao   *sheet,
                                   VasParcel   *parcel);

G_END_DECLS
