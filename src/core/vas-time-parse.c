/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading dates and instants. The strict forms are for files and the wire; the lenient date is for what people type. Nothing here
 * looks at TZ or the locale. Pure functions; any thread. */

#include "vas-time.h"

#include "vas-core-error.h"
#include "vas-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_LIMIT 64

static gboolean
refuse (GError       **error,
        VasCoreError   code,
        const char    *text,
        const char    *what,
        const char    *rule)
{
  if (*text == '\0')
    g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("No %s: the text is empty"), _(what));
  else if (strnlen (text, TEXT_LIMIT + 1) > TEXT_LIMIT || !g_utf8_validate (text, -1, NULL))
    g_set_error (error, VAS_CORE_ERROR, code, _("The text is not a %s: %s"), _(what), _(rule));
  else
    g_set_error (error, VAS_CORE_ERROR, code, _("“%s” is not a %s: %s"), text, _(what), _(rule));

  return FALSE;
}

/* Takes between @least and @most digits. */
static gboolean
take_digits (const char **p,
             int          least,
             int          most,
             int         *value)
{
  int taken = 0;

  *value = 0;
  for (; taken < most && g_ascii_isdigit (**p); taken++, (*p)++)
    *value = *value * 10 + (**p - '0');

  return taken >= least;
}

static gboolean
take_char (const char **p,
           char         wanted)
{
  if (**p != wanted)
    return FALSE;

  (*p)++;
  return TRUE;
}

static gboolean
take_iso_date (const char **p,
               int         *year,
               int         *month,
               int         *day)
{
  return take_digits (p, 4, 4, year) && take_char (p, '-') &&
         take_digits (p, 2, 2, month) && take_char (p, '-') &&
         take_digits (p, 2, 2, day);
}

/**
 * vas_date_parse:
 * @text: ISO 8601, exactly "2021-08-24"
 * @out: (out): the date
 *
 * Returns: FALSE with #VAS_CORE_ERROR_MISSING, #VAS_CORE_ERROR_INVALID, or #VAS_CORE_ERROR_RANGE for a day that does not exist;
 *   @out is untouched then.
 */
gboolean
vas_date_parse (const char  *text,
                VasDate     *out,
                GError     **error)
{
  const char *p = text;
  int year, month, day;
  VasDate date;

  if (!take_iso_date (&p, &year, &month, &day) || *p != '\0')
    return refuse (error, VAS_CORE_ERROR_INVALID, text, N_("date"), N_("write it as 2021-08-24"));

  date = vas_date_from_ymd (year, month, day);
  if (date == VAS_DATE_NONE)
    return refuse (error, VAS_CORE_ERROR_RANGE, text, N_("date"), N_("there is no such day"));

  *out = date;
  return TRUE;
}

/* 2021-8-24, 2021/8/24 or 2021年8月24日, spaces gone; the marks of one date are of one kind. */
static gboolean
take_loose_date (const char **p,
                 int         *year,
                 int         *month,
                 int         *day)
{
  static const char *const marks[][3] = { { "-", "-", "" }, { "/", "/", "" }, { "年", "月", "日" } };
  int *const parts[] = { year, month, day };

  for (gsize style = 0; style < G_N_ELEMENTS (marks); style++)
    {
      const char *at = *p;
      gsize part = 0;

      for (; part < G_N_ELEMENTS (parts); part++)
        {
          if (!take_digits (&at, part == 0 ? 4 : 1, part == 0 ? 4 : 2, parts[part]) || !g_str_has_prefix (at, marks[style][part]))
            break;
          at += strlen (marks[style][part]);
        }
      if (part == G_N_ELEMENTS (parts))
        {
          *p = at;
          return TRUE;
        }
    }

  return FALSE;
}

/* Spaces go beside the Chinese marks only, so that "2021 8 24" is not taken for a number. */
static char *
without_spaces (const char *text)
{
  GString *out = g_string_new (text);

  if (strstr (text, "年") != NULL)
    g_string_replace (out, " ", "", 0);

  return g_string_free (out, FALSE);
}

/**
 * vas_date_parse_lenient:
 * @text: "2021-08-24", "2021-8-24", "2021/8/24", "20210824", "2021年8月24日" or "2021 年 8 月 24 日"; full-width forms and spaces
 *   around it pass. Year, month, day always, and the year has four digits.
 * @out: (out): the date
 *
 * Returns: FALSE as vas_date_parse() does; @out is untouched then.
 */
gboolean
vas_date_parse_lenient (const char  *text,
                        VasDate     *out,
                        GError     **error)
{
  g_autofree char *folded = vas_fold_width (text, TEXT_LIMIT, error);
  g_autofree char *compact = NULL;
  const char *p;
  int year, month, day;
  VasDate date;

  if (folded == NULL)
    {
      g_prefix_error_literal (error, _("No date: "));
      return FALSE;
    }

  compact = without_spaces (folded);
  p = compact;
  if (!take_loose_date (&p, &year, &month, &day))
    {
      p = compact;
      if (!take_digits (&p, 4, 4, &year) || !take_digits (&p, 2, 2, &month) || !take_digits (&p, 2, 2, &day))
        return refuse (error, VAS_CORE_ERROR_INVALID, folded, N_("date"), N_("write it as 2021-08-24, 2021/8/24, 20210824 or 2021年8月24日"));
    }
  if (*p != '\0')
    return refuse (error, VAS_CORE_ERROR_INVALID, folded, N_("date"), N_("nothing follows the day"));

  date = vas_date_from_ymd (year, month, day);
  if (date == VAS_DATE_NONE)
    return refuse (error, VAS_CORE_ERROR_RANGE, folded, N_("date"), N_("there is no such day"));

  *out = date;
  return TRUE;
}

/* ".5" to six decimals; zeros beyond them pass. */
static gboolean
take_fraction (const char **p,
               gint64      *micros)
{
  gint64 unit = VAS_INSTANT_SECOND / 10;

  *micros = 0;
  if (!take_char (p, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**p))
    return FALSE;

  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (unit == 0 && **p != '0')
        return FALSE;
      *micros += unit * (**p - '0');
      unit /= 10;
    }

  return TRUE;
}

/* "14:20", ":05" and the fraction after it; the seconds may be absent only where @seconds_optional. Returns the broken rule or NULL. */
static const char *
take_time (const char **p,
           gboolean     seconds_optional,
           gint64      *time_of_day)
{
  int hour, minute, second = 0;
  gint64 micros = 0;

  if (!take_digits (p, 2, 2, &hour) || !take_char (p, ':') || !take_digits (p, 2, 2, &minute))
    return N_("the time is written as 14:20 or 14:20:05");
  if (take_char (p, ':'))
    {
      if (!take_digits (p, 2, 2, &second))
        return N_("the time is written as 14:20 or 14:20:05");
      if (!take_fraction (p, &micros))
        return N_("seconds have at most six decimals");
    }
  else if (!seconds_optional)
    return N_("a time after T has seconds");
  if (hour > 23 || minute > 59 || second > 59)
    return N_("the time is between 00:00:00 and 23:59:59");

  *time_of_day = hour * VAS_INSTANT_HOUR + minute * VAS_INSTANT_MINUTE + second * VAS_INSTANT_SECOND + micros;
  return NULL;
}

/* "Z", "+08:00" or, where @optional, nothing, which is Shanghai. */
static const char *
take_offset (const char **p,
             gboolean     optional,
             gint64      *offset)
{
  gboolean west = **p == '-';
  int hour, minute;

  *offset = 8 * VAS_INSTANT_HOUR;
  if (**p == '\0')
    return optional ? NULL : N_("a time after T ends with Z or an offset such as +08:00");

  if (take_char (p, 'Z') || take_char (p, 'z'))
    {
      *offset = 0;
      return NULL;
    }
  if (!take_char (p, west ? '-' : '+') || !take_digits (p, 2, 2, &hour) || !take_char (p, ':') || !take_digits (p, 2, 2, &minute) ||
      hour > 23 || minute > 59)
    return N_("the time is followed by nothing, Z or an offset such as +08:00");

  *offset = (hour * VAS_INSTANT_HOUR + minute * VAS_INSTANT_MINUTE) * (west ? -1 : 1);
  return NULL;
}

/**
 * vas_instant_parse:
 * @text: RFC 3339 ("2021-08-24T06:20:05Z", "2021-08-24T14:20:05.000001+08:00"), or Shanghai's civil time behind a space
 *   ("2021-08-24 14:20", with seconds and a fraction or without)
 * @out: (out): the instant
 *
 * Leap seconds and the hour 24 are refused.
 *
 * Returns: FALSE with #VAS_CORE_ERROR_MISSING, #VAS_CORE_ERROR_INVALID, or #VAS_CORE_ERROR_RANGE for a day that does not exist or
 *   falls outside the years 1 to 9999 in UTC or in Shanghai; @out is untouched then.
 */
gboolean
vas_instant_parse (const char  *text,
                   VasInstant  *out,
                   GError     **error)
{
  const char *p = text;
  const char *broken;
  int year, month, day;
  gint64 time_of_day, offset;
  gboolean civil;
  VasDate date;
  VasInstant instant;

  if (!take_iso_date (&p, &year, &month, &day))
    return refuse (error, VAS_CORE_ERROR_INVALID, text, N_("time"), N_("it begins with a date such as 2021-08-24"));
  civil = *p == ' ';
  if (!civil && *p != 'T' && *p != 't')
    return refuse (error, VAS_CORE_ERROR_INVALID, text, N_("time"), N_("a space or T stands between date and time"));
  p++;

  broken = take_time (&p, civil, &time_of_day);
  if (broken == NULL)
    broken = take_offset (&p, civil, &offset);
  if (broken == NULL && *p != '\0')
    broken = N_("nothing follows the offset");
  if (broken != NULL)
    return refuse (error, VAS_CORE_ERROR_INVALID, text, N_("time"), broken);

  date = vas_date_from_ymd (year, month, day);
  if (date == VAS_DATE_NONE)
    return refuse (error, VAS_CORE_ERROR_RANGE, text, N_("time"), N_("there is no such day"));
  instant = date * VAS_INSTANT_DAY + time_of_day - offset;
  if (vas_instant_to_date (instant) == VAS_DATE_NONE || instant < VAS_DATE_MIN * VAS_INSTANT_DAY)
    return refuse (error, VAS_CORE_ERROR_RANGE, text, N_("time"), N_("years go from 1 to 9999"));

  *out = instant;
  return TRUE;
}
