/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Readings of a case: what is said again is not laid out again, and whatever changed is. */

#include "vas-desk-fixture.h"
#include "vas-invoices-page-private.h"

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
  guint            n_shown;         /* how often the pane was given a file */
  VasCaseFile     *read;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *one = vas_fixture_add_order (office, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *two = vas_fixture_add_order (office, "2025060110000002", 19800, "2025-06-01");

  g_hash_table_insert (keys, g_strdup ("one"), vas_fixture_enter (office, one, 19800));
  g_hash_table_insert (keys, g_strdup ("two"), vas_fixture_enter (office, two, 19800));
}

static void
shown_cb (Fixture *f)
{
  f->n_shown++;
}

static gboolean
is_shown (gpointer data)
{
  return ((Fixture *) data)->n_shown > 0;
}

static gboolean
is_quiet (gpointer data)
{
  Fixture *f = data;

  return f->page->open_cancellable == NULL && !f->page->claiming && f->page->claim_timer == 0;
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
  g_signal_connect_swapped (f->page->pane, "notify::file", G_CALLBACK (shown_cb), f);
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "one"));
  vas_desk_fixture_wait (is_shown, f);
  vas_desk_fixture_wait (is_quiet, f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_func (f->page->pane, shown_cb, f);
  g_clear_object (&f->read);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  vas_desk_fixture_free (f->office);
}

static void
run (Fixture    *f,
     const char *type,
     const char *name)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (f->office->desk, type);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "request", vas_desk_fixture_get_key (f->office, name));
  receipt = vas_engine_run (f->office->engine, command, NULL);
  g_assert_true (receipt->applied);
}

static gboolean
is_claimed_by_page (gpointer data)
{
  Fixture *f = data;

  return vas_case_file_is_own (vas_case_pane_get_file (f->page->pane)) && is_quiet (f);
}

static gboolean
is_released (gpointer data)
{
  return !vas_case_file_is_own (vas_case_pane_get_file (((Fixture *) data)->page->pane));
}

static void
stop_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
has_stopped (gpointer data)
{
  return *(gboolean *) data;
}

static void
let_it_read (void)
{
  gboolean stopped = FALSE;

  g_timeout_add_once (300, stop_cb, &stopped);
  vas_desk_fixture_wait (has_stopped, &stopped);
}

static void
test_only_what_changed_is_shown (Fixture       *f,
                                 gconstpointer  data)
{
  vas_desk_fixture_wait (is_claimed_by_page, f);
  let_it_read ();
  f->n_shown = 0;
  run (f, "request.claim", "two");
  let_it_read ();
  vas_invoices_page_reload (f->page);
  let_it_read ();
  g_assert_cmpuint (f->n_shown, ==, 0);

  run (f, "request.release", "one");
  vas_desk_fixture_wait (is_released, f);
  g_assert_cmpuint (f->n_shown, >, 0);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  ((Fixture *) user_data)->read = vas_case_file_load_finish (VAS_DESK (object), result, NULL);
}

static gboolean
has_read (gpointer data)
{
  return ((Fixture *) data)->read != NULL;
}

static VasCaseFile *
read_case (Fixture    *f,
           const char *name)
{
  g_clear_object (&f->read);
  vas_case_file_load_async (f->office->desk, vas_desk_fixture_get_key (f->office, name), NULL, read_cb, f);
  vas_desk_fixture_wait (has_read, f);

  return g_object_ref (f->read);
}

/* Who looks, the day, what became of an order elsewhere: each makes another page. */
static void
test_equal (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (VasCaseFile) two = NULL;
  g_autoptr (VasCaseFile) again = NULL;
  g_autoptr (VasCaseFile) other_person = NULL;
  g_autoptr (VasCaseFile) next_day = NULL;
  g_autoptr (VasCaseFile) one = NULL;

  vas_desk_fixture_wait (is_claimed_by_page, f);
  two = read_case (f, "two");
  vas_engine_set_now (f->office->engine, vas_desk_get_now (f->office->desk) + VAS_INSTANT_MINUTE);
  again = read_case (f, "two");
  one = read_case (f, "one");
  vas_desk_fixture_act_as (f->office, "supervisor");
  other_person = read_case (f, "two");
  vas_desk_fixture_act_as (f->office, "clerk");
  vas_engine_set_now (f->office->engine, vas_desk_get_now (f->office->desk) + 24 * VAS_INSTANT_HOUR);
  next_day = read_case (f, "two");
  g_assert_true (vas_case_file_equal (two, again));
  g_assert_false (vas_case_file_equal (two, one));
  g_assert_false (vas_case_file_equal (two, other_person));
  g_assert_false (vas_case_file_equal (two, next_day));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/case-file/what-is-the-same-is-not-laid-out-again", test_only_what_changed_is_shown);
  ADD ("/case-file/the-moment-of-reading-alone-changes-nothing", test_equal);
  return g_test_run ();
}
