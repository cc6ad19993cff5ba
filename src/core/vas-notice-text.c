/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The standard sentences to a user (R19, R22): proposed to the clerk, who may change them. They are Chinese whatever language
 * the desk works in, since they are for the user and not for staff: nothing here is translated. No whole name, mobile or
 * address stands in them. Pure functions; any thread.
 */

#include "vas-notice-text.h"

#include "vas-finding-text.h"
#include "vas-parcel-rules.h"

#include <string.h>

/* What a failed rule means for the user. Rules about who of us may do what are none of the user's business. */
static const struct {
  const char *code;
  const char *sentence;
} sentences[] = {
  { "account-unknown", "未找到您提供的账号" },
  { "no-orders", "申请中没有订单" },
  { "order-unknown", "未找到订单 {order}" },
  { "order-of-other-account", "订单 {order} 不属于该账号" },
  { "stated-amount-differs", "订单 {order}：您提供的金额为 {stated_fen}，与我们记录的金额不符" },
  { "stated-service-differs", "订单 {order}：您提供的“{stated}”与我们的记录不符" },
  { "title-missing", "未提供发票抬头" },
  { "title-differs-from-earlier", "同一纳税人识别号此前使用的抬头为“{earlier}”，请核对抬头" },
  { "taxpayer-id-missing", "企业抬头须提供纳税人识别号" },
  { "taxpayer-id-malformed", "纳税人识别号 {taxpayer_id} 格式有误" },
  { "taxpayer-id-wrong-check", "纳税人识别号 {taxpayer_id} 校验不符，请核对" },
  { "amount-not-positive", "订单 {order}：申请金额须大于零" },
  { "cap-exceeded", "订单 {order}：申请金额 {requested_fen} 超过可开金额 {available_fen}（实付 {paid_fen}，已开 {invoiced_fen}）" },
  { "order-not-paid", "订单 {order} 尚未付款" },
  { "window-missed", "订单 {order}：{paid_date} 付款，申请期限至 {until_date}，您于 {requested_date} 申请，逾期 {late_days} 天" },
  { "correction-late", "原申请于 {rejected_date} 被驳回，须在 {until_date} 前更正" },
  { "recipient-missing", "邮寄须提供收件人姓名、手机号和地址" },
  { "recipient-mobile-malformed", "收件人手机号格式有误" },
};

/**
 * vas_notice_text_finding:
 *
 * Returns: (transfer full) (nullable): what a rule that is not kept means, in the user's words; NULL where it passes, or is
 *   no matter of the user's
 */
char *
vas_notice_text_finding (VasFinding *finding)
{
  if (finding->outcome == VAS_OUTCOME_PASS)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (g_str_equal (sentences[i].code, finding->code))
        return vas_finding_fill (finding, sentences[i].sentence);
    }

  return NULL;
}

/** vas_notice_text_findings: (transfer full): the user's words for every rule that failed, in the verdict's order. */
GStrv
vas_notice_text_findings (VasVerdict *verdict)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *text = finding->outcome == VAS_OUTCOME_FAIL ? vas_notice_text_finding (finding) : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

static char *
describe_request (VasCase *vas_case)
{
  g_autofree char *amount = vas_money_format (vas_case->request->amount);

  return g_strdup_printf ("您申请的发票（申请号 %s，抬头“%s”，金额 %s）",
                          vas_case->request->number != NULL ? vas_case->request->number : "待编号", vas_case->request->title, amount);
}

/* The parcels in which the standing sheets of the case are under way. */
static GPtrArray *
list_live_parcels (VasCase *vas_case)
{
  GPtrArray *parcels = g_ptr_array_new ();

  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      VasParcel *parcel = vas_case_find_parcel (vas_case, sheet->parcel_key);

      if (vas_fapiao_is_standing (sheet) && vas_parcel_is_live (parcel) && !g_ptr_array_find (parcels, parcel, NULL))
        g_ptr_array_add (parcels, parcel);
    }

  return parcels;
}

static char *
list_waybills (GPtrArray *parcels,
               gboolean  *sender_pays)
{
  GString *list = g_string_new (NULL);

  *sender_pays = FALSE;
  for (guint i = 0; i < parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (parcels, i);

      if (parcel->waybill == NULL)
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? "、" : "", parcel->waybill);
      *sender_pays = *sender_pays || parcel->sender_pays;
    }

  return g_string_free (list, FALSE);
}

/* “138****1234” ends in the four digits by which the courier shows a waybill. */
static const char *
last_four (const char *mobile)
{
  const gsize length = mobile != NULL ? strlen (mobile) : 0;

  return length >= 4 ? mobile + length - 4 : NULL;
}

/**
 * vas_notice_text_shipped:
 * @vas_case: with its parcels
 *
 * Returns: (transfer full): that the fapiao is on its way: waybill, what is needed to look it up, and who pays (R22)
 */
char *
vas_notice_text_shipped (VasCase *vas_case)
{
  g_autofree char *what = describe_request (vas_case);
  g_autoptr (GPtrArray) parcels = list_live_parcels (vas_case);
  gboolean sender_pays;
  g_autofree char *waybills = list_waybills (parcels, &sender_pays);
  const char *digits = last_four (vas_case->request->recipient_mobile_masked);

  return g_strdup_printf ("%s已通过顺丰速运寄出，运单号 %s。查询物流时需输入收件人手机号后四位%s%s。%s", what, waybills,
                          digits != NULL ? " " : "", digits != NULL ? digits : "",
                          sender_pays ? "本次运费由我们承担。" : "本件为顺丰到付，请在签收时支付运费。");
}

/** vas_notice_text_pickup: (transfer full): that the fapiao waits at the desk. */
char *
vas_notice_text_pickup (VasCase *vas_case)
{
  g_autofree char *what = describe_request (vas_case);

  return g_strdup_printf ("%s已开具，请在工作日办公时间携带有效证件到我处领取并签收。", what);
}

/** vas_notice_text_kept: (transfer full): that the fapiao came back and is kept here (留存). */
char *
vas_notice_text_kept (VasCase *vas_case)
{
  g_autofree char *what = describe_request (vas_case);

  return g_strdup_printf ("%s投递未成功，现由我们留存保管。如需重新寄送或自取，请与我们联系。", what);
}

/** vas_notice_text_told: (transfer full): what a case at 待通知 is to be told, by where its sheets are. */
char *
vas_notice_text_told (VasCase *vas_case)
{
  g_autoptr (GPtrArray) parcels = list_live_parcels (vas_case);
  VasParcel *first = parcels->len > 0 ? g_ptr_array_index (parcels, 0) : NULL;

  if (first == NULL)
    return vas_notice_text_kept (vas_case);

  return first->method == VAS_DELIVERY_PICKUP ? vas_notice_text_pickup (vas_case) : vas_notice_text_shipped (vas_case);
}

/**
 * vas_notice_text_rejected:
 * @reasons: (array zero-terminated=1): sentences, of rules and of the house
 *
 * Returns: (transfer full): the rejection, with its reasons numbered where there are several
 */
char *
vas_notice_text_rejected (VasCase            *vas_case,
                          const char * const *reasons)
{
  g_autofree char *what = describe_request (vas_case);
  const guint n_reasons = g_strv_length ((char **) reasons);
  GString *text = g_string_new (what);

  g_string_append (text, "未能通过审核，原因：");
  for (guint i = 0; i < n_reasons; i++)
    {
      if (n_reasons > 1)
        g_string_append_printf (text, "%u. ", i + 1);
      g_string_append_printf (text, "%s%s", reasons[i], i + 1 < n_reasons ? "；" : "。");
    }
  g_string_append (text, "请更正后重新申请；在 15 个工作日内更正的，仍以首次申请时间为准。");

  return g_string_free (text, FALSE);
}

/**
 * vas_notice_text_extended:
 * @reason: why
 * @due: the new last day of the review
 *
 * Returns: (transfer full): the notice with which an extension takes force (R19)
 */
char *
vas_notice_text_extended (VasCase    *vas_case,
                          const char *reason,
                          VasDate     due)
{
  g_autofree char *what = describe_request (vas_case);
  g_autofree char *date = vas_date_format (due);

  return g_strdup_printf ("%s因%s，审核期限延长至 %s，届时我们会将结果通知您。", what, reason, date);
}

/** vas_notice_text_reship: (transfer full): asks where to send what came back. */
char *
vas_notice_text_reship (VasCase *vas_case)
{
  g_autofree char *what = describe_request (vas_case);
  VasParcel *parcel = vas_case_get_parcel (vas_case);
  const char *how = "未能送达";

  if (parcel != NULL && parcel->state == VAS_PARCEL_STATE_REFUSED)
    how = "被拒收";
  else if (parcel != NULL && parcel->state == VAS_PARCEL_STATE_RETURNED)
    how = "已被退回";
  else if (parcel != NULL && parcel->state == VAS_PARCEL_STATE_LOST)
    how = "在寄送途中丢失";

  return g_strdup_printf ("%s%s%s%s。请与我们确认收件信息以便重新寄送，或选择到我处自取。", what, how,
                          parcel != NULL && parcel->waybill != NULL ? "，原运单号 " : "",
                          parcel != NULL && parcel->waybill != NULL ? parcel->waybill : "");
}

/** vas_notice_text_photo: (transfer full): who lost a delivered fapiao gets its photo instead of another one (R18). */
char *
vas_notice_text_photo (VasRequest *request)
{
  return g_strdup_printf ("您的开票申请 %s 的发票已开具并送达。发票遗失后不再补开，现将该发票的照片提供给您。", request->number);
}
