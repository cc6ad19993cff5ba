/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"
#include "vas-shop-store.h"

G_BEGIN_DECLS

/**
 * VasCaller:
 * @staff_key: who is signed in
 * @token_hash: of the session
 *
 * What the slot of a request holds on routes that need a session of staff.
 */
typedef struct {
  char *staff_key;
  char *token_hash;
} VasCaller;

/**
 * VasShopCaller:
 * @shop: whose token it is
 * @token_hash: of it
 *
 * The same on routes of the shop.
 */
typedef struct {
  VasShop *shop;
  char    *token_hash;
} VasShopCaller;

/**
 * VasSessions:
 *
 * Who is signed in: passwords, tokens, and the limits on trying. Made before the server starts, freed after it has stopped.
 */
typedef struct _VasSessions VasSessions;

VasSessions *vas_sessions_new    (VasBackend   *backend);
void         vas_sessions_free   (VasSessions  *self);

gboolean     vas_sessions_confirm (VasSql          *sql,
                                   const VasCaller *caller,
                                   gint64           now,
                                   GError         **error);
gboolean     vas_sessions_get_roles (VasSql          *sql,
                                     const VasCaller *caller,
                                     gint64           now,
                                     guint           *roles,
                                     GError         **error);
gboolean     vas_sessions_confirm_shop
                                  (VasSql              *sql,
                                   const VasShopCaller *caller,
                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasSessions, vas_sessions_free)

G_END_DECLS
