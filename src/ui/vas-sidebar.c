/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The left edge of the window. It lists only views that exist; each page's `count` is bound to its row. Main thread. */

#include "vas-sidebar.h"

#include "vas-sidebar-row.h"
#include "vas-quiet.h"
#include "vas-staff-button.h"
#include "vas-sync-words.h"

#include <glib/gi18n.h>

struct _VasSidebar
{
  AdwBin          parent_instance;

  GtkLabel       *title_label;
  GtkMenuButton  *menu_button;
  GMenuModel     *primary_menu;
  GtkListBox     *list;
  GtkImage       *state_icon;
  GtkLabel       *state_label;
  GtkLabel       *station_label;
  GtkWidget      *state_button;

  VasDesk        *desk;
  gboolean        compact;
};

typedef enum {
  PROP_DESK = 1,
  PROP_COMPACT,
} VasSidebarProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (VasSidebar, vas_sidebar, ADW_TYPE_BIN)

static void
update_station (VasSidebar *self)
{
  g_autofree char *station = g_settings_get_string (vas_desk_get_settings (self->desk), "station-name");

  gtk_label_set_label (self->station_label, station);
  gtk_widget_set_visible (GTK_WIDGET (self->station_label), *station != '\0' && !self->compact);
}

/* Records of their own: what can still be undone. */
static char *
describe_own (VasSidebar  *self,
              const char **icon_name)
{
  const guint pending = vas_desk_get_pending (self->desk);

  if (vas_desk_is_read_only (self->desk))
    {
      *icon_name = "changes-prevent-symbolic";
      return g_strdup (_("Read only"));
    }
  if (pending > 0)
    {
      *icon_name = "document-open-recent-symbolic";
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u can be undone", "%u can be undone", pending), pending);
    }

  *icon_name = "computer-symbolic";
  return g_strdup (_("On this computer"));
}

static void
update_state (VasSidebar *self)
{
  VasSync *sync = vas_desk_get_sync (self->desk);
  const char *icon_name = sync != NULL ? vas_sync_words_icon (sync) : NULL;
  g_autofree char *state = sync != NULL ? vas_sync_words_short (sync) : describe_own (self, &icon_name);
  VasOutboxCounts counts = { 0 };

  if (sync != NULL)
    vas_sync_get_counts (sync, &counts);
  gtk_image_set_from_icon_name (self->state_icon, icon_name);
  gtk_label_set_label (self->state_label, state);
  vas_quiet_set_tooltip (self->state_button, self->compact ? state : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state_button), GTK_ACCESSIBLE_PROPERTY_LABEL, state, -1);
  gtk_widget_set_can_target (self->state_button, sync != NULL || self->compact);
  gtk_widget_set_focusable (self->state_button, sync != NULL);
  if (counts.problems > 0)
    gtk_widget_add_css_class (self->state_button, "asks");
  else
    gtk_widget_remove_css_class (self->state_button, "asks");
}

static void
update_compact (VasSidebar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), !self->compact);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), !self->compact);
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    g_object_set (gtk_list_box_get_row_at_index (self->list, i), "compact", self->compact, NULL);

  if (self->compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");

  if (self->desk != NULL)
    {
      update_state (self);
      update_station (self);
    }
}

/* The menu is made when it is opened. */
static void
fill_menu (GtkMenuButton *button,
           gpointer       user_data)
{
  VasSidebar *self = user_data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static void
row_activated_cb (VasSidebar    *self,
                  VasSidebarRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", vas_sidebar_row_get_view (row));
}

static void
set_desk (VasSidebar *self,
          VasDesk    *desk)
{
  if (!g_set_object (&self->desk, desk))
    return;

  if (desk != NULL)
    {
      g_signal_connect_object (desk, "notify::pending", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
      if (vas_desk_get_sync (desk) != NULL)
        g_signal_connect_object (vas_desk_get_sync (desk), "changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (vas_desk_get_settings (desk), "changed::station-name", G_CALLBACK (update_station), self,
                               G_CONNECT_SWAPPED);
      update_state (self);
      update_station (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESK]);
}

static void
vas_sidebar_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  VasSidebar *self = VAS_SIDEBAR (object);

  switch ((VasSidebarProperty) prop_id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sidebar_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  VasSidebar *self = VAS_SIDEBAR (object);

  switch ((VasSidebarProperty) prop_id)
    {
    case PROP_DESK:
      set_desk (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        break;
      self->compact = g_value_get_boolean (value);
      update_compact (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sidebar_dispose (GObject *object)
{
  VasSidebar *self = VAS_SIDEBAR (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vas_sidebar_parent_class)->dispose (object);
}

static void
vas_sidebar_class_init (VasSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_sidebar_get_property;
  object_class->set_property = vas_sidebar_set_property;
  object_class->dispose = vas_sidebar_dispose;

  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, VAS_TYPE_DESK, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (VAS_TYPE_STAFF_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/vas-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, title_label);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, state_icon);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, state_label);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, station_label);
  gtk_widget_class_bind_template_child (widget_class, VasSidebar, state_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "vassidebar");
}

static void
vas_sidebar_init (VasSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, fill_menu, self, NULL);
}

static GtkListBoxRow *
find_row (VasSidebar *self,
          const char *view)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_strcmp0 (vas_sidebar_row_get_view (VAS_SIDEBAR_ROW (row)), view) == 0)
        break;
    }

  return row;
}

/**
 * vas_sidebar_add_view:
 * @view: its name, the parameter of `win.view`
 * @title: what people read
 * @keys: the keys that open it, as shown
 */
void
vas_sidebar_add_view (VasSidebar *self,
                      const char *view,
                      const char *title,
                      const char *icon_name,
                      const char *keys)
{
  GtkWidget *row = g_object_new (VAS_TYPE_SIDEBAR_ROW,
                                 "view", view,
                                 "title", title,
                                 "icon-name", icon_name,
                                 "keys", keys,
                                 "compact", self->compact,
                                 NULL);

  gtk_list_box_append (self->list, row);
}

/**
 * vas_sidebar_set_page:
 * @view: one that was added
 * @page: a widget; its property `count`, where it has one, stands in the row
 */
void
vas_sidebar_set_page (VasSidebar *self,
                      const char *view,
                      GtkWidget  *page)
{
  GtkListBoxRow *row = find_row (self, view);

  if (row != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (page), "count") != NULL)
    g_object_bind_property (page, "count", row, "count", G_BINDING_SYNC_CREATE);
}

/** vas_sidebar_clear: takes all views away, and the desk. */
void
vas_sidebar_clear (VasSidebar *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (self->desk == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->desk, self);
  if (vas_desk_get_sync (self->desk) != NULL)
    g_signal_handlers_disconnect_by_data (vas_desk_get_sync (self->desk), self);
  g_signal_handlers_disconnect_by_data (vas_desk_get_settings (self->desk), self);
  g_clear_object (&self->desk);
}

/** vas_sidebar_select_view: marks @view as the one that is open. */
void
vas_sidebar_select_view (VasSidebar *self,
                         const char *view)
{
  GtkListBoxRow *row = find_row (self, view);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}
