/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-money.h"
#include "vas-order.h"

G_BEGIN_DECLS

/**
 * VasStated:
 * @order: (nullable): last digits of an order number, or all of it
 * @service: (nullable): the name of a service, or a part of it
 * @amount: fen, or %VAS_NONE where none was stated
 *
 * What a caller states of one order (R13).
 */
typedef struct {
  char     *order;
  char     *service;
  VasMoney  amount;
} VasStated;

/**
 * VasStatedMatch:
 * @VAS_STATED_FOUND: one order is meant
 * @VAS_STATED_NONE: no order of the account is meant
 * @VAS_STATED_SEVERAL: more than one could be meant: ask for more digits
 */
typedef enum {
  VAS_STATED_FOUND,
  VAS_STATED_NONE,
  VAS_STATED_SEVERAL,
} VasStatedMatch;

VasStated      *vas_stated_parse (const char        *text,
                                  GError           **error);
void            vas_stated_free  (VasStated         *self);
VasStatedMatch  vas_stated_match (const VasStated   *self,
                                  GPtrArray         *orders,
                                  guint             *place);
char           *vas_stated_again (const VasStated   *self,
                                  VasOrder          *order,
                                  GPtrArray         *orders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasStated, vas_stated_free)

G_END_DECLS
