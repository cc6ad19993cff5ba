/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-server.h"

G_BEGIN_DECLS

/* What the fixture's routes take, in bytes. */
#define VAS_HTTP_FIXTURE_LIMIT 1024

/*
 * VasHttpFixture: a server on a port of its own, with a few routes, and raw sockets to it.
 *
 *   GET  /now            answers "now" on the connection's thread
 *   GET  /later          answers "later" on a worker
 *   GET  /things/{id}    answers the part
 *   GET  /query?text=    answers the decoded member
 *   POST /echo           answers the body; at most 1,024 bytes of application/json
 *   PUT  /echo           the same, of any type
 *   GET  /gate           answers "through" when the gate was opened
 *   GET  /wait           parked for 300 ms, then "nothing"
 *   GET  /drop           answers nothing at all
 *   GET  /large          answers 16 MiB
 *   GET  /file           answers a file
 *   GET  /staff          needs a session
 *   GET  /address        answers who asks
 */
typedef struct {
  VasMetrics    *metrics;
  VasHttpServer *server;
  GMutex         mutex;
  GCond          changed;
  gboolean       open;     /* the gate */
  guint          at_gate;  /* how many came there */
  GString       *left;     /* read from a socket beyond the last reply */
} VasHttpFixture;

VasHttpLimits   vas_http_fixture_limits    (void);
VasHttpFixture *vas_http_fixture_new       (const VasHttpLimits  *limits);
void            vas_http_fixture_free      (VasHttpFixture       *self);
void            vas_http_fixture_open_gate (VasHttpFixture       *self);
void            vas_http_fixture_await     (VasHttpFixture       *self,
                                            guint                 at_gate);

GSocketConnection *vas_http_fixture_connect (VasHttpFixture      *self);
void            vas_http_fixture_send      (GSocketConnection    *connection,
                                            const char           *text);
char           *vas_http_fixture_read_all  (GSocketConnection    *connection);
char           *vas_http_fixture_read_one  (VasHttpFixture       *self,
                                            GSocketConnection    *connection);
char           *vas_http_fixture_exchange  (VasHttpFixture       *self,
                                            const char           *text);
guint           vas_http_fixture_status    (const char           *reply);
const char     *vas_http_fixture_body      (const char           *reply);
char           *vas_http_fixture_header    (const char           *reply,
                                            const char           *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHttpFixture, vas_http_fixture_free)

G_END_DECLS
