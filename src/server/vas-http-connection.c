/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What libmicrohttpd calls: the way of a request through a connection.
 *
 * The first call of handle_cb() judges the headers and finds the route; the next ones gather the body; then the connection is
 * suspended and the request goes to a worker, who may answer at once or keep it; the answer resumes the connection, and
 * the last call sends it. What answers from memory alone runs right here (%VAS_HTTP_AT_ONCE). The library's threads.
 */

#include "vas-http-private.h"

#include "vas-http-guard.h"
#include "vas-problem.h"

#include <microhttpd.h>
#include <string.h>

#define MEMORY_PER_CONNECTION (16 * 1024) /* holds the header of a request and that of its reply */

static const char *const header_names[] = {
  [VAS_HTTP_HEADER_AUTHORIZATION] = "Authorization",
  [VAS_HTTP_HEADER_CONTENT_TYPE] = "Content-Type",
  [VAS_HTTP_HEADER_IF_NONE_MATCH] = "If-None-Match",
  [VAS_HTTP_HEADER_REAL_IP] = "X-Real-IP",
};

static struct MHD_Response *
make_response (VasHttpReply *reply)
{
  if (reply->fd >= 0)
    {
      struct MHD_Response *response = MHD_create_response_from_fd64 (reply->length, reply->fd);

      if (response != NULL)
        reply->fd = -1;
      return response;
    }
  if (reply->body == NULL)
    return MHD_create_response_from_buffer (0, NULL, MHD_RESPMEM_PERSISTENT);

  return MHD_create_response_from_buffer_with_free_callback_cls (reply->length, (void *) g_bytes_get_data (reply->body, NULL),
                                                                 (MHD_ContentReaderFreeCallback) g_bytes_unref,
                                                                 g_bytes_ref (reply->body));
}

static enum MHD_Result
send_reply (VasHttpServer  *self,
            VasHttpRequest *request,
            VasHttpReply   *taken)
{
  g_autoptr (VasHttpReply) reply = taken;
  struct MHD_Response *response = make_response (reply);
  gboolean has_cache_control = FALSE;
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;

  for (guint i = 0; i < reply->n_headers; i++)
    {
      has_cache_control |= g_str_equal (reply->headers[i].name, "Cache-Control");
      MHD_add_response_header (response, reply->headers[i].name, reply->headers[i].value);
    }
  if (!has_cache_control)
    MHD_add_response_header (response, "Cache-Control", "no-store");
  MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  if (request->close || vas_http_watch_is_stopping (self->watch))
    MHD_add_response_header (response, "Connection", "close");

  request->stage = VAS_HTTP_STAGE_QUEUED;
  request->status = reply->status;
  request->sent = request->head ? 0 : reply->length;
  vas_http_watch_set_phase (self->watch, request->peer, VAS_HTTP_PHASE_REPLY, request->sent);
  result = MHD_queue_response (request->connection, reply->status, response);
  MHD_destroy_response (response);
  return result;
}

/* Answers before the body was read; where one is coming, or it is not sure where the request ends, the connection ends. */
static enum MHD_Result
refuse (VasHttpServer  *self,
        VasHttpRequest *request,
        VasProblem      problem,
        const char     *detail,
        guint           allowed)
{
  VasHttpReply *reply = vas_problem_reply (problem, detail);

  request->close |= problem == VAS_PROBLEM_BAD_REQUEST || request->content_length > 0;
  if (problem == VAS_PROBLEM_METHOD)
    {
      g_autofree char *allow = vas_http_router_list_allow (allowed);

      vas_http_reply_set_header (reply, "Allow", allow);
    }

  if (request->close)
    return send_reply (self, request, reply);

  request->stage = VAS_HTTP_STAGE_RUN; /* sent by the next call: the library closes after an answer to the first */
  vas_http_request_reply (request, reply);
  return MHD_YES;
}

static enum MHD_Result
dispatch (VasHttpServer  *self,
          VasHttpRequest *request)
{
  g_autoptr (VasHttpRequest) handle = vas_http_request_ref (request);

  request->stage = VAS_HTTP_STAGE_RUN;
  if (request->incoming != NULL)
    request->body = g_byte_array_free_to_bytes (g_steal_pointer (&request->incoming));
  else
    request->body = g_bytes_new (NULL, 0);
  vas_http_watch_set_phase (self->watch, request->peer, VAS_HTTP_PHASE_RUN, 0);

  if (request->route->where == VAS_HTTP_AT_ONCE && request->route->session == VAS_HTTP_SESSION_NONE)
    {
      request->route->handler (request, request->data);
      if (vas_http_request_is_replied (request))
        return send_reply (self, request, vas_http_request_take_reply (request));
      vas_http_request_suspend (request);
    }
  else
    {
      vas_http_request_suspend (request);
      vas_http_server_run (self, request, NULL, NULL);
    }

  return MHD_YES;
}

/*
 * libmicrohttpd 0.9.75 takes a line without a name (": x") and one that begins with a NUL for the end of the headers, joins
 * folded lines to the name, and takes bare line feeds and any number of blanks in the request line. All of it shows in its
 * buffer: there one word must follow the other without a gap, each line be ended by CR LF, and the last be empty. Later
 * versions refuse all that by themselves; of this one all that is judged here, so that the answer is a problem document.
 */
#define LIBRARY_IS_LENIENT (MHD_VERSION < 0x00097700)

typedef struct {
  VasHttpGuard    guard;
  VasHttpRequest *request;
  const char     *next;  /* where the next header must begin, in the library's buffer */
  gboolean        gap;
} Headers;

static void
follow (Headers    *headers,
        const char *name,
        gsize       name_length,
        const char *value,
        gsize       value_length)
{
  const gsize blank = value > name + name_length ? (gsize) (value - name) - name_length - 1 : G_MAXSIZE;

  headers->gap |= name != headers->next || strspn (name + name_length + 1, " \t") != blank;
  headers->next = value + value_length + strlen ("\r\n");
}

static enum MHD_Result
header_cb (void               *data,
           enum MHD_ValueKind  kind,
           const char         *name,
           size_t              name_length,
           const char         *value,
           size_t              value_length)
{
  Headers *headers = data;
  VasHttpRequest *request = headers->request;

  vas_http_guard_header (&headers->guard, name, name_length, value != NULL ? value : "", value_length);
  follow (headers, name, name_length, value, value_length);
  for (guint i = 0; i < VAS_HTTP_N_HEADERS && headers->guard.fault == NULL; i++)
    {
      if (g_ascii_strcasecmp (name, header_names[i]) != 0)
        continue;
      if (request->headers[i] != NULL)
        headers->guard.fault = "A header that may stand once is there twice.";
      else
        request->headers[i] = g_strndup (value, value_length);
    }

  return headers->guard.fault == NULL ? MHD_YES : MHD_NO;
}

static void
read_headers (Headers    *headers,
              const char *method,
              const char *target,
              const char *version)
{
  struct MHD_Connection *connection = headers->request->connection;
  const union MHD_ConnectionInfo *size = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

  headers->gap = target != method + strlen (method) + 1 || version != target + headers->request->target_length + 1;
  headers->next = version + strlen (version) + strlen ("\r\n");
  MHD_get_connection_values_n (connection, MHD_HEADER_KIND, header_cb, headers);
  if (LIBRARY_IS_LENIENT && headers->guard.fault == NULL
      && (headers->gap || size == NULL || headers->next + strlen ("\r\n") != method + size->header_size))
    headers->guard.fault = "The lines before the body are not of the form that HTTP asks for.";
}

static gboolean
read_method (VasHttpRequest *request,
             const char     *method)
{
  const char *name = g_str_equal (method, "HEAD") ? "GET" : method;

  request->head = g_str_equal (method, "HEAD");
  for (request->method = VAS_HTTP_GET; request->method < VAS_HTTP_N_METHODS; request->method++)
    {
      if (g_str_equal (name, vas_http_method_name (request->method)))
        return TRUE;
    }

  return FALSE;
}

static void
find_address (VasHttpServer  *self,
              VasHttpRequest *request)
{
  const char *told = request->headers[VAS_HTTP_HEADER_REAL_IP];
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *text = NULL;

  if (told != NULL && vas_http_limits_believe (&self->limits, request->peer->address))
    address = g_inet_address_new_from_string (told);
  if (address != NULL)
    text = g_inet_address_to_string (address);
  g_strlcpy (request->address, text != NULL ? text : request->peer->address, sizeof request->address);
}

static gboolean
is_content_type (const char *told,
                 const char *wanted)
{
  const gsize length = strlen (wanted);

  return told != NULL && g_ascii_strncasecmp (told, wanted, length) == 0 && strchr ("; \t", told[length]) != NULL;
}

/* The first call for a request: everything that can be judged before its body. */
static enum MHD_Result
judge (VasHttpServer  *self,
       VasHttpRequest *request,
       const char     *method,
       const char     *target,
       const char     *version)
{
  Headers headers = { .request = request };
  const gboolean known = read_method (request, method);
  const gboolean wants_body = request->method == VAS_HTTP_POST || request->method == VAS_HTTP_PUT;
  const char *detail = NULL;
  VasProblem problem;
  guint allowed;

  read_headers (&headers, method, target, version);
  request->content_length = headers.guard.content_length;
  find_address (self, request);

  problem = vas_http_guard_judge (&headers.guard, version, &detail);
  if (problem != VAS_PROBLEM_NONE)
    return refuse (self, request, problem, detail, 0);
  if (request->target == NULL)
    return refuse (self, request, VAS_PROBLEM_BAD_REQUEST, "The target of the request is malformed.", 0);

  request->route = vas_http_router_find (self->router, request->method, request->target->path, &request->data, &request->part,
                                         &allowed);
  if (allowed == 0)
    return refuse (self, request, VAS_PROBLEM_NOT_FOUND, NULL, 0);
  if (!known || request->route == NULL)
    return refuse (self, request, VAS_PROBLEM_METHOD, NULL, allowed);

  problem = vas_http_guard_body (&headers.guard, wants_body, request->route->body_limit, &detail);
  if (problem != VAS_PROBLEM_NONE)
    return refuse (self, request, problem, detail, 0);
  if (request->route->content_type != NULL && request->content_length > 0
      && !is_content_type (request->headers[VAS_HTTP_HEADER_CONTENT_TYPE], request->route->content_type))
    return refuse (self, request, VAS_PROBLEM_MEDIA_TYPE, NULL, 0);
  if (!vas_http_watch_begin (self->watch, request))
    return refuse (self, request, VAS_PROBLEM_UNAVAILABLE, NULL, 0);

  request->stage = VAS_HTTP_STAGE_BODY;
  vas_http_watch_set_phase (self->watch, request->peer, VAS_HTTP_PHASE_BODY, request->content_length);
  return MHD_YES;
}

static enum MHD_Result
take_body (VasHttpRequest *request,
           const char     *data,
           size_t         *size)
{
  const guint held = request->incoming != NULL ? request->incoming->len : 0;

  if (*size > request->content_length - held)
    return MHD_NO;

  if (request->incoming == NULL)
    request->incoming = g_byte_array_new ();
  g_byte_array_append (request->incoming, (const guint8 *) data, (guint) *size);
  *size = 0;
  return MHD_YES;
}

static enum MHD_Result
accept_cb (void                  *data,
           const struct sockaddr *address,
           socklen_t              length)
{
  VasHttpServer *self = data;

  return vas_http_watch_admits (self->watch, address) ? MHD_YES : MHD_NO;
}

static void
connection_cb (void                                *data,
               struct MHD_Connection               *connection,
               void                               **context,
               enum MHD_ConnectionNotificationCode  what)
{
  VasHttpServer *self = data;

  if (what == MHD_CONNECTION_NOTIFY_STARTED)
    *context = vas_http_watch_open (self->watch,
                                    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
                                    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
  else
    vas_http_watch_close (self->watch, *context);
}

static void *
target_cb (void                  *data,
           const char            *target,
           struct MHD_Connection *connection)
{
  VasHttpRequest *request = vas_http_request_new (data, connection, target);

  request->peer = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  return request;
}

static enum MHD_Result
handle_cb (void                   *data,
           struct MHD_Connection  *connection,
           const char             *url,
           const char             *method,
           const char             *version,
           const char             *upload,
           size_t                 *upload_size,
           void                  **context)
{
  VasHttpServer *self = data;
  VasHttpRequest *request = *context;
  VasHttpReply *reply;

  switch (request->stage)
    {
    case VAS_HTTP_STAGE_NEW:
      return judge (self, request, method, url, version);
    case VAS_HTTP_STAGE_BODY:
      return *upload_size > 0 ? take_body (request, upload, upload_size) : dispatch (self, request);
    case VAS_HTTP_STAGE_RUN:
      reply = vas_http_request_take_reply (request);
      return reply != NULL ? send_reply (self, request, reply) : MHD_NO;
    case VAS_HTTP_STAGE_QUEUED:
    default:
      *upload_size = 0;
      return MHD_YES;
    }
}

static void
count_request (VasHttpServer  *self,
               VasHttpRequest *request,
               gint64          took)
{
  const char *route = request->route != NULL ? request->route->path : "none";
  char labels[160];

  g_snprintf (labels, sizeof labels, "route=\"%s\",status=\"%u\"", route, request->status);
  vas_metrics_add (self->metrics, "vasdesk_http_requests_total", labels, 1);
  g_snprintf (labels, sizeof labels, "route=\"%s\"", route);
  vas_metrics_observe (self->metrics, "vasdesk_http_request_seconds", labels, took);
}

static void
completed_cb (void                             *data,
              struct MHD_Connection            *connection,
              void                            **context,
              enum MHD_RequestTerminationCode   how)
{
  VasHttpServer *self = data;
  VasHttpRequest *request = *context;
  const gint64 took = g_get_monotonic_time () - request->began;

  if (request->stage == VAS_HTTP_STAGE_NEW) /* the library refused it by itself */
    {
      const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_HTTP_STATUS);

      request->status = info != NULL ? info->http_status : 0;
    }
  vas_http_watch_end (self->watch, request);
  vas_http_watch_set_phase (self->watch, request->peer, VAS_HTTP_PHASE_IDLE, 0);
  count_request (self, request, took);
  vas_server_log_request (request, took);

  *context = NULL;
  vas_http_request_release (request);
}

/*
 * vas_http_connection_start: @fd is a listening socket; the library takes it. Returns NULL where it does not start.
 *
 * By poll, not epoll: with epoll a thread of the library (0.9.75) that is told of 128 events, as many as it takes at once, asks for more before
 * it looks at them, and sleeps until there are. Suspended connections, which most of them are, are not polled.
 */
struct MHD_Daemon *
vas_http_connection_start (VasHttpServer *self,
                           int            fd)
{
  const guint threads = MAX (self->limits.threads, 2);

  return MHD_start_daemon (MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, accept_cb, self, handle_cb, self,
                           MHD_OPTION_LISTEN_SOCKET, fd,
                           MHD_OPTION_THREAD_POOL_SIZE, threads,
                           MHD_OPTION_CONNECTION_LIMIT, (self->limits.connections + 64) * threads,
                           MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) MEMORY_PER_CONNECTION,
                           MHD_OPTION_CONNECTION_TIMEOUT, 0u,
                           MHD_OPTION_STRICT_FOR_CLIENT, LIBRARY_IS_LENIENT ? 0 : 1,
                           MHD_OPTION_NOTIFY_CONNECTION, connection_cb, self,
                           MHD_OPTION_URI_LOG_CALLBACK, target_cb, self,
                           MHD_OPTION_NOTIFY_COMPLETED, completed_cb, self,
                           MHD_OPTION_END);
}
