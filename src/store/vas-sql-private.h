/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-queue-memory.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/*
 * The seam between the engines: what a driver does for a connection and its statements. Its own structures begin with the
 * two below. What stands in vas-sql.c and vas-statement.c is common to all engines; no other folder sees any of this.
 */

typedef struct _VasSqlDriver VasSqlDriver;

struct _VasSql
{
  const VasSqlDriver *driver;
  gboolean            damaged;   /* whether damage was met */
  GHashTable         *idle;      /* (element-type utf8 VasStatement): prepared statements that nobody uses now, by their text */
  GHashTable         *unindexed; /* (element-type gint64): new accounts of this transaction that the search is to be told of */
  gboolean            scrub;     /* whether this transaction erases: what it wrote over goes from the log of writes, too */
  GHashTable         *memos;     /* (element-type utf8 Memo): what was read and is kept, by its name */
  VasQueueMemory     *queue;     /* (nullable): open requests in memory, of a reader of a store */
  guint64             queue_position; /* how much it had been told before this snapshot began */
  guint64             trips;     /* how often a server was waited for */
};

struct _VasStatement
{
  VasSql   *sql;
  char     *text;
  gboolean  walks; /* many rows may come: they are not to be held at once */
};

/*
 * VasSqlDriver:
 * @command: one statement of the transaction's course, without parameters or rows
 * @rollback: (nullable): without it ROLLBACK is run as a script
 * @settle: (nullable): see vas_sql_settle()
 * @in_transaction: whether a transaction is open
 * @set_cancellable: from here on queries are cut short when it is cancelled; NULL ends that
 * @prepare: (transfer full) (nullable): text and connection are filled in by the caller
 * @reset: ends a run and forgets what was bound
 * @run_later: (nullable): see vas_statement_run_later(); without it a statement is run at once
 * @foresee: (nullable): see vas_statement_foresee(); without it nothing is asked before its time
 */
struct _VasSqlDriver
{
  VasSqlEngine   engine;

  void           (*close)           (VasSql        *sql);
  gboolean       (*exec)            (VasSql        *sql,
                                     const char    *script,
                                     GError       **error);
  gboolean       (*command)         (VasSql        *sql,
                                     const char    *text,
                                     GError       **error);
  gboolean       (*begin)           (VasSql        *sql,
                                     GError       **error);
  gboolean       (*commit)          (VasSql        *sql,
                                     GError       **error);
  gboolean       (*rollback)        (VasSql        *sql,
                                     GError       **error);
  gboolean       (*settle)          (VasSql        *sql,
                                     GError       **error);
  gboolean       (*in_transaction)  (VasSql        *sql);
  gboolean       (*set_bulk)        (VasSql        *sql,
                                     gboolean       bulk,
                                     GError       **error);
  void           (*set_cancellable) (VasSql        *sql,
                                     GCancellable  *cancellable);
  gint64         (*get_changes)     (VasSql        *sql);
  gint64         (*get_last_id)     (VasSql        *sql);

  VasStatement * (*prepare)         (VasSql        *sql,
                                     const char    *text,
                                     GError       **error);
  void           (*free)            (VasStatement  *statement);
  void           (*reset)           (VasStatement  *statement);
  void           (*bind_text)       (VasStatement  *statement,
                                     guint          place,
                                     const char    *text);
  void           (*bind_int)        (VasStatement  *statement,
                                     guint          place,
                                     gint64         value);
  void           (*bind_null)       (VasStatement  *statement,
                                     guint          place);
  void           (*bind_bytes)      (VasStatement  *statement,
                                     guint          place,
                                     GBytes        *bytes);
  gboolean       (*step)            (VasStatement  *statement,
                                     gboolean      *row,
                                     GError       **error);
  gboolean       (*run_later)       (VasStatement  *statement,
                                     GError       **error);
  gboolean       (*foresee)         (VasStatement  *statement,
                                     GError       **error);
  gboolean       (*is_null)         (VasStatement  *statement,
                                     guint          column);
  gint64         (*get_int)         (VasStatement  *statement,
                                     guint          column);
  const char   * (*get_text)        (VasStatement  *statement,
                                     guint          column);
};

void      vas_sql_init            (VasSql              *self,
                                   const VasSqlDriver  *driver);
gboolean  vas_sql_is_damaged      (VasSql              *self);
gboolean  vas_sql_in_transaction  (VasSql              *self);
void      vas_sql_set_cancellable (VasSql              *self,
                                   GCancellable        *cancellable);
gboolean  vas_statement_run_later (VasStatement        *self,
                                   GError             **error);
gboolean  vas_statement_foresee   (VasStatement        *self,
                                   GError             **error);
void      vas_statement_free      (VasStatement        *self);

G_END_DECLS
