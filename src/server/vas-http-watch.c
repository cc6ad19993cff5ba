/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpWatch: every connection, what it waits for and until when.
 *
 * The library's own time-out counts from the last byte, so a client that drips a byte a second lives for ever. Here each phase of a
 * connection has one deadline, and when it passes a thread of the watch's own shuts the socket, which the library then takes for
 * the client's end. Requests that wait (long polls) are parked here too: their time, and whether their client is still
 * there. The thread looks ten times a second while there is a connection and sleeps while there is none.
 *
 * One mutex over all; taken before that of a request, never after it.
 */

#include "vas-http-private.h"

#include "vas-problem.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#define TICK_US (100 * 1000)
#define GONE_TICKS 10 /* between looks at the clients of parked requests */

typedef struct {
  VasHttpRequest *request;
  gint64          until;
  VasHttpHandler  expired;
  gpointer        data;
} Parked;

struct _VasHttpWatch
{
  VasHttpServer       *server;
  const VasHttpLimits *limits;
  VasMetrics          *metrics;
  GThread             *thread;

  GMutex               mutex;      /* over what follows */
  GCond                changed;
  GQueue               peers;      /* of VasHttpPeer */
  GHashTable          *addresses;  /* (element-type utf8 guint): how many from each */
  GArray              *parked;     /* (element-type Parked) */
  guint                in_flight;
  guint64              reserved;   /* bytes of bodies */
  gboolean             stopping;
  gboolean             stopped;
};

static const char *const phase_labels[] = {
  [VAS_HTTP_PHASE_HEAD] = "phase=\"head\"",
  [VAS_HTTP_PHASE_IDLE] = "phase=\"idle\"",
  [VAS_HTTP_PHASE_BODY] = "phase=\"body\"",
  [VAS_HTTP_PHASE_RUN] = "phase=\"run\"",
  [VAS_HTTP_PHASE_REPLY] = "phase=\"reply\"",
};

static void
format_address (const struct sockaddr *address,
                char                  *out,
                gsize                  size)
{
  const void *bytes = NULL;

  if (address->sa_family == AF_INET)
    bytes = &((const struct sockaddr_in *) (const void *) address)->sin_addr;
  else if (address->sa_family == AF_INET6)
    bytes = &((const struct sockaddr_in6 *) (const void *) address)->sin6_addr;
  if (bytes == NULL || inet_ntop (address->sa_family, bytes, out, (socklen_t) size) == NULL)
    g_strlcpy (out, "unknown", size);
}

/* What a client never took would stay in the kernel's memory after the close; it is thrown away. */
static void
forget_unsent (int fd)
{
  const struct linger now = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
shut_late_peers (VasHttpWatch *self,
                 gint64        now)
{
  for (GList *l = self->peers.head; l != NULL; l = l->next)
    {
      VasHttpPeer *peer = l->data;

      if (peer->deadline == 0 || now < peer->deadline)
        continue;
      peer->deadline = 0;
      vas_metrics_add (self->metrics, "vasdesk_http_timeouts_total", phase_labels[peer->phase], 1);
      if (peer->phase == VAS_HTTP_PHASE_REPLY)
        forget_unsent (peer->fd);
      shutdown (peer->fd, SHUT_RDWR);
    }
}

static gboolean
client_is_gone (VasHttpRequest *request)
{
  struct pollfd look = { .fd = request->peer->fd, .events = POLLRDHUP };

  return poll (&look, 1, 0) == 1;
}

/* Those that were answered are let go of; those whose time is over are handed to a worker. */
static void
look_at_parked (VasHttpWatch *self,
                gint64        now,
                gboolean      look_for_gone)
{
  guint kept = 0;

  for (guint i = 0; i < self->parked->len; i++)
    {
      Parked parked = g_array_index (self->parked, Parked, i);

      if (!vas_http_request_is_replied (parked.request))
        {
          if (now < parked.until && !self->stopping && !(look_for_gone && client_is_gone (parked.request)))
            {
              g_array_index (self->parked, Parked, kept++) = parked;
              continue;
            }
          vas_http_server_run (self->server, parked.request, parked.expired, parked.data);
        }
      vas_http_request_unref (parked.request);
    }
  g_array_set_size (self->parked, kept);
  vas_metrics_set (self->metrics, "vasdesk_http_parked", "", kept);
}

static gpointer
watch_thread (gpointer data)
{
  VasHttpWatch *self = data;

  g_mutex_lock (&self->mutex);
  for (guint tick = 0; !self->stopped; tick++)
    {
      const gint64 now = g_get_monotonic_time ();

      shut_late_peers (self, now);
      look_at_parked (self, now, tick % GONE_TICKS == 0);
      if (self->peers.length == 0)
        g_cond_wait (&self->changed, &self->mutex);
      else
        g_cond_wait_until (&self->changed, &self->mutex, now + TICK_US);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/* vas_http_watch_new: @limits and @metrics outlive it. */
VasHttpWatch *
vas_http_watch_new (VasHttpServer       *server,
                    const VasHttpLimits *limits,
                    VasMetrics          *metrics)
{
  VasHttpWatch *self = g_new0 (VasHttpWatch, 1);

  self->server = server;
  self->limits = limits;
  self->metrics = metrics;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parked = g_array_new (FALSE, FALSE, sizeof (Parked));
  self->thread = g_thread_new ("http-watch", watch_thread, self);
  return self;
}

/* vas_http_watch_free: when the library has closed its last connection. */
void
vas_http_watch_free (VasHttpWatch *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_hash_table_unref (self->addresses);
  g_array_unref (self->parked);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* vas_http_watch_admits: whether a connection from @address may be opened; counts the refusals. */
gboolean
vas_http_watch_admits (VasHttpWatch          *self,
                       const struct sockaddr *address)
{
  const char *refusal = NULL;
  char text[48];
  guint n;

  format_address (address, text, sizeof text);
  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, text));
  if (self->stopping)
    refusal = "why=\"stopping\"";
  else if (self->peers.length >= self->limits->connections)
    refusal = "why=\"limit\"";
  else if (n >= self->limits->connections_per_address && !vas_http_limits_believe (self->limits, text))
    refusal = "why=\"address\"";
  g_mutex_unlock (&self->mutex);

  if (refusal != NULL)
    vas_metrics_add (self->metrics, "vasdesk_http_refused_total", refusal, 1);
  return refusal == NULL;
}

static guint64
get_allowance (VasHttpWatch *self,
               VasHttpPhase  phase,
               guint64       bytes)
{
  const guint64 moving = bytes * 1000 / self->limits->min_rate;

  switch (phase)
    {
    case VAS_HTTP_PHASE_HEAD:
      return self->limits->head_ms;
    case VAS_HTTP_PHASE_IDLE:
      return self->limits->idle_ms;
    case VAS_HTTP_PHASE_BODY:
      return self->limits->body_ms + moving;
    case VAS_HTTP_PHASE_REPLY:
      return self->limits->reply_ms + moving;
    case VAS_HTTP_PHASE_RUN:
    default:
      return 0;
    }
}

/* vas_http_watch_set_phase: @peer waits for something else now; @bytes of it are still to move. */
void
vas_http_watch_set_phase (VasHttpWatch *self,
                          VasHttpPeer  *peer,
                          VasHttpPhase  phase,
                          guint64       bytes)
{
  const guint64 allowance = get_allowance (self, phase, bytes);

  g_mutex_lock (&self->mutex);
  peer->phase = phase;
  peer->deadline = allowance > 0 ? g_get_monotonic_time () + (gint64) allowance * 1000 : 0;
  g_mutex_unlock (&self->mutex);
}

/* vas_http_watch_open: (transfer none): a connection was opened. */
VasHttpPeer *
vas_http_watch_open (VasHttpWatch          *self,
                     int                    fd,
                     const struct sockaddr *address)
{
  VasHttpPeer *peer = g_new0 (VasHttpPeer, 1);
  guint n;

  peer->link.data = peer;
  peer->fd = fd;
  format_address (address, peer->address, sizeof peer->address);
  vas_http_watch_set_phase (self, peer, VAS_HTTP_PHASE_HEAD, 0);

  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, peer->address));
  g_hash_table_insert (self->addresses, g_strdup (peer->address), GUINT_TO_POINTER (n + 1));
  g_queue_push_tail_link (&self->peers, &peer->link);
  vas_metrics_set (self->metrics, "vasdesk_http_connections", "", self->peers.length);
  if (self->peers.length == 1)
    g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  return peer;
}

/* vas_http_watch_close: the library is about to close @peer's socket. Frees @peer. */
void
vas_http_watch_close (VasHttpWatch *self,
                      VasHttpPeer  *peer)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, peer->address));
  if (n > 1)
    g_hash_table_insert (self->addresses, g_strdup (peer->address), GUINT_TO_POINTER (n - 1));
  else
    g_hash_table_remove (self->addresses, peer->address);
  g_queue_unlink (&self->peers, &peer->link);
  vas_metrics_set (self->metrics, "vasdesk_http_connections", "", self->peers.length);
  g_mutex_unlock (&self->mutex);

  g_free (peer);
}

/* vas_http_watch_begin: a request has passed the guard. Returns FALSE where it cannot be taken now. */
gboolean
vas_http_watch_begin (VasHttpWatch   *self,
                      VasHttpRequest *request)
{
  g_mutex_lock (&self->mutex);
  request->counted = !self->stopping && self->reserved + request->content_length <= self->limits->body_budget;
  if (request->counted)
    {
      request->reserved = request->content_length;
      self->reserved += request->reserved;
      self->in_flight++;
      request->peer->request = request;
    }
  g_mutex_unlock (&self->mutex);

  return request->counted;
}

/* vas_http_watch_end: the request is over: its reply was sent, or its client is gone. */
void
vas_http_watch_end (VasHttpWatch   *self,
                    VasHttpRequest *request)
{
  if (!request->counted)
    return;

  g_mutex_lock (&self->mutex);
  self->reserved -= request->reserved;
  request->peer->request = NULL;
  if (--self->in_flight == 0)
    g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* vas_http_watch_park: see vas_http_request_park(). When the server is stopping the time is over at once. */
void
vas_http_watch_park (VasHttpWatch   *self,
                     VasHttpRequest *request,
                     gint64          until,
                     VasHttpHandler  expired,
                     gpointer        data)
{
  const Parked parked = { vas_http_request_ref (request), until, expired, data };
  gboolean stopping;

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  if (!stopping)
    {
      g_array_append_val (self->parked, parked);
      vas_metrics_set (self->metrics, "vasdesk_http_parked", "", self->parked->len);
    }
  g_mutex_unlock (&self->mutex);

  if (stopping)
    {
      expired (request, data);
      vas_http_request_unref (request);
    }
}

gboolean
vas_http_watch_is_stopping (VasHttpWatch *self)
{
  gboolean stopping;

  g_mutex_lock (&self->mutex);
  stopping = self->stopping;
  g_mutex_unlock (&self->mutex);
  return stopping;
}

/* With the mutex held: what still runs is answered with 503, and every socket shut. */
static void
cut_off (VasHttpWatch *self)
{
  for (GList *l = self->peers.head; l != NULL; l = l->next)
    {
      VasHttpPeer *peer = l->data;

      if (peer->request != NULL)
        vas_http_request_reply (peer->request, vas_problem_reply (VAS_PROBLEM_UNAVAILABLE, "The server stops."));
      shutdown (peer->fd, SHUT_RDWR);
    }
}

/*
 * vas_http_watch_drain:
 *
 * Nothing new is taken from here on; idle connections are shut, parked requests answered, and running ones waited for as
 * long as the limits allow.
 */
void
vas_http_watch_drain (VasHttpWatch *self)
{
  const gint64 until = g_get_monotonic_time () + (gint64) self->limits->stop_ms * 1000;

  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  for (GList *l = self->peers.head; l != NULL; l = l->next)
    {
      VasHttpPeer *peer = l->data;

      if (peer->request == NULL)
        shutdown (peer->fd, SHUT_RDWR);
    }
  g_cond_broadcast (&self->changed);
  while (self->in_flight > 0 && g_cond_wait_until (&self->changed, &self->mutex, until))
    continue;
  if (self->in_flight > 0)
    {
      g_warning ("%u requests did not end in time and are cut off.", self->in_flight);
      cut_off (self);
    }
  g_mutex_unlock (&self->mutex);
}
