/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Before-images: how a command that was applied optimistically is taken back.
 *
 * Every entity table has a twin, before_<table>, with the same columns and three more: the number of the image, what was
 * done ("insert", "update", "delete") and the command that did it. Triggers fill it while guard.command_id names a
 * command, so no code path can forget a row. Restoring walks the images of a command backwards, the newest first, through
 * exactly the states that the tables had, with guard.rebasing set: the guards of what is issued let it pass, and it alone.
 * Row ids of records that vanish so are kept, for a replay to give them the same again.
 *
 * Several commands are restored newest first, by the caller. All of it runs inside the caller's transaction and on its
 * thread. Cost: one more row for each one written; a restore looks into each twin by its index.
 */

#include "vas-capture.h"

#include "vas-entity.h"
#include "vas-search.h"
#include "vas-types.h"

#include <string.h>

typedef gboolean (*TableFunc) (VasSql      *sql,
                               const char  *table,
                               const char  *command_id,
                               GError     **error);

static gboolean
for_each_table (VasSql      *sql,
                TableFunc    func,
                const char  *command_id,
                GError     **error)
{
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      VasEntityClass *klass = g_type_class_peek_static (types[i]);

      if (!func (sql, klass->table, command_id, error))
        return FALSE;
    }

  return TRUE;
}

/* The columns of a table as they are in the file, joined with ", ", each behind @prefix. */
static char *
list_columns (VasSql      *sql,
              const char  *table,
              const char  *prefix,
              const char  *skip_prefix,
              GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT name FROM pragma_table_info ($1)", error);
  g_autoptr (GString) columns = g_string_new (NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;

  vas_statement_bind_text (statement, 1, table);
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return g_string_free (g_steal_pointer (&columns), FALSE);
      if (skip_prefix == NULL || !g_str_has_prefix (vas_statement_get_text (statement, 0), skip_prefix))
        g_string_append_printf (columns, "%s%s%s", columns->len > 0 ? ", " : "", prefix,
                                vas_statement_get_text (statement, 0));
    }

  return NULL;
}

static gboolean
run_format (VasSql      *sql,
            GError     **error,
            const char  *format,
            ...) G_GNUC_PRINTF (3, 4);

static gboolean
run_format (VasSql      *sql,
            GError     **error,
            const char  *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);

  return vas_sql_exec (sql, text, error);
}

static gboolean
drop_triggers (VasSql      *sql,
               const char  *table,
               GError     **error)
{
  return run_format (sql, error, "DROP TRIGGER IF EXISTS before_%s_insert; DROP TRIGGER IF EXISTS before_%s_update; "
                     "DROP TRIGGER IF EXISTS before_%s_delete", table, table, table);
}

/* The table got columns at its end: the images that are there know nothing of them. */
static gboolean
widen_twin (VasSql      *sql,
            const char  *table,
            const char  *added,
            GError     **error)
{
  g_auto (GStrv) names = g_strsplit (added, ", ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!run_format (sql, error, "ALTER TABLE before_%s ADD COLUMN %s", table, names[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
create_triggers (VasSql      *sql,
                 const char  *table,
                 const char  *columns,
                 const char  *old,
                 GError     **error)
{
  return
    run_format (sql, error, "CREATE TRIGGER before_%s_insert AFTER INSERT ON %s "
                "WHEN (SELECT command_id FROM guard) IS NOT NULL BEGIN "
                "INSERT INTO before_%s (before_op, before_command, id, key) "
                "VALUES ('insert', (SELECT command_id FROM guard), NEW.id, NEW.key); END",
                table, table, table) &&
    run_format (sql, error, "CREATE TRIGGER before_%s_update AFTER UPDATE ON %s "
                "WHEN (SELECT command_id FROM guard) IS NOT NULL BEGIN "
                "INSERT INTO before_%s (before_op, before_command, %s) "
                "VALUES ('update', (SELECT command_id FROM guard), %s); END",
                table, table, table, columns, old) &&
    run_format (sql, error, "CREATE TRIGGER before_%s_delete AFTER DELETE ON %s "
                "WHEN (SELECT command_id FROM guard) IS NOT NULL BEGIN "
                "INSERT INTO before_%s (before_op, before_command, %s) "
                "VALUES ('delete', (SELECT command_id FROM guard), %s); END",
                table, table, table, columns, old);
}

static gboolean
install_table (VasSql      *sql,
               const char  *table,
               const char  *command_id,
               GError     **error)
{
  g_autofree char *twin = g_strconcat ("before_", table, NULL);
  g_autofree char *columns = list_columns (sql, table, "", NULL, error);
  g_autofree char *old = columns != NULL ? list_columns (sql, table, "OLD.", NULL, error) : NULL;
  g_autofree char *present = old != NULL ? list_columns (sql, twin, "", "before_", error) : NULL;

  if (present == NULL)
    return FALSE;
  if (g_str_equal (present, columns))
    return TRUE;
  if (*present != '\0' && g_str_has_prefix (columns, present))
    return widen_twin (sql, table, columns + strlen (present) + strlen (", "), error) &&
           drop_triggers (sql, table, error) && create_triggers (sql, table, columns, old, error);

  return
    drop_triggers (sql, table, error) &&
    run_format (sql, error, "DROP TABLE IF EXISTS before_%s", table) &&
    run_format (sql, error, "CREATE TABLE before_%s (before_seq INTEGER PRIMARY KEY, before_op TEXT NOT NULL, "
                "before_command TEXT NOT NULL, %s)", table, columns) &&
    run_format (sql, error, "CREATE INDEX before_%s_command ON before_%s (before_command)", table, table) &&
    create_triggers (sql, table, columns, old, error);
}

/**
 * vas_capture_install:
 *
 * Makes the twin tables and their triggers; those whose columns are those of their table already stay as they are. One whose
 * table got columns at its end gets them too and keeps its images, in which they have no value; any other is made anew
 * without its images, so that a migration which does more than that restores open commands first.
 */
gboolean
vas_capture_install (VasSql  *sql,
                     GError **error)
{
  return for_each_table (sql, install_table, NULL, error);
}

static gboolean
set_guard (VasSql      *sql,
           const char  *command_id,
           gboolean     rebasing,
           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "UPDATE guard SET command_id = $1, rebasing = $2", error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "ti", command_id, (gint64) rebasing);
  return vas_statement_run (statement, error);
}

/** vas_capture_begin: from here on every change of a record leaves an image under @command_id, until vas_capture_end(). */
gboolean
vas_capture_begin (VasSql      *sql,
                   const char  *command_id,
                   GError     **error)
{
  g_return_val_if_fail (command_id != NULL, FALSE);

  return set_guard (sql, command_id, FALSE, error);
}

gboolean
vas_capture_end (VasSql  *sql,
                 GError **error)
{
  return set_guard (sql, NULL, FALSE, error);
}

/** vas_capture_pass: whether what follows passes the guards of what is issued: for what a backend said, and nothing else. */
gboolean
vas_capture_pass (VasSql    *sql,
                  gboolean   pass,
                  GError   **error)
{
  return set_guard (sql, NULL, pass, error);
}

static gboolean
run_for_image (VasSql      *sql,
               const char  *text,
               gint64       image,
               GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "i", image);
  return vas_statement_run (statement, error);
}

static gboolean
undo_insert (VasSql      *sql,
             const char  *table,
             gint64       image,
             GError     **error)
{
  g_autofree char *keep = g_strdup_printf (
    "INSERT INTO kept_id (table_name, key, row_id) SELECT '%s', key, id FROM before_%s WHERE before_seq = $1 "
    "ON CONFLICT DO UPDATE SET row_id = excluded.row_id", table, table);
  g_autofree char *undo = g_strdup_printf (
    "DELETE FROM %s WHERE id = (SELECT id FROM before_%s WHERE before_seq = $1)", table, table);

  return run_for_image (sql, keep, image, error) && run_for_image (sql, undo, image, error);
}

static gboolean
undo_change (VasSql      *sql,
             const char  *table,
             const char  *op,
             gint64       image,
             GError     **error)
{
  g_autofree char *columns = list_columns (sql, table, "", NULL, error);
  g_autofree char *undo = NULL;

  if (columns == NULL)
    return FALSE;

  if (g_str_equal (op, "update"))
    undo = g_strdup_printf ("UPDATE %s SET (%s) = (SELECT %s FROM before_%s WHERE before_seq = $1) "
                            "WHERE id = (SELECT id FROM before_%s WHERE before_seq = $1)",
                            table, columns, columns, table, table);
  else
    undo = g_strdup_printf ("INSERT INTO %s (%s) SELECT %s FROM before_%s WHERE before_seq = $1",
                            table, columns, columns, table);

  return run_for_image (sql, undo, image, error);
}

static gboolean
drop_table (VasSql      *sql,
            const char  *table,
            const char  *command_id,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("DELETE FROM before_%s WHERE before_command = $1", table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind_text (statement, 1, command_id);
  return vas_statement_run (statement, error);
}

static gboolean
undo_images (VasSql      *sql,
             const char  *table,
             const char  *command_id,
             GError     **error)
{
  g_autofree char *text = g_strdup_printf (
    "SELECT before_seq, before_op FROM before_%s WHERE before_command = $1 ORDER BY before_seq DESC", table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  vas_statement_bind_text (statement, 1, command_id);
  while (vas_statement_step (statement, &row, error))
    {
      const gint64 image = row ? vas_statement_get_int (statement, 0) : 0;
      const char *op = row ? vas_statement_get_text (statement, 1) : NULL;

      if (!row)
        return TRUE;
      if (g_str_equal (op, "insert") ? !undo_insert (sql, table, image, error)
                                     : !undo_change (sql, table, op, image, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
has_images (VasSql      *sql,
            const char  *table,
            const char  *command_id,
            gboolean    *any,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT 1 FROM before_%s WHERE before_command = $1 LIMIT 1", table);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind_text (statement, 1, command_id);
  return vas_statement_step (statement, any, error);
}

static gboolean
restore_table (VasSql      *sql,
               const char  *table,
               const char  *command_id,
               GError     **error)
{
  const gboolean indexed = g_str_equal (table, "account");
  gboolean any;

  if (!has_images (sql, table, command_id, &any, error))
    return FALSE;

  return !any ||
    ((!indexed || vas_search_forget_images (sql, command_id, error)) &&
     undo_images (sql, table, command_id, error) &&
     (!indexed || vas_search_remember_images (sql, command_id, error)) &&
     drop_table (sql, table, command_id, error));
}

/**
 * vas_capture_restore:
 * @command_id: the newest command that was captured and not yet restored or dropped
 *
 * Puts every record that the command touched back to what it was, version and row id included, and drops the images.
 * With @error set nothing was changed.
 */
gboolean
vas_capture_restore (VasSql      *sql,
                     const char  *command_id,
                     GError     **error)
{
  g_return_val_if_fail (command_id != NULL, FALSE);

  if (!vas_sql_savepoint (sql, "capture_restore", error))
    return FALSE;

  if (set_guard (sql, NULL, TRUE, error) &&
      for_each_table (sql, restore_table, command_id, error) &&
      set_guard (sql, NULL, FALSE, error) &&
      vas_sql_release (sql, "capture_restore", error))
    return TRUE;

  vas_sql_rollback_to (sql, "capture_restore");
  return FALSE;
}

/** vas_capture_drop: the command is settled: its images are of no use any more. */
gboolean
vas_capture_drop (VasSql      *sql,
                  const char  *command_id,
                  GError     **error)
{
  return for_each_table (sql, drop_table, command_id, error);
}

/** vas_capture_drop_of: the same of the records of one type. */
gboolean
vas_capture_drop_of (VasSql      *sql,
                     GType        type,
                     const char  *command_id,
                     GError     **error)
{
  return drop_table (sql, ((VasEntityClass *) g_type_class_peek_static (type))->table, command_id, error);
}
