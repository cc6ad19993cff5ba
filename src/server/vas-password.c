/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Another password (doc/protocol.md, "session"): one's own with the old one, or somebody else's by an administrator in his own
 * right (R30: no deputy becomes somebody this way). It ends the person's sessions, except the one that asks, and stands in the trail.
 * Judged before the slow part, so that nobody else can make the server work, and again in the transaction that keeps it.
 */

#include "vas-sessions-private.h"

#include "vas-json-reader.h"
#include "vas-problem.h"
#include "vas-replica-head.h"
#include "vas-secret.h"
#include "vas-server-error.h"
#include "vas-server-log.h"
#include "vas-session-store.h"
#include "vas-staff-target.h"

#include <string.h>

#define MOST_NAME 200

typedef struct {
  const VasCaller *caller;
  VasPasswordWork *work;
  char            *key;         /* whose password it is */
  char            *old_hash;    /* (nullable): of one's own password */
  char            *new_hash;
} Change;

static void
change_clear (Change *change)
{
  g_free (change->key);
  g_free (change->old_hash);
  g_free (change->new_hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

/* One's own where nobody is named; otherwise somebody else's. */
static char *
find_target (VasSql        *sql,
             const Change  *change,
             GError       **error)
{
  g_autofree char *key = vas_staff_target_find (sql, change->caller, change->work->staff, error);

  if (key == NULL || change->work->staff == NULL || !g_str_equal (key, change->caller->staff_key))
    return g_steal_pointer (&key);

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "staff: must be another person");
  return NULL;
}

/* A VasStoreFunc. */
static gpointer
judge (VasSql        *sql,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Change *change = data;

  if (!vas_sessions_confirm (sql, change->caller, change->work->now, error))
    return NULL;

  g_free (change->key);
  change->key = find_target (sql, change, error);
  return GINT_TO_POINTER (change->key != NULL
                          && (change->old_hash != NULL || change->work->staff != NULL
                              || vas_credential_get (sql, change->key, &change->old_hash, error)));
}

static gpointer
keep (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Change *change = data;
  const gboolean own = change->work->staff == NULL;
  g_autofree char *present = NULL;

  if (!judge (sql, change, cancellable, error)
      || !vas_credential_get (sql, change->key, &present, error))
    return NULL;
  if (own && g_strcmp0 (present, change->old_hash) != 0)
    {
      g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_FORBIDDEN, "old: is not the password.");
      return NULL;
    }

  return GINT_TO_POINTER (vas_staff_target_record (sql, change->caller, "staff.password", change->key, change->work->now, error)
                          && vas_credential_set (sql, change->key, change->new_hash, change->work->now, error)
                          && vas_session_end_all (sql, change->key, own ? change->caller->token_hash : NULL, error));
}

static gboolean
change_password (VasSessions  *self,
                 Change       *change,
                 GError      **error)
{
  change->new_hash = vas_password_hash (change->work->password, error);

  return change->new_hash != NULL && vas_store_write (vas_backend_get_store (self->backend), keep, change, NULL, error) != NULL;
}

/* On a thread for passwords. */
static void
run (VasSessions     *self,
     VasPasswordWork *work)
{
  g_auto (Change) change = { vas_http_request_get_session (work->request), work, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (!vas_store_read (vas_backend_get_store (self->backend), judge, &change, NULL, &error))
    {
      vas_sessions_forgive (self, work);
      vas_http_request_reply_error (work->request, error);
      return;
    }
  if (work->staff == NULL && !vas_password_verify (work->old, change.old_hash))
    {
      vas_sessions_count (self, "result=\"wrong\"");
      vas_http_request_reply (work->request, vas_problem_reply_full (VAS_PROBLEM_FORBIDDEN, "old: is not the password.", "R30", "old",
                                                                     NULL));
      return;
    }
  if (work->staff == NULL)
    vas_sessions_succeeded (self, work);
  if (!change_password (self, &change, &error))
    {
      vas_http_request_reply_error (work->request, error);
      return;
    }

  vas_server_log_event ("password", work->staff == NULL ? "A person has changed the own password."
                                                        : "An administrator has given somebody a password.");
  vas_http_request_reply (work->request, vas_http_reply_new (204, NULL, NULL));
}

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
read_body (VasPasswordWork  *work,
           GError          **error)
{
  const VasCaller *caller = vas_http_request_get_session (work->request);
  g_autoptr (JsonNode) root = vas_http_request_read_object (work->request, error);
  const char *password, *old = NULL, *staff = NULL;

  if (root == NULL || !vas_json_get_text (json_node_get_object (root), "password", TRUE, &password, error)
      || !vas_json_get_text (json_node_get_object (root), "old", FALSE, &old, error)
      || !vas_json_get_text (json_node_get_object (root), "staff", FALSE, &staff, error))
    return FALSE;
  if (!vas_password_is_fit (password))
    return fail ("password: must have at least 10 characters and at most 1024 bytes", error);
  if ((old == NULL) == (staff == NULL))
    return fail ("old: one's own password is changed with the old one, another person's with “staff”", error);
  if (old != NULL && strlen (old) > VAS_PASSWORD_MAX)
    return fail ("old: must have at most 1024 bytes", error);
  if (staff != NULL && (*staff == '\0' || strlen (staff) > MOST_NAME || g_str_equal (staff, caller->staff_key)))
    return fail ("staff: must be the key or login of another person", error);

  work->login = g_strconcat ("/", caller->staff_key, NULL); /* failures at this door do not close the other */
  work->password = g_strdup (password);
  work->old = g_strdup (old);
  work->staff = g_strdup (staff);
  return TRUE;
}

/* vas_password_handle: a VasHttpHandler: PUT /v1/password. */
void
vas_password_handle (VasHttpRequest *request,
                     gpointer        data)
{
  VasSessions *self = data;
  g_autoptr (VasPasswordWork) work = vas_password_work_new (self, request);
  g_autoptr (GError) error = NULL;

  work->run = run;
  if (!read_body (work, &error))
    vas_http_request_reply_error (request, error);
  else if (work->staff != NULL || vas_sessions_may_try (self, work))
    vas_sessions_push (self, g_steal_pointer (&work));
}
