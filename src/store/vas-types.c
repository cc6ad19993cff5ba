/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which entities are stored. Capture, verification, export and the drift test walk this list: an entity that is not in it
 * does not exist for them. Any thread.
 */

#include "vas-types.h"

#include "vas-acceptance.h"
#include "vas-account.h"
#include "vas-calendar-day.h"
#include "vas-change-item.h"
#include "vas-change.h"
#include "vas-day-close.h"
#include "vas-deputy.h"
#include "vas-fapiao-line.h"
#include "vas-fapiao.h"
#include "vas-measure.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-payment.h"
#include "vas-personal-request.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-refund.h"
#include "vas-request.h"
#include "vas-service-use.h"
#include "vas-service.h"
#include "vas-setting.h"
#include "vas-share.h"
#include "vas-staff.h"
#include "vas-stock.h"
#include "vas-terms.h"

#define N_TYPES 27

static void
fill_types (GType *types)
{
  const GType all[] = {
    VAS_TYPE_SERVICE, VAS_TYPE_PLAN, VAS_TYPE_PRICE, VAS_TYPE_ACCOUNT, VAS_TYPE_ORDER,
    VAS_TYPE_PAYMENT, VAS_TYPE_REQUEST, VAS_TYPE_SHARE, VAS_TYPE_STOCK, VAS_TYPE_FAPIAO,
    VAS_TYPE_FAPIAO_LINE, VAS_TYPE_PARCEL, VAS_TYPE_NOTICE, VAS_TYPE_NOTE, VAS_TYPE_TERMS,
    VAS_TYPE_STAFF, VAS_TYPE_DEPUTY, VAS_TYPE_CALENDAR_DAY, VAS_TYPE_SETTING, VAS_TYPE_DAY_CLOSE,
    VAS_TYPE_ACCEPTANCE, VAS_TYPE_SERVICE_USE, VAS_TYPE_CHANGE, VAS_TYPE_CHANGE_ITEM,
    VAS_TYPE_PERSONAL_REQUEST, VAS_TYPE_REFUND, VAS_TYPE_MEASURE,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) == N_TYPES);
  for (guint i = 0; i < N_TYPES; i++)
    {
      g_type_class_unref (g_type_class_ref (all[i]));
      types[i] = all[i];
    }
}

/**
 * vas_store_entity_types:
 * @n: (out) (optional): how many
 *
 * Returns: (array length=n) (transfer none): every stored type of #VasEntity, what is referred to before what refers
 */
const GType *
vas_store_entity_types (guint *n)
{
  static GType types[N_TYPES];
  static gsize filled;

  if (g_once_init_enter (&filled))
    {
      fill_types (types);
      g_once_init_leave (&filled, 1);
    }
  if (n != NULL)
    *n = N_TYPES;

  return types;
}

/**
 * vas_store_entity_type:
 * @table: the name of an SQL table
 *
 * Returns: the type that is stored there; %G_TYPE_INVALID where none is
 */
GType
vas_store_entity_type (const char *table)
{
  const GType *types = vas_store_entity_types (NULL);

  for (guint i = 0; i < N_TYPES; i++)
    {
      if (g_str_equal (VAS_ENTITY_CLASS (g_type_class_peek_static (types[i]))->table, table))
        return types[i];
    }

  return G_TYPE_INVALID;
}
