/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-fake-source.h"
#include "vas-id-set.h"
#include "vas-selection.h"

static void
count_cb (VasSelection *selection,
          gpointer      user_data)
{
  (*(guint *) user_data)++;
}

static void
settle (VasRowModel *model)
{
  const gint64 end = g_get_monotonic_time () + 5 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end || !vas_row_model_is_settled (model))
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
}

static void
test_id_set (void)
{
  const gint64 ids[] = { 0, 1, 63, 64, 65535, 65536, G_GINT64_CONSTANT (1) << 40 };
  g_autoptr (VasIdSet) set = vas_id_set_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_false (vas_id_set_contains (set, ids[i]));
      g_assert_true (vas_id_set_add (set, ids[i]));
      g_assert_false (vas_id_set_add (set, ids[i]));
      g_assert_cmpuint (vas_id_set_size (set), ==, i + 1);
    }
  g_assert_false (vas_id_set_contains (set, 2));
  g_assert_false (vas_id_set_contains (set, 65537));
  g_assert_false (vas_id_set_remove (set, 2));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_true (vas_id_set_contains (set, ids[i]));
      g_assert_true (vas_id_set_remove (set, ids[i]));
      g_assert_false (vas_id_set_contains (set, ids[i]));
      g_assert_false (vas_id_set_remove (set, ids[i]));
    }
  g_assert_cmpuint (vas_id_set_size (set), ==, 0);
}

static void
test_set_against_plain_model (void)
{
  g_autoptr (VasIdSet) set = vas_id_set_new ();
  g_autoptr (GHashTable) plain = g_hash_table_new (NULL, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++)
    {
      const int id = g_rand_int_range (random, 0, 200000);

      if (g_rand_boolean (random))
        g_assert_cmpint (vas_id_set_add (set, id), ==, g_hash_table_add (plain, GINT_TO_POINTER (id)));
      else
        g_assert_cmpint (vas_id_set_remove (set, id), ==, g_hash_table_remove (plain, GINT_TO_POINTER (id)));
    }
  g_assert_cmpuint (vas_id_set_size (set), ==, g_hash_table_size (plain));
  for (int id = 0; id < 200000; id++)
    g_assert_cmpint (vas_id_set_contains (set, id), ==, g_hash_table_contains (plain, GINT_TO_POINTER (id)));

  vas_id_set_clear (set);
  g_assert_cmpuint (vas_id_set_size (set), ==, 0);
  g_assert_false (vas_id_set_contains (set, 5));
}

static void
test_ranges (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  g_autoptr (VasRowModel) model = vas_row_model_new (VAS_ROW_SOURCE (source));
  g_autoptr (VasSelection) selection = vas_selection_new (model);
  guint changes = 0;

  settle (model);
  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &changes);
  vas_selection_set_range (selection, 10, 5, TRUE, FALSE);
  g_assert_cmpuint (vas_selection_get_size (selection), ==, 5);
  g_assert_false (vas_selection_contains (selection, 10));
  g_assert_true (vas_selection_contains (selection, 11));
  g_assert_true (vas_selection_contains (selection, 15));
  g_assert_false (vas_selection_contains (selection, 16));

  vas_selection_set (selection, 500, TRUE);
  g_assert_cmpuint (changes, ==, 2);
  vas_selection_set (selection, 500, TRUE);
  g_assert_cmpuint (changes, ==, 2);

  vas_selection_set_range (selection, 990, 100, TRUE, TRUE);
  g_assert_cmpuint (vas_selection_get_size (selection), ==, 10);
  vas_selection_select_all (selection);
  g_assert_cmpuint (vas_selection_get_size (selection), ==, 1000);
  vas_selection_set_range (selection, 0, 999, FALSE, FALSE);
  g_assert_true (vas_selection_contains (selection, 1000));
  vas_selection_clear (selection);
  g_assert_cmpuint (vas_selection_get_size (selection), ==, 0);
  g_assert_cmpuint (changes, ==, 6);
  vas_selection_clear (selection);
  g_assert_cmpuint (changes, ==, 6);
}

static void
test_survives_order_and_data (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  g_autoptr (VasRowModel) model = vas_row_model_new (VAS_ROW_SOURCE (source));
  g_autoptr (VasSelection) selection = vas_selection_new (model);
  g_autoptr (GArray) ids = NULL;

  settle (model);
  vas_selection_set (selection, 7, TRUE);
  vas_selection_set (selection, 900, TRUE);
  vas_fake_source_set_order (source, VAS_FAKE_DESCENDING);
  settle (model);
  vas_fake_source_touch (source, 7);
  settle (model);

  ids = vas_selection_list (selection);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 900);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, 7);
}

static void
test_what_leaves_the_view (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  g_autoptr (VasRowModel) model = vas_row_model_new (VAS_ROW_SOURCE (source));
  g_autoptr (VasSelection) selection = vas_selection_new (model);
  guint changes = 0;

  settle (model);
  vas_selection_set (selection, 7, TRUE);
  vas_selection_set (selection, 900, TRUE);
  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &changes);

  vas_fake_source_set_filter (source, 10);
  settle (model);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (vas_selection_get_size (selection), ==, 1);
  g_assert_true (vas_selection_contains (selection, 900));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id-set/edges-of-blocks", test_id_set);
  g_test_add_func ("/id-set/agrees-with-a-plain-model", test_set_against_plain_model);
  g_test_add_func ("/selection/ranges", test_ranges);
  g_test_add_func ("/selection/survives-order-and-data-by-id", test_survives_order_and_data);
  g_test_add_func ("/selection/what-leaves-the-view-is-dropped", test_what_leaves_the_view);

  return g_test_run ();
}
