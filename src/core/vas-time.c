/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Instants and civil dates of Asia/Shanghai. Reading them is vas-time-parse.c. Pure functions save vas_instant_now(); any thread.
 *
 * Shanghai is taken as UTC+08:00 always, without the zone database, whatever TZ and locale the workstation has: China has kept that
 * offset without a break since its last summer time ended on 1991-09-15, and no record of this business is older. For earlier instants
 * the civil date of an hour near midnight may be off, which nothing here asks for.
 *
 * NONE goes in, NONE comes out; so does what would leave the years 1 to 9999. */

#include "vas-time.h"

#define SHANGHAI_OFFSET (8 * VAS_INSTANT_HOUR)
#define DAYS_PER_ERA 146097
#define DAYS_FROM_ERA_TO_EPOCH 719468

static gboolean
date_exists (gint64 date)
{
  return date >= VAS_DATE_MIN && date <= VAS_DATE_MAX;
}

static int
days_in_month (int year,
               int month)
{
  return g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year);
}

/**
 * vas_date_from_ymd:
 *
 * Returns: the date, or #VAS_DATE_NONE where there is no such day in the years 1 to 9999.
 */
VasDate
vas_date_from_ymd (int year,
                   int month,
                   int day)
{
  int years, month_from_march, day_of_year;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return VAS_DATE_NONE;

  /* Years counted from March, so that the leap day is a year's last. */
  years = month <= 2 ? year - 1 : year;
  month_from_march = (month + 9) % 12;
  day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  return years * 365 + years / 4 - years / 100 + years / 400 + day_of_year - DAYS_FROM_ERA_TO_EPOCH;
}

/**
 * vas_date_to_ymd:
 * @year: (out) (optional): 1 to 9999
 * @month: (out) (optional): 1 to 12
 * @day: (out) (optional): 1 to 31
 *
 * Returns: FALSE where @date is none; the out parameters are untouched then.
 */
gboolean
vas_date_to_ymd (VasDate  date,
                 int     *year,
                 int     *month,
                 int     *day)
{
  int days, era, day_of_era, year_of_era, day_of_year, month_from_march;

  if (!date_exists (date))
    return FALSE;

  days = date + DAYS_FROM_ERA_TO_EPOCH;
  era = days / DAYS_PER_ERA;
  day_of_era = days % DAYS_PER_ERA;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month_from_march = (5 * day_of_year + 2) / 153;

  if (year != NULL)
    *year = era * 400 + year_of_era + (month_from_march >= 10 ? 1 : 0);
  if (month != NULL)
    *month = (month_from_march + 2) % 12 + 1;
  if (day != NULL)
    *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  return TRUE;
}

/**
 * vas_date_format:
 *
 * Returns: (transfer full) (nullable): ISO 8601, such as "2021-08-24"; NULL for none.
 */
char *
vas_date_format (VasDate date)
{
  int year, month, day;

  if (!vas_date_to_ymd (date, &year, &month, &day))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/**
 * vas_date_weekday:
 *
 * Returns: 1 for Monday to 7 for Sunday; 0 for none.
 */
int
vas_date_weekday (VasDate date)
{
  if (!date_exists (date))
    return 0;

  /* VAS_DATE_MIN is a Monday. */
  return (date - VAS_DATE_MIN) % 7 + 1;
}

/**
 * vas_date_add_days:
 * @days: any number, negative to go back
 */
VasDate
vas_date_add_days (VasDate date,
                   int     days)
{
  gint64 sum = (gint64) date + days;

  return date_exists (date) && date_exists (sum) ? (VasDate) sum : VAS_DATE_NONE;
}

/**
 * vas_date_add_months:
 * @months: any number, negative to go back
 *
 * Returns: the same day of the month, or the month's last where it has no such day.
 */
VasDate
vas_date_add_months (VasDate date,
                     int     months)
{
  int year, month, day;
  gint64 total;

  if (!vas_date_to_ymd (date, &year, &month, &day))
    return VAS_DATE_NONE;

  total = (gint64) year * 12 + (month - 1) + months;
  if (total < 12 || total >= 10000 * 12)
    return VAS_DATE_NONE;

  year = (int) (total / 12);
  month = (int) (total % 12) + 1;
  return vas_date_from_ymd (year, month, MIN (day, days_in_month (year, month)));
}

/**
 * vas_date_add_years:
 * @years: any number, negative to go back
 *
 * Returns: the same day of the year; 28 February where 29 February is wanted of a common year.
 */
VasDate
vas_date_add_years (VasDate date,
                    int     years)
{
  if (years < -9999 || years > 9999)
    return VAS_DATE_NONE;

  return vas_date_add_months (date, years * 12);
}

/**
 * vas_date_start:
 *
 * Returns: the instant of 00:00 in Shanghai on @date.
 */
VasInstant
vas_date_start (VasDate date)
{
  return date_exists (date) ? date * VAS_INSTANT_DAY - SHANGHAI_OFFSET : VAS_INSTANT_NONE;
}

/**
 * vas_date_end:
 *
 * Returns: the instant of 24:00 in Shanghai on @date, which is the first that no longer belongs to it.
 */
VasInstant
vas_date_end (VasDate date)
{
  return date_exists (date) ? vas_date_start (date) + VAS_INSTANT_DAY : VAS_INSTANT_NONE;
}

/**
 * vas_instant_now:
 *
 * Returns: this machine's clock. Rules never call it: they are given a now.
 */
VasInstant
vas_instant_now (void)
{
  return g_get_real_time ();
}

/* Day and time of day of @instant as a clock @offset ahead of UTC shows it. */
static gboolean
split_instant (VasInstant  instant,
               gint64      offset,
               gint64     *day,
               gint64     *time_of_day)
{
  if (instant < VAS_DATE_MIN * VAS_INSTANT_DAY - offset || instant >= (VAS_DATE_MAX + 1) * VAS_INSTANT_DAY - offset)
    return FALSE;

  /* Counted from the first date, so that the division is one of positive numbers. */
  instant += offset - VAS_DATE_MIN * VAS_INSTANT_DAY;
  *day = instant / VAS_INSTANT_DAY + VAS_DATE_MIN;
  *time_of_day = instant % VAS_INSTANT_DAY;
  return TRUE;
}

/**
 * vas_instant_to_date:
 *
 * Returns: the civil date in Shanghai at @instant.
 */
VasDate
vas_instant_to_date (VasInstant instant)
{
  gint64 day, time_of_day;

  return split_instant (instant, SHANGHAI_OFFSET, &day, &time_of_day) ? (VasDate) day : VAS_DATE_NONE;
}

/**
 * vas_instant_format_utc:
 *
 * The form for files, the wire and the audit trail.
 *
 * Returns: (transfer full) (nullable): RFC 3339 in UTC, such as "2021-08-24T06:20:05.000001Z"; NULL for none.
 */
char *
vas_instant_format_utc (VasInstant instant)
{
  gint64 day, time_of_day;
  g_autofree char *date = NULL;

  if (!split_instant (instant, 0, &day, &time_of_day))
    return NULL;

  date = vas_date_format ((VasDate) day);
  return g_strdup_printf ("%sT%02d:%02d:%02d.%06dZ", date,
                          (int) (time_of_day / VAS_INSTANT_HOUR),
                          (int) (time_of_day / VAS_INSTANT_MINUTE % 60),
                          (int) (time_of_day / VAS_INSTANT_SECOND % 60),
                          (int) (time_of_day % VAS_INSTANT_SECOND));
}

/**
 * vas_instant_format_local:
 *
 * The form for people: Shanghai's clock, to the minute.
 *
 * Returns: (transfer full) (nullable): such as "2021-08-24 14:20"; NULL for none.
 */
char *
vas_instant_format_local (VasInstant instant)
{
  gint64 day, time_of_day;
  g_autofree char *date = NULL;

  if (!split_instant (instant, SHANGHAI_OFFSET, &day, &time_of_day))
    return NULL;

  date = vas_date_format ((VasDate) day);
  return g_strdup_printf ("%s %02d:%02d", date,
                          (int) (time_of_day / VAS_INSTANT_HOUR),
                          (int) (time_of_day / VAS_INSTANT_MINUTE % 60));
}
