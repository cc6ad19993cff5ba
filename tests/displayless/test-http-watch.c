/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Slow clients, too many clients, and the end of the HTTP server. */

#include "vas-await.h"
#include "vas-http-fixture.h"

#include <microhttpd.h>
#include <string.h>

#define CONTINUE "HTTP/1.1 100 Continue\r\n\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"

/* A byte every 50 ms until nobody listens. Returns: how long that took, in microseconds. */
static gint64
drip (GSocketConnection *connection,
      const char        *text)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GSocket *socket = g_socket_connection_get_socket (connection);
  const gint64 began = g_get_monotonic_time ();
  char byte;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (g_output_stream_write (out, text + i, 1, NULL, NULL) != 1)
        break;
      if (g_socket_condition_timed_wait (socket, G_IO_IN | G_IO_HUP, 50 * 1000, NULL, NULL)
          && g_input_stream_read (in, &byte, 1, NULL, NULL) <= 0)
        break;
    }

  return g_get_monotonic_time () - began;
}

static void
check_drip (const char *text,
            const char *phase)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *after = NULL;
  gint64 took;

  limits.head_ms = limits.body_ms = limits.idle_ms = 500;
  limits.min_rate = 100 * 1024 * 1024;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  took = drip (connection, text);

  g_assert_cmpint (took, >=, 450 * 1000);
  g_assert_cmpint (took, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", phase), ==, 1);
  after = vas_http_fixture_exchange (fixture, GET ("/later"));
  g_assert_cmpuint (vas_http_fixture_status (after), ==, 200);
}

static void
test_slow_head (void)
{
  g_autofree char *value = g_strnfill (600, 'v');
  g_autofree char *text = g_strconcat ("GET /now HTTP/1.1\r\nHost: a\r\nX: ", value, "\r\n\r\n", NULL);

  check_drip (text, "phase=\"head\"");
}

/* Empty lines before a request are taken by the older library for nothing at all, for ever; the newer one takes one of them. */
static void
test_slow_nothing (void)
{
  g_autofree char *text = g_strnfill (600, '\n');
#if MHD_VERSION < 0x00097700
  check_drip (text, "phase=\"head\"");
#else
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  limits.head_ms = 60 * 1000;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  g_assert_cmpint (drip (connection, text), <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", "phase=\"head\""), ==, 0);
#endif
}

static void
test_slow_body (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *body = g_strnfill (600, 'b');
  gint64 took;

  limits.body_ms = 500;
  limits.min_rate = 100 * 1024 * 1024;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (connection, "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n");
  took = drip (connection, body);

  g_assert_cmpint (took, >=, 450 * 1000);
  g_assert_cmpint (took, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", "phase=\"body\""), ==, 1);
}

/* A body is given its time by its length: what moves at the least rate is not cut off. */
static void
test_steady_body (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *reply = NULL;

  limits.body_ms = 100;
  limits.min_rate = 50;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (connection, "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
  for (guint i = 0; i < 10; i++)
    {
      g_usleep (60 * 1000);
      vas_http_fixture_send (connection, "0123456789");
    }
  reply = vas_http_fixture_read_one (fixture, connection);
  g_assert_cmpuint (vas_http_fixture_status (reply), ==, 200);
}

static void
test_slow_reader (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *read = NULL;

  limits.reply_ms = 500;
  limits.min_rate = G_MAXUINT;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (connection, GET ("/large"));
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", "phase=\"reply\"") > 0);
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_connections", "") == 0);
  read = vas_http_fixture_read_all (connection);
  g_assert_cmpuint (strlen (read), <, 16 * 1024 * 1024);
}

static void
test_idle (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *rest = NULL;

  limits.idle_ms = 2000;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (connection, GET ("/now"));
  first = vas_http_fixture_read_one (fixture, connection);
  g_usleep (100 * 1000);
  vas_http_fixture_send (connection, GET ("/later"));
  second = vas_http_fixture_read_one (fixture, connection);
  rest = vas_http_fixture_read_all (connection);
  g_assert_cmpuint (vas_http_fixture_status (first), ==, 200);
  g_assert_cmpuint (vas_http_fixture_status (second), ==, 200);
  g_assert_cmpstr (rest, ==, "");
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", "phase=\"idle\""), ==, 1);
}

/* A handler may take as long as it needs: no deadline counts while the client waits for us. */
static void
test_slow_handler (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *reply = NULL;

  limits.head_ms = limits.body_ms = limits.idle_ms = limits.reply_ms = 200;
  fixture = vas_http_fixture_new (&limits);
  connection = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (connection, GET ("/gate"));
  vas_http_fixture_await (fixture, 1);
  g_usleep (700 * 1000);
  vas_http_fixture_open_gate (fixture);
  reply = vas_http_fixture_read_one (fixture, connection);
  g_assert_cmpstr (vas_http_fixture_body (reply), ==, "through");
}

static void
test_half_open (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *meanwhile = NULL;

  limits.head_ms = 1500;
  fixture = vas_http_fixture_new (&limits);
  for (guint i = 0; i < 200; i++)
    {
      g_ptr_array_add (open, vas_http_fixture_connect (fixture));
      vas_http_fixture_send (g_ptr_array_index (open, i), i % 2 == 0 ? "" : "GET /now HT");
    }
  meanwhile = vas_http_fixture_exchange (fixture, GET ("/later"));
  g_assert_cmpuint (vas_http_fixture_status (meanwhile), ==, 200);

  for (guint i = 0; i < open->len; i++)
    {
      g_autofree char *rest = vas_http_fixture_read_all (g_ptr_array_index (open, i));

      g_assert_cmpstr (rest, ==, "");
    }
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_timeouts_total", "phase=\"head\""), ==, 200);
}

static void
check_limit (const VasHttpLimits *limits,
             guint                most,
             const char          *why)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (limits);
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketConnection) one_more = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *freed = NULL;

  for (guint i = 0; i < most; i++)
    {
      g_autofree char *reply = NULL;

      g_ptr_array_add (open, vas_http_fixture_connect (fixture));
      vas_http_fixture_send (g_ptr_array_index (open, i), GET ("/now"));
      reply = vas_http_fixture_read_one (fixture, g_ptr_array_index (open, i));
      g_assert_cmpuint (vas_http_fixture_status (reply), ==, 200);
    }
  one_more = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (one_more, GET ("/now"));
  refused = vas_http_fixture_read_all (one_more);
  g_assert_cmpstr (refused, ==, "");
  g_assert_cmpint (vas_metrics_get (fixture->metrics, "vasdesk_http_refused_total", why), ==, 1);

  g_ptr_array_set_size (open, (int) most - 1);
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_connections", "") < most);
  freed = vas_http_fixture_exchange (fixture, GET ("/now"));
  g_assert_cmpuint (vas_http_fixture_status (freed), ==, 200);
}

static void
test_limit (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();

  limits.connections = 5;
  check_limit (&limits, 5, "why=\"limit\"");
}

static void
test_limit_per_address (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();

  limits.connections_per_address = 5;
  check_limit (&limits, 5, "why=\"address\"");
}

static void
test_body_budget (void)
{
  static const char head[] = "PUT /bulk HTTP/1.1\r\nHost: a\r\nContent-Length: 600000\r\n\r\n";
  static const char asking[] = "PUT /bulk HTTP/1.1\r\nHost: a\r\nContent-Length: 600000\r\nExpect: 100-continue\r\n\r\n";
  char go_on[sizeof CONTINUE] = { 0 };      /* said when the head was read and taken */
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) first = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *retry = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *after = NULL;
  g_autofree char *body = g_strnfill (600000, 'x');
  g_autofree char *whole = g_strconcat (head, body, NULL);

  limits.body_budget = 1000000;
  fixture = vas_http_fixture_new (&limits);
  first = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (first, asking);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (first)), go_on, strlen (CONTINUE), NULL, NULL, NULL);
  g_assert_cmpstr (go_on, ==, CONTINUE);
  refused = vas_http_fixture_exchange (fixture, head);
  retry = vas_http_fixture_header (refused, "Retry-After");
  g_assert_cmpuint (vas_http_fixture_status (refused), ==, 503);
  g_assert_nonnull (retry);

  vas_http_fixture_send (first, body);
  taken = vas_http_fixture_read_one (fixture, first);
  g_assert_cmpuint (vas_http_fixture_status (taken), ==, 200);
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_requests_total", "route=\"/bulk\",status=\"200\"") > 0);
  after = vas_http_fixture_exchange (fixture, whole);
  g_assert_cmpuint (vas_http_fixture_status (after), ==, 200);
}

static gpointer
stop_thread (gpointer data)
{
  vas_http_server_stop (data);
  return NULL;
}

/* What runs is answered and told to close; an idle connection ends; nobody new gets in; a parked one is answered at once. */
static void
test_stop (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autoptr (GSocketConnection) idle = vas_http_fixture_connect (fixture);
  g_autoptr (GSocketConnection) running = vas_http_fixture_connect (fixture);
  g_autoptr (GSocketConnection) parked = vas_http_fixture_connect (fixture);
  g_autoptr (GSocketConnection) late = NULL;
  g_autofree char *first = NULL;
  g_autofree char *of_idle = NULL;
  g_autofree char *of_running = NULL;
  g_autofree char *of_parked = NULL;
  g_autofree char *of_late = NULL;
  GThread *stopper;

  vas_http_fixture_send (idle, GET ("/now"));
  first = vas_http_fixture_read_one (fixture, idle);
  vas_http_fixture_send (parked, GET ("/wait?ms=60000"));
  vas_http_fixture_send (running, GET ("/gate") GET ("/now"));
  vas_http_fixture_await (fixture, 1);
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_parked", "") == 1);

  stopper = g_thread_new ("stopper", stop_thread, fixture->server);
  of_idle = vas_http_fixture_read_all (idle);
  of_parked = vas_http_fixture_read_all (parked);
  late = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (late, GET ("/now"));
  of_late = vas_http_fixture_read_all (late);
  vas_http_fixture_open_gate (fixture);
  of_running = vas_http_fixture_read_all (running);
  g_thread_join (stopper);

  g_assert_cmpuint (vas_http_fixture_status (first), ==, 200);
  g_assert_cmpstr (of_idle, ==, "");
  g_assert_cmpstr (vas_http_fixture_body (of_parked), ==, "nothing");
  g_assert_cmpstr (of_late, ==, "");
  g_assert_cmpstr (vas_http_fixture_body (of_running), ==, "through");
  g_assert_nonnull (strstr (of_running, "Connection: close\r\n"));
}

/* A handler that does not end in time is cut off from its client, and the server still ends when the handler does. */
static void
test_stop_cuts_off (void)
{
  const GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  VasHttpLimits limits = vas_http_fixture_limits ();
  g_autoptr (VasHttpFixture) fixture = NULL;
  g_autoptr (GSocketConnection) running = NULL;
  g_autofree char *rest = NULL;
  GThread *stopper;

  limits.stop_ms = 300;
  fixture = vas_http_fixture_new (&limits);
  running = vas_http_fixture_connect (fixture);
  vas_http_fixture_send (running, GET ("/gate"));
  vas_http_fixture_await (fixture, 1);
  stopper = g_thread_new ("stopper", stop_thread, fixture->server);
  rest = vas_http_fixture_read_all (running);
  g_assert_null (strstr (rest, "through"));
  vas_http_fixture_open_gate (fixture);
  g_thread_join (stopper);
  g_log_set_always_fatal (fatal);
}

static void
test_stop_again_and_again (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
      g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (fixture);

      vas_http_fixture_send (connection, i % 2 == 0 ? GET ("/later") : GET ("/wait"));
      if (i % 3 == 0)
        g_usleep (1000);
      vas_http_server_stop (fixture->server);
      vas_http_server_stop (fixture->server);
    }
}

static void
test_listen (void)
{
  static const char *const bad[] = { "", "127.0.0.1", "example.org:80", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1", "::1:80",
                                     "[::1]", "1.2.3:80", "203.0.113.1:0" };
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autoptr (VasHttpFixture) other = vas_http_fixture_new (NULL);
  g_autoptr (VasMetrics) metrics = vas_metrics_new ();

  for (gsize i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (VasHttpServer) server = vas_http_server_new (&limits, metrics);
      g_autoptr (GError) error = NULL;
      const char *listen = i < G_N_ELEMENTS (bad) ? bad[i] : vas_http_server_get_uri (other->server) + strlen ("http://");

      g_assert_false (vas_http_server_start (server, listen, &error));
      g_assert_nonnull (error);
      g_assert_null (vas_http_server_get_uri (server));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/watch/a-header-byte-by-byte-is-shut", test_slow_head);
  g_test_add_func ("/http/watch/empty-lines-are-shut", test_slow_nothing);
  g_test_add_func ("/http/watch/a-body-byte-by-byte-is-shut", test_slow_body);
  g_test_add_func ("/http/watch/a-body-at-the-least-rate-is-taken", test_steady_body);
  g_test_add_func ("/http/watch/a-client-that-does-not-read-is-shut", test_slow_reader);
  g_test_add_func ("/http/watch/an-idle-connection-is-shut-and-a-used-one-is-not", test_idle);
  g_test_add_func ("/http/watch/a-slow-handler-is-waited-for", test_slow_handler);
  g_test_add_func ("/http/watch/two-hundred-half-open-connections-are-dropped-and-others-served", test_half_open);
  g_test_add_func ("/http/watch/connections-at-the-limit-and-one-more", test_limit);
  g_test_add_func ("/http/watch/connections-of-an-address-at-the-limit-and-one-more", test_limit_per_address);
  g_test_add_func ("/http/watch/bodies-beyond-the-budget-wait-their-turn", test_body_budget);
  g_test_add_func ("/http/stop/running-requests-end-and-nothing-new-begins", test_stop);
  g_test_add_func ("/http/stop/a-handler-that-does-not-end-is-cut-off", test_stop_cuts_off);
  g_test_add_func ("/http/stop/at-any-moment", test_stop_again_and_again);
  g_test_add_func ("/http/listen/only-where-it-can", test_listen);
  return g_test_run ();
}
