/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Credentials and sessions of a backend: who may prove to be whom, and who is signed in where. No entity: neither desks nor the
 * trail ever hear of them. Each function is one statement inside the caller's transaction, on its thread.
 */

#include "vas-session-store.h"

#include "vas-entity.h"
#include "vas-sql-private.h"

/** vas_credential_get: @password_hash: (out) (nullable): what a password is checked against; NULL where the person has none. */
gboolean
vas_credential_get (VasSql      *sql,
                    const char  *staff_key,
                    char       **password_hash,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT password_hash FROM credential WHERE staff_key = $1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", staff_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *password_hash = row ? g_strdup (vas_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/** vas_credential_set: gives a person a password, or another one. @password_hash: as libsodium writes it. @now: instant. */
gboolean
vas_credential_set (VasSql      *sql,
                    const char  *staff_key,
                    const char  *password_hash,
                    gint64       now,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO credential (staff_key, password_hash, changed_at) VALUES ($1, $2, $3) "
                                    "ON CONFLICT (staff_key) DO UPDATE SET password_hash = excluded.password_hash, "
                                    "changed_at = excluded.changed_at", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tti", staff_key, password_hash, now);

  return vas_statement_run (statement, error);
}

/** vas_credential_get_moment: @changed_at: (out): instant at which the password was given; VAS_NONE where the person has none. */
gboolean
vas_credential_get_moment (VasSql      *sql,
                           const char  *staff_key,
                           gint64      *changed_at,
                           GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT changed_at FROM credential WHERE staff_key = $1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", staff_key);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;

  *changed_at = row ? vas_statement_get_int (statement, 0) : VAS_NONE;
  return TRUE;
}

void
vas_session_free (VasSession *self)
{
  g_free (self->token_hash);
  g_free (self->device);
  g_free (self);
}

/** vas_session_list: (transfer full) (nullable) (element-type VasSession): those of a person that last at @now, the newest hundred. */
GPtrArray *
vas_session_list (VasSql      *sql,
                  const char  *staff_key,
                  gint64       now,
                  GError     **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_session_free);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT token_hash, device, created_at, seen_at FROM session "
                                    "WHERE staff_key = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash LIMIT 100", error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ti", staff_key, now);
  while (vas_statement_step (statement, &row, error))
    {
      VasSession *session;

      if (!row)
        return g_steal_pointer (&found);
      session = g_new0 (VasSession, 1);
      session->token_hash = g_strdup (vas_statement_get_text (statement, 0));
      session->device = g_strdup (vas_statement_get_text (statement, 1));
      session->created_at = vas_statement_get_int (statement, 2);
      session->seen_at = vas_statement_get_int (statement, 3);
      g_ptr_array_add (found, session);
    }

  return NULL;
}

/**
 * vas_session_begin:
 * @token_hash: SHA-256 of the token, in hexadecimal
 * @device: what the desk calls itself, for its owner to know it again
 * @now: instant
 * @expires_at: instant
 */
gboolean
vas_session_begin (VasSql      *sql,
                   const char  *token_hash,
                   const char  *staff_key,
                   const char  *device,
                   gint64       now,
                   gint64       expires_at,
                   GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO session (token_hash, staff_key, device, created_at, seen_at, expires_at) "
                                    "VALUES ($1, $2, $3, $4, $4, $5)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tttii", token_hash, staff_key, device, now, expires_at);

  return vas_statement_run (statement, error);
}

static VasStatement *
prepare_session (VasSql      *sql,
                 const char  *token_hash,
                 gint64       now,
                 GError     **error)
{
  VasStatement *statement =
    vas_sql_prepare (sql, "SELECT s.staff_key, s.seen_at FROM session s JOIN staff p ON p.key = s.staff_key "
                          "WHERE s.token_hash = $1 AND s.expires_at > $2 AND p.active = 1", error);

  if (statement != NULL)
    vas_statement_bind (statement, "ti", token_hash, now);
  return statement;
}

/** vas_session_foresee: that vas_session_find() will be asked for. */
gboolean
vas_session_foresee (VasSql      *sql,
                     const char  *token_hash,
                     gint64       now,
                     GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_session (sql, token_hash, now, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

/**
 * vas_session_find:
 * @now: instant; a session that has expired by then is none
 * @staff_key: (out) (nullable): whose session it is; NULL where there is none, or its person works here no more
 * @seen_at: (out): when it was last used, as far as was written down
 */
gboolean
vas_session_find (VasSql      *sql,
                  const char  *token_hash,
                  gint64       now,
                  char       **staff_key,
                  gint64      *seen_at,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_session (sql, token_hash, now, error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;

  *staff_key = row ? g_strdup (vas_statement_get_text (statement, 0)) : NULL;
  *seen_at = row ? vas_statement_get_int (statement, 1) : 0;
  return TRUE;
}

/** vas_session_extend: a session was used at @now, and lasts until @expires_at. */
gboolean
vas_session_extend (VasSql      *sql,
                    const char  *token_hash,
                    gint64       now,
                    gint64       expires_at,
                    GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE session SET seen_at = $1, expires_at = $2 WHERE token_hash = $3", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "iit", now, expires_at, token_hash);

  return vas_statement_run (statement, error);
}

gboolean
vas_session_end (VasSql      *sql,
                 const char  *token_hash,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM session WHERE token_hash = $1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", token_hash);

  return vas_statement_run (statement, error);
}

/** vas_session_end_all: ends the sessions of a person. @but_token_hash: (nullable): except this one. */
gboolean
vas_session_end_all (VasSql      *sql,
                     const char  *staff_key,
                     const char  *but_token_hash,
                     GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "DELETE FROM session WHERE staff_key = $1 AND token_hash <> coalesce ($2, '')", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tt", staff_key, but_token_hash);

  return vas_statement_run (statement, error);
}

/** vas_session_end_inactive: ends the sessions of those who work here no more, for good, though they may come back. */
gboolean
vas_session_end_inactive (VasSql  *sql,
                          GError **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "DELETE FROM session WHERE (SELECT active FROM staff WHERE key = staff_key) = 0", error);

  return statement != NULL && vas_statement_run_later (statement, error);
}

/** vas_session_forget: takes away the sessions that have expired by @now. */
gboolean
vas_session_forget (VasSql  *sql,
                    gint64   now,
                    GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM session WHERE expires_at <= $1", error);

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", now);

  return vas_statement_run (statement, error);
}

/** vas_session_end_everybody: nobody is signed in any more. */
gboolean
vas_session_end_everybody (VasSql  *sql,
                           GError **error)
{
  return vas_sql_exec (sql, "DELETE FROM session", error);
}
