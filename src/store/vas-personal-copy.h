/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * VasPersonalValue:
 * @record: the kind of record: "account"
 * @name: what people know the record by, or ""
 * @field: "mobile"
 * @value: as people read it
 *
 * One value that is held of a user.
 */
typedef struct {
  char *record;
  char *name;
  char *field;
  char *value;
} VasPersonalValue;

/**
 * VasPersonalWant:
 * @record: as a reveal names it: "account/0198…"
 * @table: "account"
 * @name: what people know it by, or ""
 * @fields: what of it a desk of a backend does not hold
 *
 * A record whose whole values have to be asked for (R31).
 */
typedef struct {
  char  *record;
  char  *table;
  char  *name;
  GStrv  fields;
} VasPersonalWant;

GPtrArray *vas_personal_copy        (VasSql                 *sql,
                                     const char             *account_key,
                                     GError                **error);
GPtrArray *vas_personal_list_wants  (VasSql                 *sql,
                                     const char             *account_key,
                                     GError                **error);
void       vas_personal_copy_take   (GPtrArray              *values,
                                     const VasPersonalWant  *want,
                                     JsonObject             *revealed);
GBytes    *vas_personal_copy_to_csv (GPtrArray              *values);

G_END_DECLS
