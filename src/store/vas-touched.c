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
#define HINTS "touched"
#define LINES "SELECT current_setting ('vasdesk.touched')"

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
  vas_sql_set_passing_memo (sql, HINTS, g_ptr_array_new_with_free_func ((GDestroyNotify) vas_touched_free), (GDestroyNotify) g_ptr_array_unref);

  return vas_statement_run_later (statement, error);
}

/* One query over the twins of all kinds. */
static const char *
get_images_query (void)
{
  static gsize text;

  if (g_once_init_enter (&text))
    {
      GString *query = g_string_new (NULL);
      guint n;
      const GType *types = vas_store_entity_types (&n);

      for (guint i = 0; i < n; i++)
        {
          const char *table = ((VasEntityClass *) g_type_class_peek_static (types[i]))->table;

          g_string_append_printf (query, "%sSELECT %u AS kind, key, min (before_seq) AS place FROM before_%s WHERE before_command = $1 GROUP BY key",
                                  i > 0 ? " UNION ALL " : "", i, table);
        }
      g_string_append (query, " ORDER BY kind, place");
      g_once_init_leave (&text, (gsize) g_string_free (query, FALSE));
    }

  return (const char *) text;
}

static gboolean
add_images (VasSql      *sql,
            const char  *command_id,
            GPtrArray   *records,
            GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, get_images_query (), error);
  const GType *types = vas_store_entity_types (NULL);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "t", command_id);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      add (records, types[vas_statement_get_int (statement, 0)], vas_statement_get_text (statement, 1));
    }

  return FALSE;
}

/* Of the kinds that @records has, which stand together. */
static gboolean
drop_images (VasSql      *sql,
             const char  *command_id,
             GPtrArray   *records,
             GError     **error)
{
  GType last = G_TYPE_INVALID;

  for (guint i = 0; i < records->len; i++)
    {
      const GType type = ((VasTouched *) g_ptr_array_index (records, i))->type;

      if (type != last && !vas_capture_drop_of (sql, type, command_id, error))
        return FALSE;
      last = type;
    }

  return TRUE;
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
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, LINES, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  add_lines (vas_statement_get_text (statement, 0), records);
  return TRUE;
}

/* vas_touched_hint: a record is written: it will be asked for at the end. Whether it was touched, triggers say, and no hint. */
void
vas_touched_hint (VasSql     *sql,
                  GType       type,
                  const char *key)
{
  GPtrArray *hints = vas_sql_get_memo (sql, HINTS);

  if (hints != NULL)
    add (hints, type, key);
}

/**
 * vas_touched_foresee:
 * @foresee: says that a record will be asked for
 *
 * That vas_touched_end() comes next, and then the records that it names: a server answers it all in one round trip.
 */
gboolean
vas_touched_foresee (VasSql              *sql,
                     VasTouchedForesee    foresee,
                     GError             **error)
{
  g_autoptr (VasStatement) statement = NULL;
  GPtrArray *hints = vas_sql_get_memo (sql, HINTS);

  if (hints == NULL)
    return TRUE;

  statement = vas_sql_prepare (sql, LINES, error);
  if (statement == NULL || !vas_statement_foresee (statement, error))
    return FALSE;
  for (guint i = 0; i < hints->len; i++)
    {
      const VasTouched *touched = g_ptr_array_index (hints, i);

      if (!foresee (sql, touched, error))
        return FALSE;
    }
  vas_sql_forget_memo (sql, HINTS);

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

  if (vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL)
    return read_lines (sql, records, error) ? g_steal_pointer (&records) : NULL;

  return add_images (sql, command_id, records, error) && vas_capture_end (sql, error) && drop_images (sql, command_id, records, error)
           ? g_steal_pointer (&records) : NULL;
}
