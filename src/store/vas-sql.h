/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define VAS_STORE_ERROR (vas_store_error_quark ())
GQuark vas_store_error_quark (void);

/**
 * VasStoreError:
 * @VAS_STORE_ERROR_FAILED: the engine refused; the message is its own
 * @VAS_STORE_ERROR_CONSTRAINT: a CHECK, UNIQUE or guard trigger aborted the change; nothing was written
 * @VAS_STORE_ERROR_FULL: the disk is full; nothing was written
 * @VAS_STORE_ERROR_READ_ONLY: the file or its directory cannot be written
 * @VAS_STORE_ERROR_DAMAGED: the file is no database, or its integrity check failed
 * @VAS_STORE_ERROR_NEWER: the file was written by a newer program
 * @VAS_STORE_ERROR_BUSY: another process owns the replica, or the server of the database is not there now
 * @VAS_STORE_ERROR_NOT_FOUND: no such record
 * @VAS_STORE_ERROR_CONFLICT: the server took the transaction back for another's sake; the same may succeed now
 */
typedef enum {
  VAS_STORE_ERROR_FAILED,
  VAS_STORE_ERROR_CONSTRAINT,
  VAS_STORE_ERROR_FULL,
  VAS_STORE_ERROR_READ_ONLY,
  VAS_STORE_ERROR_DAMAGED,
  VAS_STORE_ERROR_NEWER,
  VAS_STORE_ERROR_BUSY,
  VAS_STORE_ERROR_NOT_FOUND,
  VAS_STORE_ERROR_CONFLICT,
} VasStoreError;

/**
 * VasSql:
 *
 * One connection to a database: the seam between SQLite and PostgreSQL. Belongs to one thread at a time.
 */
typedef struct _VasSql VasSql;

/** VasSqlEngine: what is under a connection: SQLite for every desk and a backend's default, PostgreSQL for a backend. */
typedef enum {
  VAS_SQL_SQLITE,
  VAS_SQL_POSTGRESQL,
  VAS_SQL_N_ENGINES,
} VasSqlEngine;

/**
 * VasStatement:
 *
 * A prepared statement. Parameters are `$1`, `$2` … in the order of their first appearance. Statements are cached by their
 * text; releasing one resets it and gives it back.
 */
typedef struct _VasStatement VasStatement;

/**
 * VasSqlFlags:
 * @VAS_SQL_READ_ONLY: open for reading alone
 */
typedef enum {
  VAS_SQL_DEFAULT   = 0,
  VAS_SQL_READ_ONLY = 1 << 0,
} VasSqlFlags;

VasSql       *vas_sql_open             (const char    *path,
                                        VasSqlFlags    flags,
                                        GError       **error);
gboolean      vas_sql_is_server        (const char    *path);
VasSqlEngine  vas_sql_get_engine       (VasSql        *self);
void          vas_sql_close            (VasSql        *self);

gboolean      vas_sql_exec             (VasSql        *self,
                                        const char    *script,
                                        GError       **error);
gboolean      vas_sql_begin            (VasSql        *self,
                                        GError       **error);
gboolean      vas_sql_commit           (VasSql        *self,
                                        GError       **error);
void          vas_sql_rollback         (VasSql        *self);
gboolean      vas_sql_savepoint        (VasSql        *self,
                                        const char    *name,
                                        GError       **error);
gboolean      vas_sql_release          (VasSql        *self,
                                        const char    *name,
                                        GError       **error);
void          vas_sql_rollback_to      (VasSql        *self,
                                        const char    *name);
gboolean      vas_sql_set_bulk         (VasSql        *self,
                                        gboolean       bulk,
                                        GError       **error);
gpointer      vas_sql_get_memo         (VasSql        *self,
                                        const char    *name);
void          vas_sql_set_memo         (VasSql        *self,
                                        const char    *name,
                                        gpointer       value,
                                        GDestroyNotify destroy);
void          vas_sql_set_passing_memo (VasSql        *self,
                                        const char    *name,
                                        gpointer       value,
                                        GDestroyNotify destroy);
void          vas_sql_forget_memo      (VasSql        *self,
                                        const char    *name);
guint64       vas_sql_get_trips        (VasSql        *self);
gboolean      vas_sql_settle           (VasSql        *self,
                                        GError       **error);
gint64        vas_sql_get_changes      (VasSql        *self);
gint64        vas_sql_get_last_id      (VasSql        *self);

VasStatement *vas_sql_prepare          (VasSql        *self,
                                        const char    *text,
                                        GError       **error);
VasStatement *vas_sql_prepare_walk     (VasSql        *self,
                                        const char    *text,
                                        GError       **error);
/* 't' text or NULL, 'i' gint64, 'n' gint64 where VAS_NONE is NULL, 'b' GBytes. Used as
 * vas_statement_bind (statement, "ti", number, (gint64) 5). */
void          vas_statement_bind       (VasStatement  *self,
                                        const char    *kinds,
                                        ...);
void          vas_statement_bind_text  (VasStatement  *self,
                                        guint          place,
                                        const char    *text);
void          vas_statement_bind_int   (VasStatement  *self,
                                        guint          place,
                                        gint64         value);
void          vas_statement_bind_null  (VasStatement  *self,
                                        guint          place);
gboolean      vas_statement_step       (VasStatement  *self,
                                        gboolean      *row,
                                        GError       **error);
gboolean      vas_statement_run        (VasStatement  *self,
                                        GError       **error);
gboolean      vas_statement_is_null    (VasStatement  *self,
                                        guint          column);
gint64        vas_statement_get_int    (VasStatement  *self,
                                        guint          column);
const char   *vas_statement_get_text   (VasStatement  *self,
                                        guint          column);
void          vas_statement_release    (VasStatement  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasSql, vas_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasStatement, vas_statement_release)

G_END_DECLS
