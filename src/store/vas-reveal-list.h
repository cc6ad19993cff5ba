/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_REVEAL_COMMAND: the command whose rows of the trail tell of reveals. */
#define VAS_REVEAL_COMMAND "personal.reveal"

/** VAS_REVEAL_SUBJECT: what each of them touches, so that all are found. */
#define VAS_REVEAL_SUBJECT "reveals"

/**
 * VasReveal:
 * @seq: of its row of the trail
 * @actor: key of who revealed
 * @logged_at: instant
 * @subject: "account", "request" or "parcel"
 * @subject_key: of the record
 * @fields: which values
 * @reason: why
 *
 * Somebody saw whole personal values (R31).
 */
typedef struct {
  gint64  seq;
  char   *actor;
  gint64  logged_at;
  char   *subject;
  char   *subject_key;
  GStrv   fields;
  char   *reason;
} VasReveal;

void       vas_reveal_free (VasReveal   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasReveal, vas_reveal_free)

GPtrArray *vas_reveal_list (VasSql      *sql,
                            gint64       before,
                            guint        most,
                            GError     **error);

G_END_DECLS
