/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasEnum:
 * @name: what the values are, for messages
 * @ids: NULL-terminated; the id at place i stands for the C value i, in SQL and JSON
 *
 * The stable names of a C enumeration. Ids are never renamed or moved: databases and the audit trail hold them.
 */
typedef struct {
  const char         *name;
  const char * const *ids;
} VasEnum;

const char *vas_enum_to_id   (const VasEnum *enumeration,
                              int            value);
gboolean    vas_enum_from_id (const VasEnum *enumeration,
                              const char    *id,
                              int           *value);

G_END_DECLS
