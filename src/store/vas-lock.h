/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int  vas_lock_take    (const char  *directory,
                       GError     **error);
void vas_lock_release (int          fd);

gboolean vas_lock_sync_folder     (const char  *path,
                                   GError     **error);
gboolean vas_lock_keep_out        (const char  *directory,
                                   const char  *path,
                                   GError     **error);

void vas_lock_set_errno_error (GError     **error,
                               int          number,
                               const char  *path);

G_END_DECLS
