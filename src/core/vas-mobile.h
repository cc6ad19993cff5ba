/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *vas_mobile_normalize  (const char  *text,
                                 GError     **error);
gboolean  vas_mobile_is_valid   (const char  *mobile);

G_END_DECLS
