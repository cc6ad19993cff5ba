/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-await.h"
#include "vas-backend.h"
#include "vas-flaky-transport.h"
#include "vas-sync.h"

G_BEGIN_DECLS

#define VAS_SYNC_OFFICE_PASSWORD "correct horse battery"

/** VasSyncDesk: a replica, and its sync over a way that can be made to fail. */
typedef struct {
  VasStore          *store;
  VasEngine         *engine;
  VasFlakyTransport *transport;
  VasSync           *sync;
  char              *dir;
  char              *staff_key;     /* (nullable): who signed in last */
} VasSyncDesk;

/** VasSyncOffice: a backend with one administrator, “admin”, and two desks at which nobody has signed in. */
typedef struct {
  char        *dir;
  VasBackend  *backend;
  VasSyncDesk  desks[2];
} VasSyncOffice;

#define VAS_SYNC_OFFICE_ADD(path, func) \
  g_test_add (path, VasSyncOffice, NULL, vas_sync_office_set_up, func, vas_sync_office_tear_down)

void      vas_sync_office_set_up         (VasSyncOffice *office,
                                          gconstpointer  data);
void      vas_sync_office_tear_down      (VasSyncOffice *office,
                                          gconstpointer  data);
void      vas_sync_office_settle         (VasSyncOffice *office,
                                          guint          n_desks);
guint     vas_sync_office_count_staff    (VasStore      *store);

void      vas_sync_desk_open             (VasSyncDesk   *desk,
                                          VasSyncOffice *office,
                                          const char    *name);
void      vas_sync_desk_close            (VasSyncDesk   *desk);
char     *vas_sync_desk_ask_token        (VasSyncDesk   *desk,
                                          char         **staff_key);
void      vas_sync_desk_sign_in          (VasSyncDesk   *desk);
gboolean  vas_sync_desk_is               (VasSyncDesk   *desk,
                                          VasSyncState   state);
gboolean  vas_sync_desk_is_quiet         (VasSyncDesk   *desk);
void      vas_sync_desk_add_person       (VasSyncDesk   *desk,
                                          const char    *login,
                                          const char    *roles);
void      vas_sync_desk_add_clerk        (VasSyncDesk   *desk,
                                          const char    *login);
guint     vas_sync_desk_count_problems   (VasSyncDesk   *desk);
guint     vas_sync_desk_count_waiting    (VasSyncDesk   *desk);

G_END_DECLS
