/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-archive.h"
#include "vas-store.h"

G_BEGIN_DECLS

/* The part with the records: a file of SQLite's, or what pg_restore reads. */
#define VAS_BACKUP_RECORDS "records.db"
#define VAS_BACKUP_DUMP "records.dump"

/**
 * VasBackup:
 * @made_at: instant
 * @epoch: of the records
 * @seq: the last row of their trail
 * @log_hash: that row's hash
 * @sha256: of the manifest, which names the digests of all parts: what the backup is known by
 * @bytes: of all parts
 * @blobs: how many files beside the records
 * @left_out: (element-type utf8): files beside the records that are not what was saved, and are in no backup
 *
 * What is in a backup.
 */
typedef struct {
  gint64     made_at;
  char      *epoch;
  gint64     seq;
  char      *log_hash;
  char      *sha256;
  gint64     bytes;
  guint      blobs;
  GPtrArray *left_out;
} VasBackup;

void       vas_backup_free    (VasBackup    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasBackup, vas_backup_free)

VasBackup *vas_backup_make    (VasStore     *store,
                               const char   *path,
                               gboolean      replace,
                               gint64        now,
                               GError      **error);

/**
 * VasRestore:
 *
 * Records out of a backup that stand beside the place where they belong, until they are looked at and put there.
 */
typedef struct _VasRestore VasRestore;

VasRestore *vas_restore_begin (const char   *path,
                               const char   *directory,
                               gboolean      dumped,
                               GError      **error);
const char *vas_restore_get_directory
                              (VasRestore   *self);
const VasBackup *
            vas_restore_get_backup
                              (VasRestore   *self);
gboolean    vas_restore_put   (VasRestore   *self,
                               char        **aside,
                               GError      **error);
void        vas_restore_free  (VasRestore   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasRestore, vas_restore_free)

G_END_DECLS
