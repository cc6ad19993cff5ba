/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasSoupTransport against a server that is quick, slow, or gone, by calls that are cancelled at any moment: each call comes to one
 * end. What libsoup would free twice shows as a critical or a crash.
 */

#include "vas-soup-transport.h"

#include <string.h>

#define ROUNDS 2
#define CALLS 400
#define AT_ONCE 4
#define BODY "{\"have\": 0, \"whole\": false}"

typedef enum {
  QUICK,
  LATE,
  IN_PARTS,
  CUT,
  GONE,
} Manner;

typedef struct {
  GSocketService *service;
  char           *address;
  char           *answer;
  int             seed;         /* atomic: another for each connection */
  int             open;         /* atomic: connections that have their thread, or wait for one */
  const Manner   *manners;
  gsize           n_manners;

  VasTransport   *transport;
  GRand          *draw;
  gboolean        cancels;
  guint           left;
  guint           under_way;
  guint           answered;
  guint           cancelled;
  guint           failed;
} Fixture;

typedef struct {
  Fixture      *fixture;
  GCancellable *cancellable;
} OneCall;

/* One request; neither comes here with more than its head and two bytes. */
static gboolean
read_request (GInputStream *input)
{
  char buffer[2048];
  gsize length = 0;
  gssize n;

  while ((n = g_input_stream_read (input, buffer + length, sizeof buffer - 1 - length, NULL, NULL)) > 0)
    {
      const char *end;

      length += (gsize) n;
      buffer[length] = '\0';
      end = strstr (buffer, "\r\n\r\n");
      if (end != NULL && (buffer[0] == 'G' || strlen (end + 4) == 2))
        return TRUE;
    }

  return FALSE;
}

static gboolean
send_answer (GOutputStream *output,
             const char    *answer,
             Manner         manner,
             GRand         *draw)
{
  const gsize length = strlen (answer);
  const gsize part = (gsize) g_rand_int_range (draw, 1, (gint32) length);

  if (manner == GONE)
    return FALSE;
  if (manner == LATE)
    g_usleep ((gulong) g_rand_int_range (draw, 0, 3000));
  if (manner != IN_PARTS && manner != CUT)
    return g_output_stream_write_all (output, answer, length, NULL, NULL, NULL);
  if (!g_output_stream_write_all (output, answer, part, NULL, NULL, NULL) || manner == CUT)
    return FALSE;
  g_usleep ((gulong) g_rand_int_range (draw, 0, 2000));
  return g_output_stream_write_all (output, answer + part, length - part, NULL, NULL, NULL);
}

/* On the main thread: a connection is handed to its thread. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             Fixture           *f)
{
  g_atomic_int_inc (&f->open);

  return FALSE;
}

/* On a thread of its own: the requests of one connection. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        Fixture                *f)
{
  g_autoptr (GRand) draw = g_rand_new_with_seed ((guint32) g_atomic_int_add (&f->seed, 1));
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  Manner manner;

  do
    {
      if (!read_request (input))
        break;
      manner = f->manners[g_rand_int_range (draw, 0, (gint32) f->n_manners)];
    }
  while (send_answer (output, f->answer, manner, draw));

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_atomic_int_add (&f->open, -1);

  return TRUE;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *encoded = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;
  guint16 port;

  g_checksum_update (checksum, (const guchar *) BODY, strlen (BODY));
  g_checksum_get_digest (checksum, digest, &length);
  encoded = g_base64_encode (digest, length);
  f->answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
                               "Content-Digest: sha-256=:%s:\r\n\r\n" BODY, strlen (BODY), encoded);
  f->draw = g_rand_new_with_seed (7);
  f->service = g_threaded_socket_service_new (16);
  g_signal_connect (f->service, "incoming", G_CALLBACK (incoming_cb), f);
  g_signal_connect (f->service, "run", G_CALLBACK (run_cb), f);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (f->service), NULL, &error);
  g_assert_no_error (error);
  f->address = g_strdup_printf ("http://127.0.0.1:%u", port);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_socket_service_stop (f->service);
  g_socket_listener_close (G_SOCKET_LISTENER (f->service));
  while (g_atomic_int_get (&f->open) > 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_object_unref (f->service);
  g_rand_free (f->draw);
  g_free (f->address);
  g_free (f->answer);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

static void
cancel_some_time (Fixture      *f,
                  GCancellable *cancellable)
{
  const gint32 when = g_rand_int_range (f->draw, 0, 8);

  if (when == 0)
    g_cancellable_cancel (cancellable);
  else if (when < 3)
    g_idle_add_full (when == 1 ? G_PRIORITY_DEFAULT : G_PRIORITY_LOW, cancel_cb, g_object_ref (cancellable), g_object_unref);
  else if (when < 7)
    g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) g_rand_int_range (f->draw, 0, 4), cancel_cb, g_object_ref (cancellable),
                        g_object_unref);
}

static void start (Fixture *f);

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  OneCall *one = user_data;
  Fixture *f = one->fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAnswer) answer = vas_transport_call_finish (VAS_TRANSPORT (object), result, &error);

  if (answer != NULL)
    f->answered++;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    f->cancelled++;
  else
    f->failed++;
  g_assert_true (answer != NULL || error->domain == VAS_TRANSPORT_ERROR || g_cancellable_is_cancelled (one->cancellable));
  g_assert_cmpuint (f->under_way, >, 0);
  f->under_way--;
  g_object_unref (one->cancellable);
  g_free (one);
  start (f);
}

/* Calls from within the end of others, as sync makes them. */
static void
start (Fixture *f)
{
  static const char body[] = "{}";

  while (f->left > 0 && f->under_way < AT_ONCE)
    {
      const gboolean post = g_rand_boolean (f->draw);
      g_autoptr (GBytes) bytes = g_bytes_new_static (body, 2);
      const VasCall call = { .method = post ? "POST" : "GET", .path = "/", .content_type = post ? "application/json" : NULL,
                             .body = post ? bytes : NULL, .timeout = 20 };
      OneCall *one = g_new0 (OneCall, 1);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      f->left--;
      f->under_way++;
      one->fixture = f;
      one->cancellable = g_object_ref (cancellable);
      vas_transport_call_async (f->transport, &call, cancellable, ended_cb, one);
      if (f->cancels)
        cancel_some_time (f, cancellable);
    }
}

static void
run_rounds (Fixture *f)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;

      f->transport = vas_soup_transport_new (f->address, &error);
      g_assert_no_error (error);
      f->left = CALLS;
      start (f);
      while (f->under_way > 0)
        g_main_context_iteration (NULL, TRUE);
      g_clear_object (&f->transport);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_test_message ("%u answered, %u cancelled, %u failed", f->answered, f->cancelled, f->failed);
  g_assert_cmpuint (f->answered + f->cancelled + f->failed, ==, ROUNDS * CALLS);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  static const Manner manners[] = { QUICK, QUICK, LATE, IN_PARTS, CUT, GONE };

  f->manners = manners;
  f->n_manners = G_N_ELEMENTS (manners);
  f->cancels = TRUE;
  run_rounds (f);
  g_assert_cmpuint (f->cancelled, >, 0);
}

static void
test_gone (Fixture       *f,
           gconstpointer  data)
{
  static const Manner manners[] = { QUICK, QUICK, QUICK, LATE, GONE, CUT };

  f->manners = manners;
  f->n_manners = G_N_ELEMENTS (manners);
  run_rounds (f);
  g_assert_cmpuint (f->cancelled, ==, 0);
  g_assert_cmpuint (f->answered, >, 0);
  g_assert_cmpuint (f->failed, >, 0);
}

static void
test_good (Fixture       *f,
           gconstpointer  data)
{
  static const Manner manners[] = { QUICK, LATE, IN_PARTS };

  f->manners = manners;
  f->n_manners = G_N_ELEMENTS (manners);
  run_rounds (f);
  g_assert_cmpuint (f->answered, ==, ROUNDS * CALLS);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Nobody listens there: what this machine says to itself is no proxy's business, whatever the environment says. */
  g_setenv ("http_proxy", "http://127.0.0.1:9", TRUE);
  g_unsetenv ("no_proxy");
  g_unsetenv ("NO_PROXY");
  ADD ("/transport/this-machine-is-asked-without-a-proxy-and-whatever-is-whole-is-an-answer", test_good);
  ADD ("/transport/calls-cancelled-at-any-moment-end-once", test_cancelled);
  ADD ("/transport/calls-whose-connection-is-cut-end-once", test_gone);
  return g_test_run ();
}
