/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Paste-anything: invented messages as they come, each field labelled, guessed and absent. */

#include "vas-paste.h"

#include "vas-core-error.h"

#include <string.h>

static VasPaste *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  VasPaste *paste = vas_paste_parse (text, -1, &error);

  g_assert_no_error (error);
  return paste;
}

#define assert_value(value, expected, expected_doubt)   \
  G_STMT_START                                          \
    {                                                   \
      g_assert_cmpstr ((value).text, ==, expected);     \
      g_assert_cmpint ((value).doubt, ==, expected_doubt); \
    }                                                   \
  G_STMT_END

static void
assert_order (const VasPaste *paste,
              guint           index,
              const char     *number,
              gboolean        doubt)
{
  const VasPasteValue *order;

  g_assert_cmpuint (index, <, paste->orders->len);
  order = g_ptr_array_index (paste->orders, index);
  assert_value (*order, number, doubt);
}

static void
assert_amount (const VasPaste *paste,
               guint           index,
               VasMoney        amount,
               gboolean        doubt)
{
  const VasPasteAmount *found;

  g_assert_cmpuint (index, <, paste->amounts->len);
  found = &g_array_index (paste->amounts, VasPasteAmount, index);
  g_assert_cmpint (found->amount, ==, amount);
  g_assert_cmpint (found->doubt, ==, doubt);
}

static void
test_all_labelled (void)
{
  g_autoptr(VasPaste) paste = parse (
    "你好，我要开发票\r\n"
    "账号：80012217\r\n"
    "订单号：2021080112345678，金额：298.00\r\n"
    "发票抬头：示例科技(深圳) 有限公司\r\n"
    "税号：9144 0300 7084 6113 6t\r\n"
    "收件人：王小明\r\n"
    "手机：138-1234-1234\r\n"
    "地址：广东省深圳市南山区科技园1号楼，3层\r\n"
    "邮箱：anna@example.com\r\n");

  assert_value (paste->account, "80012217", FALSE);
  assert_order (paste, 0, "2021080112345678", FALSE);
  assert_amount (paste, 0, 29800, FALSE);
  assert_value (paste->title, "示例科技（深圳）有限公司", FALSE);
  assert_value (paste->taxpayer_id, "91440300708461136T", FALSE);
  assert_value (paste->recipient, "王小明", FALSE);
  assert_value (paste->mobile, "13812341234", FALSE);
  assert_value (paste->address, "广东省深圳市南山区科技园1号楼，3层", FALSE);
  assert_value (paste->email, "anna@example.com", FALSE);
  g_assert_cmpuint (paste->orders->len, ==, 1);
  g_assert_cmpuint (paste->amounts->len, ==, 1);
}

static void
test_one_line (void)
{
  g_autoptr(VasPaste) paste = parse ("抬头：示例科技有限公司，税号：914403001922038216，收件人：王小明，电话：13812341234，地址：深圳市南山区科技路1号");

  assert_value (paste->title, "示例科技有限公司", FALSE);
  assert_value (paste->taxpayer_id, "914403001922038216", FALSE);
  assert_value (paste->recipient, "王小明", FALSE);
  assert_value (paste->mobile, "13812341234", FALSE);
  assert_value (paste->address, "深圳市南山区科技路1号", FALSE);
}

static void
test_all_guessed (void)
{
  g_autoptr(VasPaste) paste = parse (
    "麻烦开示例科技有限公司 914403001922038216\n"
    "20210801123456789012 98元 2021080212345678 ¥1,234.50\n"
    "欧阳小明 +8613812341234 广东省深圳市南山区 科技路1号 anna@example.com");

  assert_value (paste->title, "示例科技有限公司", TRUE);
  assert_value (paste->taxpayer_id, "914403001922038216", TRUE);
  assert_order (paste, 0, "20210801123456789012", TRUE);
  assert_order (paste, 1, "2021080212345678", TRUE);
  assert_amount (paste, 0, 9800, TRUE);
  assert_amount (paste, 1, 123450, TRUE);
  assert_value (paste->recipient, "欧阳小明", TRUE);
  assert_value (paste->mobile, "13812341234", TRUE);
  assert_value (paste->address, "广东省深圳市南山区 科技路1号", TRUE);
  assert_value (paste->email, "anna@example.com", TRUE);
}

static void
test_nothing (void)
{
  static const char * const texts[] = { "", " \n ", "你好，请问发票什么时候到？谢谢", "第5块", "|||", "抬头：", "12345678901234567" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VasPaste) paste = parse (texts[i]);

      if (i == 3)
        g_assert_cmpuint (paste->amounts->len, ==, 1);
      else
        g_assert_true (vas_paste_is_empty (paste));
    }
}

static void
test_full_width (void)
{
  g_autoptr(VasPaste) paste = parse ("税号：９１４４０３００１９２２０３８２１６　手机：１３８１２３４１２３４\n金额：￥９８．５０\n邮箱：ａ＠ｂ．ｃｎ");

  assert_value (paste->taxpayer_id, "914403001922038216", FALSE);
  assert_value (paste->mobile, "13812341234", FALSE);
  assert_amount (paste, 0, 9850, FALSE);
  assert_value (paste->email, "a@b.cn", FALSE);
}

static void
test_label_forms (void)
{
  static const char * const texts[] = {
    "税号914403001922038216", "我的税号是 914403001922038216", "【税号】914403001922038216", "1、税号:914403001922038216",
    "纳税人识别号 = 914403001922038216", "统一社会信用代码：\n\n914403001922038216", "信用代码为914403001922038216",
    "税号\t914403001922038216", "税号；914403001922038216",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VasPaste) paste = parse (texts[i]);

      assert_value (paste->taxpayer_id, "914403001922038216", FALSE);
    }
}

static void
test_label_within_word (void)
{
  g_autoptr(VasPaste) service = parse ("服务名称：优化简历");
  g_autoptr(VasPaste) title = parse ("名称：优化简历");

  g_assert_null (service->title.text);
  assert_value (title->title, "优化简历", FALSE);
}

static void
test_wrong_id (void)
{
  g_autoptr(VasPaste) labelled = parse ("税号：914403001922038217");
  g_autoptr(VasPaste) bare = parse ("914403001922038217");
  g_autoptr(VasPaste) cut_off = parse ("税号：9144030019220");

  assert_value (labelled->taxpayer_id, "914403001922038217", TRUE);
  g_assert_null (bare->taxpayer_id.text);
  assert_value (cut_off->taxpayer_id, "9144030019220", TRUE);
}

static void
test_orders (void)
{
  g_autoptr(VasPaste) paste = parse (
    "订单号：2021080112345678 2021080112345679\n2021080112345678\n"
    "202113011234567890 20210229123456789 202108011234567 202108011234567890123 2021080112345678x 2020022912345678");

  assert_order (paste, 0, "2021080112345678", FALSE);
  assert_order (paste, 1, "2021080112345679", FALSE);
  assert_order (paste, 2, "2020022912345678", TRUE);
  g_assert_cmpuint (paste->orders->len, ==, 3);
}

static void
test_amounts (void)
{
  g_autoptr(VasPaste) paste = parse ("金额 98，合计：¥49.5元，金额：100万，金额：1,23，98.345元，金额：3.999");

  assert_amount (paste, 0, 9800, FALSE);
  assert_amount (paste, 1, 4950, FALSE);
  g_assert_cmpuint (paste->amounts->len, ==, 2);
}

static void
test_company_bank_and_address (void)
{
  g_autoptr(VasPaste) paste = parse (
    "名称：示例科技有限公司\n税号：914403001922038216\n地址、电话：深圳市福田区福华路1号 0755-12345678\n"
    "开户行：示例银行深圳分行\n账号：7559202108241234\n"
    "收货地址：深圳市南山区科技路2号");

  assert_value (paste->title, "示例科技有限公司", FALSE);
  assert_value (paste->address, "深圳市南山区科技路2号", FALSE);
  g_assert_null (paste->account.text);
  g_assert_null (paste->mobile.text);
}

static void
test_address_with_name_and_mobile (void)
{
  static const char * const texts[] = {
    "收货地址：广东省深圳市南山区科技路1号 王小明 13812341234",
    "收货地址：王小明 广东省深圳市南山区科技路1号 13812341234",
    "收货地址：13812341234 广东省深圳市南山区科技路1号 王小明",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VasPaste) paste = parse (texts[i]);

      assert_value (paste->recipient, "王小明", TRUE);
      assert_value (paste->mobile, "13812341234", TRUE);
      assert_value (paste->address, "广东省深圳市南山区科技路1号", FALSE);
    }
}

static void
test_recipient_ends (void)
{
  g_autoptr(VasPaste) paste = parse ("收件人：艾力·买买提 13812341234");
  g_autoptr(VasPaste) latin = parse ("收件人：Anna Smith，电话：13812341234");

  assert_value (paste->recipient, "艾力·买买提", FALSE);
  assert_value (paste->mobile, "13812341234", TRUE);
  assert_value (latin->recipient, "Anna Smith", FALSE);
}

static void
test_title_ends (void)
{
  g_autoptr(VasPaste) thanks = parse ("抬头 示例科技(深圳) 有限公司 谢谢");
  g_autoptr(VasPaste) latin = parse ("抬头：Example Trading Co., Ltd");
  g_autoptr(VasPaste) person = parse ("抬头：个人");

  assert_value (thanks->title, "示例科技（深圳）有限公司", FALSE);
  assert_value (latin->title, "Example Trading Co., Ltd", FALSE);
  assert_value (person->title, "个人", FALSE);
}

static void
test_two_values (void)
{
  g_autoptr(VasPaste) differ = parse ("抬头：示例一公司\n抬头：示例二公司");
  g_autoptr(VasPaste) agree = parse ("手机：13812341234\n手机：138 1234 1234");
  g_autoptr(VasPaste) label_wins = parse ("13900000000\n手机：13812341234");

  assert_value (differ->title, "示例一公司", TRUE);
  assert_value (agree->mobile, "13812341234", FALSE);
  assert_value (label_wins->mobile, "13812341234", FALSE);
}

static void
test_short_mobile (void)
{
  g_autoptr(VasPaste) paste = parse ("手机：1381234123");
  g_autoptr(VasPaste) landline = parse ("手机：075512345678");

  assert_value (paste->mobile, "1381234123", TRUE);
  g_assert_null (landline->mobile.text);
}

static void
test_refused (void)
{
  g_autofree char *fits = g_strnfill (VAS_PASTE_MAX, ' ');
  g_autofree char *exceeds = g_strnfill (VAS_PASTE_MAX + 1, ' ');
  g_autoptr(VasPaste) paste = parse (fits);
  GError *error = NULL;

  g_assert_true (vas_paste_is_empty (paste));
  g_assert_null (vas_paste_parse (exceeds, -1, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_null (vas_paste_parse ("抬头：\xff", -1, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (vas_paste_parse ("a\0b", 3, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID);
  g_clear_error (&error);
}

/* The longest messages of the worst kinds; a slow pattern would run into the time limit of the test. */
static void
test_worst (void)
{
  static const char * const units[] = {
    "1", "9,", "a@", "a.", "138 ", "A ", "¥", "抬头", "抬头:", "王", "省路", "2021080112345678 ", "金额1", "\n", "，", "0086-", "a\n",
    "抬头:a\n", "王\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(VasPaste) paste = NULL;

      while (text->len + strlen (units[i]) <= VAS_PASTE_MAX)
        g_string_append (text, units[i]);
      paste = parse (text->str);
      g_assert_cmpuint (paste->orders->len, <=, VAS_PASTE_MAX_ITEMS);
      g_assert_cmpuint (paste->amounts->len, <=, VAS_PASTE_MAX_ITEMS);
    }
}

static void
test_any_cut (void)
{
  static const char message[] = "抬头：示例科技(深圳) 有限公司，税号：914403001922038216|订单2021080112345678 ¥98.00\n收件人：王小明 +86 138-1234-1234 a@b.cn 地址：";

  for (gsize i = 0; i <= strlen (message); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VasPaste) paste = vas_paste_parse (message, (gssize) i, &error);

      g_assert_true ((paste != NULL) == (error == NULL));
    }
}

static void
test_copy (void)
{
  g_autoptr(VasPaste) paste = parse ("订单号：2021080112345678 金额：98 抬头：示例公司");
  g_autoptr(VasPaste) copy = g_boxed_copy (VAS_TYPE_PASTE, paste);

  g_clear_pointer (&paste, vas_paste_free);
  assert_order (copy, 0, "2021080112345678", FALSE);
  assert_amount (copy, 0, 9800, FALSE);
  assert_value (copy->title, "示例公司", FALSE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/labelled/every-field-without-doubt", test_all_labelled);
  g_test_add_func ("/paste/labelled/on-one-line", test_one_line);
  g_test_add_func ("/paste/guessed/every-field-in-doubt", test_all_guessed);
  g_test_add_func ("/paste/nothing-found-is-empty", test_nothing);
  g_test_add_func ("/paste/full-width", test_full_width);
  g_test_add_func ("/paste/label/forms", test_label_forms);
  g_test_add_func ("/paste/label/not-within-a-longer-word", test_label_within_word);
  g_test_add_func ("/paste/taxpayer-id/wrong-check-is-in-doubt", test_wrong_id);
  g_test_add_func ("/paste/orders/begin-with-a-date", test_orders);
  g_test_add_func ("/paste/amounts/by-label-or-sign", test_amounts);
  g_test_add_func ("/paste/company-bank-and-address-are-not-ours", test_company_bank_and_address);
  g_test_add_func ("/paste/address/gives-up-name-and-mobile", test_address_with_name_and_mobile);
  g_test_add_func ("/paste/recipient/ends-before-the-mobile", test_recipient_ends);
  g_test_add_func ("/paste/title/ends-where-it-is-complete", test_title_ends);
  g_test_add_func ("/paste/two-values-leave-a-doubt", test_two_values);
  g_test_add_func ("/paste/mobile/wrong-length-is-in-doubt", test_short_mobile);
  g_test_add_func ("/paste/refused/size-and-encoding", test_refused);
  g_test_add_func ("/paste/worst-messages-end-soon", test_worst);
  g_test_add_func ("/paste/any-cut-is-a-result-or-an-error", test_any_cut);
  g_test_add_func ("/paste/copy-is-deep", test_copy);
  return g_test_run ();
}
