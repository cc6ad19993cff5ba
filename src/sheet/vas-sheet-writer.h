/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasSheetFormat:
 * @VAS_SHEET_XLSX: a workbook with one sheet
 * @VAS_SHEET_CSV: comma-separated, with a byte order mark and CRLF, as spreadsheets want it
 */
typedef enum {
  VAS_SHEET_XLSX,
  VAS_SHEET_CSV,
} VasSheetFormat;

/**
 * VasSheetKind: what a column holds.
 */
typedef enum {
  VAS_SHEET_TEXT,
  VAS_SHEET_IDENTIFIER,     /* digits and letters that are no number */
  VAS_SHEET_INTEGER,
  VAS_SHEET_MONEY,          /* fen, shown in yuan */
  VAS_SHEET_DATE,           /* VasDate */
  VAS_SHEET_TIME,           /* VasInstant, shown in the time of Shanghai */
} VasSheetKind;

/**
 * VasSheetColumn:
 * @heading: as people read it; belongs to the caller for the life of the writer
 * @width: in characters
 */
typedef struct {
  const char   *heading;
  VasSheetKind  kind;
  guint         width;
} VasSheetColumn;

/**
 * VasSheetWriter:
 *
 * Writes a list into a file for a spreadsheet, row by row.
 */
typedef struct _VasSheetWriter VasSheetWriter;

VasSheetFormat  vas_sheet_format_of_name   (const char            *name);
char           *vas_sheet_make_name        (const char            *name,
                                            VasSheetFormat         format);

VasSheetWriter *vas_sheet_writer_new       (const char            *path,
                                            VasSheetFormat         format,
                                            const char            *name,
                                            const VasSheetColumn  *columns,
                                            guint                  n_columns,
                                            GError               **error);
void            vas_sheet_writer_free      (VasSheetWriter        *self);
void            vas_sheet_writer_add_text  (VasSheetWriter        *self,
                                            const char            *text);
void            vas_sheet_writer_add_value (VasSheetWriter        *self,
                                            gint64                 value);
gboolean        vas_sheet_writer_end_row   (VasSheetWriter        *self,
                                            GError               **error);
gboolean        vas_sheet_writer_close     (VasSheetWriter        *self,
                                            char                 **digest,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasSheetWriter, vas_sheet_writer_free)

G_END_DECLS
