/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vas_rescue_set_aside (const char  *path,
                           const char  *why,
                           GError     **error);

G_END_DECLS
