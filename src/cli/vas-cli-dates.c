/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl workdays and vasctl period: terms on the statutory calendar.
 *
 * The calendar is never compiled in: it comes from a file, or from the replica that is named. Without either only the plain
 * week is known, and every answer says that it is provisional.
 */

#include "vas-cli.h"

#include "vas-calendar-store.h"
#include "vas-period.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_DAYS 100000

static gpointer
load_calendar (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return vas_calendar_load (sql, error);
}

/* (nullable): NULL after a complaint. */
static VasCalendar *
get_calendar (VasCli     *cli,
              const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  VasCalendar *calendar = NULL;
  gsize length;

  if (path != NULL && g_file_get_contents (path, &text, &length, &error))
    calendar = vas_calendar_parse_csv (text, (gssize) length, &error);
  else if (path == NULL && cli->replica == NULL)
    calendar = vas_calendar_new (NULL, 0, &error);
  else if (path == NULL && vas_cli_open (cli, VAS_STORE_READ_ONLY))
    calendar = vas_store_read (cli->store, load_calendar, NULL, NULL, &error);
  if (error != NULL)
    vas_cli_complain ("%s%s%s", path != NULL ? path : "", path != NULL ? ": " : "", error->message);

  return calendar;
}

static gboolean
read_count (const char *text,
            int        *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MOST_DAYS, &value, NULL))
    return FALSE;
  *count = (int) value;

  return TRUE;
}

static VasCliStatus
answer (VasCli   *cli,
        VasDate   start,
        VasDate   due,
        gboolean  moved,
        gboolean  provisional)
{
  g_autofree char *due_text = vas_date_format (due);

  if (due == VAS_DATE_NONE)
    {
      vas_cli_complain (_("The period ends after the year 9999."));
      return VAS_CLI_NO;
    }
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_date (builder, "start", start);
      vas_cli_add_date (builder, "due", due);
      vas_cli_add_bool (builder, "moved", moved);
      vas_cli_add_bool (builder, "provisional", provisional);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print ("%s%s%s\n", due_text, moved ? _(" (moved: the last day was no working day)") : "",
                     provisional ? _(" (provisional: the calendar of that year is not known)") : "");
    }

  return VAS_CLI_OK;
}

/** vas_cli_workdays: vasctl workdays START DAYS. */
VasCliStatus
vas_cli_workdays (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autofree char *path = NULL;
  g_autoptr (VasCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Take the calendar from a file"), N_("FILE") },
    { NULL },
  };
  gboolean provisional = FALSE;
  VasDate start, due;
  int days;

  if (!vas_cli_parse (cli, entries, 2, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_date_parse_lenient (argv[1], &start, &error))
    return vas_cli_misuse ("START: %s", error->message);
  if (!read_count (argv[2], &days))
    return vas_cli_misuse (_("DAYS must be a whole number from 0 to %d."), MOST_DAYS);
  calendar = get_calendar (cli, path);
  if (calendar == NULL)
    return VAS_CLI_NO;

  due = vas_calendar_add_working_days (calendar, start, days, &provisional);

  return answer (cli, start, due, FALSE, provisional);
}

/** vas_cli_period: vasctl period START N days|months|years. */
VasCliStatus
vas_cli_period (VasCli  *cli,
                int      argc,
                char   **argv)
{
  static const struct {
    const char *unit;
    const char *one;
    VasDate   (*end) (VasCalendar *, VasDate, int, gboolean *, gboolean *);
  } units[] = {
    { "days", "day", vas_period_end_days },
    { "months", "month", vas_period_end_months },
    { "years", "year", vas_period_end_years },
  };
  g_autofree char *path = NULL;
  g_autoptr (VasCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("Take the calendar from a file"), N_("FILE") },
    { NULL },
  };
  gboolean moved = FALSE, provisional = FALSE;
  VasDate start, due;
  gsize unit = 0;
  int count;

  if (!vas_cli_parse (cli, entries, 3, 3, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_date_parse_lenient (argv[1], &start, &error))
    return vas_cli_misuse ("START: %s", error->message);
  if (!read_count (argv[2], &count))
    return vas_cli_misuse (_("N must be a whole number from 0 to %d."), MOST_DAYS);
  while (unit < G_N_ELEMENTS (units) && strcmp (argv[3], units[unit].unit) != 0 && strcmp (argv[3], units[unit].one) != 0)
    unit++;
  if (unit == G_N_ELEMENTS (units))
    return vas_cli_misuse (_("“%s” is neither days, months nor years."), argv[3]);
  calendar = get_calendar (cli, path);
  if (calendar == NULL)
    return VAS_CLI_NO;

  due = units[unit].end (calendar, start, count, &moved, &provisional);

  return answer (cli, start, due, moved, provisional);
}
