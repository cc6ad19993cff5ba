/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-calendar.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasIntakeOrder:
 *
 * An order of the caller's account, with what may still be invoiced of it and until when.
 */
#define VAS_TYPE_INTAKE_ORDER (vas_intake_order_get_type ())
G_DECLARE_FINAL_TYPE (VasIntakeOrder, vas_intake_order, VAS, INTAKE_ORDER, GObject)

struct _VasIntakeOrder
{
  GObject   parent_instance;

  VasOrder *order;
  VasMoney  invoiced;               /* by live requests but the one that is corrected */
  VasMoney  available;
  gint32    until;                  /* last day to apply (R16); VAS_NONE_DATE where unpaid */
};

/**
 * VasIntake:
 *
 * What a new request needs to know of a caller: the account, its orders, and what earlier requests said.
 */
#define VAS_TYPE_INTAKE (vas_intake_get_type ())
G_DECLARE_FINAL_TYPE (VasIntake, vas_intake, VAS, INTAKE, GObject)

struct _VasIntake
{
  GObject     parent_instance;

  VasAccount *account;
  GPtrArray  *orders;               /* VasIntakeOrder, newest first */
  GPtrArray  *plain_orders;         /* VasOrder, in the same order */
  GPtrArray  *earlier;              /* VasRequest: titles and recipients given before, each once, newest first */
};

VasIntake *vas_intake_load (VasSql       *sql,
                            const char   *account_key,
                            const char   *corrected,
                            GError      **error);

G_END_DECLS
