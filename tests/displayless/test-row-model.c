/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-fake-source.h"
#include "vas-order.h"
#include "vas-row-model.h"
#include "vas-row-pager.h"
#include "vas-row-window.h"

/* What a list would be told of, and where. */
typedef struct
{
  guint n_changes;
  guint position;
  guint removed;
  guint added;
  guint n_updates;
  guint n_errors;
} Seen;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Seen *seen = user_data;

  g_assert_true (removed == 0 || added == 0);
  seen->n_changes++;
  seen->position = position;
  seen->removed = removed;
  seen->added = added;
}

static void
updated_cb (VasRowModel *model,
            gpointer     user_data)
{
  ((Seen *) user_data)->n_updates++;
}

static void
failed_cb (VasRowModel *model,
           GError      *error,
           gpointer     user_data)
{
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  ((Seen *) user_data)->n_errors++;
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
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

static VasRowModel *
open_model (VasFakeSource *source,
            Seen          *seen)
{
  VasRowModel *model = vas_row_model_new (VAS_ROW_SOURCE (source));

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), seen);
  g_signal_connect (model, "updated", G_CALLBACK (updated_cb), seen);
  g_signal_connect (model, "failed", G_CALLBACK (failed_cb), seen);

  return model;
}

static gint64
price_of (VasRow *row)
{
  return VAS_ORDER (vas_row_get_entity (row))->price;
}

static void
length_cb (VasRowModel *model,
           gpointer     user_data)
{
  g_array_append_vals (user_data, &(guint) { g_list_model_get_n_items (G_LIST_MODEL (model)) }, 1);
}

static void
test_open (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);

  g_signal_connect (model, "updated", G_CALLBACK (length_cb), lengths);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 0));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (model)) == VAS_TYPE_ROW);
  settle (model);

  g_assert_cmpuint (lengths->len, ==, 2);
  g_assert_cmpuint (g_array_index (lengths, guint, 0), ==, VAS_ROW_MODEL_FIRST);
  g_assert_cmpuint (g_array_index (lengths, guint, 1), ==, 1000);
  g_assert_cmpuint (seen.position, ==, VAS_ROW_MODEL_FIRST);
  g_assert_cmpuint (seen.added, ==, 960);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 1000));
}

static void
test_small_view_in_one_step (void)
{
  const guint sizes[] = { 0, 1, VAS_ROW_MODEL_FIRST - 1, VAS_ROW_MODEL_FIRST };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (VasFakeSource) source = vas_fake_source_new (sizes[i]);
      Seen seen = { 0 };
      g_autoptr (VasRowModel) model = open_model (source, &seen);

      settle (model);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, sizes[i]);
      g_assert_cmpuint (vas_fake_source_get_views (source), ==, 1);
    }
}

static void
test_row_is_a_position (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL, again = NULL;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 5);
  again = g_list_model_get_item (G_LIST_MODEL (model), 5);
  g_assert_true (row == again);
  settle (model);
  g_assert_cmpuint (vas_row_get_position (row), ==, 5);
  g_assert_cmpint (vas_row_get_id (row), ==, 6);

  vas_fake_source_set_order (source, VAS_FAKE_DESCENDING);
  settle (model);
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (model), 5);
  g_assert_true (row == again);
  g_assert_cmpuint (vas_row_get_position (row), ==, 5);
  g_assert_cmpint (vas_row_get_id (row), ==, 995);
  g_assert_cmpint (price_of (row), ==, 99500);
}

static void
test_blank_until_read (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;
  guint notified = 0;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 777);
  g_signal_connect (row, "notify::entity", G_CALLBACK (count_cb), &notified);
  g_assert_false (vas_row_is_loaded (row));
  g_assert_true (VAS_IS_ORDER (vas_row_get_entity (row)));
  g_assert_null (VAS_ORDER (vas_row_get_entity (row))->number);
  g_assert_cmpint (vas_row_get_id (row), ==, 778);

  settle (model);
  g_assert_true (vas_row_is_loaded (row));
  g_assert_cmpstr (VAS_ORDER (vas_row_get_entity (row))->number, ==, "0000000778");
  g_assert_cmpuint (notified, ==, 1);
}

static void
test_one_read_a_page (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (10000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  settle (model);
  for (guint i = 5 * VAS_ROW_PAGE; i < 6 * VAS_ROW_PAGE; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), i));
  settle (model);
  g_assert_cmpuint (vas_fake_source_get_pages (source), ==, 1);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true (vas_row_is_loaded (g_ptr_array_index (rows, i)));

  g_ptr_array_set_size (rows, 0);
  g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), 5 * VAS_ROW_PAGE + 1));
  g_assert_true (vas_row_is_loaded (g_ptr_array_index (rows, 0)));
  settle (model);
  g_assert_cmpuint (vas_fake_source_get_pages (source), ==, 1);
}

static void
test_pages_left_behind_are_not_read (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (100000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) last = NULL;

  settle (model);
  for (guint page = 1; page <= 100; page++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model), page * VAS_ROW_PAGE));
  last = g_list_model_get_item (G_LIST_MODEL (model), 200 * VAS_ROW_PAGE);
  settle (model);

  g_assert_true (vas_row_is_loaded (last));
  g_assert_cmpuint (vas_fake_source_get_pages (source), ==, 2);
}

static void
test_prompt_answer_spares_the_blank (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;

  vas_fake_source_set_speed (source, TRUE);
  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 777);
  g_assert_true (vas_row_is_loaded (row));
  g_assert_cmpint (price_of (row), ==, 77800);
  g_assert_true (vas_row_model_is_settled (model));
  g_assert_cmpuint (vas_fake_source_get_pages (source), ==, 0);
}

static void
test_slow_source_is_not_waited_for_again (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (10000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  settle (model);
  for (guint page = 1; page <= 5; page++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), page * VAS_ROW_PAGE));
  g_assert_cmpuint (vas_fake_source_get_tries (source), ==, 1);
  g_assert_false (vas_row_model_is_settled (model));

  settle (model);
  g_assert_cmpuint (vas_fake_source_get_pages (source), ==, 5);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true (vas_row_is_loaded (g_ptr_array_index (rows, i)));
}

static void
test_length_changes_at_the_tail (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 3);

  vas_fake_source_set_filter (source, 10);
  settle (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 100);
  g_assert_cmpuint (seen.position, ==, 100);
  g_assert_cmpuint (seen.removed, ==, 900);
  g_assert_cmpint (price_of (row), ==, 4000);

  vas_fake_source_set_filter (source, 1);
  settle (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1000);
  g_assert_cmpuint (seen.position, ==, 100);
  g_assert_cmpuint (seen.added, ==, 900);
  g_assert_cmpint (price_of (row), ==, 400);
}

/* A list as GTK's: writes down what it is told, and lets go of a row that is removed. */
typedef struct
{
  GString *told;
  VasRow  *row;
} PlainList;

static void
tell_cb (GListModel *list,
         guint       position,
         guint       removed,
         guint       added,
         gpointer    user_data)
{
  PlainList *plain = user_data;

  g_string_append_printf (plain->told, "%u -%u +%u; ", position, removed, added);
  if (plain->row != NULL && vas_row_get_position (plain->row) >= g_list_model_get_n_items (list))
    g_clear_object (&plain->row);
}

static char *
list_cuts (guint position,
           guint n_orders)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  PlainList plain = { g_string_new (NULL), NULL };

  settle (model);
  plain.row = g_list_model_get_item (G_LIST_MODEL (model), position);
  g_signal_connect (model, "items-changed", G_CALLBACK (tell_cb), &plain);
  vas_fake_source_set_size (source, n_orders);
  settle (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n_orders);
  g_clear_object (&plain.row);

  return g_string_free (plain.told, FALSE);
}

static void
test_cut_begins_at_a_shown_row (void)
{
  g_autofree char *before = list_cuts (99, 100);
  g_autofree char *at = list_cuts (100, 100);
  g_autofree char *behind = list_cuts (101, 100);
  g_autofree char *last = list_cuts (999, 100);

  g_assert_cmpstr (before, ==, "100 -900 +0; ");
  g_assert_cmpstr (at, ==, "100 -900 +0; ");
  g_assert_cmpstr (behind, ==, "100 -1 +0; 100 -899 +0; ");
  g_assert_cmpstr (last, ==, "100 -899 +0; 100 -1 +0; ");
}

static void
test_cut_under_a_row_held_begins_anew (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;
  PlainList plain = { g_string_new (NULL), NULL };

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 500);
  settle (model);
  g_signal_connect (model, "items-changed", G_CALLBACK (tell_cb), &plain);
  vas_fake_source_set_size (source, 100);
  settle (model);
  g_assert_cmpstr (plain.told->str, ==, "100 -400 +0; 100 -500 +0; 0 -100 +0; 0 -0 +100; ");
  g_assert_cmpuint (vas_row_model_get_n_living (model), ==, 0);
  g_assert_cmpint (price_of (row), ==, 50100);
  g_string_free (plain.told, TRUE);
}

static void
test_same_length_tells_nobody (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  guint before;

  settle (model);
  before = seen.n_changes;
  vas_fake_source_set_order (source, VAS_FAKE_SHUFFLED);
  settle (model);
  g_assert_cmpuint (seen.n_changes, ==, before);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (vas_row_model_get_id (model, i), ==, vas_fake_source_id_at (source, i));
}

static void
blank_tail_cb (VasRowModel *model,
               gpointer     user_data)
{
  VasRow *row = user_data;
  guint n_ids;

  vas_row_model_get_ids (model, &n_ids);
  if (n_ids == VAS_ROW_MODEL_FIRST)
    {
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1000);
      g_assert_cmpint (vas_row_get_id (row), ==, 0);
      g_assert_false (vas_row_is_loaded (row));
      g_object_set_data (G_OBJECT (row), "was-blank", row);
    }
}

static void
test_first_rows_before_the_rest (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 500);
  settle (model);
  g_signal_connect (model, "updated", G_CALLBACK (blank_tail_cb), row);
  vas_fake_source_set_order (source, VAS_FAKE_DESCENDING);
  settle (model);
  g_assert_nonnull (g_object_get_data (G_OBJECT (row), "was-blank"));
  g_assert_cmpint (price_of (row), ==, 50000);
}

static void
test_data_change (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) touched = NULL, other = NULL;
  guint touched_notified = 0, other_notified = 0, loaded_notified = 0;

  settle (model);
  touched = g_list_model_get_item (G_LIST_MODEL (model), 700);
  other = g_list_model_get_item (G_LIST_MODEL (model), 701);
  settle (model);
  g_signal_connect (touched, "notify::entity", G_CALLBACK (count_cb), &touched_notified);
  g_signal_connect (touched, "notify::loaded", G_CALLBACK (count_cb), &loaded_notified);
  g_signal_connect (other, "notify::entity", G_CALLBACK (count_cb), &other_notified);

  vas_fake_source_touch (source, 701);
  settle (model);
  g_assert_cmpint (price_of (touched), ==, 70101);
  g_assert_cmpuint (touched_notified, ==, 1);
  g_assert_cmpuint (loaded_notified, ==, 0);
  g_assert_cmpuint (other_notified, ==, 0);

  g_clear_object (&other);
  vas_fake_source_set_size (source, 701);
  settle (model);
  g_assert_cmpuint (seen.removed, ==, 299);
  g_assert_cmpuint (vas_row_model_get_n_living (model), ==, 1);
}

static void
test_changes_are_gathered (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;
  guint views;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  views = vas_fake_source_get_views (source);
  for (guint i = 0; i < 100; i++)
    vas_fake_source_touch (source, 1);
  settle (model);
  g_assert_cmpint (price_of (row), ==, 200);
  g_assert_cmpuint (vas_fake_source_get_views (source), ==, views + 2);
}

static void
test_last_question_wins (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);

  settle (model);
  seen.n_updates = 0;
  vas_fake_source_set_filter (source, 10);
  vas_fake_source_set_filter (source, 50);
  vas_fake_source_set_filter (source, 100);
  settle (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 10);
  g_assert_cmpuint (seen.n_updates, ==, 1);
  g_assert_cmpuint (seen.n_errors, ==, 0);
}

static void
test_memory_is_bounded (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (100000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);

  settle (model);
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
      const guint first = i * 2500;

      for (guint k = 0; k < 200; k++)
        g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), first + k));
      while (!vas_row_is_loaded (g_ptr_array_index (rows, 0)) || !vas_row_is_loaded (g_ptr_array_index (rows, 199)))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (vas_row_model_get_n_living (model), ==, 200);
      g_assert_cmpuint (vas_row_model_get_n_records (model), <=, VAS_ROW_WINDOW_RECORDS);
    }
  g_assert_cmpuint (vas_row_model_get_n_living (model), ==, 0);
  g_assert_cmpuint (vas_row_model_get_n_records (model), ==, VAS_ROW_WINDOW_RECORDS);
}

static void
test_failure_keeps_what_is_shown (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  vas_fake_source_fail_next (source);
  vas_fake_source_set_filter (source, 10);
  settle (model);
  g_assert_cmpuint (seen.n_errors, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1000);
  g_assert_cmpint (price_of (row), ==, 100);
  g_assert_false (vas_row_model_is_loading (model));

  vas_fake_source_set_filter (source, 10);
  settle (model);
  g_assert_cmpint (price_of (row), ==, 1000);
}

static void
test_rows_outlive_the_model (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  VasRowModel *model = open_model (source, &seen);
  g_autoptr (VasRow) row = NULL;

  settle (model);
  row = g_list_model_get_item (G_LIST_MODEL (model), 900);
  vas_fake_source_set_order (source, VAS_FAKE_DESCENDING);
  g_assert_finalize_object (model);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpint (vas_row_get_id (row), ==, 901);
  g_assert_false (vas_row_is_loaded (row));
}

static void
test_find (void)
{
  g_autoptr (VasFakeSource) source = vas_fake_source_new (1000);
  Seen seen = { 0 };
  g_autoptr (VasRowModel) model = open_model (source, &seen);
  guint position = 0;

  vas_fake_source_set_order (source, VAS_FAKE_DESCENDING);
  settle (model);
  g_assert_true (vas_row_model_find (model, 1, &position));
  g_assert_cmpuint (position, ==, 999);
  g_assert_true (vas_row_model_find (model, 1000, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_false (vas_row_model_find (model, 1001, &position));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-model/open/first-rows-then-the-rest", test_open);
  g_test_add_func ("/row-model/open/small-view-in-one-step", test_small_view_in_one_step);
  g_test_add_func ("/row-model/row/stands-for-a-position", test_row_is_a_position);
  g_test_add_func ("/row-model/row/blank-until-read-never-null", test_blank_until_read);
  g_test_add_func ("/row-model/row/outlives-the-model", test_rows_outlive_the_model);
  g_test_add_func ("/row-model/page/read-once", test_one_read_a_page);
  g_test_add_func ("/row-model/page/left-behind-is-not-read", test_pages_left_behind_are_not_read);
  g_test_add_func ("/row-model/page/prompt-answer-spares-the-blank", test_prompt_answer_spares_the_blank);
  g_test_add_func ("/row-model/page/slow-source-is-not-waited-for-at-once-again", test_slow_source_is_not_waited_for_again);
  g_test_add_func ("/row-model/view/length-changes-at-the-tail", test_length_changes_at_the_tail);
  g_test_add_func ("/row-model/view/cut-begins-at-a-shown-row", test_cut_begins_at_a_shown_row);
  g_test_add_func ("/row-model/view/cut-under-a-row-held-begins-anew", test_cut_under_a_row_held_begins_anew);
  g_test_add_func ("/row-model/view/same-length-tells-nobody", test_same_length_tells_nobody);
  g_test_add_func ("/row-model/view/first-rows-before-the-rest", test_first_rows_before_the_rest);
  g_test_add_func ("/row-model/view/last-question-wins", test_last_question_wins);
  g_test_add_func ("/row-model/data/only-what-changed-is-notified", test_data_change);
  g_test_add_func ("/row-model/data/changes-are-gathered", test_changes_are_gathered);
  g_test_add_func ("/row-model/memory/is-bounded", test_memory_is_bounded);
  g_test_add_func ("/row-model/failure/keeps-what-is-shown", test_failure_keeps_what_is_shown);
  g_test_add_func ("/row-model/find/by-id", test_find);

  return g_test_run ();
}
