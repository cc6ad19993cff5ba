/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_BLOBS_MOST_BYTES: a larger file is refused. */
#define VAS_BLOBS_MOST_BYTES (10 * 1024 * 1024)

/**
 * VasBlobKind:
 *
 * What a file is by its first bytes, whatever its name says. Nothing else is kept.
 */
typedef enum {
  VAS_BLOB_KIND_NONE,
  VAS_BLOB_KIND_JPEG,
  VAS_BLOB_KIND_PNG,
  VAS_BLOB_KIND_PDF,
} VasBlobKind;

VasBlobKind  vas_blobs_get_kind  (GBytes      *bytes);
char        *vas_blobs_get_path  (const char  *directory,
                                  const char  *hash,
                                  GError     **error);
gboolean     vas_blobs_has       (const char  *directory,
                                  const char  *hash);
char        *vas_blobs_save      (const char  *directory,
                                  GBytes      *bytes,
                                  GError     **error);
char        *vas_blobs_save_file (const char  *directory,
                                  const char  *path,
                                  GError     **error);
GBytes      *vas_blobs_load      (const char  *directory,
                                  const char  *hash,
                                  GError     **error);
gboolean     vas_blobs_delete    (const char  *directory,
                                  const char  *hash,
                                  GError     **error);
void         vas_blobs_sweep     (const char  *directory);
const char  *vas_blobs_get_suffix (VasBlobKind  kind);
const char  *vas_blobs_get_type  (VasBlobKind  kind);
char        *vas_blobs_name_file (const char  *stem,
                                  GBytes      *bytes);
gboolean     vas_blobs_write_file (GBytes     *bytes,
                                  const char  *path,
                                  GError     **error);

G_END_DECLS
