/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VAS_REQUEST_NUMBER_MAX_COUNTER 999999

char     *vas_request_number_format     (int          year,
                                         int          month,
                                         int          counter);
gboolean  vas_request_number_parse      (const char  *text,
                                         int         *year,
                                         int         *month,
                                         int         *counter);
char     *vas_request_number_normalize  (const char  *text);

G_END_DECLS
