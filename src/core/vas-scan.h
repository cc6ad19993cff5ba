/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_SCAN_MAX: the most bytes one scan may deliver; a longer one is unknown. */
#define VAS_SCAN_MAX 1024

/**
 * VasScanKind:
 * @VAS_SCAN_UNKNOWN: nothing this program knows
 * @VAS_SCAN_FAPIAO_QR: the QR code of a fapiao, right or wrong: for vas_fapiao_qr_parse()
 * @VAS_SCAN_WAYBILL: the number of a waybill
 * @VAS_SCAN_CASE_SLIP: the number or the key of an invoice request
 * @VAS_SCAN_FAPIAO_NUMBER: the eight digits of a fapiao number (from a bar code, or typed)
 */
typedef enum
{
  VAS_SCAN_UNKNOWN,
  VAS_SCAN_FAPIAO_QR,
  VAS_SCAN_WAYBILL,
  VAS_SCAN_CASE_SLIP,
  VAS_SCAN_FAPIAO_NUMBER,
} VasScanKind;

VasScanKind  vas_scan_classify   (const char   *raw,
                                  char        **clean);
const char  *vas_scan_kind_nick  (VasScanKind   kind);

G_END_DECLS
