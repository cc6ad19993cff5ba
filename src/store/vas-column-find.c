/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Questions to VasColumnData. A filter becomes a bit for each row: every condition is a range of values, a loop over one array
 * that the compiler makes wide, some 1 ms for a million rows. An order is a radix sort over what passes. The answers are
 * those of the same question in SQL, to the row: absent values come first, enumerations stand in the order of their ids, equal
 * ones in the order of their row ids, and a condition never holds for what is absent unless it asks for that.
 */

#include "vas-column-private.h"
#include "vas-filter-private.h"

#include <string.h>

/* What a row must have in one column. Outside the width of the column nothing is, so a range may be empty. */
typedef struct
{
  gint64 low;
  gint64 high;
} Range;

static gboolean
get_value (const VasCondition *condition,
           gint64             *value)
{
  int number;

  *value = condition->integer;
  if (condition->text == NULL)
    return TRUE;
  if (condition->field->type == VAS_FIELD_KEY)
    *value = vas_column_hash_key (condition->text);
  else if (vas_enum_from_id (condition->field->enumeration, condition->text, &number))
    *value = number;
  else
    return FALSE;

  return TRUE;
}

static gboolean
get_range (const VasCondition *condition,
           Range              *range)
{
  gint64 value;

  if (!get_value (condition, &value))
    return FALSE;

  range->low = VAS_NONE + 1;
  range->high = G_MAXINT64;
  if (condition->sql[1] == '=')
    range->low = range->high = value;
  else if (condition->sql[1] == '>')
    range->low = value;
  else
    range->high = value - 1;

  return TRUE;
}

/* Whether the columns can judge it: a key only as a whole. */
static gboolean
can_judge (const VasColumnData *self,
           const VasCondition  *condition)
{
  Range range;

  return vas_column_data_find_column (self, condition->field->name) != NULL && get_range (condition, &range) &&
         (condition->field->type != VAS_FIELD_KEY || condition->sql[1] == '=');
}

/**
 * vas_column_data_can_answer:
 * @filter: (nullable): for records of the same type
 * @order_by: (nullable): a field, or "id"
 *
 * Returns: whether everything that is asked for is in the columns; keys and texts give no order
 */
gboolean
vas_column_data_can_answer (const VasColumnData *self,
                            const VasFilter     *filter,
                            const char          *order_by)
{
  const VasColumn *column = order_by != NULL ? vas_column_data_find_column (self, order_by) : NULL;
  guint n = 0;
  const VasCondition *conditions = filter != NULL ? vas_filter_get_conditions (filter, &n) : NULL;

  if (order_by != NULL && !g_str_equal (order_by, "id") && (column == NULL || column->field->type == VAS_FIELD_KEY))
    return FALSE;
  if (filter != NULL && vas_filter_get_item_type (filter) != self->type)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (!can_judge (self, &conditions[i]))
        return FALSE;
    }

  return TRUE;
}

#define N_QUICK 256
#define N_WORDS(n_rows) (((gsize) (n_rows) + 63) / 64)

/* One bit for each row whose value is from low to high, which are in the domain of the type. */
#define DEFINE_MATCH(type)                                                                                             \
  static void                                                                                                          \
  match_##type (const type *values, guint n_rows, type low, type high, guint64 *bits)                                  \
  {                                                                                                                    \
    for (guint row = 0; row < n_rows; row += 64)                                                                       \
      {                                                                                                                \
        const guint n = MIN (n_rows - row, 64);                                                                        \
        guint64 word = 0;                                                                                              \
                                                                                                                       \
        for (guint i = 0; i < n; i++)                                                                                  \
          word |= (guint64) (values[row + i] >= low && values[row + i] <= high) << i;                                  \
        bits[row / 64] |= word;                                                                                        \
      }                                                                                                                \
  }

DEFINE_MATCH (gint8)
DEFINE_MATCH (gint32)
DEFINE_MATCH (gint64)

/* The least value of each width means absent, and is asked for as VAS_NONE. */
static void
match_range (const VasColumn *column,
             guint            n_rows,
             const Range     *range,
             guint64         *bits)
{
  const gint64 least = column->width == 1 ? G_MININT8 : column->width == 4 ? G_MININT32 : VAS_NONE;
  const gint64 most = column->width == 1 ? G_MAXINT8 : column->width == 4 ? G_MAXINT32 : G_MAXINT64;
  const gboolean none = range->low == VAS_NONE;
  const gint64 low = none ? least : MAX (range->low, least == VAS_NONE ? least : least + 1);
  const gint64 high = none ? least : MIN (range->high, most);

  if (low > high)
    return;
  if (column->width == 1)
    match_gint8 (column->values, n_rows, (gint8) low, (gint8) high, bits);
  else if (column->width == 4)
    match_gint32 (column->values, n_rows, (gint32) low, (gint32) high, bits);
  else
    match_gint64 (column->values, n_rows, low, high, bits);
}

/* vas_column_data_match: (transfer full): a bit for each row, set where @filter (nullable) holds. */
guint64 *
vas_column_data_match (const VasColumnData *self,
                       const VasFilter     *filter)
{
  const gsize n_words = N_WORDS (self->n_rows);
  guint64 *bits = g_new (guint64, MAX (n_words, 1));
  g_autofree guint64 *either = g_new0 (guint64, MAX (n_words, 1));
  guint n = 0;
  const VasCondition *conditions = filter != NULL ? vas_filter_get_conditions (filter, &n) : NULL;

  memset (bits, 0xff, n_words * sizeof *bits);
  if (self->n_rows % 64 != 0)
    bits[n_words - 1] = (G_GUINT64_CONSTANT (1) << (self->n_rows % 64)) - 1;

  for (guint i = 0; i < n; i++)
    {
      Range range;

      if (!conditions[i].joins)
        memset (either, 0, n_words * sizeof *either);
      if (get_range (&conditions[i], &range))
        match_range (vas_column_data_find_column (self, conditions[i].field->name), self->n_rows, &range, either);
      if (i + 1 < n && conditions[i + 1].joins)
        continue;
      for (gsize word = 0; word < n_words; word++)
        bits[word] &= either[word];
    }

  return bits;
}

/* vas_column_data_list: (transfer full) (array length=n_rows): the rows whose bit is set, ascending. */
guint32 *
vas_column_data_list (const VasColumnData *self,
                      const guint64       *bits,
                      guint               *n_rows)
{
  const gsize n_words = N_WORDS (self->n_rows);
  guint32 *rows;
  guint n = 0;

  for (gsize word = 0; word < n_words; word++)
    n += (guint) __builtin_popcountll (bits[word]);
  rows = g_new (guint32, MAX (n, 1));
  n = 0;
  for (gsize word = 0; word < n_words; word++)
    {
      for (guint64 left = bits[word]; left != 0; left &= left - 1)
        rows[n++] = (guint32) (word * 64 + (guint) __builtin_ctzll (left));
    }
  *n_rows = n;

  return rows;
}

/**
 * vas_column_data_find:
 * @filter: (nullable): what the records must have
 * @order_by: a field, or "id"
 * @descending: whether the greatest comes first, of equal ones the greatest id
 *
 * For what vas_column_data_can_answer().
 *
 * Returns: (transfer full) (array length=n_ids): the ids in that order
 */
gint64 *
vas_column_data_find (const VasColumnData *self,
                      const VasFilter     *filter,
                      const char          *order_by,
                      gboolean             descending,
                      guint               *n_ids)
{
  g_autofree guint64 *bits = vas_column_data_match (self, filter);
  g_autofree guint32 *rows = vas_column_data_list (self, bits, n_ids);
  const VasColumn *column = vas_column_data_find_column (self, order_by);
  gint64 *ids = g_new (gint64, MAX (*n_ids, 1));

  if (column != NULL)
    vas_column_sort (column, rows, *n_ids);
  for (guint i = 0; i < *n_ids; i++)
    ids[descending ? *n_ids - 1 - i : i] = self->ids[rows[i]];

  return ids;
}

/** vas_column_data_count: how many records pass @filter, which vas_column_data_can_answer(). */
guint
vas_column_data_count (const VasColumnData *self,
                       const VasFilter     *filter)
{
  g_autofree guint64 *bits = vas_column_data_match (self, filter);
  guint n = 0;

  for (gsize word = 0; word < N_WORDS (self->n_rows); word++)
    n += (guint) __builtin_popcountll (bits[word]);

  return n;
}

/* The place of the group of @value, from 1; it is made where there is none. Few values are looked up by their last bits. */
static guint
find_group (GArray     *groups,
            GHashTable *places,
            guint       quick[N_QUICK],
            gint64      value,
            gint64      id)
{
  guint *place = &quick[(guint64) value % N_QUICK];
  const VasColumnGroup fresh = { .value = value, .id = id };

  if (*place != 0 && g_array_index (groups, VasColumnGroup, *place - 1).value == value)
    return *place;

  *place = GPOINTER_TO_UINT (g_hash_table_lookup (places, &value));
  if (*place == 0)
    {
      g_array_append_val (groups, fresh);
      *place = groups->len;
      g_hash_table_insert (places, g_memdup2 (&value, sizeof value), GUINT_TO_POINTER (groups->len));
    }

  return *place;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const VasColumnGroup *one = a;
  const VasColumnGroup *other = b;

  return one->value < other->value ? -1 : one->value > other->value;
}

/**
 * vas_column_data_group:
 * @filter: (nullable): what the records must have
 * @by: a field of the columns, which they are grouped by
 * @sum: (nullable): a field of the columns that is added up
 *
 * Returns: (transfer full) (element-type VasColumnGroup): by ascending value
 */
GArray *
vas_column_data_group (const VasColumnData *self,
                       const VasFilter     *filter,
                       const char          *by,
                       const char          *sum)
{
  const VasColumn *column = vas_column_data_find_column (self, by);
  const VasColumn *amounts = sum != NULL ? vas_column_data_find_column (self, sum) : NULL;
  g_autoptr (GArray) groups = g_array_new (FALSE, TRUE, sizeof (VasColumnGroup));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree guint64 *bits = NULL;
  guint quick[N_QUICK] = { 0 };

  g_return_val_if_fail (column != NULL && (sum == NULL || amounts != NULL), NULL);

  bits = vas_column_data_match (self, filter);
  for (gsize word = 0; word < N_WORDS (self->n_rows); word++)
    {
      for (guint64 left = bits[word]; left != 0; left &= left - 1)
        {
          const guint row = (guint) (word * 64) + (guint) __builtin_ctzll (left);
          const guint place = find_group (groups, places, quick, vas_column_get (column, row), self->ids[row]);
          const gint64 amount = amounts != NULL ? vas_column_get (amounts, row) : 0;
          VasColumnGroup *group = &g_array_index (groups, VasColumnGroup, place - 1);

          group->count++;
          group->sum += amount != VAS_NONE ? amount : 0;
        }
    }
  g_array_sort (groups, compare_groups);

  return g_steal_pointer (&groups);
}
