/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSessions: who is signed in, and how the server knows.
 *
 * Every request with a token looks its session up in the store, joined with its person: what ends a session ends it at once,
 * and nothing is held in memory that could outlive it. Its use is written down once an hour at most. Passwords are worked on
 * by two threads of their own, so that sixteen at once take neither the memory nor the workers that the others need; a queue
 * that is too long is a reason to come later. Failures are counted by login and by address, in memory: a restart forgets them.
 */

#include "vas-sessions-private.h"

#include "vas-problem.h"
#include "vas-roles-now.h"
#include "vas-secret.h"
#include "vas-server-error.h"
#include "vas-session-store.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

#define AT_ONCE 2
#define MOST_WAITING 64
#define WINDOW (15 * VAS_INSTANT_MINUTE)
#define FAILURES_BY_LOGIN 5
#define FAILURES_BY_ADDRESS 20
#define MOST_KEYS 10000
#define BODY_LIMIT (8 * 1024)
#define SCHEME "Bearer "

static void
caller_free (gpointer data)
{
  VasCaller *caller = data;

  g_free (caller->staff_key);
  g_free (caller->token_hash);
  g_free (caller);
}

/* One pass over a token: whose it is. */
typedef struct {
  const char *token_hash;
  gint64      now;
  char       *staff_key;
  gint64      seen_at;
} Look;

static gpointer
find_session (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Look *look = data;

  return GINT_TO_POINTER (vas_session_find (sql, look->token_hash, look->now, &look->staff_key, &look->seen_at, error));
}

static gpointer
extend_session (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Look *look = data;

  return GINT_TO_POINTER (vas_session_extend (sql, look->token_hash, look->now, look->now + VAS_SESSION_LIFE, error));
}

static char *
read_token (VasHttpRequest *request)
{
  const char *header = vas_http_request_get_header (request, VAS_HTTP_HEADER_AUTHORIZATION);
  const char *token = header != NULL && g_ascii_strncasecmp (header, SCHEME, strlen (SCHEME)) == 0 ? header + strlen (SCHEME) : "";

  return strlen (token) == VAS_TOKEN_LENGTH ? vas_token_hash (token) : NULL;
}

static void
shop_caller_free (gpointer data)
{
  VasShopCaller *caller = data;

  vas_shop_free (caller->shop);
  g_free (caller->token_hash);
  g_free (caller);
}

/* A VasStoreFunc; @data: a VasShopCaller, whose shop stays NULL where the token is no shop's. */
static gpointer
find_shop (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  VasShopCaller *caller = data;

  return GINT_TO_POINTER (vas_shop_find (sql, caller->token_hash, &caller->shop, error));
}

/* *known: whether the token is a session's of staff, which then is the request's. */
static gboolean
take_staff (VasSessions     *self,
            VasHttpRequest  *request,
            const char      *token_hash,
            gboolean        *known,
            GError         **error)
{
  VasStore *store = vas_backend_get_store (self->backend);
  Look look = { token_hash, vas_backend_get_now (self->backend), NULL, 0 };
  g_autoptr (GError) local_error = NULL;
  VasCaller *caller;

  if (!vas_store_read (store, find_session, &look, NULL, error))
    return FALSE;
  *known = look.staff_key != NULL;
  if (look.staff_key == NULL)
    return TRUE;
  if (look.now - look.seen_at >= VAS_INSTANT_HOUR && !vas_store_write (store, extend_session, &look, NULL, &local_error))
    g_warning ("The use of a session could not be written down: %s", local_error->message);

  caller = g_new0 (VasCaller, 1);
  caller->staff_key = look.staff_key;
  caller->token_hash = g_strdup (token_hash);
  vas_http_request_set_session (request, caller, caller_free);
  return TRUE;
}

/* *known: whether the token is a shop's, which then is the request's. */
static gboolean
take_shop (VasSessions     *self,
           VasHttpRequest  *request,
           const char      *token_hash,
           gboolean        *known,
           GError         **error)
{
  VasShopCaller *caller = g_new0 (VasShopCaller, 1);

  caller->token_hash = g_strdup (token_hash);
  if (!vas_store_read (vas_backend_get_store (self->backend), find_shop, caller, NULL, error) || caller->shop == NULL)
    {
      *known = FALSE;
      g_free (caller->token_hash);
      g_free (caller);
      return error == NULL || *error == NULL;
    }
  *known = TRUE;
  vas_http_request_set_session (request, caller, shop_caller_free);
  return TRUE;
}

/* A VasHttpAuthFunc. A token of the other kind is known and may not: neither of them ever does what the other is for. */
static VasHttpReply *
authenticate (VasHttpRequest *request,
              VasHttpSession  kinds,
              gpointer        data)
{
  VasSessions *self = data;
  g_autofree char *token_hash = read_token (request);
  g_autoptr (GError) error = NULL;
  gboolean staff = FALSE, shop = FALSE;

  if (token_hash == NULL)
    return vas_problem_reply (VAS_PROBLEM_NO_SESSION, NULL);
  if (!take_staff (self, request, token_hash, &staff, &error) || (!staff && !take_shop (self, request, token_hash, &shop, &error)))
    return vas_problem_reply_error (error);
  if ((staff && kinds & VAS_HTTP_SESSION_STAFF) || (shop && kinds & VAS_HTTP_SESSION_SHOP))
    return NULL;

  return staff || shop ? vas_problem_reply_full (VAS_PROBLEM_FORBIDDEN, "The credential is for other work.", "R30", NULL, NULL)
                       : vas_problem_reply (VAS_PROBLEM_NO_SESSION, NULL);
}

/** vas_sessions_confirm_shop: vas_sessions_confirm() for a shop: whether its token is still one. */
gboolean
vas_sessions_confirm_shop (VasSql               *sql,
                           const VasShopCaller  *caller,
                           GError              **error)
{
  g_autoptr (VasShop) shop = NULL;

  if (!vas_shop_find (sql, caller->token_hash, &shop, error))
    return FALSE;
  if (shop != NULL)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SESSION, "The credential was taken away.");
  return FALSE;
}

/**
 * vas_sessions_confirm:
 *
 * Looks again, inside the transaction that does what @caller asked for: %VAS_SERVER_ERROR_SESSION where the session has ended
 * since.
 */
gboolean
vas_sessions_confirm (VasSql           *sql,
                      const VasCaller  *caller,
                      gint64            now,
                      GError          **error)
{
  g_autofree char *staff_key = NULL;
  gint64 seen_at;

  if (!vas_session_find (sql, caller->token_hash, now, &staff_key, &seen_at, error))
    return FALSE;
  if (g_strcmp0 (staff_key, caller->staff_key) == 0)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_SESSION, "The session has ended.");
  return FALSE;
}

/** vas_sessions_get_roles: vas_sessions_confirm(), and @roles: (out): what the caller is today, a deputy's roles included (R30). */
gboolean
vas_sessions_get_roles (VasSql           *sql,
                        const VasCaller  *caller,
                        gint64            now,
                        guint            *roles,
                        GError          **error)
{
  g_autoptr (VasStaff) staff = NULL;

  if (!vas_sessions_confirm (sql, caller, now, error))
    return FALSE;
  staff = vas_table_get (sql, VAS_TYPE_STAFF, caller->staff_key, error);

  return staff != NULL && vas_roles_now (sql, staff, vas_instant_to_date (now), roles, error);
}

VasPasswordWork *
vas_password_work_new (VasSessions    *self,
                       VasHttpRequest *request)
{
  VasPasswordWork *work = g_new0 (VasPasswordWork, 1);

  work->request = vas_http_request_ref (request);
  work->now = vas_backend_get_now (self->backend);
  return work;
}

void
vas_password_work_free (VasPasswordWork *work)
{
  vas_http_request_unref (work->request);
  g_free (work->login);
  g_free (work->password);
  g_free (work->old);
  g_free (work->staff);
  g_free (work->device);
  g_free (work);
}

static void
slow_cb (gpointer data,
         gpointer user_data)
{
  g_autoptr (VasPasswordWork) work = data;

  work->run (user_data, work);
}

/* vas_sessions_push: (transfer full): has @work run by a thread for passwords; answers with 503 where too many wait. */
void
vas_sessions_push (VasSessions     *self,
                   VasPasswordWork *work)
{
  if (g_thread_pool_unprocessed (self->slow) < MOST_WAITING)
    {
      g_thread_pool_push (self->slow, work, NULL);
      return;
    }

  vas_sessions_forgive (self, work);
  vas_http_request_reply (work->request, vas_problem_reply (VAS_PROBLEM_UNAVAILABLE, "Too many are signing in at this moment."));
  vas_password_work_free (work);
}

/* Whoever has one address of IPv6 has 2^64 of them. */
static char *
get_address_key (VasHttpRequest *request)
{
  const char *text = vas_http_request_get_address (request);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autoptr (GInetAddress) half = NULL;
  guint8 bytes[16] = { 0 };

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (text);

  memcpy (bytes, g_inet_address_to_bytes (address), 8);
  half = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (half);
}

/* vas_sessions_count: counts an attempt with a password. @label: what became of it, such as `result="wrong"`. */
void
vas_sessions_count (VasSessions *self,
                    const char  *label)
{
  vas_metrics_add (vas_backend_get_metrics (self->backend), "vasdesk_passwords_total", label, 1);
}

/* vas_sessions_may_try: counts an attempt for the work's login and address; FALSE when it was answered with 429. */
gboolean
vas_sessions_may_try (VasSessions     *self,
                      VasPasswordWork *work)
{
  g_autofree char *address = get_address_key (work->request);
  gint64 wait;

  if (vas_limiter_take (self->by_login, work->login, work->now, &wait))
    {
      work->counted = vas_limiter_take (self->by_address, address, work->now, &wait);
      if (work->counted)
        return TRUE;
      vas_limiter_give (self->by_login, work->login, work->now);
    }

  vas_sessions_count (self, "result=\"not-looked-at\"");
  vas_http_request_reply (work->request, vas_problem_reply_too_many (
                            "There were too many failures; passwords are not looked at for a while.", wait));
  return FALSE;
}

/* vas_sessions_forgive: the password was not looked at, or could not be: an attempt that was counted is none. */
void
vas_sessions_forgive (VasSessions     *self,
                      VasPasswordWork *work)
{
  g_autofree char *address = get_address_key (work->request);

  if (!work->counted)
    return;

  vas_limiter_give (self->by_login, work->login, work->now);
  vas_limiter_give (self->by_address, address, work->now);
  work->counted = FALSE;
}

/* vas_sessions_succeeded: the attempt was no failure. */
void
vas_sessions_succeeded (VasSessions     *self,
                        VasPasswordWork *work)
{
  g_autofree char *address = get_address_key (work->request);

  vas_sessions_count (self, "result=\"right\"");
  vas_limiter_clear (self->by_login, work->login);
  vas_limiter_give (self->by_address, address, work->now);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/session", vas_sign_in_handle, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_NONE, "application/json", BODY_LIMIT },
  { VAS_HTTP_GET, "/v1/session", vas_session_handle, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_DELETE, "/v1/session", vas_sign_out_handle, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_PUT, "/v1/password", vas_password_handle, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", BODY_LIMIT },
};

/** vas_sessions_new: (transfer full): adds its routes to @backend, which outlives it, and judges credentials for all others. */
VasSessions *
vas_sessions_new (VasBackend *backend)
{
  VasSessions *self = g_new0 (VasSessions, 1);

  self->backend = backend;
  vas_metrics_declare (vas_backend_get_metrics (backend), "vasdesk_passwords_total", VAS_METRICS_COUNTER,
                       "Passwords that were tried, by what became of it.");
  self->slow = g_thread_pool_new_full (slow_cb, self, (GDestroyNotify) vas_password_work_free, AT_ONCE, FALSE, NULL);
  self->by_login = vas_limiter_new (FAILURES_BY_LOGIN, WINDOW, MOST_KEYS);
  self->by_address = vas_limiter_new (FAILURES_BY_ADDRESS, WINDOW, MOST_KEYS);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  vas_http_server_set_auth (vas_backend_get_http (backend), authenticate, self);
  return self;
}

/** vas_sessions_free: after the server has stopped; waits for what is worked on. */
void
vas_sessions_free (VasSessions *self)
{
  g_thread_pool_free (self->slow, FALSE, TRUE);
  vas_limiter_free (self->by_login);
  vas_limiter_free (self->by_address);
  g_free (self);
}
