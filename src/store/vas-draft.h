/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_DRAFT_MOST_BYTES: a larger draft is refused. */
#define VAS_DRAFT_MOST_BYTES (1024 * 1024)

/**
 * VasDraft:
 * @kind: which form
 * @subject: what it is about: a record's key, or "" for a new one
 * @value: what was filled in; its meaning is the form's
 * @saved_at: microseconds since 1970 UTC
 */
typedef struct {
  char   *kind;
  char   *subject;
  char   *value;
  gint64  saved_at;
} VasDraft;

void       vas_draft_free   (VasDraft    *self);
gboolean   vas_draft_save   (VasSql      *sql,
                             const char  *kind,
                             const char  *subject,
                             const char  *value,
                             gint64       now,
                             GError     **error);
char      *vas_draft_load   (VasSql      *sql,
                             const char  *kind,
                             const char  *subject,
                             GError     **error);
gboolean   vas_draft_delete (VasSql      *sql,
                             const char  *kind,
                             const char  *subject,
                             GError     **error);
gboolean   vas_draft_move   (VasSql      *sql,
                             const char  *kind,
                             const char  *from,
                             const char  *to,
                             GError     **error);
gboolean   vas_draft_forget (VasSql      *sql,
                             const char  *kind,
                             const char  *prefix,
                             gint64       before,
                             GError     **error);
GPtrArray *vas_draft_list   (VasSql      *sql,
                             const char  *kind,
                             GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasDraft, vas_draft_free)

G_END_DECLS
