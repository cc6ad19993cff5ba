/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R29: the page of a case whose user was erased says so in words: what tax law keeps is locked, its photo is neither shown nor offered, and
 * who may not see it is not asked for a reason.
 */

#include "vas-desk-fixture.h"
#include "vas-ending-dialogs.h"
#include "vas-form-dialog.h"
#include "vas-invoices-page-private.h"
#include "vas-issued.h"
#include "vas-personal-request.h"
#include "vas-photo-view.h"
#include "vas-reveal-popover.h"
#include "vas-role.h"
#include "vas-table.h"

#include <string.h>

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
} Fixture;

static void
fill_done (VasFixture *office,
           GHashTable *keys)
{
  char *sheet = NULL;
  char *request = vas_issued_ready (office, "2025060110000001", "00015045", &sheet);
  g_autofree char *parcel = vas_issued_shipped (office, "SF1234567890123", sheet);

  vas_issued_tell (office, request, "phone", "您的发票已寄出，单号 SF1234567890123。");
  vas_issued_event (office, parcel, "signed");
  g_hash_table_insert (keys, g_strdup ("done"), request);
  g_hash_table_insert (keys, g_strdup ("sheet"), sheet);
}

static void
fill_erased (VasFixture *office,
             GHashTable *keys)
{
  g_autoptr (VasCommand) open = vas_command_new ("personal.open", office->agent, office->now);
  g_autoptr (VasCommand) erase = vas_command_new ("personal.erase", office->supervisor, office->now);
  g_autoptr (VasEntity) erasure = NULL;

  fill_done (office, keys);
  vas_command_set_text (open, "account", office->account);
  vas_command_set_text (open, "kind", "erasure");
  vas_command_set_text (open, "source", "phone");
  vas_command_set_text (open, "text", "请删除我的信息");
  vas_command_set_text (open, "identity", "回拨登记手机");
  vas_command_set_text (open, "owner", office->clerk);
  vas_command_set_text (open, "received", "2026-03-10");
  vas_fixture_apply (office, open);
  erasure = vas_table_find (office->sql, VAS_TYPE_PERSONAL_REQUEST, "kind", "erasure", NULL);
  vas_command_set_text (erase, "request", vas_entity_get_key (erasure));
  vas_command_set_text (erase, "answer", "已删除");
  vas_command_expect (erase, erasure);
  vas_fixture_apply (office, erase);
}

static gboolean
is_open (gpointer data)
{
  return vas_case_pane_get_file (((Fixture *) data)->page->pane) != NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  fill)
{
  f->office = vas_desk_fixture_new ((VasDeskFixtureFill) fill);
  vas_desk_fixture_act_as (f->office, "clerk");
  f->window = g_object_ref_sink (gtk_window_new ());
  f->page = VAS_INVOICES_PAGE (vas_invoices_page_new (f->office->desk));
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, "done"));
  vas_desk_fixture_wait (is_open, f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  fill)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  vas_desk_fixture_free (f->office);
}

/* How many labels that are shown have the words in them. */
static guint
count_words (GtkWidget  *widget,
             const char *words)
{
  guint n = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_words (child, words);

  return n;
}

static guint
count_photos (GtkWidget *widget)
{
  guint n = VAS_IS_PHOTO_VIEW (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_photos (child);

  return n;
}

static void
test_whole (Fixture       *f,
            gconstpointer  fill)
{
  g_assert_cmpuint (count_photos (GTK_WIDGET (f->page->pane)), ==, 1);
  g_assert_cmpuint (count_words (GTK_WIDGET (f->page->pane), "locked"), ==, 0);
}

static void
test_locked (Fixture       *f,
             gconstpointer  fill)
{
  GtkWidget *pane = GTK_WIDGET (f->page->pane);

  g_assert_cmpuint (count_words (pane, "***"), ==, 0);
  g_assert_cmpuint (count_words (pane, "Locked"), ==, 1);
  g_assert_cmpuint (count_words (pane, "title, taxpayer id and photo locked on 2026-03-10"), ==, 1);
  g_assert_cmpuint (count_words (pane, "00015045: the photo is locked"), ==, 1);
  g_assert_cmpuint (count_words (pane, "Erased"), >, 1);
  g_assert_cmpuint (count_words (pane, "missing"), ==, 0);
  g_assert_cmpuint (count_photos (pane), ==, 0);
}

static void
fill_without_photo (VasFixture *office,
                    GHashTable *keys)
{
  fill_erased (office, keys);
  g_assert_true (vas_sql_exec (office->sql, "UPDATE fapiao SET photo = NULL", NULL));
}

static void
test_no_photo (Fixture       *f,
               gconstpointer  fill)
{
  GtkWidget *pane = GTK_WIDGET (f->page->pane);

  g_assert_cmpuint (count_words (pane, "Locked"), ==, 1);
  g_assert_cmpuint (count_words (pane, "the photo is locked"), ==, 0);
  g_assert_cmpuint (count_words (pane, "no photo yet"), ==, 0);
}

static void
test_not_given_out (Fixture       *f,
                    gconstpointer  fill)
{
  g_autoptr (VasCase) vas_case = vas_desk_fixture_get_case (f->office, "done");
  GtkWidget *dialog = vas_photo_dialog_new (f->office->desk, GTK_WINDOW (f->window), vas_case);
  VasForm *form = vas_form_dialog_get_form (VAS_FORM_DIALOG (dialog));

  gtk_window_present (GTK_WINDOW (dialog));
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (form)));
  g_assert_cmpuint (count_words (dialog, "The photo is locked"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_keepers (Fixture       *f,
              gconstpointer  fill)
{
  VasCaseFile *file = vas_case_pane_get_file (f->page->pane);

  g_assert_false (vas_reveal_popover_can_reveal (file));
  file->sync = (VasSync *) g_object_new (G_TYPE_OBJECT, NULL); /* only that there is one counts */
  g_assert_false (vas_reveal_popover_can_reveal (file));
  file->roles = VAS_ROLE_AUDITOR;
  g_assert_true (vas_reveal_popover_can_reveal (file));
  file->roles = VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ORDER_AGENT;
  g_assert_false (vas_reveal_popover_can_reveal (file));
  g_clear_object (&file->sync);
}

#define ADD(path, fill, func) g_test_add (path, Fixture, (gpointer) fill, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/erased/what-is-not-locked-is-shown", fill_done, test_whole);
  ADD ("/erased/what-is-locked-is-said-in-words-R29", fill_erased, test_locked);
  ADD ("/erased/a-photo-that-never-was-is-not-called-locked", fill_without_photo, test_no_photo);
  ADD ("/erased/a-locked-photo-is-not-given-out-R29", fill_erased, test_not_given_out);
  ADD ("/erased/what-is-locked-is-revealed-to-auditors-and-administrators-alone-R30", fill_erased, test_keepers);

  return g_test_run ();
}
