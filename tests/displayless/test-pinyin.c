/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pinyin keys of names: surnames with readings of their own, ü, other scripts, rare characters. */

#include "vas-pinyin.h"

#include <string.h>

static void
assert_list (GStrv       list,
             const char *expected)
{
  g_autofree char *joined = g_strjoinv (" ", list);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (list);
}

static void
test_ordinary (void)
{
  assert_list (vas_pinyin_readings ("王小明"), "wangxiaoming");
  assert_list (vas_pinyin_initials ("王小明"), "wxm");
  assert_list (vas_pinyin_syllables ("王小明"), "wang xiao ming");
}

static void
test_surnames (void)
{
  static const char * const facts[][2] = {
    { "单", "shan" }, { "仇", "qiu" }, { "解", "xie" }, { "曾", "zeng" }, { "区", "ou" }, { "查", "zha" },
    { "翟", "zhai" }, { "盖", "ge" }, { "乐", "yue" }, { "朴", "piao" }, { "缪", "miao" }, { "阚", "kan" },
    { "任", "ren" }, { "覃", "qin" }, { "种", "chong" }, { "员", "yun" }, { "繁", "po" }, { "黑", "he" },
    { "尉迟", "yuchi" }, { "万俟", "moqi" }, { "长孙", "zhangsun" }, { "澹台", "tantai" }, { "单于", "chanyu" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *name = g_strconcat (facts[i][0], "明", NULL);
      g_autofree char *expected = g_strconcat (facts[i][1], "ming", NULL);
      g_auto(GStrv) readings = vas_pinyin_readings (name);

      g_assert_cmpstr (readings[0], ==, expected);
    }
}

static void
test_every_reading (void)
{
  assert_list (vas_pinyin_readings ("单雄信"), "shanxiongxin danxiongxin");
  assert_list (vas_pinyin_initials ("单雄信"), "sxx dxx");
  assert_list (vas_pinyin_readings ("翟明"), "zhaiming diming");
  assert_list (vas_pinyin_readings ("尉迟恭"), "yuchigong weichigong");
  assert_list (vas_pinyin_initials ("尉迟恭"), "ycg wcg");
  assert_list (vas_pinyin_syllables ("尉迟恭"), "yu chi gong");
}

static void
test_given_name_is_ordinary (void)
{
  /* 单 reads shàn as a surname only. */
  assert_list (vas_pinyin_readings ("王单"), "wangdan");
}

static void
test_common_surnames (void)
{
  static const char * const common[] = {
    "李 li", "王 wang", "张 zhang", "刘 liu", "陈 chen", "杨 yang", "赵 zhao", "黄 huang", "周 zhou", "吴 wu", "徐 xu",
    "孙 sun", "胡 hu", "朱 zhu", "高 gao", "林 lin", "何 he", "郭 guo", "马 ma", "罗 luo", "梁 liang", "宋 song",
    "郑 zheng", "谢 xie", "韩 han", "唐 tang", "冯 feng", "于 yu", "董 dong", "萧 xiao", "程 cheng", "曹 cao", "袁 yuan",
    "邓 deng", "许 xu", "傅 fu", "沈 shen", "曾 zeng", "彭 peng", "苏 su", "卢 lu", "蒋 jiang", "蔡 cai", "贾 jia",
    "丁 ding", "魏 wei", "薛 xue", "叶 ye", "阎 yan", "余 yu", "潘 pan", "杜 du", "戴 dai", "夏 xia", "钟 zhong", "汪 wang",
    "田 tian", "姜 jiang", "范 fan", "方 fang", "石 shi", "姚 yao", "谭 tan", "廖 liao", "邹 zou", "熊 xiong", "金 jin",
    "陆 lu", "郝 hao", "孔 kong", "白 bai", "崔 cui", "康 kang", "毛 mao", "邱 qiu", "秦 qin", "江 jiang", "史 shi", "顾 gu",
    "侯 hou", "邵 shao", "孟 meng", "龙 long", "万 wan", "段 duan", "雷 lei", "钱 qian", "汤 tang", "尹 yin", "黎 li",
    "易 yi", "常 chang", "武 wu", "乔 qiao", "贺 he", "赖 lai", "龚 gong", "文 wen", "庞 pang", "樊 fan", "兰 lan",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    {
      g_auto(GStrv) pair = g_strsplit (common[i], " ", 2);
      g_auto(GStrv) readings = vas_pinyin_readings (pair[0]);

      g_assert_cmpstr (readings[0], ==, pair[1]);
    }
}

static void
test_umlaut (void)
{
  assert_list (vas_pinyin_readings ("吕布"), "lvbu lubu");
  assert_list (vas_pinyin_readings ("王绿女"), "wanglvnv wanglunu");
  assert_list (vas_pinyin_readings ("略"), "lve lue");
  /* A ü written as u in pinyin has one form. */
  assert_list (vas_pinyin_readings ("徐军"), "xujun");
}

static void
test_other_scripts (void)
{
  assert_list (vas_pinyin_readings ("Anna SMITH"), "annasmith");
  assert_list (vas_pinyin_initials ("Anna SMITH"), "as");
  assert_list (vas_pinyin_readings ("王Ｔom"), "wangtom");
  assert_list (vas_pinyin_initials ("王Tom"), "wt");
  assert_list (vas_pinyin_syllables ("艾力·买买提"), "ai li mai mai ti");
}

static void
test_empty (void)
{
  assert_list (vas_pinyin_readings (""), "");
  assert_list (vas_pinyin_readings (NULL), "");
  assert_list (vas_pinyin_initials (" · "), "");
  assert_list (vas_pinyin_syllables ("\x01"), "");
}

static void
test_rare (void)
{
  g_assert_cmpstr (vas_pinyin_char (0x3400), ==, "qiu");
  g_assert_cmpstr (vas_pinyin_char (0x9FA5), ==, "yu");
  g_assert_cmpstr (vas_pinyin_char (0x3007), ==, "ling");
  g_assert_nonnull (vas_pinyin_char (0x20000));
  g_assert_null (vas_pinyin_char ('a'));
  g_assert_null (vas_pinyin_char (0x3042));
  g_assert_null (vas_pinyin_char (0x10FFFF));
  /* U+20BB7 has no Mandarin reading in Unihan: it stands for itself. */
  assert_list (vas_pinyin_readings ("王𠮷"), "wang𠮷");
  assert_list (vas_pinyin_initials ("王𠮷"), "w𠮷");
}

static void
test_bounded (void)
{
  g_autoptr(GString) name = g_string_new ("尉迟");
  g_auto(GStrv) readings = NULL;

  for (int i = 0; i < 10000; i++)
    g_string_append (name, "绿");
  readings = vas_pinyin_readings (name->str);
  g_assert_cmpuint (g_strv_length (readings), <=, VAS_PINYIN_MAX_READINGS);
  g_assert_cmpuint (strlen (readings[0]), <, 200);
}

static void
test_bad_bytes (void)
{
  g_auto(GStrv) readings = vas_pinyin_readings ("王\xff明");

  g_assert_cmpstr (readings[0], ==, "wangming");
}

static void
test_surname_length (void)
{
  g_assert_cmpuint (vas_pinyin_surname_length ("欧阳锋"), ==, 2);
  g_assert_cmpuint (vas_pinyin_surname_length ("王小明"), ==, 1);
  g_assert_cmpuint (vas_pinyin_surname_length ("单于"), ==, 2);
  g_assert_cmpuint (vas_pinyin_surname_length (""), ==, 0);
  g_assert_cmpuint (vas_pinyin_surname_length (NULL), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pinyin/ordinary-name", test_ordinary);
  g_test_add_func ("/pinyin/surname/own-reading-comes-first", test_surnames);
  g_test_add_func ("/pinyin/surname/every-reading-is-a-key", test_every_reading);
  g_test_add_func ("/pinyin/surname/given-name-reads-as-usual", test_given_name_is_ordinary);
  g_test_add_func ("/pinyin/surname/the-hundred-commonest", test_common_surnames);
  g_test_add_func ("/pinyin/umlaut/v-and-u", test_umlaut);
  g_test_add_func ("/pinyin/other-scripts-pass-in-lower-case", test_other_scripts);
  g_test_add_func ("/pinyin/nothing-to-read-gives-nothing", test_empty);
  g_test_add_func ("/pinyin/rare-characters", test_rare);
  g_test_add_func ("/pinyin/long-names-are-bounded", test_bounded);
  g_test_add_func ("/pinyin/bad-bytes-are-passed-over", test_bad_bytes);
  g_test_add_func ("/pinyin/surname-length", test_surname_length);
  return g_test_run ();
}
