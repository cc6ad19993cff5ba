/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-erasure.h"

G_BEGIN_DECLS

gboolean    vas_erasure_names_any    (const char  *text,
                                      gssize       length,
                                      GPtrArray   *keys);
GPtrArray  *vas_erasure_with_orders  (VasSql      *sql,
                                      GPtrArray   *keys,
                                      GError     **error);
GHashTable *vas_erasure_list_near    (VasSql      *sql,
                                      GPtrArray   *keys,
                                      GError     **error);
GPtrArray  *vas_erasure_list_refused (VasSql      *sql,
                                      GPtrArray   *keys,
                                      GError     **error);

G_END_DECLS
