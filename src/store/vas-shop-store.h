/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasShop:
 * @key: of its own, which the ids of its commands derive from; the same for every token of the name
 * @name: what the operator calls it: letters, digits and hyphens
 * @created_at: instant of its first token
 *
 * A shop that may use the intake. Who it is stands in a credential alone: neither desks nor the trail hold it.
 */
typedef struct {
  char   *key;
  char   *name;
  gint64  created_at;
} VasShop;

void      vas_shop_free        (VasShop     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasShop, vas_shop_free)

gboolean  vas_shop_name_is_fit (const char  *name);
gboolean  vas_shop_add         (VasSql      *sql,
                                const char  *key,
                                const char  *name,
                                const char  *token_hash,
                                gint64       now,
                                GError     **error);
gboolean  vas_shop_revoke      (VasSql      *sql,
                                const char  *name,
                                gint64       now,
                                gboolean    *found,
                                GError     **error);
gboolean  vas_shop_find        (VasSql      *sql,
                                const char  *token_hash,
                                VasShop    **shop,
                                GError     **error);

gboolean  vas_intake_item_find (VasSql      *sql,
                                const char  *command_id,
                                char       **salt,
                                char       **item_hash,
                                GError     **error);
gboolean  vas_intake_item_keep (VasSql      *sql,
                                const char  *command_id,
                                const char  *salt,
                                const char  *item_hash,
                                GError     **error);

G_END_DECLS
