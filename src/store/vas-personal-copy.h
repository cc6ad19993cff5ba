/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

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

GPtrArray *vas_personal_copy        (VasSql      *sql,
                                     const char  *account_key,
                                     GError     **error);
GBytes    *vas_personal_copy_to_csv (GPtrArray   *values);

G_END_DECLS
