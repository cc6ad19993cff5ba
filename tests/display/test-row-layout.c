/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of a case: who gets how much of the width, on which side, and that nobody is asked how wide it were at some height. */

#include <gtk/gtk.h>

#include "vas-row-layout.h"

/* Counts how often it is asked for a width that fits a height. */
#define PROBE_TYPE_CHILD (probe_child_get_type ())
G_DECLARE_FINAL_TYPE (ProbeChild, probe_child, PROBE, CHILD, GtkWidget)

struct _ProbeChild
{
  GtkWidget parent_instance;

  int       minimum;
  int       natural;
  guint     n_for_height;
};

G_DEFINE_FINAL_TYPE (ProbeChild, probe_child, GTK_TYPE_WIDGET)

/* As a text that wraps: an area of 400 pixels. */
static void
probe_child_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  ProbeChild *self = PROBE_CHILD (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      self->n_for_height += for_size >= 0;
      *minimum = self->minimum;
      *natural = self->natural;
      return;
    }
  *minimum = *natural = 400 / MAX (for_size, self->minimum);
}

static GtkSizeRequestMode
probe_child_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
probe_child_class_init (ProbeChildClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = probe_child_measure;
  GTK_WIDGET_CLASS (klass)->get_request_mode = probe_child_get_request_mode;
}

static void
probe_child_init (ProbeChild *self)
{
}

static GtkWidget *
add_child (GtkWidget *row,
           int        minimum,
           int        natural,
           gboolean   expands)
{
  ProbeChild *child = g_object_new (PROBE_TYPE_CHILD, "hexpand", expands, NULL);

  child->minimum = minimum;
  child->natural = natural;
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (child));

  return GTK_WIDGET (child);
}

static GtkWidget *
make_row (gboolean homogeneous)
{
  GtkLayoutManager *layout = g_object_new (VAS_TYPE_ROW_LAYOUT, "spacing", 10, "homogeneous", homogeneous, NULL);

  return g_object_ref_sink (g_object_new (GTK_TYPE_BOX, "layout-manager", layout, NULL));
}

static void
allocate (GtkWidget *row,
          int        width)
{
  int height;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_allocate (row, width, height, -1, NULL);
}

static void
assert_place (GtkWidget *row,
              GtkWidget *child,
              int        x,
              int        width)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, row, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, x);
  g_assert_cmpint ((int) bounds.size.width, ==, width);
}

static void
test_rest_expands (void)
{
  GtkWidget *row = make_row (FALSE);
  GtkWidget *first = add_child (row, 20, 50, FALSE);
  GtkWidget *second = add_child (row, 20, 40, TRUE);

  allocate (row, 200);
  assert_place (row, first, 0, 20);
  assert_place (row, second, 30, 170);
  allocate (row, 50);
  assert_place (row, first, 0, 20);
  assert_place (row, second, 30, 20);
  g_assert_cmpuint (PROBE_CHILD (first)->n_for_height + PROBE_CHILD (second)->n_for_height, ==, 0);
  g_object_unref (row);
}

static void
test_nobody_expands (void)
{
  GtkWidget *row = make_row (FALSE);
  GtkWidget *first = add_child (row, 20, 50, FALSE);
  GtkWidget *second = add_child (row, 20, 40, FALSE);

  allocate (row, 200);
  assert_place (row, first, 0, 50);
  assert_place (row, second, 60, 40);
  allocate (row, 60);
  assert_place (row, first, 0, 25);
  assert_place (row, second, 35, 25);
  g_object_unref (row);
}

static void
test_mirrored (void)
{
  GtkWidget *row = make_row (FALSE);
  GtkWidget *first = add_child (row, 20, 50, FALSE);
  GtkWidget *second = add_child (row, 20, 40, TRUE);

  gtk_widget_set_direction (row, GTK_TEXT_DIR_RTL);
  allocate (row, 200);
  assert_place (row, first, 180, 20);
  assert_place (row, second, 0, 170);
  g_object_unref (row);
}

static void
test_homogeneous (void)
{
  GtkWidget *row = make_row (TRUE);
  GtkWidget *first = add_child (row, 20, 50, FALSE);
  GtkWidget *hidden = add_child (row, 20, 500, FALSE);
  GtkWidget *last = add_child (row, 60, 70, FALSE);
  int minimum, natural;

  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 130);
  g_assert_cmpint (natural, ==, 150);
  allocate (row, 211);
  assert_place (row, first, 0, 101);
  assert_place (row, last, 111, 100);
  g_object_unref (row);
}

static void
test_width_says_height (void)
{
  GtkWidget *row = make_row (FALSE);
  GtkWidget *child = add_child (row, 20, 100, TRUE);
  GtkWidget *outer = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  int height;

  gtk_box_append (GTK_BOX (outer), row);
  gtk_widget_measure (outer, GTK_ORIENTATION_VERTICAL, 40, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 10);
  gtk_widget_measure (outer, GTK_ORIENTATION_VERTICAL, 80, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 5);
  g_assert_cmpuint (PROBE_CHILD (child)->n_for_height, ==, 0);
  gtk_box_remove (GTK_BOX (outer), row);
  g_object_unref (outer);
  g_object_unref (row);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/row-layout/what-is-left-goes-to-those-that-expand", test_rest_expands);
  g_test_add_func ("/ui/row-layout/where-nobody-expands-each-is-as-wide-as-it-likes", test_nobody_expands);
  g_test_add_func ("/ui/row-layout/right-to-left-is-mirrored", test_mirrored);
  g_test_add_func ("/ui/row-layout/homogeneous-leaves-out-the-hidden", test_homogeneous);
  g_test_add_func ("/ui/row-layout/nobody-is-asked-for-a-width-at-a-height", test_width_says_height);

  return g_test_run ();
}
