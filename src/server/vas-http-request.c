/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpRequest: a request and the one reply it gets.
 *
 * Two counts: `refs` keeps the memory, `handles` are those who may still answer. The connection's thread holds the memory until
 * the library is done with the request; while a request is unanswered its connection is suspended, so the pointer to the
 * connection is good for as long as it is needed: to resume it, once, under the request's mutex.
 */

#include "vas-http-private.h"

#include "vas-json-reader.h"
#include "vas-problem.h"
#include "vas-server-error.h"

#include <microhttpd.h>
#include <string.h>

/* Ids of requests: a random word for the run of the program, and a number. */
static void
make_id (char  *out,
         gsize  size)
{
  static gsize word = 0;
  static gint number = 0;

  if (g_once_init_enter (&word))
    g_once_init_leave (&word, (gsize) g_random_int () | (gsize) 1 << 32);

  g_snprintf (out, size, "%08x-%08x", (guint) (word & G_MAXUINT32), (guint) g_atomic_int_add (&number, 1));
}

/* vas_http_request_new: (transfer full): of the connection's thread, when the request line was read. */
VasHttpRequest *
vas_http_request_new (VasHttpServer         *server,
                      struct MHD_Connection *connection,
                      const char            *target)
{
  VasHttpRequest *self = g_new0 (VasHttpRequest, 1);

  self->refs = 1;
  self->method = VAS_HTTP_N_METHODS;
  self->server = server;
  self->connection = connection;
  self->began = g_get_monotonic_time ();
  self->target = vas_http_target_parse (target, NULL);
  self->target_length = strlen (target);
  make_id (self->id, sizeof self->id);
  g_mutex_init (&self->mutex);

  return self;
}

/* vas_http_request_release: gives up one reference to the memory. */
void
vas_http_request_release (VasHttpRequest *self)
{
  if (!g_atomic_int_dec_and_test (&self->refs))
    return;

  if (self->session_free != NULL)
    self->session_free (self->session);
  for (guint i = 0; i < VAS_HTTP_N_HEADERS; i++)
    g_free (self->headers[i]);
  g_clear_pointer (&self->target, vas_http_target_free);
  g_clear_pointer (&self->incoming, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->reply, vas_http_reply_free);
  g_free (self->part);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/** vas_http_request_ref: keeps @self beyond the return of its handler. */
VasHttpRequest *
vas_http_request_ref (VasHttpRequest *self)
{
  if (g_atomic_int_add (&self->handles, 1) == 0)
    g_atomic_int_inc (&self->refs);
  return self;
}

/** vas_http_request_unref: gives up a reference; the last one answers with 500 where nobody did. */
void
vas_http_request_unref (VasHttpRequest *self)
{
  if (!g_atomic_int_dec_and_test (&self->handles))
    return;

  if (!vas_http_request_is_replied (self))
    {
      g_warning ("Request %s was let go of without an answer.", self->id);
      vas_http_request_reply (self, vas_problem_reply (VAS_PROBLEM_INTERNAL, NULL));
    }
  vas_http_request_release (self);
}

/* vas_http_request_suspend: on the connection's thread: waits for the reply, unless it is there. */
void
vas_http_request_suspend (VasHttpRequest *self)
{
  g_mutex_lock (&self->mutex);
  if (!self->replied)
    {
      MHD_suspend_connection (self->connection);
      self->suspended = TRUE;
    }
  g_mutex_unlock (&self->mutex);
}

/* vas_http_request_take_reply: (transfer full) (nullable): the reply, once. */
VasHttpReply *
vas_http_request_take_reply (VasHttpRequest *self)
{
  VasHttpReply *reply;

  g_mutex_lock (&self->mutex);
  reply = g_steal_pointer (&self->reply);
  g_mutex_unlock (&self->mutex);
  return reply;
}

/**
 * vas_http_request_reply:
 * @reply: (transfer full): the answer
 *
 * Answers. The first answer counts; a later one is dropped.
 *
 * Returns: whether it was the first
 */
gboolean
vas_http_request_reply (VasHttpRequest *self,
                        VasHttpReply   *reply)
{
  gboolean first;

  g_mutex_lock (&self->mutex);
  first = !self->replied;
  if (first)
    {
      self->reply = reply;
      self->replied = TRUE;
      if (self->suspended)
        MHD_resume_connection (self->connection);
      self->suspended = FALSE;
    }
  g_mutex_unlock (&self->mutex);

  if (!first)
    vas_http_reply_free (reply);
  return first;
}

/** vas_http_request_reply_error: answers with the problem that @error stands for (vas_problem_reply_error()). */
gboolean
vas_http_request_reply_error (VasHttpRequest *self,
                              const GError   *error)
{
  return vas_http_request_reply (self, vas_problem_reply_error (error));
}

/** vas_http_request_is_replied: whether somebody answered. */
gboolean
vas_http_request_is_replied (VasHttpRequest *self)
{
  gboolean replied;

  g_mutex_lock (&self->mutex);
  replied = self->replied;
  g_mutex_unlock (&self->mutex);
  return replied;
}

/**
 * vas_http_request_park:
 * @milliseconds: how long it may wait
 * @expired: answers when the time is over, the client has gone, or the server stops; on a worker
 * @data: for @expired
 *
 * Lets an unanswered request wait, as a long poll does. Whoever has the answer first gives it with
 * vas_http_request_reply(), from a reference of his own; a park costs no thread.
 */
void
vas_http_request_park (VasHttpRequest *self,
                       guint           milliseconds,
                       VasHttpHandler  expired,
                       gpointer        data)
{
  const gint64 until = g_get_monotonic_time () + (gint64) milliseconds * 1000;

  vas_http_watch_park (self->server->watch, self, until, expired, data);
}

/** vas_http_request_get_part: (nullable): the variable part of the path: 1 to 128 characters of [A-Za-z0-9._~:@-]. */
const char *
vas_http_request_get_part (VasHttpRequest *self)
{
  return self->part;
}

/** vas_http_request_get_query: (nullable): a member of the query, decoded. */
const char *
vas_http_request_get_query (VasHttpRequest *self,
                            const char     *name)
{
  return vas_http_target_get_query (self->target, name);
}

/** vas_http_request_get_header: (nullable): a header's value. */
const char *
vas_http_request_get_header (VasHttpRequest *self,
                             VasHttpHeader   header)
{
  return self->headers[header];
}

/** vas_http_request_get_address: who asks, as a numeric address; what the proxy says where the server stands behind one. */
const char *
vas_http_request_get_address (VasHttpRequest *self)
{
  return self->address;
}

/** vas_http_request_get_body: (transfer none): the whole body; empty where there was none. */
GBytes *
vas_http_request_get_body (VasHttpRequest *self)
{
  return self->body;
}

/**
 * vas_http_request_read_json:
 *
 * Returns: (transfer full) (nullable): the body, read strictly; an error of the JSON reader
 */
JsonNode *
vas_http_request_read_json (VasHttpRequest  *self,
                            GError         **error)
{
  gsize length;
  const char *data = g_bytes_get_data (self->body, &length);

  return vas_json_parse_strict (data != NULL ? data : "", (gssize) length, self->route->body_limit, error);
}

/** vas_http_request_read_object: vas_http_request_read_json() for a body that must be an object. */
JsonNode *
vas_http_request_read_object (VasHttpRequest  *self,
                              GError         **error)
{
  g_autoptr (JsonNode) root = vas_http_request_read_json (self, error);

  if (root == NULL || JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);

  g_set_error_literal (error, VAS_JSON_ERROR, VAS_JSON_ERROR_SYNTAX, "The body must be an object.");
  return NULL;
}

/** vas_http_request_set_session: puts the caller's session into its slot; of the authenticator, before the handler runs. */
void
vas_http_request_set_session (VasHttpRequest *self,
                              gpointer        session,
                              GDestroyNotify  destroy)
{
  if (self->session_free != NULL)
    self->session_free (self->session);
  self->session = session;
  self->session_free = destroy;
}

/** vas_http_request_get_session: (nullable) (transfer none): what the authenticator put there. */
gpointer
vas_http_request_get_session (VasHttpRequest *self)
{
  return self->session;
}
