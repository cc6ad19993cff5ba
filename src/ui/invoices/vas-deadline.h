/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-request.h"

G_BEGIN_DECLS

/**
 * VasUrgency:
 * @VAS_URGENCY_NONE: nothing is due
 * @VAS_URGENCY_CALM: more than four working days are left
 * @VAS_URGENCY_SOON: two to four
 * @VAS_URGENCY_NOW: one, today, or late
 */
typedef enum {
  VAS_URGENCY_NONE,
  VAS_URGENCY_CALM,
  VAS_URGENCY_SOON,
  VAS_URGENCY_NOW,
} VasUrgency;

char       *vas_deadline_describe  (VasRequest  *request,
                                    VasCalendar *calendar,
                                    VasDate      today,
                                    VasUrgency  *urgency);
const char *vas_urgency_class      (VasUrgency   urgency);
const char *vas_urgency_icon       (VasUrgency   urgency);

G_END_DECLS
