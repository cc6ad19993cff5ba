/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Small reads by HTTP: a bare libmicrohttpd and VasHttpServer in the same run, driven by the same clients.
 *
 * Four connections keep sixteen requests each under way, so that the server and not the round trip is measured; the figure is
 * requests for each second of the server's own processor time, which is the run's less that of the clients' threads.
 */

#include "bench.h"

#include "vas-http-server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define N_CLIENTS 4
#define N_DEPTH 16
#define N_ROUNDS 2500
#define BODY "{\"epoch\":\"3eb39232-26dd-4111-b6f8-e383fdc31154\",\"program\":\"vasdeskd\",\"protocols\":[1]}"

typedef struct {
  guint16     port;
  const char *request;
  gint64      cpu; /* of the client's thread */
} Client;

/* Nanoseconds that all threads of the program have had of a processor. */
static gint64
process_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static int
dial (guint16 port)
{
  const struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  const int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (connect (fd, (const struct sockaddr *) (const void *) &address, sizeof address) != 0)
    g_error ("No connection: %s", g_strerror (errno));
  return fd;
}

/* Replies are all of one length, which the first one tells. */
static gsize
measure_reply (int         fd,
               const char *request)
{
  char buffer[4096];
  gsize length = 0;
  const char *end = NULL;

  g_assert_cmpint (write (fd, request, strlen (request)), ==, (gssize) strlen (request));
  while (end == NULL || length < (gsize) (end - buffer) + 4 + strlen (BODY))
    {
      const ssize_t n = read (fd, buffer + length, sizeof buffer - 1 - length);

      g_assert_cmpint (n, >, 0);
      length += (gsize) n;
      buffer[length] = '\0';
      end = strstr (buffer, "\r\n\r\n");
    }
  return length;
}

static gpointer
client_thread (gpointer data)
{
  Client *client = data;
  const int fd = dial (client->port);
  const gsize reply = measure_reply (fd, client->request);
  g_autoptr (GString) batch = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (reply * N_DEPTH);

  for (guint i = 0; i < N_DEPTH; i++)
    g_string_append (batch, client->request);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_assert_cmpint (write (fd, batch->str, batch->len), ==, (gssize) batch->len);
      for (gsize got = 0; got < reply * N_DEPTH;)
        {
          const ssize_t n = read (fd, buffer, reply * N_DEPTH - got);

          g_assert_cmpint (n, >, 0);
          got += (gsize) n;
        }
    }

  close (fd);
  client->cpu = bench_cpu_now ();
  return NULL;
}

/* Returns: requests for each second of processor time that the server's threads took. */
static gint64
drive (guint16     port,
       const char *path)
{
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path);
  Client clients[N_CLIENTS];
  GThread *threads[N_CLIENTS];
  gint64 cpu = process_cpu ();

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      clients[i] = (Client) { port, request, 0 };
      threads[i] = g_thread_new ("client", client_thread, &clients[i]);
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    g_thread_join (threads[i]);
  cpu = process_cpu () - cpu;
  for (guint i = 0; i < N_CLIENTS; i++)
    cpu -= clients[i].cpu;

  return (gint64) N_CLIENTS * N_DEPTH * N_ROUNDS * 1000000000 / MAX (cpu, 1);
}

static enum MHD_Result
bare_cb (void                  *data,
         struct MHD_Connection *connection,
         const char            *url,
         const char            *method,
         const char            *version,
         const char            *upload,
         size_t                *upload_size,
         void                 **context)
{
  struct MHD_Response *response;
  enum MHD_Result result;

  if (*context == NULL)
    {
      *context = data;
      return MHD_YES;
    }
  response = MHD_create_response_from_buffer (strlen (BODY), (void *) BODY, MHD_RESPMEM_PERSISTENT);
  result = MHD_queue_response (connection, 200, response);
  MHD_destroy_response (response);
  return result;
}

static gint64
drive_bare (void)
{
  static int marker;
  struct MHD_Daemon *daemon = MHD_start_daemon (MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, bare_cb, &marker,
                                                MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
  const union MHD_DaemonInfo *info = MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT);
  const gint64 rate = drive (info->port, "/");

  MHD_stop_daemon (daemon);
  return rate;
}

static void
handle_read (VasHttpRequest *request,
             gpointer        data)
{
  vas_http_request_reply (request, vas_http_reply_new_text (200, "application/json", BODY));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_GET, "/at-once", handle_read, VAS_HTTP_AT_ONCE },
  { VAS_HTTP_GET, "/on-worker", handle_read, VAS_HTTP_ON_WORKER },
};

static gint64
drive_ours (const char *path)
{
  const VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autoptr (VasMetrics) metrics = vas_metrics_new ();
  g_autoptr (VasHttpServer) server = vas_http_server_new (&limits, metrics);
  g_autoptr (GError) error = NULL;
  gint64 rate;

  vas_http_server_add_routes (server, routes, G_N_ELEMENTS (routes), NULL);
  if (!vas_http_server_start (server, "127.0.0.1:0", &error))
    g_error ("%s", error->message);
  rate = drive ((guint16) g_ascii_strtoull (strrchr (vas_http_server_get_uri (server), ':') + 1, NULL, 10), path);
  vas_http_server_stop (server);
  return rate;
}

int
main (int    argc,
      char **argv)
{
  const int nowhere = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  gint64 bare, at_once, on_worker;
  g_autofree char *of_bare = NULL;
  g_autofree char *of_at_once = NULL;
  g_autofree char *of_on_worker = NULL;

  dup2 (nowhere, STDERR_FILENO); /* where the log goes */
  bare = drive_bare ();
  at_once = drive_ours ("/at-once");
  on_worker = drive_ours ("/on-worker");

  of_bare = g_strdup_printf ("%" G_GINT64_FORMAT " /s", bare);
  of_at_once = g_strdup_printf ("%" G_GINT64_FORMAT " /s = %" G_GINT64_FORMAT " %%", at_once, at_once * 100 / bare);
  of_on_worker = g_strdup_printf ("%" G_GINT64_FORMAT " /s = %" G_GINT64_FORMAT " %%", on_worker, on_worker * 100 / bare);
  bench_head ("Small reads by HTTP, for each second of the server's processor time");
  bench_figure ("bare libmicrohttpd", of_bare, "the floor");
  bench_figure ("answered at once, with guard, digest, log and figures", of_at_once, ">= 50 %");
  bench_figure ("the same by a worker", of_on_worker, "");
  return 0;
}
