/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-case.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/* What the agreement says of an invoice request (§4.8), as pure functions over a case. Each adds its findings to @verdict. */

void vas_rule_account      (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_stated       (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_title        (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_taxpayer_id  (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_cap          (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_window       (VasCase     *vas_case,
                            VasCalendar *calendar,
                            VasVerdict  *verdict);
void vas_rule_recipient    (VasCase     *vas_case,
                            VasVerdict  *verdict);
void vas_rule_term         (VasCase     *vas_case,
                            VasCalendar *calendar,
                            VasDate      today,
                            VasVerdict  *verdict);

VasDate vas_request_propose_extension (VasCalendar *calendar,
                                       VasRequest  *request,
                                       VasDate      today);

void vas_rules_judge_request (VasCase     *vas_case,
                              VasCalendar *calendar,
                              VasVerdict  *verdict);

G_END_DECLS
