/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/* A backend's records on a server, which any number of daemons have open together. */

VasSql *vas_database_open         (const char  *uri,
                                   GError     **error);
VasSql *vas_database_open_to_look (const char  *uri,
                                   GError     **error);
gboolean  vas_database_is_empty      (const char  *uri,
                                      GError     **error);
gboolean  vas_database_is_free       (const char  *uri,
                                      GError     **error);

G_END_DECLS
