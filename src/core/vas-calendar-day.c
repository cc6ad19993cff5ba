/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-calendar-day.h"

static const char * const vas_day_kind_ids[] = {
  "holiday",
  "workday",
  NULL,
};

const VasEnum vas_day_kind_enum = { "day_kind", vas_day_kind_ids };

static const VasField fields[] = {
  VAS_FIELD (VasCalendarDay, date, DATE, 0),
  VAS_FIELD_OF_ENUM (VasCalendarDay, kind, vas_day_kind_enum, 0),
  VAS_FIELD (VasCalendarDay, name, TEXT, 0),
  VAS_FIELD (VasCalendarDay, source_doc, TEXT, 0),
};

VAS_DEFINE_ENTITY (VasCalendarDay, vas_calendar_day, "calendar_day", fields)
