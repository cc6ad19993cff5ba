/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasCase: one invoice request and everything around it, as a snapshot. Owned by one thread at a time; the store fills it
 * on a reader and hands it over.
 */

#include "vas-case.h"

G_DEFINE_FINAL_TYPE (VasCaseOrder, vas_case_order, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (VasCase, vas_case, G_TYPE_OBJECT)

static void
vas_case_order_finalize (GObject *object)
{
  VasCaseOrder *self = VAS_CASE_ORDER (object);

  g_clear_object (&self->share);
  g_clear_object (&self->order);

  G_OBJECT_CLASS (vas_case_order_parent_class)->finalize (object);
}

static void
vas_case_order_class_init (VasCaseOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_case_order_finalize;
}

static void
vas_case_order_init (VasCaseOrder *self)
{
}

/**
 * vas_case_order_new:
 * @share: the share; a reference is taken
 * @order: (nullable): its order; a reference is taken
 * @invoiced: fen that other live requests take of the order
 *
 * Returns: (transfer full): a new row
 */
VasCaseOrder *
vas_case_order_new (VasShare *share,
                    VasOrder *order,
                    VasMoney  invoiced)
{
  VasCaseOrder *self = g_object_new (VAS_TYPE_CASE_ORDER, NULL);

  self->share = g_object_ref (share);
  self->order = order != NULL ? g_object_ref (order) : NULL;
  self->invoiced = invoiced;

  return self;
}

/** vas_case_order_get_available: fen that may still be invoiced for the order, this share not counted (R15). */
VasMoney
vas_case_order_get_available (VasCaseOrder *self)
{
  if (self->order == NULL)
    return 0;

  return MAX (self->order->paid - self->order->refunded - self->invoiced, 0);
}

static void
vas_case_finalize (GObject *object)
{
  VasCase *self = VAS_CASE (object);

  g_clear_object (&self->request);
  g_clear_object (&self->account);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->fapiao, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->parcels, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->earlier_title, g_free);

  G_OBJECT_CLASS (vas_case_parent_class)->finalize (object);
}

static void
vas_case_class_init (VasCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_case_finalize;
}

static void
vas_case_init (VasCase *self)
{
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  self->fapiao = g_ptr_array_new_with_free_func (g_object_unref);
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->parcels = g_ptr_array_new_with_free_func (g_object_unref);
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
  self->notes = g_ptr_array_new_with_free_func (g_object_unref);
}

/** vas_case_new: (transfer full): a case with nothing but its request, to which a reference is taken. */
VasCase *
vas_case_new (VasRequest *request)
{
  VasCase *self = g_object_new (VAS_TYPE_CASE, NULL);

  self->request = g_object_ref (request);

  return self;
}

/** vas_case_get_next_sheet: (nullable) (transfer none): the first sheet that is bound and not yet issued. */
VasFapiao *
vas_case_get_next_sheet (VasCase *self)
{
  for (guint i = 0; i < self->fapiao->len; i++)
    {
      VasFapiao *fapiao = g_ptr_array_index (self->fapiao, i);

      if (fapiao->state == VAS_FAPIAO_STATE_BOUND)
        return fapiao;
    }

  return NULL;
}

/** vas_case_get_parcel: (nullable) (transfer none): the newest parcel. */
VasParcel *
vas_case_get_parcel (VasCase *self)
{
  return self->parcels->len > 0 ? g_ptr_array_index (self->parcels, 0) : NULL;
}

/** vas_case_get_issued_total: fen, with tax, of the sheets that are issued and stand. */
VasMoney
vas_case_get_issued_total (VasCase *self)
{
  VasMoney total = 0;

  for (guint i = 0; i < self->fapiao->len; i++)
    {
      VasFapiao *fapiao = g_ptr_array_index (self->fapiao, i);

      if (fapiao->state == VAS_FAPIAO_STATE_ISSUED)
        total += fapiao->amount;
    }

  return total;
}
