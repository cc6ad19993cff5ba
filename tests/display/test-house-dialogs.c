/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R30: deputies within the roles of who is stood in for, and the settings of the house within their ranges. */

#include "vas-deputies-dialog.h"
#include "vas-desk-fixture.h"
#include "vas-house-dialog.h"
#include "vas-house.h"

static void
fill (VasFixture *office,
      GHashTable *keys)
{
}

static void
set_up (VasDeskFixture **fixture,
        gconstpointer    data)
{
  *fixture = vas_desk_fixture_new (fill);
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
  return vas_house_dialog_is_loaded (data);
}

static VasHouseDialog *
open_house (VasDeskFixture *f,
            const char     *login)
{
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_house_dialog_new (f->desk, GTK_WINDOW (f->parent));
  gtk_window_present (GTK_WINDOW (dialog));
  vas_desk_fixture_wait (is_loaded, dialog);

  return VAS_HOUSE_DIALOG (dialog);
}

static gpointer
read_limit (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);

  return house != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, vas_house_get_int (house, data)) : NULL;
}

static void
assert_setting (VasDeskFixture *f,
                const char     *name,
                const char     *value)
{
  g_autofree char *kept = vas_store_read (f->store, read_limit, (gpointer) name, NULL, NULL);

  g_assert_cmpstr (kept, ==, value);
}

/* The settings are saved one after the other, in the order of the fields. */
static gboolean
are_saved (gpointer data)
{
  VasDeskFixture *f = data;

  return f->toast != NULL && g_str_equal (f->toast, "The settings of the house are saved.");
}

static void
set_setting (VasDeskFixture *f,
             const char     *name,
             const char     *value)
{
  g_autoptr (VasCommand) command = vas_desk_new_command (f->desk, "setting.set");
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  vas_command_set_text (command, "name", name);
  vas_command_set_text (command, "value", value);
  receipt = vas_engine_run (vas_desk_get_engine (f->desk), command, &error);
  g_assert_no_error (error);
  g_assert_true (receipt->applied);
}

static void
test_settings (VasDeskFixture **fixture,
               gconstpointer    data)
{
  VasHouseDialog *dialog = open_house (*fixture, "supervisor");
  GtkWidget *button = vas_house_dialog_get_button (dialog);

  g_assert_false (gtk_widget_get_sensitive (button));
  vas_form_field_set_text (vas_house_dialog_get_field (dialog, "invoice.limit"), "8,000");
  vas_form_field_set_text (vas_house_dialog_get_field (dialog, "one-clerk-office"), "1");
  vas_form_field_set_text (vas_house_dialog_get_field (dialog, "claim.minutes"), "480");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  vas_desk_fixture_wait (are_saved, *fixture);
  assert_setting (*fixture, "invoice.limit", "800000");
  assert_setting (*fixture, "one-clerk-office", "1");
  assert_setting (*fixture, "claim.minutes", "480");
  g_assert_false (gtk_widget_get_sensitive (button));
}

static void
test_ranges (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasHouseDialog *dialog = open_house (*fixture, "supervisor");
  VasFormField *limit = vas_house_dialog_get_field (dialog, "invoice.limit");
  VasFormField *minutes = vas_house_dialog_get_field (dialog, "claim.minutes");

  vas_form_field_set_text (limit, "5000");
  vas_form_field_set_text (minutes, "481");
  g_signal_emit_by_name (vas_house_dialog_get_button (dialog), "clicked");
  g_assert_nonnull (vas_form_field_get_error (minutes));
  g_assert_null (vas_form_field_get_error (limit));
  vas_form_field_set_text (minutes, "很久");
  vas_form_field_set_text (limit, "一万");
  g_signal_emit_by_name (vas_house_dialog_get_button (dialog), "clicked");
  g_assert_nonnull (vas_form_field_get_error (minutes));
  g_assert_nonnull (vas_form_field_get_error (limit));
  vas_desk_fixture_settle (*fixture);
  assert_setting (*fixture, "invoice.limit", "1000000");
}

static void
test_only_looking (VasDeskFixture **fixture,
                   gconstpointer    data)
{
  VasHouseDialog *dialog = open_house (*fixture, "clerk");
  VasFormField *limit = vas_house_dialog_get_field (dialog, "invoice.limit");

  g_assert_false (gtk_widget_get_sensitive (vas_form_field_get_input (limit)));
  g_assert_false (gtk_widget_get_sensitive (vas_house_dialog_get_button (dialog)));
}

static gboolean
has_eight_thousand (gpointer data)
{
  g_autofree char *text = vas_form_field_get_text (vas_house_dialog_get_field (data, "invoice.limit"));

  return g_str_equal (text, "8000");
}

static gboolean
has_text (VasHouseDialog *dialog,
          const char     *name,
          const char     *expected)
{
  g_autofree char *text = vas_form_field_get_text (vas_house_dialog_get_field (dialog, name));

  return g_str_equal (text, expected);
}

/* What was typed is there again, but where somebody else has set another figure meanwhile. */
static void
test_draft (VasDeskFixture **fixture,
            gconstpointer    data)
{
  VasHouseDialog *dialog = open_house (*fixture, "supervisor");

  vas_form_field_set_text (vas_house_dialog_get_field (dialog, "invoice.limit"), "8000");
  vas_form_field_set_text (vas_house_dialog_get_field (dialog, "claim.minutes"), "45");
  gtk_window_destroy (GTK_WINDOW (dialog));
  dialog = open_house (*fixture, "supervisor");
  vas_desk_fixture_wait (has_eight_thousand, dialog);
  g_assert_true (has_text (dialog, "claim.minutes", "45"));
  gtk_window_destroy (GTK_WINDOW (dialog));

  set_setting (*fixture, "claim.minutes", "90");
  dialog = open_house (*fixture, "supervisor");
  vas_desk_fixture_wait (has_eight_thousand, dialog);
  g_assert_true (has_text (dialog, "claim.minutes", "90"));
}

static VasDeputiesDialog *
open_deputies (VasDeskFixture *f,
               const char     *login)
{
  GtkWidget *dialog;

  vas_desk_fixture_act_as (f, login);
  dialog = vas_deputies_dialog_new (f->desk, GTK_WINDOW (f->parent));
  gtk_window_present (GTK_WINDOW (dialog));

  return VAS_DEPUTIES_DIALOG (dialog);
}

static gboolean
has_one (gpointer data)
{
  return vas_deputies_dialog_get_n (data) == 1;
}

static gboolean
has_none (gpointer data)
{
  return vas_deputies_dialog_get_n (data) == 0;
}

static gboolean
may_set (gpointer data)
{
  return vas_desk_may (((VasDeskFixture *) data)->desk, "setting.set");
}

static gboolean
may_not_set (gpointer data)
{
  return !may_set (data);
}

/* The deputy can press what the command allows, on those days and no other. */
static void
test_deputy (VasDeskFixture **fixture,
             gconstpointer    data)
{
  VasDeputiesDialog *dialog = open_deputies (*fixture, "supervisor");
  VasForm *form = vas_deputies_dialog_get_form (dialog);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (vas_form_get_field (form, "role/3"))));
  vas_desk_fixture_fill (form, "deputy", vas_desk_fixture_get_key (*fixture, "clerk"));
  vas_desk_fixture_fill (form, "to", "2026-03-20");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "deputy")));
  vas_desk_fixture_fill (form, "role/4", "1");
  vas_desk_fixture_fill (form, "deputy", vas_desk_fixture_get_key (*fixture, "supervisor"));
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "deputy")));
  vas_desk_fixture_fill (form, "deputy", vas_desk_fixture_get_key (*fixture, "clerk"));
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_wait (has_one, dialog);

  vas_desk_fixture_act_as (*fixture, "clerk");
  vas_desk_fixture_wait (may_set, *fixture);
  vas_desk_fixture_act_as (*fixture, "supervisor");
  vas_deputies_dialog_end (dialog, 0);
  vas_desk_fixture_wait (has_none, dialog);
  vas_desk_fixture_act_as (*fixture, "clerk");
  vas_desk_fixture_wait (may_not_set, *fixture);
}

static void
test_deputy_dates (VasDeskFixture **fixture,
                   gconstpointer    data)
{
  VasDeputiesDialog *dialog = open_deputies (*fixture, "supervisor");
  VasForm *form = vas_deputies_dialog_get_form (dialog);

  vas_desk_fixture_fill (form, "deputy", vas_desk_fixture_get_key (*fixture, "clerk"));
  vas_desk_fixture_fill (form, "role/4", "1");
  vas_desk_fixture_fill (form, "to", "2026-03-09");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "to")));
  vas_desk_fixture_fill (form, "to", "2026-03-10");
  g_assert_true (vas_desk_fixture_run (form));
}

#define ADD(path, func) g_test_add (path, VasDeskFixture *, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/house/settings/a-supervisor-changes-several-at-once-R30", test_settings);
  ADD ("/house/settings/out-of-range-is-said-at-the-field-and-nothing-is-saved-R30", test_ranges);
  ADD ("/house/settings/what-was-typed-is-kept-but-not-over-anothers-figure-R32", test_draft);
  ADD ("/house/settings/others-only-look-R30", test_only_looking);
  ADD ("/house/deputies/named-with-roles-held-and-ended-R30", test_deputy);
  ADD ("/house/deputies/the-last-day-is-not-past-R30", test_deputy_dates);

  return g_test_run ();
}
