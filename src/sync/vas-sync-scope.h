/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sync.h"

G_BEGIN_DECLS

/* Beyond what a desk holds: what its server finds, what is kept here of it, and what goes as time passes. */

/**
 * VasServerHit:
 * @record: "order/<key>" or "request/<key>"
 * @number, @title, @state, @account, @name, @mobile: (nullable): as the server tells, names and mobiles masked
 * @amount: fen
 * @at: instant: when it was paid or made, or asked for
 *
 * A record that the server has found.
 */
typedef struct {
  char   *record;
  char   *number;
  char   *title;
  char   *state;
  char   *account;
  char   *name;
  char   *mobile;
  gint64  amount;
  gint64  at;
} VasServerHit;

void       vas_server_hit_free     (VasServerHit         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasServerHit, vas_server_hit_free)

GPtrArray *vas_server_hits_read    (VasAnswer            *answer,
                                    gboolean             *more,
                                    GError              **error);
char      *vas_server_hits_ask     (const char           *text,
                                    guint                 limit);

void       vas_sync_search_async   (VasSync              *self,
                                    const char           *text,
                                    guint                 limit,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
GPtrArray *vas_sync_search_finish  (VasSync              *self,
                                    GAsyncResult         *result,
                                    gboolean             *more,
                                    GError              **error);
void       vas_sync_keep_async     (VasSync              *self,
                                    const char           *record,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean   vas_sync_keep_finish    (VasSync              *self,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
