/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a request looks in the queue. Follows its item by one notification; bound and unbound as the list scrolls. Main thread. */

#include "vas-queue-cell.h"

#include "vas-deadline.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

struct _VasQueueCell
{
  AdwBin        parent_instance;

  GtkBox       *badge;
  GtkImage     *badge_icon;
  GtkLabel     *badge_label;
  GtkLabel     *title;
  GtkLabel     *subtitle;
  GtkLabel     *amount;
  GtkLabel     *claimer;

  VasDesk      *desk;
  VasQueueItem *item;
  gulong        row_id;
};

G_DEFINE_FINAL_TYPE (VasQueueCell, vas_queue_cell, ADW_TYPE_BIN)

static char *
describe_request (VasQueueRow *row)
{
  VasRequest *request = row->request;
  g_autofree char *orders = g_strdup_printf (ngettext ("%u order", "%u orders", row->n_orders), row->n_orders);
  g_autofree char *text = NULL;
  const char *name = row->account_name != NULL ? row->account_name : "—";

  text = g_strdup_printf ("%s · %s · %s", request->number, orders, name);
  if (request->extensions > 0 && request->extension_reason != NULL)
    return g_strdup_printf (_("%s · extended: %s"), text, request->extension_reason);

  return g_steal_pointer (&text);
}

static void
show_deadline (VasQueueCell *self,
               VasRequest   *request)
{
  VasUrgency urgency;
  g_autofree char *text = vas_deadline_describe (request, vas_desk_get_calendar (self->desk), vas_desk_get_today (self->desk),
                                                 &urgency);
  const char *icon = vas_urgency_icon (urgency);

  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), (const char *[]) { "due", vas_urgency_class (urgency), NULL });
  gtk_label_set_text (self->badge_label, *text != '\0' ? text : vas_label (&vas_request_state_enum, request->state));
  gtk_image_set_from_icon_name (self->badge_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->badge_icon), icon != NULL);
}

static const char *
describe_claimer (VasQueueCell *self,
                  VasQueueRow  *row)
{
  if (row->claimer == NULL)
    return "—";

  return g_strcmp0 (row->request->claimed_by, vas_desk_get_staff_key (self->desk)) == 0 ? _("me") : row->claimer;
}

static void
show_row (VasQueueCell *self)
{
  VasQueueRow *row = vas_queue_item_get_row (self->item);
  VasRequest *request = row->request;
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *subtitle = describe_request (row);
  g_autofree char *label = NULL;

  show_deadline (self, request);
  gtk_label_set_text (self->title, request->title != NULL ? request->title : "—");
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->claimer, describe_claimer (self, row));

  label = g_strdup_printf ("%s, %s, %s, %s", gtk_label_get_text (self->title), gtk_label_get_text (self->badge_label), subtitle,
                           amount);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* The row around it is what has the focus. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
}

static void
vas_queue_cell_dispose (GObject *object)
{
  VasQueueCell *self = VAS_QUEUE_CELL (object);

  vas_queue_cell_set_item (self, NULL);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_queue_cell_parent_class)->dispose (object);
}

static void
vas_queue_cell_class_init (VasQueueCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_queue_cell_dispose;

  gtk_widget_class_set_css_name (widget_class, "vasqueuecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, badge_label);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, title);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, amount);
  gtk_widget_class_bind_template_child (widget_class, VasQueueCell, claimer);
}

static void
vas_queue_cell_init (VasQueueCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_queue_cell_new: (transfer floating) */
GtkWidget *
vas_queue_cell_new (VasDesk *desk)
{
  VasQueueCell *self = g_object_new (VAS_TYPE_QUEUE_CELL, NULL);

  self->desk = g_object_ref (desk);

  return GTK_WIDGET (self);
}

/** vas_queue_cell_get_item: (transfer none) (nullable) */
VasQueueItem *
vas_queue_cell_get_item (VasQueueCell *self)
{
  return self->item;
}

/** vas_queue_cell_set_item: @item: (nullable): what to show, and to follow. */
void
vas_queue_cell_set_item (VasQueueCell *self,
                         VasQueueItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->row_id, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  self->row_id = g_signal_connect_swapped (item, "notify::row", G_CALLBACK (show_row), self);
  show_row (self);
}
