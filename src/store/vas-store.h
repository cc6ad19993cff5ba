/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasStoreFlags:
 * @VAS_STORE_READ_ONLY: look at a replica without owning it: no writer, no migration, no lock
 */
typedef enum {
  VAS_STORE_DEFAULT   = 0,
  VAS_STORE_READ_ONLY = 1 << 0,
} VasStoreFlags;

/**
 * VasStore::rows-changed:
 * @table: a table that the last commits changed; also the detail of the signal
 * @ids: (nullable) (element-type gint64): rows of it that were touched, some of them perhaps twice; NULL where they are many
 *
 * Emitted just before #VasStore::changed, for each table that is in it.
 */
/**
 * VasStore::changed:
 * @tables: (type GStrv): the tables that the last commits changed
 *
 * Emitted in the main context that opened the store, once per commit, net of what the transaction took back.
 */
#define VAS_TYPE_STORE (vas_store_get_type ())
G_DECLARE_FINAL_TYPE (VasStore, vas_store, VAS, STORE, GObject)

/**
 * VasStoreFunc:
 * @sql: a connection that belongs to the calling thread for the time of the call
 *
 * A piece of work on the database. A write runs inside one BEGIN IMMEDIATE … COMMIT, rolled back where it returns NULL
 * with @error set; a read inside one snapshot.
 *
 * Returns: (nullable) (transfer full): the result; freed by the `GDestroyNotify` given with the work
 */
typedef gpointer (*VasStoreFunc) (VasSql       *sql,
                                  gpointer      data,
                                  GCancellable *cancellable,
                                  GError      **error);

VasStore   *vas_store_open          (const char          *directory,
                                     VasStoreFlags        flags,
                                     GError             **error);
VasStore   *vas_store_open_database (const char          *uri,
                                     const char          *directory,
                                     VasStoreFlags        flags,
                                     GError             **error);
const char *vas_store_get_database  (VasStore            *self);
VasSql     *vas_store_open_reader   (VasStore            *self,
                                     GError             **error);
gboolean    vas_store_is_shared     (VasStore            *self);
void        vas_store_close         (VasStore            *self);
const char *vas_store_get_directory (VasStore            *self);
gboolean    vas_store_was_unclean   (VasStore            *self);

gpointer    vas_store_write         (VasStore            *self,
                                     VasStoreFunc         func,
                                     gpointer             data,
                                     GCancellable        *cancellable,
                                     GError             **error);
gpointer    vas_store_write_shared  (VasStore            *self,
                                     VasStoreFunc         func,
                                     gpointer             data,
                                     GCancellable        *cancellable,
                                     GError             **error);
gpointer    vas_store_read          (VasStore            *self,
                                     VasStoreFunc         func,
                                     gpointer             data,
                                     GCancellable        *cancellable,
                                     GError             **error);
void        vas_store_write_async   (VasStore            *self,
                                     VasStoreFunc         func,
                                     gpointer             data,
                                     GDestroyNotify       data_free,
                                     GDestroyNotify       result_free,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
void        vas_store_read_async    (VasStore            *self,
                                     VasStoreFunc         func,
                                     gpointer             data,
                                     GDestroyNotify       data_free,
                                     GDestroyNotify       result_free,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gpointer    vas_store_finish        (VasStore            *self,
                                     GAsyncResult        *result,
                                     GError             **error);

G_END_DECLS
