/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

gboolean   vas_carry_outbox     (VasSql      *sql,
                                 const char  *from,
                                 GError     **error);
GPtrArray *vas_carry_list_known (VasSql      *sql,
                                 GError     **error);

G_END_DECLS
