/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-snapshot.h"

G_BEGIN_DECLS

/* The file work of a bootstrap; each runs on a thread that may wait for the disk. */

char        *vas_bootstrap_get_folder (const char         *directory);
char        *vas_bootstrap_begin      (const char         *directory,
                                       int                *lock,
                                       GError            **error);
gint64       vas_bootstrap_find_cursor (const char    *directory,
                                       const char         *epoch);
gboolean     vas_bootstrap_build      (const VasSnapshot  *snapshot,
                                       const char         *directory,
                                       gint64              now,
                                       VasSnapshotFunc     loaded,
                                       gpointer            data,
                                       GCancellable       *cancellable,
                                       GError            **error);

G_END_DECLS
