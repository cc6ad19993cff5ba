/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * PostgreSQL under VasSql: a connection to a server, through libpq.
 *
 * A connection that writes works in READ COMMITTED, and its transactions begin with a row lock (vas_postgresql_set_first(): the
 * counter of the trail), so that writers follow one another over all daemons, as they do in SQLite: whoever comes second waits
 * there, and then sees all that the first one did. A connection for reading has one snapshot for each transaction
 * (REPEATABLE READ, READ ONLY). A commit that changed something is announced to whoever listens, with the commit itself.
 *
 * A connection that was lost is made anew at the next beginning of a transaction; what was under way fails with a word. Whoever
 * holds the lock and says nothing for a minute is put out by the server, so that a daemon that hangs does not stop the others.
 *
 * Belongs to one thread at a time. Cost: a round trip for each statement that is waited for (some 40 µs on one machine), unless it was
 * foreseen with others; two for a transaction that writes, none for one that reads.
 */

#include "vas-sql-postgresql.h"

#include <glib/gi18n-lib.h>
#include <poll.h>
#include <string.h>

#define OLDEST_SERVER 130000

static const char session[] =
  "SET client_min_messages = warning; SET jit = off; SET plan_cache_mode = force_generic_plan; "
  "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '30s'; "
  "SELECT set_config ('synchronous_commit', 'on', false) WHERE current_setting ('synchronous_commit') = 'off'";
static const char reading[] =
  "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on";

static VasStoreError
error_from_state (const char *state)
{
  static const struct {
    const char    *state; /* or how it begins */
    VasStoreError  error;
  } states[] = {
    { "23", VAS_STORE_ERROR_CONSTRAINT },   { "P0001", VAS_STORE_ERROR_CONSTRAINT }, { "53100", VAS_STORE_ERROR_FULL },
    { "25006", VAS_STORE_ERROR_READ_ONLY }, { "42501", VAS_STORE_ERROR_READ_ONLY },  { "40", VAS_STORE_ERROR_CONFLICT },
    { "55P03", VAS_STORE_ERROR_BUSY },      { "57014", VAS_STORE_ERROR_CONFLICT },   { "57", VAS_STORE_ERROR_BUSY },
    { "53", VAS_STORE_ERROR_BUSY },         { "08", VAS_STORE_ERROR_BUSY },          { "25P03", VAS_STORE_ERROR_BUSY },
    { "XX00", VAS_STORE_ERROR_DAMAGED },
  };

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_has_prefix (state, states[i].state) && !g_str_equal (state, "XX000"))
        return states[i].error;
    }

  return VAS_STORE_ERROR_FAILED;
}

/* Whether the connection can be used. One that the server ended in the middle of what was sent along stays in libpq's pipeline
 * mode, and may be called alive by libpq for a while. */
static gboolean
is_usable (VasPostgresql *self)
{
  return PQstatus (self->conn) == CONNECTION_OK && (self->pending > 0 || PQpipelineStatus (self->conn) == PQ_PIPELINE_OFF);
}

/* vas_postgresql_set_error: @result: (nullable): what the server answered; without one it is the connection that failed. */
void
vas_postgresql_set_error (VasPostgresql  *self,
                          PGresult       *result,
                          GError        **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *said = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  const VasStoreError kind = error_from_state (state);
  g_autofree char *message = g_strchomp (g_strdup (said != NULL ? said : PQerrorMessage (self->conn)));

  if (!is_usable (self))
    g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY, _("The database server cannot be reached: %s"), message);
  else if (kind == VAS_STORE_ERROR_FULL)
    g_set_error_literal (error, VAS_STORE_ERROR, kind, _("The disk is full; nothing was written."));
  else if (kind == VAS_STORE_ERROR_READ_ONLY)
    g_set_error (error, VAS_STORE_ERROR, kind, _("The database cannot be written: %s"), message);
  else if (kind == VAS_STORE_ERROR_DAMAGED)
    g_set_error (error, VAS_STORE_ERROR, kind, _("The database is damaged: %s"), message);
  else if (kind == VAS_STORE_ERROR_BUSY || kind == VAS_STORE_ERROR_CONFLICT)
    g_set_error (error, VAS_STORE_ERROR, kind, _("The database is in use by another: %s"), message);
  else
    g_set_error_literal (error, VAS_STORE_ERROR, kind, message);
}

static gint64
to_number (const char *text)
{
  return *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* vas_postgresql_note_result: what vas_sql_get_changes() and vas_sql_get_last_id() tell of it. */
void
vas_postgresql_note_result (VasPostgresql *self,
                            PGresult      *result)
{
  const char *status = PQcmdStatus (result);

  if (g_str_has_prefix (status, "SELECT") || *PQcmdTuples (result) == '\0')
    return;

  self->changes = to_number (PQcmdTuples (result));
  self->wrote = self->wrote || self->changes > 0;
  if (g_str_has_prefix (status, "INSERT") && PQntuples (result) > 0 && g_str_equal (PQfname (result, 0), "id"))
    self->last_id = to_number (PQgetvalue (result, PQntuples (result) - 1, 0));
}

static gboolean
exec (VasSql      *sql,
      const char  *script,
      GError     **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;
  g_autoptr (GError) earlier = NULL;
  PGresult *result;
  gboolean done;

  /* A script may be several statements, which do not go along with others; to take all back, what failed before does not matter. */
  if (!vas_postgresql_settle (self, &earlier) && !g_str_has_prefix (script, "ROLLBACK"))
    {
      g_propagate_error (error, g_steal_pointer (&earlier));
      return FALSE;
    }
  vas_postgresql_forget_foreseen (self);
  sql->trips++;
  result = PQexec (self->conn, script);
  done = PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK ||
         PQresultStatus (result) == PGRES_EMPTY_QUERY;
  if (done)
    vas_postgresql_note_result (self, result);
  else
    vas_postgresql_set_error (self, result, error);
  PQclear (result);

  return done;
}

/* A savepoint goes along with what comes next; only its taking back is waited for. */
static gboolean
command (VasSql      *sql,
         const char  *text,
         GError     **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;

  if (g_str_has_prefix (text, "ROLLBACK") || !is_usable (self) ||
      PQtransactionStatus (self->conn) == PQTRANS_INERROR || PQtransactionStatus (self->conn) == PQTRANS_IDLE)
    return exec (sql, text, error);
  if (vas_postgresql_send_later (self, text))
    return TRUE;

  vas_postgresql_set_error (self, NULL, error);
  return FALSE;
}

static void
notice_cb (void       *data,
           const char *message)
{
  g_debug ("PostgreSQL: %s", message);
}

static gboolean
greet (VasPostgresql  *self,
       GError        **error)
{
  const char *encoding = PQparameterStatus (self->conn, "server_encoding");

  if (PQserverVersion (self->conn) < OLDEST_SERVER || g_strcmp0 (encoding, "UTF8") != 0)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED,
                   _("The database server must be PostgreSQL 13 or newer and the database in UTF8; this one is %d in %s."),
                   PQserverVersion (self->conn) / 10000, encoding);
      return FALSE;
    }

  PQsetNoticeProcessor (self->conn, notice_cb, NULL);
  return PQsetClientEncoding (self->conn, "UTF8") == 0 && exec (&self->parent, session, error) &&
         (!self->read_only || exec (&self->parent, reading, error));
}

/* vas_postgresql_connect: anew, after the connection was lost. */
gboolean
vas_postgresql_connect (VasPostgresql  *self,
                        GError        **error)
{
  self->generation++;
  self->pending = 0;
  vas_postgresql_forget_foreseen (self);
  PQreset (self->conn);
  if (PQstatus (self->conn) == CONNECTION_OK)
    return greet (self, error);

  vas_postgresql_set_error (self, NULL, error);
  return FALSE;
}

/* The end of what only read is not waited for; what went wrong before is put right by whoever waits. */
static gboolean
rollback (VasSql  *sql,
          GError **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;

  vas_postgresql_forget_foreseen (self);
  if (self->read_only && is_usable (self) && self->pending == 0 && PQtransactionStatus (self->conn) == PQTRANS_INTRANS)
    {
      if (vas_postgresql_leave (self))
        return TRUE;
      vas_postgresql_set_error (self, NULL, error);
      return FALSE;
    }

  return exec (sql, "ROLLBACK", error);
}

static gboolean
settle (VasSql  *sql,
        GError **error)
{
  return vas_postgresql_settle ((VasPostgresql *) sql, error);
}

static gboolean
in_transaction (VasSql *sql)
{
  const PGTransactionStatusType status = PQtransactionStatus (((VasPostgresql *) sql)->conn);

  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

static gboolean
begin (VasSql  *sql,
       GError **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;
  g_autofree char *text = self->first != NULL ? g_strconcat ("BEGIN; ", self->first, NULL) : NULL;
  g_autoptr (GError) failure = NULL;

  if (!is_usable (self) && !vas_postgresql_connect (self, error))
    return FALSE;
  if (self->read_only && vas_postgresql_send_later (self, "BEGIN"))
    return TRUE;
  self->wrote = FALSE;
  if (exec (sql, text != NULL ? text : "BEGIN", &failure))
    return TRUE;

  /* The server may have gone while nothing was under way: that is found out here, and nothing was done yet. */
  if (!is_usable (self) && vas_postgresql_connect (self, NULL))
    return exec (sql, text != NULL ? text : "BEGIN", error);
  vas_sql_rollback (sql);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
commit (VasSql  *sql,
        GError **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;
  PGresult *result;
  gboolean done;

  if (PQtransactionStatus (self->conn) == PQTRANS_IDLE)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "There is no transaction to commit.");
      return FALSE;
    }

  vas_postgresql_forget_foreseen (self);
  /* COMMIT of a transaction that has failed answers ROLLBACK, and is no error to the server. */
  if (self->wrote || self->pending > 0)
    vas_postgresql_send_later (self, "NOTIFY " VAS_POSTGRESQL_CHANNEL);
  result = vas_postgresql_run_text (self, "COMMIT");
  done = PQresultStatus (result) == PGRES_COMMAND_OK && g_str_equal (PQcmdStatus (result), "COMMIT");
  if (!done)
    vas_postgresql_set_error (self, result, error);
  PQclear (result);

  return done;
}

static gboolean
set_bulk (VasSql    *sql,
          gboolean   bulk,
          GError   **error)
{
  return TRUE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  char message[256];

  PQcancel (data, message, sizeof message);
}

static void
set_cancellable (VasSql       *sql,
                 GCancellable *cancellable)
{
  VasPostgresql *self = (VasPostgresql *) sql;

  if (self->cancellable != NULL)
    {
      g_cancellable_disconnect (self->cancellable, self->cancel_id);
      g_clear_object (&self->cancellable);
      g_clear_pointer (&self->cancel, PQfreeCancel);
    }
  if (cancellable == NULL || PQstatus (self->conn) != CONNECTION_OK)
    return;

  self->cancellable = g_object_ref (cancellable);
  self->cancel = PQgetCancel (self->conn);
  self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self->cancel, NULL);
}

static gint64
get_changes (VasSql *sql)
{
  return ((VasPostgresql *) sql)->changes;
}

static gint64
get_last_id (VasSql *sql)
{
  return ((VasPostgresql *) sql)->last_id;
}

static void
close_postgresql (VasSql *sql)
{
  VasPostgresql *self = (VasPostgresql *) sql;

  set_cancellable (sql, NULL);
  PQfinish (self->conn);
  g_ptr_array_unref (self->foreseen);
  g_free (self->first);
}

static const VasSqlDriver driver = {
  .engine = VAS_SQL_POSTGRESQL,
  .close = close_postgresql,
  .exec = exec,
  .command = command,
  .begin = begin,
  .commit = commit,
  .rollback = rollback,
  .settle = settle,
  .in_transaction = in_transaction,
  .set_bulk = set_bulk,
  .set_cancellable = set_cancellable,
  .get_changes = get_changes,
  .get_last_id = get_last_id,
  .prepare = vas_postgresql_prepare,
  .free = vas_postgresql_free,
  .reset = vas_postgresql_reset,
  .bind_text = vas_postgresql_bind_text,
  .bind_int = vas_postgresql_bind_int,
  .bind_null = vas_postgresql_bind_null,
  .bind_bytes = vas_postgresql_bind_bytes,
  .step = vas_postgresql_step,
  .run_later = vas_postgresql_run_later,
  .foresee = vas_postgresql_foresee,
  .is_null = vas_postgresql_is_null,
  .get_int = vas_postgresql_get_int,
  .get_text = vas_postgresql_get_text,
};

/* A password whose letters were not escaped ends up in the host or the port, which libpq tells of. */
static gboolean
is_sound (PQconninfoOption *options)
{
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    {
      if (option->val != NULL && g_str_has_prefix (option->keyword, "host") && strchr (option->val, '@') != NULL)
        return FALSE;
      if (option->val != NULL && g_str_equal (option->keyword, "port") && option->val[strspn (option->val, "0123456789,")] != '\0')
        return FALSE;
    }

  return TRUE;
}

/* libpq says what it could not read of an address, and that may be the password. */
static gboolean
check_address (const char  *uri,
               GError     **error)
{
  PQconninfoOption *options;
  gboolean sound;

  if (!g_str_has_prefix (uri, "postgresql://") && !g_str_has_prefix (uri, "postgres://") && strchr (uri, '=') == NULL)
    return TRUE; /* the name of a database */
  options = PQconninfoParse (uri, NULL);
  sound = options != NULL && is_sound (options);
  PQconninfoFree (options);
  if (sound)
    return TRUE;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, _("The address of the database cannot be read."));
  return FALSE;
}

/*
 * vas_postgresql_open:
 * @uri: as libpq takes it; what it does not say comes from the environment and ~/.pgpass, a password best of all
 *
 * Returns: (transfer full) (nullable): see vas_sql_open()
 */
VasSql *
vas_postgresql_open (const char   *uri,
                     VasSqlFlags   flags,
                     GError      **error)
{
  const char *const names[] = { "dbname", "fallback_application_name", "connect_timeout", "client_encoding", NULL };
  const char *const values[] = { uri, "vasdesk", "10", "UTF8", NULL };
  VasPostgresql *self;
  g_autoptr (VasSql) sql = NULL;

  if (!check_address (uri, error))
    return NULL;

  self = g_new0 (VasPostgresql, 1);
  sql = &self->parent;
  vas_sql_init (sql, &driver);
  self->read_only = (flags & VAS_SQL_READ_ONLY) != 0;
  self->generation = 1;
  self->foreseen = vas_postgresql_foreseen_new ();
  self->conn = PQconnectdbParams (names, values, TRUE);
  if (PQstatus (self->conn) != CONNECTION_OK)
    {
      vas_postgresql_set_error (self, NULL, error);
      return NULL;
    }
  if (!greet (self, error))
    return NULL;

  return g_steal_pointer (&sql);
}

/* vas_postgresql_set_first: @text: a query that each transaction of this connection begins with, in the same round trip. */
void
vas_postgresql_set_first (VasSql     *sql,
                          const char *text)
{
  VasPostgresql *self = (VasPostgresql *) sql;

  g_free (self->first);
  self->first = g_strdup (text);
}

/*
 * vas_postgresql_wait:
 * @wake_fd: becomes readable when the wait is to end
 * @told: (out): whether somebody announced a commit
 *
 * Waits for an announcement on what this connection listens to. FALSE where the connection was lost.
 */
gboolean
vas_postgresql_wait (VasSql    *sql,
                     int        wake_fd,
                     int        timeout_ms,
                     gboolean  *told,
                     GError   **error)
{
  VasPostgresql *self = (VasPostgresql *) sql;
  struct pollfd fds[] = { { .fd = wake_fd, .events = POLLIN }, { .fd = PQsocket (self->conn), .events = POLLIN } };
  PGnotify *notice;

  *told = FALSE;
  if (poll (fds, G_N_ELEMENTS (fds), timeout_ms) > 0 && fds[0].revents != 0)
    return TRUE;
  if (PQconsumeInput (self->conn) == 0)
    {
      vas_postgresql_set_error (self, NULL, error);
      return FALSE;
    }
  while ((notice = PQnotifies (self->conn)) != NULL)
    {
      *told = TRUE;
      PQfreemem (notice);
    }

  return TRUE;
}
