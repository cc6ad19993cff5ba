/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Claims from the page: a case that is looked at is claimed; work on it makes the claim last, with few commands. */

#include "vas-desk-fixture.h"
#include "vas-form-dialog.h"
#include "vas-invoices-page-private.h"

#define MINUTES(N) ((N) * VAS_INSTANT_MINUTE)

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
  gint64           start;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 19800, "2025-06-01");

  g_hash_table_insert (keys, g_strdup ("waiting"), vas_fixture_enter (office, order, 19800));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_desk_fixture_new (fill);
  vas_desk_fixture_act_as (f->office, "clerk");
  f->start = vas_desk_get_now (f->office->desk);
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
  vas_desk_fixture_free (f->office);
}

static VasRequest *
get_request (Fixture *f)
{
  VasCaseFile *file = vas_case_pane_get_file (f->page->pane);

  return file != NULL ? vas_case_file_get_request (file) : NULL;
}

static gboolean
is_claimed (gpointer data)
{
  VasRequest *request = get_request (data);

  return request != NULL && request->claimed_by != NULL;
}

static gboolean
is_prolonged (gpointer data)
{
  Fixture *f = data;
  VasRequest *request = get_request (f);

  return request != NULL && request->claimed_until > f->start + MINUTES (30);
}

static gboolean
is_quiet (gpointer data)
{
  const Fixture *f = data;

  return !f->page->claiming && f->page->open_cancellable == NULL && f->page->claim_timer == 0;
}

/* One key, as the controller sees it that looks for work on the case. */
static void
press (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "work") == 0)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_x, 0, 0, &handled);
    }
}

static void
open_claimed (Fixture *f)
{
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "waiting"));
  vas_desk_fixture_wait (is_claimed, f);
  vas_desk_fixture_wait (is_quiet, f);
  g_assert_false (is_prolonged (f));
}

static void
test_half (Fixture       *f,
           gconstpointer  data)
{
  open_claimed (f);
  vas_engine_set_now (f->office->engine, f->start + MINUTES (15));
  press (GTK_WIDGET (f->page));
  g_assert_false (f->page->claiming);

  vas_engine_set_now (f->office->engine, f->start + MINUTES (15) + 1);
  press (GTK_WIDGET (f->page));
  g_assert_true (f->page->claiming);
  vas_desk_fixture_wait (is_prolonged, f);
  vas_desk_fixture_wait (is_quiet, f);
  press (GTK_WIDGET (f->page));
  g_assert_false (f->page->claiming);
}

static void
test_dialog (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  g_autoptr (GtkWindow) dialog = NULL;

  open_claimed (f);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->page), "case.complain", NULL));
  for (guint i = 0; dialog == NULL && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (VAS_IS_FORM_DIALOG (window))
        dialog = g_steal_pointer (&window);
    }
  g_assert_nonnull (dialog);

  vas_engine_set_now (f->office->engine, f->start + MINUTES (29));
  press (GTK_WIDGET (dialog));
  vas_desk_fixture_wait (is_prolonged, f);
  gtk_window_destroy (dialog);
}

/* Who comes back to a claim of his goes on with it; another's is left alone. */
static void
test_opened_again (Fixture       *f,
                   gconstpointer  data)
{
  open_claimed (f);
  vas_invoices_page_open_next (f->page, NULL);
  vas_engine_set_now (f->office->engine, f->start + MINUTES (20));
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "waiting"));
  vas_desk_fixture_wait (is_claimed, f);
  vas_desk_fixture_wait (is_prolonged, f);
}

static void
test_of_another (Fixture       *f,
                 gconstpointer  data)
{
  open_claimed (f);
  vas_desk_fixture_act_as (f->office, "clerk2");
  vas_desk_fixture_wait (is_quiet, f);
  vas_engine_set_now (f->office->engine, f->start + MINUTES (29));
  press (GTK_WIDGET (f->page));
  g_assert_false (f->page->claiming);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/claims/typing-prolongs-when-half-the-time-has-passed-and-once", test_half);
  ADD ("/claims/typing-in-a-dialog-is-work-on-the-case", test_dialog);
  ADD ("/claims/opened-again-it-lasts-longer", test_opened_again);
  ADD ("/claims/that-of-another-is-left-alone", test_of_another);

  return g_test_run ();
}
