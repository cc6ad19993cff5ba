/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An HTTP server in the test's own process, and clients that say what they like. */

#include "vas-http-fixture.h"

#include "vas-problem.h"

#include <fcntl.h>
#include <string.h>

#define PATIENCE_SECONDS 20

static void
reply_text (VasHttpRequest *request,
            const char     *text)
{
  vas_http_request_reply (request, vas_http_reply_new_text (200, "text/plain", text));
}

static void
handle_now (VasHttpRequest *request,
            gpointer        data)
{
  reply_text (request, "now");
}

static void
handle_later (VasHttpRequest *request,
              gpointer        data)
{
  reply_text (request, "later");
}

static void
handle_part (VasHttpRequest *request,
             gpointer        data)
{
  reply_text (request, vas_http_request_get_part (request));
}

static void
handle_query (VasHttpRequest *request,
              gpointer        data)
{
  const char *text = vas_http_request_get_query (request, "text");

  reply_text (request, text != NULL ? text : "(none)");
}

static void
handle_echo (VasHttpRequest *request,
             gpointer        data)
{
  vas_http_request_reply (request, vas_http_reply_new (200, "application/octet-stream", vas_http_request_get_body (request)));
}

static void
handle_json (VasHttpRequest *request,
             gpointer        data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = vas_http_request_read_json (request, &error);

  if (node == NULL)
    vas_http_request_reply_error (request, error);
  else
    vas_http_request_reply (request, vas_http_reply_new_json (200, node));
}

static void
handle_gate (VasHttpRequest *request,
             gpointer        data)
{
  VasHttpFixture *self = data;

  g_mutex_lock (&self->mutex);
  self->at_gate++;
  g_cond_broadcast (&self->changed);
  while (!self->open)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
  reply_text (request, "through");
}

static void
nothing_cb (VasHttpRequest *request,
            gpointer        data)
{
  VasHttpFixture *self = data;

  g_mutex_lock (&self->mutex);
  self->at_gate++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  reply_text (request, "nothing");
}

static void
handle_wait (VasHttpRequest *request,
             gpointer        data)
{
  const char *text = vas_http_request_get_query (request, "ms");

  vas_http_request_park (request, text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 300, nothing_cb, data);
}

static void
handle_drop (VasHttpRequest *request,
             gpointer        data)
{
}

static void
handle_large (VasHttpRequest *request,
              gpointer        data)
{
  const gsize length = 16 * 1024 * 1024;
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (length, 'x'), length);

  vas_http_request_reply (request, vas_http_reply_new (200, "application/octet-stream", body));
}

static void
handle_file (VasHttpRequest *request,
             gpointer        data)
{
  static const char text[] = "what is in the file";
  g_autofree char *path = NULL;
  const int fd = g_file_open_tmp ("vas-http-XXXXXX", &path, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
  unlink (path);
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (checksum, digest, &length);
  vas_http_request_reply (request, vas_http_reply_new_file (200, "text/plain", fd, strlen (text), digest));
}

static void
handle_address (VasHttpRequest *request,
                gpointer        data)
{
  reply_text (request, vas_http_request_get_address (request));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/now", handle_now, VAS_HTTP_AT_ONCE },
  { VAS_HTTP_GET, "/later", handle_later },
  { VAS_HTTP_GET, "/things/{id}", handle_part },
  { VAS_HTTP_GET, "/query", handle_query },
  { VAS_HTTP_POST, "/echo", handle_json, .content_type = "application/json", .body_limit = VAS_HTTP_FIXTURE_LIMIT },
  { VAS_HTTP_PUT, "/echo", handle_echo, .body_limit = VAS_HTTP_FIXTURE_LIMIT },
  { VAS_HTTP_PUT, "/bulk", handle_echo, .body_limit = 10 * 1024 * 1024 },
  { VAS_HTTP_GET, "/gate", handle_gate },
  { VAS_HTTP_GET, "/wait", handle_wait },
  { VAS_HTTP_GET, "/drop", handle_drop },
  { VAS_HTTP_GET, "/large", handle_large },
  { VAS_HTTP_GET, "/file", handle_file },
  { VAS_HTTP_GET, "/staff", handle_now, .session = VAS_HTTP_SESSION_STAFF },
  { VAS_HTTP_GET, "/address", handle_address },
};

/* vas_http_fixture_limits: those of the program, with times that a test can wait for. */
VasHttpLimits
vas_http_fixture_limits (void)
{
  VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;

  limits.workers = 4;
  return limits;
}

/* vas_http_fixture_new: @limits: (nullable): vas_http_fixture_limits() where NULL. */
VasHttpFixture *
vas_http_fixture_new (const VasHttpLimits *limits)
{
  const VasHttpLimits usual = vas_http_fixture_limits ();
  VasHttpFixture *self = g_new0 (VasHttpFixture, 1);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->left = g_string_new (NULL);
  self->metrics = vas_metrics_new ();
  self->server = vas_http_server_new (limits != NULL ? limits : &usual, self->metrics);
  vas_http_server_add_routes (self->server, routes, G_N_ELEMENTS (routes), self);
  vas_http_server_start (self->server, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  return self;
}

void
vas_http_fixture_free (VasHttpFixture *self)
{
  vas_http_fixture_open_gate (self);
  vas_http_server_stop (self->server);
  g_clear_object (&self->server);
  vas_metrics_free (self->metrics);
  g_string_free (self->left, TRUE);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
vas_http_fixture_open_gate (VasHttpFixture *self)
{
  g_mutex_lock (&self->mutex);
  self->open = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* vas_http_fixture_await: until so many requests have come to the gate, or were let go of by a park. */
void
vas_http_fixture_await (VasHttpFixture *self,
                        guint           at_gate)
{
  g_mutex_lock (&self->mutex);
  while (self->at_gate < at_gate)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

GSocketConnection *
vas_http_fixture_connect (VasHttpFixture *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  const char *host = vas_http_server_get_uri (self->server) + strlen ("http://");
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, PATIENCE_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, host, 0, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

/* vas_http_fixture_send: what cannot be sent any more, because the server has closed, is left. */
void
vas_http_fixture_send (GSocketConnection *connection,
                       const char        *text)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL);
}

static gssize
read_some (GSocketConnection *connection,
           GString           *text)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GError) error = NULL;
  char buffer[65536];
  const gssize n = g_input_stream_read (in, buffer, sizeof buffer, NULL, &error);

  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT));
  if (n > 0)
    g_string_append_len (text, buffer, n);
  return n;
}

/* vas_http_fixture_read_all: (transfer full): everything until the server closes; the test fails where it does not. */
char *
vas_http_fixture_read_all (GSocketConnection *connection)
{
  GString *text = g_string_new (NULL);

  while (read_some (connection, text) > 0)
    continue;
  return g_string_free (text, FALSE);
}

/* vas_http_fixture_read_one: (transfer full): one reply, by its Content-Length; what follows is kept for the next. */
char *
vas_http_fixture_read_one (VasHttpFixture    *self,
                           GSocketConnection *connection)
{
  const char *end;
  g_autofree char *length = NULL;
  char *reply;
  gsize total;

  while ((end = strstr (self->left->str, "\r\n\r\n")) == NULL)
    {
      if (read_some (connection, self->left) <= 0)
        return g_strdup ("");
    }
  length = vas_http_fixture_header (self->left->str, "Content-Length");
  g_assert_nonnull (length);
  total = (gsize) (end - self->left->str) + 4 + g_ascii_strtoull (length, NULL, 10);
  while (self->left->len < total)
    {
      if (read_some (connection, self->left) <= 0)
        return g_strdup ("");
    }

  reply = g_strndup (self->left->str, total);
  g_string_erase (self->left, 0, (gssize) total);
  return reply;
}

/* vas_http_fixture_exchange: (transfer full): sends @text on a connection of its own and reads one reply. */
char *
vas_http_fixture_exchange (VasHttpFixture *self,
                           const char     *text)
{
  g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (self);
  char *reply;

  g_string_truncate (self->left, 0);
  vas_http_fixture_send (connection, text);
  reply = vas_http_fixture_read_one (self, connection);
  g_string_truncate (self->left, 0);
  return reply;
}

/* vas_http_fixture_status: 0 where it is no reply. */
guint
vas_http_fixture_status (const char *reply)
{
  return g_str_has_prefix (reply, "HTTP/1.") ? (guint) g_ascii_strtoull (reply + strlen ("HTTP/1.1 "), NULL, 10) : 0;
}

const char *
vas_http_fixture_body (const char *reply)
{
  const char *end = strstr (reply, "\r\n\r\n");

  return end != NULL ? end + 4 : "";
}

/* vas_http_fixture_header: (transfer full) (nullable): the value of the first header of that name. */
char *
vas_http_fixture_header (const char *reply,
                         const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *found = strstr (reply, start);
  const char *end = strstr (reply, "\r\n\r\n");

  if (found == NULL || found > end)
    return NULL;
  found += strlen (start);
  return g_strndup (found, strcspn (found, "\r"));
}
