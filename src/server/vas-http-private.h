/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-server.h"
#include "vas-http-target.h"

G_BEGIN_DECLS

#define VAS_HTTP_SHA256_LENGTH 32
#define VAS_HTTP_REPLY_HEADERS 12

struct MHD_Connection;
struct MHD_Daemon;
struct sockaddr;

struct _VasHttpReply
{
  guint    status;
  GBytes  *body; /* (nullable) */
  int      fd;   /* -1 where the body is not a file */
  guint64  length;
  guint    n_headers;
  struct {
    const char *name;
    char       *value;
  } headers[VAS_HTTP_REPLY_HEADERS];
};

/*
 * What a connection is waiting for. Each but VAS_HTTP_PHASE_RUN has a deadline; when it passes, the watch shuts the socket.
 */
typedef enum {
  VAS_HTTP_PHASE_HEAD,
  VAS_HTTP_PHASE_IDLE,
  VAS_HTTP_PHASE_BODY,
  VAS_HTTP_PHASE_RUN,
  VAS_HTTP_PHASE_REPLY,
} VasHttpPhase;

typedef struct _VasHttpWatch VasHttpWatch;

/* One connection; the watch's mutex is over all of it. */
typedef struct {
  GList           link;
  int             fd;
  char            address[48];
  VasHttpPhase    phase;
  gint64          deadline; /* monotonic microseconds; 0 for none */
  VasHttpRequest *request;  /* (nullable): that is being run or answered */
} VasHttpPeer;

typedef enum {
  VAS_HTTP_STAGE_NEW,    /* the request line was read */
  VAS_HTTP_STAGE_BODY,   /* the guard let it pass */
  VAS_HTTP_STAGE_RUN,    /* handed to its handler */
  VAS_HTTP_STAGE_QUEUED, /* its reply was handed to the library */
} VasHttpStage;

struct _VasHttpServer
{
  GObject            parent_instance;

  VasHttpLimits      limits;
  VasMetrics        *metrics; /* (unowned) */
  VasHttpRouter     *router;
  VasHttpAuthFunc    auth;
  gpointer           auth_data;

  char              *uri;
  VasHttpWatch      *watch;
  GMutex             mutex;   /* over @workers: the library's threads outlive them */
  GThreadPool       *workers; /* (nullable) */
  struct MHD_Daemon *daemon;
};

struct _VasHttpRequest
{
  gint                  refs;    /* atomic: of the memory */
  gint                  handles; /* atomic: of those who may answer */

  VasHttpServer        *server;
  struct MHD_Connection *connection;
  VasHttpPeer          *peer;
  char                  id[24];
  gint64                began;

  VasHttpStage          stage;   /* of the connection's thread */
  VasHttpMethod         method;
  gboolean              head;
  gboolean              counted; /* among the requests in flight */
  gboolean              close;   /* after the reply */
  VasHttpTarget        *target;  /* (nullable): NULL where the target is malformed */
  gsize                 target_length;
  const VasHttpRoute   *route;   /* (nullable) */
  gpointer              data;
  char                 *part;
  char                 *headers[VAS_HTTP_N_HEADERS];
  char                  address[48];
  guint64               content_length;
  guint64               reserved;
  GByteArray           *incoming;
  GBytes               *body;
  guint                 status;
  guint64               sent;

  gpointer              session;
  GDestroyNotify        session_free;

  GMutex                mutex;   /* over what follows */
  VasHttpReply         *reply;
  gboolean              replied;
  gboolean              suspended;
};

VasHttpRequest *vas_http_request_new        (VasHttpServer          *server,
                                             struct MHD_Connection  *connection,
                                             const char             *target);
void            vas_http_request_release    (VasHttpRequest         *self);
void            vas_http_request_suspend    (VasHttpRequest         *self);
VasHttpReply   *vas_http_request_take_reply (VasHttpRequest         *self);

int             vas_http_listen             (const char             *listen,
                                             char                  **uri,
                                             GError                **error);
struct MHD_Daemon *vas_http_connection_start (VasHttpServer         *self,
                                             int                     fd);
void            vas_http_server_run         (VasHttpServer          *self,
                                             VasHttpRequest         *request,
                                             VasHttpHandler          func,
                                             gpointer                data);

VasHttpWatch   *vas_http_watch_new          (VasHttpServer          *server,
                                             const VasHttpLimits    *limits,
                                             VasMetrics             *metrics);
void            vas_http_watch_free         (VasHttpWatch           *self);
gboolean        vas_http_watch_admits       (VasHttpWatch           *self,
                                             const struct sockaddr  *address);
VasHttpPeer    *vas_http_watch_open         (VasHttpWatch           *self,
                                             int                     fd,
                                             const struct sockaddr  *address);
void            vas_http_watch_close        (VasHttpWatch           *self,
                                             VasHttpPeer            *peer);
void            vas_http_watch_set_phase    (VasHttpWatch           *self,
                                             VasHttpPeer            *peer,
                                             VasHttpPhase            phase,
                                             guint64                 bytes);
gboolean        vas_http_watch_begin        (VasHttpWatch           *self,
                                             VasHttpRequest         *request);
void            vas_http_watch_end          (VasHttpWatch           *self,
                                             VasHttpRequest         *request);
void            vas_http_watch_park         (VasHttpWatch           *self,
                                             VasHttpRequest         *request,
                                             gint64                  until,
                                             VasHttpHandler          expired,
                                             gpointer                data);
gboolean        vas_http_watch_is_stopping  (VasHttpWatch           *self);
void            vas_http_watch_drain        (VasHttpWatch           *self);

void            vas_server_log_request      (VasHttpRequest         *request,
                                             gint64                  microseconds);

G_END_DECLS
