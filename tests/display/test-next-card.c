/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A case that left the usual way says what happened and offers what is done now; one that did not says nothing of it. */

#include "vas-desk-fixture.h"
#include "vas-invoices-page-private.h"
#include "vas-issued.h"
#include "vas-next-card.h"

#include <string.h>

typedef struct {
  VasDeskFixture  *office;
  GtkWidget       *window;
  VasInvoicesPage *page;
} Fixture;

/* One that lies here, one whose parcel was refused, one that the user returns. */
static void
fill (VasFixture *office,
      GHashTable *keys)
{
  const char * const names[] = { "ready", "refused", "returning" };
  const char * const orders[] = { "2025060110000001", "2025060110000002", "2025060110000003" };
  const char * const numbers[] = { "00015045", "00015046", "00015047" };
  const char * const waybills[] = { NULL, "SF1000000000001", "SF1000000000002" };
  g_autoptr (VasCommand) open = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sheet = NULL;
      char *key = vas_issued_ready (office, orders[i], numbers[i], &sheet);
      g_autofree char *parcel = waybills[i] != NULL ? vas_issued_shipped (office, waybills[i], sheet) : NULL;

      g_hash_table_insert (keys, g_strdup (names[i]), key);
      if (i == 1)
        vas_issued_event (office, parcel, "refused");
      if (i == 2)
        {
          vas_issued_event (office, parcel, "signed");
          vas_issued_tell (office, key, "phone", waybills[i]);
        }
    }
  open = vas_fixture_command (office, "return.open", office->agent, g_hash_table_lookup (keys, "returning"));
  vas_command_set_text (open, "reason", "用户申请退款");
  vas_fixture_apply (office, open);
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
  vas_desk_fixture_free (f->office);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_shown (gpointer data)
{
  Fixture *f = data;
  VasCaseFile *file = vas_case_pane_get_file (f->page->pane);

  return file != NULL && g_strcmp0 (vas_case_file_get_key (file), f->page->open_key) == 0;
}

static GtkWidget *
open_case (Fixture    *f,
           const char *name)
{
  vas_invoices_page_open (f->page, vas_desk_fixture_get_key (f->office, name));
  vas_desk_fixture_wait (is_shown, f);

  return find (GTK_WIDGET (f->page->pane), VAS_TYPE_NEXT_CARD);
}

/* The words of the card, its buttons' among them. */
static void
gather (GtkWidget *widget,
        GString   *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_BUTTON (widget))
    g_string_append_printf (words, "[%s]\n", gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    gather (child, words);
}

static void
assert_says (GtkWidget  *card,
             const char *first,
             const char *action,
             const char *not_there)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert_true (gtk_widget_get_visible (card));
  gather (card, words);
  g_assert_nonnull (strstr (words->str, first));
  g_assert_nonnull (strstr (words->str, action));
  g_assert_null (strstr (words->str, not_there));
}

static void
test_says_what_happened (Fixture       *f,
                         gconstpointer  data)
{
  g_assert_false (gtk_widget_get_visible (open_case (f, "ready")));
  assert_says (open_case (f, "refused"), "SF1000000000001", "[parcel.ask]", "[case.return]");
  assert_says (open_case (f, "returning"), "paper", "[case.return]", "[parcel.ask]");
  assert_says (open_case (f, "refused"), "SF1000000000001", "[parcel.keep]", "[case.return]");
  g_assert_false (gtk_widget_get_visible (open_case (f, "ready")));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/next-card/what-happened-and-what-is-done-now-R21-R22", Fixture, NULL, set_up, test_says_what_happened, tear_down);
  return g_test_run ();
}
