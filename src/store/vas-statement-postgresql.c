/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PostgreSQL under VasStatement.
 *
 * A statement is prepared with its first run, since only then the kinds of its parameters are known: the server cannot tell them
 * from “$1 IS NULL OR point = $1”. Values travel as text; an integer is the same 64 bits at both ends. The rows of a run are held
 * whole, so that others may run meanwhile on the same connection; a statement that walks (vas_sql_prepare_walk()) takes them by a
 * cursor, some hundred at a time. What was prepared on a connection that was lost is prepared again.
 */

#include "vas-sql-postgresql.h"

#include "vas-entity.h"

#include <string.h>

#define PORTION "500"
#define MOST_FORESEEN 64
#define MOST_PENDING 128 /* whose answers certainly fit between server and client while nobody takes them */

/* Types of the server, from its catalog; they never change. */
enum {
  TYPE_UNKNOWN = 0,
  TYPE_BOOL = 16,
  TYPE_BYTEA = 17,
  TYPE_INT8 = 20,
  TYPE_TEXT = 25,
};

typedef struct {
  VasStatement  parent;
  char         *name;
  guint         generation; /* of the connection that it was prepared on; 0: on none */
  guint         n_places;
  char        **values;
  int          *lengths;
  int          *formats;
  Oid          *types;
  PGresult     *result;     /* (nullable): of the run */
  int           row;
  gboolean      cursor;     /* whether more rows may come */
} Statement;

static guint
count_places (const char  *text,
              GError     **error)
{
  guint64 seen = 0;
  guint most = 0;
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      guint64 place;
      char *end;

      quoted ^= *p == '\'';
      if (quoted || *p != '$')
        continue;
      place = g_ascii_strtoull (p + 1, &end, 10);
      if (place < 1 || place > 63)
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "Parameters are numbered $1 to $63: %s", text);
          return G_MAXUINT;
        }
      seen |= G_GUINT64_CONSTANT (1) << (place - 1);
      most = MAX (most, (guint) place);
    }
  if (most > 0 && seen != G_MAXUINT64 >> (64 - most))
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "Parameters are numbered without holes: %s", text);
      return G_MAXUINT;
    }

  return most;
}

/* vas_postgresql_prepare: (transfer full) (nullable): see vas_sql_prepare(); the server hears of it later. */
VasStatement *
vas_postgresql_prepare (VasSql      *sql,
                        const char  *text,
                        GError     **error)
{
  const guint n_places = count_places (text, error);
  Statement *self;

  if (n_places == G_MAXUINT)
    return NULL;

  self = g_new0 (Statement, 1);
  self->name = g_strdup_printf ("s%u", ++((VasPostgresql *) sql)->n_names);
  self->n_places = n_places;
  self->values = g_new0 (char *, n_places + 1);
  self->lengths = g_new0 (int, n_places + 1);
  self->formats = g_new0 (int, n_places + 1);
  self->types = g_new0 (Oid, n_places + 1);
  return &self->parent;
}

static VasPostgresql *
get_sql (Statement *self)
{
  return (VasPostgresql *) self->parent.sql;
}

/* Of what the server keeps under this name; in a transaction that goes on, the answer is not waited for. */
static void
run_named (Statement  *self,
           const char *verb)
{
  VasPostgresql *sql = get_sql (self);
  g_autofree char *text = g_strconcat (verb, " ", self->name, NULL);

  if (sql->pending == 0 && PQtransactionStatus (sql->conn) != PQTRANS_INTRANS)
    PQclear (PQexec (sql->conn, text));
  else
    vas_postgresql_send_later (sql, text);
}

/* vas_postgresql_free: (transfer full): ends it for good. The server is told unless the connection ends with it: vas_sql_close() takes
 * the table of those that are kept away first. */
void
vas_postgresql_free (VasStatement *statement)
{
  Statement *self = (Statement *) statement;
  const gboolean closing = self->parent.sql->idle == NULL;

  if (!closing && self->generation == get_sql (self)->generation && PQtransactionStatus (get_sql (self)->conn) != PQTRANS_INERROR)
    run_named (self, "DEALLOCATE");
  for (guint i = 0; i < self->n_places; i++)
    g_free (self->values[i]);
  g_clear_pointer (&self->result, PQclear);
  g_free (self->name);
  g_free (self->values);
  g_free (self->lengths);
  g_free (self->formats);
  g_free (self->types);
}

static void
bind (VasStatement *statement,
      guint         place,
      char         *value,
      Oid           type)
{
  Statement *self = (Statement *) statement;

  g_return_if_fail (place >= 1 && place <= self->n_places);

  g_free (self->values[place - 1]);
  self->values[place - 1] = value;
  self->formats[place - 1] = 0;
  self->types[place - 1] = type;
}

void
vas_postgresql_bind_text (VasStatement *statement,
                          guint         place,
                          const char   *text)
{
  bind (statement, place, g_strdup (text), TYPE_TEXT);
}

void
vas_postgresql_bind_int (VasStatement *statement,
                         guint         place,
                         gint64        value)
{
  bind (statement, place, g_strdup_printf ("%" G_GINT64_FORMAT, value), TYPE_INT8);
}

void
vas_postgresql_bind_null (VasStatement *statement,
                          guint         place)
{
  bind (statement, place, NULL, TYPE_UNKNOWN);
}

void
vas_postgresql_bind_bytes (VasStatement *statement,
                           guint         place,
                           GBytes       *bytes)
{
  Statement *self = (Statement *) statement;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  bind (statement, place, size > 0 ? g_memdup2 (data, size) : g_strdup (""), TYPE_BYTEA);
  self->formats[place - 1] = 1;
  self->lengths[place - 1] = (int) size;
}

static void
end_run (Statement *self)
{
  if (self->cursor && (get_sql (self)->pending > 0 || PQtransactionStatus (get_sql (self)->conn) == PQTRANS_INTRANS))
    run_named (self, "CLOSE");
  self->cursor = FALSE;
  g_clear_pointer (&self->result, PQclear);
}

void
vas_postgresql_reset (VasStatement *statement)
{
  Statement *self = (Statement *) statement;

  end_run (self);
  for (guint i = 0; i < self->n_places; i++)
    g_clear_pointer (&self->values[i], g_free);
}

/* Takes @result over as the rows of the run, or fails with it. */
static gboolean
take_result (Statement  *self,
             PGresult   *result,
             GError    **error)
{
  const ExecStatusType status = PQresultStatus (result);

  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    {
      vas_postgresql_note_result (get_sql (self), result);
      self->result = result;
      self->row = -1;
      return TRUE;
    }

  vas_postgresql_set_error (get_sql (self), result, error);
  PQclear (result);
  self->cursor = FALSE;
  return FALSE;
}

static gboolean
fetch (Statement  *self,
       GError    **error)
{
  g_autofree char *text = g_strconcat ("FETCH " PORTION " FROM ", self->name, NULL);

  g_clear_pointer (&self->result, PQclear);
  return take_result (self, vas_postgresql_run_text (get_sql (self), text), error);
}

static gboolean
open_cursor (Statement  *self,
             GError    **error)
{
  g_autofree char *text = g_strconcat ("DECLARE ", self->name, " NO SCROLL CURSOR FOR ", self->parent.text, NULL);
  PGresult *result = PQexecParams (get_sql (self)->conn, text, (int) self->n_places, self->types,
                                   (const char *const *) self->values, self->lengths, self->formats, 0);

  if (!take_result (self, result, error))
    return FALSE;

  self->cursor = TRUE;
  return fetch (self, error);
}

static gboolean
prepare (Statement  *self,
         GError    **error)
{
  VasPostgresql *sql = get_sql (self);
  PGresult *result;

  if (self->generation == sql->generation)
    return TRUE;
  if (!vas_postgresql_settle (sql, error))
    return FALSE;

  result = PQprepare (sql->conn, self->name, self->parent.text, (int) self->n_places, self->types);
  if (PQresultStatus (result) == PGRES_COMMAND_OK)
    self->generation = sql->generation;
  else
    vas_postgresql_set_error (sql, result, error);
  PQclear (result);

  return self->generation == sql->generation;
}

/* What was foreseen is what was before this one writes. */
static void
look_whether_it_writes (Statement *self)
{
  if (!g_str_has_prefix (self->parent.text, "SELECT"))
    vas_postgresql_forget_foreseen (get_sql (self));
}

static gboolean
run (Statement  *self,
     GError    **error)
{
  VasPostgresql *sql = get_sql (self);
  PGresult *foreseen;

  if (PQstatus (sql->conn) != CONNECTION_OK)
    {
      vas_postgresql_set_error (sql, NULL, error);
      return FALSE;
    }
  if (self->parent.walks && !vas_postgresql_settle (sql, error))
    return FALSE;
  if (self->parent.walks && PQtransactionStatus (sql->conn) == PQTRANS_INTRANS)
    return open_cursor (self, error);

  look_whether_it_writes (self);
  if (!vas_postgresql_take_foreseen (sql, self->parent.text, self->n_places, self->values, &foreseen, error))
    return FALSE;
  if (foreseen != NULL)
    return take_result (self, foreseen, error);

  return prepare (self, error) &&
         take_result (self, vas_postgresql_run_prepared (sql, self->name, (int) self->n_places, (const char *const *) self->values,
                                                         self->lengths, self->formats), error);
}

gboolean
vas_postgresql_run_later (VasStatement  *statement,
                          GError       **error)
{
  Statement *self = (Statement *) statement;
  VasPostgresql *sql = get_sql (self);

  if (PQstatus (sql->conn) != CONNECTION_OK ||
      (sql->pending == 0 && PQtransactionStatus (sql->conn) != PQTRANS_INTRANS))
    return vas_statement_run (statement, error);
  look_whether_it_writes (self);
  if ((sql->pending >= MOST_PENDING && !vas_postgresql_settle (sql, error)) || !prepare (self, error))
    return FALSE;
  if (vas_postgresql_send_prepared_later (sql, self->name, (int) self->n_places, (const char *const *) self->values, self->lengths,
                                          self->formats))
    return TRUE;

  vas_postgresql_set_error (sql, NULL, error);
  return FALSE;
}

/* Nothing is foreseen where no transaction is open, the same only once, and no more than a few commands need: each is compared with all. */
gboolean
vas_postgresql_foresee (VasStatement  *statement,
                        GError       **error)
{
  Statement *self = (Statement *) statement;
  VasPostgresql *sql = get_sql (self);

  if (PQstatus (sql->conn) != CONNECTION_OK || (sql->pending == 0 && PQtransactionStatus (sql->conn) != PQTRANS_INTRANS) ||
      sql->foreseen->len >= MOST_FORESEEN || vas_postgresql_is_foreseen (sql, statement->text, self->n_places, self->values))
    return TRUE;
  if (!vas_postgresql_run_later (statement, error))
    return FALSE;

  vas_postgresql_note_foreseen (sql, statement->text, self->n_places, self->values);
  return TRUE;
}

gboolean
vas_postgresql_step (VasStatement  *statement,
                     gboolean      *row,
                     GError       **error)
{
  Statement *self = (Statement *) statement;

  *row = FALSE;
  if (self->result == NULL && !run (self, error))
    return FALSE;
  self->row++;
  if (self->cursor && self->row > 0 && self->row >= PQntuples (self->result))
    {
      if (!fetch (self, error))
        return FALSE;
      self->row = 0;
    }

  *row = self->row < PQntuples (self->result);
  if (!*row)
    end_run (self);
  return TRUE;
}

gboolean
vas_postgresql_is_null (VasStatement *statement,
                        guint         column)
{
  const Statement *self = (const Statement *) statement;

  return PQgetisnull (self->result, self->row, (int) column) != 0;
}

gint64
vas_postgresql_get_int (VasStatement *statement,
                        guint         column)
{
  const Statement *self = (const Statement *) statement;
  const char *text = PQgetvalue (self->result, self->row, (int) column);

  if (vas_postgresql_is_null (statement, column))
    return VAS_NONE;
  if (PQftype (self->result, (int) column) == TYPE_BOOL)
    return *text == 't';

  return g_ascii_strtoll (text, NULL, 10);
}

const char *
vas_postgresql_get_text (VasStatement *statement,
                         guint         column)
{
  const Statement *self = (const Statement *) statement;

  return vas_postgresql_is_null (statement, column) ? NULL : PQgetvalue (self->result, self->row, (int) column);
}
