/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_FIND_MOST: the most records that are found at a time. */
#define VAS_FIND_MOST 50

/**
 * VasFound:
 * @record: an order or a request
 * @account: whose it is
 *
 * A record that was looked for.
 */
typedef struct {
  VasEntity  *record;
  VasAccount *account;
} VasFound;

void       vas_found_free    (VasFound    *self);

GPtrArray *vas_find_records  (VasSql      *sql,
                              const char  *text,
                              guint        limit,
                              gboolean    *more,
                              GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFound, vas_found_free)

G_END_DECLS
