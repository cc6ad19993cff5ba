/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An order of a case: number and service, what is asked for of it, the cap meter, and, where it differs, what the user stated
 * beside what is recorded. Main thread.
 */

#include "vas-order-row.h"

#include "vas-row-layout.h"
#include "vas-time.h"

#include <glib/gi18n.h>

struct _VasOrderRow
{
  AdwBin       parent_instance;

  GtkLabel    *number;
  GtkLabel    *service;
  GtkLabel    *amount;
  GtkLabel    *stated;
  VasCapMeter *meter;
};

G_DEFINE_FINAL_TYPE (VasOrderRow, vas_order_row, ADW_TYPE_BIN)

static void
vas_order_row_class_init (VasOrderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (VAS_TYPE_ROW_LAYOUT);
  g_type_ensure (VAS_TYPE_CAP_METER);
  gtk_widget_class_set_css_name (widget_class, "vasorderrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasOrderRow, number);
  gtk_widget_class_bind_template_child (widget_class, VasOrderRow, service);
  gtk_widget_class_bind_template_child (widget_class, VasOrderRow, amount);
  gtk_widget_class_bind_template_child (widget_class, VasOrderRow, stated);
  gtk_widget_class_bind_template_child (widget_class, VasOrderRow, meter);
}

static void
vas_order_row_init (VasOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_part (GString    *text,
             const char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What the caller said of this order, in the caller's words. */
static char *
describe_stated (VasShare *share)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount = share->stated_amount != VAS_NONE ? vas_money_format (share->stated_amount) : NULL;

  append_part (text, share->stated_order);
  append_part (text, share->stated_service);
  append_part (text, amount);

  return text->len > 0 ? g_strdup_printf (_("Stated: %s"), text->str) : NULL;
}

static gboolean
differs (VasCaseOrder *item)
{
  VasShare *share = item->share;

  return (share->stated_amount != VAS_NONE && share->stated_amount != share->amount) ||
         (share->stated_order != NULL && item->order != NULL && !g_str_has_suffix (item->order->number, share->stated_order));
}

static void
show_order (VasOrderRow *self,
            VasOrder    *order)
{
  g_autofree char *service = NULL;
  g_autofree char *paid = NULL;

  if (order == NULL)
    {
      gtk_label_set_text (self->service, _("No such order"));
      return;
    }

  paid = order->paid_at != VAS_NONE ? vas_date_format (vas_instant_to_date (order->paid_at)) : NULL;
  service = paid != NULL ? g_strdup_printf (_("%s · %s, paid on %s"), order->service_name, order->plan_name, paid)
                         : g_strdup_printf (_("%s · %s, not paid"), order->service_name, order->plan_name);
  gtk_label_set_text (self->number, order->number);
  gtk_label_set_text (self->service, service);
}

static VasMoney
get_paid (VasOrder *order)
{
  if (order == NULL || order->paid == VAS_NONE)
    return 0;

  return order->paid - (order->refunded != VAS_NONE ? order->refunded : 0);
}

/** vas_order_row_show: has the row say @item. */
void
vas_order_row_show (VasOrderRow  *self,
                    VasCaseOrder *item)
{
  g_autofree char *amount = vas_money_format (item->share->amount);
  g_autofree char *stated = describe_stated (item->share);

  gtk_label_set_text (self->number, item->share->stated_order != NULL ? item->share->stated_order : "—");
  show_order (self, item->order);
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->stated, stated != NULL ? stated : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stated), stated != NULL);
  if (differs (item))
    gtk_widget_add_css_class (GTK_WIDGET (self->stated), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->stated), "error");
  vas_cap_meter_set (self->meter, get_paid (item->order), item->invoiced, item->share->live ? item->share->amount : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (self->number), -1);
}
