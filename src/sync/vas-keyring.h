/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the token of a session is kept between two starts: the secret service of the system, and nowhere else. */

void      vas_keyring_keep_async   (const char           *address,
                                    const char           *login,
                                    const char           *token,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  vas_keyring_keep_finish  (GAsyncResult         *result,
                                    GError              **error);
void      vas_keyring_find_async   (const char           *address,
                                    const char           *login,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
char     *vas_keyring_find_finish  (GAsyncResult         *result,
                                    GError              **error);
void      vas_keyring_forget       (const char           *address,
                                    const char           *login);

G_END_DECLS
