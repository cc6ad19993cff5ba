/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasCsvReader: comma-separated rows, strictly by RFC 4180: UTF-8 with or without a byte order mark, CRLF or LF, fields in
 * quotes with quotes doubled and line breaks kept. What is not of that form is refused with its line and column.
 *
 * It reads out of bytes that are there whole (a mapped file costs no memory of its own). A row is unescaped into one buffer
 * that is used again for the next, so nothing is allocated for a row or a field: about a second for a million rows.
 *
 * A row that is refused has been passed over: vas_csv_reader_next() goes on with the line after the place of the fault, so
 * that one look lists every bad row. The row of a fault still tells its lines. Belongs to one thread at a time.
 */

#include "vas-core-error.h"
#include "vas-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _VasCsvReader
{
  GBytes      *bytes;
  const char  *data;
  const char  *at;
  const char  *end;
  guint64      line;

  char        *text;                         /* the fields of the row, each with its NUL */
  gsize        text_size;
  gsize        text_used;
  gsize        starts[VAS_CSV_MAX_COLUMNS];  /* of each field, in text */
  VasCsvRow    row;

  GPtrArray   *names;
};

/**
 * vas_csv_reader_new:
 * @bytes: a whole file, such as g_mapped_file_get_bytes(); held until the reader is freed
 *
 * Returns: (transfer full): a reader before the first row
 */
VasCsvReader *
vas_csv_reader_new (GBytes *bytes)
{
  VasCsvReader *self;
  gsize length = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (VasCsvReader, 1);
  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &length);
  if (self->data == NULL)
    self->data = "";
  self->at = self->data;
  self->end = self->data + length;
  self->line = 1;
  self->text_size = 4096;
  self->text = g_malloc (self->text_size);
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (length >= 3 && memcmp (self->data, "\xef\xbb\xbf", 3) == 0)
    self->at += 3;

  return self;
}

void
vas_csv_reader_free (VasCsvReader *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->names);
  g_free (self->text);
  g_free (self);
}

/**
 * vas_csv_reader_get_place:
 * @place: a field of the row, from 0; -1 for the row as a whole
 *
 * Returns: (transfer full): where that is, for people: "line 7, column 3 (amount)"
 */
char *
vas_csv_reader_get_place (VasCsvReader *self,
                          int           place)
{
  const char *name = vas_csv_reader_get_name (self, place);

  g_return_val_if_fail (self != NULL, NULL);

  if (place < 0)
    return g_strdup_printf (_("line %lu"), (gulong) self->row.line);
  if (name == NULL || name[0] == '\0')
    return g_strdup_printf (_("line %lu, column %d"), (gulong) self->row.line, place + 1);
  return g_strdup_printf (_("line %lu, column %d (%s)"), (gulong) self->row.line, place + 1, name);
}

/* Refuses the row being read, and stands on the line after the fault. */
static gboolean
refuse (VasCsvReader  *self,
        VasCoreError   code,
        const char    *rule,
        GError       **error)
{
  g_autofree char *place = vas_csv_reader_get_place (self, (int) self->row.n_fields);
  const char *line_end = memchr (self->at, '\n', self->end - self->at);

  if (self->line == self->row.line)
    g_set_error (error, VAS_CORE_ERROR, code, "%s: %s", place, _(rule));
  else
    g_set_error (error, VAS_CORE_ERROR, code, _("%s: %s (the row runs to line %lu)"), place, _(rule), (gulong) self->line);
  self->row.last_line = self->line;
  self->row.n_fields = 0;
  self->at = line_end != NULL ? line_end + 1 : self->end;
  self->line++;
  return FALSE;
}

static void
append (VasCsvReader *self,
        const char   *bytes,
        gsize         length)
{
  if (self->text_used + length > self->text_size)
    {
      self->text_size = 2 * (self->text_used + length);
      self->text = g_realloc (self->text, self->text_size);
    }
  memcpy (self->text + self->text_used, bytes, length);
  self->text_used += length;
}

static gboolean
check_field_length (VasCsvReader  *self,
                    gsize          length,
                    GError       **error)
{
  if (length <= VAS_CSV_MAX_FIELD)
    return TRUE;

  return refuse (self, VAS_CORE_ERROR_RANGE, N_("a field is at most 65536 bytes; is a quote missing?"), error);
}

/* A field that is too long is read to its end all the same: the lines inside it are never taken for rows. */
static gboolean
read_quoted (VasCsvReader  *self,
             GError       **error)
{
  gsize length = 0;

  self->at++;
  for (;;)
    {
      const char *quote = memchr (self->at, '"', self->end - self->at);
      const char *stop = quote != NULL ? quote : self->end;

      length += stop - self->at;
      if (length <= VAS_CSV_MAX_FIELD)
        append (self, self->at, stop - self->at);
      for (const char *c = self->at; (c = memchr (c, '\n', stop - c)) != NULL; c++)
        self->line++;
      self->at = stop;
      if (quote == NULL)
        return refuse (self, VAS_CORE_ERROR_INVALID, N_("the quote that opens this field is never closed"), error);

      self->at++;
      if (self->at == self->end || *self->at != '"')
        return check_field_length (self, length, error);
      length++;
      if (length <= VAS_CSV_MAX_FIELD)
        append (self, "\"", 1);
      self->at++;
    }
}

static gboolean
read_plain (VasCsvReader  *self,
            GError       **error)
{
  const char *start = self->at;
  const char *c = start;

  while (c < self->end && *c != ',' && *c != '\n' && *c != '\r' && *c != '"')
    c++;
  self->at = c;
  if (!check_field_length (self, c - start, error))
    return FALSE;
  append (self, start, c - start);
  if (c < self->end && *c == '"')
    return refuse (self, VAS_CORE_ERROR_INVALID, N_("a quote stands inside a field that does not begin with one"), error);

  return TRUE;
}

typedef enum {
  AFTER_REFUSED,
  AFTER_COMMA,
  AFTER_ROW,
} After;

/* What stands behind a field. */
static After
read_separator (VasCsvReader  *self,
                GError       **error)
{
  if (self->at == self->end)
    return AFTER_ROW;

  if (*self->at == ',')
    {
      self->at++;
      return AFTER_COMMA;
    }

  if (*self->at == '\r' && self->at + 1 < self->end && self->at[1] == '\n')
    self->at++;
  if (*self->at == '\n')
    {
      self->at++;
      self->line++;
      return AFTER_ROW;
    }

  refuse (self, VAS_CORE_ERROR_INVALID,
          *self->at == '\r' ? N_("a carriage return stands alone") : N_("text follows the quote that closes this field"), error);
  return AFTER_REFUSED;
}

static gboolean
read_fields (VasCsvReader  *self,
             GError       **error)
{
  for (;;)
    {
      After after;

      if (self->row.n_fields == VAS_CSV_MAX_COLUMNS)
        return refuse (self, VAS_CORE_ERROR_RANGE, N_("a row has at most 256 columns"), error);
      self->starts[self->row.n_fields] = self->text_used;
      if (self->at < self->end && *self->at == '"' ? !read_quoted (self, error) : !read_plain (self, error))
        return FALSE;

      self->row.lengths[self->row.n_fields] = self->text_used - self->starts[self->row.n_fields];
      append (self, "", 1);
      self->row.last_line = self->line;
      after = read_separator (self, error);
      if (after == AFTER_REFUSED)
        return FALSE;
      self->row.n_fields++;
      if (after == AFTER_ROW)
        return TRUE;
    }
}

static gboolean
check_text (VasCsvReader  *self,
            const char    *start,
            GError       **error)
{
  g_autofree char *place = NULL;
  guint bad = 0;

  if (g_utf8_validate_len (start, self->at - start, NULL))
    return TRUE;

  while (bad + 1 < self->row.n_fields && g_utf8_validate_len (self->row.fields[bad], self->row.lengths[bad], NULL))
    bad++;
  place = vas_csv_reader_get_place (self, (int) bad);
  if (memchr (self->row.fields[bad], '\0', self->row.lengths[bad]) != NULL)
    g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID, _("%s: a NUL byte is no text"), place);
  else
    g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID,
                 _("%s: not UTF-8; save the file as “CSV UTF-8”, not in the encoding of the system"), place);
  return FALSE;
}

/* Reads a row of any number of fields; passes over empty lines. FALSE without an error at the end. */
static gboolean
read_row (VasCsvReader  *self,
          GError       **error)
{
  const char *start;

  while (self->at < self->end && (*self->at == '\n' || (*self->at == '\r' && self->end - self->at > 1 && self->at[1] == '\n')))
    {
      self->at += *self->at == '\r' ? 2 : 1;
      self->line++;
    }

  start = self->at;
  self->row.line = self->line;
  self->row.last_line = self->line;
  self->row.n_fields = 0;
  self->text_used = 0;
  if (self->at == self->end)
    return FALSE;
  if (!read_fields (self, error))
    return FALSE;

  for (guint i = 0; i < self->row.n_fields; i++)
    self->row.fields[i] = self->text + self->starts[i];
  return check_text (self, start, error);
}

static int
find_name (VasCsvReader *self,
           const char   *name)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->names, i), name))
        return (int) i;
    }

  return -1;
}

static gboolean
take_names (VasCsvReader  *self,
            GError       **error)
{
  for (guint i = 0; i < self->row.n_fields; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (self->row.fields[i]));

      if (name[0] != '\0' && find_name (self, name) >= 0)
        {
          g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID,
                       _("line %lu, column %u: there are two columns named %s"), (gulong) self->row.line, i + 1, name);
          return FALSE;
        }
      g_ptr_array_add (self->names, g_steal_pointer (&name));
    }

  return TRUE;
}

/**
 * vas_csv_reader_read_header:
 * @columns: (array length=n_columns): what the caller knows how to read
 * @places: (out caller-allocates) (array length=n_columns): for each, its place in every row; -1 where the file has none
 *
 * Reads the first row as the names of the columns; from then on every row must have as many fields. Blanks around a name do
 * not count; columns that are not asked for may stand there, nameless ones too.
 *
 * Returns: %FALSE with an error where the file is empty, a name comes twice or a required column is missing
 */
gboolean
vas_csv_reader_read_header (VasCsvReader        *self,
                            const VasCsvColumn  *columns,
                            guint                n_columns,
                            int                 *places,
                            GError             **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (self != NULL && self->names->len == 0, FALSE);

  if (!read_row (self, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("the file is empty: a row with the names of columns comes first"));
      return FALSE;
    }
  if (!take_names (self, error))
    return FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      places[i] = find_name (self, columns[i].name);
      if (places[i] >= 0 || !columns[i].required)
        continue;
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_MISSING, _("line %lu: there is no column %s"),
                   (gulong) self->row.line, columns[i].name);
      return FALSE;
    }

  return TRUE;
}

/**
 * vas_csv_reader_next:
 * @row: (out) (transfer none): the row, until the next call; %NULL at the end of the file
 *
 * Reads one row. Empty lines are passed over. After a row that was refused it may be called again: it goes on behind it.
 *
 * Returns: %FALSE with an error where the row is not of the form; %TRUE with a row, or with %NULL at the end
 */
gboolean
vas_csv_reader_next (VasCsvReader     *self,
                     const VasCsvRow **row,
                     GError          **error)
{
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  *row = NULL;
  if (!read_row (self, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->names->len > 0 && self->row.n_fields != self->names->len)
    {
      g_set_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID,
                   _("line %lu: %u fields, where the header has %u"), (gulong) self->row.line, self->row.n_fields,
                   self->names->len);
      return FALSE;
    }

  *row = &self->row;
  return TRUE;
}

/** vas_csv_reader_get_n_names: how many columns the header has; 0 before it was read. */
guint
vas_csv_reader_get_n_names (VasCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->names->len;
}

/** vas_csv_reader_get_name: (nullable) (transfer none): the header's name of a column; %NULL where there is none. */
const char *
vas_csv_reader_get_name (VasCsvReader *self,
                         int           place)
{
  g_return_val_if_fail (self != NULL, NULL);

  return place >= 0 && place < (int) self->names->len ? g_ptr_array_index (self->names, place) : NULL;
}

/** vas_csv_reader_get_row: (transfer none): the row read last; of one that was refused its lines count, its fields do not. */
const VasCsvRow *
vas_csv_reader_get_row (VasCsvReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->row;
}

/** vas_csv_reader_get_offset: how many bytes have been read, for progress. */
gsize
vas_csv_reader_get_offset (VasCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->at - self->data;
}

/**
 * vas_csv_row_get:
 * @place: from vas_csv_reader_read_header(); -1 for a column that the file has not
 *
 * Returns: (nullable) (transfer none): the text until the next row, "" where empty; %NULL where there is no such field
 */
const char *
vas_csv_row_get (const VasCsvRow *row,
                 int              place)
{
  g_return_val_if_fail (row != NULL, NULL);

  return place >= 0 && (guint) place < row->n_fields ? row->fields[place] : NULL;
}
