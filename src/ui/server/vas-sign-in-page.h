/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasSignInPage:
 *
 * Asks for the server, the login and the password. Signals: `sign-in (address, login, password)`; `back`, for a page that stands before
 * work that goes on. Main thread.
 */
#define VAS_TYPE_SIGN_IN_PAGE (vas_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (VasSignInPage, vas_sign_in_page, VAS, SIGN_IN_PAGE, AdwBin)

GtkWidget  *vas_sign_in_page_new          (void);
void        vas_sign_in_page_ask          (VasSignInPage *self,
                                           const char    *address,
                                           const char    *login,
                                           gboolean       fixed,
                                           gboolean       back);
void        vas_sign_in_page_set_busy     (VasSignInPage *self,
                                           gboolean       busy);
void        vas_sign_in_page_set_error    (VasSignInPage *self,
                                           const GError  *error);
void        vas_sign_in_page_set_unkept   (VasSignInPage *self,
                                           gboolean       unkept);
void        vas_sign_in_page_type         (VasSignInPage *self,
                                           const char    *field,
                                           const char    *text);
const char *vas_sign_in_page_get_error_of (VasSignInPage *self,
                                           const char    *field);
GtkWidget  *vas_sign_in_page_get_button   (VasSignInPage *self);

G_END_DECLS
