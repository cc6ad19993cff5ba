/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasStatement: a prepared statement.
 *
 * Parameters are written $1, $2 …. SQLite takes these for names and numbers them by their first appearance, so a table from
 * our numbers to its own is made once for each statement. Released statements wait in the connection for the next use
 * of the same text; a text that is in use already is prepared a second time.
 *
 * A statement that writes and returns rows is always run to its end: PostgreSQL does not finish it otherwise.
 */

#include "vas-sql-private.h"

#include "vas-entity.h"

#define MOST_IDLE 256

struct _VasStatement
{
  VasSql       *sql;
  sqlite3_stmt *stmt;
  char         *text;
  int          *places; /* SQLite's number of our $1, $2 … */
  guint         n_places;
  gboolean      on_row;
};

/* vas_statement_free: (transfer full): ends it for good. */
void
vas_statement_free (VasStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self->places);
  g_free (self->text);
  g_free (self);
}

/* vas_statement_get_handle: (transfer none): the statement of SQLite. */
sqlite3_stmt *
vas_statement_get_handle (VasStatement *self)
{
  return self->stmt;
}

static gboolean
map_places (VasStatement  *self,
            GError       **error)
{
  self->n_places = (guint) sqlite3_bind_parameter_count (self->stmt);
  self->places = g_new0 (int, self->n_places);

  for (guint i = 0; i < self->n_places; i++)
    {
      const char *name = sqlite3_bind_parameter_name (self->stmt, (int) i + 1);
      guint64 place;

      if (name == NULL || name[0] != '$' ||
          !g_ascii_string_to_unsigned (name + 1, 10, 1, self->n_places, &place, NULL))
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED,
                       "Parameters are numbered $1 to $%u, not %s: %s", self->n_places,
                       name != NULL ? name : "?", self->text);
          return FALSE;
        }
      self->places[place - 1] = (int) i + 1;
    }

  return TRUE;
}

/**
 * vas_sql_prepare:
 * @text: one statement
 *
 * Returns: (transfer full) (nullable): the statement, with nothing bound; to be given back by vas_statement_release()
 */
VasStatement *
vas_sql_prepare (VasSql      *self,
                 const char  *text,
                 GError     **error)
{
  VasStatement *statement = NULL;
  const char *tail = NULL;
  int code;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  if (g_hash_table_steal_extended (vas_sql_get_idle (self), text, NULL, (gpointer *) &statement))
    return statement;

  statement = g_new0 (VasStatement, 1);
  statement->sql = self;
  statement->text = g_strdup (text);
  code = sqlite3_prepare_v3 (vas_sql_get_handle (self), text, -1, SQLITE_PREPARE_PERSISTENT, &statement->stmt, &tail);
  if (code != SQLITE_OK)
    vas_sql_set_error (self, code, error);
  else if (statement->stmt == NULL || *tail != '\0')
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "This is not one statement: %s", text);
  else if (map_places (statement, error))
    return statement;

  vas_statement_free (statement);
  return NULL;
}

static int
get_place (VasStatement *self,
           guint         place)
{
  g_return_val_if_fail (place >= 1 && place <= self->n_places, 0);

  return self->places[place - 1];
}

/**
 * vas_statement_bind:
 * @kinds: a letter for each of $1, $2 … in this order: 't' text or NULL, 'i' gint64, 'n' gint64 where %VAS_NONE is NULL,
 *   'b' GBytes or NULL
 *
 * The values are copied.
 */
void
vas_statement_bind (VasStatement *self,
                    const char   *kinds,
                    ...)
{
  va_list values;

  va_start (values, kinds);
  for (guint place = 1; kinds[place - 1] != '\0'; place++)
    {
      gint64 integer;
      GBytes *bytes;

      switch (kinds[place - 1])
        {
        case 't':
          vas_statement_bind_text (self, place, va_arg (values, const char *));
          break;
        case 'i':
          vas_statement_bind_int (self, place, va_arg (values, gint64));
          break;
        case 'n':
          integer = va_arg (values, gint64);
          if (integer == VAS_NONE)
            vas_statement_bind_null (self, place);
          else
            vas_statement_bind_int (self, place, integer);
          break;
        case 'b':
          bytes = va_arg (values, GBytes *);
          if (bytes == NULL)
            vas_statement_bind_null (self, place);
          else
            sqlite3_bind_blob64 (self->stmt, get_place (self, place), g_bytes_get_data (bytes, NULL),
                                 g_bytes_get_size (bytes), SQLITE_TRANSIENT);
          break;
        default:
          g_critical ("No kind of value: %c", kinds[place - 1]);
        }
    }
  va_end (values);
}

/** vas_statement_bind_text: @text: (nullable): UTF-8, which is copied; NULL is SQL's NULL. */
void
vas_statement_bind_text (VasStatement *self,
                         guint         place,
                         const char   *text)
{
  sqlite3_bind_text (self->stmt, get_place (self, place), text, -1, SQLITE_TRANSIENT);
}

void
vas_statement_bind_int (VasStatement *self,
                        guint         place,
                        gint64        value)
{
  sqlite3_bind_int64 (self->stmt, get_place (self, place), value);
}

void
vas_statement_bind_null (VasStatement *self,
                         guint         place)
{
  sqlite3_bind_null (self->stmt, get_place (self, place));
}

static void
rewind_statement (VasStatement *self)
{
  while (self->on_row && !sqlite3_stmt_readonly (self->stmt) && sqlite3_step (self->stmt) == SQLITE_ROW)
    continue;
  self->on_row = FALSE;
  sqlite3_reset (self->stmt);
}

/**
 * vas_statement_step:
 * @row: (out): whether there is a row to read; FALSE at the end
 *
 * Returns: FALSE with @error set where the engine refused
 */
gboolean
vas_statement_step (VasStatement  *self,
                    gboolean      *row,
                    GError       **error)
{
  const int code = sqlite3_step (self->stmt);

  self->on_row = code == SQLITE_ROW;
  *row = self->on_row;
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    vas_sql_set_error (self->sql, code, error);
  sqlite3_reset (self->stmt);
  return code == SQLITE_DONE;
}

/** vas_statement_run: runs it to the end, whatever rows there are, and makes it ready to be bound and run again. */
gboolean
vas_statement_run (VasStatement  *self,
                   GError       **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!vas_statement_step (self, &row, error))
        return FALSE;
    }

  return TRUE;
}

/** vas_statement_is_null: whether @column (from 0) of the current row is NULL. */
gboolean
vas_statement_is_null (VasStatement *self,
                       guint         column)
{
  return sqlite3_column_type (self->stmt, (int) column) == SQLITE_NULL;
}

/** vas_statement_get_int: @column (from 0) of the current row; %VAS_NONE where it is NULL. */
gint64
vas_statement_get_int (VasStatement *self,
                       guint         column)
{
  if (vas_statement_is_null (self, column))
    return VAS_NONE;

  return sqlite3_column_int64 (self->stmt, (int) column);
}

/** vas_statement_get_text: (nullable) (transfer none): @column (from 0) of the current row; valid until the next step. */
const char *
vas_statement_get_text (VasStatement *self,
                        guint         column)
{
  return (const char *) sqlite3_column_text (self->stmt, (int) column);
}

/**
 * vas_statement_release:
 * @self: (transfer full): the statement
 *
 * Ends its run, forgets what was bound and gives it back to the connection.
 */
void
vas_statement_release (VasStatement *self)
{
  GHashTable *idle = vas_sql_get_idle (self->sql);

  rewind_statement (self);
  sqlite3_clear_bindings (self->stmt);
  if (g_hash_table_size (idle) >= MOST_IDLE)
    g_hash_table_remove_all (idle);

  if (g_hash_table_contains (idle, self->text))
    vas_statement_free (self);
  else
    g_hash_table_insert (idle, self->text, self);
}
