/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-finding-codes.h"

G_BEGIN_DECLS

/* The words of findings, a table for each part of the work; each ends with a NULL code. */
extern const VasFindingCode vas_finding_codes_catalog[];
extern const VasFindingCode vas_finding_codes_issue[];
extern const VasFindingCode vas_finding_codes_ship[];
extern const VasFindingCode vas_finding_codes_shop[];
extern const VasFindingCode vas_finding_codes_orders[];

G_END_DECLS
