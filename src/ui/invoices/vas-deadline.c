/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request's deadline in words: working days left by the statutory calendar, due today, or days late; how urgent that is;
 * and whether the calendar is published so far (R19). Pure functions.
 */

#include "vas-deadline.h"

#include <glib/gi18n.h>

#define SOON_DAYS 4

static char *
describe_left (int left)
{
  return g_strdup_printf (ngettext ("%d working day left", "%d working days left", (gulong) left), left);
}

static char *
describe_late (int late)
{
  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) late), late);
}

static gboolean
has_deadline (VasRequest *request)
{
  return request->due != VAS_NONE_DATE && request->state < VAS_REQUEST_STATE_DONE;
}

/**
 * vas_deadline_describe:
 * @urgency: (out): how urgent it is
 *
 * Returns: (transfer full): such as "剩 3 个工作日", "今日到期", "逾期 2 天", with "暂定" where the calendar is not known so far;
 *   "" where nothing is due
 */
char *
vas_deadline_describe (VasRequest  *request,
                       VasCalendar *calendar,
                       VasDate      today,
                       VasUrgency  *urgency)
{
  g_autofree char *text = NULL;
  int left;

  *urgency = VAS_URGENCY_NONE;
  if (!has_deadline (request))
    return g_strdup ("");

  left = request->due > today ? vas_calendar_working_days_between (calendar, today, request->due) : 0;
  if (request->due < today)
    text = describe_late (today - request->due);
  else if (request->due == today)
    text = g_strdup (_("Due today"));
  else
    text = describe_left (left);
  *urgency = left <= 1 ? VAS_URGENCY_NOW : left <= SOON_DAYS ? VAS_URGENCY_SOON : VAS_URGENCY_CALM;

  /* Translators: %s is how many working days are left, by a calendar that is not published yet. */
  return request->due_provisional ? g_strdup_printf (_("%s, provisional"), text) : g_steal_pointer (&text);
}

/** vas_urgency_class: the style class of its badge. */
const char *
vas_urgency_class (VasUrgency urgency)
{
  static const char * const classes[] = { "due-none", "due-calm", "due-soon", "due-now" };

  return classes[urgency];
}

/** vas_urgency_icon: (nullable): the icon beside the words, since colour never stands alone. */
const char *
vas_urgency_icon (VasUrgency urgency)
{
  return urgency == VAS_URGENCY_NOW ? "alarm-symbolic" : NULL;
}
