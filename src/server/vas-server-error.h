/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasServerError:
 * @VAS_SERVER_ERROR_MALFORMED: what came from outside is not of the form asked for; the message says where
 * @VAS_SERVER_ERROR_LISTEN: the address cannot be listened on
 * @VAS_SERVER_ERROR_START: the program cannot begin its work
 * @VAS_SERVER_ERROR_VALUE: a value is not allowed; the message begins with the name of its member and a colon
 * @VAS_SERVER_ERROR_SESSION: there is no such session, or it has ended
 * @VAS_SERVER_ERROR_SIGN_IN: no such login and password together
 * @VAS_SERVER_ERROR_FORBIDDEN: the person may not do this; the message as of VALUE where one member is at fault
 * @VAS_SERVER_ERROR_EPOCH: the records are of another epoch than the desk thinks
 * @VAS_SERVER_ERROR_SNAPSHOT: the feed does not reach back to where the desk stands
 * @VAS_SERVER_ERROR_BUSY: it cannot be done now
 *
 * Why the server refused.
 */
typedef enum {
  VAS_SERVER_ERROR_MALFORMED,
  VAS_SERVER_ERROR_LISTEN,
  VAS_SERVER_ERROR_START,
  VAS_SERVER_ERROR_VALUE,
  VAS_SERVER_ERROR_SESSION,
  VAS_SERVER_ERROR_SIGN_IN,
  VAS_SERVER_ERROR_FORBIDDEN,
  VAS_SERVER_ERROR_EPOCH,
  VAS_SERVER_ERROR_SNAPSHOT,
  VAS_SERVER_ERROR_BUSY,
} VasServerError;

#define VAS_SERVER_ERROR (vas_server_error_quark ())
GQuark  vas_server_error_quark  (void);

G_END_DECLS
