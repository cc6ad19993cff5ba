/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file form of the calendar: UTF-8, a header line "date,kind,name,source_doc", then one exception a line, in any order. Lines end
 * with LF or CRLF; a byte order mark passes. No field may hold a comma or a quotation mark, so there is no quoting. The file is taken
 * whole or not at all. Pure; any thread; one copy of the text. */

#include "vas-calendar.h"

#include "vas-core-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SIZE_LIMIT (1024 * 1024)
#define HEADER "date,kind,name,source_doc"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

enum
{
  FIELD_DATE,
  FIELD_KIND,
  FIELD_NAME,
  FIELD_SOURCE,
  N_FIELDS
};

static const char *const field_names[] = { "date", "kind", "name", "source_doc" };

static gboolean
check_text (const char  *text,
            gsize        length,
            GError     **error)
{
  if (length > SIZE_LIMIT)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE, _("The calendar is larger than %d bytes"), SIZE_LIMIT);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("The calendar is not UTF-8 text"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_fields (char                 **fields,
             guint                  line,
             VasCalendarException  *day,
             GError               **error)
{
  for (int i = 0; i < N_FIELDS; i++)
    if (*fields[i] == '\0')
      {
        g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("Line %u, field %s: it is empty"), line, field_names[i]);
        return FALSE;
      }

  if (!vas_date_parse (fields[FIELD_DATE], &day->date, error))
    {
      g_prefix_error (error, "Line %u, field date: ", line);
      return FALSE;
    }

  if (g_str_equal (fields[FIELD_KIND], "holiday"))
    day->kind = VAS_DAY_KIND_HOLIDAY;
  else if (g_str_equal (fields[FIELD_KIND], "workday"))
    day->kind = VAS_DAY_KIND_WORKDAY;
  else
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("Line %u, field kind: “%s” is neither holiday nor workday"), line, fields[FIELD_KIND]);
      return FALSE;
    }

  day->name = fields[FIELD_NAME];
  day->source = fields[FIELD_SOURCE];
  return TRUE;
}

static gboolean
read_line (VasCalendarBuilder  *builder,
           const char          *text,
           guint                line,
           GError             **error)
{
  g_auto(GStrv) fields = g_strsplit (text, ",", -1);
  guint n_fields = g_strv_length (fields);
  VasCalendarException day = { 0 };

  if (n_fields != N_FIELDS)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("Line %u: there are four fields (%s), not %u"), line, HEADER, n_fields);
      return FALSE;
    }
  if (strchr (text, '"') != NULL)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("Line %u: quotation marks are not part of this format"), line);
      return FALSE;
    }

  if (!read_fields (fields, line, &day, error))
    return FALSE;
  if (!vas_calendar_builder_add (builder, &day, error))
    {
      g_prefix_error (error, "Line %u, field date: ", line);
      return FALSE;
    }

  return TRUE;
}

static void
strip_carriage_return (char *line)
{
  gsize length = strlen (line);

  if (length > 0 && line[length - 1] == '\r')
    line[length - 1] = '\0';
}

/**
 * vas_calendar_parse_csv:
 * @text: the file's content, up to 1 MiB
 * @length: its bytes, or -1 where it ends with a NUL
 *
 * Returns: (transfer full) (nullable): the calendar; NULL with an error of #VAS_CORE_ERROR that names line, field and rule. A file
 *   without a single exception is refused with #VAS_CORE_ERROR_MISSING: it would wipe the calendar out.
 */
VasCalendar *
vas_calendar_parse_csv (const char  *text,
                        gssize       length,
                        GError     **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr(VasCalendarBuilder) builder = vas_calendar_builder_new ();
  g_autofree char *copy = NULL;
  g_auto(GStrv) lines = NULL;
  guint n_lines;

  if (!check_text (text, size, error))
    return NULL;

  copy = g_strndup (text, size);
  lines = g_strsplit (g_str_has_prefix (copy, BYTE_ORDER_MARK) ? copy + strlen (BYTE_ORDER_MARK) : copy, "\n", -1);
  n_lines = g_strv_length (lines);
  if (n_lines > 0 && *lines[n_lines - 1] == '\0')
    n_lines--;
  for (guint i = 0; i < n_lines; i++)
    strip_carriage_return (lines[i]);

  if (n_lines < 1 || !g_str_equal (lines[0], HEADER))
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("Line 1: the header is %s"), HEADER);
      return NULL;
    }
  if (n_lines < 2)
    {
      g_set_error_literal (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("Line 2: there is not a single day in the calendar"));
      return NULL;
    }
  for (guint i = 1; i < n_lines; i++)
    if (!read_line (builder, lines[i], i + 1, error))
      return NULL;

  return vas_calendar_builder_end (g_steal_pointer (&builder));
}
