/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VasReplicaRole:
 * @VAS_REPLICA_OWN: the only file there is: its own authority, and nobody follows it
 * @VAS_REPLICA_BACKEND: the truth that desks follow: its trail is a feed
 * @VAS_REPLICA_DESK: follows a backend; commands of it wait for the backend's word
 *
 * What a file is.
 */
typedef enum {
  VAS_REPLICA_OWN,
  VAS_REPLICA_BACKEND,
  VAS_REPLICA_DESK,
} VasReplicaRole;

/**
 * VasReplicaHead:
 * @role: what the file is
 * @client_id: random, of this file
 * @client_seq: the last number that a command of it was sent under
 * @epoch: of the truth it holds: new when a backend is made, and at every restore
 * @seq: place in the trail up to which it holds it
 * @log_hash: hash of the trail's row at @seq
 * @scope: of a desk: of how many months it holds orders (0 is all of them); -1 where its backend has not told it yet
 */
typedef struct {
  VasReplicaRole  role;
  char           *client_id;
  gint64          client_seq;
  char           *epoch;
  gint64          seq;
  char           *log_hash;
  gint64          scope;
} VasReplicaHead;

void            vas_replica_head_free (VasReplicaHead  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasReplicaHead, vas_replica_head_free)

VasReplicaHead *vas_replica_get_head  (VasSql          *sql,
                                       GError         **error);
gpointer        vas_replica_read_head (VasSql          *sql,
                                       gpointer         data,
                                       GCancellable    *cancellable,
                                       GError         **error);
gboolean        vas_replica_set_role  (VasSql          *sql,
                                       VasReplicaRole   role,
                                       GError         **error);
gboolean        vas_replica_renew_epoch
                                      (VasSql          *sql,
                                       GError         **error);
gboolean        vas_replica_foresee_head (VasSql       *sql,
                                          GError      **error);
gboolean        vas_replica_advance   (VasSql          *sql,
                                       gint64           seq,
                                       const char      *log_hash,
                                       GError         **error);
void            vas_replica_forget_head (VasSql        *sql);
gboolean        vas_replica_follow    (VasSql          *sql,
                                       const char      *epoch,
                                       gint64           seq,
                                       const char      *log_hash,
                                       GError         **error);
gboolean        vas_replica_set_scope (VasSql          *sql,
                                       gint64           scope,
                                       GError         **error);

G_END_DECLS
