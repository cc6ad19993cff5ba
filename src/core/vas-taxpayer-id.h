/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VAS_TAXPAYER_ID_LENGTH 18

/**
 * VasTaxpayerIdResult:
 * @VAS_TAXPAYER_ID_EMPTY: nothing given
 * @VAS_TAXPAYER_ID_VALID: a unified social credit code whose check character is right
 * @VAS_TAXPAYER_ID_WRONG_CHECK: its shape, but another check character: ask
 * @VAS_TAXPAYER_ID_OLD_FORM: 15, 17 or 20 characters, the forms before 2015: accepted with a warning
 * @VAS_TAXPAYER_ID_LOOKS_PERSONAL: 18 characters shaped like the number of a personal id card: ask
 * @VAS_TAXPAYER_ID_WRONG_LENGTH: refused
 * @VAS_TAXPAYER_ID_WRONG_ALPHABET: refused
 */
typedef enum
{
  VAS_TAXPAYER_ID_EMPTY,
  VAS_TAXPAYER_ID_VALID,
  VAS_TAXPAYER_ID_WRONG_CHECK,
  VAS_TAXPAYER_ID_OLD_FORM,
  VAS_TAXPAYER_ID_LOOKS_PERSONAL,
  VAS_TAXPAYER_ID_WRONG_LENGTH,
  VAS_TAXPAYER_ID_WRONG_ALPHABET,
} VasTaxpayerIdResult;

VasTaxpayerIdResult  vas_taxpayer_id_check          (const char           *text,
                                                     char                **normalized);
char                *vas_taxpayer_id_normalize      (const char           *text);
char                 vas_taxpayer_id_compute_check  (const char           *first17);
const char          *vas_taxpayer_id_result_nick    (VasTaxpayerIdResult   result);
char                 vas_organisation_code_compute_check
                                                    (const char           *first8);
gboolean             vas_taxpayer_id_inner_is_valid (const char           *taxpayer_id);

G_END_DECLS
