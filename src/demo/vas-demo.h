/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-store.h"

G_BEGIN_DECLS

gboolean vas_demo_seed    (VasStore      *store,
                           gint64         now,
                           GCancellable  *cancellable,
                           GError       **error);
gboolean vas_demo_is_made (VasStore      *store,
                           gboolean      *made,
                           GError       **error);
VasStore *vas_demo_open   (const char    *directory,
                           gint64         now,
                           GError       **error);

G_END_DECLS
