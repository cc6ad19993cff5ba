/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"

G_BEGIN_DECLS

/**
 * VasDayKind:
 *
 * How a day departs from the plain week.
 */
typedef enum {
  VAS_DAY_KIND_HOLIDAY, /* a day off */
  VAS_DAY_KIND_WORKDAY, /* 调休: a weekend day that is worked */
} VasDayKind;

extern const VasEnum vas_day_kind_enum;

#define VAS_TYPE_CALENDAR_DAY (vas_calendar_day_get_type ())
G_DECLARE_FINAL_TYPE (VasCalendarDay, vas_calendar_day, VAS, CALENDAR_DAY, VasEntity)

/**
 * VasCalendarDay:
 *
 * A day that departs from the plain week, by notice of the State Council.
 */
struct _VasCalendarDay
{
  VasEntity  parent_instance;

  gint32    date;
  VasDayKind kind;
  char     *name;
  char     *source_doc;
};

G_END_DECLS
