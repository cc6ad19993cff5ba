/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which records a command changed, so that its feed can tell of them. Triggers note them, so no code path can forget one: in
 * SQLite those of the before-images, on PostgreSQL one that writes a line into a setting of the transaction.
 *
 * Runs inside the caller's transaction, on its thread; what a savepoint takes back was not touched.
 */

#include "vas-touched.h"

#include "vas-capture.h"
#include "vas-entity.h"
#include "vas-sql-private.h"
#include "vas-types.h"

#define BEGUN "begun\n"

void
vas_touched_free (VasTouched *self)
{
  g_free (self->key);
  g_free (self);
}

static void
add (GPtrArray  *records,
     GType       type,
     const char *key)
{
  VasTouched *touched = g_new0 (VasTouched, 1);

  touched->type = type;
  touched->key = g_strdup (key);
  g_ptr_array_add (records, touched);
}

/** vas_touched_begin: from here on what @command_id changes is noted, until vas_touched_end() or the end of the savepoint around it. */
gboolean
vas_touched_begin (VasSql      *sql,
                   const char  *command_id,
                   GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return vas_capture_begin (sql, command_id, error);

  statement = vas_sql_prepare (sql, "SELECT set_config ('vasdesk.touched', $1, true)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", BEGUN);

  return vas_statement_run_later (statement, error);
}

static gboolean
add_images (VasSql      *sql,
            GType        type,
            const char  *command_id,
            GPtrArray   *records,
            GError     **error)
{
  VasEntityClass *klass = g_type_class_peek_static (type);
  g_autofree char *text = g_strdup_printf ("SELECT key FROM before_%s WHERE before_command = $1 "
                                           "GROUP BY key ORDER BY min (before_seq)", klass->table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "t", command_id);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      add (records, type, vas_statement_get_text (statement, 0));
    }

  return FALSE;
}

/* Lines of a table and a key each, in the order of the changes; each record once, kind by kind. */
static void
add_lines (const char *text,
           GPtrArray  *records)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      VasEntityClass *klass = g_type_class_peek_static (types[i]);
      const gsize length = strlen (klass->table);

      for (guint l = 0; lines[l] != NULL; l++)
        {
          if (g_str_has_prefix (lines[l], klass->table) && lines[l][length] == ' ' && g_hash_table_add (seen, lines[l]))
            add (records, types[i], lines[l] + length + 1);
        }
    }
}

static gboolean
read_lines (VasSql     *sql,
            GPtrArray  *records,
            GError    **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT current_setting ('vasdesk.touched')", error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  add_lines (vas_statement_get_text (statement, 0), records);
  return TRUE;
}

/**
 * vas_touched_end:
 *
 * Returns: (transfer full) (nullable) (element-type VasTouched): the records that @command_id changed, each once, kind by kind
 */
GPtrArray *
vas_touched_end (VasSql      *sql,
                 const char  *command_id,
                 GError     **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_touched_free);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  if (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL)
    return read_lines (sql, records, error) ? g_steal_pointer (&records) : NULL;

  for (guint i = 0; i < n; i++)
    {
      if (!add_images (sql, types[i], command_id, records, error))
        return NULL;
    }

  return vas_capture_end (sql, error) && vas_capture_drop (sql, command_id, error) ? g_steal_pointer (&records) : NULL;
}
