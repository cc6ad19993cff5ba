/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A row of the comparison: what the caller stated at the left, ours at the right (R13). Ours shows only for what was stated.
 * Emits `remove` when its button is pressed. Main thread.
 */

#include "vas-stated-row.h"

#include <glib/gi18n.h>

#include "vas-time.h"

struct _VasStatedRow
{
  GtkListBoxRow  parent_instance;

  GtkLabel      *stated_label;
  GtkLabel      *stated_amount;
  GtkImage      *mark;
  GtkLabel      *order_label;
  GtkLabel      *detail_label;
  GtkButton     *remove_button;

  VasStatedLine *line;
};

enum {
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasStatedRow, vas_stated_row, GTK_TYPE_LIST_BOX_ROW)

static char *
describe_stated (VasStatedLine *line)
{
  VasStated *stated = line->stated;

  if (stated->order != NULL && stated->service != NULL)
    return g_strdup_printf ("%s · %s", stated->order, stated->service);

  return g_strdup (stated->order != NULL ? stated->order : stated->service);
}

static char *
describe_room (VasIntakeOrder *item)
{
  g_autofree char *available = vas_money_format (item->available);
  g_autofree char *until = NULL;

  if (item->until == VAS_NONE_DATE)
    return g_strdup (_("Not paid"));
  until = vas_date_format (item->until);

  /* Translators: what may still be invoiced of an order, and the last day to apply. */
  return g_strdup_printf (_("Available %s · apply until %s"), available, until);
}

static char *
describe_order (VasIntakeOrder *item)
{
  g_autofree char *paid = vas_money_format (item->order->paid);

  return g_strdup_printf ("%s · %s %s · %s", item->order->number, item->order->service_name, item->order->plan_name, paid);
}

static void
set_mark (VasStatedRow *self,
          const char   *icon,
          const char   *style)
{
  gtk_image_set_from_icon_name (self->mark, icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), style);
}

static void
show_ours (VasStatedRow *self)
{
  VasIntakeOrder *item = self->line->item;
  g_autofree char *order = NULL;
  g_autofree char *room = NULL;

  if (self->line->match == VAS_STATED_FOUND)
    {
      order = describe_order (item);
      room = describe_room (item);
      gtk_label_set_label (self->order_label, order);
      gtk_label_set_label (self->detail_label, room);
    }
  else
    {
      gtk_label_set_label (self->order_label, self->line->match == VAS_STATED_NONE
                                              ? _("No order of this account is meant")
                                              : _("Several orders fit: ask for more digits"));
      gtk_widget_set_visible (GTK_WIDGET (self->detail_label), FALSE);
    }

  if (vas_stated_line_agrees (self->line))
    set_mark (self, "emblem-ok-symbolic", "success");
  else
    set_mark (self, "dialog-error-symbolic", "error");
}

static void
show_line (VasStatedRow *self)
{
  g_autofree char *stated = describe_stated (self->line);
  g_autofree char *amount = NULL;

  gtk_label_set_label (self->stated_label, stated);
  if (self->line->stated->amount != VAS_NONE)
    amount = vas_money_format (self->line->stated->amount);
  gtk_label_set_label (self->stated_amount, amount != NULL ? amount : _("No amount stated"));
  show_ours (self);
}

static void
remove_clicked_cb (VasStatedRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
vas_stated_row_dispose (GObject *object)
{
  VasStatedRow *self = VAS_STATED_ROW (object);

  g_clear_object (&self->line);

  G_OBJECT_CLASS (vas_stated_row_parent_class)->dispose (object);
}

static void
vas_stated_row_class_init (VasStatedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_stated_row_dispose;

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", VAS_TYPE_STATED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-stated-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, stated_label);
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, stated_amount);
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, mark);
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, order_label);
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, VasStatedRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
vas_stated_row_init (VasStatedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_stated_row_new: a row that shows @line, to which a reference is taken. */
GtkWidget *
vas_stated_row_new (VasStatedLine *line)
{
  VasStatedRow *self = g_object_new (VAS_TYPE_STATED_ROW, NULL);

  self->line = g_object_ref (line);
  show_line (self);

  return GTK_WIDGET (self);
}

VasStatedLine *
vas_stated_row_get_line (VasStatedRow *self)
{
  return self->line;
}
