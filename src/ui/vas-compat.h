/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void   vas_compat_choose_file_async  (GtkWindow            *parent,
                                      GtkFileChooserAction  action,
                                      const char           *title,
                                      const char           *name,
                                      const char * const   *mime_types,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GFile *vas_compat_choose_file_finish (GAsyncResult         *result,
                                      GError              **error);

void   vas_compat_name_toasts        (AdwToastOverlay      *overlay);

G_END_DECLS
