/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

char  *vas_notice_text_shipped      (VasCase            *vas_case);
char  *vas_notice_text_pickup       (VasCase            *vas_case);
char  *vas_notice_text_kept         (VasCase            *vas_case);
char  *vas_notice_text_told         (VasCase            *vas_case);
char  *vas_notice_text_rejected     (VasCase            *vas_case,
                                     const char * const *reasons);
char  *vas_notice_text_extended     (VasCase            *vas_case,
                                     const char         *reason,
                                     VasDate             due);
char  *vas_notice_text_reship       (VasCase            *vas_case);

char  *vas_notice_text_finding      (VasFinding         *finding);
GStrv  vas_notice_text_findings     (VasVerdict         *verdict);

char *vas_notice_text_photo    (VasRequest       *request);

G_END_DECLS
