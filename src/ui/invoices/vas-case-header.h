/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasCaseHeader: whom the fapiao is for: title, kind, taxpayer id, amount; who has it and what became of it. */
#define VAS_TYPE_CASE_HEADER (vas_case_header_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseHeader, vas_case_header, VAS, CASE_HEADER, VasCaseCard)

char *vas_case_header_describe_term (VasCaseFile *file);

G_END_DECLS
