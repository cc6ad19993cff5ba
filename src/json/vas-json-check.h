/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-json-error.h"

G_BEGIN_DECLS

/** VAS_JSON_MAX_DEPTH: how deep objects and arrays may stand in one another. */
#define VAS_JSON_MAX_DEPTH 32

/** VAS_JSON_MAX_MEMBERS: the most members of one object; json-glib's table of them is slow for names made to collide. */
#define VAS_JSON_MAX_MEMBERS 1024

/** VAS_JSON_MAX_INTEGER: 2^53, the largest integer, either sign, that every reader of JSON keeps exactly. */
#define VAS_JSON_MAX_INTEGER G_GINT64_CONSTANT (9007199254740992)

/**
 * VasJsonFlags:
 * @VAS_JSON_STRICT: nothing is let through
 * @VAS_JSON_FRACTIONS: numbers may have fractions and exponents; never for what the program keeps
 *
 * What a place takes beyond the strict form.
 */
typedef enum {
  VAS_JSON_STRICT    = 0,
  VAS_JSON_FRACTIONS = 1 << 0,
} VasJsonFlags;

gboolean  vas_json_check  (const char   *data,
                           gsize         length,
                           gsize         max_size,
                           VasJsonFlags  flags,
                           GError      **error);

G_END_DECLS
