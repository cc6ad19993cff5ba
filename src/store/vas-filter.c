/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasFilter: conditions over a field table, all of which must hold, and their SQL. A field is looked up in the table first,
 * so no name and no value of a caller ever becomes part of the text: values are bound.
 */

#include "vas-filter-private.h"

#include "vas-table-plan.h"

struct _VasFilter
{
  gatomicrefcount     refs;
  const VasTablePlan *plan;
  GArray             *conditions;   /* (element-type VasCondition) */
};

static void
clear_condition (gpointer data)
{
  VasCondition *condition = data;

  g_free (condition->text);
}

/** vas_filter_new: for records of @type; without a condition all of them pass. */
VasFilter *
vas_filter_new (GType type)
{
  VasFilter *self = g_new0 (VasFilter, 1);

  g_atomic_ref_count_init (&self->refs);
  self->plan = vas_table_plan_get (type);
  self->conditions = g_array_new (FALSE, TRUE, sizeof (VasCondition));
  g_array_set_clear_func (self->conditions, clear_condition);

  return self;
}

VasFilter *
vas_filter_ref (VasFilter *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vas_filter_unref (VasFilter *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  g_array_unref (self->conditions);
  g_free (self);
}

/* A field that does not exist is a mistake in the program. */
static const VasField *
find_field (VasFilter  *self,
            const char *name)
{
  const VasField *field = vas_table_plan_field (self->plan, name, strlen (name));

  if (field == NULL)
    g_critical ("%s has no field %s.", self->plan->klass->table, name);
  return field;
}

static VasCondition *
add (VasFilter      *self,
     const VasField *field,
     const char     *sql)
{
  const VasCondition condition = { .field = field, .sql = sql, .integer = VAS_NONE };

  g_array_append_val (self->conditions, condition);
  return &g_array_index (self->conditions, VasCondition, self->conditions->len - 1);
}

/** vas_filter_add_text: @text: (nullable): what @field, a text or a key, must be. */
void
vas_filter_add_text (VasFilter  *self,
                     const char *field,
                     const char *text)
{
  const VasField *found = find_field (self, field);

  g_return_if_fail (found != NULL && vas_entity_field_is_text (found));

  add (self, found, " = ")->text = g_strdup (text);
}

/** vas_filter_add_prefix: what @field, a text or a key, must begin with: a range of its index. */
void
vas_filter_add_prefix (VasFilter  *self,
                       const char *field,
                       const char *prefix)
{
  const VasField *found = find_field (self, field);

  g_return_if_fail (found != NULL && vas_entity_field_is_text (found));

  add (self, found, " >= ")->text = g_strdup (prefix);
  add (self, found, " < ")->text = g_strconcat (prefix, "\xf4\x8f\xbf\xbf", NULL);
}

/* An enumeration is text in SQL. */
static void
set_value (VasCondition *condition,
           gint64     value)
{
  if (condition->field->type == VAS_FIELD_ENUM && value != VAS_NONE)
    condition->text = g_strdup (vas_enum_to_id (condition->field->enumeration, (int) value));
  else
    condition->integer = value;
}

/** vas_filter_add_integer: what @field, no text, must be; %VAS_NONE: it must be absent. */
void
vas_filter_add_integer (VasFilter  *self,
                        const char *field,
                        gint64      value)
{
  vas_filter_add_any (self, field, &value, 1);
}

/** vas_filter_add_any: the @values (at least one) of which @field, no text, must have one. */
void
vas_filter_add_any (VasFilter    *self,
                    const char   *field,
                    const gint64 *values,
                    guint         n_values)
{
  const VasField *found = find_field (self, field);

  g_return_if_fail (found != NULL && !vas_entity_field_is_text (found));
  g_return_if_fail (n_values > 0);

  for (guint i = 0; i < n_values; i++)
    {
      VasCondition *condition = add (self, found, " = ");

      set_value (condition, values[i]);
      condition->opens = i == 0 && n_values > 1;
      condition->joins = i > 0;
    }
}

/**
 * vas_filter_add_range:
 * @from: the least that @field (no text, no enumeration) may be, or %VAS_NONE
 * @until: what it must be less than, or %VAS_NONE
 */
void
vas_filter_add_range (VasFilter  *self,
                      const char *field,
                      gint64      from,
                      gint64      until)
{
  const VasField *found = find_field (self, field);

  g_return_if_fail (found != NULL && !vas_entity_field_is_text (found) && found->type != VAS_FIELD_ENUM);

  if (from != VAS_NONE)
    set_value (add (self, found, " >= "), from);
  if (until != VAS_NONE)
    set_value (add (self, found, " < "), until);
}

static gboolean
is_none (const VasCondition *condition)
{
  return condition->text == NULL && condition->integer == VAS_NONE;
}

/**
 * vas_filter_append:
 * @query: "SELECT … FROM …", which gets the WHERE
 *
 * Returns: the first free place for a parameter after it; the filter takes those from $1 on
 */
guint
vas_filter_append (const VasFilter *self,
                   GString         *query)
{
  guint place = 1;

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const VasCondition *condition = &g_array_index (self->conditions, VasCondition, i);
      const gboolean last = i + 1 == self->conditions->len || !g_array_index (self->conditions, VasCondition, i + 1).joins;

      g_string_append (query, condition->joins ? " OR " : i > 0 ? " AND " : " WHERE ");
      g_string_append_printf (query, "%s%s", condition->opens ? "(" : "", condition->field->name);
      if (is_none (condition))
        g_string_append (query, " IS NULL");
      else
        g_string_append_printf (query, "%s$%u", condition->sql, place++);
      g_string_append (query, condition->joins && last ? ")" : "");
    }

  return place;
}

/** vas_filter_bind: gives the statement made with vas_filter_append() its values. */
void
vas_filter_bind (const VasFilter *self,
                 VasStatement    *statement)
{
  guint place = 1;

  for (guint i = 0; i < self->conditions->len; i++)
    {
      const VasCondition *condition = &g_array_index (self->conditions, VasCondition, i);

      if (condition->text != NULL)
        vas_statement_bind_text (statement, place++, condition->text);
      else if (!is_none (condition))
        vas_statement_bind_int (statement, place++, condition->integer);
    }
}

/* vas_filter_get_item_type: the type of the records it judges. */
GType
vas_filter_get_item_type (const VasFilter *self)
{
  return G_TYPE_FROM_CLASS (self->plan->klass);
}

/* vas_filter_get_conditions: (transfer none) (array length=n_conditions): all of which must hold. */
const VasCondition *
vas_filter_get_conditions (const VasFilter *self,
                           guint           *n_conditions)
{
  *n_conditions = self->conditions->len;
  return (const VasCondition *) (gconstpointer) self->conditions->data;
}
