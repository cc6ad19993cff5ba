/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A column of the print list in the preferences: whether it is written, its heading, its place. Alt+Up and Alt+Down move it,
 * as its buttons do. Main thread.
 */

#include "vas-print-column-row.h"

#include <glib/gi18n.h>

struct _VasPrintColumnRow
{
  AdwEntryRow     parent_instance;

  GtkCheckButton *on_check;
  GtkButton      *up_button;
  GtkButton      *down_button;

  VasPrintColumn *column;
};

static guint move_signal;

G_DEFINE_FINAL_TYPE (VasPrintColumnRow, vas_print_column_row, ADW_TYPE_ENTRY_ROW)

static void
move_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  g_signal_emit (widget, move_signal, 0, g_variant_get_int32 (parameter));
}

static void
vas_print_column_row_dispose (GObject *object)
{
  VasPrintColumnRow *self = VAS_PRINT_COLUMN_ROW (object);

  g_clear_object (&self->column);

  G_OBJECT_CLASS (vas_print_column_row_parent_class)->dispose (object);
}

static void
vas_print_column_row_class_init (VasPrintColumnRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vas_print_column_row_dispose;

  move_signal = g_signal_new ("move", VAS_TYPE_PRINT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/vasdesk/Vasdesk/ui/preferences/vas-print-column-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPrintColumnRow, on_check);
  gtk_widget_class_bind_template_child (widget_class, VasPrintColumnRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, VasPrintColumnRow, down_button);
  gtk_widget_class_install_action (widget_class, "column.move", "i", move_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "column.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "column.move", "i", 1);
}

static void
vas_print_column_row_init (VasPrintColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_control (gpointer    control,
              const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/** vas_print_column_row_new: (transfer floating): changes @column as the person does. */
GtkWidget *
vas_print_column_row_new (VasPrintColumn *column)
{
  VasPrintColumnRow *self = g_object_new (VAS_TYPE_PRINT_COLUMN_ROW, NULL);
  g_autofree char *label = NULL;
  g_autofree char *write = NULL;
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;

  self->column = g_object_ref (column);
  g_object_get (column, "label", &label, NULL);
  write = g_strdup_printf (_("Write “%s”"), label);
  up = g_strdup_printf (_("Move “%s” up"), label);
  down = g_strdup_printf (_("Move “%s” down"), label);
  name_control (self->on_check, write);
  name_control (self->up_button, up);
  name_control (self->down_button, down);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  g_object_bind_property (column, "heading", self, "text", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (column, "on", self->on_check, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return GTK_WIDGET (self);
}

/** vas_print_column_row_get_column: (transfer none) */
VasPrintColumn *
vas_print_column_row_get_column (VasPrintColumnRow *self)
{
  return self->column;
}

/** vas_print_column_row_set_ends: whether it is the first, or the last, and so cannot move on. */
void
vas_print_column_row_set_ends (VasPrintColumnRow *self,
                               gboolean           first,
                               gboolean           last)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->up_button), !first);
  gtk_widget_set_sensitive (GTK_WIDGET (self->down_button), !last);
}

/** vas_print_column_row_focus_move: puts the focus on the button that moves it on, or at the end on the other one. */
void
vas_print_column_row_focus_move (VasPrintColumnRow *self,
                                 int                by)
{
  GtkButton *button = by < 0 ? self->up_button : self->down_button;
  GtkButton *other = by < 0 ? self->down_button : self->up_button;

  gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_sensitive (GTK_WIDGET (button)) ? button : other));
}
