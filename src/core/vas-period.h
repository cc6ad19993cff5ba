/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-time.h"

G_BEGIN_DECLS

/** VAS_REVIEW_WORKING_DAYS: R19 (§4.8(6)): a review ends within fifteen working days of the request. */
#define VAS_REVIEW_WORKING_DAYS 15

/**
 * VAS_PERSONAL_WORKING_DAYS: R29: a request about personal data that a person works on is done with within fifteen working days
 * (认定方法, 国信办秘字〔2019〕191 号, art. 6); the recommended standard's thirty days (GB/T 35273-2020, 8.7) are never exceeded.
 */
#define VAS_PERSONAL_WORKING_DAYS 15
#define VAS_PERSONAL_MOST_DAYS 30

VasDate     vas_period_end_days        (VasCalendar  *calendar,
                                        VasDate       first,
                                        int           days,
                                        gboolean     *moved,
                                        gboolean     *provisional);
VasDate     vas_period_end_months      (VasCalendar  *calendar,
                                        VasDate       first,
                                        int           months,
                                        gboolean     *moved,
                                        gboolean     *provisional);
VasDate     vas_period_end_years       (VasCalendar  *calendar,
                                        VasDate       first,
                                        int           years,
                                        gboolean     *moved,
                                        gboolean     *provisional);
VasInstant  vas_period_deadline        (VasDate       last_day);
gboolean    vas_period_contains        (VasInstant    begin,
                                        VasDate       last_day,
                                        VasInstant    instant);

VasDate     vas_period_request_window  (VasCalendar  *calendar,
                                        VasInstant    paid_at,
                                        gboolean     *moved,
                                        gboolean     *provisional);
VasDate     vas_period_review_term     (VasCalendar  *calendar,
                                        VasInstant    requested_at,
                                        gboolean     *provisional);
VasDate     vas_period_personal_term   (VasCalendar  *calendar,
                                        VasDate       received,
                                        int           days,
                                        gboolean     *provisional);

G_END_DECLS
