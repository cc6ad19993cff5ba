/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks (R31): what is shown, and that nothing more is. */

#include "vas-mask.h"

typedef char *(*MaskFunc) (const char *text);

static void
assert_masks (MaskFunc            mask,
              const char * const  (*pairs)[2],
              gsize               n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *masked = mask (pairs[i][0]);

      g_assert_cmpstr (masked, ==, pairs[i][1]);
    }
}

static void
test_mobile (void)
{
  static const char * const pairs[][2] = {
    { "13812341234", "138****1234" }, { "1381234123", "****4123" }, { "138123412345", "****2345" },
    { "1234567", "****4567" }, { "123456", "****" }, { "1381234123x", "****" }, { "", "" }, { NULL, "" },
  };

  assert_masks (vas_mask_mobile, pairs, G_N_ELEMENTS (pairs));
}

static void
test_name (void)
{
  static const char * const pairs[][2] = {
    { "王小明", "王*" }, { "王明", "王*" }, { "王", "王*" }, { "欧阳锋", "欧阳*" }, { "尉迟敬德", "尉迟*" },
    { "欧阳", "欧*" }, { "Anna Smith", "A*" }, { "艾力·买买提", "艾*" }, { "𠮷田明", "𠮷*" }, { " 王明", "王*" },
    { "葛\xf3\xa0\x84\x80明亮", "葛\xf3\xa0\x84\x80*" }, { "", "" }, { NULL, "" },
  };

  assert_masks (vas_mask_name, pairs, G_N_ELEMENTS (pairs));
}

static void
test_email (void)
{
  static const char * const pairs[][2] = {
    { "anna@example.com", "a***@example.com" }, { "a@example.com", "a***@example.com" }, { "王明@例子.cn", "王***@例子.cn" },
    { "@example.com", "***" }, { "anna", "***" }, { "anna@", "***" }, { "a@b@example.com", "a***@example.com" },
    { "", "" }, { NULL, "" },
  };

  assert_masks (vas_mask_email, pairs, G_N_ELEMENTS (pairs));
}

static void
test_account (void)
{
  static const char * const pairs[][2] = {
    { "80012217", "8****217" }, { "8001217", "8****217" }, { "800121", "****1" }, { "8001", "****1" }, { "800", "****" },
    { "用户一二三四五", "用****三四五" }, { "", "" }, { NULL, "" },
  };

  assert_masks (vas_mask_account, pairs, G_N_ELEMENTS (pairs));
}

static void
test_address (void)
{
  static const char * const pairs[][2] = {
    { "广东省深圳市南山区科技园南区1号", "广东省深圳市南山区…" },
    { "广东省 深圳市 南山区 科技园", "广东省 深圳市 南山区…" },
    { "北京市海淀区中关村大街1号", "北京市海淀区…" },
    { "上海市浦东新区世纪大道100号", "上海市浦东新区…" },
    { "山东省青岛市市南区香港中路1号", "山东省青岛市市南区…" },
    { "湖北省荆州市沙市区北京路", "湖北省荆州市沙市区…" },
    { "浙江省台州市路桥区文化路", "浙江省台州市路桥区…" },
    { "浙江省义乌市稠城街道江滨小区1号", "浙江省义乌市…" },
    { "海南省澄迈县老城市场1号", "海南省澄迈县…" },
    { "新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路", "新疆维吾尔自治区伊犁哈萨克自治州伊宁市…" },
    { "内蒙古自治区锡林郭勒盟苏尼特右旗赛汉镇", "内蒙古自治区锡林郭勒盟苏尼特右旗…" },
    { "江苏省苏州市工业园区星湖街", "江苏省苏州市工业园区…" },
    { "深圳市科技园南区1号", "深圳市…" },
    { "广东省深圳市科技路5号南山区", "广东省深圳市…" },
    { "幸福路1号", "…" }, { "x", "…" }, { "", "" }, { NULL, "" },
  };

  assert_masks (vas_mask_address, pairs, G_N_ELEMENTS (pairs));
}

static void
test_bad_bytes (void)
{
  MaskFunc masks[] = { vas_mask_mobile, vas_mask_name, vas_mask_email, vas_mask_account, vas_mask_address };

  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *masked = masks[i] ("\xff\xe5@\xe5\xb8\xff\xff\xff");

      g_assert_true (g_utf8_validate (masked, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mask/mobile/last-four-R31", test_mobile);
  g_test_add_func ("/mask/name/surname-only-R31", test_name);
  g_test_add_func ("/mask/email/first-letter-and-host-R31", test_email);
  g_test_add_func ("/mask/account/first-and-last-three", test_account);
  g_test_add_func ("/mask/address/to-the-district-R31", test_address);
  g_test_add_func ("/mask/bad-bytes-give-utf-8", test_bad_bytes);
  return g_test_run ();
}
