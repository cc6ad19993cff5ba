/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-password.h"

G_BEGIN_DECLS

/* Passwords and tokens, as they are kept: neither can be had back from what is here. */

/** VAS_TOKEN_LENGTH: characters of a token, 256 bits in hexadecimal. */
#define VAS_TOKEN_LENGTH 64

gboolean  vas_secret_start     (GError      **error);
char     *vas_password_hash    (const char   *password,
                                GError      **error);
gboolean  vas_password_verify  (const char   *password,
                                const char   *hash);
char     *vas_token_new        (void);
char     *vas_token_hash       (const char   *token);

G_END_DECLS
