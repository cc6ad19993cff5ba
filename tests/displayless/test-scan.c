/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes from scanners and keyboards: waybills (R22), mobiles, request numbers, and which is which. */

#include "vas-core-error.h"
#include "vas-mobile.h"
#include "vas-request-number.h"
#include "vas-scan.h"
#include "vas-waybill.h"

#include <string.h>

typedef char *(*NormalizeFunc) (const char  *text,
                                GError     **error);

static void
assert_normal (NormalizeFunc  normalize,
               const char    *text,
               const char    *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *normal = normalize (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (normal, ==, expected);
}

static void
assert_refused (NormalizeFunc  normalize,
                const char    *text,
                VasCoreError   code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *normal = normalize (text, &error);

  g_assert_null (normal);
  g_assert_error (error, VAS_CORE_ERROR, (int) code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_waybill_forms (void)
{
  assert_normal (vas_waybill_normalize, "SF1234567890123", "SF1234567890123");
  assert_normal (vas_waybill_normalize, "SF123456789012", "SF123456789012");
  assert_normal (vas_waybill_normalize, "123456789012", "123456789012");
  assert_normal (vas_waybill_normalize, " ｓｆ 1234 5678　90123\r\n", "SF1234567890123");
}

/* Whether a field may go on by itself: an older number may be the beginning of a newer one. */
static void
test_waybill_whole (void)
{
  g_assert_true (vas_waybill_is_whole ("SF1234567890123"));
  g_assert_true (vas_waybill_is_whole (" ｓｆ 1234 5678　90123"));
  g_assert_false (vas_waybill_is_whole ("SF123456789012"));
  g_assert_false (vas_waybill_is_whole ("SF12345678901234"));
  g_assert_false (vas_waybill_is_whole ("123456789012"));
  g_assert_false (vas_waybill_is_whole ("SE1234567890123"));
  g_assert_false (vas_waybill_is_whole (""));
  g_assert_false (vas_waybill_is_whole (NULL));
}

static void
test_waybill_refused (void)
{
  static const char * const wrong[] = {
    "SF12345678901", "SF12345678901234", "1234567890123", "12345678901", "SE1234567890123", "SF123456789012X",
    "S1234567890123", "SF", "示例示例示例示例示例示例示例示例示例示例示例示例", "\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (vas_waybill_normalize, wrong[i], VAS_CORE_ERROR_INVALID);
  assert_refused (vas_waybill_normalize, " \r\n", VAS_CORE_ERROR_MISSING);
  assert_refused (vas_waybill_normalize, NULL, VAS_CORE_ERROR_MISSING);
}

static void
test_mobile_forms (void)
{
  static const char * const right[] = {
    "13812341234", "+8613812341234", "+86 138 1234 1234", "0086-138-1234-1234", "8613812341234", "１３８１２３４１２３４",
    "（+86）13812341234", ("138\xe2\x80\x91" "1234\xe2\x80\x93" "1234"), ("\xe2\x80\xad" "13812341234\xe2\x80\xac"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    assert_normal (vas_mobile_normalize, right[i], "13812341234");
  assert_normal (vas_mobile_normalize, "19900000000", "19900000000");
  assert_normal (vas_mobile_normalize, "13000000000", "13000000000");
}

static void
test_mobile_refused (void)
{
  static const char * const wrong[] = {
    "12912341234", "23812341234", "1381234123", "138123412345", "+8513812341234", "+86+8613812341234", "1381234123x",
    "+86", "075512345678", "\xff",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (vas_mobile_normalize, wrong[i], VAS_CORE_ERROR_INVALID);
  assert_refused (vas_mobile_normalize, " - ", VAS_CORE_ERROR_MISSING);
  assert_refused (vas_mobile_normalize, NULL, VAS_CORE_ERROR_MISSING);
}

static void
test_mobile_error_keeps_number_to_itself (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (vas_mobile_normalize ("1381234123", &error));
  g_assert_null (strstr (error->message, "1234"));
}

static void
test_request_number (void)
{
  g_autofree char *number = vas_request_number_format (2021, 8, 415);
  int year, month, counter;

  g_assert_cmpstr (number, ==, "KP2108-000415");
  g_assert_true (vas_request_number_parse (number, &year, &month, &counter));
  g_assert_cmpint (year, ==, 2021);
  g_assert_cmpint (month, ==, 8);
  g_assert_cmpint (counter, ==, 415);
}

static void
test_request_number_edges (void)
{
  g_autofree char *first = vas_request_number_format (2000, 1, 1);
  g_autofree char *last = vas_request_number_format (2099, 12, 999999);

  g_assert_cmpstr (first, ==, "KP0001-000001");
  g_assert_cmpstr (last, ==, "KP9912-999999");
  g_assert_null (vas_request_number_format (1999, 1, 1));
  g_assert_null (vas_request_number_format (2100, 1, 1));
  g_assert_null (vas_request_number_format (2021, 0, 1));
  g_assert_null (vas_request_number_format (2021, 13, 1));
  g_assert_null (vas_request_number_format (2021, 1, 0));
  g_assert_null (vas_request_number_format (2021, 1, 1000000));
}

static void
test_request_number_refused (void)
{
  static const char * const wrong[] = {
    "KP2108-00041", "KP2108-0004155", "KP2113-000415", "KP2100-000415", "KP2108-000000", "KP2108 000415", "XP2108-000415",
    "KP2108-00041x", "kp2108-000415", "KP21a8-000415", "",
  };
  int year = 7;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (vas_request_number_parse (wrong[i], &year, NULL, NULL));
  g_assert_false (vas_request_number_parse (NULL, &year, NULL, NULL));
  g_assert_cmpint (year, ==, 7);
}

static void
assert_scan (const char  *raw,
             VasScanKind  expected,
             const char  *expected_clean)
{
  g_autofree char *clean = NULL;
  VasScanKind kind = vas_scan_classify (raw, &clean);

  g_assert_cmpstr (vas_scan_kind_nick (kind), ==, vas_scan_kind_nick (expected));
  g_assert_cmpstr (clean, ==, expected_clean);
  g_assert_cmpint (vas_scan_classify (raw, NULL), ==, expected);
}

static void
test_scan_kinds (void)
{
  assert_scan ("01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,\r", VAS_SCAN_FAPIAO_QR,
               "01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,");
  assert_scan ("０１，０４，x，1，", VAS_SCAN_FAPIAO_QR, "01,04,x,1,");
  assert_scan ("sf1234567890123\n", VAS_SCAN_WAYBILL, "SF1234567890123");
  assert_scan ("\x02" "123456789012\x03", VAS_SCAN_WAYBILL, "123456789012");
  assert_scan ("ｋｐ２１０８－０００４１５", VAS_SCAN_CASE_SLIP, "KP2108-000415");
  assert_scan ("KP2108000415", VAS_SCAN_CASE_SLIP, "KP2108-000415");
  assert_scan ("017B3E1C-9A00-7ABC-8DEF-0123456789AB\r\n", VAS_SCAN_CASE_SLIP, "017b3e1c-9a00-7abc-8def-0123456789ab");
  assert_scan ("00015045", VAS_SCAN_FAPIAO_NUMBER, "00015045");
}

static void
test_scan_unknown (void)
{
  assert_scan (NULL, VAS_SCAN_UNKNOWN, "");
  assert_scan ("\r\n", VAS_SCAN_UNKNOWN, "");
  assert_scan ("13812341234", VAS_SCAN_UNKNOWN, "13812341234");
  assert_scan ("KP2113-000415", VAS_SCAN_UNKNOWN, "KP2113-000415");
  assert_scan ("0001504", VAS_SCAN_UNKNOWN, "0001504");
  assert_scan ("017b3e1c-9a00-7abc-8def-0123456789a", VAS_SCAN_UNKNOWN, "017b3e1c-9a00-7abc-8def-0123456789a");
  assert_scan ("SF1234567890123456", VAS_SCAN_UNKNOWN, "SF1234567890123456");
}

static void
test_scan_size (void)
{
  g_autofree char *spaces = g_strnfill (VAS_SCAN_MAX - 15, ' ');
  g_autofree char *fits = g_strconcat ("SF1234567890123", spaces, NULL);
  g_autofree char *exceeds = g_strconcat (fits, " ", NULL);

  g_assert_cmpint (vas_scan_classify (fits, NULL), ==, VAS_SCAN_WAYBILL);
  g_assert_cmpint (vas_scan_classify (exceeds, NULL), ==, VAS_SCAN_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/waybill/forms-are-normalised-R22", test_waybill_forms);
  g_test_add_func ("/waybill/a-whole-number-of-the-present-form-needs-no-enter-R22", test_waybill_whole);
  g_test_add_func ("/waybill/other-forms-are-refused-R22", test_waybill_refused);
  g_test_add_func ("/mobile/forms-are-normalised", test_mobile_forms);
  g_test_add_func ("/mobile/other-forms-are-refused", test_mobile_refused);
  g_test_add_func ("/mobile/error-does-not-repeat-the-number-R31", test_mobile_error_keeps_number_to_itself);
  g_test_add_func ("/request-number/there-and-back", test_request_number);
  g_test_add_func ("/request-number/edges-of-each-part", test_request_number_edges);
  g_test_add_func ("/request-number/other-forms-are-refused", test_request_number_refused);
  g_test_add_func ("/scan/kinds", test_scan_kinds);
  g_test_add_func ("/scan/unknown-is-said", test_scan_unknown);
  g_test_add_func ("/scan/size-limit", test_scan_size);
  return g_test_run ();
}
