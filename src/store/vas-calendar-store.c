/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The statutory calendar out of the database: some 250 rows, read at once. */

#include "vas-calendar-store.h"

#include "vas-table.h"

/** vas_calendar_load: (transfer full) (nullable): the calendar of the replica, empty where none was imported yet. */
VasCalendar *
vas_calendar_load (VasSql  *sql,
                   GError **error)
{
  g_autoptr (GPtrArray) days = vas_table_list_all (sql, VAS_TYPE_CALENDAR_DAY, "date", error);
  g_autoptr (VasCalendarBuilder) builder = NULL;

  if (days == NULL)
    return NULL;

  builder = vas_calendar_builder_new ();
  for (guint i = 0; i < days->len; i++)
    {
      VasCalendarDay *day = g_ptr_array_index (days, i);
      const VasCalendarException exception = { day->date, day->kind, day->name, day->source_doc };

      if (!vas_calendar_builder_add (builder, &exception, error))
        return NULL;
    }

  return vas_calendar_builder_end (g_steal_pointer (&builder));
}
