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

/* vas_column_get: the value of a row, %VAS_NONE where it is absent. */
static inline gint64
vas_column_get (const VasColumn *self,
                guint            row)
{
  gint64 value;

  switch (self->width)
    {
    case 1:
      value = ((const gint8 *) self->values)[row];
      return value == G_MININT8 ? VAS_NONE : value;
    case 4:
      value = ((const gint32 *) self->values)[row];
      return value == G_MININT32 ? VAS_NONE : value;
    default:
      return ((const gint64 *) self->values)[row];
    }
}

const VasColumn *vas_column_data_find_column (const VasColumnData *self,
                                              const char          *name);
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
