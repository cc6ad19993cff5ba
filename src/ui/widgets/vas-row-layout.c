/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Children side by side: those that expand share what the least widths of the others leave; where none does, all are between
 * least and natural width; or all of one width (`homogeneous`). A box of GTK 4.8 asks each of them also how wide it would be
 * at this and that height, and a label that wraps answers by halving: some 250 layouts of one address for one case. Here the
 * width says the height, never the other way round. Main thread.
 */

#include "vas-row-layout.h"

struct _VasRowLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
  gboolean         homogeneous;
};

typedef enum {
  PROP_SPACING = 1,
  PROP_HOMOGENEOUS,
} VasRowLayoutProperty;

static GParamSpec *properties[PROP_HOMOGENEOUS + 1];

G_DEFINE_FINAL_TYPE (VasRowLayout, vas_row_layout, GTK_TYPE_LAYOUT_MANAGER)

/* (element-type GtkRequestedSize): the children that are laid out, each as data, with the widths they ask for. */
static GArray *
list_sizes (GtkWidget *widget)
{
  GArray *sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequestedSize size = { child };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
      g_array_append_val (sizes, size);
    }

  return sizes;
}

static gboolean
expands (const GtkRequestedSize *size)
{
  return gtk_widget_compute_expand (size->data, GTK_ORIENTATION_HORIZONTAL);
}

/* Goes to the children that expand, a pixel more to the first ones. */
static void
spread (GArray *sizes,
        int     n_expand,
        int     extra)
{
  for (guint i = 0; i < sizes->len && n_expand > 0; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      if (!expands (size))
        continue;
      size->minimum_size += (extra + n_expand - 1) / n_expand;
      extra -= (extra + n_expand - 1) / n_expand;
      n_expand--;
    }
}

/* Afterwards the minimum of each is the width that it has. */
static void
share_out (VasRowLayout *self,
           GArray       *sizes,
           int           width)
{
  const int n = (int) sizes->len;
  const int room = width - self->spacing * MAX (n - 1, 0);
  int left = room, n_expand = 0;

  for (int i = 0; i < n; i++)
    {
      GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      left -= size->minimum_size;
      n_expand += expands (size);
      if (self->homogeneous)
        size->minimum_size = MAX (size->minimum_size, room / n + (i < room % n ? 1 : 0));
    }
  if (self->homogeneous)
    return;

  if (n_expand > 0)
    spread (sizes, n_expand, MAX (left, 0));
  else if (n > 0)
    gtk_distribute_natural_allocation (MAX (left, 0), (guint) n, (GtkRequestedSize *) (void *) sizes->data);
}

static void
measure_width (VasRowLayout *self,
               GArray       *sizes,
               int          *minimum,
               int          *natural)
{
  const int n = (int) sizes->len;
  int widest = 0, most = 0;

  *minimum = *natural = self->spacing * MAX (n - 1, 0);
  for (int i = 0; i < n; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      widest = MAX (widest, size->minimum_size);
      most = MAX (most, size->natural_size);
      *minimum += self->homogeneous ? 0 : size->minimum_size;
      *natural += self->homogeneous ? 0 : size->natural_size;
    }
  if (self->homogeneous)
    {
      *minimum += widest * n;
      *natural += most * n;
    }
}

static void
measure_height (VasRowLayout *self,
                GArray       *sizes,
                int           width,
                int          *minimum,
                int          *natural)
{
  int least, whole;

  if (width < 0)
    measure_width (self, sizes, &least, &width);
  share_out (self, sizes, width);
  *minimum = *natural = 0;
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      gtk_widget_measure (size->data, GTK_ORIENTATION_VERTICAL, size->minimum_size, &least, &whole, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, whole);
    }
}

static void
vas_row_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  g_autoptr (GArray) sizes = list_sizes (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (VAS_ROW_LAYOUT (manager), sizes, minimum, natural);
  else
    measure_height (VAS_ROW_LAYOUT (manager), sizes, for_size, minimum, natural);
}

static void
vas_row_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  VasRowLayout *self = VAS_ROW_LAYOUT (manager);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr (GArray) sizes = list_sizes (widget);
  int x = 0;

  share_out (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);
      const int wide = size->minimum_size;

      gtk_widget_size_allocate (size->data, &(GtkAllocation) { mirrored ? width - x - wide : x, 0, wide, height }, -1);
      x += wide + self->spacing;
    }
}

static GtkSizeRequestMode
vas_row_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vas_row_layout_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((VasRowLayoutProperty) prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, VAS_ROW_LAYOUT (object)->spacing);
      break;
    case PROP_HOMOGENEOUS:
      g_value_set_boolean (value, VAS_ROW_LAYOUT (object)->homogeneous);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_layout_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch ((VasRowLayoutProperty) prop_id)
    {
    case PROP_SPACING:
      VAS_ROW_LAYOUT (object)->spacing = g_value_get_int (value);
      break;
    case PROP_HOMOGENEOUS:
      VAS_ROW_LAYOUT (object)->homogeneous = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vas_row_layout_class_init (VasRowLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vas_row_layout_get_property;
  object_class->set_property = vas_row_layout_set_property;
  layout_class->get_request_mode = vas_row_layout_get_request_mode;
  layout_class->measure = vas_row_layout_measure;
  layout_class->allocate = vas_row_layout_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
vas_row_layout_init (VasRowLayout *self)
{
}
