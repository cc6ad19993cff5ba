/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VasInstant: a moment, in microseconds since 1970-01-01T00:00:00Z. */
typedef gint64 VasInstant;

/** VasDate: a civil date of Asia/Shanghai, in days since 1970-01-01. From year 1 to year 9999. */
typedef gint32 VasDate;

#define VAS_INSTANT_NONE G_MININT64
#define VAS_DATE_NONE G_MININT32

/** VAS_DATE_MIN, VAS_DATE_MAX: 0001-01-01 and 9999-12-31, the ends of what a date can be. */
#define VAS_DATE_MIN (-719162)
#define VAS_DATE_MAX 2932896

#define VAS_INSTANT_SECOND G_GINT64_CONSTANT (1000000)
#define VAS_INSTANT_MINUTE (60 * VAS_INSTANT_SECOND)
#define VAS_INSTANT_HOUR (60 * VAS_INSTANT_MINUTE)
#define VAS_INSTANT_DAY (24 * VAS_INSTANT_HOUR)

VasDate     vas_date_from_ymd         (int          year,
                                       int          month,
                                       int          day);
gboolean    vas_date_to_ymd           (VasDate      date,
                                       int         *year,
                                       int         *month,
                                       int         *day);
gboolean    vas_date_parse            (const char  *text,
                                       VasDate     *out,
                                       GError     **error);
gboolean    vas_date_parse_lenient    (const char  *text,
                                       VasDate     *out,
                                       GError     **error);
char       *vas_date_format           (VasDate      date);
int         vas_date_weekday          (VasDate      date);
VasDate     vas_date_add_days         (VasDate      date,
                                       int          days);
VasDate     vas_date_add_months       (VasDate      date,
                                       int          months);
VasDate     vas_date_add_years        (VasDate      date,
                                       int          years);
VasInstant  vas_date_start            (VasDate      date);
VasInstant  vas_date_end              (VasDate      date);

VasInstant  vas_instant_now           (void);
VasDate     vas_instant_to_date       (VasInstant   instant);
gboolean    vas_instant_parse         (const char  *text,
                                       VasInstant  *out,
                                       GError     **error);
char       *vas_instant_format_utc    (VasInstant   instant);
char       *vas_instant_format_local  (VasInstant   instant);

G_END_DECLS
