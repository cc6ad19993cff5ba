/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A layout that breaks its children into lines, for chips of different widths. One walk over the children per measure. */

#include "vas-wrap-layout.h"

struct _VasWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

typedef enum {
  PROP_SPACING = 1,
} VasWrapLayoutProperty;

static GParamSpec *properties[PROP_SPACING + 1];

G_DEFINE_FINAL_TYPE (VasWrapLayout, vas_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
vas_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (VasWrapLayout *self,
               GtkWidget     *widget,
               int           *minimum,
               int           *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_natural);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

/* Puts the children into lines of @width, or only measures where @place is FALSE; gives the height. */
static int
lay_out (VasWrapLayout *self,
         GtkWidget     *widget,
         int            width,
         gboolean       place)
{
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line + self->spacing;
          line = 0;
        }
      if (place)
        gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, child_height }, -1);
      x += child_width + self->spacing;
      line = MAX (line, child_height);
    }

  return y + line;
}

static void
vas_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  VasWrapLayout *self = VAS_WRAP_LAYOUT (manager);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, widget, minimum, natural);
  else
    *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
vas_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  lay_out (VAS_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
vas_wrap_layout_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((VasWrapLayoutProperty) prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, VAS_WRAP_LAYOUT (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_wrap_layout_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((VasWrapLayoutProperty) prop_id)
    {
    case PROP_SPACING:
      VAS_WRAP_LAYOUT (object)->spacing = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_wrap_layout_class_init (VasWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = vas_wrap_layout_get_property;
  object_class->set_property = vas_wrap_layout_set_property;
  layout_class->get_request_mode = vas_wrap_layout_get_request_mode;
  layout_class->measure = vas_wrap_layout_measure;
  layout_class->allocate = vas_wrap_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_wrap_layout_init (VasWrapLayout *self)
{
}
