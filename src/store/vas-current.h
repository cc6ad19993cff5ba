/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *vas_current_get_path    (const char  *directory,
                                   GError     **error);
gboolean  vas_current_set         (const char  *directory,
                                   const char  *name,
                                   GError     **error);
void      vas_current_sweep       (const char  *directory,
                                   const char  *but);

gboolean  vas_current_mark        (const char  *directory,
                                   GError     **error);
gboolean  vas_current_is_marked   (const char  *directory);
void      vas_current_unmark      (const char  *directory);

G_END_DECLS
