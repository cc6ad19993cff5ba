/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasCoreError:
 * @VAS_CORE_ERROR_INVALID: the form is wrong: characters, digits, order of parts.
 * @VAS_CORE_ERROR_RANGE: the form is right, the value is outside what is allowed or exists.
 * @VAS_CORE_ERROR_MISSING: nothing was given where something must be.
 *
 * What a value refused by the core layer can be refused for. The message names the text and the rule it broke.
 */
typedef enum
{
  VAS_CORE_ERROR_INVALID,
  VAS_CORE_ERROR_RANGE,
  VAS_CORE_ERROR_MISSING,
} VasCoreError;

#define VAS_CORE_ERROR (vas_core_error_quark ())
GQuark  vas_core_error_quark  (void);

G_END_DECLS
