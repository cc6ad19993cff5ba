/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The working-day calendar on the real notices of 2020 to 2026: every worked example, and every day of those years against a slow
 * plain model that looks each day up in the raw text of the file. */

#include "vas-calendar.h"
#include "vas-core-error.h"

#include <stdlib.h>
#include <string.h>

static char *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static VasCalendar *
load_calendar (void)
{
  g_autofree char *text = read_data ("cn-calendar.csv");
  g_autoptr(GError) error = NULL;
  VasCalendar *calendar = vas_calendar_parse_csv (text, -1, &error);

  g_assert_no_error (error);
  return calendar;
}

static VasDate
day (const char *iso)
{
  VasDate date = VAS_DATE_NONE;

  g_assert_true (vas_date_parse (iso, &date, NULL));
  return date;
}

/* The model: GLib's weekday, unless the raw text says otherwise. */
static gboolean
plain_is_working_day (const char *text,
                      VasDate     date)
{
  g_autofree char *iso = vas_date_format (date);
  g_autofree char *holiday = g_strdup_printf ("\n%s,holiday,", iso);
  g_autofree char *workday = g_strdup_printf ("\n%s,workday,", iso);
  int year, month, day_of_month;
  g_autoptr(GDate) model = NULL;

  g_assert_true (vas_date_to_ymd (date, &year, &month, &day_of_month));
  model = g_date_new_dmy (day_of_month, month, year);
  if (strstr (text, holiday) != NULL)
    return FALSE;
  if (strstr (text, workday) != NULL)
    return TRUE;

  return g_date_get_weekday (model) != G_DATE_SATURDAY && g_date_get_weekday (model) != G_DATE_SUNDAY;
}

static void
test_every_day (void)
{
  g_autofree char *text = read_data ("cn-calendar.csv");
  g_autoptr(VasCalendar) calendar = load_calendar ();

  for (VasDate date = day ("2020-01-01"); date <= day ("2026-12-31"); date++)
    {
      gboolean provisional = TRUE;

      g_assert_cmpint (vas_calendar_is_working_day (calendar, date, &provisional), ==, plain_is_working_day (text, date));
      g_assert_false (provisional);
    }
}

static void
test_every_term (void)
{
  g_autofree char *text = read_data ("cn-calendar.csv");
  g_autoptr(VasCalendar) calendar = load_calendar ();
  g_autoptr(GArray) working = g_array_new (FALSE, FALSE, sizeof (VasDate));
  guint next = 0;

  for (VasDate date = day ("2020-01-01"); date <= day ("2026-12-31"); date++)
    if (plain_is_working_day (text, date))
      g_array_append_val (working, date);

  for (VasDate date = day ("2020-01-01"); date <= day ("2026-12-01"); date++)
    {
      VasDate due;

      while (g_array_index (working, VasDate, next) <= date)
        next++;
      due = g_array_index (working, VasDate, next + 14);
      g_assert_cmpint (vas_calendar_add_working_days (calendar, date, 15, NULL), ==, due);
      g_assert_cmpint (vas_calendar_working_days_between (calendar, date, due), ==, 15);
      g_assert_cmpint (vas_calendar_working_days_between (calendar, due, date), ==, -15);
      g_assert_cmpint (vas_calendar_next_working_day (calendar, date + 1, NULL), ==, g_array_index (working, VasDate, next));
    }
}

static void
test_examples (void)
{
  g_autofree char *text = read_data ("working-day-examples.csv");
  g_autoptr(VasCalendar) calendar = load_calendar ();
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  guint n_examples = 0;

  g_assert_cmpstr (lines[0], ==, "start,days,due");
  for (char **line = lines + 1; *line != NULL; line++, n_examples++)
    {
      g_auto(GStrv) fields = g_strsplit (*line, ",", -1);
      gboolean provisional = TRUE;
      g_autofree char *due = NULL;

      g_test_message ("%s", *line);
      due = vas_date_format (vas_calendar_add_working_days (calendar, day (fields[0]), atoi (fields[1]), &provisional));
      g_assert_cmpstr (due, ==, fields[2]);
      g_assert_false (provisional);
    }

  g_assert_cmpuint (n_examples, ==, 21);
}

static void
test_what_it_holds (void)
{
  g_autoptr(VasCalendar) calendar = load_calendar ();
  const VasCalendarException *exception = vas_calendar_lookup (calendar, day ("2021-02-07"));

  g_assert_cmpint (vas_calendar_get_first_year (calendar), ==, 2020);
  g_assert_cmpint (vas_calendar_get_last_year (calendar), ==, 2026);
  g_assert_true (vas_calendar_knows_year (calendar, 2023));
  g_assert_false (vas_calendar_knows_year (calendar, 2019));
  g_assert_false (vas_calendar_knows_year (calendar, 2027));
  g_assert_false (vas_calendar_knows_year (calendar, -1));
  g_assert_false (vas_calendar_knows_year (calendar, 10000));
  g_assert_nonnull (exception);
  g_assert_cmpint (exception->kind, ==, VAS_DAY_KIND_WORKDAY);
  g_assert_cmpstr (exception->name, ==, "春节");
  g_assert_cmpstr (exception->source, ==, "国办发明电〔2020〕27号");
  g_assert_null (vas_calendar_lookup (calendar, day ("2021-02-08")));
  g_assert_cmpint (vas_calendar_get_day (calendar, 0)->date, ==, day ("2020-01-01"));
  g_assert_cmpint (vas_calendar_get_day (calendar, vas_calendar_get_n_days (calendar) - 1)->date, ==, day ("2026-10-10"));
}

static void
test_provisional (void)
{
  g_autoptr(VasCalendar) calendar = load_calendar ();
  gboolean provisional = FALSE;

  /* 1 January 2027 is a Friday: certainly a holiday, and still counted until the notice is read. */
  g_assert_true (vas_calendar_is_working_day (calendar, day ("2027-01-01"), &provisional));
  g_assert_true (provisional);
  g_assert_false (vas_calendar_is_working_day (calendar, day ("2027-01-02"), &provisional));
  g_assert_true (provisional);
  g_assert_true (vas_calendar_is_working_day (calendar, day ("2026-12-31"), &provisional));
  g_assert_false (provisional);
  g_assert_true (vas_calendar_is_working_day (calendar, day ("2019-12-31"), &provisional));
  g_assert_true (provisional);

  g_assert_cmpint (vas_calendar_add_working_days (calendar, day ("2026-12-30"), 1, &provisional), ==, day ("2026-12-31"));
  g_assert_false (provisional);
  g_assert_cmpint (vas_calendar_add_working_days (calendar, day ("2026-12-30"), 2, &provisional), ==, day ("2027-01-01"));
  g_assert_true (provisional);
  /* The start itself is not counted, so what its year knows does not matter. */
  g_assert_cmpint (vas_calendar_add_working_days (calendar, day ("2019-12-31"), 1, &provisional), ==, day ("2020-01-02"));
  g_assert_false (provisional);
}

static void
test_gap_year (void)
{
  const VasCalendarException days[] = {
    { day ("2023-10-02"), VAS_DAY_KIND_HOLIDAY, "国庆节", "b" }, { day ("2021-10-09"), VAS_DAY_KIND_WORKDAY, "国庆节", "a" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(VasCalendar) calendar = vas_calendar_new (days, G_N_ELEMENTS (days), &error);
  gboolean provisional = TRUE;

  g_assert_no_error (error);
  g_assert_cmpint (vas_calendar_get_first_year (calendar), ==, 2021);
  g_assert_cmpint (vas_calendar_get_last_year (calendar), ==, 2023);
  g_assert_false (vas_calendar_knows_year (calendar, 2022));
  g_assert_true (vas_calendar_is_working_day (calendar, day ("2021-10-09"), &provisional));
  g_assert_false (provisional);
  vas_calendar_is_working_day (calendar, day ("2022-10-03"), &provisional);
  g_assert_true (provisional);
}

static void
test_empty (void)
{
  g_autoptr(VasCalendar) calendar = vas_calendar_new (NULL, 0, NULL);
  g_autoptr(VasCalendar) again = vas_calendar_ref (calendar);
  gboolean provisional = FALSE;

  g_assert_cmpuint (vas_calendar_get_n_days (again), ==, 0);
  g_assert_cmpint (vas_calendar_get_first_year (again), ==, 0);
  g_assert_cmpint (vas_calendar_get_last_year (again), ==, 0);
  g_assert_null (vas_calendar_lookup (again, day ("2021-10-01")));
  g_assert_true (vas_calendar_is_working_day (again, day ("2021-10-01"), &provisional));
  g_assert_true (provisional);
}

static void
test_edges (void)
{
  g_autoptr(VasCalendar) calendar = load_calendar ();
  gboolean provisional = TRUE;

  g_assert_cmpint (vas_calendar_add_working_days (calendar, day ("2021-10-01"), 0, &provisional), ==, day ("2021-10-01"));
  g_assert_false (provisional);
  g_assert_cmpint (vas_calendar_add_working_days (calendar, day ("2021-10-01"), -1, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_calendar_add_working_days (calendar, VAS_DATE_NONE, 1, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_calendar_add_working_days (calendar, VAS_DATE_MAX, 1, NULL), ==, VAS_DATE_NONE);
  g_assert_cmpint (vas_calendar_next_working_day (calendar, VAS_DATE_NONE, NULL), ==, VAS_DATE_NONE);
  g_assert_false (vas_calendar_is_working_day (calendar, VAS_DATE_NONE, NULL));
  g_assert_cmpint (vas_calendar_working_days_between (calendar, VAS_DATE_NONE, day ("2021-10-01")), ==, 0);
  g_assert_cmpint (vas_calendar_working_days_between (calendar, day ("2021-10-08"), day ("2021-10-08")), ==, 0);
  g_assert_cmpint (vas_calendar_working_days_between (calendar, day ("2021-09-30"), day ("2021-10-07")), ==, 0);
  g_assert_cmpint (vas_calendar_working_days_between (calendar, day ("2021-09-30"), day ("2021-10-08")), ==, 1);
  g_assert_cmpint (vas_calendar_working_days_between (calendar, day ("2021-10-08"), day ("2021-09-30")), ==, -1);
}

static void
test_builder_refuses (void)
{
  static const VasCalendarException bad[] = {
    { VAS_DATE_NONE, VAS_DAY_KIND_HOLIDAY, "n", "s" }, { 1, VAS_DAY_KIND_HOLIDAY, "", "s" }, { 1, VAS_DAY_KIND_HOLIDAY, "n", NULL },
    { 0, VAS_DAY_KIND_WORKDAY, "n", "s" },
  };
  static const int codes[] = { VAS_CORE_ERROR_RANGE, VAS_CORE_ERROR_MISSING, VAS_CORE_ERROR_MISSING, VAS_CORE_ERROR_INVALID };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const VasCalendarException days[] = { { 0, VAS_DAY_KIND_HOLIDAY, "n", "s" }, bad[i] };
      g_autoptr(GError) error = NULL;

      g_assert_null (vas_calendar_new (days, 2, &error));
      g_assert_error (error, VAS_CORE_ERROR, codes[i]);
    }
}

static void
test_csv_forms (void)
{
  static const char text[] = "\xef\xbb\xbf" "date,kind,name,source_doc\r\n2021-10-09,workday,国庆节,a\r\n2021-10-01,holiday,国庆节,a";
  g_autoptr(VasCalendar) whole = vas_calendar_parse_csv (text, -1, NULL);
  g_autoptr(VasCalendar) counted = vas_calendar_parse_csv (text, sizeof text - 1, NULL);

  g_assert_nonnull (whole);
  g_assert_nonnull (counted);
  g_assert_cmpuint (vas_calendar_get_n_days (whole), ==, 2);
  g_assert_cmpint (vas_calendar_get_day (whole, 0)->date, ==, day ("2021-10-01"));
  g_assert_cmpstr (vas_calendar_get_day (counted, 1)->source, ==, "a");
}

#define HEADER "date,kind,name,source_doc\n"

static void
test_csv_refuses (void)
{
  static const struct { const char *text; gssize length; int code; const char *says; } bad[] = {
    { "", -1, VAS_CORE_ERROR_INVALID, "Line 1: the header" },
    { "date,kind,name\n", -1, VAS_CORE_ERROR_INVALID, "Line 1: the header" },
    { HEADER, -1, VAS_CORE_ERROR_MISSING, "Line 2" },
    { HEADER "2021-10-01,holiday,国庆节\n", -1, VAS_CORE_ERROR_INVALID, "Line 2: there are four fields" },
    { HEADER "2021-10-01,holiday,国庆节,a,b\n", -1, VAS_CORE_ERROR_INVALID, "Line 2: there are four fields" },
    { HEADER "2021-10-01,holiday,国庆节,a\n\n2021-10-02,holiday,国庆节,a\n", -1, VAS_CORE_ERROR_INVALID, "Line 3: there are four fields" },
    { HEADER "2021-10-01,holiday,\"国庆节\",a\n", -1, VAS_CORE_ERROR_INVALID, "Line 2: quotation" },
    { HEADER "2021-10-01,holiday,国庆节,a\n2021/10/02,holiday,国庆节,a\n", -1, VAS_CORE_ERROR_INVALID, "Line 3, field date" },
    { HEADER "2021-02-29,holiday,春节,a\n", -1, VAS_CORE_ERROR_RANGE, "Line 2, field date" },
    { HEADER "2021-10-01,Holiday,国庆节,a\n", -1, VAS_CORE_ERROR_INVALID, "Line 2, field kind" },
    { HEADER ",holiday,国庆节,a\n", -1, VAS_CORE_ERROR_MISSING, "Line 2, field date" },
    { HEADER "2021-10-01,holiday,,a\n", -1, VAS_CORE_ERROR_MISSING, "Line 2, field name" },
    { HEADER "2021-10-01,holiday,国庆节,\n", -1, VAS_CORE_ERROR_MISSING, "Line 2, field source_doc" },
    { HEADER "2021-10-01,holiday,国庆节,a\n2021-10-01,holiday,国庆节,a\n", -1, VAS_CORE_ERROR_INVALID, "Line 3, field date: 2021-10-01 is given twice" },
    { HEADER "2021-10-01,holiday,\xff,a\n", -1, VAS_CORE_ERROR_INVALID, "UTF-8" },
    { HEADER "2021-10-01,holiday,a\0,a\n", sizeof HEADER "2021-10-01,holiday,a\0,a\n" - 1, VAS_CORE_ERROR_INVALID, "UTF-8" },
    { HEADER, 1024 * 1024 + 1, VAS_CORE_ERROR_RANGE, "larger" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (vas_calendar_parse_csv (bad[i].text, bad[i].length, &error));
      g_assert_error (error, VAS_CORE_ERROR, bad[i].code);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/every-day-2020-to-2026-agrees-with-the-plain-model", test_every_day);
  g_test_add_func ("/calendar/every-term-2020-to-2026-agrees-with-the-plain-model-R19", test_every_term);
  g_test_add_func ("/calendar/every-worked-example-is-reproduced-R19", test_examples);
  g_test_add_func ("/calendar/holds-name-and-notice-of-each-day", test_what_it_holds);
  g_test_add_func ("/calendar/provisional/outside-the-known-years", test_provisional);
  g_test_add_func ("/calendar/provisional/a-year-without-data-between-two-with", test_gap_year);
  g_test_add_func ("/calendar/provisional/empty-is-plain-weekends", test_empty);
  g_test_add_func ("/calendar/edges-of-counting", test_edges);
  g_test_add_func ("/calendar/builder/refuses-nameless-dateless-and-double-days", test_builder_refuses);
  g_test_add_func ("/calendar/csv/byte-order-mark-and-crlf-pass", test_csv_forms);
  g_test_add_func ("/calendar/csv/refusal-names-line-field-and-rule", test_csv_refuses);
  return g_test_run ();
}
