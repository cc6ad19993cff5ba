/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a scanner or a clerk types: QR texts, waybills, mobiles, request numbers, taxpayer ids, titles. */

#include "fuzz.h"

#include "vas-fapiao-qr.h"
#include "vas-mobile.h"
#include "vas-request-number.h"
#include "vas-scan.h"
#include "vas-taxpayer-id.h"
#include "vas-text.h"
#include "vas-waybill.h"

static void
try_qr (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasFapiaoQr) qr = vas_fapiao_qr_parse (text, &error);
  g_autofree char *again_text = NULL;
  g_autofree char *third_text = NULL;
  g_autoptr (VasFapiaoQr) again = NULL;

  g_assert_true ((qr == NULL) == (error != NULL));
  if (qr == NULL)
    return;

  again_text = vas_fapiao_qr_format (qr);
  again = vas_fapiao_qr_parse (again_text, &error);
  g_assert_no_error (error);
  third_text = vas_fapiao_qr_format (again);
  g_assert_cmpstr (again_text, ==, third_text);
}

/* What has been made regular once stays as it is. */
static void
try_regular (char       *(*normalize) (const char *text, GError **error),
             const char  *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *once = normalize (text, &error);
  g_autofree char *twice = NULL;

  g_assert_true ((once == NULL) == (error != NULL));
  if (once == NULL)
    return;

  twice = normalize (once, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *clean = NULL;
  g_autofree char *id = NULL;
  g_autofree char *number = NULL;
  VasScanKind kind = vas_scan_classify (text, &clean);

  g_assert_nonnull (vas_scan_kind_nick (kind));
  try_qr (text);
  try_regular (vas_waybill_normalize, text);
  try_regular (vas_mobile_normalize, text);

  number = vas_request_number_normalize (text);
  vas_taxpayer_id_check (text, &id);

  if (g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *once = vas_title_normalize (text);
      g_autofree char *twice = vas_title_normalize (once);

      g_assert_cmpstr (once, ==, twice);
    }

  return 0;
}
