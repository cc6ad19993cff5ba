/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"
#include "vas-stock.h"

G_BEGIN_DECLS

/* What several commands on fapiao paper share. */

void       vas_issue_fail_text    (VasVerdict      *verdict,
                                   const char      *rule,
                                   const char      *code,
                                   const char      *figure,
                                   const char      *text);
void       vas_issue_fail_sheet   (VasVerdict      *verdict,
                                   const char      *rule,
                                   const char      *code,
                                   VasFapiao       *sheet);
VasFapiao *vas_issue_get_sheet    (VasRun          *run,
                                   VasCase        **vas_case,
                                   GError         **error);
VasParcel *vas_issue_find_parcel  (VasCase         *vas_case,
                                   VasFapiao       *sheet);
guint      vas_issue_count_lines  (VasCase         *vas_case,
                                   VasFapiao       *sheet);
const char *vas_issue_case_name   (VasRequest      *request);
void       vas_issue_end_sheet    (VasRun          *run,
                                   VasFapiao       *sheet,
                                   VasFapiaoState   state,
                                   const char      *reason);
gboolean   vas_issue_judge_red    (VasRun          *run,
                                   const char      *code,
                                   const char      *number,
                                   VasVerdict      *verdict,
                                   GError         **error);
gboolean   vas_issue_hand_over    (VasRun          *run,
                                   VasStock        *range,
                                   GError         **error);

G_END_DECLS
