/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasCsvWriter: comma-separated rows by RFC 4180, CRLF at the end of each, fields quoted where they must be.
 *
 * Texts come from outside, and a spreadsheet runs what begins with = + - or @: a cell of text that begins with one of these
 * (full-width forms and control characters too) gets an apostrophe in front. Numbers and money come from us and are left as
 * they are, minus sign and all. Takes memory for what has not been taken; a long export takes now and then.
 */

#include "vas-csv-writer.h"

#include <string.h>

struct _VasCsvWriter
{
  GString           *text;
  VasCsvWriterFlags  flags;
  gboolean           in_row;
};

/** vas_csv_writer_new: (transfer full): a writer before its first row. */
VasCsvWriter *
vas_csv_writer_new (VasCsvWriterFlags flags)
{
  VasCsvWriter *self = g_new0 (VasCsvWriter, 1);

  self->flags = flags;
  self->text = g_string_new (flags & VAS_CSV_WRITER_BOM ? "\xef\xbb\xbf" : NULL);

  return self;
}

void
vas_csv_writer_free (VasCsvWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_field (VasCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->text, ',');
  self->in_row = TRUE;
}

/** vas_csv_is_formula: whether a spreadsheet would run a cell of that text, or could be made to. */
gboolean
vas_csv_is_formula (const char *text)
{
  static const char * const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      if (g_str_has_prefix (text, starts[i]))
        return TRUE;
    }

  return FALSE;
}

static void
add_escaped (VasCsvWriter *self,
             const char   *text,
             const char   *suffix)
{
  const char *prefix = vas_csv_is_formula (text) ? "'" : "";

  begin_field (self);
  if (text[strcspn (text, ",\"\r\n")] == '\0' && text[0] != ' ')
    {
      g_string_append (self->text, prefix);
      g_string_append (self->text, text);
      g_string_append (self->text, suffix);
      return;
    }

  g_string_append_c (self->text, '"');
  g_string_append (self->text, prefix);
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *c);
    }
  g_string_append (self->text, suffix);
  g_string_append_c (self->text, '"');
}

/**
 * vas_csv_writer_add_text:
 * @text: (nullable): valid UTF-8; %NULL is an empty cell
 */
void
vas_csv_writer_add_text (VasCsvWriter *self,
                         const char   *text)
{
  g_return_if_fail (self != NULL);

  add_escaped (self, text != NULL ? text : "", "");
}

/**
 * vas_csv_writer_add_identifier:
 * @identifier: (nullable): digits and letters that are no number, such as a fapiao's: a spreadsheet must not reckon with it
 */
void
vas_csv_writer_add_identifier (VasCsvWriter *self,
                               const char   *identifier)
{
  gboolean marked;

  g_return_if_fail (self != NULL);

  marked = (self->flags & VAS_CSV_WRITER_SPREADSHEET) && identifier != NULL && identifier[0] != '\0';
  add_escaped (self, identifier != NULL ? identifier : "", marked ? "\t" : "");
}

/** vas_csv_writer_add_integer: a number; %G_MININT64, which stands for an absent one, is an empty cell. */
void
vas_csv_writer_add_integer (VasCsvWriter *self,
                            gint64        value)
{
  g_return_if_fail (self != NULL);

  begin_field (self);
  if (value != G_MININT64)
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/** vas_csv_writer_add_money: an amount in yuan, "1234.00"; %G_MININT64, which stands for an absent one, is an empty cell. */
void
vas_csv_writer_add_money (VasCsvWriter *self,
                          VasMoney      money)
{
  g_autofree char *text = money != G_MININT64 ? vas_money_format_plain (money) : NULL;

  g_return_if_fail (self != NULL);

  begin_field (self);
  if (text != NULL)
    g_string_append (self->text, text);
}

/** vas_csv_writer_add_date: a date, "2021-08-24"; %VAS_DATE_NONE is an empty cell. */
void
vas_csv_writer_add_date (VasCsvWriter *self,
                         VasDate       date)
{
  g_autofree char *text = vas_date_format (date);

  g_return_if_fail (self != NULL);

  begin_field (self);
  if (text != NULL)
    g_string_append (self->text, text);
}

/** vas_csv_writer_end_row: the next cell begins a new row. */
void
vas_csv_writer_end_row (VasCsvWriter *self)
{
  g_return_if_fail (self != NULL);

  g_string_append (self->text, "\r\n");
  self->in_row = FALSE;
}

/** vas_csv_writer_get_length: how many bytes wait to be taken. */
gsize
vas_csv_writer_get_length (VasCsvWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->text->len;
}

/**
 * vas_csv_writer_take:
 *
 * Takes what has been written since the last time.
 *
 * Returns: (transfer full): the bytes, without a NUL at their end
 */
GBytes *
vas_csv_writer_take (VasCsvWriter *self)
{
  GString *taken;

  g_return_val_if_fail (self != NULL, NULL);

  taken = g_steal_pointer (&self->text);
  self->text = g_string_new (NULL);
  return g_string_free_to_bytes (taken);
}
