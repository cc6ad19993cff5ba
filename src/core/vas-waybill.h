/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *vas_waybill_normalize  (const char  *text,
                                  GError     **error);
gboolean  vas_waybill_is_whole   (const char  *text);

G_END_DECLS
