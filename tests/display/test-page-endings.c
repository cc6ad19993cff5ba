/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialogs from the page: each action opens its own for the open case, and the palette knows them. */

#include "vas-close-dialog.h"
#include "vas-desk-fixture.h"
#include "vas-form-dialog.h"
#include "vas-invoices-page-private.h"
#include "vas-issued.h"
#include "vas-palette-source.h"
#include "vas-return-dialog.h"

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
  GPtrArray       *found;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *sheet = NULL;

  g_hash_table_insert (keys, g_strdup ("ready"), vas_issued_ready (office, "2025060110000001", "00015045", &sheet));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (f->office, "clerk");
  f->window = g_object_ref_sink (gtk_window_new ());
  f->page = VAS_INVOICES_PAGE (vas_invoices_page_new (f->office->desk));
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  g_clear_pointer (&f->found, g_ptr_array_unref);
  vas_desk_fixture_free (f->office);
}

static gboolean
is_open (gpointer data)
{
  return vas_case_pane_get_file (((Fixture *) data)->page->pane) != NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }

  return NULL;
}

static void
open_case (Fixture *f)
{
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "ready"));
  vas_desk_fixture_wait (is_open, f);
}

static void
assert_opens (Fixture    *f,
              const char *action)
{
  g_test_message ("%s", action);
  g_assert_null (find_window (VAS_TYPE_FORM_DIALOG));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), action, NULL));
  g_assert_nonnull (find_window (VAS_TYPE_FORM_DIALOG));
  gtk_window_destroy (find_window (VAS_TYPE_FORM_DIALOG));
}

static void
test_actions (Fixture       *f,
              gconstpointer  data)
{
  const char *action;

  open_case (f);
  for (guint i = 0; (action = vas_invoices_page_get_dialog (i)) != NULL; i++)
    assert_opens (f, action);
  assert_opens (f, "stock.ruined");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "stock.close-day", NULL));
  gtk_window_destroy (find_window (VAS_TYPE_CLOSE_DIALOG));
}

static void
test_no_case (Fixture       *f,
              gconstpointer  data)
{
  vas_invoices_page_close_case (f->page);
  vas_case_pane_set_file (f->page->pane, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "case.return", NULL));
  g_assert_null (find_window (VAS_TYPE_FORM_DIALOG));
  g_assert_nonnull (f->office->toast);
}

static gboolean
is_returning (gpointer data)
{
  VasCaseFile *file = vas_case_pane_get_file (((Fixture *) data)->page->pane);

  return file != NULL && vas_case_file_get_request (file)->state == VAS_REQUEST_STATE_RETURNING;
}

static void
test_return_goes_on (Fixture       *f,
                     gconstpointer  data)
{
  VasForm *form;
  GtkWindow *first;

  open_case (f);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "case.return", NULL));
  form = vas_form_dialog_get_form (VAS_FORM_DIALOG (find_window (VAS_TYPE_FORM_DIALOG)));
  vas_desk_fixture_fill (form, "reason", "用户申请退款");
  g_assert_true (vas_desk_fixture_run (form));
  first = find_window (VAS_TYPE_RETURN_DIALOG);
  g_assert_nonnull (first);
  vas_desk_fixture_wait (is_returning, f);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "case.return", NULL));
  g_assert_null (find_window (VAS_TYPE_FORM_DIALOG));
  g_assert_true (find_window (VAS_TYPE_RETURN_DIALOG) == first);
  gtk_window_destroy (first);
  g_assert_null (find_window (VAS_TYPE_RETURN_DIALOG));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  ((Fixture *) user_data)->found = vas_palette_source_query_finish (VAS_PALETTE_SOURCE (object), result, NULL);
}

static gboolean
is_found (gpointer data)
{
  return ((Fixture *) data)->found != NULL;
}

static void
test_palette (Fixture       *f,
              gconstpointer  data)
{
  open_case (f);
  vas_palette_source_query_async (VAS_PALETTE_SOURCE (f->page), "return for", NULL, found_cb, f);
  vas_desk_fixture_wait (is_found, f);
  g_assert_cmpuint (f->found->len, >, 0);
  g_assert_cmpstr (vas_palette_item_get_action (g_ptr_array_index (f->found, 0)), ==, "case.return");
}

static void
test_palette_lines_are_whole (Fixture       *f,
                              gconstpointer  data)
{
  guint n_without = 0;

  open_case (f);
  vas_palette_source_query_async (VAS_PALETTE_SOURCE (f->page), "", NULL, found_cb, f);
  vas_desk_fixture_wait (is_found, f);
  g_assert_cmpuint (f->found->len, >, 20);
  for (guint i = 0; i < f->found->len; i++)
    {
      g_autofree char *keys = NULL;
      gboolean has_keys;

      g_object_get (g_ptr_array_index (f->found, i), "keys", &keys, "has-keys", &has_keys, NULL);
      g_assert_nonnull (keys);
      g_assert_cmpint (has_keys, ==, *keys != '\0');
      n_without += has_keys ? 0 : 1;
    }
  g_assert_cmpuint (n_without, >, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/page-endings/each-action-opens-its-dialog", test_actions);
  ADD ("/page-endings/without-a-case-it-is-said", test_no_case);
  ADD ("/page-endings/a-return-that-is-opened-is-gone-on-with-in-one-window", test_return_goes_on);
  ADD ("/page-endings/the-palette-finds-them", test_palette);
  ADD ("/page-endings/a-line-without-keys-is-whole", test_palette_lines_are_whole);

  return g_test_run ();
}
