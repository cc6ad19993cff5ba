/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSoupTransport: HTTP by libsoup.
 *
 * TLS by the system's trust alone; plain HTTP to this machine alone, and never through a proxy; no redirect is followed, since a token
 * would go with it; no cookies, no passwords of servers or proxies, no decoding of contents. Every call may be sent again, so libsoup
 * is told that it is idempotent: without that it opens a connection for each POST. libsoup 3.2 reports a chunked body that was cut
 * short as success, so an answer counts only when it is as long as it says and its digest (RFC 9530) fits.
 *
 * Lives in the thread of the main context in which it was made. Cost: one connection, kept open.
 */

#include "vas-soup-transport.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_ANSWER (16 * 1024 * 1024)
#define MIN_RATE (32 * 1024) /* bytes a second */

struct _VasSoupTransport
{
  GObject      parent_instance;

  SoupSession *session;
  GUri        *base;
};

typedef struct {
  SoupMessage   *message;
  GOutputStream *body;
  GCancellable  *inner;     /* of this call alone: ended by its deadline, or with @outer */
  GCancellable  *outer;     /* (nullable): of the caller */
  gulong         outer_id;
  guint          timeout;   /* seconds */
  guint          source;    /* the deadline; 0 once it has passed */
  gboolean       headed;    /* the head of the answer is here, and libsoup has yet to say so */
  gboolean       ended;     /* by its deadline, or with @outer */
  gint64         came_at;   /* when the head of the answer was here, by this computer's clock */
} Call;

static void call_async  (VasTransport         *transport,
                         const VasCall        *call,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data);
static VasAnswer *call_finish (VasTransport   *transport,
                               GAsyncResult   *result,
                               GError        **error);

static void
transport_iface_init (VasTransportInterface *iface)
{
  iface->call_async = call_async;
  iface->call_finish = call_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (VasSoupTransport, vas_soup_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VAS_TYPE_TRANSPORT, transport_iface_init))

static void
call_free (Call *call)
{
  g_clear_handle_id (&call->source, g_source_remove);
  if (call->outer != NULL)
    g_cancellable_disconnect (call->outer, call->outer_id);
  g_clear_object (&call->outer);
  g_clear_object (&call->inner);
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->message);
  g_clear_object (&call->body);
  g_free (call);
}

static void
vas_soup_transport_finalize (GObject *object)
{
  VasSoupTransport *self = VAS_SOUP_TRANSPORT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->base, g_uri_unref);

  G_OBJECT_CLASS (vas_soup_transport_parent_class)->finalize (object);
}

static void
vas_soup_transport_class_init (VasSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_soup_transport_finalize;
}

static void
vas_soup_transport_init (VasSoupTransport *self)
{
  self->session = soup_session_new_with_options ("user-agent", "vasdesk", "max-conns-per-host", 4, "timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/**
 * vas_soup_transport_new:
 * @address: such as "https://vas.example.org" or "http://127.0.0.1:8080"; what stands behind the host is left out
 *
 * Returns: (transfer full) (nullable): the way there; NULL with %VAS_TRANSPORT_ERROR_ADDRESS
 */
VasTransport *
vas_soup_transport_new (const char  *address,
                        GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  VasSoupTransport *self;

  if (host == NULL || *host == '\0' || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    {
      g_set_error (error, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_ADDRESS, _("“%s” is not the address of a server."), address);
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_this_machine (host))
    {
      g_set_error (error, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_ADDRESS,
                   _("“%s” would send everything unprotected over the network. The address of a server begins with https."),
                   address);
      return NULL;
    }

  self = g_object_new (VAS_TYPE_SOUP_TRANSPORT, NULL);
  if (g_str_equal (scheme, "http"))
    soup_session_set_proxy_resolver (self->session, NULL); /* this machine: no proxy is to see the token */
  self->base = g_uri_build (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "/", NULL, NULL);

  return VAS_TRANSPORT (self);
}

/* Whatever went wrong, the caller hears of one of few things. */
static void
return_failure (GTask  *task,
                GError *error)
{
  Call *call = g_task_get_task_data (task);
  const gboolean late = call->source == 0;

  if (g_cancellable_is_cancelled (call->outer))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
  else if (late)
    g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE, "%s",
                             _("The server did not answer in time."));
  else if (error->domain == G_TLS_ERROR)
    g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNTRUSTED,
                             _("This computer does not trust the server's certificate: %s"), error->message);
  else
    g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_UNREACHABLE,
                             _("The server cannot be reached: %s"), error->message);
  g_error_free (error);
}

static gboolean
digest_fits (SoupMessage *message,
             GBytes      *body)
{
  const char *header = soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Digest");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *encoded = NULL;
  g_autofree char *expected = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);
  expected = g_strdup_printf ("sha-256=:%s:", encoded);

  return g_strcmp0 (header, expected) == 0;
}

static guint
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 86400, &seconds, NULL) ? (guint) seconds : 0;
}

/* The header says whole seconds: what is meant lies half a second behind on the average. */
static void
read_clock (SoupMessageHeaders *headers,
            gint64              came_at,
            VasAnswer          *answer)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date == NULL)
    return;
  answer->tells_time = TRUE;
  answer->clock_ahead = g_date_time_to_unix (date) * G_USEC_PER_SEC + G_USEC_PER_SEC / 2 - came_at;
}

static void
spliced_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;
  VasAnswer *answer;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) < 0)
    {
      return_failure (task, error);
      return;
    }

  body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (call->body));
  if ((goffset) g_bytes_get_size (body) != soup_message_headers_get_content_length (headers) ||
      (g_bytes_get_size (body) > 0 && !digest_fits (call->message, body)))
    {
      g_task_return_new_error (task, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_DAMAGED, "%s",
                               _("The server's answer was damaged on its way."));
      return;
    }

  answer = vas_answer_new (soup_message_get_status (call->message), soup_message_headers_get_content_type (headers, NULL),
                           g_steal_pointer (&body));
  answer->retry_after = read_retry_after (headers);
  read_clock (headers, call->came_at, answer);
  g_task_return_pointer (task, answer, (GDestroyNotify) vas_answer_free);
}

/* An answer that does not say its length is not one of ours: a page of something in between, or one that was cut short. */
static gboolean
judge_length (Call    *call,
              GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);

  if (soup_message_get_status (call->message) == 204)
    {
      soup_message_headers_set_content_length (headers, 0);
      return TRUE;
    }
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    {
      g_set_error_literal (error, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_DAMAGED,
                           _("What answered is not a Vasdesk server, or its answer was damaged on its way."));
      return FALSE;
    }
  if (soup_message_headers_get_content_length (headers) > MAX_ANSWER)
    {
      g_set_error_literal (error, VAS_TRANSPORT_ERROR, VAS_TRANSPORT_ERROR_TOO_LARGE,
                           _("The server's answer is larger than an answer may be."));
      return FALSE;
    }

  return TRUE;
}

/*
 * libsoup 3.6 (to 3.6.5 at least) finishes a message twice, and so frees it twice, where something else happens to it between the end
 * of a read and the callback that tells of it; where the other side was quick, that comes with the next turn of the main loop. So a
 * call whose head has come is not cancelled before sent_cb(), which ends it; and a restart goes to a new connection, which takes a turn.
 */
static void
end (Call *call)
{
  call->ended = TRUE;
  if (!call->headed)
    g_cancellable_cancel (call->inner);
}

/* After this status libsoup asks once more by itself, and sent_cb() comes only with the body, which has a deadline like any other. */
static void
got_headers_cb (SoupMessage *message,
                Call        *call)
{
  call->headed = soup_message_get_status (message) != SOUP_STATUS_MISDIRECTED_REQUEST;
}

/* A connection that was kept has been closed, and the others may be, too. */
static void
restarted_cb (SoupMessage *message,
              Call        *call)
{
  call->headed = FALSE;
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Call *call = user_data;

  call->source = 0;
  end (call);

  return G_SOURCE_REMOVE;
}

/* @bytes: that are to move until then. */
static void
set_deadline (Call    *call,
              goffset  bytes)
{
  g_clear_handle_id (&call->source, g_source_remove);
  call->source = g_timeout_add_seconds (call->timeout + (guint) (bytes / MIN_RATE), deadline_cb, call);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  call->headed = FALSE;
  stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (stream != NULL && call->ended)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "ended");
  if (error != NULL)
    {
      return_failure (task, error);
      return;
    }
  call->came_at = g_get_real_time ();
  if (!judge_length (call, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (call->source != 0)
    set_deadline (call, soup_message_headers_get_content_length (soup_message_get_response_headers (call->message)));
  call->body = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (call->body, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, call->inner, spliced_cb, g_steal_pointer (&task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  end (user_data);
}

static SoupMessage *
make_message (VasSoupTransport *self,
              const VasCall    *call)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (self->base, call->path, G_URI_FLAGS_ENCODED, NULL);
  SoupMessage *message = soup_message_new_from_uri (call->method, uri);

  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, call->content_type, call->body);
  if (call->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", call->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }

  return message;
}

static void
call_async (VasTransport        *transport,
            const VasCall       *what,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  VasSoupTransport *self = VAS_SOUP_TRANSPORT (transport);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->message = make_message (self, what);
  g_signal_connect (call->message, "got-headers", G_CALLBACK (got_headers_cb), call);
  g_signal_connect (call->message, "restarted", G_CALLBACK (restarted_cb), call);
  call->inner = g_cancellable_new ();
  call->timeout = what->timeout;
  set_deadline (call, what->body != NULL ? (goffset) g_bytes_get_size (what->body) : 0);
  if (cancellable != NULL)
    {
      call->outer = g_object_ref (cancellable);
      call->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), call, NULL);
    }
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT, call->inner, sent_cb, g_steal_pointer (&task));
}

static VasAnswer *
call_finish (VasTransport  *transport,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
