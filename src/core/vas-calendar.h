/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar-day.h"
#include "vas-time.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VasCalendarException:
 * @date: the day
 * @kind: what it is, whatever its weekday
 * @name: the holiday it belongs to, such as 春节
 * @source: the notice that says so, such as 国办发明电〔2020〕27号
 */
typedef struct
{
  VasDate      date;
  VasDayKind   kind;
  const char  *name;
  const char  *source;
} VasCalendarException;

/** VasCalendar: the working days of the mainland. Immutable; shared between threads by reference. */
typedef struct _VasCalendar VasCalendar;

/** VasCalendarBuilder: a calendar in the making. One thread. */
typedef struct _VasCalendarBuilder VasCalendarBuilder;

#define VAS_TYPE_CALENDAR (vas_calendar_get_type ())
GType                       vas_calendar_get_type             (void);

VasCalendarBuilder         *vas_calendar_builder_new          (void);
void                        vas_calendar_builder_free         (VasCalendarBuilder          *self);
gboolean                    vas_calendar_builder_add          (VasCalendarBuilder          *self,
                                                               const VasCalendarException  *day,
                                                               GError                     **error);
VasCalendar                *vas_calendar_builder_end          (VasCalendarBuilder          *self);

VasCalendar                *vas_calendar_new                  (const VasCalendarException  *days,
                                                               gsize                        n_days,
                                                               GError                     **error);
VasCalendar                *vas_calendar_parse_csv            (const char                  *text,
                                                               gssize                       length,
                                                               GError                     **error);
VasCalendar                *vas_calendar_ref                  (VasCalendar                 *self);
void                        vas_calendar_unref                (VasCalendar                 *self);

gsize                       vas_calendar_get_n_days           (VasCalendar                 *self);
const VasCalendarException *vas_calendar_get_day              (VasCalendar                 *self,
                                                               gsize                        index);
const VasCalendarException *vas_calendar_lookup               (VasCalendar                 *self,
                                                               VasDate                      date);
int                         vas_calendar_get_first_year       (VasCalendar                 *self);
int                         vas_calendar_get_last_year        (VasCalendar                 *self);
gboolean                    vas_calendar_knows_year           (VasCalendar                 *self,
                                                               int                          year);

gboolean                    vas_calendar_is_working_day       (VasCalendar                 *self,
                                                               VasDate                      date,
                                                               gboolean                    *provisional);
VasDate                     vas_calendar_next_working_day     (VasCalendar                 *self,
                                                               VasDate                      date,
                                                               gboolean                    *provisional);
VasDate                     vas_calendar_add_working_days     (VasCalendar                 *self,
                                                               VasDate                      start,
                                                               int                          days,
                                                               gboolean                    *provisional);
int                         vas_calendar_working_days_between (VasCalendar                 *self,
                                                               VasDate                      from,
                                                               VasDate                      to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCalendar, vas_calendar_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCalendarBuilder, vas_calendar_builder_free)

G_END_DECLS
