/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-shop-store.h"

G_BEGIN_DECLS

/** VAS_SHOP_MOST_ITEMS: of one batch. */
#define VAS_SHOP_MOST_ITEMS 500

/**
 * VasShopState:
 * @VAS_SHOP_APPLIED: done
 * @VAS_SHOP_REFUSED: a rule stands against it; the trail says so, and the key is used
 * @VAS_SHOP_UNKNOWN: it names a record that is not here (yet); nothing was kept, and it may be sent again under its key
 * @VAS_SHOP_MALFORMED: it is not of its form; nothing was kept
 * @VAS_SHOP_CONFLICT: another item came under this key before
 */
typedef enum {
  VAS_SHOP_APPLIED,
  VAS_SHOP_REFUSED,
  VAS_SHOP_UNKNOWN,
  VAS_SHOP_MALFORMED,
  VAS_SHOP_CONFLICT,
} VasShopState;

/**
 * VasShopResult:
 * @key: (nullable): of the item, where it has one
 * @duplicate: the item came before; this is what was said then
 * @seq: its row of the trail; 0 where it has none
 * @rule: (nullable): what stands against it; @clause and @code likewise
 * @field: (nullable): the member that is at fault
 * @detail: (nullable): what is wrong with it
 * @request: (nullable): number of the request that it made
 * @payment: (nullable): where the payment stands: "matched", "desk" or "returned"
 *
 * What became of one item.
 */
typedef struct {
  char         *key;
  VasShopState  state;
  gboolean      duplicate;
  gint64        seq;
  char         *rule;
  char         *clause;
  char         *code;
  char         *field;
  char         *detail;
  char         *request;
  char         *payment;
} VasShopResult;

void        vas_shop_result_free    (VasShopResult  *self);
JsonObject *vas_shop_result_to_json (VasShopResult  *self);

GPtrArray  *vas_shop_take_in        (VasSql         *sql,
                                     const VasShop  *shop,
                                     JsonArray      *items,
                                     gint64          now,
                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasShopResult, vas_shop_result_free)

G_END_DECLS
