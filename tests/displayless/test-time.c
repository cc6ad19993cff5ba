/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Civil dates and instants of Asia/Shanghai, against GLib's own calendar and zone database. The suite runs under a foreign TZ. */

#include "vas-core-error.h"
#include "vas-time.h"

#include <string.h>
#include <time.h>

static VasDate
day (const char *iso)
{
  VasDate date = VAS_DATE_NONE;

  g_assert_true (vas_date_parse (iso, &date, NULL));
  return date;
}

static VasInstant
at (const char *text)
{
  VasInstant instant = VAS_INSTANT_NONE;
  g_autoptr(GError) error = NULL;

  vas_instant_parse (text, &instant, &error);
  g_assert_no_error (error);
  return instant;
}

static void
test_every_day (void)
{
  g_autoptr(GDate) model = g_date_new_dmy (1, G_DATE_JANUARY, 1);

  for (VasDate date = VAS_DATE_MIN; date <= VAS_DATE_MAX; date++, g_date_add_days (model, 1))
    {
      int year = 0, month = 0, day_of_month = 0;

      if (!vas_date_to_ymd (date, &year, &month, &day_of_month) ||
          year != g_date_get_year (model) || month != (int) g_date_get_month (model) || day_of_month != g_date_get_day (model) ||
          vas_date_from_ymd (year, month, day_of_month) != date || vas_date_weekday (date) != (int) g_date_get_weekday (model))
        g_error ("day %d is taken for %d-%d-%d", date, year, month, day_of_month);
      if (year == 9999 && month == 12 && day_of_month == 31)
        break;
    }

  g_assert_cmpint (g_date_get_year (model), ==, 9999);
  g_assert_cmpint (vas_date_from_ymd (1970, 1, 1), ==, 0);
  g_assert_cmpint (vas_date_from_ymd (1, 1, 1), ==, VAS_DATE_MIN);
  g_assert_cmpint (vas_date_from_ymd (9999, 12, 31), ==, VAS_DATE_MAX);
}

static void
test_no_such_day (void)
{
  static const int bad[][3] = {
    { 2021, 2, 29 }, { 1900, 2, 29 }, { 2021, 4, 31 }, { 2021, 0, 1 }, { 2021, 13, 1 }, { 2021, 1, 0 }, { 2021, 1, 32 },
    { 0, 1, 1 }, { 10000, 1, 1 }, { -1, 1, 1 }, { 2021, -1, 1 }, { 2021, 1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (vas_date_from_ymd (bad[i][0], bad[i][1], bad[i][2]), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_from_ymd (2020, 2, 29), !=, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_from_ymd (2000, 2, 29), !=, VAS_DATE_NONE);
}

static void
test_none_stays_none (void)
{
  const VasDate outside[] = { VAS_DATE_NONE, VAS_DATE_MIN - 1, VAS_DATE_MAX + 1, G_MAXINT32 };
  int year = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_assert_false (vas_date_to_ymd (outside[i], &year, NULL, NULL));
      g_assert_cmpint (year, ==, 7);
      g_assert_null (vas_date_format (outside[i]));
      g_assert_cmpint (vas_date_weekday (outside[i]), ==, 0);
      g_assert_cmpint (vas_date_add_days (outside[i], 0), ==, VAS_DATE_NONE);
      g_assert_cmpint (vas_date_add_months (outside[i], 1), ==, VAS_DATE_NONE);
      g_assert_cmpint (vas_date_add_years (outside[i], 1), ==, VAS_DATE_NONE);
      g_assert_cmpint (vas_date_start (outside[i]), ==, VAS_INSTANT_NONE);
      g_assert_cmpint (vas_date_end (outside[i]), ==, VAS_INSTANT_NONE);
    }

  g_assert_cmpint (vas_instant_to_date (VAS_INSTANT_NONE), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_instant_to_date (G_MAXINT64), ==, VAS_DATE_NONE);
  g_assert_null (vas_instant_format_utc (VAS_INSTANT_NONE));
  g_assert_null (vas_instant_format_local (G_MAXINT64));
}

static void
test_strict_date (void)
{
  static const struct { const char *text; int code; } bad[] = {
    { "", VAS_CORE_ERROR_MISSING }, { "2021-8-24", VAS_CORE_ERROR_INVALID }, { "2021/08/24", VAS_CORE_ERROR_INVALID },
    { "20210824", VAS_CORE_ERROR_INVALID }, { " 2021-08-24", VAS_CORE_ERROR_INVALID }, { "2021-08-24 ", VAS_CORE_ERROR_INVALID },
    { "2021-08-24T00:00", VAS_CORE_ERROR_INVALID }, { "２021-08-24", VAS_CORE_ERROR_INVALID }, { "-021-08-24", VAS_CORE_ERROR_INVALID },
    { "2021-08-2", VAS_CORE_ERROR_INVALID }, { "\xff", VAS_CORE_ERROR_INVALID }, { "2021-02-29", VAS_CORE_ERROR_RANGE },
    { "2021-13-01", VAS_CORE_ERROR_RANGE }, { "0000-01-01", VAS_CORE_ERROR_RANGE }, { "2021-00-10", VAS_CORE_ERROR_RANGE },
  };

  g_assert_cmpint (day ("2021-08-24"), ==, vas_date_from_ymd (2021, 8, 24));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      VasDate out = 7;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_false (vas_date_parse (bad[i].text, &out, &error));
      g_assert_error (error, VAS_CORE_ERROR, bad[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (out, ==, 7);
    }
}

static void
test_lenient_date (void)
{
  static const char *const good[] = {
    "2021-08-24", "2021-8-24", "2021/8/24", "2021/08/24", "20210824", "2021年8月24日", "2021 年 8 月 24 日", "2021年08月24日",
    "  2021/8/24 ", "２０２１／８／２４", "２０２１年８月２４日", "　20210824",
  };
  static const struct { const char *text; int code; } bad[] = {
    { "", VAS_CORE_ERROR_MISSING }, { "  ", VAS_CORE_ERROR_MISSING }, { "8/24", VAS_CORE_ERROR_INVALID }, { "21/8/24", VAS_CORE_ERROR_INVALID },
    { "2021/8-24", VAS_CORE_ERROR_INVALID }, { "2021 8 24", VAS_CORE_ERROR_INVALID }, { "2021年8月24", VAS_CORE_ERROR_INVALID },
    { "2021年8月", VAS_CORE_ERROR_INVALID }, { "2021824", VAS_CORE_ERROR_INVALID }, { "202108240", VAS_CORE_ERROR_INVALID },
    { "2021/8/24日", VAS_CORE_ERROR_INVALID }, { "2021/8/245", VAS_CORE_ERROR_INVALID }, { "24/8/2021", VAS_CORE_ERROR_INVALID },
    { "2021/2/29", VAS_CORE_ERROR_RANGE }, { "20211301", VAS_CORE_ERROR_RANGE }, { "2021年2月30日", VAS_CORE_ERROR_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      VasDate out = 7;

      g_test_message ("%s", good[i]);
      g_assert_true (vas_date_parse_lenient (good[i], &out, NULL));
      g_assert_cmpint (out, ==, vas_date_from_ymd (2021, 8, 24));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      VasDate out = 7;

      g_test_message ("%s", bad[i].text);
      g_assert_false (vas_date_parse_lenient (bad[i].text, &out, &error));
      g_assert_error (error, VAS_CORE_ERROR, bad[i].code);
      g_assert_cmpint (out, ==, 7);
    }
}

static void
test_add (void)
{
  static const struct { const char *from; int months; const char *to; } cases[] = {
    { "2021-01-31", 1, "2021-02-28" }, { "2020-01-31", 1, "2020-02-29" }, { "2021-01-28", 1, "2021-02-28" }, { "2021-02-28", 1, "2021-03-28" },
    { "2021-03-31", -1, "2021-02-28" }, { "2021-12-31", 2, "2022-02-28" }, { "2021-01-15", -1, "2020-12-15" }, { "2021-08-24", 0, "2021-08-24" },
    { "2020-02-29", 12, "2021-02-28" }, { "2020-02-29", 48, "2024-02-29" }, { "2021-08-24", -24, "2019-08-24" }, { "2021-05-31", 6, "2021-11-30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *to = vas_date_format (vas_date_add_months (day (cases[i].from), cases[i].months));

      g_assert_cmpstr (to, ==, cases[i].to);
    }

  g_assert_cmpint (vas_date_add_years (day ("2020-02-29"), 1), ==, day ("2021-02-28"));
  g_assert_cmpint (vas_date_add_years (day ("2023-02-28"), 1), ==, day ("2024-02-28"));
  g_assert_cmpint (vas_date_add_years (day ("2021-08-24"), -1), ==, day ("2020-08-24"));
  g_assert_cmpint (vas_date_add_days (day ("2020-02-28"), 2), ==, day ("2020-03-01"));
}

static void
test_add_leaves_the_range (void)
{
  g_assert_cmpint (vas_date_add_days (VAS_DATE_MAX, 1), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_days (VAS_DATE_MIN, -1), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_days (0, G_MAXINT), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_months (VAS_DATE_MAX, 1), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_months (VAS_DATE_MIN, -1), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_months (day ("0001-02-01"), -1), ==, VAS_DATE_MIN);
  g_assert_cmpint (vas_date_add_months (day ("9999-11-30"), 1), ==, day ("9999-12-30"));
  g_assert_cmpint (vas_date_add_months (0, G_MAXINT), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_months (0, G_MININT), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_years (0, G_MAXINT), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_years (0, G_MININT), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_date_add_years (VAS_DATE_MIN, 9998), ==, day ("9999-01-01"));
}

static void
test_day_edges (void)
{
  VasDate date = day ("2021-08-24");

  g_assert_cmpint (vas_date_start (date), ==, at ("2021-08-23T16:00:00Z"));
  g_assert_cmpint (vas_date_end (date), ==, vas_date_start (date + 1));
  g_assert_cmpint (vas_instant_to_date (vas_date_start (date)), ==, date);
  g_assert_cmpint (vas_instant_to_date (vas_date_start (date) - 1), ==, date - 1);
  g_assert_cmpint (vas_instant_to_date (vas_date_end (date) - 1), ==, date);
  g_assert_cmpint (vas_instant_to_date (vas_date_end (date)), ==, date + 1);

  /* Before the epoch the division still goes down. */
  g_assert_cmpint (vas_instant_to_date (-8 * VAS_INSTANT_HOUR), ==, 0);
  g_assert_cmpint (vas_instant_to_date (-8 * VAS_INSTANT_HOUR - 1), ==, -1);
  g_assert_cmpint (vas_instant_to_date (vas_date_start (VAS_DATE_MIN)), ==, VAS_DATE_MIN);
  g_assert_cmpint (vas_instant_to_date (vas_date_start (VAS_DATE_MIN) - 1), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_instant_to_date (vas_date_end (VAS_DATE_MAX) - 1), ==, VAS_DATE_MAX);
  g_assert_cmpint (vas_instant_to_date (vas_date_end (VAS_DATE_MAX)), ==, VAS_DATE_NONE);
}

static void
test_instant_parse (void)
{
  VasInstant noon = vas_date_start (day ("2021-08-24")) + 14 * VAS_INSTANT_HOUR + 20 * VAS_INSTANT_MINUTE;
  const struct { const char *text; VasInstant instant; } good[] = {
    { "2021-08-24 14:20", noon }, { "2021-08-24 14:20:05", noon + 5 * VAS_INSTANT_SECOND }, { "2021-08-24 14:20:05.5", noon + 5500000 },
    { "2021-08-24 14:20:05.000001", noon + 5000001 }, { "2021-08-24T06:20:00Z", noon }, { "2021-08-24t06:20:00z", noon },
    { "2021-08-24T14:20:00+08:00", noon }, { "2021-08-24T01:20:00-05:00", noon }, { "2021-08-24T11:50:00+05:30", noon },
    { "2021-08-24T06:20:00-00:00", noon }, { "2021-08-24 14:20:00+08:00", noon }, { "2021-08-24T06:20:05.1234560Z", noon + 5123456 },
    { "1970-01-01T00:00:00Z", 0 }, { "1969-12-31T23:59:59.999999Z", -1 },
    { "2021-08-24 00:00", vas_date_start (day ("2021-08-24")) }, { "2021-08-24 23:59:59.999999", vas_date_end (day ("2021-08-24")) - 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_cmpint (at (good[i].text), ==, good[i].instant);
    }
}

static void
test_instant_refuses (void)
{
  static const struct { const char *text; int code; const char *says; } bad[] = {
    { "", VAS_CORE_ERROR_MISSING, "empty" }, { "2021-08-24", VAS_CORE_ERROR_INVALID, "between date and time" },
    { "14:20", VAS_CORE_ERROR_INVALID, "begins with a date" }, { " 2021-08-24 14:20", VAS_CORE_ERROR_INVALID, "begins with a date" },
    { "2021-08-24  14:20", VAS_CORE_ERROR_INVALID, "written as" }, { "2021-08-24T14:20Z", VAS_CORE_ERROR_INVALID, "has seconds" },
    { "2021-08-24T14:20:00", VAS_CORE_ERROR_INVALID, "Z or an offset" }, { "2021-08-24 24:00", VAS_CORE_ERROR_INVALID, "between 00:00" },
    { "2021-08-24 14:60", VAS_CORE_ERROR_INVALID, "between 00:00" }, { "2021-08-24T23:59:60Z", VAS_CORE_ERROR_INVALID, "between 00:00" },
    { "2021-08-24 14:20:05.", VAS_CORE_ERROR_INVALID, "six decimals" }, { "2021-08-24 14:20:05.0000001", VAS_CORE_ERROR_INVALID, "six decimals" },
    { "2021-08-24T14:20:00+8", VAS_CORE_ERROR_INVALID, "followed by" }, { "2021-08-24T14:20:00+0800", VAS_CORE_ERROR_INVALID, "followed by" },
    { "2021-08-24T14:20:00+24:00", VAS_CORE_ERROR_INVALID, "followed by" }, { "2021-08-24T14:20:00+08:60", VAS_CORE_ERROR_INVALID, "followed by" },
    { "2021-08-24T14:20:00ZZ", VAS_CORE_ERROR_INVALID, "nothing follows" }, { "2021-08-24 14:20 ", VAS_CORE_ERROR_INVALID, "followed by" },
    { "2021-08-24 4:20", VAS_CORE_ERROR_INVALID, "written as" }, { "2021-02-29 14:20", VAS_CORE_ERROR_RANGE, "no such day" },
    { "0001-01-01T00:00:00+08:00", VAS_CORE_ERROR_RANGE, "1 to 9999" }, { "9999-12-31T23:59:59Z", VAS_CORE_ERROR_RANGE, "1 to 9999" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      VasInstant out = 7;

      g_test_message ("%s", bad[i].text);
      g_assert_false (vas_instant_parse (bad[i].text, &out, &error));
      g_assert_error (error, VAS_CORE_ERROR, bad[i].code);
      g_assert_nonnull (strstr (error->message, bad[i].says));
      g_assert_cmpint (out, ==, 7);
    }
}

static void
test_instant_format (void)
{
  VasInstant instant = at ("2021-08-24 14:20:05.000001");
  g_autofree char *utc = vas_instant_format_utc (instant);
  g_autofree char *local = vas_instant_format_local (instant);
  g_autofree char *last_moment = vas_instant_format_local (at ("2020-12-31T15:59:59.999999Z"));
  g_autofree char *next_year = vas_instant_format_local (at ("2020-12-31T16:00:00Z"));
  g_autofree char *before_epoch = vas_instant_format_utc (-1);

  g_assert_cmpstr (utc, ==, "2021-08-24T06:20:05.000001Z");
  g_assert_cmpstr (local, ==, "2021-08-24 14:20");
  g_assert_cmpstr (last_moment, ==, "2020-12-31 23:59");
  g_assert_cmpstr (next_year, ==, "2021-01-01 00:00");
  g_assert_cmpstr (before_epoch, ==, "1969-12-31T23:59:59.999999Z");
  g_assert_cmpint (at (utc), ==, instant);
}

/* Asks the system's zone database whether Shanghai has been at +08:00 at every hour since the last summer time ended. */
static void
test_zone_database_agrees (void)
{
  g_autoptr(GTimeZone) shanghai = g_time_zone_new_identifier ("Asia/Shanghai");

  if (shanghai == NULL)
    {
      g_test_skip ("The system has no zone database");
      return;
    }

  for (VasInstant instant = vas_date_start (day ("1991-09-16")); instant < vas_date_start (day ("2030-01-01")); instant += VAS_INSTANT_HOUR)
    {
      int interval = g_time_zone_find_interval (shanghai, G_TIME_TYPE_UNIVERSAL, instant / VAS_INSTANT_SECOND);

      g_assert_cmpint (g_time_zone_get_offset (shanghai, interval), ==, 8 * 60 * 60);
    }
}

static void
test_foreign_zone (void)
{
  static const char *const zones[] = { "UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *local = NULL;

      g_setenv ("TZ", zones[i], TRUE);
      tzset ();
      local = vas_instant_format_local (at ("2021-11-07T06:30:00Z"));
      g_assert_cmpstr (local, ==, "2021-11-07 14:30");
      g_assert_cmpint (at ("2021-11-07 14:30"), ==, at ("2021-11-07T06:30:00Z"));
    }
}

static void
test_now (void)
{
  VasInstant before = g_get_real_time ();
  VasInstant now = vas_instant_now ();

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now - before, <, VAS_INSTANT_MINUTE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/ymd/every-day-of-ten-thousand-years-agrees-with-glib", test_every_day);
  g_test_add_func ("/date/ymd/no-such-day-is-none", test_no_such_day);
  g_test_add_func ("/date/none-stays-none", test_none_stays_none);
  g_test_add_func ("/date/parse/strict-takes-iso-only", test_strict_date);
  g_test_add_func ("/date/parse/lenient-takes-what-people-write", test_lenient_date);
  g_test_add_func ("/date/add/months-clamp-to-the-last-day", test_add);
  g_test_add_func ("/date/add/leaving-the-range-is-none", test_add_leaves_the_range);
  g_test_add_func ("/instant/date/midnight-belongs-to-the-new-day", test_day_edges);
  g_test_add_func ("/instant/parse/takes-rfc-3339-and-civil-time", test_instant_parse);
  g_test_add_func ("/instant/parse/refusal-names-the-rule", test_instant_refuses);
  g_test_add_func ("/instant/format/utc-reads-back", test_instant_format);
  g_test_add_func ("/instant/zone/shanghai-is-eight-hours-ahead", test_zone_database_agrees);
  g_test_add_func ("/instant/zone/workstation-zone-does-not-matter", test_foreign_zone);
  g_test_add_func ("/instant/now/is-the-clock", test_now);
  return g_test_run ();
}
