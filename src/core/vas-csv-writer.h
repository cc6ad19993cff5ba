/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-money.h"
#include "vas-time.h"

G_BEGIN_DECLS

/**
 * VasCsvWriterFlags:
 * @VAS_CSV_WRITER_BOM: a byte order mark first, by which a spreadsheet knows UTF-8
 * @VAS_CSV_WRITER_SPREADSHEET: identifiers get a TAB at their end, so that a spreadsheet keeps them as text, leading zeros
 *   and all (as the bills of Alipay do); never for a file that another program reads
 */
typedef enum {
  VAS_CSV_WRITER_BOM         = 1 << 0,
  VAS_CSV_WRITER_SPREADSHEET = 1 << 1,
} VasCsvWriterFlags;

/**
 * VasCsvWriter:
 *
 * Makes comma-separated rows in memory.
 */
typedef struct _VasCsvWriter VasCsvWriter;

gboolean      vas_csv_is_formula            (const char        *text);

VasCsvWriter *vas_csv_writer_new            (VasCsvWriterFlags  flags);
void          vas_csv_writer_free           (VasCsvWriter      *self);

void          vas_csv_writer_add_text       (VasCsvWriter      *self,
                                             const char        *text);
void          vas_csv_writer_add_identifier (VasCsvWriter      *self,
                                             const char        *identifier);
void          vas_csv_writer_add_integer    (VasCsvWriter      *self,
                                             gint64             value);
void          vas_csv_writer_add_money      (VasCsvWriter      *self,
                                             VasMoney           money);
void          vas_csv_writer_add_date       (VasCsvWriter      *self,
                                             VasDate            date);
void          vas_csv_writer_end_row        (VasCsvWriter      *self);

gsize         vas_csv_writer_get_length     (VasCsvWriter      *self);
GBytes       *vas_csv_writer_take           (VasCsvWriter      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCsvWriter, vas_csv_writer_free)

G_END_DECLS
