/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-column-data.h"

G_BEGIN_DECLS

/* What the files of VasColumnData share. */

/* A field of all records. The least value of its width means absent. */
typedef struct
{
  const VasField *field;
  guint           width;            /* 1, 4 or 8 bytes a row */
  gpointer        values;
} VasColumn;

struct _VasColumnData
{
  GType      type;
  guint      n_columns;
  VasColumn *columns;
  gint64    *ids;                   /* ascending */
  guint      n_rows;
  guint      size;                  /* rows that there is room for */
};

const VasColumn *vas_column_data_find_column (const VasColumnData *self,
                                              const char          *name);
gint64           vas_column_get              (const VasColumn     *self,
                                              guint                row);
gint64           vas_column_hash_key         (const char          *key);
guint64         *vas_column_data_match       (const VasColumnData *self,
                                              const VasFilter     *filter);
guint32         *vas_column_data_list        (const VasColumnData *self,
                                              const guint64       *bits,
                                              guint               *n_rows);
void             vas_column_sort             (const VasColumn     *self,
                                              guint32             *rows,
                                              guint                n_rows);

G_END_DECLS
