/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

gboolean   vas_parcel_is_live       (VasParcel   *parcel);
gboolean   vas_parcel_came_back     (VasParcel   *parcel);
gboolean   vas_fapiao_is_standing   (VasFapiao   *sheet);
gboolean   vas_fapiao_is_out        (VasFapiao   *sheet,
                                     VasParcel   *parcel);
gboolean   vas_fapiao_waits_here    (VasFapiao   *sheet,
                                     VasParcel   *parcel);
gboolean   vas_fapiao_is_at_desk    (VasFapiao   *sheet);

VasParcel *vas_case_find_parcel     (VasCase     *vas_case,
                                     const char  *key);
guint      vas_case_count_standing  (VasCase     *vas_case);
gboolean   vas_case_came_back       (VasCase     *vas_case);

gboolean   vas_request_same_recipient (VasRequest *request,
                                       VasRequest *other);
void       vas_rule_mailing         (VasRequest  *request,
                                     VasVerdict  *verdict);
char      *vas_rule_waybill         (const char  *text,
                                     VasVerdict  *verdict);

G_END_DECLS
