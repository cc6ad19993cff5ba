/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R30 in the window of the staff: who sees it, who changes what, and what the rules say before anything is sent. */

#include "vas-desk-fixture.h"
#include "vas-own-password-dialog.h"
#include "vas-staff-form.h"
#include "vas-staff-window.h"

static VasStaffWindow *window;

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
  g_clear_object (&window);
  vas_desk_fixture_free (*fixture);
}

static gboolean
is_loaded (gpointer data)
{
  return vas_staff_window_get_n (window) == GPOINTER_TO_UINT (data);
}

static void
open_as (VasDeskFixture *f,
         const char     *login)
{
  vas_desk_fixture_act_as (f, login);
  window = g_object_ref (VAS_STAFF_WINDOW (vas_staff_window_new (f->desk, GTK_WINDOW (f->parent))));
  gtk_window_present (GTK_WINDOW (window));
  vas_desk_fixture_wait (is_loaded, GUINT_TO_POINTER (5));
}

static VasStaffAccess *
get_access (void)
{
  return vas_staff_pane_get_access (vas_staff_window_get_pane (window));
}

static VasForm *
get_form (void)
{
  return vas_staff_pane_get_form (vas_staff_window_get_pane (window));
}

static const char *
shown_name (void)
{
  return gtk_editable_get_text (GTK_EDITABLE (vas_form_field_get_input (vas_form_get_field (get_form (), "name"))));
}

static gboolean
has_error (gpointer data)
{
  return vas_form_field_get_error (data) != NULL;
}

static gboolean
has_no_error (gpointer data)
{
  return vas_form_field_get_error (data) == NULL;
}

static gboolean
can_switch (gpointer data)
{
  return gtk_widget_get_sensitive (vas_staff_access_get_button (get_access (), "active"));
}

static gboolean
cannot_switch (gpointer data)
{
  return strstr (vas_staff_access_get_subtitle (get_access (), "active"), "R30") != NULL && !can_switch (data);
}

static void
test_found (VasDeskFixture **fixture,
            gconstpointer    data)
{
  open_as (*fixture, "admin");
  vas_staff_window_search (window, "supervis");
  g_assert_cmpstr (shown_name (), ==, "supervisor");
  vas_staff_window_search (window, "order agent");
  g_assert_cmpstr (shown_name (), ==, "agent");
  vas_staff_window_search (window, "");
  g_assert_true (vas_staff_window_choose (window, "clerk2"));
  g_assert_cmpstr (shown_name (), ==, "clerk2");
  g_assert_false (vas_staff_window_choose (window, "nobody"));
}

/* What is wrong stands at the field while it is typed, with the rule; nothing was pressed. */
static void
test_add (VasDeskFixture **fixture,
          gconstpointer    data)
{
  VasForm *form;
  VasFormField *login;

  open_as (*fixture, "admin");
  form = vas_staff_window_add (window);
  login = vas_form_get_field (form, "login");
  g_assert_false (vas_desk_fixture_run (form));
  vas_desk_fixture_fill (form, "name", "李娜");
  vas_desk_fixture_fill (form, "login", "clerk");
  g_assert_false (vas_desk_fixture_run (form));
  g_assert_nonnull (vas_form_field_get_error (vas_form_get_field (form, "role/0")));
  vas_desk_fixture_fill (form, "role/3", "1");
  vas_desk_fixture_wait (has_error, login);
  g_assert_nonnull (strstr (vas_form_field_get_error (login), "R30"));
  vas_desk_fixture_fill (form, "login", "li na");
  vas_desk_fixture_wait (has_error, login);
  vas_desk_fixture_fill (form, "login", "lina");
  vas_desk_fixture_wait (has_no_error, login);
  g_assert_true (vas_desk_fixture_run (form));
  vas_desk_fixture_wait (is_loaded, GUINT_TO_POINTER (6));
  vas_staff_window_search (window, "ln");
  g_assert_cmpstr (shown_name (), ==, "李娜");
  vas_staff_window_search (window, "li");
  g_assert_cmpstr (shown_name (), ==, "李娜");
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (get_form ())));
  g_assert_cmpuint (vas_staff_form_get_roles (get_form ()), ==, VAS_ROLE_INVOICE_CLERK);
}

/* The form is of the record as it is now: there is nothing to save. */
static gboolean
is_renamed (gpointer data)
{
  return g_str_equal (shown_name (), "林开票") && !gtk_widget_get_sensitive (vas_form_get_button (get_form ()));
}

static gboolean
has_four (gpointer data)
{
  return g_list_model_get_n_items (vas_desk_get_staff_list (data)) == 4;
}

static void
test_change (VasDeskFixture **fixture,
             gconstpointer    data)
{
  open_as (*fixture, "admin");
  g_assert_true (vas_staff_window_choose (window, "clerk"));
  vas_desk_fixture_fill (get_form (), "name", "林开票");
  vas_desk_fixture_fill (get_form (), "role/2", "1");
  g_assert_true (vas_desk_fixture_run (get_form ()));
  vas_desk_fixture_wait (is_renamed, NULL);
  vas_desk_fixture_settle (*fixture);
  g_assert_cmpuint (vas_staff_form_get_roles (get_form ()), ==, VAS_ROLE_INVOICE_CLERK | VAS_ROLE_ORDER_AGENT);
  vas_desk_fixture_wait (can_switch, NULL);
  g_signal_emit_by_name (vas_staff_access_get_button (get_access (), "active"), "clicked");
  vas_desk_fixture_wait (has_four, (*fixture)->desk);
  g_assert_false (vas_desk_choose_staff ((*fixture)->desk, "clerk"));
}

static gboolean
is_administrator (gpointer data)
{
  return vas_staff_form_get_roles (get_form ()) == (VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_ADMINISTRATOR) &&
         !gtk_widget_get_sensitive (vas_form_get_button (get_form ()));
}

static void
test_last (VasDeskFixture **fixture,
           gconstpointer    data)
{
  VasFormField *role;

  open_as (*fixture, "admin");
  g_assert_true (vas_staff_window_choose (window, "admin"));
  vas_desk_fixture_wait (cannot_switch, NULL);
  role = vas_form_get_field (get_form (), "role/8");
  vas_desk_fixture_fill (get_form (), "role/7", "1");
  vas_desk_fixture_fill (get_form (), "role/8", "");
  vas_desk_fixture_wait (has_error, role);
  g_assert_false (vas_desk_fixture_run (get_form ()));
  g_assert_nonnull (vas_form_field_get_error (role));

  g_assert_true (vas_staff_window_choose (window, "supervisor"));
  vas_desk_fixture_fill (get_form (), "role/8", "1");
  g_assert_true (vas_desk_fixture_run (get_form ()));
  vas_desk_fixture_wait (is_administrator, NULL);
  g_assert_true (vas_staff_window_choose (window, "admin"));
  vas_desk_fixture_wait (can_switch, NULL);
}

static gboolean
may_open (gpointer data)
{
  return vas_staff_window_may_open (data);
}

static void
give_auditor (VasDeskFixture *f)
{
  open_as (f, "admin");
  g_assert_true (vas_staff_window_choose (window, "agent"));
  vas_desk_fixture_fill (get_form (), "role/7", "1");
  g_assert_true (vas_desk_fixture_run (get_form ()));
  vas_desk_fixture_act_as (f, "agent");
  vas_desk_fixture_wait (may_open, f->desk);
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&window);
}

static void
test_others (VasDeskFixture **fixture,
             gconstpointer    data)
{
  static const char * const others[] = { "clerk", "clerk2", "supervisor", "agent" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      vas_desk_fixture_act_as (*fixture, others[i]);
      g_assert_false (vas_staff_window_may_open ((*fixture)->desk));
    }

  give_auditor (*fixture);
  open_as (*fixture, "agent");
  g_assert_true (vas_staff_window_choose (window, "clerk"));
  g_assert_false (gtk_widget_get_sensitive (vas_form_get_button (get_form ())));
  g_assert_false (gtk_widget_get_sensitive (vas_form_field_get_input (vas_form_get_field (get_form (), "role/8"))));
  vas_desk_fixture_settle (*fixture);
  g_assert_false (can_switch (NULL));
  g_assert_false (gtk_widget_get_sensitive (vas_staff_access_get_button (get_access (), "password")));
}

static gboolean
is_gone (gpointer data)
{
  return !gtk_widget_get_visible (GTK_WIDGET (window));
}

/* Another takes over at the same desk, or the roles are taken away: the window does not stay. */
static void
test_rights_go (VasDeskFixture **fixture,
                gconstpointer    data)
{
  open_as (*fixture, "admin");
  vas_desk_fixture_act_as (*fixture, "clerk");
  vas_desk_fixture_wait (is_gone, NULL);
}

static void
test_own_password (VasDeskFixture **fixture,
                   gconstpointer    data)
{
  GtkWidget *dialog = vas_own_password_dialog_new ((*fixture)->desk, GTK_WINDOW ((*fixture)->parent));
  VasOwnPasswordDialog *self = VAS_OWN_PASSWORD_DIALOG (dialog);
  VasFormField *old = vas_own_password_dialog_get_field (self, "old");
  VasFormField *first = vas_own_password_dialog_get_field (self, "password");
  VasFormField *again = vas_own_password_dialog_get_field (self, "again");
  GtkWidget *button = vas_own_password_dialog_get_button (self);

  gtk_window_present (GTK_WINDOW (dialog));
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (vas_form_field_get_error (old));
  vas_form_field_set_text (old, "the old one");
  vas_form_field_set_text (first, "九个字符的密码不够");
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (vas_form_field_get_error (first));
  vas_form_field_set_text (first, "the old one");
  g_signal_emit_by_name (button, "clicked");
  g_assert_nonnull (vas_form_field_get_error (first));
  vas_form_field_set_text (first, "十个字符的密码就足够");
  vas_form_field_set_text (again, "十个字符的密码就足 够");
  g_signal_emit_by_name (button, "clicked");
  g_assert_null (vas_form_field_get_error (first));
  g_assert_nonnull (vas_form_field_get_error (again));
}

#define ADD(path, func) g_test_add (path, VasDeskFixture *, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/staff/window/people-are-found-by-name-login-and-role", test_found);
  ADD ("/staff/window/an-administrator-adds-a-person-and-the-rules-speak-while-he-types-R30", test_add);
  ADD ("/staff/window/name-roles-and-switch-are-changed-R30", test_change);
  ADD ("/staff/window/the-last-administrator-keeps-the-role-and-stays-R30", test_last);
  ADD ("/staff/window/auditors-look-and-others-do-not-R30", test_others);
  ADD ("/staff/window/it-goes-with-the-rights-R30", test_rights_go);
  ADD ("/staff/password/ones-own-is-judged-at-its-fields-before-it-is-sent", test_own_password);

  return g_test_run ();
}
