/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sentences to users: always Chinese, with what the user needs, and nothing whole that is personal. The house's reasons. */

#include "vas-core-error.h"
#include "vas-notice-text.h"
#include "vas-reasons.h"
#include "vas-settings.h"

#include <string.h>

#define WHAT "您申请的发票（申请号 KP2603-000001，抬头“某某公司”，金额 ¥298.00）"

static VasCase *
make_case (void)
{
  g_autoptr (VasRequest) request = g_object_new (VAS_TYPE_REQUEST, "key", "r", "number", "KP2603-000001", "title", "某某公司",
                                                 "amount", (gint64) 29800, "recipient-name", "单晓明", "recipient-mobile",
                                                 "13800138000", "recipient-mobile-masked", "138****8000", NULL);

  return vas_case_new (request);
}

static VasParcel *
add_parcel (VasCase        *vas_case,
            const char     *key,
            VasDelivery     method,
            VasParcelState  state,
            const char     *waybill)
{
  VasParcel *parcel = g_object_new (VAS_TYPE_PARCEL, "key", key, "method", (gint64) method, "state", (gint64) state, "waybill",
                                    waybill, NULL);

  g_ptr_array_add (vas_case->parcels, parcel);
  g_ptr_array_add (vas_case->fapiao, g_object_new (VAS_TYPE_FAPIAO, "state", (gint64) VAS_FAPIAO_STATE_ISSUED, "place",
                                                   (gint64) VAS_FAPIAO_PLACE_ENVELOPE, "parcel-key", key, NULL));

  return parcel;
}

static void
test_shipped (void)
{
  g_autoptr (VasCase) vas_case = make_case ();
  VasParcel *parcel = add_parcel (vas_case, "p", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, "SF1234567890123");
  g_autofree char *collect = vas_notice_text_told (vas_case);
  g_autofree char *ours = NULL;

  g_assert_cmpstr (collect, ==, WHAT "已通过顺丰速运寄出，运单号 SF1234567890123。查询物流时需输入收件人手机号后四位 8000。"
                                     "本件为顺丰到付，请在签收时支付运费。");
  parcel->sender_pays = TRUE;
  ours = vas_notice_text_shipped (vas_case);
  g_assert_nonnull (strstr (ours, "本次运费由我们承担"));
  g_assert_null (strstr (ours, "到付"));
}

static void
test_several_parcels (void)
{
  g_autoptr (VasCase) vas_case = make_case ();
  g_autofree char *text = NULL;

  add_parcel (vas_case, "p", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, "SF1234567890123");
  add_parcel (vas_case, "q", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, "SF1234567890124");
  add_parcel (vas_case, "o", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_RETURNED, "SF1234567890125");
  text = vas_notice_text_shipped (vas_case);
  g_assert_nonnull (strstr (text, "SF1234567890123、SF1234567890124。"));
  g_assert_null (strstr (text, "SF1234567890125"));
}

static void
test_told_by_place (void)
{
  g_autoptr (VasCase) fetched = make_case ();
  g_autoptr (VasCase) kept = make_case ();
  g_autofree char *pickup = NULL;
  g_autofree char *archive = NULL;

  add_parcel (fetched, "p", VAS_DELIVERY_PICKUP, VAS_PARCEL_STATE_TRANSIT, NULL);
  add_parcel (kept, "p", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_RETURNED, "SF1234567890123");
  pickup = vas_notice_text_told (fetched);
  archive = vas_notice_text_told (kept);
  g_assert_nonnull (strstr (pickup, "领取"));
  g_assert_nonnull (strstr (archive, "留存"));
}

static void
test_reship (void)
{
  const struct { VasParcelState state; const char *how; } cases[] = {
    { VAS_PARCEL_STATE_REFUSED, "被拒收" }, { VAS_PARCEL_STATE_RETURNED, "已被退回" }, { VAS_PARCEL_STATE_LOST, "丢失" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCase) vas_case = make_case ();
      g_autofree char *text = NULL;

      add_parcel (vas_case, "p", VAS_DELIVERY_COURIER, cases[i].state, "SF1234567890123");
      text = vas_notice_text_reship (vas_case);
      g_assert_nonnull (strstr (text, cases[i].how));
      g_assert_nonnull (strstr (text, "SF1234567890123"));
    }
}

static void
test_rejected (void)
{
  g_autoptr (VasCase) vas_case = make_case ();
  g_autofree char *one = vas_notice_text_rejected (vas_case, (const char *[]) { "未提供发票抬头", NULL });
  g_autofree char *two = vas_notice_text_rejected (vas_case, (const char *[]) { "未提供发票抬头", "收件信息不全", NULL });

  g_assert_nonnull (strstr (one, "原因：未提供发票抬头。"));
  g_assert_nonnull (strstr (two, "原因：1. 未提供发票抬头；2. 收件信息不全。"));
}

static void
test_extended (void)
{
  g_autoptr (VasCase) vas_case = make_case ();
  g_autofree char *text = vas_notice_text_extended (vas_case, "快递信息待确认", vas_date_from_ymd (2026, 4, 8));

  g_assert_cmpstr (text, ==, WHAT "因快递信息待确认，审核期限延长至 2026-04-08，届时我们会将结果通知您。");
}

static void
test_findings (void)
{
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();
  VasFinding *cap = vas_finding_new ("R15", "§4.8(1)", VAS_OUTCOME_FAIL, "cap-exceeded");
  g_auto (GStrv) texts = NULL;

  vas_finding_set_text (cap, "order", "2025060110000001");
  vas_finding_set_money (cap, "requested_fen", 19800);
  vas_finding_set_money (cap, "available_fen", 9800);
  vas_finding_set_money (cap, "paid_fen", 19800);
  vas_finding_set_money (cap, "invoiced_fen", 10000);
  vas_verdict_add (verdict, vas_finding_new ("R14", "", VAS_OUTCOME_PASS, "title-missing"));
  vas_verdict_add (verdict, cap);
  vas_verdict_add (verdict, vas_finding_new ("R30", "", VAS_OUTCOME_FAIL, "role-missing"));
  vas_verdict_add (verdict, vas_finding_new ("R14", "", VAS_OUTCOME_FAIL, "title-missing"));

  texts = vas_notice_text_findings (verdict);
  g_assert_cmpint (g_strv_length (texts), ==, 2);
  g_assert_cmpstr (texts[0], ==, "订单 2025060110000001：申请金额 ¥198.00 超过可开金额 ¥98.00（实付 ¥198.00，已开 ¥100.00）");
  g_assert_cmpstr (texts[1], ==, "未提供发票抬头");
}

static void
test_nothing_personal (void)
{
  g_autoptr (VasCase) vas_case = make_case ();
  g_autofree char *shipped = NULL;
  g_autofree char *pickup = vas_notice_text_pickup (vas_case);

  add_parcel (vas_case, "p", VAS_DELIVERY_COURIER, VAS_PARCEL_STATE_TRANSIT, "SF1234567890123");
  shipped = vas_notice_text_shipped (vas_case);
  g_assert_null (strstr (shipped, "13800138000"));
  g_assert_null (strstr (shipped, "单晓明"));
  g_assert_null (strstr (pickup, "单晓明"));
}

static void
test_reasons (void)
{
  const char * const bad[] = { "", "a|b", "a|b|c|d", "A b|句|label", "a||label", "a|句|", "a|句|x\na|句|y" };
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GPtrArray) twenty = NULL;

  for (guint kind = VAS_REASON_REJECT; kind <= VAS_REASON_EXTEND; kind++)
    {
      g_autoptr (GPtrArray) reasons = vas_reasons_parse (vas_reasons_get_default (kind), NULL);

      g_assert_nonnull (reasons);
      g_assert_nonnull (vas_settings_find (vas_reasons_get_setting (kind)));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) reasons = vas_reasons_parse (bad[i], &error);

      g_assert_null (reasons);
      g_assert_true (error->domain == VAS_CORE_ERROR);
    }

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (many, "r%u|句|label\n", i);
  twenty = vas_reasons_parse (many->str, NULL);
  g_assert_cmpint (twenty->len, ==, 20);
  g_string_append (many, "r20|句|label\n");
  g_assert_null (vas_reasons_parse (many->str, NULL));
}

static void
test_every_default_is_allowed (void)
{
  gsize n_specs;
  const VasSettingSpec *specs = vas_settings_list (&n_specs);

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, vas_settings_get_default (specs[i].name));

      g_assert_true (vas_settings_find (specs[i].name) == &specs[i]);
      if (specs[i].kind != VAS_SETTING_REASONS)
        g_assert_true (vas_settings_check (&specs[i], value, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notice-text/shipped/names-waybill-digits-and-who-pays-R22", test_shipped);
  g_test_add_func ("/notice-text/shipped/names-every-parcel-under-way", test_several_parcels);
  g_test_add_func ("/notice-text/told/by-where-the-sheets-are", test_told_by_place);
  g_test_add_func ("/notice-text/reship/says-what-happened-R22", test_reship);
  g_test_add_func ("/notice-text/rejected/numbers-several-reasons", test_rejected);
  g_test_add_func ("/notice-text/extended/gives-reason-and-date-R19", test_extended);
  g_test_add_func ("/notice-text/findings/only-what-concerns-the-user", test_findings);
  g_test_add_func ("/notice-text/nothing-personal-is-whole-R31", test_nothing_personal);
  g_test_add_func ("/notice-text/reasons/a-strict-list", test_reasons);
  g_test_add_func ("/notice-text/settings/every-default-is-allowed", test_every_default_is_allowed);
  return g_test_run ();
}
