/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasColumnData: narrow columns. An enumeration or truth value takes one byte a row, a date four, a moment eight, a number four
 * until one needs eight; a key is kept as a hash of eight bytes, which is enough to be compared and grouped by; texts are not
 * narrow and cannot be chosen. With row id, moment, amount, state and account that is 29 bytes a row.
 *
 * Rows stand in the order of their ids. New rows come at the end and changed ones are overwritten in place; rows that go, or
 * come back among others, cost one pass over everything. Not locked: whoever shares it sees to that (VasColumns).
 */

#include "vas-column-private.h"

#include "vas-table-plan.h"

#define HASH_START G_GUINT64_CONSTANT (14695981039346656037)
#define HASH_FACTOR G_GUINT64_CONSTANT (1099511628211)

static guint
first_width (const VasField *field)
{
  switch (field->type)
    {
    case VAS_FIELD_ENUM:
    case VAS_FIELD_BOOLEAN:
      return 1;
    case VAS_FIELD_DATE:
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
      return 4;
    case VAS_FIELD_KEY:
    case VAS_FIELD_TIME:
      return 8;
    case VAS_FIELD_TEXT:
    default:
      return 0;
    }
}

/**
 * vas_column_data_new:
 * @type: an entity type
 * @names: (array zero-terminated=1): fields of it, none of them a text
 *
 * Returns: (transfer full): without rows
 */
VasColumnData *
vas_column_data_new (GType               type,
                     const char * const *names)
{
  const VasTablePlan *plan = vas_table_plan_get (type);
  VasColumnData *self = g_new0 (VasColumnData, 1);

  self->type = type;
  self->columns = g_new0 (VasColumn, g_strv_length ((char **) names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      const VasField *field = vas_table_plan_field (plan, names[i], strlen (names[i]));

      if (field == NULL || first_width (field) == 0)
        {
          g_critical ("%s has no field %s that is narrow.", plan->klass->table, names[i]);
          continue;
        }
      self->columns[self->n_columns].field = field;
      self->columns[self->n_columns++].width = first_width (field);
    }

  return self;
}

void
vas_column_data_free (VasColumnData *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->columns[i].values);
  g_free (self->columns);
  g_free (self->ids);
  g_free (self);
}

/** vas_column_data_get_width: how many values a row has besides its id. */
guint
vas_column_data_get_width (const VasColumnData *self)
{
  return self->n_columns;
}

/** vas_column_data_get_length: how many rows there are. */
guint
vas_column_data_get_length (const VasColumnData *self)
{
  return self->n_rows;
}

/** vas_column_data_get_memory: the bytes that its rows take. */
gsize
vas_column_data_get_memory (const VasColumnData *self)
{
  gsize row = sizeof (gint64);

  for (guint i = 0; i < self->n_columns; i++)
    row += self->columns[i].width;

  return row * self->size;
}

/** vas_column_data_reserve: makes room for @n_rows in all. */
void
vas_column_data_reserve (VasColumnData *self,
                         guint          n_rows)
{
  if (n_rows <= self->size)
    return;

  self->size = n_rows;
  self->ids = g_renew (gint64, self->ids, n_rows);
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].values = g_realloc (self->columns[i].values, (gsize) n_rows * self->columns[i].width);
}

/* vas_column_data_find_column: (nullable): the column of a field. */
const VasColumn *
vas_column_data_find_column (const VasColumnData *self,
                             const char          *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (g_str_equal (self->columns[i].field->name, name))
        return &self->columns[i];
    }

  return NULL;
}

/* vas_column_hash_key: what stands for a key; never %VAS_NONE. */
gint64
vas_column_hash_key (const char *key)
{
  guint64 hash = HASH_START;

  for (const char *p = key; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * HASH_FACTOR;

  return (gint64) hash == VAS_NONE ? 0 : (gint64) hash;
}

/* A number came that four bytes do not hold. */
static void
widen (VasColumn *column,
       guint      n_rows,
       guint      size)
{
  gint64 *wide = g_new (gint64, size);

  for (guint row = 0; row < n_rows; row++)
    wide[row] = vas_column_get (column, row);
  g_free (column->values);
  column->values = wide;
  column->width = 8;
}

static void
set_row (VasColumnData *self,
         guint          row,
         const gint64  *values)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      VasColumn *column = &self->columns[i];
      const gint64 value = values[i];

      if (column->width == 4 && value != VAS_NONE && (value <= G_MININT32 || value > G_MAXINT32))
        widen (column, self->n_rows, self->size);
      if (column->width == 1)
        ((gint8 *) column->values)[row] = value == VAS_NONE ? G_MININT8 : (gint8) value;
      else if (column->width == 4)
        ((gint32 *) column->values)[row] = value == VAS_NONE ? G_MININT32 : (gint32) value;
      else
        ((gint64 *) column->values)[row] = value;
    }
}

/**
 * vas_column_data_append:
 * @id: greater than that of the last row
 * @values: one for each column
 */
void
vas_column_data_append (VasColumnData *self,
                        gint64         id,
                        const gint64  *values)
{
  g_return_if_fail (self->n_rows == 0 || id > self->ids[self->n_rows - 1]);

  if (self->n_rows == self->size)
    vas_column_data_reserve (self, self->size + MAX (self->size / 8, 64));
  self->ids[self->n_rows] = id;
  set_row (self, self->n_rows, values);
  self->n_rows++;
}

static gboolean
find_row (const VasColumnData *self,
          gint64               id,
          guint               *row)
{
  guint low = 0, high = self->n_rows;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (self->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  *row = low;

  return low < self->n_rows && self->ids[low] == id;
}

static void
copy_row (VasColumnData       *self,
          const VasColumnData *from,
          guint                row,
          gint64              *values)
{
  for (guint i = 0; i < self->n_columns; i++)
    values[i] = vas_column_get (&from->columns[i], row);
  vas_column_data_append (self, from->ids[row], values);
}

/* One pass: what stays and what comes, in the order of ids. */
static void
merge (VasColumnData  *self,
       const gint64   *ids,
       const gboolean *present,
       const gint64   *values,
       guint           n_ids)
{
  VasColumnData old = *self;
  g_autofree gint64 *scratch = g_new (gint64, self->n_columns);
  guint row = 0;

  old.columns = g_memdup2 (self->columns, sizeof (VasColumn) * self->n_columns);
  self->ids = NULL;
  self->n_rows = 0;
  self->size = 0;
  for (guint i = 0; i < self->n_columns; i++)
    self->columns[i].values = NULL;
  vas_column_data_reserve (self, old.n_rows + n_ids);

  for (guint i = 0; i <= n_ids; i++)
    {
      while (row < old.n_rows && (i == n_ids || old.ids[row] < ids[i]))
        copy_row (self, &old, row++, scratch);
      if (i == n_ids)
        break;
      if (row < old.n_rows && old.ids[row] == ids[i])
        row++;
      if (present[i])
        vas_column_data_append (self, ids[i], values + (gsize) i * self->n_columns);
    }

  for (guint i = 0; i < old.n_columns; i++)
    g_free (old.columns[i].values);
  g_free (old.columns);
  g_free (old.ids);
}

/**
 * vas_column_data_apply:
 * @ids: (array length=n_ids): rows that may have changed, ascending and each only once
 * @present: (array length=n_ids): whether there is such a row now
 * @values: (array): the values of each, also where there is none
 */
void
vas_column_data_apply (VasColumnData  *self,
                       const gint64   *ids,
                       const gboolean *present,
                       const gint64   *values,
                       guint           n_ids)
{
  const gint64 last = self->n_rows > 0 ? self->ids[self->n_rows - 1] : 0;

  for (guint i = 0; i < n_ids; i++)
    {
      guint row;

      if (find_row (self, ids[i], &row) ? !present[i] : present[i] && ids[i] <= last)
        {
          merge (self, ids, present, values, n_ids);
          return;
        }
    }

  for (guint i = 0; i < n_ids; i++)
    {
      const gint64 *of_row = values + (gsize) i * self->n_columns;
      guint row;

      if (find_row (self, ids[i], &row))
        set_row (self, row, of_row);
      else if (present[i])
        vas_column_data_append (self, ids[i], of_row);
    }
}

/** vas_column_data_query: (transfer full): SELECT id and the columns FROM the table, and the @rest of the statement. */
char *
vas_column_data_query (const VasColumnData *self,
                       const char          *rest)
{
  g_autoptr (GString) text = g_string_new ("SELECT id");

  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (text, ", %s", self->columns[i].field->name);
  g_string_append_printf (text, " FROM %s %s", vas_table_plan_get (self->type)->klass->table, rest);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** vas_column_data_read: @values: (out caller-allocates): what the statement of vas_column_data_query() has now. */
void
vas_column_data_read (const VasColumnData *self,
                      VasStatement        *statement,
                      gint64              *values)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const VasField *field = self->columns[i].field;
      int value;

      values[i] = VAS_NONE;
      if (vas_statement_is_null (statement, i + 1))
        continue;
      if (field->type == VAS_FIELD_KEY)
        values[i] = vas_column_hash_key (vas_statement_get_text (statement, i + 1));
      else if (field->type != VAS_FIELD_ENUM)
        values[i] = vas_statement_get_int (statement, i + 1);
      else if (vas_enum_from_id (field->enumeration, vas_statement_get_text (statement, i + 1), &value))
        values[i] = value;
    }
}
