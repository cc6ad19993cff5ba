/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The HTTP server by raw sockets: what it answers, what it refuses, and how it ends. */

#include "vas-await.h"
#include "vas-http-fixture.h"

#include <string.h>

#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"

typedef struct {
  const char *request;
  guint       status; /* REFUSED: 400, or the library closed without a word */
  const char *body;   /* (nullable): that the answer has */
} Case;

#define REFUSED 0

static void
run_cases (const Case *cases,
           gsize       n)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *reply = vas_http_fixture_exchange (fixture, cases[i].request);
      g_autofree char *escaped = g_strescape (cases[i].request, NULL);

      g_test_message ("%s → %.12s", escaped, reply);
      if (cases[i].status != REFUSED || vas_http_fixture_status (reply) != 0)
        g_assert_cmpuint (vas_http_fixture_status (reply), ==, cases[i].status != REFUSED ? cases[i].status : 400);
      if (cases[i].body != NULL)
        g_assert_cmpstr (vas_http_fixture_body (reply), ==, cases[i].body);
    }
}

static void
test_answers (void)
{
  static const Case cases[] = {
    { GET ("/now"), 200, "now" },
    { GET ("/later"), 200, "later" },
    { GET ("/things/17"), 200, "17" },
    { GET ("/query?text=%E5%BC%A0"), 200, "张" },
    { GET ("/file"), 200, "what is in the file" },
    { GET ("/address"), 200, "127.0.0.1" },
    { "GET /now HTTP/1.0\r\n\r\n", 200, "now" },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"a\": 1}", 200, "{\"a\":1}" },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", 200, "{}" },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 200, "" },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 200, "abc" },
    { "GET /now HTTP/1.1\r\nHost:a\r\nX:\r\nY: \t 1 \r\nZ:  \r\n\r\n", 200, "now" },
    { GET ("/staff"), 401, NULL },
    { GET ("/none"), 404, NULL },
    { GET ("/things"), 404, NULL },
    { GET ("/things/1/2"), 404, NULL },
    { "DELETE /now HTTP/1.1\r\nHost: a\r\n\r\n", 405, NULL },
    { "BREW /now HTTP/1.1\r\nHost: a\r\n\r\n", 405, NULL },
    { "OPTIONS /none HTTP/1.1\r\nHost: a\r\n\r\n", 404, NULL },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415, NULL },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 415, NULL },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}", 415, NULL },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n00012", 400, NULL },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n", 400, NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

/* Each begins like a request that is answered with 200, and differs in one thing. */
static void
test_smuggling (void)
{
  static const Case cases[] = {
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "PUT /echo HTTP/1.1\r\nHost : a\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nX Y: 1\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\n: 1\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\n:\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nX: a\x01\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nTransfer-: chunked\r\n Encoding\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\n Host: a\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\n\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", REFUSED, NULL },
    { "GET  /now HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET /now  HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1 \r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET /now HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", REFUSED, NULL },
    { "GET /no%77 HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET /things/../now HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
    { "GET http://a/now HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED, NULL },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

/* After a refusal nothing more is read: what would be a second request to another reader gets no answer. */
static void
test_refusal_closes (void)
{
  static const char *const requests[] = {
    "PUT /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" GET ("/now"),
    "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 0\r\n\r\n" GET ("/now"),
    "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n" GET ("/now"),
    "GET /now HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" GET ("/now"),
    "GET /now HTTP/1.1\r\nHost: a\r\nBad Name: b\r\n\r\n" GET ("/now"),
    "GET /none HTTP/1.1\r\nHost: a\r\n: x\r\n" GET ("/now"),
  };
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (fixture);
      g_autofree char *replies = NULL;
      g_autofree char *close = NULL;

      vas_http_fixture_send (connection, requests[i]);
      replies = vas_http_fixture_read_all (connection);
      close = vas_http_fixture_header (replies, "Connection");
      g_assert_cmpuint (vas_http_fixture_status (replies), >=, 400);
      g_assert_cmpstr (close, ==, "close");
      g_assert_null (strstr (replies + 1, "HTTP/1.1 200"));
    }
}

static void
test_body_limit (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autofree char *most = g_strnfill (VAS_HTTP_FIXTURE_LIMIT, 'x');
  g_autofree char *within = g_strdup_printf ("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s", VAS_HTTP_FIXTURE_LIMIT, most);
  g_autofree char *beyond = g_strdup_printf ("PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n", VAS_HTTP_FIXTURE_LIMIT + 1);
  g_autofree char *taken = vas_http_fixture_exchange (fixture, within);
  g_autofree char *refused = vas_http_fixture_exchange (fixture, beyond);
  g_autofree char *huge = vas_http_fixture_exchange (fixture, "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999999\r\n\r\n");

  g_assert_cmpuint (vas_http_fixture_status (taken), ==, 200);
  g_assert_cmpstr (vas_http_fixture_body (taken), ==, most);
  g_assert_cmpuint (vas_http_fixture_status (refused), ==, 413);
  g_assert_cmpuint (vas_http_fixture_status (huge), ==, 413);
}

static void
test_header_limit (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autofree char *value = g_strnfill (4000, 'v');
  g_autofree char *large = g_strnfill (64 * 1024, 'v');
  g_autofree char *within = g_strdup_printf ("GET /now HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", value);
  g_autofree char *beyond = g_strdup_printf ("GET /now HTTP/1.1\r\nHost: a\r\nX: %s\r\n\r\n", large);
  g_autofree char *target = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: a\r\n\r\n", large);
  g_autofree char *taken = vas_http_fixture_exchange (fixture, within);
  g_autofree char *refused = vas_http_fixture_exchange (fixture, beyond);
  g_autofree char *too_long = vas_http_fixture_exchange (fixture, target);
  g_autofree char *after = vas_http_fixture_exchange (fixture, GET ("/now"));

  g_assert_cmpuint (vas_http_fixture_status (taken), ==, 200);
  g_assert_true (vas_http_fixture_status (refused) == 431 || vas_http_fixture_status (refused) == 0);
  g_assert_true (vas_http_fixture_status (too_long) == 414 || vas_http_fixture_status (too_long) == 431
                 || vas_http_fixture_status (too_long) == 0);
  g_assert_cmpuint (vas_http_fixture_status (after), ==, 200);
}

static void
test_digest (void)
{
  static const char *const requests[] = { GET ("/now"), GET ("/later"), GET ("/file"), GET ("/none"), "GET /now HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" };
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *reply = vas_http_fixture_exchange (fixture, requests[i]);
      const char *body = vas_http_fixture_body (reply);
      g_autofree char *told = vas_http_fixture_header (reply, "Content-Digest");
      g_autofree char *length = vas_http_fixture_header (reply, "Content-Length");
      g_autofree char *expected_length = g_strdup_printf ("%zu", strlen (body));
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize digest_length = sizeof digest;
      g_autofree char *base64 = NULL;
      g_autofree char *expected = NULL;

      g_checksum_update (checksum, (const guchar *) body, (gssize) strlen (body));
      g_checksum_get_digest (checksum, digest, &digest_length);
      base64 = g_base64_encode (digest, digest_length);
      expected = g_strdup_printf ("sha-256=:%s:", base64);
      g_assert_cmpstr (told, ==, expected);
      g_assert_cmpstr (length, ==, expected_length);
    }
}

static void
test_headers (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autofree char *wrong = vas_http_fixture_exchange (fixture, "DELETE /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  g_autofree char *allow = vas_http_fixture_header (wrong, "Allow");
  g_autofree char *type = vas_http_fixture_header (wrong, "Content-Type");
  g_autofree char *cache = vas_http_fixture_header (wrong, "Cache-Control");

  g_assert_cmpuint (vas_http_fixture_status (wrong), ==, 405);
  g_assert_cmpstr (allow, ==, "POST, PUT");
  g_assert_cmpstr (type, ==, "application/problem+json");
  g_assert_cmpstr (cache, ==, "no-store");
}

/* HEAD is GET without the body; the next reply on the connection comes right after. */
static void
test_head (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (fixture);
  g_autofree char *replies = NULL;

  vas_http_fixture_send (connection, "HEAD /now HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  replies = vas_http_fixture_read_all (connection);
  g_assert_cmpuint (vas_http_fixture_status (replies), ==, 200);
  g_assert_nonnull (strstr (replies, "Content-Length: 3\r\n"));
  g_assert_true (g_str_has_prefix (vas_http_fixture_body (replies), "HTTP/1.1 404"));
}

static void
test_pipelining (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (fixture);
  g_autoptr (GString) requests = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    {
      if (i % 10 == 0)
        g_string_append (requests, GET ("/none"));
      else if (i % 3 == 0)
        g_string_append_printf (requests, "PUT /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n%05u", i);
      else
        g_string_append_printf (requests, "GET /things/%05u HTTP/1.1\r\nHost: a\r\n\r\n", i);
    }
  vas_http_fixture_send (connection, requests->str);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *reply = vas_http_fixture_read_one (fixture, connection);
      g_autofree char *expected = g_strdup_printf ("%05u", i);

      g_assert_cmpuint (vas_http_fixture_status (reply), ==, i % 10 == 0 ? 404 : 200);
      if (i % 10 != 0)
        g_assert_cmpstr (vas_http_fixture_body (reply), ==, expected);
    }
}

static gpointer
many_thread (gpointer data)
{
  VasHttpFixture *fixture = data;
  GError *error = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GSocketConnection) connection = vas_http_fixture_connect (fixture);
      g_autofree char *reply = NULL;

      vas_http_fixture_send (connection, "GET /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      reply = vas_http_fixture_read_all (connection);
      if (vas_http_fixture_status (reply) != 200 || !g_str_equal (vas_http_fixture_body (reply), "later"))
        g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", reply);
      if (error != NULL)
        break;
    }

  return error;
}

static void
test_many (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("client", many_thread, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GError) error = g_thread_join (threads[i]);

      g_assert_no_error (error);
    }
  /* A request counts when its connection has let go of it, which may be after its answer was read. */
  vas_await (vas_metrics_get (fixture->metrics, "vasdesk_http_requests_total", "route=\"/later\",status=\"200\"") == 400);
}

static void
test_dropped (void)
{
  const GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autofree char *reply = vas_http_fixture_exchange (fixture, GET ("/drop"));

  g_log_set_always_fatal (fatal);
  g_assert_cmpuint (vas_http_fixture_status (reply), ==, 500);
}

static void
test_park (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  const gint64 began = g_get_monotonic_time ();
  g_autofree char *reply = vas_http_fixture_exchange (fixture, GET ("/wait"));
  const gint64 took = g_get_monotonic_time () - began;

  g_assert_cmpstr (vas_http_fixture_body (reply), ==, "nothing");
  g_assert_cmpint (took, >=, 300 * 1000);
}

/* A hundred wait with four workers, and others are served meanwhile. */
static void
test_park_costs_no_thread (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *reply = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (waiting, vas_http_fixture_connect (fixture));
      vas_http_fixture_send (g_ptr_array_index (waiting, i), GET ("/wait?ms=2000"));
    }
  reply = vas_http_fixture_exchange (fixture, GET ("/later"));
  g_assert_cmpuint (vas_http_fixture_status (reply), ==, 200);
  g_assert_cmpuint (fixture->at_gate, ==, 0);

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autofree char *nothing = vas_http_fixture_read_one (fixture, g_ptr_array_index (waiting, i));

      g_assert_cmpstr (vas_http_fixture_body (nothing), ==, "nothing");
    }
}

static void
test_park_client_gone (void)
{
  g_autoptr (VasHttpFixture) fixture = vas_http_fixture_new (NULL);
  GSocketConnection *connection = vas_http_fixture_connect (fixture);
  const gint64 began = g_get_monotonic_time ();

  vas_http_fixture_send (connection, GET ("/wait?ms=60000"));
  g_usleep (50 * 1000);
  g_object_unref (connection);
  vas_http_fixture_await (fixture, 1);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
}

static void
test_proxy_address (void)
{
  VasHttpLimits limits = vas_http_fixture_limits ();
  static const char request[] = "GET /address HTTP/1.1\r\nHost: a\r\nX-Real-IP: 203.0.113.7\r\n\r\n";
  static const char nonsense[] = "GET /address HTTP/1.1\r\nHost: a\r\nX-Real-IP: nobody\r\n\r\n";
  g_autoptr (VasHttpFixture) alone = vas_http_fixture_new (&limits);
  g_autoptr (VasHttpFixture) behind = NULL;
  g_autofree char *told = NULL;
  g_autofree char *unbelieved = vas_http_fixture_exchange (alone, request);
  g_autofree char *unread = NULL;

  limits.behind_proxy = TRUE;
  behind = vas_http_fixture_new (&limits);
  told = vas_http_fixture_exchange (behind, request);
  unread = vas_http_fixture_exchange (behind, nonsense);
  g_assert_cmpstr (vas_http_fixture_body (unbelieved), ==, "127.0.0.1");
  g_assert_cmpstr (vas_http_fixture_body (told), ==, "203.0.113.7");
  g_assert_cmpstr (vas_http_fixture_body (unread), ==, "127.0.0.1");
}

/* Whoever else comes in says nothing of who asks; the proxy may be this computer, or the one that was named. */
static void
test_who_is_the_proxy (void)
{
  VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autoptr (GInetAddress) proxy = g_inet_address_new_from_string ("192.0.2.7");

  g_assert_false (vas_http_limits_believe (&limits, "127.0.0.1"));
  limits.behind_proxy = TRUE;
  g_assert_true (vas_http_limits_believe (&limits, "127.0.0.1"));
  g_assert_true (vas_http_limits_believe (&limits, "::1"));
  g_assert_false (vas_http_limits_believe (&limits, "192.0.2.7"));
  g_assert_false (vas_http_limits_believe (&limits, "unknown"));
  limits.proxy = proxy;
  g_assert_true (vas_http_limits_believe (&limits, "192.0.2.7"));
  g_assert_false (vas_http_limits_believe (&limits, "192.0.2.8"));
  limits.behind_proxy = FALSE;
  g_assert_false (vas_http_limits_believe (&limits, "192.0.2.7"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/server/answers-by-route-and-method", test_answers);
  g_test_add_func ("/http/server/every-form-of-smuggling-is-refused", test_smuggling);
  g_test_add_func ("/http/server/after-a-refusal-nothing-more-is-read", test_refusal_closes);
  g_test_add_func ("/http/server/a-body-at-the-limit-is-taken-and-one-byte-more-is-not", test_body_limit);
  g_test_add_func ("/http/server/a-large-header-is-refused", test_header_limit);
  g_test_add_func ("/http/server/length-and-digest-are-of-the-body", test_digest);
  g_test_add_func ("/http/server/a-wrong-method-is-told-the-right-ones", test_headers);
  g_test_add_func ("/http/server/head-is-get-without-the-body", test_head);
  g_test_add_func ("/http/server/a-hundred-pipelined-requests-are-answered-in-order", test_pipelining);
  g_test_add_func ("/http/server/many-connections-at-once", test_many);
  g_test_add_func ("/http/server/a-request-let-go-of-is-answered-with-500", test_dropped);
  g_test_add_func ("/http/server/a-parked-request-is-answered-when-its-time-is-over", test_park);
  g_test_add_func ("/http/server/a-hundred-parked-requests-hinder-nobody", test_park_costs_no_thread);
  g_test_add_func ("/http/server/a-parked-request-whose-client-has-gone-is-let-go", test_park_client_gone);
  g_test_add_func ("/http/server/only-a-proxy-may-say-who-asks", test_proxy_address);
  g_test_add_func ("/http/server/the-proxy-is-this-computer-or-the-named-one", test_who_is_the_proxy);
  return g_test_run ();
}
