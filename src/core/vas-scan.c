/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a scanner delivered. A scanner is a keyboard: its text may have passed through an input method (full-width forms,
 * lower case) and carries the scanner's own prefixes and ends (control characters, CR, LF). The kinds cannot be mistaken for
 * one another: commas, prefixes and lengths part them.
 *
 * Pure functions; any thread.
 */

#include "vas-scan.h"

#include "vas-fapiao-qr.h"
#include "vas-request-number.h"
#include "vas-text.h"
#include "vas-waybill.h"

#include <string.h>

static VasScanKind
take (char        *normal,
      char       **clean,
      VasScanKind  kind)
{
  g_free (*clean);
  *clean = normal;
  return kind;
}

static VasScanKind
classify (char **text)
{
  g_autofree char *lower = NULL;
  char *normal;

  if (vas_fapiao_qr_looks_like (*text))
    return VAS_SCAN_FAPIAO_QR;
  if (vas_text_is_digits (*text, 8))
    return VAS_SCAN_FAPIAO_NUMBER;

  normal = vas_waybill_normalize (*text, NULL);
  if (normal != NULL)
    return take (normal, text, VAS_SCAN_WAYBILL);

  normal = vas_request_number_normalize (*text);
  if (normal != NULL)
    return take (normal, text, VAS_SCAN_CASE_SLIP);

  lower = g_ascii_strdown (*text, -1);
  if (g_uuid_string_is_valid (lower))
    return take (g_steal_pointer (&lower), text, VAS_SCAN_CASE_SLIP);

  return VAS_SCAN_UNKNOWN;
}

/**
 * vas_scan_classify:
 * @raw: (nullable): what the scanner delivered, any bytes
 * @clean: (out) (optional) (transfer full): without control characters, spaces and full-width forms; a waybill and a request
 *   number in upper case, a key in lower case
 *
 * Returns: the kind; a fapiao's QR text is recognised by its beginning, so that a damaged one is told as such
 */
VasScanKind
vas_scan_classify (const char  *raw,
                   char       **clean)
{
  g_autofree char *bounded = g_strndup (raw != NULL ? raw : "", VAS_SCAN_MAX);
  g_autofree char *text = vas_text_compact (bounded);
  VasScanKind kind = VAS_SCAN_UNKNOWN;

  if (raw != NULL && strnlen (raw, VAS_SCAN_MAX + 1) <= VAS_SCAN_MAX)
    kind = classify (&text);

  if (clean != NULL)
    *clean = g_steal_pointer (&text);

  return kind;
}

/**
 * vas_scan_kind_nick:
 *
 * Returns: a stable word for machines
 */
const char *
vas_scan_kind_nick (VasScanKind kind)
{
  static const char * const nicks[] = { "unknown", "fapiao-qr", "waybill", "case-slip", "fapiao-number" };

  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (nicks), "unknown");

  return nicks[kind];
}
