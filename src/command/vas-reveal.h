/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-role.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_REVEAL_KEEPERS: the roles that may see what tax law keeps of an erased user (R29). */
#define VAS_REVEAL_KEEPERS (VAS_ROLE_AUDITOR | VAS_ROLE_ADMINISTRATOR)

/** VAS_REVEAL_COMMAND: the command whose rows of the trail tell of reveals. */
#define VAS_REVEAL_COMMAND "personal.reveal"

/**
 * VasRevealWhat:
 * @subject: "account", "request" or "parcel"
 * @key: of the record
 * @fields: names of its personal fields
 * @reason: why the work needs them
 *
 * Whole personal values that are asked for.
 */
typedef struct {
  char  *subject;
  char  *key;
  GStrv  fields;
  char  *reason;
} VasRevealWhat;

VasRevealWhat *vas_reveal_what_new  (const char           *record,
                                     const char * const   *fields,
                                     const char           *reason,
                                     GError              **error);
void           vas_reveal_what_free (VasRevealWhat        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasRevealWhat, vas_reveal_what_free)

JsonObject    *vas_reveal_read      (VasSql               *sql,
                                     const VasRevealWhat  *what,
                                     GError              **error);

G_END_DECLS
