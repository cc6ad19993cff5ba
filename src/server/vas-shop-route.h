/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/**
 * VasShopDoor:
 *
 * The routes of the shop: POST /v1/intake and GET /v1/shop/feed. Made before the server starts, freed after it has stopped.
 */
typedef struct _VasShopDoor VasShopDoor;

VasShopDoor *vas_shop_door_new   (VasBackend   *backend);
void         vas_shop_door_free  (VasShopDoor  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasShopDoor, vas_shop_door_free)

G_END_DECLS
