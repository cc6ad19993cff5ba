/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasTablePlan: the SQL that follows from a field table.
 *
 * Every name in it comes from a static field table, never from a caller: a name that a caller gives is looked up there
 * first. The texts are interned, so the statement cache of every connection finds them. Any thread.
 */

#include "vas-table-plan.h"

#include "vas-table.h"

static const VasField base_fields[] = {
  { "id", VAS_FIELD_INTEGER, VAS_FIELD_LOCAL, 0, NULL },
  { "key", VAS_FIELD_KEY, 0, 0, NULL },
  { "ver", VAS_FIELD_INTEGER, 0, 0, NULL },
};

static const char *
intern (GString *text)
{
  const char *interned = g_intern_string (text->str);

  g_string_free (text, TRUE);
  return interned;
}

/**
 * vas_table_columns:
 * @type: an entity type
 * @alias: (nullable): the name the query gives to the table
 *
 * Returns: (transfer none): "id, key, ver, …" in the order that vas_table_read() expects, each as `alias.column`
 */
const char *
vas_table_columns (GType       type,
                   const char *alias)
{
  VasEntityClass *klass = vas_table_plan_get (type)->klass;
  const char *prefix = alias != NULL ? alias : "";
  const char *dot = alias != NULL ? "." : "";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (base_fields); i++)
    g_string_append_printf (text, "%s%s%s%s", i > 0 ? ", " : "", prefix, dot, base_fields[i].name);
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", %s%s%s", prefix, dot, klass->fields[i].name);

  return intern (text);
}

/*
 * A record that a rebase took back gets its row id again. Nobody else may take such an id meanwhile, so without one of its
 * own a new row goes past the ids that are kept; mostly there are none, and SQLite chooses.
 */
static const char *
build_insert (VasEntityClass *klass)
{
  GString *text = g_string_new ("INSERT INTO ");

  g_string_append_printf (text, "%s (id, key, ver", klass->table);
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", %s", klass->fields[i].name);
  g_string_append_printf (text,
                          ") VALUES (coalesce ("
                          "(SELECT row_id FROM kept_id WHERE table_name = '%s' AND key = $1), "
                          "(SELECT max (row_id) + 1 FROM kept_id WHERE table_name = '%s' "
                          "AND row_id > (SELECT coalesce (max (id), 0) FROM %s))), $1, $2",
                          klass->table, klass->table, klass->table);
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", $%u", i + 3);
  g_string_append_c (text, ')');

  return intern (text);
}

/* A backend takes nothing back, so the server numbers the rows. */
static const char *
build_server_insert (VasEntityClass *klass)
{
  GString *text = g_string_new ("INSERT INTO ");

  g_string_append_printf (text, "%s (key, ver", klass->table);
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", %s", klass->fields[i].name);
  g_string_append (text, ") VALUES ($1, $2");
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", $%u", i + 3);
  g_string_append_c (text, ')');

  return intern (text);
}

static const char *
build_put (VasEntityClass *klass,
           const char     *insert)
{
  GString *text = g_string_new (insert);

  g_string_append (text, " ON CONFLICT (key) DO UPDATE SET ver = excluded.ver");
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", %s = excluded.%s", klass->fields[i].name, klass->fields[i].name);

  return intern (text);
}

static const char *
returning_id (const char *insert)
{
  GString *text = g_string_new (insert);

  g_string_append (text, " RETURNING id");
  return intern (text);
}

static const char *
build_update (VasEntityClass *klass,
              const char     *identity)
{
  GString *text = g_string_new ("UPDATE ");

  g_string_append_printf (text, "%s SET ver = $2 + 1", klass->table);
  for (guint i = 0; i < klass->n_fields; i++)
    g_string_append_printf (text, ", %s = $%u", klass->fields[i].name, i + 3);
  g_string_append_printf (text, " WHERE %s = $1 AND ver = $2", identity);

  return intern (text);
}

static const char *
build_remove (VasEntityClass *klass,
              const char     *identity)
{
  GString *text = g_string_new ("DELETE FROM ");

  g_string_append_printf (text, "%s WHERE %s = $1", klass->table, identity);
  return intern (text);
}

/* On a server a record that was just made does not know its row id: its insert was not waited for. */
static VasTablePlan *
build_plan (GType type)
{
  VasTablePlan *plan = g_new0 (VasTablePlan, 1);
  const char *insert;

  plan->klass = VAS_ENTITY_CLASS (g_type_class_ref (type));
  plan->insert[VAS_SQL_SQLITE] = build_insert (plan->klass);
  plan->put[VAS_SQL_SQLITE] = build_put (plan->klass, plan->insert[VAS_SQL_SQLITE]);
  insert = build_server_insert (plan->klass);
  plan->insert[VAS_SQL_POSTGRESQL] = insert;
  plan->put[VAS_SQL_POSTGRESQL] = returning_id (build_put (plan->klass, insert));
  plan->update[VAS_SQL_SQLITE] = build_update (plan->klass, "id");
  plan->update[VAS_SQL_POSTGRESQL] = build_update (plan->klass, "key");
  plan->remove[VAS_SQL_SQLITE] = build_remove (plan->klass, "id");
  plan->remove[VAS_SQL_POSTGRESQL] = build_remove (plan->klass, "key");

  return plan;
}

/*
 * vas_table_plan_get:
 * @type: an entity type
 *
 * Returns: (transfer none): its statements
 */
const VasTablePlan *
vas_table_plan_get (GType type)
{
  static GRWLock lock;
  static GHashTable *plans;
  VasTablePlan *plan = NULL;

  g_rw_lock_reader_lock (&lock);
  if (plans != NULL)
    plan = g_hash_table_lookup (plans, GSIZE_TO_POINTER (type));
  g_rw_lock_reader_unlock (&lock);
  if (plan != NULL)
    return plan;

  g_rw_lock_writer_lock (&lock);
  if (plans == NULL)
    plans = g_hash_table_new (NULL, NULL);
  plan = g_hash_table_lookup (plans, GSIZE_TO_POINTER (type));
  if (plan == NULL)
    {
      plan = build_plan (type);
      g_hash_table_insert (plans, GSIZE_TO_POINTER (type), plan);
    }
  g_rw_lock_writer_unlock (&lock);

  return plan;
}

/*
 * vas_table_plan_field:
 * @name: a name, of which @length bytes count
 *
 * Returns: (nullable) (transfer none): the field, one of the three of every entity included
 */
const VasField *
vas_table_plan_field (const VasTablePlan *plan,
                      const char         *name,
                      gsize               length)
{
  g_autofree char *field = g_strndup (name, length);

  for (guint i = 0; i < G_N_ELEMENTS (base_fields); i++)
    {
      if (g_str_equal (base_fields[i].name, field))
        return &base_fields[i];
    }

  return vas_entity_class_find_field (plan->klass, field);
}

static const VasField *
check_field (const VasTablePlan  *plan,
             const char          *name,
             gsize                length,
             GError             **error)
{
  const VasField *found = vas_table_plan_field (plan, name, length);

  if (found == NULL)
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "%s has no field “%.*s”.", plan->klass->table,
                 (int) length, name);
  return found;
}

/*
 * vas_table_plan_query:
 * @field: (nullable): rows whose value there is $1; NULL for all rows
 * @none: rows that have no value there instead
 * @order_by: (nullable): a field, or a field and " desc"; equal ones stand in the order of their ids
 *
 * Returns: (transfer full) (nullable): the query; NULL with @error set where there is no such field
 */
char *
vas_table_plan_query (const VasTablePlan  *plan,
                      const char          *field,
                      gboolean             none,
                      const char          *order_by,
                      GError             **error)
{
  g_autoptr (GString) text = g_string_new ("SELECT ");
  const gboolean down = order_by != NULL && g_str_has_suffix (order_by, " desc");
  const gsize order_length = order_by != NULL ? strlen (order_by) - (down ? strlen (" desc") : 0) : 0;
  const VasField *order = order_by != NULL ? check_field (plan, order_by, order_length, error) : &base_fields[0];
  const VasField *match = field != NULL ? check_field (plan, field, strlen (field), error) : NULL;

  if (order == NULL || (field != NULL && match == NULL))
    return NULL;

  g_string_append_printf (text, "%s FROM %s", vas_table_columns (G_TYPE_FROM_CLASS (plan->klass), NULL),
                          plan->klass->table);
  if (match != NULL)
    g_string_append_printf (text, none ? " WHERE %s IS NULL" : " WHERE %s = $1", match->name);
  g_string_append_printf (text, " ORDER BY %s%s, id%s", order->name, down ? " DESC" : "", down ? " DESC" : "");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* vas_table_plan_key_query: (transfer full) (nullable): the keys of the rows whose @field is $1, by row id. */
char *
vas_table_plan_key_query (const VasTablePlan  *plan,
                          const char          *field,
                          GError             **error)
{
  const VasField *match = check_field (plan, field, strlen (field), error);

  if (match == NULL)
    return NULL;

  return g_strdup_printf ("SELECT key FROM %s WHERE %s = $1 ORDER BY id LIMIT 1", plan->klass->table, match->name);
}
