/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu of the queue. Orders and acts are in the .ui file; the saved views are rows made here, each with its count, and
 * changed in their place: the pencil turns the name into a field. Main thread.
 */

#include "vas-queue-menu.h"

#include <glib/gi18n.h>

struct _VasQueueMenu
{
  GtkPopover     parent_instance;

  GtkBox        *view_box;
  GtkLabel      *no_views;
  GtkEntry      *name;
  GtkButton     *save_button;
  GtkButton     *copy_button;
  GtkButton     *export_button;

  VasQueueViews *views;
};

G_DEFINE_FINAL_TYPE (VasQueueMenu, vas_queue_menu, GTK_TYPE_POPOVER)

static const char *
get_name (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

static void
show_cb (VasQueueMenu *self,
         GtkButton    *button)
{
  g_autofree char *name = g_strdup (get_name (GTK_WIDGET (button)));

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "queue.show-view", "s", name);
}

static void
remove_cb (VasQueueMenu *self,
           GtkButton    *button)
{
  g_autofree char *name = g_strdup (get_name (GTK_WIDGET (button)));

  gtk_widget_activate_action (GTK_WIDGET (self), "queue.remove-view", "s", name);
}

static void
rename_cb (VasQueueMenu *self,
           GtkButton    *button)
{
  GtkWidget *stack = g_object_get_data (G_OBJECT (button), "stack");
  GtkWidget *entry = gtk_stack_get_child_by_name (GTK_STACK (stack), "entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), get_name (GTK_WIDGET (button)));
  gtk_stack_set_visible_child (GTK_STACK (stack), entry);
  gtk_widget_grab_focus (entry);
}

static void
renamed_cb (VasQueueMenu *self,
            GtkEntry     *entry)
{
  g_autofree char *name = g_strdup (get_name (GTK_WIDGET (entry)));
  g_autofree char *wanted = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  guint other;

  if (*wanted == '\0' || (!g_str_equal (wanted, name) && vas_queue_views_find (self->views, wanted, &other)))
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_widget_set_tooltip_text (GTK_WIDGET (entry), *wanted == '\0' ? _("A view needs a name.") : _("Another view has this name."));
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "queue.rename-view", "(ss)", name, wanted);
}

static GtkWidget *
make_button (const char *icon_name,
             const char *label,
             const char *name)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", icon_name, "tooltip-text", label, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);

  return button;
}

/* The name with its count, which shows the view; or the field of its name. */
static GtkWidget *
make_stack (VasQueueMenu *self,
            const char   *name)
{
  GtkWidget *stack = g_object_new (GTK_TYPE_STACK, "hexpand", TRUE, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "hexpand", TRUE, NULL);
  GtkWidget *content = g_object_new (GTK_TYPE_BOX, "spacing", 12, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "hexpand", TRUE, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "max-width-chars", 24, NULL);
  GtkWidget *count = g_object_new (GTK_TYPE_LABEL, "label", "…", NULL);
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), count);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name of the view"), -1);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_object_set_data_full (G_OBJECT (entry), "name", g_strdup (name), g_free);
  g_object_set_data (G_OBJECT (stack), "count", count);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (GTK_STACK (stack), button, "button");
  gtk_stack_add_named (GTK_STACK (stack), entry, "entry");

  return stack;
}

static void
add_row (VasQueueMenu *self,
         const char   *name)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 2, NULL);
  GtkWidget *stack = make_stack (self, name);
  GtkWidget *rename = make_button ("document-edit-symbolic", _("Rename This View"), name);
  GtkWidget *remove = make_button ("user-trash-symbolic", _("Delete This View"), name);

  g_object_set_data (G_OBJECT (row), "stack", stack);
  g_object_set_data (G_OBJECT (rename), "stack", stack);
  g_signal_connect_object (rename, "clicked", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), stack);
  gtk_box_append (GTK_BOX (row), rename);
  gtk_box_append (GTK_BOX (row), remove);
  gtk_box_append (self->view_box, row);
}

static void
fill (VasQueueMenu *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->view_box))) != NULL)
    gtk_box_remove (self->view_box, row);
  for (guint i = 0; i < vas_queue_views_get_n (self->views); i++)
    add_row (self, vas_queue_views_get (self->views, i)->name);
  gtk_widget_set_visible (GTK_WIDGET (self->no_views), vas_queue_views_get_n (self->views) == 0);
}

static void
name_changed_cb (VasQueueMenu *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  guint place;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), *name != '\0');
  gtk_button_set_label (self->save_button, vas_queue_views_find (self->views, name, &place) ? _("_Replace") : _("_Save"));
}

static void
save_cb (VasQueueMenu *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (*name == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "queue.save-view-as", "s", name);
}

static void
close_cb (VasQueueMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
vas_queue_menu_dispose (GObject *object)
{
  g_clear_object (&VAS_QUEUE_MENU (object)->views);

  G_OBJECT_CLASS (vas_queue_menu_parent_class)->dispose (object);
}

static void
vas_queue_menu_class_init (VasQueueMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_queue_menu_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-queue-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, view_box);
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, no_views);
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, name);
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, save_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, copy_button);
  gtk_widget_class_bind_template_child (widget_class, VasQueueMenu, export_button);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
vas_queue_menu_init (VasQueueMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_queue_menu_new: (transfer floating) */
GtkWidget *
vas_queue_menu_new (VasQueueViews *views)
{
  VasQueueMenu *self = g_object_new (VAS_TYPE_QUEUE_MENU, NULL);

  self->views = g_object_ref (views);
  g_signal_connect_object (views, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  name_changed_cb (self);

  return GTK_WIDGET (self);
}

/** vas_queue_menu_set_count: how many requests the view at @place holds now. */
void
vas_queue_menu_set_count (VasQueueMenu *self,
                          guint         place,
                          guint64       count)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view_box));
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  GtkWidget *stack;

  for (guint i = 0; row != NULL && i < place; i++)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL)
    return;

  stack = g_object_get_data (G_OBJECT (row), "stack");
  gtk_label_set_text (g_object_get_data (G_OBJECT (stack), "count"), text);
}

/* As an entry of a menu stands: at its beginning. */
static void
label_entry (GtkButton  *button,
             const char *label)
{
  gtk_button_set_label (button, label);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (button)), 0);
}

/** vas_queue_menu_set_shown: how many requests would be exported, and how many copied. */
void
vas_queue_menu_set_shown (VasQueueMenu *self,
                          guint         n_rows,
                          guint         n_selected)
{
  g_autofree char *export = g_strdup_printf (ngettext ("_Export All %u Request…", "_Export All %u Requests…", n_rows), n_rows);
  g_autofree char *copy = g_strdup_printf (ngettext ("_Copy %u Selected Row", "_Copy %u Selected Rows", n_selected), n_selected);

  label_entry (self->export_button, export);
  label_entry (self->copy_button, n_selected > 0 ? copy : _("_Copy the Selected Rows"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), n_rows > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), n_selected > 0);
}

/** vas_queue_menu_ask_name: goes to the field of the name of a new view. */
void
vas_queue_menu_ask_name (VasQueueMenu *self,
                         const char   *proposal)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name), proposal);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
