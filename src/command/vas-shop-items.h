/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command.h"
#include "vas-shop-store.h"

G_BEGIN_DECLS

#define VAS_SHOP_ITEM_ERROR (vas_shop_item_error_quark ())
GQuark vas_shop_item_error_quark (void);

/**
 * VasShopItemError:
 * @VAS_SHOP_ITEM_ERROR_MALFORMED: a member is missing or not allowed
 * @VAS_SHOP_ITEM_ERROR_UNKNOWN: it names a record that is not here
 *
 * Why an item makes no command. The message begins with the name of the member and a colon.
 */
typedef enum {
  VAS_SHOP_ITEM_ERROR_MALFORMED,
  VAS_SHOP_ITEM_ERROR_UNKNOWN,
} VasShopItemError;

/**
 * VasShopItem:
 * @key: the shop's, of this item
 * @type: such as "order.made"
 * @at: instant at which it happened, by the shop
 * @data: the rest
 * @command_id: of the command that it makes
 * @actor: "shop/" and the shop's name
 *
 * One item of an intake. Everything is the caller's.
 */
typedef struct {
  const char *key;
  const char *type;
  gint64      at;
  JsonObject *data;
  const char *command_id;
  const char *actor;
} VasShopItem;

VasCommand *vas_shop_item_to_command (VasSql             *sql,
                                      const VasShopItem  *item,
                                      GError            **error);

G_END_DECLS
