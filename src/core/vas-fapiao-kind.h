/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-enum.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasFapiaoKind:
 * @VAS_FAPIAO_KIND_SPECIAL: 01, paper special
 * @VAS_FAPIAO_KIND_ORDINARY: 04, paper ordinary: the one the agreement promises
 * @VAS_FAPIAO_KIND_ELECTRONIC: 10, electronic ordinary
 * @VAS_FAPIAO_KIND_ROLL: 11, paper roll
 * @VAS_FAPIAO_KIND_DIGITAL_SPECIAL: 31, fully digital (数电) special
 * @VAS_FAPIAO_KIND_DIGITAL_ORDINARY: 32, fully digital ordinary
 *
 * Kinds of fapiao, by their code in the QR text. That code is the id in records (#vas_fapiao_kind_enum).
 */
typedef enum
{
  VAS_FAPIAO_KIND_SPECIAL,
  VAS_FAPIAO_KIND_ORDINARY,
  VAS_FAPIAO_KIND_ELECTRONIC,
  VAS_FAPIAO_KIND_ROLL,
  VAS_FAPIAO_KIND_DIGITAL_SPECIAL,
  VAS_FAPIAO_KIND_DIGITAL_ORDINARY,
} VasFapiaoKind;

#define VAS_FAPIAO_NUMBER_DISTANCE_NONE G_MININT64

extern const VasEnum vas_fapiao_kind_enum;

gboolean     vas_fapiao_kind_from_code        (const char     *code,
                                               VasFapiaoKind  *kind);
const char  *vas_fapiao_kind_to_code          (VasFapiaoKind   kind);
gboolean     vas_fapiao_kind_is_paper         (VasFapiaoKind   kind);
gboolean     vas_fapiao_kind_is_digital       (VasFapiaoKind   kind);
gboolean     vas_fapiao_kind_amount_is_total  (VasFapiaoKind   kind);
gboolean     vas_fapiao_kind_has_check_code   (VasFapiaoKind   kind);

gboolean     vas_fapiao_code_is_valid         (const char     *code);
gboolean     vas_fapiao_number_is_valid       (const char     *number);
gboolean     vas_fapiao_check_code_is_valid   (const char     *check_code);
char        *vas_fapiao_number_add            (const char     *number,
                                               int             n);
gint64       vas_fapiao_number_distance       (const char     *from,
                                               const char     *to);

G_END_DECLS
