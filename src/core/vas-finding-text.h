/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-finding.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

char       *vas_finding_describe             (VasFinding *self);
char       *vas_finding_describe_with_clause (VasFinding *self);
const char *vas_finding_title                (VasFinding *self);
char       *vas_finding_fill                 (VasFinding *self,
                                              const char *sentence);
char       *vas_finding_format_figure        (VasFinding *self,
                                              const char *name);
char       *vas_verdict_describe_refusal     (VasVerdict *self);

G_END_DECLS
