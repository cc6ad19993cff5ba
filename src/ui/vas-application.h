/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-daemon.h"
#include "vas-desk.h"
#include "vas-sign-in-page.h"

G_BEGIN_DECLS

/**
 * VasOpenFunc:
 * @directory: where the records are
 * @flags: of the desk to be
 *
 * Opens the records, and makes what a new folder lacks. Called in a thread of its own.
 *
 * Returns: (transfer full): the store; NULL with an error of the store
 */
typedef VasStore *(*VasOpenFunc) (const char    *directory,
                                  VasDeskFlags   flags,
                                  GError       **error);

/**
 * VasConnectFunc:
 * @address: of a server
 *
 * Returns: (transfer full) (nullable): the way there; NULL with an error of the transport where it is no address
 */
typedef VasTransport *(*VasConnectFunc) (const char  *address,
                                         GError     **error);

/**
 * VasStartFunc:
 * @directory: where businesses of this kind are kept on this computer
 * @flags: of the desk to be
 *
 * Returns: (transfer full): the backend of the one that is meant, which starts when it is first asked for something
 */
typedef VasDaemon *(*VasStartFunc) (const char    *directory,
                                    VasDeskFlags   flags);

#define VAS_TYPE_APPLICATION (vas_application_get_type ())
G_DECLARE_FINAL_TYPE (VasApplication, vas_application, VAS, APPLICATION, AdwApplication)

VasApplication *vas_application_new         (VasOpenFunc     open,
                                             VasConnectFunc  connect,
                                             VasStartFunc    start);
gboolean        vas_application_may_close   (VasApplication *self,
                                             GtkWindow      *window);
void            vas_application_sign_in     (VasApplication *self,
                                             const char     *typed,
                                             const char     *login,
                                             const char     *password,
                                             VasSignInPage  *page);
void            vas_application_begin_here  (VasApplication *self,
                                             const char     *login,
                                             const char     *name);

G_END_DECLS
