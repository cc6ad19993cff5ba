/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-problem.h"

G_BEGIN_DECLS

/** VAS_HTTP_GUARD_MAX_HEADERS: the most headers of one request. */
#define VAS_HTTP_GUARD_MAX_HEADERS 64

/**
 * VasHttpGuard:
 * @n_headers: how many headers there were
 * @n_hosts: how many of them are Host
 * @n_lengths: how many are Content-Length
 * @content_length: its value
 * @fault: (nullable): what is wrong with one of them
 *
 * Judges the headers of one request, one by one. Begins as zeroes.
 */
typedef struct {
  guint       n_headers;
  guint       n_hosts;
  guint       n_lengths;
  guint64     content_length;
  const char *fault;
} VasHttpGuard;

void       vas_http_guard_header  (VasHttpGuard  *self,
                                   const char    *name,
                                   gsize          name_length,
                                   const char    *value,
                                   gsize          value_length);
VasProblem vas_http_guard_judge   (VasHttpGuard  *self,
                                   const char    *version,
                                   const char   **detail);
VasProblem vas_http_guard_body    (VasHttpGuard  *self,
                                   gboolean       wants_body,
                                   gsize          limit,
                                   const char   **detail);

G_END_DECLS
