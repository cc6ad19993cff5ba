/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * SQLite under VasStatement. Parameters are written $1, $2 …. SQLite takes these for names and numbers them by their first
 * appearance, so a table from our numbers to its own is made once for each statement.
 */

#include "vas-sql-sqlite.h"

#include "vas-entity.h"

typedef struct {
  VasStatement  parent;
  sqlite3_stmt *stmt;
  int          *places; /* SQLite's number of our $1, $2 … */
  guint         n_places;
  gboolean      on_row;
} Statement;

/* vas_sqlite_free: (transfer full): ends it for good. */
void
vas_sqlite_free (VasStatement *statement)
{
  Statement *self = (Statement *) statement;

  sqlite3_finalize (self->stmt);
  g_free (self->places);
}

/* vas_statement_get_handle: (transfer none): the statement of SQLite. */
sqlite3_stmt *
vas_statement_get_handle (VasStatement *self)
{
  return ((Statement *) self)->stmt;
}

static gboolean
map_places (Statement   *self,
            const char  *text,
            GError     **error)
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
                       name != NULL ? name : "?", text);
          return FALSE;
        }
      self->places[place - 1] = (int) i + 1;
    }

  return TRUE;
}

/* vas_sqlite_prepare: (transfer full) (nullable): see vas_sql_prepare(). */
VasStatement *
vas_sqlite_prepare (VasSql      *sql,
                    const char  *text,
                    GError     **error)
{
  Statement *self = g_new0 (Statement, 1);
  const char *tail = NULL;
  const int code = sqlite3_prepare_v3 (vas_sql_get_handle (sql), text, -1, SQLITE_PREPARE_PERSISTENT, &self->stmt, &tail);

  if (code != SQLITE_OK)
    vas_sql_set_error (sql, code, error);
  else if (self->stmt == NULL || *tail != '\0')
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "This is not one statement: %s", text);
  else if (map_places (self, text, error))
    return &self->parent;

  vas_sqlite_free (&self->parent);
  g_free (self);
  return NULL;
}

static int
get_place (VasStatement *statement,
           guint         place)
{
  const Statement *self = (const Statement *) statement;

  g_return_val_if_fail (place >= 1 && place <= self->n_places, 0);

  return self->places[place - 1];
}

void
vas_sqlite_bind_text (VasStatement *statement,
                      guint         place,
                      const char   *text)
{
  sqlite3_bind_text (vas_statement_get_handle (statement), get_place (statement, place), text, -1, SQLITE_TRANSIENT);
}

void
vas_sqlite_bind_int (VasStatement *statement,
                     guint         place,
                     gint64        value)
{
  sqlite3_bind_int64 (vas_statement_get_handle (statement), get_place (statement, place), value);
}

void
vas_sqlite_bind_null (VasStatement *statement,
                      guint         place)
{
  sqlite3_bind_null (vas_statement_get_handle (statement), get_place (statement, place));
}

void
vas_sqlite_bind_bytes (VasStatement *statement,
                       guint         place,
                       GBytes       *bytes)
{
  sqlite3_bind_blob64 (vas_statement_get_handle (statement), get_place (statement, place), g_bytes_get_data (bytes, NULL),
                       g_bytes_get_size (bytes), SQLITE_TRANSIENT);
}

void
vas_sqlite_reset (VasStatement *statement)
{
  Statement *self = (Statement *) statement;

  while (self->on_row && !sqlite3_stmt_readonly (self->stmt) && sqlite3_step (self->stmt) == SQLITE_ROW)
    continue;
  self->on_row = FALSE;
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
}

gboolean
vas_sqlite_step (VasStatement  *statement,
                 gboolean      *row,
                 GError       **error)
{
  Statement *self = (Statement *) statement;
  const int code = sqlite3_step (self->stmt);

  self->on_row = code == SQLITE_ROW;
  *row = self->on_row;
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    vas_sql_set_error (statement->sql, code, error);
  sqlite3_reset (self->stmt);
  return code == SQLITE_DONE;
}

gboolean
vas_sqlite_is_null (VasStatement *statement,
                    guint         column)
{
  return sqlite3_column_type (((Statement *) statement)->stmt, (int) column) == SQLITE_NULL;
}

gint64
vas_sqlite_get_int (VasStatement *statement,
                    guint         column)
{
  if (vas_sqlite_is_null (statement, column))
    return VAS_NONE;

  return sqlite3_column_int64 (((Statement *) statement)->stmt, (int) column);
}

const char *
vas_sqlite_get_text (VasStatement *statement,
                     guint         column)
{
  return (const char *) sqlite3_column_text (((Statement *) statement)->stmt, (int) column);
}
