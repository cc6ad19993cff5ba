/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-fapiao-kind.h"
#include "vas-money.h"
#include "vas-time.h"

#include <glib-object.h>

G_BEGIN_DECLS

/** VAS_FAPIAO_QR_MAX: the most bytes a QR text may have. */
#define VAS_FAPIAO_QR_MAX 512

/**
 * VasFapiaoQr:
 * @kind: the kind of fapiao
 * @code: the code, empty for a fully digital one
 * @number: the number
 * @amount: in fen, negative on a red-letter fapiao
 * @amount_is_total: whether @amount includes the tax
 * @date: the date of issue
 * @check_code: the check code, empty where the kind has none
 * @mark: the four hexadecimal digits at the end, empty where missing
 * @complete: FALSE where fields at the end were missing
 *
 * What the QR code on a fapiao says.
 */
typedef struct
{
  VasFapiaoKind kind;
  char *code;
  char *number;
  VasMoney amount;
  gboolean amount_is_total;
  VasDate date;
  char *check_code;
  char *mark;
  gboolean complete;
} VasFapiaoQr;

#define VAS_TYPE_FAPIAO_QR (vas_fapiao_qr_get_type ())

GType         vas_fapiao_qr_get_type    (void);
VasFapiaoQr  *vas_fapiao_qr_parse       (const char         *text,
                                         GError            **error);
const char   *vas_fapiao_qr_find_fault  (const char         *text);
const char   *vas_fapiao_qr_field_name  (const char         *id);
char         *vas_fapiao_qr_format      (const VasFapiaoQr  *qr);
gboolean      vas_fapiao_qr_looks_like  (const char         *text);
VasFapiaoQr  *vas_fapiao_qr_copy        (const VasFapiaoQr  *qr);
void          vas_fapiao_qr_free        (VasFapiaoQr        *qr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFapiaoQr, vas_fapiao_qr_free)

G_END_DECLS
