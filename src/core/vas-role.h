/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasRole:
 * @VAS_ROLE_CATALOG_EDITOR: drafts services, plans and prices
 * @VAS_ROLE_CATALOG_APPROVER: approves what an editor drafted
 * @VAS_ROLE_ORDER_AGENT: answers users, works on orders, enters invoice requests
 * @VAS_ROLE_INVOICE_CLERK: reviews, issues and sends
 * @VAS_ROLE_INVOICE_SUPERVISOR: second extension, amounts over the limit, reversal, reissue, refund gate without paper
 * @VAS_ROLE_TERMS_EDITOR: drafts and reviews terms
 * @VAS_ROLE_TERMS_PUBLISHER: publishes approved terms
 * @VAS_ROLE_AUDITOR: reads everything, changes nothing
 * @VAS_ROLE_ADMINISTRATOR: staff, settings, imports
 * @VAS_ROLE_SYSTEM: work of the clock, never a person's
 * @VAS_ROLE_SHOP: what the shop tells by its intake, never a person's
 *
 * Roles of staff (R30). Bits: somebody may have several.
 */
typedef enum {
  VAS_ROLE_CATALOG_EDITOR     = 1 << 0,
  VAS_ROLE_CATALOG_APPROVER   = 1 << 1,
  VAS_ROLE_ORDER_AGENT        = 1 << 2,
  VAS_ROLE_INVOICE_CLERK      = 1 << 3,
  VAS_ROLE_INVOICE_SUPERVISOR = 1 << 4,
  VAS_ROLE_TERMS_EDITOR       = 1 << 5,
  VAS_ROLE_TERMS_PUBLISHER    = 1 << 6,
  VAS_ROLE_AUDITOR            = 1 << 7,
  VAS_ROLE_ADMINISTRATOR      = 1 << 8,
  VAS_ROLE_SYSTEM             = 1 << 9,
  VAS_ROLE_SHOP               = 1 << 10,
} VasRole;

/** VAS_ROLES_NOT_OF_PERSONS: what nobody can be given. */
#define VAS_ROLES_NOT_OF_PERSONS (VAS_ROLE_SYSTEM | VAS_ROLE_SHOP)

/** VAS_ROLES_OF_PERSONS: everything else. */
#define VAS_ROLES_OF_PERSONS (VAS_ROLE_SYSTEM - 1)

char     *vas_roles_to_text   (guint        roles);
gboolean  vas_roles_from_text (const char  *text,
                               guint       *roles);

G_END_DECLS
