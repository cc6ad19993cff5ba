/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-calendar.h"
#include "vas-engine.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-store.h"
#include "vas-sync.h"

G_BEGIN_DECLS

/**
 * VasDeskFlags:
 * @VAS_DESK_DEMO: the records are a made-up business
 * @VAS_DESK_HERE: the server that they follow is this computer's own, and who shares the desk needs no password
 * @VAS_DESK_READ_ONLY: the records can be looked at, not changed
 */
typedef enum {
  VAS_DESK_DEFAULT   = 0,
  VAS_DESK_DEMO      = 1 << 0,
  VAS_DESK_READ_ONLY = 1 << 1,
  VAS_DESK_HERE      = 1 << 2,
} VasDeskFlags;

#define VAS_TYPE_DESK (vas_desk_get_type ())
G_DECLARE_FINAL_TYPE (VasDesk, vas_desk, VAS, DESK, GObject)

VasDesk     *vas_desk_new            (VasStore             *store,
                                      VasEngine            *engine,
                                      GSettings            *settings,
                                      VasDeskFlags          flags);
void         vas_desk_load_async     (VasDesk              *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean     vas_desk_load_finish    (VasDesk              *self,
                                      GAsyncResult         *result,
                                      GError              **error);

VasStore    *vas_desk_get_store      (VasDesk              *self);
VasEngine   *vas_desk_get_engine     (VasDesk              *self);
GSettings   *vas_desk_get_settings   (VasDesk              *self);
gboolean     vas_desk_is_demo        (VasDesk              *self);
gboolean     vas_desk_is_read_only   (VasDesk              *self);
gboolean     vas_desk_is_shared      (VasDesk              *self);

VasStaff    *vas_desk_get_staff      (VasDesk              *self);
const char  *vas_desk_get_staff_key  (VasDesk              *self);
guint        vas_desk_get_roles      (VasDesk              *self);
gboolean     vas_desk_may            (VasDesk              *self,
                                      const char           *type);
void         vas_desk_set_staff      (VasDesk              *self,
                                      VasStaff             *staff);
gboolean     vas_desk_choose_staff   (VasDesk              *self,
                                      const char           *login);
GListModel  *vas_desk_get_staff_list (VasDesk              *self);

void         vas_desk_follow         (VasDesk              *self,
                                      VasSync              *sync,
                                      const char           *staff_key);
VasSync     *vas_desk_get_sync       (VasDesk              *self);

VasCalendar *vas_desk_get_calendar   (VasDesk              *self);
gint64       vas_desk_get_now        (VasDesk              *self);
gint32       vas_desk_get_today      (VasDesk              *self);

void         vas_desk_toast          (VasDesk              *self,
                                      const char           *text);
void         vas_desk_end_work       (VasDesk              *self,
                                      const char           *text);
void         vas_desk_add_toast      (VasDesk              *self,
                                      AdwToast             *toast);

VasCommand  *vas_desk_new_command    (VasDesk              *self,
                                      const char           *type);
void         vas_desk_run_async      (VasDesk              *self,
                                      VasCommand           *command,
                                      const char           *done,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
VasReceipt  *vas_desk_run_finish     (VasDesk              *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void         vas_desk_remember       (VasDesk              *self,
                                      VasReceipt           *receipt,
                                      const char           *done);
void         vas_desk_remember_many  (VasDesk              *self,
                                      GPtrArray            *receipts,
                                      const char           *done);
guint        vas_desk_get_pending    (VasDesk              *self);
void         vas_desk_undo_last      (VasDesk              *self);
void         vas_desk_undo           (VasDesk              *self,
                                      const char           *command_id);
void         vas_desk_read_async     (VasDesk              *self,
                                      VasStoreFunc          func,
                                      gpointer              data,
                                      GDestroyNotify        data_free,
                                      GDestroyNotify        found_free,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gpointer     vas_desk_read_finish    (VasDesk              *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
