/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSheetWriter: a list as XLSX, by libxlsxwriter, or as CSV. A row at a time goes to the disk, so any number of rows takes the same
 * memory. Identifiers are text in both, whatever they look like; dates, times and amounts are what a spreadsheet reckons with. A
 * text that begins like a formula is text: XLSX knows the kind of each cell, CSV gets an apostrophe (VasCsvWriter).
 *
 * The heading stays in view, and filters stand in it. Belongs to one thread. Not closed means not to be used: free() leaves a
 * file behind that the caller deletes.
 */

#include "vas-sheet-writer.h"

#include "vas-csv-writer.h"
#include "vas-entity.h"
#include "vas-time.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define FLUSH_AT (1 << 16)
#define MOST_NAME 31
#define MOST_CELL 32767
/* The day that XLSX counts from, for every date since March 1900. */
#define XLSX_EPOCH 25569
#define SECONDS_OF_DAY 86400
#define SHANGHAI (8 * 3600)

struct _VasSheetWriter
{
  char                 *path;
  const VasSheetColumn *columns;
  guint                 n_columns;
  guint                 column;
  guint32               row;

  lxw_workbook         *workbook;
  lxw_worksheet        *worksheet;
  lxw_format           *formats[VAS_SHEET_TIME + 1];
  lxw_error             failure;

  VasCsvWriter         *csv;
  FILE                 *file;
};

/** vas_sheet_format_of_name: CSV for a file name that ends so, else XLSX. */
VasSheetFormat
vas_sheet_format_of_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".csv") ? VAS_SHEET_CSV : VAS_SHEET_XLSX;
}

/** vas_sheet_make_name: (transfer full): a file name of @name, without what file systems refuse, with the ending of @format. */
char *
vas_sheet_make_name (const char     *name,
                     VasSheetFormat  format)
{
  g_autofree char *clean = g_strdelimit (g_strdup (name), "/\\:*?\"<>|\n\t", '-');

  return g_strconcat (clean, format == VAS_SHEET_CSV ? ".csv" : ".xlsx", NULL);
}

static gboolean
set_system_error (VasSheetWriter  *self,
                  GError         **error)
{
  const int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", self->path, g_strerror (code));
  return FALSE;
}

static gboolean
set_xlsx_error (VasSheetWriter  *self,
                lxw_error        code,
                GError         **error)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", self->path, lxw_strerror (code));
  return FALSE;
}

static void
note_failure (VasSheetWriter *self,
              lxw_error       code)
{
  if (self->failure == LXW_NO_ERROR)
    self->failure = code;
}

static void
make_formats (VasSheetWriter *self)
{
  static const char * const numbers[] = {
    [VAS_SHEET_TEXT] = "@",
    [VAS_SHEET_IDENTIFIER] = "@",
    [VAS_SHEET_INTEGER] = "0",
    [VAS_SHEET_MONEY] = "#,##0.00",
    [VAS_SHEET_DATE] = "yyyy-mm-dd",
    [VAS_SHEET_TIME] = "yyyy-mm-dd hh:mm",
  };

  for (guint kind = 0; kind < G_N_ELEMENTS (numbers); kind++)
    {
      self->formats[kind] = workbook_add_format (self->workbook);
      format_set_num_format (self->formats[kind], numbers[kind]);
    }
}

static void
write_xlsx_head (VasSheetWriter *self)
{
  lxw_format *bold = workbook_add_format (self->workbook);

  format_set_bold (bold);
  format_set_bottom (bold, LXW_BORDER_THIN);
  for (guint i = 0; i < self->n_columns; i++)
    {
      note_failure (self, worksheet_set_column (self->worksheet, (lxw_col_t) i, (lxw_col_t) i, self->columns[i].width, NULL));
      note_failure (self, worksheet_write_string (self->worksheet, 0, (lxw_col_t) i, self->columns[i].heading, bold));
    }
  worksheet_freeze_panes (self->worksheet, 1, 0);
  worksheet_set_landscape (self->worksheet);
  worksheet_repeat_rows (self->worksheet, 0, 0);
}

static gboolean
open_xlsx (VasSheetWriter  *self,
           const char      *name,
           GError         **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *cut = g_utf8_strlen (valid, -1) > MOST_NAME ? g_utf8_substring (valid, 0, MOST_NAME) : g_strdup (valid);

  g_strdelimit (cut, "[]:*?/\\'", '-');
  self->workbook = workbook_new_opt (self->path, &options);
  self->worksheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, cut) : NULL;
  if (self->worksheet == NULL)
    return set_xlsx_error (self, LXW_ERROR_CREATING_TMPFILE, error);

  make_formats (self);
  write_xlsx_head (self);

  return self->failure == LXW_NO_ERROR || set_xlsx_error (self, self->failure, error);
}

static gboolean
open_csv (VasSheetWriter  *self,
          GError         **error)
{
  self->file = fopen (self->path, "wbe");
  if (self->file == NULL)
    return set_system_error (self, error);

  self->csv = vas_csv_writer_new (VAS_CSV_WRITER_BOM | VAS_CSV_WRITER_SPREADSHEET);
  for (guint i = 0; i < self->n_columns; i++)
    vas_csv_writer_add_text (self->csv, self->columns[i].heading);
  vas_csv_writer_end_row (self->csv);

  return TRUE;
}

/**
 * vas_sheet_writer_new:
 * @path: is overwritten
 * @name: of the sheet in an XLSX
 * @columns: (array length=n_columns): kept, not copied
 *
 * Returns: (transfer full) (nullable): a writer behind its heading
 */
VasSheetWriter *
vas_sheet_writer_new (const char            *path,
                      VasSheetFormat         format,
                      const char            *name,
                      const VasSheetColumn  *columns,
                      guint                  n_columns,
                      GError               **error)
{
  g_autoptr (VasSheetWriter) self = g_new0 (VasSheetWriter, 1);

  self->path = g_strdup (path);
  self->columns = columns;
  self->n_columns = n_columns;
  self->row = 1;
  if (!(format == VAS_SHEET_CSV ? open_csv (self, error) : open_xlsx (self, name, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/** vas_sheet_writer_free: what was not closed stays as it is, to be deleted. */
void
vas_sheet_writer_free (VasSheetWriter *self)
{
  if (self == NULL)
    return;

  /* The library has no other way to give its temporary files back. */
  if (self->workbook != NULL)
    workbook_close (self->workbook);
  if (self->file != NULL)
    fclose (self->file);
  vas_csv_writer_free (self->csv);
  g_free (self->path);
  g_free (self);
}

/**
 * vas_sheet_writer_add_text:
 * @text: (nullable): for a column of texts or identifiers; an empty cell where there is none
 */
void
vas_sheet_writer_add_text (VasSheetWriter *self,
                           const char     *text)
{
  const guint column = self->column++;
  const gboolean identifier = self->columns[column].kind == VAS_SHEET_IDENTIFIER;

  g_return_if_fail (column < self->n_columns);

  if (self->csv != NULL && identifier)
    vas_csv_writer_add_identifier (self->csv, text);
  else if (self->csv != NULL)
    vas_csv_writer_add_text (self->csv, text);
  else if (text != NULL && *text != '\0')
    {
      g_autofree char *cut = g_utf8_strlen (text, -1) > MOST_CELL ? g_utf8_substring (text, 0, MOST_CELL) : NULL;

      note_failure (self, worksheet_write_string (self->worksheet, self->row, (lxw_col_t) column, cut != NULL ? cut : text,
                                                  self->formats[self->columns[column].kind]));
    }
}

/* Numbers of XLSX are binary fractions. Fen up to 2^53 come out of the division as the nearest one to their yuan, which is what
 * a spreadsheet makes of “1234.56”, too. */
static void
add_xlsx_value (VasSheetWriter *self,
                guint           column,
                gint64          value)
{
  const VasSheetKind kind = self->columns[column].kind;
  double number = (double) value;

  if (kind == VAS_SHEET_MONEY)
    number = (double) value / 100.0;
  else if (kind == VAS_SHEET_DATE)
    number = (double) (value + XLSX_EPOCH);
  else if (kind == VAS_SHEET_TIME)
    number = (double) (value / G_USEC_PER_SEC + SHANGHAI) / SECONDS_OF_DAY + XLSX_EPOCH;
  note_failure (self, worksheet_write_number (self->worksheet, self->row, (lxw_col_t) column, number, self->formats[kind]));
}

static void
add_csv_value (VasSheetWriter *self,
               VasSheetKind    kind,
               gint64          value)
{
  g_autofree char *time = kind == VAS_SHEET_TIME ? vas_instant_format_local (value) : NULL;

  if (kind == VAS_SHEET_MONEY)
    vas_csv_writer_add_money (self->csv, value);
  else if (kind == VAS_SHEET_DATE)
    vas_csv_writer_add_date (self->csv, (VasDate) value);
  else if (kind == VAS_SHEET_TIME)
    vas_csv_writer_add_text (self->csv, time);
  else
    vas_csv_writer_add_integer (self->csv, value);
}

/** vas_sheet_writer_add_value: @value: as the kind of the column says; %VAS_NONE for an empty cell. */
void
vas_sheet_writer_add_value (VasSheetWriter *self,
                            gint64          value)
{
  const guint column = self->column++;

  g_return_if_fail (column < self->n_columns);

  if (value == VAS_NONE && self->csv != NULL)
    vas_csv_writer_add_text (self->csv, NULL);
  else if (value == VAS_NONE)
    return;
  else if (self->csv != NULL)
    add_csv_value (self, self->columns[column].kind, value);
  else
    add_xlsx_value (self, column, value);
}

static gboolean
flush_csv (VasSheetWriter  *self,
           gsize            least,
           GError         **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  gconstpointer data;

  if (vas_csv_writer_get_length (self->csv) < least)
    return TRUE;
  bytes = vas_csv_writer_take (self->csv);
  data = g_bytes_get_data (bytes, &size);

  return size == 0 || fwrite (data, size, 1, self->file) == 1 || set_system_error (self, error);
}

/** vas_sheet_writer_end_row: FALSE with @error set where it could not be written, or the sheet is full. */
gboolean
vas_sheet_writer_end_row (VasSheetWriter  *self,
                          GError         **error)
{
  g_return_val_if_fail (self->column == self->n_columns, FALSE);

  self->column = 0;
  self->row++;
  if (self->csv != NULL)
    {
      vas_csv_writer_end_row (self->csv);
      return flush_csv (self, FLUSH_AT, error);
    }
  if (self->failure != LXW_NO_ERROR)
    return set_xlsx_error (self, self->failure, error);
  if (self->row <= LXW_ROW_MAX)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("A workbook holds %u rows at most; export as CSV, or a part."),
               LXW_ROW_MAX - 1);
  return FALSE;
}

/* Onto the disk, and its SHA-256. */
static gboolean
finish_file (VasSheetWriter  *self,
             char           **digest,
             GError         **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const int fd = g_open (self->path, O_RDWR | O_CLOEXEC, 0);
  guchar buffer[1 << 15];
  gssize size = -1;

  if (fd < 0)
    return set_system_error (self, error);
  while ((size = read (fd, buffer, sizeof buffer)) > 0)
    g_checksum_update (checksum, buffer, size);
  if (size < 0 || fsync (fd) != 0)
    {
      set_system_error (self, error);
      g_close (fd, NULL);
      return FALSE;
    }
  *digest = g_strdup (g_checksum_get_string (checksum));

  return g_close (fd, error);
}

static gboolean
close_csv (VasSheetWriter  *self,
           GError         **error)
{
  FILE *file;

  if (!flush_csv (self, 0, error))
    return FALSE;
  file = g_steal_pointer (&self->file);

  return fclose (file) == 0 || set_system_error (self, error);
}

static gboolean
close_xlsx (VasSheetWriter  *self,
            GError         **error)
{
  lxw_error code;

  if (self->row > 1)
    worksheet_autofilter (self->worksheet, 0, 0, self->row - 1, (lxw_col_t) (self->n_columns - 1));
  code = workbook_close (g_steal_pointer (&self->workbook));

  return code == LXW_NO_ERROR || set_xlsx_error (self, code, error);
}

/**
 * vas_sheet_writer_close:
 * @digest: (out): SHA-256 of the file
 *
 * Writes the rest. The file is on the disk then; only free() may follow.
 */
gboolean
vas_sheet_writer_close (VasSheetWriter  *self,
                        char           **digest,
                        GError         **error)
{
  return (self->csv != NULL ? close_csv (self, error) : close_xlsx (self, error)) && finish_file (self, digest, error);
}
