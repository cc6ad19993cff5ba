/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of a batch. Icon and word say how far the item is, never colour alone. Main thread. */

#include "vas-batch-row.h"

#include <glib/gi18n.h>

struct _VasBatchRow
{
  GtkListBoxRow  parent_instance;

  GtkImage      *icon;
  GtkLabel      *title;
  GtkLabel      *subtitle;
  GtkLabel      *amount;
  GtkLabel      *result;
  GtkBox        *column;

  VasBatchState  state;
};

G_DEFINE_FINAL_TYPE (VasBatchRow, vas_batch_row, GTK_TYPE_LIST_BOX_ROW)

static const struct {
  const char *icon;
  const char *style;
  const char *word;
} looks[] = {
  [VAS_BATCH_WAITING] = { "content-loading-symbolic", "waiting", N_("waiting") },
  [VAS_BATCH_CURRENT] = { "go-next-symbolic", "current", N_("now") },
  [VAS_BATCH_ASKED] = { "dialog-question-symbolic", "ask", N_("to be confirmed") },
  [VAS_BATCH_DONE] = { "emblem-ok-symbolic", "pass", N_("done") },
  [VAS_BATCH_SECOND] = { "system-users-symbolic", "second", N_("waits for a supervisor") },
  [VAS_BATCH_REFUSED] = { "window-close-symbolic", "fail", N_("refused") },
  [VAS_BATCH_LEFT_OUT] = { "list-remove-symbolic", "left-out", N_("left out") },
};

static void
vas_batch_row_class_init (VasBatchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-batch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, title);
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, amount);
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, result);
  gtk_widget_class_bind_template_child (widget_class, VasBatchRow, column);
}

static void
vas_batch_row_init (VasBatchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_batch_row_new: (transfer floating): waiting; @amount: "" where there is none. */
GtkWidget *
vas_batch_row_new (const char *title,
                   const char *subtitle,
                   const char *amount)
{
  VasBatchRow *self = g_object_new (VAS_TYPE_BATCH_ROW, NULL);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_label_set_text (self->amount, amount);
  vas_batch_row_set_state (self, VAS_BATCH_WAITING, NULL);

  return GTK_WIDGET (self);
}

/** vas_batch_row_set_state: @text: (nullable): what came of it, or what is asked */
void
vas_batch_row_set_state (VasBatchRow   *self,
                         VasBatchState  state,
                         const char    *text)
{
  g_autofree char *label = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->state].style);
  self->state = state;
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[state].style);
  gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), _(looks[state].word));
  gtk_label_set_text (self->result, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);

  /* Translators: an item of a list, how far it is, and what came of it. */
  label = g_strdup_printf (_("%s, %s: %s"), gtk_label_get_text (self->title), _(looks[state].word), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

VasBatchState
vas_batch_row_get_state (VasBatchRow *self)
{
  return self->state;
}

/** vas_batch_row_get_text: (transfer none): what came of it; "" for nothing yet. */
const char *
vas_batch_row_get_text (VasBatchRow *self)
{
  return gtk_label_get_text (self->result);
}

/** vas_batch_row_show: scrolls to it, where it is in a window that scrolls. */
void
vas_batch_row_show (VasBatchRow *self)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *scroll = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  double top;

  if (scroll == NULL || !gtk_widget_translate_coordinates (GTK_WIDGET (self), list, 0, 0, NULL, &top))
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll)), top,
                             top + gtk_widget_get_height (GTK_WIDGET (self)) + gtk_widget_get_margin_top (list));
}

/** vas_batch_row_add: @widget: (transfer floating): stands below the words. */
void
vas_batch_row_add (VasBatchRow *self,
                   GtkWidget   *widget)
{
  gtk_box_append (self->column, widget);
}
