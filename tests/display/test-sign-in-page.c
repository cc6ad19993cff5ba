/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the page that signs in asks for, and where it says what is wrong. */

#include "vas-sign-in-page.h"

#include "vas-sign-in.h"
#include "vas-ui-resources.h"

typedef struct {
  GtkWidget     *window;
  VasSignInPage *page;
  GPtrArray     *asked;             /* address, login, password, and again */
} Fixture;

static void
sign_in_cb (Fixture    *f,
            const char *address,
            const char *login,
            const char *password)
{
  g_ptr_array_add (f->asked, g_strdup (address));
  g_ptr_array_add (f->asked, g_strdup (login));
  g_ptr_array_add (f->asked, g_strdup (password));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->window = g_object_ref_sink (gtk_window_new ());
  f->page = VAS_SIGN_IN_PAGE (vas_sign_in_page_new ());
  f->asked = g_ptr_array_new_with_free_func (g_free);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
  g_signal_connect_swapped (f->page, "sign-in", G_CALLBACK (sign_in_cb), f);
  vas_sign_in_page_ask (f->page, "https://vas.example.com", NULL, FALSE, FALSE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->window);
  g_ptr_array_unref (f->asked);
}

static void
press (Fixture *f)
{
  g_signal_emit_by_name (vas_sign_in_page_get_button (f->page), "clicked");
}

static void
test_asks (Fixture       *f,
           gconstpointer  data)
{
  vas_sign_in_page_type (f->page, "login", " li ");
  vas_sign_in_page_type (f->page, "password", " with blanks ");
  press (f);
  g_assert_cmpuint (f->asked->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (f->asked, 0), ==, "https://vas.example.com");
  g_assert_cmpstr (g_ptr_array_index (f->asked, 1), ==, "li");
  g_assert_cmpstr (g_ptr_array_index (f->asked, 2), ==, " with blanks ");
}

static void
test_nothing_missing (Fixture       *f,
                      gconstpointer  data)
{
  press (f);
  g_assert_nonnull (vas_sign_in_page_get_error_of (f->page, "login"));
  vas_sign_in_page_type (f->page, "login", "li");
  g_assert_null (vas_sign_in_page_get_error_of (f->page, "login"));
  press (f);
  g_assert_nonnull (vas_sign_in_page_get_error_of (f->page, "password"));
  vas_sign_in_page_type (f->page, "address", "");
  press (f);
  g_assert_nonnull (vas_sign_in_page_get_error_of (f->page, "address"));
  g_assert_cmpuint (f->asked->len, ==, 0);
}

static void
test_busy (Fixture       *f,
           gconstpointer  data)
{
  vas_sign_in_page_type (f->page, "login", "li");
  vas_sign_in_page_type (f->page, "password", "secret");
  vas_sign_in_page_set_busy (f->page, TRUE);
  press (f);
  g_assert_cmpuint (f->asked->len, ==, 0);
  vas_sign_in_page_set_busy (f->page, FALSE);
  press (f);
  g_assert_cmpuint (f->asked->len, ==, 3);
}

static void
test_errors (Fixture       *f,
             gconstpointer  data)
{
  static const struct {
    int         code;
    const char *field;
  } places[] = {
    { VAS_SIGN_IN_ERROR_ADDRESS, "address" },     { VAS_SIGN_IN_ERROR_UNREACHABLE, "address" },
    { VAS_SIGN_IN_ERROR_UNTRUSTED, "address" },   { VAS_SIGN_IN_ERROR_PASSWORD, "password" },
    { VAS_SIGN_IN_ERROR_TOO_MANY, "password" },   { VAS_SIGN_IN_ERROR_FAILED, "" },
  };
  static const char *fields[] = { "address", "login", "password", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = g_error_new (VAS_SIGN_IN_ERROR, places[i].code, "wrong %u", (guint) i);

      vas_sign_in_page_set_busy (f->page, TRUE);
      vas_sign_in_page_set_error (f->page, error);
      g_assert_true (gtk_widget_get_sensitive (vas_sign_in_page_get_button (f->page)));
      for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
        g_assert_cmpstr (vas_sign_in_page_get_error_of (f->page, fields[j]), ==,
                         g_str_equal (fields[j], places[i].field) ? error->message : NULL);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (vas_ui_get_resource ());

  ADD ("/sign-in-page/asks-with-what-was-typed-and-a-password-keeps-its-blanks", test_asks);
  ADD ("/sign-in-page/what-is-missing-is-said-at-its-field", test_nothing_missing);
  ADD ("/sign-in-page/asks-once-while-the-server-is-asked", test_busy);
  ADD ("/sign-in-page/what-is-wrong-is-said-where-it-can-be-mended", test_errors);

  return g_test_run ();
}
