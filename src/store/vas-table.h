/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/* Persistence by field table. All of it runs on the connection that is given, inside the caller's transaction. */

gboolean   vas_table_insert      (VasSql      *sql,
                                  VasEntity   *entity,
                                  GError     **error);
gboolean   vas_table_update      (VasSql      *sql,
                                  VasEntity   *entity,
                                  GError     **error);
gboolean   vas_table_put         (VasSql      *sql,
                                  VasEntity   *entity,
                                  GError     **error);
gboolean   vas_table_delete      (VasSql      *sql,
                                  VasEntity   *entity,
                                  GError     **error);

gpointer   vas_table_get         (VasSql      *sql,
                                  GType        type,
                                  const char  *key,
                                  GError     **error);
gpointer   vas_table_get_by_id   (VasSql      *sql,
                                  GType        type,
                                  gint64       id,
                                  GError     **error);
gpointer   vas_table_find        (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  GError     **error);
gpointer   vas_table_find_int    (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  gint64       value,
                                  GError     **error);
GPtrArray *vas_table_list        (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  const char  *order_by,
                                  GError     **error);
gboolean   vas_table_foresee     (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  const char  *order_by,
                                  GError     **error);
gboolean   vas_table_foresee_key (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  GError     **error);
GPtrArray *vas_table_list_all    (VasSql      *sql,
                                  GType        type,
                                  const char  *order_by,
                                  GError     **error);

gboolean   vas_table_look_up     (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  gpointer     entity,
                                  GError     **error);
gboolean   vas_table_find_key    (VasSql      *sql,
                                  GType        type,
                                  const char  *field,
                                  const char  *text,
                                  char       **key,
                                  GError     **error);

typedef gboolean (*VasTableFunc) (gpointer   entity,
                                  gpointer   data,
                                  GError   **error);
gboolean   vas_table_walk        (VasSql        *sql,
                                  GType          type,
                                  VasTableFunc   func,
                                  gpointer       data,
                                  GError       **error);

/* For queries of the store's own: the column list of a type ("r.id, r.key, …") and the entity of the current row. */
const char *vas_table_columns    (GType         type,
                                  const char   *alias);
gpointer    vas_table_read       (GType         type,
                                  VasStatement *statement,
                                  guint         first_column);
gboolean    vas_table_read_first (GType         type,
                                  VasStatement *statement,
                                  gpointer      entity,
                                  GError      **error);
GPtrArray  *vas_table_read_all   (GType         type,
                                  VasStatement *statement,
                                  GError      **error);

G_END_DECLS
