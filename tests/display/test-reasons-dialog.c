/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The house's own reasons: written, moved, taken away, saved as one command a list, and undone (R30). */

#include "vas-desk-fixture.h"
#include "vas-reasons-dialog.h"

#include "vas-house.h"

#include <string.h>

static void
fill_nothing (VasFixture *office,
              GHashTable *keys)
{
}

static void
set_up (VasDeskFixture **fixture,
        gconstpointer    data)
{
  *fixture = vas_desk_fixture_new (fill_nothing);
  vas_engine_set_hold ((*fixture)->engine, 8);
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
  return vas_reasons_dialog_is_loaded (data);
}

static VasReasonsDialog *
open_reasons (VasDeskFixture *f,
              const char     *login)
{
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_reasons_dialog_new (f->desk, GTK_WINDOW (f->parent));
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (is_loaded, dialog);

  return VAS_REASONS_DIALOG (dialog);
}

static GtkWidget *
get_part (VasReasonsDialog *dialog,
          guint             place,
          const char       *name)
{
  return g_object_get_data (G_OBJECT (vas_reasons_dialog_get_row (dialog, VAS_REASON_REJECT, place)), name);
}

static gpointer
read_first (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);
  g_autoptr (GPtrArray) reasons = vas_house_get_reasons (house, VAS_REASON_REJECT);
  const VasReason *first = g_ptr_array_index (reasons, 0);

  return g_strdup_printf ("%u %s %s", reasons->len, first->id, first->text);
}

static char *
get_first (VasDeskFixture *f)
{
  return vas_store_read (f->store, read_first, NULL, NULL, NULL);
}

static gboolean
is_saved (gpointer data)
{
  g_autofree char *first = get_first (data);

  return strstr (first, "改过") != NULL;
}

static gboolean
is_held (gpointer data)
{
  return vas_desk_get_pending (((VasDeskFixture *) data)->desk) == 1;
}

static gboolean
is_undone (gpointer data)
{
  return !is_saved (data);
}

static void
test_edit (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasReasonsDialog *dialog = open_reasons (f, "supervisor");
  g_autofree char *before = get_first (f);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "7 account-mismatch 订单信息与账号不符");
  g_assert_false (gtk_widget_get_sensitive (vas_reasons_dialog_get_button (dialog)));
  g_assert_false (gtk_widget_get_sensitive (get_part (dialog, 0, "up")));
  g_signal_emit_by_name (get_part (dialog, 1, "up"), "clicked");
  g_signal_emit_by_name (get_part (dialog, 6, "remove"), "clicked");
  gtk_editable_set_text (GTK_EDITABLE (get_part (dialog, 0, "text")), "改过的理由");
  g_assert_true (gtk_widget_get_sensitive (vas_reasons_dialog_get_button (dialog)));
  g_signal_emit_by_name (vas_reasons_dialog_get_button (dialog), "clicked");
  g_assert_false (gtk_widget_get_sensitive (vas_reasons_dialog_get_button (dialog)));
  g_signal_emit_by_name (vas_reasons_dialog_get_button (dialog), "clicked");
  vas_desk_fixture_wait (is_saved, f);
  after = get_first (f);
  g_assert_cmpstr (after, ==, "6 taxpayer-id-wrong 改过的理由");
  vas_desk_fixture_wait (is_held, f);

  vas_desk_undo_last (f->desk);
  vas_desk_fixture_wait (is_undone, f);
}

static void
test_wrong (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasDeskFixture *f = *fixture;
  VasReasonsDialog *dialog = open_reasons (f, "supervisor");

  gtk_editable_set_text (GTK_EDITABLE (get_part (dialog, 0, "text")), "改过|两段");
  g_signal_emit_by_name (vas_reasons_dialog_get_button (dialog), "clicked");
  vas_desk_fixture_settle (f);
  g_assert_false (is_saved (f));
  g_assert_true (gtk_widget_get_sensitive (vas_reasons_dialog_get_button (dialog)));
}

static void
test_only_looking (VasDeskFixture **fixture,
                   gconstpointer    data)
{
  VasReasonsDialog *dialog = open_reasons (*fixture, "clerk");

  g_assert_false (gtk_widget_get_sensitive (get_part (dialog, 0, "text")));
  g_assert_false (gtk_widget_get_sensitive (get_part (dialog, 1, "up")));
  vas_desk_fixture_act_as (*fixture, "supervisor");
  g_assert_true (gtk_widget_get_sensitive (get_part (dialog, 0, "text")));
}

#define ADD(path, func) g_test_add (path, VasDeskFixture *, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/reasons-dialog/written-moved-taken-away-saved-and-undone-R30", test_edit);
  ADD ("/reasons-dialog/what-is-no-reason-is-not-saved", test_wrong);
  ADD ("/reasons-dialog/others-only-look-R30", test_only_looking);
  return g_test_run ();
}
