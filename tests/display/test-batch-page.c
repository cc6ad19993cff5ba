/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One act on more requests than one transaction takes: the page goes on with the next of them, shows how far it is, and stops
 * where the person cancels.
 */

#include "vas-desk-fixture.h"
#include "vas-invoices-page-private.h"
#include "vas-queue-pane-private.h"
#include "vas-table.h"

#include <string.h>

#define N_REQUESTS 120
#define N_TOGETHER 100

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
} Fixture;

static void
fill (VasFixture *office,
      GHashTable *keys)
{
  g_autofree char *order = vas_fixture_add_order (office, "2025060110000001", 100 * N_REQUESTS, "2025-06-01");

  for (guint i = 0; i < N_REQUESTS; i++)
    g_hash_table_insert (keys, g_strdup_printf ("%u", i), vas_fixture_enter (office, order, 100));
}

static gboolean
has_read_all (gpointer data)
{
  return vas_queue_pane_get_n_rows (((Fixture *) data)->page->queue) == N_REQUESTS;
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
  vas_desk_fixture_wait (has_read_all, f);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (f->page->queue->selection));
  g_assert_cmpuint (f->page->queue->n_selected, ==, N_REQUESTS);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  vas_desk_fixture_free (f->office);
}

static gpointer
count_approved (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) requests = vas_table_list (sql, VAS_TYPE_REQUEST, "state", "to_issue", NULL, error);

  *(guint *) data = requests != NULL ? requests->len : G_MAXUINT;
  return data;
}

static guint
get_approved (Fixture *f)
{
  guint n = 0;

  vas_store_read (f->office->store, count_approved, &n, NULL, NULL);
  return n;
}

static gboolean
is_done (gpointer data)
{
  return !((Fixture *) data)->page->busy;
}

static void
test_all_of_them (Fixture       *f,
                  gconstpointer  data)
{
  vas_invoices_page_run_many (f->page, VAS_REVIEW_APPROVE, NULL, NULL);
  g_assert_true (f->page->busy);
  vas_desk_fixture_wait (is_done, f);
  g_assert_cmpuint (get_approved (f), ==, N_REQUESTS);
  g_assert_null (f->page->queue->work_cancellable);
  g_assert_nonnull (strstr (f->office->toast, "120"));
}

static gboolean
is_undone (gpointer data)
{
  return strstr (((Fixture *) data)->office->toast, "120") == NULL;
}

/* By one key, however many transactions it took. */
static void
test_undone (Fixture       *f,
             gconstpointer  data)
{
  g_settings_set_int (f->office->settings, "hold-seconds", 8);
  vas_invoices_page_run_many (f->page, VAS_REVIEW_APPROVE, NULL, NULL);
  vas_desk_fixture_wait (is_done, f);
  vas_desk_undo_last (f->office->desk);
  vas_desk_fixture_wait (is_undone, f);
  g_assert_cmpuint (get_approved (f), ==, 0);
  g_assert_cmpuint (vas_desk_get_pending (f->office->desk), ==, 0);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  vas_invoices_page_run_many (f->page, VAS_REVIEW_APPROVE, NULL, NULL);
  vas_queue_pane_cancel_work (f->page->queue);
  vas_desk_fixture_wait (is_done, f);
  g_assert_cmpuint (get_approved (f), ==, N_TOGETHER);
  g_assert_null (f->page->queue->work_cancellable);
  g_assert_nonnull (strstr (f->office->toast, "20"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/batch-page/approve/more-than-one-transaction-takes-are-all-done", test_all_of_them);
  ADD ("/batch-page/undo/one-takes-all-transactions-back", test_undone);
  ADD ("/batch-page/approve/cancelled-leaves-the-rest-as-it-was", test_cancelled);
  return g_test_run ();
}
