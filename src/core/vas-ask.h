/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vas_ask_line     (const char *question);
char *vas_ask_password (const char *question,
                        const char *again);

G_END_DECLS
