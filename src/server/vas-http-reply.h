/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * VasHttpReply:
 *
 * What a request is answered with: status, headers, and a body that is bytes or a file. It is made by one thread and then
 * given away. Content-Length and Content-Digest (RFC 9530) are added when it is sent, and that nobody keeps it (no-store), unless
 * it says something else about that itself.
 */
typedef struct _VasHttpReply VasHttpReply;

VasHttpReply *vas_http_reply_new         (guint          status,
                                          const char    *content_type,
                                          GBytes        *body);
VasHttpReply *vas_http_reply_new_text    (guint          status,
                                          const char    *content_type,
                                          const char    *text);
VasHttpReply *vas_http_reply_new_json    (guint          status,
                                          JsonNode      *root);
VasHttpReply *vas_http_reply_new_object  (guint          status,
                                          JsonObject    *object);
VasHttpReply *vas_http_reply_new_file    (guint          status,
                                          const char    *content_type,
                                          int            fd,
                                          guint64        length,
                                          const guint8  *sha256);
void          vas_http_reply_free        (VasHttpReply  *self);

void          vas_http_reply_set_header  (VasHttpReply  *self,
                                          const char    *name,
                                          const char    *value);
guint         vas_http_reply_get_status  (VasHttpReply  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHttpReply, vas_http_reply_free)

G_END_DECLS
