/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words by which a message says what follows. A message becomes segments in its own order: a label (or none) and the text
 * up to the next label or the end of the line; a label at the end of a line takes the next line.
 *
 * A label counts where a colon, 是, 为 or a space follows it, or directly a code; and where it does not end a longer word
 * (服务名称 is no 名称), except words that mean nothing else. Pure; any thread; linear in the message.
 */

#include "vas-paste-private.h"

#include "vas-text.h"

#include <string.h>

typedef struct
{
  const char *word;
  VasPasteLabel label;
  gboolean anywhere;  /* also within a sentence: 我的税号是 */
} Word;

/* Of two words that begin alike the longer one stands first. */
static const Word words[] = {
  { "公司地址电话", VAS_PASTE_IGNORED, TRUE },
  { "单位地址电话", VAS_PASTE_IGNORED, TRUE },
  { "地址及电话", VAS_PASTE_IGNORED, TRUE },
  { "地址、电话", VAS_PASTE_IGNORED, TRUE },
  { "地址电话", VAS_PASTE_IGNORED, TRUE },
  { "注册地址", VAS_PASTE_IGNORED, TRUE },
  { "单位地址", VAS_PASTE_IGNORED, TRUE },
  { "公司地址", VAS_PASTE_IGNORED, TRUE },
  { "企业地址", VAS_PASTE_IGNORED, TRUE },
  { "注册电话", VAS_PASTE_IGNORED, TRUE },
  { "单位电话", VAS_PASTE_IGNORED, TRUE },
  { "公司电话", VAS_PASTE_IGNORED, TRUE },
  { "企业电话", VAS_PASTE_IGNORED, TRUE },
  { "开户行及账号", VAS_PASTE_IGNORED, TRUE },
  { "开户行及帐号", VAS_PASTE_IGNORED, TRUE },
  { "开户行账号", VAS_PASTE_IGNORED, TRUE },
  { "银行账号", VAS_PASTE_IGNORED, TRUE },
  { "银行帐号", VAS_PASTE_IGNORED, TRUE },
  { "银行账户", VAS_PASTE_IGNORED, TRUE },
  { "银行卡号", VAS_PASTE_IGNORED, TRUE },
  { "开户银行", VAS_PASTE_BANK, TRUE },
  { "开户行", VAS_PASTE_BANK, TRUE },
  { "订单编号", VAS_PASTE_ORDER, TRUE },
  { "订单号码", VAS_PASTE_ORDER, TRUE },
  { "订单号", VAS_PASTE_ORDER, TRUE },
  { "订单", VAS_PASTE_ORDER, FALSE },
  { "价税合计", VAS_PASTE_AMOUNT, TRUE },
  { "开票金额", VAS_PASTE_AMOUNT, TRUE },
  { "发票金额", VAS_PASTE_AMOUNT, TRUE },
  { "订单金额", VAS_PASTE_AMOUNT, TRUE },
  { "金额", VAS_PASTE_AMOUNT, TRUE },
  { "合计", VAS_PASTE_AMOUNT, FALSE },
  { "总计", VAS_PASTE_AMOUNT, FALSE },
  { "购买方名称", VAS_PASTE_TITLE, TRUE },
  { "发票抬头", VAS_PASTE_TITLE, TRUE },
  { "开票抬头", VAS_PASTE_TITLE, TRUE },
  { "公司抬头", VAS_PASTE_TITLE, TRUE },
  { "公司名称", VAS_PASTE_TITLE, TRUE },
  { "单位名称", VAS_PASTE_TITLE, TRUE },
  { "企业名称", VAS_PASTE_TITLE, TRUE },
  { "抬头", VAS_PASTE_TITLE, TRUE },
  { "名称", VAS_PASTE_TITLE, FALSE },
  { "统一社会信用代码", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "社会信用代码", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "信用代码", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "纳税人识别号", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "纳税识别号", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "税务登记号", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "税号", VAS_PASTE_TAXPAYER_ID, TRUE },
  { "收件人姓名", VAS_PASTE_RECIPIENT, TRUE },
  { "收货人姓名", VAS_PASTE_RECIPIENT, TRUE },
  { "收件人电话", VAS_PASTE_MOBILE, TRUE },
  { "收货人电话", VAS_PASTE_MOBILE, TRUE },
  { "收件人手机", VAS_PASTE_MOBILE, TRUE },
  { "收件人地址", VAS_PASTE_ADDRESS, TRUE },
  { "收货人地址", VAS_PASTE_ADDRESS, TRUE },
  { "收件人", VAS_PASTE_RECIPIENT, TRUE },
  { "收货人", VAS_PASTE_RECIPIENT, TRUE },
  { "联系人", VAS_PASTE_RECIPIENT, TRUE },
  { "姓名", VAS_PASTE_RECIPIENT, FALSE },
  { "手机号码", VAS_PASTE_MOBILE, TRUE },
  { "手机号", VAS_PASTE_MOBILE, TRUE },
  { "手机", VAS_PASTE_MOBILE, TRUE },
  { "联系电话", VAS_PASTE_MOBILE, TRUE },
  { "联系方式", VAS_PASTE_MOBILE, TRUE },
  { "电话号码", VAS_PASTE_MOBILE, TRUE },
  { "电话", VAS_PASTE_MOBILE, FALSE },
  { "收货地址", VAS_PASTE_ADDRESS, TRUE },
  { "收件地址", VAS_PASTE_ADDRESS, TRUE },
  { "邮寄地址", VAS_PASTE_ADDRESS, TRUE },
  { "寄送地址", VAS_PASTE_ADDRESS, TRUE },
  { "联系地址", VAS_PASTE_ADDRESS, TRUE },
  { "详细地址", VAS_PASTE_ADDRESS, TRUE },
  { "邮箱地址", VAS_PASTE_EMAIL, TRUE },
  { "电子邮箱", VAS_PASTE_EMAIL, TRUE },
  { "邮箱", VAS_PASTE_EMAIL, TRUE },
  { "地址", VAS_PASTE_ADDRESS, FALSE },
  { "会员账号", VAS_PASTE_ACCOUNT, TRUE },
  { "会员编号", VAS_PASTE_ACCOUNT, TRUE },
  { "会员号", VAS_PASTE_ACCOUNT, TRUE },
  { "用户编号", VAS_PASTE_ACCOUNT, TRUE },
  { "账户号", VAS_PASTE_ACCOUNT, TRUE },
  { "账号", VAS_PASTE_ACCOUNT, TRUE },
  { "帐号", VAS_PASTE_ACCOUNT, TRUE },
};

static gboolean
is_code_label (VasPasteLabel label)
{
  return label == VAS_PASTE_TAXPAYER_ID || label == VAS_PASTE_MOBILE || label == VAS_PASTE_ORDER || label == VAS_PASTE_AMOUNT ||
         label == VAS_PASTE_ACCOUNT || label == VAS_PASTE_EMAIL;
}

/* Where the value begins after a label that ends at @p, or NULL where nothing makes a label of the word. */
static const char *
find_value (const char    *p,
            VasPasteLabel  label)
{
  static const char * const marks[] = { ":", "=", "】", "]", "）", ")", "是", "为", "；" };
  const char *start = p;
  gboolean moved = TRUE;

  while (moved)
    {
      moved = FALSE;
      for (; *p == ' '; p++)
        moved = TRUE;
      for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
        if (g_str_has_prefix (p, marks[i]))
          {
            p += strlen (marks[i]);
            moved = TRUE;
          }
    }

  if (p > start || *p == '\0')
    return p;

  return is_code_label (label) && (g_ascii_isalnum (*p) || *p == '+' || g_str_has_prefix (p, "¥")) ? p : NULL;
}

static const Word *
match_label (const char  *line,
             const char  *p,
             const char **value)
{
  gunichar before = p > line ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
  gboolean at_boundary = before == 0 || !(vas_text_is_han (before) || g_unichar_isalnum (before));

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((at_boundary || words[i].anywhere) && g_str_has_prefix (p, words[i].word))
      {
        *value = find_value (p + strlen (words[i].word), words[i].label);
        if (*value != NULL)
          return &words[i];
      }

  return NULL;
}

static void
segment_free (gpointer data)
{
  VasPasteSegment *segment = data;

  g_free (segment->text);
  g_free (segment);
}

/* Adds what stands between @start and @end; an empty value leaves its label to the next line. */
static void
add_segment (GPtrArray     *segments,
             VasPasteLabel *label,
             const char    *start,
             const char    *end)
{
  g_autofree char *text = g_strstrip (g_strndup (start, (gsize) (end - start)));
  VasPasteSegment *segment;

  if (*text == '\0')
    return;

  segment = g_new (VasPasteSegment, 1);
  segment->label = *label;
  segment->text = g_steal_pointer (&text);
  g_ptr_array_add (segments, segment);
  *label = VAS_PASTE_FREE;
}

static void
split_line (GPtrArray     *segments,
            VasPasteLabel *label,
            gboolean      *after_bank,
            const char    *line)
{
  const char *start = line;
  const char *p = line;

  while (*p != '\0')
    {
      const char *value = NULL;
      const Word *word = (g_ascii_isalnum (*p) || *p == ' ') ? NULL : match_label (line, p, &value);

      if (word == NULL)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      add_segment (segments, label, start, p);
      *label = word->label;
      if (*label == VAS_PASTE_ACCOUNT && *after_bank)
        *label = VAS_PASTE_IGNORED;
      *after_bank = *label == VAS_PASTE_BANK;
      start = p = value;
    }
  add_segment (segments, label, start, p);
}

/*
 * _vas_paste_split:
 * @text: valid UTF-8, folded, lines parted by LF
 *
 * Returns: (transfer full) (element-type VasPasteSegment): the segments, none of them empty
 */
GPtrArray *
_vas_paste_split (const char *text)
{
  GPtrArray *segments = g_ptr_array_new_with_free_func (segment_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  VasPasteLabel label = VAS_PASTE_FREE;
  gboolean after_bank = FALSE;

  for (gsize i = 0; lines[i] != NULL; i++)
    split_line (segments, &label, &after_bank, lines[i]);

  return segments;
}
