/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-reply.h"

G_BEGIN_DECLS

/** VasHttpMethod: the methods that are known; HEAD is taken as GET, and its body left out. */
typedef enum {
  VAS_HTTP_GET,
  VAS_HTTP_POST,
  VAS_HTTP_PUT,
  VAS_HTTP_DELETE,
  VAS_HTTP_N_METHODS,
} VasHttpMethod;

/** VasHttpHeader: the request headers that are kept for handlers; to have another, add it here and to the names. */
typedef enum {
  VAS_HTTP_HEADER_AUTHORIZATION,
  VAS_HTTP_HEADER_CONTENT_TYPE,
  VAS_HTTP_HEADER_IF_NONE_MATCH,
  VAS_HTTP_HEADER_REAL_IP,
  VAS_HTTP_N_HEADERS,
} VasHttpHeader;

/**
 * VasHttpRequest:
 *
 * A request that passed the guard, with its whole body. What it holds never changes, so any thread may read it; it is
 * answered once, by any thread, at any time. Who keeps it beyond the handler's return holds a reference; when the last one
 * goes and nothing was answered, it is answered with 500.
 */
typedef struct _VasHttpRequest VasHttpRequest;

/** VasHttpHandler: what a route does: answers @request, or keeps a reference and answers later. */
typedef void (*VasHttpHandler) (VasHttpRequest *request,
                                gpointer        data);

VasHttpRequest *vas_http_request_ref          (VasHttpRequest  *self);
void            vas_http_request_unref        (VasHttpRequest  *self);

const char     *vas_http_request_get_part     (VasHttpRequest  *self);
const char     *vas_http_request_get_query    (VasHttpRequest  *self,
                                               const char      *name);
const char     *vas_http_request_get_header   (VasHttpRequest  *self,
                                               VasHttpHeader    header);
const char     *vas_http_request_get_address  (VasHttpRequest  *self);
GBytes         *vas_http_request_get_body     (VasHttpRequest  *self);
JsonNode       *vas_http_request_read_json    (VasHttpRequest  *self,
                                               GError         **error);
JsonNode       *vas_http_request_read_object  (VasHttpRequest  *self,
                                               GError         **error);

void            vas_http_request_set_session  (VasHttpRequest  *self,
                                               gpointer         session,
                                               GDestroyNotify   destroy);
gpointer        vas_http_request_get_session  (VasHttpRequest  *self);

gboolean        vas_http_request_reply        (VasHttpRequest  *self,
                                               VasHttpReply    *reply);
gboolean        vas_http_request_reply_error  (VasHttpRequest  *self,
                                               const GError    *error);
gboolean        vas_http_request_is_replied   (VasHttpRequest  *self);
void            vas_http_request_park         (VasHttpRequest  *self,
                                               guint            milliseconds,
                                               VasHttpHandler   expired,
                                               gpointer         data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHttpRequest, vas_http_request_unref)

G_END_DECLS
