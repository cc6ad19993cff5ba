/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-store.h"
#include "vas-transport.h"

G_BEGIN_DECLS

/**
 * VasUploads:
 *
 * Brings the photos that a desk's commands name to its backend, one after another, beside what VasSync does. Lives in the thread of the main
 * context in which it was made. vas_uploads_close() is explicit.
 *
 * Signals: `changed`: how many wait, or whether it is at work, is other than before.
 */
#define VAS_TYPE_UPLOADS (vas_uploads_get_type ())
G_DECLARE_FINAL_TYPE (VasUploads, vas_uploads, VAS, UPLOADS, GObject)

VasUploads *vas_uploads_new         (VasStore      *store,
                                     VasTransport  *transport);
void        vas_uploads_set_session (VasUploads    *self,
                                     const char    *token);
void        vas_uploads_set_pause   (VasUploads    *self,
                                     guint          milliseconds);
void        vas_uploads_kick        (VasUploads    *self);
void        vas_uploads_close       (VasUploads    *self);
gboolean    vas_uploads_is_busy     (VasUploads    *self);
guint       vas_uploads_get_waiting (VasUploads    *self);

void        vas_blob_fetch_async    (VasTransport         *transport,
                                     const char           *directory,
                                     const char           *token,
                                     const char           *hash,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean    vas_blob_fetch_finish   (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
