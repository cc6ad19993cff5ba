/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Periods by the Civil Code, over every day of 2020 to 2026, against a slow plain model: GLib's calendar, one step at a time, and the raw
 * text of the calendar file. */

#include "vas-period.h"

#include <string.h>

typedef struct
{
  char        *text;
  VasCalendar *calendar;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "cn-calendar.csv", NULL);
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &self->text, NULL, &error);
  g_assert_no_error (error);
  self->calendar = vas_calendar_parse_csv (self->text, -1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_free (self->text);
  vas_calendar_unref (self->calendar);
}

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

  g_assert_true (vas_instant_parse (text, &instant, NULL));
  return instant;
}

static VasDate
from_model (const GDate *model)
{
  return vas_date_from_ymd (g_date_get_year (model), g_date_get_month (model), g_date_get_day (model));
}

static gboolean
plain_is_working_day (const Fixture *self,
                      const GDate   *model)
{
  g_autofree char *holiday = g_strdup_printf ("\n%04d-%02d-%02d,holiday,", g_date_get_year (model), g_date_get_month (model), g_date_get_day (model));
  g_autofree char *workday = g_strdup_printf ("\n%04d-%02d-%02d,workday,", g_date_get_year (model), g_date_get_month (model), g_date_get_day (model));

  if (strstr (self->text, holiday) != NULL)
    return FALSE;
  if (strstr (self->text, workday) != NULL)
    return TRUE;

  return g_date_get_weekday (model) <= G_DATE_FRIDAY;
}

/* Puts @model on the last day of the period: the day @months months on, or the month's last, or so many @days on; then on from there
 * while nobody works. Returns whether it moved; @unknown whether a day of 2027 or later had to be judged. */
static gboolean
plain_end (const Fixture *self,
           GDate         *model,
           int            months,
           int            days,
           gboolean      *unknown)
{
  int wanted_day = g_date_get_day (model);
  gboolean moved = FALSE;

  if (months > 0)
    {
      int year = g_date_get_year (model), month = g_date_get_month (model);

      for (int i = 0; i < months; i++)
        {
          month = month == 12 ? 1 : month + 1;
          year = month == 1 ? year + 1 : year;
        }
      while (!g_date_valid_dmy (wanted_day, month, year))
        wanted_day--;
      g_date_set_dmy (model, wanted_day, month, year);
    }
  for (int i = 0; i < days; i++)
    g_date_add_days (model, 1);

  *unknown = g_date_get_year (model) > 2026;
  while (!plain_is_working_day (self, model))
    {
      g_date_add_days (model, 1);
      moved = TRUE;
      *unknown = *unknown || g_date_get_year (model) > 2026;
    }

  return moved;
}

typedef VasDate (*PeriodEnd) (VasCalendar *calendar,
                              VasDate      first,
                              int          length,
                              gboolean    *moved,
                              gboolean    *provisional);

static void
check_every_day (const Fixture *self,
                 PeriodEnd      period_end,
                 int            length,
                 int            months,
                 int            days)
{
  guint n_moved = 0;

  for (VasDate first = day ("2020-01-01"); first <= day ("2026-12-31"); first++)
    {
      int year, month, day_of_month;
      gboolean moved = FALSE, provisional = FALSE, unknown = FALSE, model_moved;
      g_autoptr(GDate) model = NULL;

      g_assert_true (vas_date_to_ymd (first, &year, &month, &day_of_month));
      model = g_date_new_dmy (day_of_month, month, year);
      model_moved = plain_end (self, model, months, days, &unknown);
      g_assert_cmpint (period_end (self->calendar, first, length, &moved, &provisional), ==, from_model (model));
      g_assert_cmpint (moved, ==, model_moved);
      g_assert_cmpint (provisional, ==, unknown);
      n_moved += moved ? 1 : 0;
    }

  /* Nearly a third of all days are not working days: a model that never moves would not notice. */
  g_assert_cmpuint (n_moved, >, 700);
}

static void
test_days (Fixture       *self,
           gconstpointer  data)
{
  static const int lengths[] = { 1, 7, 15, 30, 90, 365 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    check_every_day (self, vas_period_end_days, lengths[i], 0, lengths[i]);
}

static void
test_months (Fixture       *self,
             gconstpointer  data)
{
  static const int lengths[] = { 1, 2, 3, 6, 11, 13 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    check_every_day (self, vas_period_end_months, lengths[i], lengths[i], 0);
}

static void
test_years (Fixture       *self,
            gconstpointer  data)
{
  static const int lengths[] = { 1, 2, 3 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    check_every_day (self, vas_period_end_years, lengths[i], 12 * lengths[i], 0);
}

static void
test_moved (Fixture       *self,
            gconstpointer  data)
{
  gboolean moved = TRUE;

  /* 24 August 2022 is a plain Wednesday. */
  g_assert_cmpint (vas_period_end_years (self->calendar, day ("2021-08-24"), 1, &moved, NULL), ==, day ("2022-08-24"));
  g_assert_false (moved);
  /* 1 October: seven days off, and the weekend after them is worked. */
  g_assert_cmpint (vas_period_end_years (self->calendar, day ("2021-10-01"), 1, &moved, NULL), ==, day ("2022-10-08"));
  g_assert_true (moved);
  /* A Sunday that is worked stays the last day. */
  g_assert_cmpint (vas_period_end_years (self->calendar, day ("2021-10-09"), 1, &moved, NULL), ==, day ("2022-10-09"));
  g_assert_false (moved);
  /* 29 February has no counterpart: the month's last day, which is a Sunday in 2021. */
  g_assert_cmpint (vas_period_end_years (self->calendar, day ("2020-02-29"), 1, &moved, NULL), ==, day ("2021-03-01"));
  g_assert_true (moved);
  g_assert_cmpint (vas_period_end_months (self->calendar, day ("2022-01-31"), 1, &moved, NULL), ==, day ("2022-02-28"));
  g_assert_false (moved);
}

static void
test_no_period (Fixture       *self,
                gconstpointer  data)
{
  gboolean moved = TRUE, provisional = TRUE;

  g_assert_cmpint (vas_period_end_days (self->calendar, VAS_DATE_NONE, 1, &moved, &provisional), ==, VAS_DATE_NONE);
  g_assert_false (moved);
  g_assert_false (provisional);
  g_assert_cmpint (vas_period_end_days (self->calendar, 0, -1, NULL, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_period_end_months (self->calendar, 0, -1, NULL, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_period_end_years (self->calendar, 0, -1, NULL, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_period_end_years (self->calendar, VAS_DATE_MAX, 1, NULL, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_period_end_days (self->calendar, day ("2021-08-24"), 0, NULL, NULL), ==, day ("2021-08-24"));
}

static void
test_contains (Fixture       *self,
               gconstpointer  data)
{
  VasInstant paid = at ("2021-08-24 23:59:59.999999");
  VasDate last = vas_period_request_window (self->calendar, paid, NULL, NULL);

  g_assert_cmpint (last, ==, day ("2022-08-24"));
  g_assert_cmpint (vas_period_deadline (last), ==, at ("2022-08-24T16:00:00Z"));
  g_assert_true (vas_period_contains (paid, last, at ("2022-08-24 23:59:59.999999")));
  g_assert_false (vas_period_contains (paid, last, at ("2022-08-25 00:00")));
  g_assert_true (vas_period_contains (paid, last, paid));
  g_assert_false (vas_period_contains (paid, last, paid - 1));
  g_assert_false (vas_period_contains (VAS_INSTANT_NONE, last, paid));
  g_assert_false (vas_period_contains (paid, VAS_DATE_NONE, paid));
  g_assert_false (vas_period_contains (paid, last, VAS_INSTANT_NONE));
}

static void
test_window (Fixture       *self,
             gconstpointer  data)
{
  gboolean moved = FALSE, provisional = TRUE;

  /* One microsecond decides which day the payment belongs to. */
  g_assert_cmpint (vas_period_request_window (self->calendar, at ("2021-08-25 00:00"), NULL, NULL), ==, day ("2022-08-25"));
  g_assert_cmpint (vas_period_request_window (self->calendar, at ("2020-10-02 12:00"), &moved, &provisional), ==, day ("2021-10-08"));
  g_assert_true (moved);
  g_assert_false (provisional);
  g_assert_cmpint (vas_period_request_window (self->calendar, at ("2025-12-31 12:00"), NULL, &provisional), ==, day ("2026-12-31"));
  g_assert_false (provisional);
  g_assert_cmpint (vas_period_request_window (self->calendar, at ("2026-01-04 12:00"), NULL, &provisional), ==, day ("2027-01-04"));
  g_assert_true (provisional);
  g_assert_cmpint (vas_period_request_window (self->calendar, VAS_INSTANT_NONE, NULL, NULL), ==, VAS_DATE_NONE);
}

static void
test_review (Fixture       *self,
             gconstpointer  data)
{
  gboolean provisional = TRUE;

  g_assert_cmpint (vas_period_review_term (self->calendar, at ("2021-09-30 23:59"), &provisional), ==, day ("2021-10-27"));
  g_assert_false (provisional);
  g_assert_cmpint (vas_period_review_term (self->calendar, at ("2026-12-09 00:00"), &provisional), ==, day ("2026-12-30"));
  g_assert_false (provisional);
  g_assert_cmpint (vas_period_review_term (self->calendar, at ("2026-12-11 00:00"), &provisional), ==, day ("2027-01-01"));
  g_assert_true (provisional);
  g_assert_cmpint (vas_period_review_term (self->calendar, VAS_INSTANT_NONE, NULL), ==, VAS_DATE_NONE);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/period/days/every-day-2020-to-2026-agrees-with-the-plain-model", test_days);
  ADD ("/period/months/every-day-2020-to-2026-agrees-with-the-plain-model", test_months);
  ADD ("/period/years/every-day-2020-to-2026-agrees-with-the-plain-model", test_years);
  ADD ("/period/last-day-off-gives-way-to-the-next-working-day", test_moved);
  ADD ("/period/none-where-there-is-no-period", test_no_period);
  ADD ("/period/contains/ends-at-24-of-the-last-day-R16", test_contains);
  ADD ("/period/window/one-year-from-the-civil-day-of-payment-R16", test_window);
  ADD ("/period/review/fifteen-working-days-R19", test_review);
  return g_test_run ();
}
