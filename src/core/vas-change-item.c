/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What becomes of a plan or a service. An item that started holds what was there before it, so that it can be taken back from a copy:
 * so is found what was in force at an earlier instant (R5). Pure.
 */

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
  VAS_FIELD (VasChangeItem, was_name, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, was_item_name, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, was_tax_code, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasChangeItem, was_tax_rate, RATE, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasChangeItem, was_state, vas_service_state_enum, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasChangeItem, vas_change_item, "catalog_change_item", fields)

/** vas_change_item_is_empty: whether it names its plan or service and says nothing of it. */
gboolean
vas_change_item_is_empty (VasChangeItem *self)
{
  return self->amount == VAS_NONE && self->name == NULL && self->name_en == NULL && self->item_name == NULL &&
         self->tax_code == NULL && self->tax_rate == VAS_NONE && (int) self->state < 0;
}

/* Members of an item that are of the same name in a plan or a service, and where the item keeps what was there before; an order
 * keeps no English name. */
static const struct {
  const char *name;
  const char *was;
} members[] = {
  { "name", "was_name" },
  { "name_en", NULL },
  { "item_name", "was_item_name" },
  { "tax_code", "was_tax_code" },
  { "tax_rate", "was_tax_rate" },
  { "state", "was_state" },
};

/** vas_change_item_may_draft: whether @member is one that a person may give; the others are the program's. */
gboolean
vas_change_item_may_draft (const char *member)
{
  static const char * const own[] = { "id", "key", "ver", "change_key", "position", NULL };
  g_autoptr (VasEntityClass) klass = g_type_class_ref (VAS_TYPE_CHANGE_ITEM);

  return !g_strv_contains (own, member) && !g_str_has_prefix (member, "was_") && vas_entity_class_find_field (klass, member) != NULL;
}

/* Whether @to was changed. What @from does not have, and what @to cannot have, stays as it is. */
static gboolean
copy_member (VasEntity  *from,
             const char *from_name,
             VasEntity  *to,
             const char *to_name)
{
  const VasField *source = vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (from), from_name);
  const VasField *target = vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (to), to_name);

  if (source == NULL || target == NULL || vas_entity_field_is_none (from, source))
    return FALSE;

  return vas_entity_field_is_text (target) ? vas_entity_set_text (to, target, vas_entity_get_text (from, source))
                                           : vas_entity_set_integer (to, target, vas_entity_get_integer (from, source));
}

static gboolean
has (VasChangeItem *self,
     const char    *name)
{
  return !vas_entity_field_is_none (VAS_ENTITY (self), vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (self), name));
}

/** vas_change_item_keep: to be called before vas_change_item_apply(): the item keeps what of @subject it is going to replace. */
void
vas_change_item_keep (VasChangeItem *self,
                      VasEntity     *subject)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].was != NULL && has (self, members[i].name))
        copy_member (subject, members[i].name, VAS_ENTITY (self), members[i].was);
    }
}

/** vas_change_item_apply: what the item has takes its place in @subject, its plan or service; whether that changed anything. */
gboolean
vas_change_item_apply (VasChangeItem *self,
                       VasEntity     *subject)
{
  gboolean changed = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    changed |= copy_member (VAS_ENTITY (self), members[i].name, subject, members[i].name);

  return changed;
}

/** vas_change_item_undo: @subject has again what the item kept of it; an item that kept nothing leaves it as it is. */
void
vas_change_item_undo (VasChangeItem *self,
                      VasEntity     *subject)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].was != NULL)
        copy_member (VAS_ENTITY (self), members[i].was, subject, members[i].name);
    }
}
