/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-change-item.h"

static const VasField fields[] = {
  VAS_FIELD (VasChangeItem, change_key, KEY, 0),
  VAS_FIELD (VasChangeItem, position, INTEGER, 0),
  VAS_FIELD (VasChangeItem, plan_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, service_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, amount, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, ends_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, name, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, name_en, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, item_name, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, tax_code, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, tax_rate, RATE, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasChangeItem, state, vas_service_state_enum, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasChangeItem, vas_change_item, "catalog_change_item", fields)

/** vas_change_item_is_empty: whether it names its plan or service and says nothing of it. */
gboolean
vas_change_item_is_empty (VasChangeItem *self)
{
  return self->amount == VAS_NONE && self->name == NULL && self->name_en == NULL && self->item_name == NULL &&
         self->tax_code == NULL && self->tax_rate == VAS_NONE && (int) self->state < 0;
}
