/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-blobs.h"

G_BEGIN_DECLS

/** VAS_BLOB_PARTS_MOST: uploads that one person may have begun and not ended. */
#define VAS_BLOB_PARTS_MOST 16

/**
 * VasBlobPartsResult:
 * @VAS_BLOB_PARTS_OK: taken; what there is now is told
 * @VAS_BLOB_PARTS_ABSENT: this person has begun no such upload
 * @VAS_BLOB_PARTS_GAP: the part does not begin where the file ends; what there is now is told
 * @VAS_BLOB_PARTS_LONG: the part reaches beyond the end
 * @VAS_BLOB_PARTS_WRONG: what came is not what was announced, by its hash or its first bytes; it was thrown away
 * @VAS_BLOB_PARTS_MANY: this person has begun too many
 * @VAS_BLOB_PARTS_OTHER: it is there, or parts of it are, with another size or kind than is announced now; @size and @kind tell those
 * @VAS_BLOB_PARTS_FAILED: the disk did; an error is set
 *
 * What became of a part.
 */
typedef enum {
  VAS_BLOB_PARTS_OK,
  VAS_BLOB_PARTS_ABSENT,
  VAS_BLOB_PARTS_GAP,
  VAS_BLOB_PARTS_LONG,
  VAS_BLOB_PARTS_WRONG,
  VAS_BLOB_PARTS_MANY,
  VAS_BLOB_PARTS_OTHER,
  VAS_BLOB_PARTS_FAILED,
} VasBlobPartsResult;

/**
 * VasBlobUpload:
 * @directory: of the records
 * @owner: key of the person
 * @hash: what the file is to be called
 * @size: (out): bytes that it is to have; given at the beginning
 * @kind: (out): what it is to be; given at the beginning
 * @have: (out): bytes that are there
 *
 * An upload, as it is asked for and told.
 */
typedef struct {
  const char  *directory;
  const char  *owner;
  const char  *hash;
  gint64       size;
  VasBlobKind  kind;
  gint64       have;
} VasBlobUpload;

VasBlobPartsResult vas_blob_parts_begin (VasBlobUpload  *upload,
                                         gint64          now,
                                         GError        **error);
VasBlobPartsResult vas_blob_parts_add   (VasBlobUpload  *upload,
                                         gint64          offset,
                                         GBytes         *bytes,
                                         GError        **error);

G_END_DECLS
