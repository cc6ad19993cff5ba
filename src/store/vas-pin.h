/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vas-store.h"

G_BEGIN_DECLS

/** VasPin: a record beyond the scope that is kept on this desk: its type and key. */
typedef struct {
  GType  type;
  char  *key;
} VasPin;

void       vas_pin_free         (VasPin      *self);

gboolean   vas_pin_put          (VasSql      *sql,
                                 GType        type,
                                 const char  *key,
                                 gint64       now,
                                 GError     **error);
gboolean   vas_pin_remove       (VasSql      *sql,
                                 GType        type,
                                 const char  *key,
                                 GError     **error);
GPtrArray *vas_pin_list_missing (VasSql      *sql,
                                 GError     **error);

/* The maintenance of a desk: what fell out of the scope goes (vas-scope-drop.c). */

/**
 * VasScopeFallen:
 * @seq: the row of the trail at which it was found
 * @horizon: pins from before it end
 * @cases: (element-type VasPin): one record of each case
 * @n_records: how many records went
 *
 * What a desk need not hold any more.
 */
typedef struct {
  gint64     seq;
  gint64     horizon;
  GPtrArray *cases;
  guint      n_records;
} VasScopeFallen;

void            vas_scope_fallen_free (VasScopeFallen  *self);
VasScopeFallen *vas_scope_find_fallen (VasSql          *sql,
                                       GError         **error);
gboolean        vas_scope_let_go      (VasSql          *sql,
                                       VasScopeFallen  *fallen,
                                       guint            most,
                                       GError         **error);
gpointer        vas_scope_read_fallen (VasSql          *sql,
                                       gpointer         data,
                                       GCancellable    *cancellable,
                                       GError         **error);
gpointer        vas_scope_write_fallen
                                      (VasSql          *sql,
                                       gpointer         data,
                                       GCancellable    *cancellable,
                                       GError         **error);
gboolean        vas_scope_tidy        (VasStore        *store,
                                       guint           *n_records,
                                       GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPin, vas_pin_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasScopeFallen, vas_scope_fallen_free)

G_END_DECLS
