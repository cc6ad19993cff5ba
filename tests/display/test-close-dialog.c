/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R20: the evening close by one person and the taking over by another; what is left open leads to its case. */

#include "vas-close-dialog.h"
#include "vas-desk-fixture.h"
#include "vas-fixture-paper.h"
#include "vas-time.h"

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 29800, "2025-06-01");

  vas_fixture_receive (office, "00000101", "00000120");
  g_hash_table_insert (keys, g_strdup ("issued"), vas_fixture_enter_issued (office, order, 5000));
  g_hash_table_insert (keys, g_strdup ("bound"), vas_fixture_enter_bound (office, order, 6000));
}

static void
fill_nothing (VasFixture *office,
              GHashTable *keys)
{
}

static void
set_up (VasDeskFixture **fixture,
        gconstpointer    data)
{
  *fixture = vas_desk_fixture_new (data != NULL ? fill_nothing : fill);
}

static void
tear_down (VasDeskFixture **fixture,
           gconstpointer    data)
{
  vas_desk_fixture_free (*fixture);
}

static gboolean
is_loaded (gpointer data)
{
  return vas_close_dialog_is_loaded (data);
}

static VasCloseDialog *
open_dialog (VasDeskFixture *f,
             const char     *login)
{
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_close_dialog_new (f->desk, GTK_WINDOW (f->parent), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (is_loaded, dialog);

  return VAS_CLOSE_DIALOG (dialog);
}

static gboolean
can_take (gpointer data)
{
  VasForm *form = vas_close_dialog_get_form (data, "close.take");

  return form != NULL && gtk_widget_get_sensitive (vas_form_get_button (form));
}

static gboolean
is_counted (gpointer data)
{
  return vas_close_dialog_get_form (data, "close.take") != NULL;
}

static gboolean
is_taken (gpointer data)
{
  return vas_close_dialog_get_form (data, "close.take") == NULL && vas_close_dialog_get_form (data, "close.count") == NULL;
}

static void
test_count_and_take (VasDeskFixture **fixture,
                     gconstpointer    data)
{
  VasCloseDialog *dialog = open_dialog (*fixture, "clerk");
  VasForm *count = vas_close_dialog_get_form (dialog, "close.count");

  g_assert_cmpstr (vas_close_dialog_get_point (dialog), ==, VAS_FIXTURE_POINT);
  g_assert_false (vas_desk_fixture_run (count));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (count, "counted")));
  vas_desk_fixture_fill (count, "counted", "19");
  g_assert_null (vas_form_field_get_error (vas_form_get_field (count, "counted")));
  g_assert_true (vas_desk_fixture_run (count));

  vas_desk_fixture_wait (is_counted, dialog);
  g_assert_false (can_take (dialog));
  vas_desk_fixture_act_as (*fixture, "clerk2");
  vas_desk_fixture_wait (can_take, dialog);
  g_assert_true (vas_desk_fixture_run (vas_close_dialog_get_form (dialog, "close.take")));
  vas_desk_fixture_wait (is_taken, dialog);
}

static void
test_difference (VasDeskFixture **fixture,
                 gconstpointer    data)
{
  VasCloseDialog *dialog = open_dialog (*fixture, "clerk");
  VasForm *count = vas_close_dialog_get_form (dialog, "close.count");
  GtkWidget *reason = GTK_WIDGET (vas_form_get_field (count, "reason"));

  g_assert_false (gtk_widget_get_visible (reason));
  vas_desk_fixture_fill (count, "counted", "18");
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (count, "counted")));
  g_assert_true (gtk_widget_get_visible (reason));
  g_assert_false (vas_desk_fixture_run (count));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (count, "reason")));
  vas_desk_fixture_fill (count, "reason", "一张夹在打印机里");
  g_assert_false (vas_desk_fixture_run (count));
  g_assert_true (vas_desk_fixture_has_said (count, "stock-differs"));
  g_assert_true (vas_desk_fixture_run (count));
}

static void
opened_cb (VasCloseDialog  *dialog,
           const char      *key,
           char           **opened)
{
  g_free (*opened);
  *opened = g_strdup (key);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (ADW_IS_ACTION_ROW (widget) && g_object_get_data (G_OBJECT (widget), "request") != NULL)
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
test_open_items (VasDeskFixture **fixture,
                 gconstpointer    data)
{
  VasCloseDialog *dialog = open_dialog (*fixture, "clerk");
  g_autofree char *opened = NULL;
  GtkWidget *row = find_row (GTK_WIDGET (dialog));

  g_assert_cmpuint (vas_close_dialog_get_open (dialog), ==, 4);
  g_assert_nonnull (row);
  g_signal_connect (dialog, "case-opened", G_CALLBACK (opened_cb), &opened);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (opened, ==, vas_desk_fixture_get_key (*fixture, "issued"));
}

static void
test_no_paper (VasDeskFixture **fixture,
               gconstpointer    data)
{
  VasCloseDialog *dialog = open_dialog (*fixture, "clerk");

  g_assert_null (vas_close_dialog_get_point (dialog));
  g_assert_null (vas_close_dialog_get_form (dialog, "close.count"));
}

#define ADD(path, data, func) g_test_add (path, VasDeskFixture *, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/close-dialog/one-counts-another-takes-over-R20", NULL, test_count_and_take);
  ADD ("/close-dialog/a-difference-is-red-and-needs-its-reason-R20", NULL, test_difference);
  ADD ("/close-dialog/what-is-left-open-leads-to-its-case-R20", NULL, test_open_items);
  ADD ("/close-dialog/without-paper-says-what-to-do", "nothing", test_no_paper);

  return g_test_run ();
}
