/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasArchiveEntry:
 * @name: of the part, such as "records.db"
 * @bytes: how many it has
 * @sha256: of them, in hexadecimal
 *
 * A part of an archive, as it was written or read.
 */
typedef struct {
  char   *name;
  gint64  bytes;
  char   *sha256;
} VasArchiveEntry;

void             vas_archive_entry_free (VasArchiveEntry  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasArchiveEntry, vas_archive_entry_free)

VasArchiveEntry *vas_archive_add_file   (int               archive,
                                         const char       *name,
                                         const char       *path,
                                         GError          **error);
VasArchiveEntry *vas_archive_add_bytes  (int               archive,
                                         const char       *name,
                                         GBytes           *bytes,
                                         GError          **error);
gboolean         vas_archive_end        (int               archive,
                                         GError          **error);

/**
 * VasArchivePlace: where a part goes; (transfer full) (nullable): NULL with @error set where there may be no such part.
 */
typedef char *(*VasArchivePlace) (const char  *name,
                                  gpointer     data,
                                  GError     **error);

GPtrArray       *vas_archive_unpack     (int               archive,
                                         VasArchivePlace   place,
                                         gpointer          data,
                                         GError          **error);

G_END_DECLS
