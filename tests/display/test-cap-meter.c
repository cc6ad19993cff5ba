/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cap meter: its words and the lengths of its parts. */

#include "vas-cap-meter.h"

#include <locale.h>

static VasCapMeter *
make (VasMoney paid,
      VasMoney invoiced,
      VasMoney share)
{
  VasCapMeter *meter = VAS_CAP_METER (g_object_ref_sink (vas_cap_meter_new ()));

  vas_cap_meter_set (meter, paid, invoiced, share);

  return meter;
}

static void
test_words (void)
{
  g_autoptr (VasCapMeter) meter = make (19800, 5000, 4950);

  g_assert_cmpstr (vas_cap_meter_get_text (meter), ==, "Paid 198 · invoiced 50 · this one 49.50 · available 98.50");
  g_assert_false (vas_cap_meter_is_over (meter));
}

static void
test_all_of_it (void)
{
  g_autoptr (VasCapMeter) meter = make (19800, 0, 19800);

  g_assert_false (vas_cap_meter_is_over (meter));
  g_assert_cmpint (vas_cap_meter_get_part (meter, 19800, 200), ==, 200);
}

static void
test_one_fen_over (void)
{
  g_autoptr (VasCapMeter) meter = make (19800, 0, 19801);

  g_assert_true (vas_cap_meter_is_over (meter));
  g_assert_cmpstr (vas_cap_meter_get_text (meter), ==, "Paid 198 · invoiced 0 · this one 198.01 · over by 0.01");
}

static void
test_over_is_scaled_to_the_sum (void)
{
  g_autoptr (VasCapMeter) meter = make (10000, 10000, 10000);

  g_assert_cmpint (vas_cap_meter_get_part (meter, 10000, 200), ==, 100);
}

static void
test_little_is_seen (void)
{
  g_autoptr (VasCapMeter) meter = make (1000000000000, 1, 0);

  g_assert_cmpint (vas_cap_meter_get_part (meter, 1, 200), ==, 1);
  g_assert_cmpint (vas_cap_meter_get_part (meter, 0, 200), ==, 0);
}

static void
test_legend_wraps_below_the_bar (void)
{
  g_autoptr (VasCapMeter) meter = make (19800, 5000, 4950);
  int wide, narrow;

  gtk_widget_measure (GTK_WIDGET (meter), GTK_ORIENTATION_VERTICAL, 900, NULL, &wide, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (meter), GTK_ORIENTATION_VERTICAL, 120, NULL, &narrow, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
  g_assert_cmpint (gtk_widget_get_request_mode (GTK_WIDGET (meter)), ==, GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH);
}

static void
draw (VasCapMeter    *meter,
      GskRenderNode **node)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (meter)->snapshot (GTK_WIDGET (meter), snapshot);
  *node = gtk_snapshot_free_to_node (snapshot);
}

static gboolean
stop_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Lets the frames go by in which a change is laid out. */
static void
wait_for_layout (void)
{
  gboolean done = FALSE;

  g_timeout_add (80, stop_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_it_is_drawn_in_every_state (void)
{
  const VasMoney states[][3] = { { 0, 0, 0 }, { 100, 0, 0 }, { 100, 40, 60 }, { 100, 100, 1 }, { 0, 0, 100 } };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *meter = vas_cap_meter_new ();

  gtk_window_set_child (GTK_WINDOW (window), meter);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 80);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (meter) == 0)
    g_main_context_iteration (NULL, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GskRenderNode) node = NULL;

      vas_cap_meter_set (VAS_CAP_METER (meter), states[i][0], states[i][1], states[i][2]);
      wait_for_layout ();
      draw (VAS_CAP_METER (meter), &node);
      g_assert_nonnull (node);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/cap-meter/says-paid-invoiced-this-one-available", test_words);
  g_test_add_func ("/ui/cap-meter/all-of-what-was-paid-is-not-over", test_all_of_it);
  g_test_add_func ("/ui/cap-meter/one-fen-more-is-over", test_one_fen_over);
  g_test_add_func ("/ui/cap-meter/over-is-scaled-to-the-sum", test_over_is_scaled_to_the_sum);
  g_test_add_func ("/ui/cap-meter/the-least-amount-is-a-pixel", test_little_is_seen);
  g_test_add_func ("/ui/cap-meter/legend-wraps-below-the-bar", test_legend_wraps_below_the_bar);
  g_test_add_func ("/ui/cap-meter/every-state-is-drawn", test_it_is_drawn_in_every_state);

  return g_test_run ();
}
