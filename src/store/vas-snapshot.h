/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasSnapshotChunk:
 * @hash: SHA-256 of the chunk's bytes, in hexadecimal: its name
 * @bytes: how many they are
 * @rows: lines in it
 *
 * A part of a snapshot: gzip of lines as the feed has them.
 */
typedef struct {
  char   *hash;
  gint64  bytes;
  gint64  rows;
} VasSnapshotChunk;

/**
 * VasSnapshotTable:
 * @rows: records of the kind
 * @digest: as of vas_feed_digest()
 *
 * What a desk that has loaded a snapshot holds of one kind of record.
 */
typedef struct {
  char   *table;
  gint64  rows;
  char   *digest;
} VasSnapshotTable;

/**
 * VasSnapshot:
 * @epoch: of the backend
 * @seq: the row of its trail that this is the state at
 * @log_hash: that row's hash
 * @schema: the version that the records have
 * @scope: of how many months it has orders; 0 is all of them (vas-scope.h)
 * @chunks: (element-type VasSnapshotChunk): in the order in which they are loaded
 * @tables: (element-type VasSnapshotTable): what there is then
 *
 * All that a desk holds, at one row of the trail.
 */
typedef struct {
  char      *epoch;
  gint64     seq;
  char      *log_hash;
  gint64     schema;
  gint64     scope;
  GPtrArray *chunks;
  GPtrArray *tables;
} VasSnapshot;

VasSnapshot *vas_snapshot_new       (void);
void         vas_snapshot_free      (VasSnapshot         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasSnapshot, vas_snapshot_free)

JsonNode    *vas_snapshot_to_json   (const VasSnapshot   *self);
VasSnapshot *vas_snapshot_from_json (JsonObject          *object,
                                     GError             **error);
gint64       vas_snapshot_get_bytes (const VasSnapshot   *self);
void         vas_snapshot_add_chunk (VasSnapshot         *self,
                                     const char          *hash,
                                     gint64               bytes,
                                     gint64               rows);
void         vas_snapshot_add_table (VasSnapshot         *self,
                                     const char          *table,
                                     gint64               rows,
                                     const char          *digest);

gboolean     vas_snapshot_is_hash   (const char          *text);

VasSnapshot *vas_snapshot_make      (VasSql              *sql,
                                     const char          *directory,
                                     GCancellable        *cancellable,
                                     GError             **error);
void         vas_snapshot_sweep     (const char          *directory,
                                     gint64               before,
                                     gint64               since,
                                     gint64               most);

/**
 * VasSnapshotFunc: told of each chunk that is in the file, on the loader's thread.
 */
typedef void (*VasSnapshotFunc) (gint64   bytes,
                                 gpointer data);

VasSql      *vas_snapshot_load      (const VasSnapshot   *self,
                                     const char          *path,
                                     const char          *directory,
                                     VasSnapshotFunc      loaded,
                                     gpointer             data,
                                     GCancellable        *cancellable,
                                     GError             **error);
gboolean     vas_snapshot_forget_chunks (VasSql          *sql,
                                     GError             **error);

G_END_DECLS
