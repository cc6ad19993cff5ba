/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stock of fapiao paper and the list for the supervisor of an office of one clerk, as windows and on paper (R13, R20). */

#include "vas-desk-fixture.h"
#include "vas-fixture-paper.h"
#include "vas-one-clerk-dialog.h"
#include "vas-stock-dialog.h"
#include "vas-test-dir.h"

#include <string.h>

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) allow = vas_fixture_command (office, "setting.set", office->administrator, NULL);
  g_autoptr (VasCommand) approve = NULL;
  char *key;

  vas_fixture_receive (office, "00000101", "00000120");
  vas_command_set_text (allow, "name", "one-clerk-office");
  vas_command_set_text (allow, "value", "1");
  vas_fixture_apply (office, allow);
  g_assert_true (vas_sql_exec (office->sql, "UPDATE staff SET roles = roles | 8 WHERE login = 'agent'", NULL));
  key = vas_fixture_enter (office, order, 5000);
  g_hash_table_insert (keys, g_strdup ("alone"), key);
  approve = vas_fixture_command (office, "request.approve", office->agent, key);
  vas_fixture_apply (office, approve);
}

static void
set_up (VasDeskFixture **fixture,
        gconstpointer    data)
{
  *fixture = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (*fixture, "supervisor");
}

static void
tear_down (VasDeskFixture **fixture,
           gconstpointer    data)
{
  vas_desk_fixture_free (*fixture);
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
can_take (gpointer data)
{
  GtkWidget *button = find_button (data, "_Take Over");

  return button != NULL && gtk_widget_get_sensitive (button);
}

static gboolean
cannot_take (gpointer data)
{
  GtkWidget *button = find_button (data, "_Take Over");

  return button != NULL && !gtk_widget_get_sensitive (button);
}

static gboolean
is_loaded (gpointer data)
{
  return vas_stock_dialog_is_loaded (data);
}

static gboolean
is_done (gpointer data)
{
  return ((VasDeskFixture *) data)->toast != NULL;
}

static void
test_take (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  GtkWidget *dialog = vas_stock_dialog_new (f->desk, GTK_WINDOW (f->parent));

  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (is_loaded, dialog);
  g_assert_true (can_take (dialog));
  vas_desk_fixture_act_as (f, "clerk");
  vas_desk_fixture_wait (cannot_take, dialog);

  vas_desk_fixture_act_as (f, "supervisor");
  vas_desk_fixture_wait (can_take, dialog);
  g_signal_emit_by_name (find_button (dialog, "_Take Over"), "clicked");
  vas_desk_fixture_wait (is_done, f);
  vas_desk_fixture_wait (cannot_take, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
assert_is_pdf (VasTablePrint *print)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "print.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vas_table_print_export (print, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  vas_test_dir_remove (folder);
}

static void
test_paper (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  GtkWidget *dialog = vas_stock_dialog_new (f->desk, GTK_WINDOW (f->parent));
  g_autoptr (VasTablePrint) print = NULL;
  g_autoptr (VasTablePrint) large = vas_table_print_new ("Stock", "now");
  const char * const cells[] = { "04158820–04158899", "80" };

  vas_desk_fixture_wait (is_loaded, dialog);
  print = vas_stock_dialog_make_print (VAS_STOCK_DIALOG (dialog));
  assert_is_pdf (print);
  g_assert_cmpuint (vas_table_print_get_n_pages (print), ==, 1);

  vas_table_print_add_column (large, "Numbers", 3, FALSE);
  vas_table_print_add_column (large, "Sheets", 1, TRUE);
  for (guint i = 0; i < 100; i++)
    vas_table_print_add_row (large, cells);
  assert_is_pdf (large);
  g_assert_cmpuint (vas_table_print_get_n_pages (large), >, 2);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_list (gpointer data)
{
  return g_str_equal (vas_one_clerk_dialog_get_page (data), "list");
}

static void
keep_key (char       **kept,
          const char  *key)
{
  *kept = g_strdup (key);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (ADW_IS_ACTION_ROW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_one_clerk (VasDeskFixture **fixture,
                gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  GtkWidget *dialog = vas_one_clerk_dialog_new (f->desk, GTK_WINDOW (f->parent));
  g_autofree char *opened = NULL;

  g_signal_connect_swapped (dialog, "case-opened", G_CALLBACK (keep_key), &opened);
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (is_list, dialog);
  adw_action_row_activate (ADW_ACTION_ROW (find_row (dialog)));
  g_assert_cmpstr (opened, ==, vas_desk_fixture_get_key (f, "alone"));

  vas_desk_fixture_act_as (f, "clerk");
  g_assert_cmpstr (vas_one_clerk_dialog_get_page (VAS_ONE_CLERK_DIALOG (dialog)), ==, "forbidden");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

#define ADD(path, func) g_test_add (path, VasDeskFixture *, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/stock-dialog/who-does-not-hold-a-range-takes-it-over-R20", test_take);
  ADD ("/stock-dialog/paper-and-pdf-by-the-page", test_paper);
  ADD ("/one-clerk-dialog/the-supervisor-reads-it-and-opens-the-case-R13", test_one_clerk);
  return g_test_run ();
}
