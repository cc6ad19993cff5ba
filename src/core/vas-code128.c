/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Code 128 (ISO/IEC 15417:2007): text into symbols, symbols into widths of bars and spaces. Code sets B (printable ASCII) and C
 * (pairs of digits); set A, which is for control characters, is never needed here. The switches between the sets are those
 * with the fewest symbols in all, found from the end of the text backwards. Pure; any thread.
 */

#include "vas-code128.h"

#include <string.h>

#define CODE_C 99                   /* in set B: go on in set C */
#define CODE_B 100                  /* in set C: go on in set B */
#define START_B 104
#define START_C 105
#define STOP 106
#define MODULUS 103

/* Widths of bar, space, bar, space, bar, space of each symbol, in modules (table 1); STOP has a bar more. */
static const char * const patterns[] = {
  "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213",
  "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132",
  "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",
  "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313",
  "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331",
  "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
  "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
  "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111",
  "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
  "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311", "113141",
  "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};

typedef enum {
  SET_B,
  SET_C,
  N_SETS,
} Set;

/* The fewest symbols that the rest of the text takes, by place and the set in force there; G_MAXUINT where it cannot be. */
typedef guint Costs[VAS_CODE128_MAX + 1][N_SETS];

static gboolean
is_pair (const char *text,
         gsize       place)
{
  return g_ascii_isdigit (text[place]) && g_ascii_isdigit (text[place + 1]);
}

static void
reckon (const char *text,
        gsize       length,
        Costs       costs)
{
  costs[length][SET_B] = 0;
  costs[length][SET_C] = 0;
  for (gsize i = length; i-- > 0;)
    {
      const guint b = 1 + costs[i + 1][SET_B];
      const guint c = is_pair (text, i) ? 1 + costs[i + 2][SET_C] : G_MAXUINT - 1;

      costs[i][SET_B] = MIN (b, 1 + c);
      costs[i][SET_C] = MIN (c, 1 + b);
    }
}

static void
add (GByteArray *symbols,
     guint       value)
{
  const guint8 byte = (guint8) value;

  g_byte_array_append (symbols, &byte, 1);
}

static void
add_text (GByteArray *symbols,
          const char *text,
          gsize       length,
          Costs       costs)
{
  Set set = costs[0][SET_C] < costs[0][SET_B] ? SET_C : SET_B;
  gsize i = 0;

  add (symbols, set == SET_C ? START_C : START_B);
  while (i < length)
    {
      if (set == SET_B && costs[i][SET_B] == 1 + costs[i + 1][SET_B])
        {
          add (symbols, (guint) (text[i++] - ' '));
        }
      else if (set == SET_C && is_pair (text, i) && costs[i][SET_C] == 1 + costs[i + 2][SET_C])
        {
          add (symbols, (guint) (text[i] - '0') * 10 + (guint) (text[i + 1] - '0'));
          i += 2;
        }
      else
        {
          add (symbols, set == SET_B ? CODE_C : CODE_B);
          set = set == SET_B ? SET_C : SET_B;
        }
    }
}

static guint
get_check (const GByteArray *symbols)
{
  guint sum = symbols->data[0];

  for (guint i = 1; i < symbols->len; i++)
    sum += i * symbols->data[i];

  return sum % MODULUS;
}

/**
 * vas_code128_encode:
 * @text: printable ASCII, 1 to %VAS_CODE128_MAX characters
 *
 * Returns: (transfer full) (nullable): the values of the symbols, from the start symbol to the stop symbol, the check symbol among
 *   them; NULL where the text is empty, too long or has another character
 */
GByteArray *
vas_code128_encode (const char *text)
{
  const gsize length = strlen (text);
  GByteArray *symbols;
  Costs costs;

  if (length == 0 || length > VAS_CODE128_MAX)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isprint (text[i]))
        return NULL;
    }

  symbols = g_byte_array_new ();
  reckon (text, length, costs);
  add_text (symbols, text, length, costs);
  add (symbols, get_check (symbols));
  add (symbols, STOP);

  return symbols;
}

/** vas_code128_get_widths: (transfer full): a digit for each bar and space in turn, in modules; it begins and ends with a bar. */
char *
vas_code128_get_widths (const GByteArray *symbols)
{
  GString *widths = g_string_new (NULL);

  for (guint i = 0; i < symbols->len; i++)
    g_string_append (widths, patterns[symbols->data[i]]);

  return g_string_free (widths, FALSE);
}

/** vas_code128_get_modules: how wide the bars and spaces are together, in modules, without the quiet zones. */
guint
vas_code128_get_modules (const GByteArray *symbols)
{
  g_autofree char *widths = vas_code128_get_widths (symbols);
  guint modules = 0;

  for (const char *p = widths; *p != '\0'; p++)
    modules += (guint) (*p - '0');

  return modules;
}
