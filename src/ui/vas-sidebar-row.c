/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One view in the sidebar: icon, name, how much waits there. Compact, the icon alone, and the rest as its tooltip.
 * Main thread.
 */

#include "vas-sidebar-row.h"

struct _VasSidebarRow
{
  GtkListBoxRow  parent_instance;

  char          *view;
  char          *title;
  char          *icon_name;
  char          *keys;
  guint          count;
  gboolean       compact;
};

typedef enum {
  PROP_VIEW = 1,
  PROP_TITLE,
  PROP_ICON_NAME,
  PROP_KEYS,
  PROP_COUNT,
  PROP_COMPACT,
} VasSidebarRowProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (VasSidebarRow, vas_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
show_label (VasSidebarRow *self,
            gboolean       compact)
{
  return !compact;
}

static gboolean
show_count (VasSidebarRow *self,
            guint          count,
            gboolean       compact)
{
  return count > 0 && !compact;
}

static char *
format_count (VasSidebarRow *self,
              guint          count)
{
  return g_strdup_printf ("%u", count);
}

/* The tip is made when it is asked for: to set it looks for the pointer, which is several questions to the X server. */
static gboolean
vas_sidebar_row_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard_mode,
                               GtkTooltip *tooltip)
{
  VasSidebarRow *self = VAS_SIDEBAR_ROW (widget);
  g_autofree char *count = self->compact && self->count > 0 ? g_strdup_printf (" (%u)", self->count) : NULL;
  g_autofree char *text = g_strdup_printf ("%s%s  %s", self->title, count != NULL ? count : "", self->keys);

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
update_accessible (VasSidebarRow *self)
{
  g_autofree char *label = self->count > 0 ? g_strdup_printf ("%s %u", self->title, self->count) : g_strdup (self->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
vas_sidebar_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VasSidebarRow *self = VAS_SIDEBAR_ROW (object);

  switch ((VasSidebarRowProperty) prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, self->view);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_KEYS:
      g_value_set_string (value, self->keys);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sidebar_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VasSidebarRow *self = VAS_SIDEBAR_ROW (object);

  switch ((VasSidebarRowProperty) prop_id)
    {
    case PROP_VIEW:
      self->view = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_ICON_NAME:
      self->icon_name = g_value_dup_string (value);
      break;
    case PROP_KEYS:
      self->keys = g_value_dup_string (value);
      break;
    case PROP_COUNT:
      self->count = g_value_get_uint (value);
      update_accessible (self);
      break;
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_sidebar_row_constructed (GObject *object)
{
  G_OBJECT_CLASS (vas_sidebar_row_parent_class)->constructed (object);

  update_accessible (VAS_SIDEBAR_ROW (object));
}

static void
vas_sidebar_row_finalize (GObject *object)
{
  VasSidebarRow *self = VAS_SIDEBAR_ROW (object);

  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->keys, g_free);

  G_OBJECT_CLASS (vas_sidebar_row_parent_class)->finalize (object);
}

static void
vas_sidebar_row_class_init (VasSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags constructed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags changing = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vas_sidebar_row_constructed;
  object_class->get_property = vas_sidebar_row_get_property;
  object_class->set_property = vas_sidebar_row_set_property;
  object_class->finalize = vas_sidebar_row_finalize;
  widget_class->query_tooltip = vas_sidebar_row_query_tooltip;

  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "", constructed);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", constructed);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, "", constructed);
  properties[PROP_KEYS] = g_param_spec_string ("keys", NULL, NULL, "", constructed);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, changing);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, changing);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/vas-sidebar-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, show_label);
  gtk_widget_class_bind_template_callback (widget_class, show_count);
  gtk_widget_class_bind_template_callback (widget_class, format_count);
}

static void
vas_sidebar_row_init (VasSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/** vas_sidebar_row_get_view: the name of the view. */
const char *
vas_sidebar_row_get_view (VasSidebarRow *self)
{
  return self->view;
}
