/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The working-day calendar: exceptions to the plain week, sorted by date, each with the notice it comes from. They are data, never
 * compiled in. A year is known when it has at least one exception; any other is reckoned with plain weekends and what was reckoned so is
 * provisional, because the notice that will move it has not been read. Immutable once built, so any thread may ask; a question costs a
 * binary search for each day it walks over. Reading the file form is vas-calendar-csv.c. */

#include "vas-calendar.h"

#include "vas-core-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define LAST_YEAR 9999

struct _VasCalendar
{
  gatomicrefcount       refs;
  VasCalendarException *days;
  gsize                 n_days;
  GStringChunk         *strings;
  guint8                known[LAST_YEAR / 8 + 1];
};

struct _VasCalendarBuilder
{
  GArray       *days;
  GHashTable   *dates;
  GStringChunk *strings;
};

G_DEFINE_BOXED_TYPE (VasCalendar, vas_calendar, vas_calendar_ref, vas_calendar_unref)

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  VasDate left = ((const VasCalendarException *) a)->date;
  VasDate right = ((const VasCalendarException *) b)->date;

  return (left > right) - (left < right);
}

VasCalendarBuilder *
vas_calendar_builder_new (void)
{
  VasCalendarBuilder *self = g_new0 (VasCalendarBuilder, 1);

  self->days = g_array_new (FALSE, FALSE, sizeof (VasCalendarException));
  self->dates = g_hash_table_new (NULL, NULL);
  self->strings = g_string_chunk_new (1024);
  return self;
}

void
vas_calendar_builder_free (VasCalendarBuilder *self)
{
  g_array_unref (self->days);
  g_hash_table_unref (self->dates);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_free (self);
}

/**
 * vas_calendar_builder_add:
 * @day: copied; days may come in any order
 *
 * Returns: FALSE with #VAS_CORE_ERROR_RANGE where the date is none, #VAS_CORE_ERROR_MISSING where name or source is empty,
 *   #VAS_CORE_ERROR_INVALID where the date was added before.
 */
gboolean
vas_calendar_builder_add (VasCalendarBuilder          *self,
                          const VasCalendarException  *day,
                          GError                     **error)
{
  g_autofree char *date = vas_date_format (day->date);
  VasCalendarException copy = { .date = day->date, .kind = day->kind };

  if (date == NULL)
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("A calendar day needs a date"));
      return FALSE;
    }
  if (day->name == NULL || *day->name == '\0' || day->source == NULL || *day->source == '\0')
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("%s needs both a name and the notice it comes from"), date);
      return FALSE;
    }
  if (!g_hash_table_add (self->dates, GINT_TO_POINTER (day->date)))
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("%s is given twice"), date);
      return FALSE;
    }

  copy.name = g_string_chunk_insert_const (self->strings, day->name);
  copy.source = g_string_chunk_insert_const (self->strings, day->source);
  g_array_append_val (self->days, copy);
  return TRUE;
}

/**
 * vas_calendar_builder_end:
 * @self: (transfer full): freed
 *
 * Returns: (transfer full): the calendar of the days added
 */
VasCalendar *
vas_calendar_builder_end (VasCalendarBuilder *self)
{
  VasCalendar *calendar = g_new0 (VasCalendar, 1);

  g_atomic_ref_count_init (&calendar->refs);
  g_array_sort (self->days, compare_days);
  calendar->strings = g_steal_pointer (&self->strings);
  calendar->days = (VasCalendarException *) g_array_steal (self->days, &calendar->n_days);
  vas_calendar_builder_free (self);

  for (gsize i = 0; i < calendar->n_days; i++)
    {
      int year = 0;

      vas_date_to_ymd (calendar->days[i].date, &year, NULL, NULL);
      calendar->known[year / 8] |= 1 << year % 8;
    }

  return calendar;
}

/**
 * vas_calendar_new:
 * @days: (array length=n_days): copied; in any order; may be NULL for none, and then every date is provisional
 *
 * Returns: (transfer full) (nullable): the calendar, or NULL as vas_calendar_builder_add() refuses
 */
VasCalendar *
vas_calendar_new (const VasCalendarException  *days,
                  gsize                        n_days,
                  GError                     **error)
{
  g_autoptr(VasCalendarBuilder) builder = vas_calendar_builder_new ();

  for (gsize i = 0; i < n_days; i++)
    if (!vas_calendar_builder_add (builder, &days[i], error))
      return NULL;

  return vas_calendar_builder_end (g_steal_pointer (&builder));
}

VasCalendar *
vas_calendar_ref (VasCalendar *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vas_calendar_unref (VasCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->days);
  g_string_chunk_free (self->strings);
  g_free (self);
}

gsize
vas_calendar_get_n_days (VasCalendar *self)
{
  return self->n_days;
}

/**
 * vas_calendar_get_day:
 * @index: below vas_calendar_get_n_days()
 *
 * Returns: (transfer none): the exception at @index, in order of date
 */
const VasCalendarException *
vas_calendar_get_day (VasCalendar *self,
                      gsize        index)
{
  g_return_val_if_fail (index < self->n_days, NULL);

  return &self->days[index];
}

/**
 * vas_calendar_lookup:
 *
 * Returns: (transfer none) (nullable): the exception at @date, NULL for a plain day
 */
const VasCalendarException *
vas_calendar_lookup (VasCalendar *self,
                     VasDate      date)
{
  const VasCalendarException key = { .date = date };

  if (self->n_days == 0)
    return NULL;

  return bsearch (&key, self->days, self->n_days, sizeof key, compare_days);
}

/**
 * vas_calendar_get_first_year:
 *
 * Returns: the first year with data, 0 where there is none
 */
int
vas_calendar_get_first_year (VasCalendar *self)
{
  int year = 0;

  if (self->n_days > 0)
    vas_date_to_ymd (self->days[0].date, &year, NULL, NULL);

  return year;
}

/**
 * vas_calendar_get_last_year:
 *
 * Returns: the last year with data, 0 where there is none
 */
int
vas_calendar_get_last_year (VasCalendar *self)
{
  int year = 0;

  if (self->n_days > 0)
    vas_date_to_ymd (self->days[self->n_days - 1].date, &year, NULL, NULL);

  return year;
}

/**
 * vas_calendar_knows_year:
 *
 * Returns: TRUE where @year has at least one exception
 */
gboolean
vas_calendar_knows_year (VasCalendar *self,
                         int          year)
{
  return year >= 1 && year <= LAST_YEAR && (self->known[year / 8] >> year % 8 & 1) != 0;
}

/* The answer for one day; @provisional is only ever raised, so that a walk collects it. */
static gboolean
judge (VasCalendar *self,
       VasDate      date,
       gboolean    *provisional)
{
  const VasCalendarException *exception = vas_calendar_lookup (self, date);
  int year = 0;

  vas_date_to_ymd (date, &year, NULL, NULL);
  if (!vas_calendar_knows_year (self, year))
    *provisional = TRUE;
  if (exception != NULL)
    return exception->kind == VAS_DAY_KIND_WORKDAY;

  return vas_date_weekday (date) >= 1 && vas_date_weekday (date) <= 5;
}

/**
 * vas_calendar_is_working_day:
 * @provisional: (out) (optional): TRUE where the year of @date is not known
 *
 * Returns: TRUE for a weekday that is no statutory holiday and for a day made a working day; FALSE for no date
 */
gboolean
vas_calendar_is_working_day (VasCalendar *self,
                             VasDate      date,
                             gboolean    *provisional)
{
  gboolean guessed = FALSE;
  gboolean working = judge (self, date, &guessed);

  if (provisional != NULL)
    *provisional = guessed;
  return working;
}

/**
 * vas_calendar_next_working_day:
 * @provisional: (out) (optional): TRUE where a day looked at lies in a year that is not known
 *
 * Returns: @date where it is a working day, else the first one after it; #VAS_DATE_NONE where there is none to be had
 */
VasDate
vas_calendar_next_working_day (VasCalendar *self,
                               VasDate      date,
                               gboolean    *provisional)
{
  gboolean guessed = FALSE;

  while (date != VAS_DATE_NONE && !judge (self, date, &guessed))
    date = vas_date_add_days (date, 1);

  if (provisional != NULL)
    *provisional = guessed;
  return date;
}

/**
 * vas_calendar_add_working_days:
 * @start: not counted, working day or not
 * @days: how many working days to count; 0 gives @start itself
 * @provisional: (out) (optional): TRUE where a day counted or passed over lies in a year that is not known
 *
 * Returns: the last of @days working days after @start; #VAS_DATE_NONE for no start, negative @days, or past the year 9999
 */
VasDate
vas_calendar_add_working_days (VasCalendar *self,
                               VasDate      start,
                               int          days,
                               gboolean    *provisional)
{
  VasDate date = days >= 0 ? start : VAS_DATE_NONE;
  gboolean guessed = FALSE;

  for (int counted = 0; counted < days && date != VAS_DATE_NONE;)
    {
      date = vas_date_add_days (date, 1);
      if (date != VAS_DATE_NONE && judge (self, date, &guessed))
        counted++;
    }

  if (provisional != NULL)
    *provisional = guessed;
  return date;
}

/**
 * vas_calendar_working_days_between:
 *
 * How many working days are left: those after @from up to and including @to. So it undoes vas_calendar_add_working_days().
 *
 * Returns: the number; negative, counting the days after @to up to @from, where @to is the earlier; 0 where either is none
 */
int
vas_calendar_working_days_between (VasCalendar *self,
                                   VasDate      from,
                                   VasDate      to)
{
  VasDate earlier = MIN (from, to), later = MAX (from, to);
  gboolean guessed = FALSE;
  int count = 0;

  if (earlier < VAS_DATE_MIN || later > VAS_DATE_MAX)
    return 0;

  for (VasDate date = earlier + 1; date <= later; date++)
    count += judge (self, date, &guessed) ? 1 : 0;

  return to < from ? -count : count;
}
