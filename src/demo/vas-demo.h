/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-store.h"

G_BEGIN_DECLS

/** VasDemoFunc: @done of @total steps are made. In the writer's thread. */
typedef void (*VasDemoFunc) (guint    done,
                             guint    total,
                             gpointer data);

gboolean  vas_demo_seed              (VasStore      *store,
                                      gint64         now,
                                      VasDemoFunc    progress,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gboolean  vas_demo_give_calendar     (VasSql        *sql,
                                      gint64         now,
                                      GError       **error);
gboolean  vas_demo_is_made           (VasStore      *store,
                                      gboolean      *made,
                                      GError       **error);
char     *vas_demo_choose_directory  (const char    *directory,
                                      gint64         now);
void      vas_demo_remove_other_days (const char    *directory,
                                      gint64         now);
VasStore *vas_demo_open              (const char    *directory,
                                      gint64         now,
                                      GError       **error);

G_END_DECLS
