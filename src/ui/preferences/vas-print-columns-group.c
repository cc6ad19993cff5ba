/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of the columns of the print list, in the preferences. Each change is saved at once. Main thread. */

#include "vas-print-columns-group.h"

#include "vas-print-column-row.h"

struct _VasPrintColumnsGroup
{
  AdwPreferencesGroup  parent_instance;

  GtkListBox          *list;

  GSettings           *settings;
  GListStore          *columns;
};

typedef enum {
  PROP_SETTINGS = 1,
} VasPrintColumnsGroupProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

G_DEFINE_FINAL_TYPE (VasPrintColumnsGroup, vas_print_columns_group, ADW_TYPE_PREFERENCES_GROUP)

static void
save (VasPrintColumnsGroup *self)
{
  vas_print_columns_save (G_LIST_MODEL (self->columns), self->settings);
}

static void
update_ends (VasPrintColumnsGroup *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->columns));

  for (guint i = 0; i < n; i++)
    vas_print_column_row_set_ends (VAS_PRINT_COLUMN_ROW (gtk_list_box_get_row_at_index (self->list, (int) i)),
                                   i == 0, i == n - 1);
}

static void
move_cb (VasPrintColumnsGroup *self,
         int                   by,
         VasPrintColumnRow    *row)
{
  g_autoptr (VasPrintColumn) column = g_object_ref (vas_print_column_row_get_column (row));
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  guint from, to;

  if (!g_list_store_find (self->columns, column, &from))
    return;
  to = from + (guint) by;
  if (to >= n)
    return;

  g_list_store_remove (self->columns, from);
  g_list_store_insert (self->columns, to, column);
  update_ends (self);
  save (self);
  vas_print_column_row_focus_move (VAS_PRINT_COLUMN_ROW (gtk_list_box_get_row_at_index (self->list, (int) to)), by);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  GtkWidget *row = vas_print_column_row_new (item);

  g_signal_connect_object (row, "move", G_CALLBACK (move_cb), user_data, G_CONNECT_SWAPPED);
  return row;
}

static void
load (VasPrintColumnsGroup *self)
{
  g_clear_object (&self->columns);
  self->columns = vas_print_columns_load (self->settings);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->columns), create_row, self, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr (VasPrintColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      g_signal_connect_object (column, "notify", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
    }
  update_ends (self);
}

static void
reset_clicked_cb (VasPrintColumnsGroup *self)
{
  g_settings_reset (self->settings, "print-columns");
  load (self);
}

static void
vas_print_columns_group_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  VasPrintColumnsGroup *self = VAS_PRINT_COLUMNS_GROUP (object);

  switch ((VasPrintColumnsGroupProperty) prop_id)
    {
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_print_columns_group_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  VasPrintColumnsGroup *self = VAS_PRINT_COLUMNS_GROUP (object);

  switch ((VasPrintColumnsGroupProperty) prop_id)
    {
    case PROP_SETTINGS:
      if (g_set_object (&self->settings, g_value_get_object (value)) && self->settings != NULL)
        load (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_print_columns_group_dispose (GObject *object)
{
  VasPrintColumnsGroup *self = VAS_PRINT_COLUMNS_GROUP (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (vas_print_columns_group_parent_class)->dispose (object);
}

static void
vas_print_columns_group_class_init (VasPrintColumnsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vas_print_columns_group_get_property;
  object_class->set_property = vas_print_columns_group_set_property;
  object_class->dispose = vas_print_columns_group_dispose;

  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/vasdesk/Vasdesk/ui/preferences/vas-print-columns-group.ui");
  gtk_widget_class_bind_template_child (widget_class, VasPrintColumnsGroup, list);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
vas_print_columns_group_init (VasPrintColumnsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
