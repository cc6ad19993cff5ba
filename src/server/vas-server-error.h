/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasServerError:
 * @VAS_SERVER_ERROR_MALFORMED: what came from outside is not of the form asked for; the message says where
 * @VAS_SERVER_ERROR_MEDIA_TYPE: the body is of another content type than the route takes
 * @VAS_SERVER_ERROR_LISTEN: the address cannot be listened on
 *
 * Why the server refused.
 */
typedef enum {
  VAS_SERVER_ERROR_MALFORMED,
  VAS_SERVER_ERROR_MEDIA_TYPE,
  VAS_SERVER_ERROR_LISTEN,
} VasServerError;

#define VAS_SERVER_ERROR (vas_server_error_quark ())
GQuark  vas_server_error_quark  (void);

G_END_DECLS
