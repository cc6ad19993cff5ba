/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reasons of a rejection or an extension: one popover is filled for one case after another. */

#include "vas-desk-fixture.h"
#include "vas-issued.h"
#include "vas-reason-popover.h"

typedef struct {
  VasDeskFixture *office;
  VasCaseFile    *file;
  GtkWidget      *window;
  GtkWidget      *popover;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *sheet = NULL;

  g_hash_table_insert (keys, g_strdup ("ready"), vas_issued_ready (office, "2025060110000001", "00015045", &sheet));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  ((Fixture *) user_data)->file = vas_case_file_load_finish (VAS_DESK (object), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_loaded (gpointer data)
{
  return ((Fixture *) data)->file != NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (f->office, "clerk");
  vas_case_file_load_async (f->office->desk, vas_desk_fixture_get_key (f->office, "ready"), NULL, loaded_cb, f);
  vas_desk_fixture_wait (is_loaded, f);
  f->window = g_object_ref_sink (gtk_window_new ());
  f->popover = vas_reason_popover_new (GPOINTER_TO_UINT (data));
  gtk_window_set_child (GTK_WINDOW (f->window), gtk_menu_button_new ());
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (gtk_window_get_child (GTK_WINDOW (f->window))), f->popover);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  g_object_unref (f->file);
  vas_desk_fixture_free (f->office);
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_BOX (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_list (child);

  return found;
}

static int
get_chosen (Fixture *f)
{
  return gtk_list_box_row_get_index (gtk_list_box_get_selected_row (GTK_LIST_BOX (find_list (f->popover))));
}

static void
test_one_after_another (Fixture       *f,
                        gconstpointer  data)
{
  GtkListBox *list = GTK_LIST_BOX (find_list (f->popover));

  vas_reason_popover_fill (VAS_REASON_POPOVER (f->popover), f->office->desk, f->file, 1);
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  g_assert_cmpint (get_chosen (f), ==, 1);

  f->file->proposed_due += 7;
  vas_reason_popover_fill (VAS_REASON_POPOVER (f->popover), f->office->desk, f->file, 1);
  g_assert_cmpint (get_chosen (f), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reason-popover/reject/next-case-with-another-date-begins-at-the-first-reason", Fixture,
              GUINT_TO_POINTER (VAS_REVIEW_REJECT), set_up, test_one_after_another, tear_down);
  g_test_add ("/reason-popover/extend/next-case-with-another-date-begins-at-the-first-reason", Fixture,
              GUINT_TO_POINTER (VAS_REVIEW_EXTEND), set_up, test_one_after_another, tear_down);

  return g_test_run ();
}
