/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Persistence by field table: one set of functions for every entity.
 *
 * All of it runs on the connection and inside the transaction of the caller, on its thread. A version is checked with every
 * change of a record: what was read before somebody else's change is never written over it. Reads fill members directly
 * and so notify nobody: the entity is new. An account's entry in the full-text index follows its row here.
 *
 * Cost: an insert of an order takes some 15 µs, a read of one by key 8 µs; statements are prepared once for a connection.
 */

#include "vas-table.h"

#include "vas-account.h"
#include "vas-search.h"
#include "vas-sql-private.h"
#include "vas-table-plan.h"
#include "vas-touched.h"

#include <glib/gi18n-lib.h>

#define MEMBER(entity, field, type) G_STRUCT_MEMBER (type, (entity), (field)->offset)

static gboolean
bind_field (VasStatement    *statement,
            guint            place,
            VasEntity       *entity,
            const VasField  *field,
            GError         **error)
{
  const char *id;

  if (vas_entity_field_is_text (field))
    vas_statement_bind_text (statement, place, vas_entity_get_text (entity, field));
  else if (vas_entity_field_is_none (entity, field))
    vas_statement_bind_null (statement, place);
  else if (field->type != VAS_FIELD_ENUM)
    vas_statement_bind_int (statement, place, vas_entity_get_integer (entity, field));
  else
    {
      id = vas_enum_to_id (field->enumeration, (int) vas_entity_get_integer (entity, field));
      if (id == NULL)
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT, "%s: %" G_GINT64_FORMAT " is no %s.",
                       field->name, vas_entity_get_integer (entity, field), field->enumeration->name);
          return FALSE;
        }
      vas_statement_bind_text (statement, place, id);
    }

  return TRUE;
}

static gboolean
bind_fields (VasStatement       *statement,
             const VasTablePlan *plan,
             VasEntity          *entity,
             GError            **error)
{
  for (guint i = 0; i < plan->klass->n_fields; i++)
    {
      if (!bind_field (statement, i + 3, entity, &plan->klass->fields[i], error))
        return FALSE;
    }

  return TRUE;
}

/* By what the row of a stored record is found. */
static void
bind_identity (VasStatement *statement,
               VasSql       *sql,
               VasEntity    *entity)
{
  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    vas_statement_bind_int (statement, 1, vas_entity_get_id (entity));
  else
    vas_statement_bind_text (statement, 1, vas_entity_get_key (entity));
}

/**
 * vas_table_insert:
 * @entity: a record with a key; version 0 becomes 1, any other is kept
 *
 * Stores a new record and gives @entity its row id: the one it had before a rebase took it back, or a new one. On a server it is
 * stored later, at the latest with the commit (vas_sql_settle()), and gets its row id there alone.
 */
gboolean
vas_table_insert (VasSql     *sql,
                  VasEntity  *entity,
                  GError    **error)
{
  const VasTablePlan *plan = vas_table_plan_get (G_OBJECT_TYPE (entity));
  const gint64 ver = MAX (vas_entity_get_ver (entity), 1);
  g_autoptr (VasStatement) statement = NULL;

  g_return_val_if_fail (vas_entity_get_key (entity) != NULL, FALSE);

  statement = vas_sql_prepare (sql, plan->insert[vas_sql_get_engine (sql)], error);
  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "ti", vas_entity_get_key (entity), ver);
  if (!bind_fields (statement, plan, entity, error) || !vas_statement_run_later (statement, error))
    return FALSE;

  vas_touched_hint (sql, G_OBJECT_TYPE (entity), vas_entity_get_key (entity));
  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    vas_entity_set_id (entity, vas_sql_get_last_id (sql));
  vas_entity_set_ver (entity, ver);
  return !VAS_IS_ACCOUNT (entity) || vas_search_add (sql, vas_entity_get_id (entity), error);
}

static gboolean
expect_one_row (VasSql     *sql,
                VasEntity  *entity,
                GError    **error)
{
  if (vas_sql_get_changes (sql) == 1)
    return TRUE;

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND,
               _("The record %s of %s is gone or was changed by another."), vas_entity_get_key (entity),
               VAS_ENTITY_GET_CLASS (entity)->table);
  return FALSE;
}

/* Runs a statement that changes the row of @entity; an account is out of the index meanwhile. */
static gboolean
change_row (VasSql        *sql,
            VasEntity     *entity,
            VasStatement  *statement,
            GError       **error)
{
  const gint64 id = vas_entity_get_id (entity);
  gboolean done;

  if (!VAS_IS_ACCOUNT (entity))
    return vas_statement_run (statement, error) && expect_one_row (sql, entity, error);

  if (!vas_search_forget (sql, id, error))
    return FALSE;
  done = vas_statement_run (statement, error) && expect_one_row (sql, entity, error);
  return vas_search_remember (sql, id, done ? error : NULL) && done;
}

/**
 * vas_table_update:
 * @entity: a stored record, with the version that it was read with
 *
 * Writes every field and counts the version up, in the row and in @entity. %VAS_STORE_ERROR_NOT_FOUND where the row is
 * gone or has another version by now.
 */
gboolean
vas_table_update (VasSql     *sql,
                  VasEntity  *entity,
                  GError    **error)
{
  const VasTablePlan *plan = vas_table_plan_get (G_OBJECT_TYPE (entity));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, plan->update[vas_sql_get_engine (sql)], error);

  if (statement == NULL)
    return FALSE;

  bind_identity (statement, sql, entity);
  vas_statement_bind_int (statement, 2, vas_entity_get_ver (entity));
  if (!bind_fields (statement, plan, entity, error) || !change_row (sql, entity, statement, error))
    return FALSE;

  vas_touched_hint (sql, G_OBJECT_TYPE (entity), vas_entity_get_key (entity));
  vas_entity_set_ver (entity, vas_entity_get_ver (entity) + 1);
  return TRUE;
}

static gboolean
put_row (VasSql     *sql,
         VasEntity  *entity,
         GError    **error)
{
  const VasTablePlan *plan = vas_table_plan_get (G_OBJECT_TYPE (entity));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, plan->put[vas_sql_get_engine (sql)], error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "ti", vas_entity_get_key (entity), vas_entity_get_ver (entity));
  return bind_fields (statement, plan, entity, error) && vas_statement_run (statement, error);
}

/* The row id of an account that is there already; 0 where it is new. */
static gboolean
find_account (VasSql     *sql,
              VasEntity  *entity,
              gint64     *id,
              GError    **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT id FROM account WHERE key = $1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", vas_entity_get_key (entity));
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *id = row ? vas_statement_get_int (statement, 0) : 0;
  return TRUE;
}

/**
 * vas_table_put:
 * @entity: a record as a backend tells of it
 *
 * Makes the record with this key be as @entity is, version included, whether it was there or not. Its row id stays. Only the
 * application of what a backend said does this: no version is checked.
 */
gboolean
vas_table_put (VasSql     *sql,
               VasEntity  *entity,
               GError    **error)
{
  gint64 id;

  g_return_val_if_fail (vas_entity_get_key (entity) != NULL && vas_entity_get_ver (entity) > 0, FALSE);

  if (!VAS_IS_ACCOUNT (entity))
    return put_row (sql, entity, error);

  if (!find_account (sql, entity, &id, error))
    return FALSE;
  if (id == 0)
    return put_row (sql, entity, error) && vas_search_add (sql, vas_sql_get_last_id (sql), error);

  return vas_search_forget (sql, id, error) && put_row (sql, entity, error) && vas_search_remember (sql, id, error);
}

/** vas_table_delete: removes the row of @entity; %VAS_STORE_ERROR_NOT_FOUND where it is gone already. */
gboolean
vas_table_delete (VasSql     *sql,
                  VasEntity  *entity,
                  GError    **error)
{
  const VasTablePlan *plan = vas_table_plan_get (G_OBJECT_TYPE (entity));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, plan->remove[vas_sql_get_engine (sql)], error);

  if (statement == NULL)
    return FALSE;

  bind_identity (statement, sql, entity);
  return change_row (sql, entity, statement, error);
}

static void
read_field (VasEntity      *entity,
            const VasField *field,
            VasStatement   *statement,
            guint           column)
{
  const gint64 none = vas_statement_is_null (statement, column);

  switch (field->type)
    {
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
      MEMBER (entity, field, char *) = g_strdup (vas_statement_get_text (statement, column));
      break;
    case VAS_FIELD_BOOLEAN:
      MEMBER (entity, field, gboolean) = !none && vas_statement_get_int (statement, column) != 0;
      break;
    case VAS_FIELD_DATE:
      MEMBER (entity, field, gint32) = none ? VAS_NONE_DATE : (gint32) vas_statement_get_int (statement, column);
      break;
    case VAS_FIELD_ENUM:
      MEMBER (entity, field, int) = -1;
      vas_enum_from_id (field->enumeration, vas_statement_get_text (statement, column),
                        &MEMBER (entity, field, int));
      break;
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_TIME:
    default:
      MEMBER (entity, field, gint64) = vas_statement_get_int (statement, column);
    }
}

/**
 * vas_table_read:
 * @statement: standing on a row
 * @first_column: where the columns of vas_table_columns() begin in it, from 0
 *
 * An enumeration's id that this program does not know (the file is newer) reads as -1.
 *
 * Returns: (transfer full): the entity of the row
 */
gpointer
vas_table_read (GType         type,
                VasStatement *statement,
                guint         first_column)
{
  const VasTablePlan *plan = vas_table_plan_get (type);
  VasEntity *entity = g_object_new (type, NULL);

  vas_entity_set_id (entity, vas_statement_get_int (statement, first_column));
  vas_entity_set_key (entity, vas_statement_get_text (statement, first_column + 1));
  vas_entity_set_ver (entity, vas_statement_get_int (statement, first_column + 2));
  for (guint i = 0; i < plan->klass->n_fields; i++)
    read_field (entity, &plan->klass->fields[i], statement, first_column + 3 + i);

  return entity;
}

static VasStatement *
prepare_query (VasSql      *sql,
               GType        type,
               const char  *field,
               gboolean     none,
               const char  *order_by,
               GError     **error)
{
  g_autofree char *text = vas_table_plan_query (vas_table_plan_get (type), field, none, order_by, error);

  return text != NULL ? vas_sql_prepare (sql, text, error) : NULL;
}

static gpointer
read_first (GType          type,
            VasStatement  *statement,
            const char    *field,
            const char    *value,
            GError       **error)
{
  gboolean row;

  if (!vas_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return vas_table_read (type, statement, 0);

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("There is no record of %s with the %s “%s”."),
               vas_table_plan_get (type)->klass->table, field, value != NULL ? value : "");
  return NULL;
}

/**
 * vas_table_find:
 * @field: a field of @type, or "key"; one of an enumeration is compared by its id
 * @text: (nullable): the value; NULL finds what has none
 *
 * Returns: (transfer full) (nullable): the first record (by row id) with that value; NULL with
 *   %VAS_STORE_ERROR_NOT_FOUND where there is none
 */
gpointer
vas_table_find (VasSql      *sql,
                GType        type,
                const char  *field,
                const char  *text,
                GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_query (sql, type, field, text == NULL, NULL, error);

  if (statement == NULL)
    return NULL;

  if (text != NULL)
    vas_statement_bind_text (statement, 1, text);
  return read_first (type, statement, field, text, error);
}

/** vas_table_find_int: like vas_table_find(), by a number, an amount, an instant, a date or a boolean; %VAS_NONE is NULL. */
gpointer
vas_table_find_int (VasSql      *sql,
                    GType        type,
                    const char  *field,
                    gint64       value,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_query (sql, type, field, value == VAS_NONE, NULL, error);
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  if (statement == NULL)
    return NULL;

  if (value != VAS_NONE)
    vas_statement_bind_int (statement, 1, value);
  return read_first (type, statement, field, shown, error);
}

/** vas_table_get: (transfer full) (nullable): the record with that key; NULL with %VAS_STORE_ERROR_NOT_FOUND. */
gpointer
vas_table_get (VasSql      *sql,
               GType        type,
               const char  *key,
               GError     **error)
{
  return vas_table_find (sql, type, "key", key, error);
}

/** vas_table_get_by_id: (transfer full) (nullable): the record in that row; NULL with %VAS_STORE_ERROR_NOT_FOUND. */
gpointer
vas_table_get_by_id (VasSql  *sql,
                     GType    type,
                     gint64   id,
                     GError **error)
{
  return vas_table_find_int (sql, type, "id", id, error);
}

/**
 * vas_table_look_up:
 * @entity: (out) (nullable) (transfer full): the address of an entity pointer: the first record with that value; NULL where there is none
 *
 * Like vas_table_find(), where it is no error that there is none.
 *
 * Returns: FALSE with @error set where it cannot be told
 */
gboolean
vas_table_look_up (VasSql      *sql,
                   GType        type,
                   const char  *field,
                   const char  *text,
                   gpointer     entity,
                   GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer *found = entity;

  *found = vas_table_find (sql, type, field, text, &local_error);
  if (*found != NULL || g_error_matches (local_error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * vas_table_find_key:
 * @field: a field of @type with an index
 * @key: (out) (nullable) (transfer full): the key of the first record with that value; NULL where there is none
 *
 * Whether a record exists, without reading it: 2 µs.
 *
 * Returns: FALSE with @error set where it cannot be told
 */
gboolean
vas_table_find_key (VasSql      *sql,
                    GType        type,
                    const char  *field,
                    const char  *text,
                    char       **key,
                    GError     **error)
{
  g_autofree char *query = vas_table_plan_key_query (vas_table_plan_get (type), field, error);
  g_autoptr (VasStatement) statement = query != NULL ? vas_sql_prepare (sql, query, error) : NULL;
  gboolean row;

  *key = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, text);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *key = g_strdup (vas_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * vas_table_read_first:
 * @statement: bound, its columns beginning with those of vas_table_columns()
 * @entity: (out) (transfer full) (nullable): pointer to a pointer: the first row, or NULL where there is none
 */
gboolean
vas_table_read_first (GType          type,
                      VasStatement  *statement,
                      gpointer       entity,
                      GError       **error)
{
  gboolean row;

  *(gpointer *) entity = NULL;
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *(gpointer *) entity = vas_table_read (type, statement, 0);

  return TRUE;
}

/** vas_table_read_all: (transfer full) (nullable) (element-type VasEntity): the rows of a statement as vas_table_read_first() has it. */
GPtrArray *
vas_table_read_all (GType          type,
                    VasStatement  *statement,
                    GError       **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  while (TRUE)
    {
      if (!vas_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, vas_table_read (type, statement, 0));
    }
}

/**
 * vas_table_list:
 * @field: a field of @type, or "key"
 * @text: (nullable): the value; NULL lists what has none
 * @order_by: (nullable): a field, optionally followed by " desc"; by row id otherwise
 *
 * Returns: (transfer full) (nullable) (element-type VasEntity): the records, maybe none
 */
GPtrArray *
vas_table_list (VasSql      *sql,
                GType        type,
                const char  *field,
                const char  *text,
                const char  *order_by,
                GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_query (sql, type, field, text == NULL, order_by, error);

  if (statement == NULL)
    return NULL;

  if (text != NULL)
    vas_statement_bind_text (statement, 1, text);
  return vas_table_read_all (type, statement, error);
}

/** vas_table_list_all: like vas_table_list(), with every record. For small tables: it holds them all. */
GPtrArray *
vas_table_list_all (VasSql      *sql,
                    GType        type,
                    const char  *order_by,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_query (sql, type, NULL, FALSE, order_by, error);

  return statement != NULL ? vas_table_read_all (type, statement, error) : NULL;
}

/**
 * vas_table_walk:
 * @func: told of each record; FALSE with an error ends it
 *
 * Every record of a type by row id, one in memory at a time.
 *
 * Returns: FALSE with @error set where it ended early
 */
gboolean
vas_table_walk (VasSql        *sql,
                GType          type,
                VasTableFunc   func,
                gpointer       data,
                GError       **error)
{
  g_autofree char *text = vas_table_plan_query (vas_table_plan_get (type), NULL, FALSE, NULL, error);
  g_autoptr (VasStatement) statement = text != NULL ? vas_sql_prepare_walk (sql, text, error) : NULL;
  gboolean row = statement != NULL;

  while (row)
    {
      g_autoptr (VasEntity) entity = NULL;

      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      entity = vas_table_read (type, statement, 0);
      if (!func (entity, data, error))
        return FALSE;
    }

  return FALSE;
}
