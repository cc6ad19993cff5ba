/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of the HTTP server that need no socket: targets, the guard's rules, routes, figures, problem documents. */

#include "vas-http-guard.h"
#include "vas-http-router.h"
#include "vas-http-target.h"
#include "vas-json-reader.h"
#include "vas-metrics.h"
#include "vas-server-error.h"
#include "vas-sql.h"

#include "vas-http-private.h"

#include <string.h>

static void
test_target_taken (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasHttpTarget) plain = vas_http_target_parse ("/v1/chunks/ab-_.~:@9", &error);
  g_autoptr (VasHttpTarget) query = vas_http_target_parse ("/v1/feed?cursor=e%3A1%2f2&empty=&q=%E5%BC%A0+x%2B", &error);
  g_autoptr (VasHttpTarget) root = vas_http_target_parse ("/", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (plain->path, ==, "/v1/chunks/ab-_.~:@9");
  g_assert_cmpuint (plain->n_query, ==, 0);
  g_assert_null (vas_http_target_get_query (plain, "cursor"));
  g_assert_cmpstr (query->path, ==, "/v1/feed");
  g_assert_cmpstr (vas_http_target_get_query (query, "cursor"), ==, "e:1/2");
  g_assert_cmpstr (vas_http_target_get_query (query, "empty"), ==, "");
  g_assert_cmpstr (vas_http_target_get_query (query, "q"), ==, "张 x+");
  g_assert_cmpstr (root->path, ==, "/");
}

static void
test_target_refused (void)
{
  static const char *const bad[] = {
    "", "v1", "*", "http://a/b", "//", "/a//b", "/a/", "/.", "/a/..", "/a/../b", "/a/./b", "/a%2Fb", "/a b", "/a\\b", "/a#b",
    "/\xe5\xbc\xa0", "/a?", "/a?b", "/a?=1", "/a?b=1&", "/a?b=1&b=2", "/a?B=1", "/a?b-c=1", "/a?b=%", "/a?b=%4", "/a?b=%g0",
    "/a?b=%00", "/a?b=%0a", "/a?b=%7f", "/a?b=%ff", "/a?b=%ed%a0%80",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (vas_http_target_parse (bad[i], &error));
      g_assert_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_MALFORMED);
    }
}

static void
test_target_edges (void)
{
  g_autofree char *most = g_strnfill (VAS_HTTP_TARGET_MAX, 'a');
  g_autofree char *more = g_strnfill (VAS_HTTP_TARGET_MAX + 1, 'a');
  g_autoptr (GString) query = g_string_new ("/a?");
  g_autoptr (VasHttpTarget) longest = NULL;
  g_autoptr (VasHttpTarget) fullest = NULL;

  most[0] = '/';
  more[0] = '/';
  longest = vas_http_target_parse (most, NULL);
  g_assert_nonnull (longest);
  g_assert_null (vas_http_target_parse (more, NULL));

  for (guint i = 0; i < VAS_HTTP_QUERY_MAX; i++)
    g_string_append_printf (query, "%sm%u=%u", i > 0 ? "&" : "", i, i);
  fullest = vas_http_target_parse (query->str, NULL);
  g_assert_nonnull (fullest);
  g_assert_cmpstr (vas_http_target_get_query (fullest, "m15"), ==, "15");
  g_string_append (query, "&one=1");
  g_assert_null (vas_http_target_parse (query->str, NULL));
}

/* Judges headers given as name, value, …, NULL. */
static VasProblem
judge (const char *version,
       const char *first,
       ...)
{
  VasHttpGuard guard = { 0 };
  const char *detail;
  const char *name = first;
  va_list arguments;
  VasProblem problem;

  va_start (arguments, first);
  while (name != NULL)
    {
      const char *value = va_arg (arguments, const char *);

      vas_http_guard_header (&guard, name, strlen (name), value, strlen (value));
      name = va_arg (arguments, const char *);
    }
  va_end (arguments);

  problem = vas_http_guard_judge (&guard, version, &detail);
  g_assert_true ((problem == VAS_PROBLEM_NONE) == (detail == NULL));
  return problem;
}

static void
test_guard_headers (void)
{
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", NULL), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (judge ("HTTP/1.1", "hOST", "a", "X-Any", "1\t2", "x!#$%&'*+-.^_`|~9", "", NULL), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (judge ("HTTP/1.0", NULL), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (judge ("HTTP/1.1", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/2.0", "Host", "a", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "host", "a", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "Transfer-Encoding", "identity", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "tRANSFER-eNCODING", "", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host ", "a", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "", "a", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "X(Y)", "a", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "X", "a\rb", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (judge ("HTTP/1.1", "Host", "a", "X", "a\x7f", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
}

static void
test_guard_lengths (void)
{
  static const char *const bad[] = { "", "+1", "-1", "1 ", " 1", "1,1", "0x1", "1e1", "１", "1000000000000000" };

  g_assert_cmpint (judge ("HTTP/1.0", "Content-Length", "0", NULL), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (judge ("HTTP/1.0", "Content-Length", "999999999999999", NULL), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (judge ("HTTP/1.0", "Content-Length", "1", "content-length", "1", NULL), ==, VAS_PROBLEM_BAD_REQUEST);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (judge ("HTTP/1.0", "Content-Length", bad[i], NULL), ==, VAS_PROBLEM_BAD_REQUEST);
}

static void
test_guard_number_of_headers (void)
{
  VasHttpGuard guard = { 0 };
  const char *detail;

  vas_http_guard_header (&guard, "Host", 4, "a", 1);
  for (guint i = 1; i < VAS_HTTP_GUARD_MAX_HEADERS; i++)
    vas_http_guard_header (&guard, "X", 1, "", 0);
  g_assert_cmpint (vas_http_guard_judge (&guard, "HTTP/1.1", &detail), ==, VAS_PROBLEM_NONE);
  vas_http_guard_header (&guard, "X", 1, "", 0);
  g_assert_cmpint (vas_http_guard_judge (&guard, "HTTP/1.1", &detail), ==, VAS_PROBLEM_BAD_REQUEST);
}

static void
test_guard_body (void)
{
  VasHttpGuard none = { 0 };
  VasHttpGuard ten = { .n_lengths = 1, .content_length = 10 };
  const char *detail;

  g_assert_cmpint (vas_http_guard_body (&ten, TRUE, 10, &detail), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (vas_http_guard_body (&ten, TRUE, 9, &detail), ==, VAS_PROBLEM_TOO_LARGE);
  g_assert_cmpint (vas_http_guard_body (&none, TRUE, 10, &detail), ==, VAS_PROBLEM_BAD_REQUEST);
  g_assert_cmpint (vas_http_guard_body (&none, FALSE, 0, &detail), ==, VAS_PROBLEM_NONE);
  g_assert_cmpint (vas_http_guard_body (&ten, FALSE, 10, &detail), ==, VAS_PROBLEM_BAD_REQUEST);
}

static void
handle_nothing (VasHttpRequest *request,
                gpointer        data)
{
}

static void
test_router (void)
{
  static const VasHttpRoute routes[] = {
    { VAS_HTTP_GET, "/v1/blobs/{hash}", handle_nothing },
    { VAS_HTTP_PUT, "/v1/blobs/{hash}", handle_nothing },
    { VAS_HTTP_POST, "/v1/blobs/{hash}/parts", handle_nothing },
    { VAS_HTTP_DELETE, "/v1/session", handle_nothing },
  };
  g_autoptr (VasHttpRouter) router = vas_http_router_new ();
  g_autofree char *longest = g_strnfill (VAS_HTTP_PART_MAX, 'x');
  const struct {
    VasHttpMethod method;
    char         *path;
    int           row;
    const char   *part;
    const char   *allow;
  } cases[] = {
    { VAS_HTTP_GET, g_strdup ("/v1/blobs/ab"), 0, "ab", "GET, HEAD, PUT" },
    { VAS_HTTP_PUT, g_strdup ("/v1/blobs/ab"), 1, "ab", "GET, HEAD, PUT" },
    { VAS_HTTP_POST, g_strdup ("/v1/blobs/ab"), -1, NULL, "GET, HEAD, PUT" },
    { VAS_HTTP_POST, g_strdup ("/v1/blobs/ab/parts"), 2, "ab", "POST" },
    { VAS_HTTP_DELETE, g_strdup ("/v1/session"), 3, NULL, "DELETE" },
    { VAS_HTTP_N_METHODS, g_strdup ("/v1/session"), -1, NULL, "DELETE" },
    { VAS_HTTP_GET, g_strdup ("/v1/blobs"), -1, NULL, "" },
    { VAS_HTTP_GET, g_strdup ("/v1/blobs/ab/"), -1, NULL, "" },
    { VAS_HTTP_DELETE, g_strdup ("/v1/sessions"), -1, NULL, "" },
    { VAS_HTTP_GET, g_strconcat ("/v1/blobs/", longest, NULL), 0, longest, "GET, HEAD, PUT" },
    { VAS_HTTP_GET, g_strconcat ("/v1/blobs/", longest, "x", NULL), -1, NULL, "" },
  };

  vas_http_router_add (router, routes, G_N_ELEMENTS (routes), &router);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = cases[i].path;
      g_autofree char *part = NULL;
      g_autofree char *allow = NULL;
      gpointer data;
      guint allowed;
      const VasHttpRoute *found = vas_http_router_find (router, cases[i].method, path, &data, &part, &allowed);

      allow = vas_http_router_list_allow (allowed);
      g_assert_true (found == (cases[i].row < 0 ? NULL : &routes[cases[i].row]));
      g_assert_true (data == (found != NULL ? &router : NULL));
      g_assert_cmpstr (part, ==, cases[i].part);
      g_assert_cmpstr (allow, ==, cases[i].allow);
    }
}

static void
test_metrics_text (void)
{
  g_autoptr (VasMetrics) metrics = vas_metrics_new ();
  g_autofree char *text = NULL;

  vas_metrics_declare (metrics, "b_total", VAS_METRICS_COUNTER, "Of b.");
  vas_metrics_declare (metrics, "a", VAS_METRICS_GAUGE, "Of a.");
  vas_metrics_declare (metrics, "c_seconds", VAS_METRICS_SECONDS, "Of c.");
  vas_metrics_add (metrics, "b_total", "x=\"1\"", 2);
  vas_metrics_add (metrics, "b_total", "x=\"1\"", 3);
  vas_metrics_add (metrics, "b_total", "x=\"0\"", 1);
  vas_metrics_set (metrics, "a", "", 7);
  vas_metrics_set (metrics, "a", "", 6);
  vas_metrics_observe (metrics, "c_seconds", "", 500);
  vas_metrics_observe (metrics, "c_seconds", "", 501);
  vas_metrics_observe (metrics, "c_seconds", "", 60 * G_USEC_PER_SEC);

  g_assert_cmpint (vas_metrics_get (metrics, "b_total", "x=\"1\""), ==, 5);
  g_assert_cmpint (vas_metrics_get (metrics, "c_seconds", ""), ==, 3);
  g_assert_cmpint (vas_metrics_get (metrics, "c_seconds", "y=\"1\""), ==, 0);

  text = vas_metrics_to_text (metrics);
  g_assert_true (g_str_has_prefix (text, "# HELP a Of a.\n# TYPE a gauge\na 6\n# HELP b_total Of b.\n# TYPE b_total counter\n"
                                         "b_total{x=\"0\"} 1\nb_total{x=\"1\"} 5\n# HELP c_seconds Of c.\n"
                                         "# TYPE c_seconds histogram\nc_seconds_bucket{le=\"0.000500\"} 1\n"
                                         "c_seconds_bucket{le=\"0.001000\"} 2\n"));
  g_assert_true (g_str_has_suffix (text, "c_seconds_bucket{le=\"30.000000\"} 2\nc_seconds_bucket{le=\"+Inf\"} 3\n"
                                         "c_seconds_sum{} 60.001001\nc_seconds_count{} 3\n"));
}

static JsonObject *
read_problem (VasHttpReply *reply,
              JsonNode    **node)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  g_assert_cmpstr (reply->headers[0].value, ==, "application/problem+json");
  *node = vas_json_parse_strict (text, (gssize) length, 65536, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static void
test_problem_members (void)
{
  g_autoptr (JsonObject) more = json_object_new ();
  g_autoptr (VasHttpReply) reply = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  json_object_set_int_member (more, "client_seq", 7);
  reply = vas_problem_reply_full (VAS_PROBLEM_CONFLICT, "Said \"so\".", "R15", "amount", more);
  object = read_problem (reply, &node);
  g_assert_cmpstr (json_object_get_string_member (object, "type"), ==, "urn:vasdesk:problem:conflict");
  g_assert_cmpint (json_object_get_int_member (object, "status"), ==, 409);
  g_assert_cmpstr (json_object_get_string_member (object, "detail"), ==, "Said \"so\".");
  g_assert_cmpstr (json_object_get_string_member (object, "rule"), ==, "R15");
  g_assert_cmpstr (json_object_get_string_member (object, "field"), ==, "amount");
  g_assert_cmpint (json_object_get_int_member (object, "client_seq"), ==, 7);
  g_assert_true (json_object_has_member (object, "title"));
  g_assert_cmpuint (vas_http_reply_get_status (reply), ==, 409);
}

static void
test_problem_of_json (void)
{
  g_autoptr (JsonNode) body = vas_json_parse_strict ("{\"amount\":\"x\"}", -1, 100, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasHttpReply) reply = NULL;
  g_autoptr (JsonNode) node = NULL;
  gint64 amount;

  g_assert_false (vas_json_get_int (json_node_get_object (body), "amount", TRUE, &amount, &error));
  reply = vas_problem_reply_error (error);
  g_assert_cmpuint (vas_http_reply_get_status (reply), ==, 400);
  g_assert_cmpstr (json_object_get_string_member (read_problem (reply, &node), "field"), ==, "amount");
}

static void
test_problem_keeps_the_inside (void)
{
  const GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autoptr (GError) inside = g_error_new_literal (VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED, "no such table: secret");
  g_autoptr (GError) full = g_error_new_literal (VAS_STORE_ERROR, VAS_STORE_ERROR_FULL, "/srv/secret is full");
  g_autoptr (VasHttpReply) failed = vas_problem_reply_error (inside);
  g_autoptr (VasHttpReply) unavailable = vas_problem_reply_error (full);

  g_log_set_always_fatal (fatal);
  g_assert_cmpuint (vas_http_reply_get_status (failed), ==, 500);
  g_assert_cmpuint (vas_http_reply_get_status (unavailable), ==, 503);
  g_assert_null (g_strstr_len (g_bytes_get_data (failed->body, NULL), (gssize) failed->length, "secret"));
  g_assert_null (g_strstr_len (g_bytes_get_data (unavailable->body, NULL), (gssize) unavailable->length, "secret"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/target/plain-paths-and-decoded-queries-are-taken", test_target_taken);
  g_test_add_func ("/http/target/whatever-could-be-read-in-two-ways-is-refused", test_target_refused);
  g_test_add_func ("/http/target/longest-and-fullest-are-taken-and-one-more-is-not", test_target_edges);
  g_test_add_func ("/http/guard/headers-that-could-be-read-in-two-ways-are-refused", test_guard_headers);
  g_test_add_func ("/http/guard/content-length-is-one-number-of-digits", test_guard_lengths);
  g_test_add_func ("/http/guard/sixty-four-headers-and-not-one-more", test_guard_number_of_headers);
  g_test_add_func ("/http/guard/a-body-belongs-to-post-and-put-within-the-limit", test_guard_body);
  g_test_add_func ("/http/router/path-method-part-and-allow", test_router);
  g_test_add_func ("/http/metrics/text-is-sorted-and-histograms-add-up", test_metrics_text);
  g_test_add_func ("/http/problem/has-every-member-that-was-given", test_problem_members);
  g_test_add_func ("/http/problem/an-error-of-json-names-its-field", test_problem_of_json);
  g_test_add_func ("/http/problem/says-nothing-of-the-inside", test_problem_keeps_the_inside);
  return g_test_run ();
}
