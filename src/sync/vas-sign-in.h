/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-transport.h"

G_BEGIN_DECLS

#define VAS_SIGN_IN_ERROR (vas_sign_in_error_quark ())
GQuark vas_sign_in_error_quark (void);

/**
 * VasSignInError:
 * @VAS_SIGN_IN_ERROR_ADDRESS: what was given is no address of a server, or would be unprotected
 * @VAS_SIGN_IN_ERROR_UNREACHABLE: nobody answers there
 * @VAS_SIGN_IN_ERROR_UNTRUSTED: the system does not trust its certificate
 * @VAS_SIGN_IN_ERROR_PASSWORD: there is no such login and password together
 * @VAS_SIGN_IN_ERROR_TOO_MANY: too many tries: the password was not looked at; the message says when to try again
 * @VAS_SIGN_IN_ERROR_FAILED: the server answered something else
 *
 * Why nobody is signed in. The message is for the person.
 */
typedef enum {
  VAS_SIGN_IN_ERROR_ADDRESS,
  VAS_SIGN_IN_ERROR_UNREACHABLE,
  VAS_SIGN_IN_ERROR_UNTRUSTED,
  VAS_SIGN_IN_ERROR_PASSWORD,
  VAS_SIGN_IN_ERROR_TOO_MANY,
  VAS_SIGN_IN_ERROR_FAILED,
} VasSignInError;

void    vas_sign_in_async     (VasTransport         *transport,
                               const char           *login,
                               const char           *password,
                               const char           *device,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
char   *vas_sign_in_finish    (VasTransport         *transport,
                               GAsyncResult         *result,
                               char                **staff_key,
                               GError              **error);
GError *vas_sign_in_judge     (const GError         *error);

void    vas_sign_out        (VasTransport  *transport,
                             const char    *token);

G_END_DECLS
