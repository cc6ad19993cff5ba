/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_PASSWORD_MIN: characters that a password has at least. */
#define VAS_PASSWORD_MIN 10

/** VAS_PASSWORD_MAX: bytes that it has at most. */
#define VAS_PASSWORD_MAX 1024

gboolean  vas_password_is_fit (const char *password);
char     *vas_password_make   (void);

G_END_DECLS
