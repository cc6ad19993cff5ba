/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Statements that nobody waits for, under a connection to PostgreSQL.
 *
 * What a transaction writes down besides (a row of the trail, who it touched) is sent along with the next statement whose answer
 * is wanted, at the latest with the commit: a command makes half the round trips so. The server does them in their order; where one
 * fails it does none after it, and the next statement that is waited for tells the failure. libpq calls this its pipeline mode, and
 * it is in that mode only as long as something is under way.
 */

#include "vas-sql-postgresql.h"

/* Makes ready for one more. */
static gboolean
enter (VasPostgresql *self)
{
  return self->pending > 0 || PQenterPipelineMode (self->conn) == 1;
}

/* Only what libpq took is waited for. */
static gboolean
count (VasPostgresql *self,
       int            sent)
{
  if (sent != 1)
    return FALSE;

  self->pending++;
  return TRUE;
}

/* The answers of all that was sent: the first that failed, or else the last that was not foreseen. */
static PGresult *
collect (VasPostgresql *self)
{
  PGresult *kept = NULL;
  gboolean failed = FALSE;
  const guint n = self->pending;
  guint i = 0;

  self->parent.trips++;
  self->pending = 0;
  PQpipelineSync (self->conn);
  while (i < n && PQstatus (self->conn) == CONNECTION_OK)
    {
      PGresult *result = PQgetResult (self->conn);
      const ExecStatusType status = PQresultStatus (result);

      if (result == NULL) /* stands between the answers of two */
        {
          i++;
          continue;
        }
      if (failed || status == PGRES_PIPELINE_SYNC) /* the end of what was sent before (vas_postgresql_leave()) */
        {
          PQclear (result);
          continue;
        }
      failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
      if (!failed && vas_postgresql_keep_foreseen (self, i, result))
        continue;
      PQclear (kept);
      kept = result;
      if (!failed)
        vas_postgresql_note_result (self, result);
    }
  if (failed || i < n)
    vas_postgresql_forget_foreseen (self);
  if (!failed && i < n) /* the connection went before the last answer: none stands for all of them */
    g_clear_pointer (&kept, PQclear);
  PQclear (PQgetResult (self->conn)); /* that this is the end */
  PQexitPipelineMode (self->conn);

  return kept != NULL ? kept : PQmakeEmptyPGresult (self->conn, i == n ? PGRES_COMMAND_OK : PGRES_FATAL_ERROR);
}

/* vas_postgresql_send_later: one command without parameters. */
gboolean
vas_postgresql_send_later (VasPostgresql *self,
                           const char    *text)
{
  return enter (self) && count (self, PQsendQueryParams (self->conn, text, 0, NULL, NULL, NULL, NULL, 0));
}

/* vas_postgresql_send_prepared_later: a prepared statement; what is bound is copied. */
gboolean
vas_postgresql_send_prepared_later (VasPostgresql      *self,
                                    const char         *name,
                                    int                 n,
                                    const char *const  *values,
                                    const int          *lengths,
                                    const int          *formats)
{
  return enter (self) && count (self, PQsendQueryPrepared (self->conn, name, n, values, lengths, formats, 0));
}

/* (transfer full): the last answer; a failure where the statement that was asked for could not be @sent, whatever the others did. */
static PGresult *
collect_after (VasPostgresql *self,
               gboolean       sent)
{
  PGresult *result = collect (self);

  if (sent)
    return result;

  PQclear (result);
  return PQmakeEmptyPGresult (self->conn, PGRES_FATAL_ERROR);
}

/* vas_postgresql_run_text: (transfer full): the answer of one command, or of what failed before it. */
PGresult *
vas_postgresql_run_text (VasPostgresql *self,
                         const char    *text)
{
  if (self->pending == 0)
    {
      self->parent.trips++;
      return PQexec (self->conn, text);
    }

  return collect_after (self, vas_postgresql_send_later (self, text));
}

/* vas_postgresql_run_prepared: (transfer full): the same of a prepared statement. */
PGresult *
vas_postgresql_run_prepared (VasPostgresql      *self,
                             const char         *name,
                             int                 n,
                             const char *const  *values,
                             const int          *lengths,
                             const int          *formats)
{
  if (self->pending == 0)
    {
      self->parent.trips++;
      return PQexecPrepared (self->conn, name, n, values, lengths, formats, 0);
    }

  return collect_after (self, vas_postgresql_send_prepared_later (self, name, n, values, lengths, formats));
}

/* vas_postgresql_leave: ends a transaction that only read, and lets the server answer that when it likes: with the next question. */
gboolean
vas_postgresql_leave (VasPostgresql *self)
{
  return vas_postgresql_send_later (self, "ROLLBACK") && PQpipelineSync (self->conn) == 1 && PQflush (self->conn) == 0;
}

/* vas_postgresql_settle: waits for all that was sent. */
gboolean
vas_postgresql_settle (VasPostgresql  *self,
                       GError        **error)
{
  PGresult *result;
  ExecStatusType status;

  if (self->pending == 0)
    return TRUE;

  result = collect (self);
  status = PQresultStatus (result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    vas_postgresql_set_error (self, result, error);
  PQclear (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}
