/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of vas_paste_parse() that knows titles, names and addresses: labelled ones are cut where they end, unlabelled ones
 * are guessed by how they end, what they contain, and which surname they begin with. Pure; any thread. */

#include "vas-paste-private.h"

#include "vas-pinyin.h"
#include "vas-text.h"

#include <string.h>

static const char * const title_ends[] = {
  "公司", "大学", "学院", "中学", "小学", "学校", "中心", "事务所", "医院", "研究院", "研究所", "协会", "基金会", "委员会", "集团",
  "合作社", "工作室", "商行", "分行", "支行", NULL,
};

/* The hundred or so commonest surnames; the rarer ones are in the pinyin table, if their reading is their own. */
static const char common_surnames[] =
  "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
  "廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
  "翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农";

/* Whether an unlabelled piece ends like the name of an organisation. */
static gboolean
is_title (const char *piece)
{
  if (g_utf8_strlen (piece, -1) < 4)
    return FALSE;

  for (gsize i = 0; title_ends[i] != NULL; i++)
    if (g_str_has_suffix (piece, title_ends[i]))
      return TRUE;

  return FALSE;
}

static gboolean
contains_any (const char *text,
              const char *characters)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (characters, -1, g_utf8_get_char (p)) != NULL)
      return TRUE;

  return FALSE;
}

/* Whether an unlabelled piece reads like an address: a place of the administration and one in it. */
static gboolean
is_address (const char *piece)
{
  return g_utf8_strlen (piece, -1) >= 6 && !is_title (piece) &&
         contains_any (piece, "省市区县州旗") && contains_any (piece, "路街道号村镇乡园楼室栋弄巷");
}

/* Whether an unlabelled piece reads like the name of a person: two to four characters, a surname first. */
static gboolean
is_name (const char *piece)
{
  glong length = g_utf8_strlen (piece, -1);

  if (length < 2 || length > 4 || contains_any (piece, "省市区县州镇乡路街号栋室票税款") || is_title (piece))
    return FALSE;
  for (const char *p = piece; *p != '\0'; p = g_utf8_next_char (p))
    if (!vas_text_is_han (g_utf8_get_char (p)))
      return FALSE;

  return g_utf8_strchr (common_surnames, -1, g_utf8_get_char (piece)) != NULL || vas_pinyin_is_surname (piece);
}

/* The end of the piece that begins at @text: a bar, a mark that ends a phrase, one of @more, or a comma after a Han character or
 * bracket ("Co., Ltd" goes on). */
static const char *
piece_end (const char *text,
           const char *more)
{
  gunichar previous = 0;
  const char *p = text;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_utf8_strchr ("|；;。！？", -1, c) != NULL || g_utf8_strchr (more, -1, c) != NULL ||
          (c == ',' && *more != '\0' && (vas_text_is_han (previous) || previous == 0xFF09 || previous == ')')))
        break;
      previous = c;
    }

  return p;
}

/* Cuts the first piece off @rest, without the marks and spaces around it. */
static char *
next_piece (const char **rest,
            const char  *more)
{
  const char *end = piece_end (*rest, more);
  char *piece = g_strndup (*rest, (gsize) (end - *rest));

  *rest = *end != '\0' ? g_utf8_next_char (end) : end;
  return g_strstrip (piece);
}

static void
set_title (VasPaste   *paste,
           const char *text,
           gboolean    doubt)
{
  g_autofree char *title = vas_title_normalize (text);

  if (*title != '\0')
    _vas_paste_set_value (&paste->title, title, doubt);
}

/* A name before or behind an address is taken off it, once a mobile tells that the message has a recipient. */
static void
set_address (VasPaste   *paste,
             const char *text,
             gboolean    doubt)
{
  g_auto(GStrv) tokens = g_strsplit (text, " ", -1);
  guint n = g_strv_length (tokens);
  g_autofree char *rest = NULL;
  guint first = 0;

  if (n > 1 && paste->mobile.text != NULL && paste->recipient.text == NULL)
    {
      if (is_name (tokens[0]))
        first = 1;
      if (first == 1 || is_name (tokens[n - 1]))
        _vas_paste_set_value (&paste->recipient, first == 1 ? tokens[0] : tokens[n - 1], TRUE);
      if (first == 0 && paste->recipient.text != NULL)
        g_clear_pointer (&tokens[n - 1], g_free);
    }

  rest = g_strjoinv (" ", tokens + first);
  if (*rest != '\0')
    _vas_paste_set_value (&paste->address, rest, doubt);
}

/* The part of a labelled title up to the first space behind which it is complete. */
static char *
cut_title (const char *piece)
{
  for (const char *space = strchr (piece, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *head = g_strndup (piece, (gsize) (space - piece));

      if (is_title (head))
        return g_steal_pointer (&head);
    }

  return g_strdup (piece);
}

/* Reads a labelled title, recipient or address; gives back what is left for guessing. */
static const char *
take_labelled_text (VasPaste        *paste,
                    VasPasteSegment *segment)
{
  const char *rest = segment->text;
  const char *more = segment->label == VAS_PASTE_ADDRESS ? "" : segment->label == VAS_PASTE_TITLE ? "，" : "，、 ";
  g_autofree char *piece = NULL;

  if (segment->label != VAS_PASTE_TITLE && segment->label != VAS_PASTE_RECIPIENT && segment->label != VAS_PASTE_ADDRESS)
    return rest;
  if (segment->label == VAS_PASTE_RECIPIENT && g_ascii_isalpha (*rest))
    more = "，、";

  /* A code that stood first has left its bar. */
  while (*rest == '|' || *rest == ' ')
    rest++;

  piece = next_piece (&rest, more);
  if (*piece == '\0')
    return rest;

  if (segment->label == VAS_PASTE_TITLE)
    {
      g_autofree char *title = cut_title (piece);

      set_title (paste, title, FALSE);
    }
  else if (segment->label == VAS_PASTE_RECIPIENT)
    _vas_paste_set_value (&paste->recipient, piece, FALSE);
  else
    set_address (paste, piece, FALSE);

  return rest;
}

static gboolean
guess_piece (VasPaste   *paste,
             const char *piece)
{
  static const char * const lead_ins[] = { "请开", "麻烦开", "帮我开", "开票给", "开给", NULL };

  if (is_address (piece))
    {
      set_address (paste, piece, TRUE);
      return TRUE;
    }
  if (is_title (piece))
    {
      for (gsize i = 0; lead_ins[i] != NULL; i++)
        if (g_str_has_prefix (piece, lead_ins[i]))
          piece += strlen (lead_ins[i]);
      set_title (paste, piece, TRUE);
      return TRUE;
    }
  if (paste->mobile.text != NULL && is_name (piece))
    {
      _vas_paste_set_value (&paste->recipient, piece, TRUE);
      return TRUE;
    }

  return FALSE;
}

/* What stands without a label, a whole piece first, then word by word. */
static void
guess_rest (VasPaste   *paste,
            const char *rest)
{
  while (*rest != '\0')
    {
      g_autofree char *piece = next_piece (&rest, "，");
      const char *colon = strrchr (piece, ':');
      g_auto(GStrv) tokens = NULL;

      if (guess_piece (paste, colon != NULL ? colon + 1 : piece))
        continue;
      tokens = g_strsplit (piece, " ", -1);
      for (gsize i = 0; tokens[i] != NULL && tokens[1] != NULL; i++)
        guess_piece (paste, tokens[i]);
    }
}

/*
 * _vas_paste_take_texts:
 *
 * Takes the title, recipient or address that the label of @segment promises, and guesses at the rest. To be called when all
 * segments have given their codes.
 */
void
_vas_paste_take_texts (VasPaste        *paste,
                       VasPasteSegment *segment)
{
  if (segment->label == VAS_PASTE_IGNORED || segment->label == VAS_PASTE_BANK)
    return;

  guess_rest (paste, take_labelled_text (paste, segment));
}
