/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasJsonError:
 * @VAS_JSON_ERROR_TOO_LARGE: more bytes than the place takes
 * @VAS_JSON_ERROR_SYNTAX: not JSON as it is read here; the message has line, column and rule
 * @VAS_JSON_ERROR_MISSING: a member that must be there is not, or is null
 * @VAS_JSON_ERROR_VALUE: a member is of another type than asked for, or its value is not allowed
 *
 * Why JSON was refused. The messages of the last two begin with the member's name.
 */
typedef enum {
  VAS_JSON_ERROR_TOO_LARGE,
  VAS_JSON_ERROR_SYNTAX,
  VAS_JSON_ERROR_MISSING,
  VAS_JSON_ERROR_VALUE,
} VasJsonError;

#define VAS_JSON_ERROR (vas_json_error_quark ())
GQuark  vas_json_error_quark  (void);

G_END_DECLS
