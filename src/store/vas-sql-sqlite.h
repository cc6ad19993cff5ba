/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite's side of the seam, for the files of the store that hook into it. Only for connections whose engine it is. */

VasSql       *vas_sqlite_open             (const char    *path,
                                           VasSqlFlags    flags,
                                           GError       **error);
sqlite3      *vas_sql_get_handle          (VasSql        *self);
void          vas_sqlite_empty_log        (VasSql        *self);
void          vas_sql_set_error           (VasSql        *self,
                                           int            code,
                                           GError       **error);
sqlite3_stmt *vas_statement_get_handle    (VasStatement  *self);

/* Of vas-statement-sqlite.c, for the driver. */
VasStatement *vas_sqlite_prepare          (VasSql        *sql,
                                           const char    *text,
                                           GError       **error);
void          vas_sqlite_free             (VasStatement  *statement);
void          vas_sqlite_reset            (VasStatement  *statement);
void          vas_sqlite_bind_text        (VasStatement  *statement,
                                           guint          place,
                                           const char    *text);
void          vas_sqlite_bind_int         (VasStatement  *statement,
                                           guint          place,
                                           gint64         value);
void          vas_sqlite_bind_null        (VasStatement  *statement,
                                           guint          place);
void          vas_sqlite_bind_bytes       (VasStatement  *statement,
                                           guint          place,
                                           GBytes        *bytes);
gboolean      vas_sqlite_step             (VasStatement  *statement,
                                           gboolean      *row,
                                           GError       **error);
gboolean      vas_sqlite_is_null          (VasStatement  *statement,
                                           guint          column);
gint64        vas_sqlite_get_int          (VasStatement  *statement,
                                           guint          column);
const char   *vas_sqlite_get_text         (VasStatement  *statement,
                                           guint          column);

G_END_DECLS
