/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasClient:
 * @staff_key: whose desk it is
 * @last_seq: the last number that it used
 *
 * A desk that has sent commands to this backend.
 */
typedef struct {
  char   *staff_key;
  gint64  last_seq;
} VasClient;

void      vas_client_free     (VasClient   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasClient, vas_client_free)

gboolean  vas_client_foresee (VasSql      *sql,
                              const char  *client_id,
                              GError     **error);
gboolean  vas_client_find     (VasSql      *sql,
                               const char  *client_id,
                               VasClient  **client,
                               GError     **error);
gboolean  vas_client_keep     (VasSql      *sql,
                               const char  *client_id,
                               const char  *staff_key,
                               gint64       last_seq,
                               gint64       now,
                               GError     **error);

G_END_DECLS
