/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What the files of the store share about a connection; no other folder sees it. */

sqlite3      *vas_sql_get_handle        (VasSql        *self);
void          vas_sql_set_error         (VasSql        *self,
                                         int            code,
                                         GError       **error);
gboolean      vas_sql_is_damaged        (VasSql        *self);
GHashTable   *vas_sql_get_idle          (VasSql        *self);
GHashTable   *vas_sql_get_unindexed     (VasSql        *self);
sqlite3_stmt *vas_statement_get_handle  (VasStatement  *self);
void          vas_statement_free        (VasStatement  *self);

G_END_DECLS
