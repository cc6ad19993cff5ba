/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The QR text of a fapiao (R20): published examples, the dirt of real ones, and an error for each field. */

#include "vas-fapiao-qr.h"

#include "vas-core-error.h"

#include <string.h>

#define ORDINARY "01,04,4200161350,00015045,165106.00,20160501,48114255542168294433,DBFE,"
#define ELECTRONIC "01,10,050003523456,29342181,104.72,20180613,02418567008427471889,1774,"
#define DIGITAL "01,32,,23442000000014209621,112,20230215,,74AE"

static void
assert_clean (const char *text,
              const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (text, &error);
  g_autofree char *formatted = NULL;

  g_assert_no_error (error);
  formatted = vas_fapiao_qr_format (qr);
  g_assert_cmpstr (formatted, ==, expected);
}

static void
assert_refused (const char   *text,
                VasCoreError  code,
                const char   *field)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (text, &error);

  g_assert_null (qr);
  g_assert_error (error, VAS_CORE_ERROR, (int) code);
  if (strstr (error->message, field) == NULL)
    g_error ("“%s” does not name %s", error->message, field);
}

static void
test_ordinary (void)
{
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (ORDINARY, NULL);

  g_assert_cmpint (qr->kind, ==, VAS_FAPIAO_KIND_ORDINARY);
  g_assert_cmpstr (qr->code, ==, "4200161350");
  g_assert_cmpstr (qr->number, ==, "00015045");
  g_assert_cmpint (qr->amount, ==, 16510600);
  g_assert_false (qr->amount_is_total);
  g_assert_cmpint (qr->date, ==, vas_date_from_ymd (2016, 5, 1));
  g_assert_cmpstr (qr->check_code, ==, "48114255542168294433");
  g_assert_cmpstr (qr->mark, ==, "DBFE");
  g_assert_true (qr->complete);
}

static void
test_electronic (void)
{
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (ELECTRONIC, NULL);

  g_assert_cmpint (qr->kind, ==, VAS_FAPIAO_KIND_ELECTRONIC);
  g_assert_cmpstr (qr->code, ==, "050003523456");
  g_assert_cmpint (qr->amount, ==, 10472);
  g_assert_false (qr->amount_is_total);
  g_assert_cmpstr (qr->check_code, ==, "02418567008427471889");
}

static void
test_digital (void)
{
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (DIGITAL, NULL);

  g_assert_cmpint (qr->kind, ==, VAS_FAPIAO_KIND_DIGITAL_ORDINARY);
  g_assert_cmpstr (qr->code, ==, "");
  g_assert_cmpstr (qr->number, ==, "23442000000014209621");
  g_assert_cmpint (qr->amount, ==, 11200);
  g_assert_true (qr->amount_is_total);
  g_assert_cmpint (qr->date, ==, vas_date_from_ymd (2023, 2, 15));
  g_assert_cmpstr (qr->check_code, ==, "");
  g_assert_true (qr->complete);
}

static void
test_dirt (void)
{
  assert_clean ("01, 04 ,4200161350, 00015045 ,165106.00 ,2016-05-01,48114 25554 21682 94433,dbfe,\r\n", ORDINARY);
  assert_clean ("\xef\xbb\xbf" ORDINARY "\n", ORDINARY);
  assert_clean ("０１，０４，４２００１６１３５０，０００１５０４５，１６５１０６。００，２０１６０５０１，４８１１４２５５５４２１６８２９４４３３，ＤＢＦＥ，", ORDINARY);
  assert_clean ("01,04,4200161350,00015045,165106,20160501,48114255542168294433,DBFE", ORDINARY);
  assert_clean ("\x02" "01,32,,23442000000014209621,64.9,2023-02-15,,74AE\x03", "01,32,,23442000000014209621,64.90,20230215,,74AE,");
}

static void
test_missing_end (void)
{
  static const char * const texts[] = {
    "01,04,4200161350,00015045,94.34,20160501,48114255542168294433,,",
    "01,04,4200161350,00015045,94.34,20160501,48114255542168294433,",
    "01,04,4200161350,00015045,94.34,20160501,48114255542168294433",
    "01,32,,23442000000014209621,112,20230215,",
    "01,32,,23442000000014209621,112,20230215",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (texts[i], NULL);

      g_assert_nonnull (qr);
      g_assert_false (qr->complete);
      g_assert_cmpstr (qr->mark, ==, "");
    }
}

static void
test_special_may_lack_check_code (void)
{
  assert_clean ("01,01,4403171130,00015045,94.34,20171101,,DBFE,", "01,01,4403171130,00015045,94.34,20171101,,DBFE,");
  assert_clean ("01,01,4403171130,00015045,-94.34,20171101,48114255542168294433,DBFE,",
                "01,01,4403171130,00015045,-94.34,20171101,48114255542168294433,DBFE,");
}

static void
test_wrong_identity (void)
{
  assert_refused ("02,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "version");
  assert_refused (",04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_MISSING, "version");
  assert_refused ("01,05,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "kind");
  assert_refused ("01,04,142001613500,00015045,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "(code)");
  assert_refused ("01,04,,00015045,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_MISSING, "(code)");
  assert_refused ("01,04,4200161350,0001504,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "number");
  assert_refused ("01,04,4200161350,000150455,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "number");
  assert_refused ("01,04,4200161350,23442000000014209621,94.34,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_INVALID, "number");
  assert_refused ("01,32,4200161350,23442000000014209621,112,20230215,,74AE", VAS_CORE_ERROR_INVALID, "(code)");
  assert_refused ("01,32,,00015045,112,20230215,,74AE", VAS_CORE_ERROR_INVALID, "number");
}

static void
test_wrong_amount_and_date (void)
{
  static const char * const amounts[] = { "94.345", "¥94.34", "94.34元", "94..34", "9e4", "--1", "100000000000000000000", "-" };
  static const char * const dates[] = { "20160431", "20230229", "2016501", "201605011", "2016/05/01", "00000000", "2016-5" };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autofree char *text = g_strdup_printf ("01,04,4200161350,00015045,%s,20160501,48114255542168294433,DBFE,", amounts[i]);

      assert_refused (text, VAS_CORE_ERROR_INVALID, "amount");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = g_strdup_printf ("01,04,4200161350,00015045,94.34,%s,48114255542168294433,DBFE,", dates[i]);

      assert_refused (text, VAS_CORE_ERROR_INVALID, "date");
    }
  assert_refused ("01,04,4200161350,00015045,,20160501,48114255542168294433,DBFE,", VAS_CORE_ERROR_MISSING, "amount");
  assert_refused ("01,04,4200161350,00015045,94.34,,48114255542168294433,DBFE,", VAS_CORE_ERROR_MISSING, "date");
  assert_clean ("01,04,4200161350,00015045,94.34,20200229,48114255542168294433,DBFE,",
                "01,04,4200161350,00015045,94.34,20200229,48114255542168294433,DBFE,");
}

static void
test_wrong_checks (void)
{
  assert_refused ("01,04,4200161350,00015045,94.34,20160501,,DBFE,", VAS_CORE_ERROR_MISSING, "check code");
  assert_refused ("01,04,4200161350,00015045,94.34,20160501", VAS_CORE_ERROR_MISSING, "check code");
  assert_refused ("01,04,4200161350,00015045,94.34,20160501,4811425554216829443,DBFE,", VAS_CORE_ERROR_INVALID, "check code");
  assert_refused ("01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBF,", VAS_CORE_ERROR_INVALID, "mark");
  assert_refused ("01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFEE,", VAS_CORE_ERROR_INVALID, "mark");
  assert_refused ("01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFG,", VAS_CORE_ERROR_INVALID, "mark");
  assert_refused (ORDINARY "x", VAS_CORE_ERROR_INVALID, "end");
  assert_refused (ORDINARY ",", VAS_CORE_ERROR_INVALID, "10 fields");
}

static void
test_cut_short (void)
{
  assert_refused (NULL, VAS_CORE_ERROR_MISSING, "version");
  assert_refused ("", VAS_CORE_ERROR_MISSING, "version");
  assert_refused ("01", VAS_CORE_ERROR_MISSING, "kind");
  assert_refused ("01,04,4200161350,00015045,94.34", VAS_CORE_ERROR_MISSING, "date");
}

/* A record holds the id of the field; the words are found when it is shown. */
static void
test_fault (void)
{
  static const struct {
    const char *text;
    const char *field;
  } cases[] = {
    { ORDINARY, NULL },
    { "", "version" },
    { "02,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,", "version" },
    { "01,05,4200161350,00015045,94.34,20160501,48114255542168294433,DBFE,", "kind" },
    { "01,04,42001613,00015045,94.34,20160501,48114255542168294433,DBFE,", "code" },
    { "01,04,4200161350,0001504,94.34,20160501,48114255542168294433,DBFE,", "number" },
    { "01,04,4200161350,00015045,94.345,20160501,48114255542168294433,DBFE,", "amount" },
    { "01,04,4200161350,00015045,94.34,20160431,48114255542168294433,DBFE,", "date" },
    { "01,04,4200161350,00015045,94.34", "date" },
    { "01,04,4200161350,00015045,94.34,20160501", "check-code" },
    { "01,04,4200161350,00015045,94.34,20160501,48114255542168294433,DBF,", "mark" },
    { ORDINARY ",", "end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (vas_fapiao_qr_find_fault (cases[i].text), ==, cases[i].field);
  g_assert_cmpstr (vas_fapiao_qr_field_name ("check-code"), ==, "check code");
  g_assert_cmpstr (vas_fapiao_qr_field_name ("else"), ==, "else");
}

/* Every cut and every changed byte of a good text ends in a result or an error, never in something else. */
static void
test_any_damage (void)
{
  for (gsize i = 0; i <= strlen (ORDINARY); i++)
    {
      g_autofree char *cut = g_strndup (ORDINARY, i);

      vas_fapiao_qr_free (vas_fapiao_qr_parse (cut, NULL));
      for (int byte = 1; byte < 256 && i < strlen (ORDINARY); byte++)
        {
          g_autofree char *damaged = g_strdup (ORDINARY);
          g_autoptr(GError) error = NULL;
          g_autoptr(VasFapiaoQr) qr = NULL;

          damaged[i] = (char) byte;
          qr = vas_fapiao_qr_parse (damaged, &error);
          g_assert_true ((qr != NULL) == (error == NULL));
          g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
        }
    }
}

static void
test_size (void)
{
  g_autofree char *spaces = g_strnfill (VAS_FAPIAO_QR_MAX - strlen (ORDINARY), ' ');
  g_autofree char *fits = g_strconcat (ORDINARY, spaces, NULL);
  g_autofree char *exceeds = g_strconcat (fits, " ", NULL);

  assert_clean (fits, ORDINARY);
  assert_refused (exceeds, VAS_CORE_ERROR_RANGE, "512");
}

static void
test_copy (void)
{
  g_autoptr(VasFapiaoQr) qr = vas_fapiao_qr_parse (ORDINARY, NULL);
  g_autoptr(VasFapiaoQr) copy = g_boxed_copy (VAS_TYPE_FAPIAO_QR, qr);
  g_autofree char *formatted = vas_fapiao_qr_format (copy);

  g_assert_true (copy->code != qr->code);
  g_assert_cmpstr (formatted, ==, ORDINARY);
}

static void
test_looks_like (void)
{
  g_assert_true (vas_fapiao_qr_looks_like (ORDINARY));
  g_assert_true (vas_fapiao_qr_looks_like ("０１，04,broken,,"));
  g_assert_false (vas_fapiao_qr_looks_like ("01,04,broken,"));
  g_assert_false (vas_fapiao_qr_looks_like ("0144031900111,1,1,1,1"));
  g_assert_false (vas_fapiao_qr_looks_like (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fapiao-qr/published/paper-ordinary-is-net-R20", test_ordinary);
  g_test_add_func ("/fapiao-qr/published/electronic-is-net-R20", test_electronic);
  g_test_add_func ("/fapiao-qr/published/digital-is-total-R20", test_digital);
  g_test_add_func ("/fapiao-qr/dirt-is-taken-off", test_dirt);
  g_test_add_func ("/fapiao-qr/missing-end-is-incomplete", test_missing_end);
  g_test_add_func ("/fapiao-qr/special-may-lack-check-code", test_special_may_lack_check_code);
  g_test_add_func ("/fapiao-qr/refused/identity-names-field", test_wrong_identity);
  g_test_add_func ("/fapiao-qr/refused/amount-and-date-name-field", test_wrong_amount_and_date);
  g_test_add_func ("/fapiao-qr/refused/checks-name-field", test_wrong_checks);
  g_test_add_func ("/fapiao-qr/refused/cut-short-names-field", test_cut_short);
  g_test_add_func ("/fapiao-qr/refused/a-fault-is-told-by-the-id-of-its-field-R20", test_fault);
  g_test_add_func ("/fapiao-qr/any-damage-is-a-result-or-an-error", test_any_damage);
  g_test_add_func ("/fapiao-qr/size-limit", test_size);
  g_test_add_func ("/fapiao-qr/copy-is-deep", test_copy);
  g_test_add_func ("/fapiao-qr/looks-like-by-beginning", test_looks_like);
  return g_test_run ();
}
