/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_HTTP_TARGET_MAX: the longest request target, in bytes. */
#define VAS_HTTP_TARGET_MAX 4096

/** VAS_HTTP_QUERY_MAX: the most members of a query. */
#define VAS_HTTP_QUERY_MAX 16

/**
 * VasHttpTarget:
 * @path: the path as it was sent; it holds nothing that would need decoding
 * @n_query: how many members the query has
 * @query: their names and decoded values, UTF-8 without control characters, in the order sent
 *
 * The target of a request, such as "/v1/feed?cursor=…".
 */
typedef struct {
  char  *path;
  guint  n_query;
  struct {
    char *name;
    char *value;
  } query[VAS_HTTP_QUERY_MAX];
} VasHttpTarget;

VasHttpTarget *vas_http_target_parse     (const char           *text,
                                          GError              **error);
void           vas_http_target_free      (VasHttpTarget        *self);
const char    *vas_http_target_get_query (const VasHttpTarget  *self,
                                          const char           *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHttpTarget, vas_http_target_free)

G_END_DECLS
