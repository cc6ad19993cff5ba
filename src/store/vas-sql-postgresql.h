/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql-private.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* PostgreSQL's side of the seam; only for connections whose engine it is. */

/**
 * VAS_POSTGRESQL_CHANNEL:
 *
 * What a commit that changed something is announced on, for LISTEN.
 */
#define VAS_POSTGRESQL_CHANNEL "vasdesk"

typedef struct {
  VasSql    parent;
  PGconn   *conn;
  gboolean  read_only;
  char     *first;      /* (nullable): with what a writing transaction begins */
  guint     generation; /* counts the connections to the server: what was prepared on an earlier one is gone */
  guint     n_names;    /* of statements and cursors */
  guint     pending;    /* statements that were sent and whose answers were not taken yet */
  GPtrArray *foreseen;  /* (element-type Foreseen): queries whose answers wait for who puts them (vas-foresee-postgresql.c) */
  gboolean  wrote;      /* whether the transaction changed a row */
  gint64    changes;
  gint64    last_id;
  PGcancel *cancel;     /* while a cancellable is set */
  gulong    cancel_id;
  GCancellable *cancellable;
} VasPostgresql;

VasSql       *vas_postgresql_open        (const char     *uri,
                                          VasSqlFlags     flags,
                                          GError        **error);
void          vas_postgresql_set_first   (VasSql         *sql,
                                          const char     *text);
gboolean      vas_postgresql_connect     (VasPostgresql  *self,
                                          GError        **error);
gboolean      vas_postgresql_wait        (VasSql         *sql,
                                          int             wake_fd,
                                          int             timeout_ms,
                                          gboolean       *told,
                                          GError        **error);
void          vas_postgresql_set_error   (VasPostgresql  *self,
                                          PGresult       *result,
                                          GError        **error);
void          vas_postgresql_note_result (VasPostgresql  *self,
                                          PGresult       *result);

/* Of vas-pipeline-postgresql.c. */
gboolean      vas_postgresql_send_later  (VasPostgresql  *self,
                                          const char     *text);
gboolean      vas_postgresql_send_prepared_later
                                         (VasPostgresql  *self,
                                          const char     *name,
                                          int             n,
                                          const char *const *values,
                                          const int      *lengths,
                                          const int      *formats);
PGresult     *vas_postgresql_run_text    (VasPostgresql  *self,
                                          const char     *text);
PGresult     *vas_postgresql_run_prepared
                                         (VasPostgresql  *self,
                                          const char     *name,
                                          int             n,
                                          const char *const *values,
                                          const int      *lengths,
                                          const int      *formats);
gboolean      vas_postgresql_settle      (VasPostgresql  *self,
                                          GError        **error);

gboolean      vas_postgresql_leave       (VasPostgresql  *self);

/* Of vas-foresee-postgresql.c. */
GPtrArray    *vas_postgresql_foreseen_new (void);
void          vas_postgresql_note_foreseen
                                         (VasPostgresql  *self,
                                          const char     *text,
                                          guint           n,
                                          char          **values);
gboolean      vas_postgresql_is_foreseen (VasPostgresql  *self,
                                          const char     *text,
                                          guint           n,
                                          char          **values);
gboolean      vas_postgresql_keep_foreseen
                                         (VasPostgresql  *self,
                                          guint           place,
                                          PGresult       *result);
gboolean      vas_postgresql_take_foreseen
                                         (VasPostgresql  *self,
                                          const char     *text,
                                          guint           n,
                                          char          **values,
                                          PGresult      **result,
                                          GError        **error);
void          vas_postgresql_forget_foreseen
                                         (VasPostgresql  *self);

/* Of vas-statement-postgresql.c, for the driver. */
VasStatement *vas_postgresql_prepare     (VasSql         *sql,
                                          const char     *text,
                                          GError        **error);
void          vas_postgresql_free        (VasStatement   *statement);
void          vas_postgresql_reset       (VasStatement   *statement);
void          vas_postgresql_bind_text   (VasStatement   *statement,
                                          guint           place,
                                          const char     *text);
void          vas_postgresql_bind_int    (VasStatement   *statement,
                                          guint           place,
                                          gint64          value);
void          vas_postgresql_bind_null   (VasStatement   *statement,
                                          guint           place);
void          vas_postgresql_bind_bytes  (VasStatement   *statement,
                                          guint           place,
                                          GBytes         *bytes);
gboolean      vas_postgresql_step        (VasStatement   *statement,
                                          gboolean       *row,
                                          GError        **error);
gboolean      vas_postgresql_run_later   (VasStatement   *statement,
                                          GError        **error);
gboolean      vas_postgresql_foresee     (VasStatement   *statement,
                                          GError        **error);
gboolean      vas_postgresql_is_null     (VasStatement   *statement,
                                          guint           column);
gint64        vas_postgresql_get_int     (VasStatement   *statement,
                                          guint           column);
const char   *vas_postgresql_get_text    (VasStatement   *statement,
                                          guint           column);

G_END_DECLS
