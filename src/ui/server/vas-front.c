/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The pages before the records: who signs in where, and at the first start where the records are to be. A page that is shown already is left
 * as it is, with what was typed into it, however often the application tells how things stand. Main thread.
 */

#include "vas-front.h"

#include "vas-application.h"
#include "vas-sign-in-page.h"
#include "vas-welcome-page.h"

#define SIGN_IN "sign-in"
#define WELCOME "welcome"

static VasApplication *
get_application (GtkWidget *page)
{
  return VAS_APPLICATION (gtk_window_get_application (GTK_WINDOW (gtk_widget_get_root (page))));
}

static void
sign_in_cb (VasSignInPage *page,
            const char    *address,
            const char    *login,
            const char    *password)
{
  vas_application_sign_in (get_application (GTK_WIDGET (page)), address, login, password, page);
}

static void
back_cb (VasSignInPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "app.back-to-work", NULL);
}

static void
begin_cb (VasWelcomePage *page,
          const char     *login,
          const char     *name)
{
  vas_welcome_page_set_busy (page, TRUE);
  vas_application_begin_here (get_application (GTK_WIDGET (page)), login, name);
}

/* Whether @name is to be filled anew. */
static gboolean
bring (GtkStack   *front,
       const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (front), name) == 0)
    return FALSE;

  gtk_stack_set_visible_child_name (front, name);
  return TRUE;
}

static VasSignInPage *
get_sign_in_page (GtkStack *front)
{
  GtkWidget *page = gtk_stack_get_child_by_name (front, SIGN_IN);

  if (page == NULL)
    {
      page = vas_sign_in_page_new ();
      g_signal_connect (page, "sign-in", G_CALLBACK (sign_in_cb), NULL);
      g_signal_connect (page, "back", G_CALLBACK (back_cb), NULL);
      gtk_stack_add_named (front, page, SIGN_IN);
    }

  return VAS_SIGN_IN_PAGE (page);
}

/**
 * vas_front_show_sign_in:
 * @address: (nullable): where the server is
 * @login: (nullable): whose desk this is
 * @fixed: it is that server and that person and no other
 * @back: there is something to go back to: work, or without @address the choice of vas_front_show_welcome()
 * @unkept: no key ring keeps the session
 */
void
vas_front_show_sign_in (GtkStack   *front,
                        const char *address,
                        const char *login,
                        gboolean    fixed,
                        gboolean    back,
                        gboolean    unkept)
{
  VasSignInPage *page = get_sign_in_page (front);

  vas_sign_in_page_set_unkept (page, unkept);
  if (bring (front, SIGN_IN))
    vas_sign_in_page_ask (page, address, login, fixed, back);
}

/** vas_front_show_welcome: asks where the records are to be; @nobody: they are on this computer, and empty. */
void
vas_front_show_welcome (GtkStack *front,
                        gboolean  nobody)
{
  GtkWidget *page = gtk_stack_get_child_by_name (front, WELCOME);

  if (page == NULL)
    {
      page = vas_welcome_page_new ();
      g_signal_connect (page, "begin", G_CALLBACK (begin_cb), NULL);
      gtk_stack_add_named (front, page, WELCOME);
    }
  if (bring (front, WELCOME))
    vas_welcome_page_show (VAS_WELCOME_PAGE (page), nobody);
}

/** vas_front_show_welcome_error: what was begun there could not be made. */
void
vas_front_show_welcome_error (GtkStack   *front,
                              const char *message)
{
  GtkWidget *page = gtk_stack_get_child_by_name (front, WELCOME);

  if (page != NULL)
    vas_welcome_page_set_error (VAS_WELCOME_PAGE (page), message);
}
