/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Text brought into one form, and fapiao titles compared. */

#include "vas-text.h"

#define assert_text(expression, expected)   \
  G_STMT_START                              \
    {                                       \
      g_autofree char *actual = expression; \
      g_assert_cmpstr (actual, ==, expected); \
    }                                       \
  G_STMT_END

static void
test_halfwidth (void)
{
  assert_text (vas_text_halfwidth ("ＳＦ１２３　，（ａｚ～！）"), "SF123 ,(az~!)");
  assert_text (vas_text_halfwidth ("94。34￥"), "94.34¥");
  assert_text (vas_text_halfwidth ("示例·、"), "示例·、");
  assert_text (vas_text_halfwidth (NULL), "");
}

static void
test_halfwidth_edges (void)
{
  /* U+FF00 and U+FF5F stand just outside of the block. */
  assert_text (vas_text_halfwidth ("\xef\xbc\x80\xef\xbc\x81\xef\xbd\x9e\xef\xbd\x9f"), "\xef\xbc\x80!~\xef\xbd\x9f");
}

static void
test_bad_bytes (void)
{
  assert_text (vas_text_halfwidth ("a\xff" "b"), "a\xef\xbf\xbd" "b");
  assert_text (vas_text_strip_controls ("\xc3"), "\xef\xbf\xbd");
  assert_text (vas_title_normalize ("\xe5\xe5"), "\xef\xbf\xbd\xef\xbf\xbd");
}

static void
test_strip_controls (void)
{
  assert_text (vas_text_strip_controls (" \t a\x1d\x02" "b \r\n\r\n c\n"), "ab c");
  assert_text (vas_text_strip_controls ("\xef\xbb\xbf" "a\xe2\x80\x8b" "b\xe2\x80\xae"), "ab");
  assert_text (vas_text_strip_controls ("\x7f \x1f"), "");
  assert_text (vas_text_strip_controls ("示例　 公司"), "示例 公司");
}

static void
test_compact (void)
{
  assert_text (vas_text_compact (" Ｓ Ｆ\t1　2\r\n"), "SF12");
}

/* In a list of reasons each is one line, and none turns what stands after it round. */
static void
test_plain (void)
{
  static const char * const never[] = { "a\x01", "\x7f", "a\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "好的\xe2\x80\xae", "\xe2\x80\xaa" "a",
                                        "\xe2\x81\xa6" "a", "a\xe2\x81\xa9", "a\rb" };

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_assert_false (vas_text_is_plain (never[i], FALSE));
      g_assert_false (vas_text_is_plain (never[i], TRUE));
    }
  g_assert_false (vas_text_is_plain ("一\n二", FALSE));
  g_assert_false (vas_text_is_plain ("一\t二", FALSE));
  g_assert_true (vas_text_is_plain ("一\n\t二\n", TRUE));
  /* U+2029 and U+202F, U+2065 and U+206A stand just outside; so does what joins emoji. */
  g_assert_true (vas_text_is_plain (" 一　二·\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa\xe2\x80\x8d", FALSE));
}

static void
test_digits (void)
{
  g_assert_true (vas_text_is_digits ("0123", 4));
  g_assert_true (vas_text_is_digits ("0123", 0));
  g_assert_false (vas_text_is_digits ("0123", 3));
  g_assert_false (vas_text_is_digits ("0123", 5));
  g_assert_false (vas_text_is_digits ("", 0));
  g_assert_false (vas_text_is_digits ("12a", 3));
  g_assert_false (vas_text_is_digits ("１２", 0));
  g_assert_false (vas_text_is_digits (NULL, 0));
}

static void
test_han (void)
{
  g_assert_true (vas_text_is_han (0x4E00));
  g_assert_true (vas_text_is_han (0x20BB7));
  g_assert_true (vas_text_is_han (0x3007));
  g_assert_false (vas_text_is_han ('a'));
  g_assert_false (vas_text_is_han (0x3002));
}

static void
test_title_normal_form (void)
{
  assert_text (vas_title_normalize ("示例科技(深圳) 有限公司"), "示例科技（深圳）有限公司");
  assert_text (vas_title_normalize (" 示例 科技　（深圳 ）有限公司\r\n"), "示例科技（深圳）有限公司");
  assert_text (vas_title_normalize ("ＡＢＣ  Trading , Ltd ."), "ABC Trading , Ltd .");
  assert_text (vas_title_normalize ("示例 ABC 公司 2 部"), "示例ABC公司2部");
  assert_text (vas_title_normalize ("ABC (China) Co"), "ABC（China）Co");
  assert_text (vas_title_normalize ("艾力 • 买买提"), "艾力·买买提");
  assert_text (vas_title_normalize ("\xef\xa4\x80"), "豈");
  assert_text (vas_title_normalize (NULL), "");
}

static void
test_title_idempotent (void)
{
  const char *titles[] = { "示例科技(深圳) 有限公司", "A  B (C) D", " ( ) ", "艾力・买", "a。b", "Ａ\xcc\x81", "\xce\x87 a", NULL };

  for (gsize i = 0; titles[i] != NULL; i++)
    {
      g_autofree char *once = vas_title_normalize (titles[i]);

      assert_text (vas_title_normalize (once), once);
    }
}

static void
test_title_equal (void)
{
  g_assert_true (vas_title_equal ("示例科技(深圳) 有限公司", "示例科技（深圳）有限公司"));
  g_assert_true (vas_title_equal (NULL, " "));
  g_assert_false (vas_title_equal ("示例科技（深圳）有限公司", "示例科技深圳有限公司"));
  g_assert_false (vas_title_equal ("ABC Ltd", "AB CLtd"));
  g_assert_false (vas_title_equal ("ABC", "abc"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/halfwidth/forms-become-ascii", test_halfwidth);
  g_test_add_func ("/text/halfwidth/neighbours-of-the-block-stay", test_halfwidth_edges);
  g_test_add_func ("/text/bad-bytes-become-replacement-characters", test_bad_bytes);
  g_test_add_func ("/text/strip-controls/spaces-collapse", test_strip_controls);
  g_test_add_func ("/text/compact/no-space-is-left", test_compact);
  g_test_add_func ("/text/plain/no-controls-no-turned-direction-lines-where-they-belong", test_plain);
  g_test_add_func ("/text/digits/length-is-exact", test_digits);
  g_test_add_func ("/text/han/every-plane", test_han);
  g_test_add_func ("/title/normal-form", test_title_normal_form);
  g_test_add_func ("/title/normal-form-is-stable", test_title_idempotent);
  g_test_add_func ("/title/equal-by-normal-form", test_title_equal);
  return g_test_run ();
}
