/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-engine.h"
#include "vas-outbox.h"
#include "vas-transport.h"
#include "vas-wire-copy.h"

G_BEGIN_DECLS

/**
 * VasSyncState:
 * @VAS_SYNC_STARTING: it is not known yet whether somebody is signed in
 * @VAS_SYNC_SIGNED_OUT: nobody is signed in: commands are kept, and go when somebody is
 * @VAS_SYNC_WORKING: sending or receiving
 * @VAS_SYNC_SYNCED: everything is sent, and everything the backend has is here
 * @VAS_SYNC_OFFLINE: the backend does not answer; it is tried again by itself
 * @VAS_SYNC_STOPPED: somebody has to do something first; the message says what
 *
 * How a desk stands with its backend.
 */
typedef enum {
  VAS_SYNC_STARTING,
  VAS_SYNC_SIGNED_OUT,
  VAS_SYNC_WORKING,
  VAS_SYNC_SYNCED,
  VAS_SYNC_OFFLINE,
  VAS_SYNC_STOPPED,
} VasSyncState;

/**
 * VasSync:
 *
 * Keeps a desk's replica and its backend together: sends what the outbox lets go, puts what the backend tells into the replica, waits for
 * more, and tries again by itself. Lives in the thread of the main context in which it was made; the database work is
 * the store's. vas_sync_close() is explicit.
 *
 * Signals: `changed`: state, counts or message are others than before.
 */
#define VAS_TYPE_SYNC (vas_sync_get_type ())
G_DECLARE_FINAL_TYPE (VasSync, vas_sync, VAS, SYNC, GObject)

VasSync      *vas_sync_new               (VasEngine            *engine,
                                          VasTransport         *transport);
void          vas_sync_close             (VasSync              *self);
void          vas_sync_set_session       (VasSync              *self,
                                          const char           *token,
                                          const char           *staff_key);
void          vas_sync_await_session     (VasSync              *self,
                                          const char           *message);
void          vas_sync_kick              (VasSync              *self);
void          vas_sync_set_pause         (VasSync              *self,
                                          guint                 milliseconds);

VasSyncState  vas_sync_get_state         (VasSync              *self);
const char   *vas_sync_get_message       (VasSync              *self);
gint64        vas_sync_get_offline_since (VasSync              *self);
void          vas_sync_get_counts        (VasSync              *self,
                                          VasOutboxCounts      *counts);
gint64        vas_sync_get_behind        (VasSync              *self);
gint64        vas_sync_get_received      (VasSync              *self);
void          vas_sync_reveal_async      (VasSync              *self,
                                          const char           *record,
                                          const char * const   *fields,
                                          const char           *reason,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
JsonObject   *vas_sync_reveal_finish     (VasSync              *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void          vas_sync_copy_async        (VasSync              *self,
                                          const char           *request,
                                          const char           *reason,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
VasWireCopy  *vas_sync_copy_finish       (VasSync              *self,
                                          GAsyncResult         *result,
                                          GError              **error);
gboolean      vas_sync_is_uploading      (VasSync              *self);
guint         vas_sync_get_uploads       (VasSync              *self);
void          vas_sync_fetch_blob_async  (VasSync              *self,
                                          const char           *hash,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      vas_sync_fetch_blob_finish (VasSync              *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
