/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_CSV_MAX_FIELD: the longest field, in bytes. */
#define VAS_CSV_MAX_FIELD (64 * 1024)

/** VAS_CSV_MAX_COLUMNS: the most fields in a row. */
#define VAS_CSV_MAX_COLUMNS 256

/**
 * VasCsvRow:
 * @fields: (array length=n_fields): each NUL-terminated valid UTF-8, "" where empty
 * @lengths: (array length=n_fields): in bytes
 * @line: the line the row begins on, from 1
 * @last_line: the line it ends on; later than @line where a field holds a line break
 *
 * One row, until the next is read.
 */
typedef struct {
  const char  *fields[VAS_CSV_MAX_COLUMNS];
  gsize        lengths[VAS_CSV_MAX_COLUMNS];
  guint        n_fields;
  guint64      line;
  guint64      last_line;
} VasCsvRow;

/**
 * VasCsvColumn:
 * @name: the column's name in the header row
 * @required: whether a file without it is refused
 *
 * A column that a reader of some file asks for.
 */
typedef struct {
  const char *name;
  gboolean    required;
} VasCsvColumn;

/**
 * VasCsvReader:
 *
 * Reads comma-separated rows out of bytes, strictly by RFC 4180.
 */
typedef struct _VasCsvReader VasCsvReader;

VasCsvReader    *vas_csv_reader_new         (GBytes             *bytes);
void             vas_csv_reader_free        (VasCsvReader       *self);

gboolean         vas_csv_reader_read_header (VasCsvReader       *self,
                                             const VasCsvColumn *columns,
                                             guint               n_columns,
                                             int                *places,
                                             GError            **error);
gboolean         vas_csv_reader_next        (VasCsvReader       *self,
                                             const VasCsvRow   **row,
                                             GError            **error);
guint            vas_csv_reader_get_n_names (VasCsvReader       *self);
const char      *vas_csv_reader_get_name    (VasCsvReader       *self,
                                             int                 place);
const VasCsvRow *vas_csv_reader_get_row     (VasCsvReader       *self);
gsize            vas_csv_reader_get_offset  (VasCsvReader       *self);
char            *vas_csv_reader_get_place   (VasCsvReader       *self,
                                             int                 place);

const char      *vas_csv_row_get            (const VasCsvRow    *row,
                                             int                 place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCsvReader, vas_csv_reader_free)

G_END_DECLS
