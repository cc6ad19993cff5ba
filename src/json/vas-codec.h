/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-json-reader.h"

G_BEGIN_DECLS

/**
 * VasCodecFlags:
 * @VAS_CODEC_WHOLE: every field but those of this replica alone
 * @VAS_CODEC_WITHOUT_PERSONAL: whole personal data are left out (R31); their masked forms stay
 *
 * How much of an entity is put into JSON.
 */
typedef enum {
  VAS_CODEC_WHOLE            = 0,
  VAS_CODEC_WITHOUT_PERSONAL = 1 << 0,
} VasCodecFlags;

JsonNode *vas_codec_encode  (VasEntity      *entity,
                             VasCodecFlags   flags);
gpointer  vas_codec_scan    (GType           type,
                             const char     *data,
                             gsize           length);
gpointer  vas_codec_decode  (GType           type,
                             JsonObject     *object,
                             GError        **error);

G_END_DECLS
