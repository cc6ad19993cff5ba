/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasStatement: a prepared statement, whatever its engine.
 *
 * Released statements wait in the connection for the next use of the same text; a text that is in use already is prepared a
 * second time. A statement that writes and returns rows is always run to its end: PostgreSQL does not finish it otherwise.
 */

#include "vas-sql-private.h"

#include "vas-entity.h"

#define MOST_IDLE 256

/* vas_statement_free: (transfer full): ends it for good. */
void
vas_statement_free (VasStatement *self)
{
  self->sql->driver->free (self);
  g_free (self->text);
  g_free (self);
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

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  if (g_hash_table_steal_extended (self->idle, text, NULL, (gpointer *) &statement))
    return statement;

  statement = self->driver->prepare (self, text, error);
  if (statement == NULL)
    return NULL;
  statement->sql = self;
  statement->text = g_strdup (text);
  return statement;
}

/**
 * vas_sql_prepare_walk:
 * @text: a query that may return any number of rows
 *
 * Like vas_sql_prepare(): inside a transaction its rows come in portions where the engine would hold them all otherwise.
 */
VasStatement *
vas_sql_prepare_walk (VasSql      *self,
                      const char  *text,
                      GError     **error)
{
  VasStatement *statement = vas_sql_prepare (self, text, error);

  if (statement != NULL)
    statement->walks = TRUE;
  return statement;
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
            self->sql->driver->bind_bytes (self, place, bytes);
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
  self->sql->driver->bind_text (self, place, text);
}

void
vas_statement_bind_int (VasStatement *self,
                        guint         place,
                        gint64        value)
{
  self->sql->driver->bind_int (self, place, value);
}

void
vas_statement_bind_null (VasStatement *self,
                         guint         place)
{
  self->sql->driver->bind_null (self, place);
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
  return self->sql->driver->step (self, row, error);
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

/*
 * vas_statement_run_later:
 *
 * Runs it in a transaction, where nobody asks for its rows or how many it changed: maybe along with the next statement that is
 * waited for, which fails then if this one does; at the latest the commit.
 */
gboolean
vas_statement_run_later (VasStatement  *self,
                         GError       **error)
{
  return self->sql->driver->run_later != NULL ? self->sql->driver->run_later (self, error) : vas_statement_run (self, error);
}

/*
 * vas_statement_foresee:
 * @self: a query, bound
 *
 * Says that this very query will be put, so that a server answers it in one round trip with others that were foreseen. The answer is kept for
 * whoever puts it, until this connection writes anything or the transaction ends; so only what reads may stand between. It is
 * the same answer: in a transaction that writes nobody else changes anything (vas-database.c), in one that reads there is one snapshot.
 */
gboolean
vas_statement_foresee (VasStatement  *self,
                       GError       **error)
{
  return self->sql->driver->foresee == NULL || self->sql->driver->foresee (self, error);
}

/** vas_statement_is_null: whether @column (from 0) of the current row is NULL. */
gboolean
vas_statement_is_null (VasStatement *self,
                       guint         column)
{
  return self->sql->driver->is_null (self, column);
}

/** vas_statement_get_int: @column (from 0) of the current row; %VAS_NONE where it is NULL. */
gint64
vas_statement_get_int (VasStatement *self,
                       guint         column)
{
  return self->sql->driver->get_int (self, column);
}

/** vas_statement_get_text: (nullable) (transfer none): @column (from 0) of the current row; valid until the next step. */
const char *
vas_statement_get_text (VasStatement *self,
                        guint         column)
{
  return self->sql->driver->get_text (self, column);
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
  GHashTable *idle = self->sql->idle;

  self->sql->driver->reset (self);
  self->walks = FALSE;
  if (g_hash_table_size (idle) >= MOST_IDLE)
    g_hash_table_remove_all (idle);

  if (g_hash_table_contains (idle, self->text))
    vas_statement_free (self);
  else
    g_hash_table_insert (idle, self->text, self);
}
