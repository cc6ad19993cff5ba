/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-store.h"

G_BEGIN_DECLS

VasStore *vas_backend_open_store  (const char  *directory,
                                   const char  *database,
                                   GError     **error);
gboolean vas_backend_is_there     (const char  *directory,
                                   GError     **error);
gboolean vas_backend_make         (VasStore    *store,
                                   GError     **error);
gboolean vas_backend_add_first    (VasStore    *store,
                                   const char  *login,
                                   const char  *name,
                                   const char  *password,
                                   gint64       now,
                                   GError     **error);
gboolean vas_backend_add_owner    (VasStore    *store,
                                   const char  *login,
                                   const char  *name,
                                   gint64       now,
                                   GError     **error);
gboolean vas_backend_set_password (VasStore    *store,
                                   const char  *login,
                                   const char  *password,
                                   gint64       now,
                                   GError     **error);
char    *vas_backend_add_shop     (VasStore    *store,
                                   const char  *name,
                                   gint64       now,
                                   GError     **error);
gboolean vas_backend_revoke_shop  (VasStore    *store,
                                   const char  *name,
                                   gint64       now,
                                   GError     **error);

G_END_DECLS
