/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading amounts and tax rates as people type them and files carry them. Both share one strict reader of decimal numbers; what is
 * refused is refused with the rule it broke, nothing is guessed. Pure functions; any thread. */

#include "vas-money.h"

#include "vas-core-error.h"
#include "vas-fold.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEXT_LIMIT 128

static gboolean
refuse (GError       **error,
        VasCoreError   code,
        const char    *text,
        const char    *what,
        const char    *rule)
{
  g_set_error (error, VAS_CORE_ERROR, code, _("“%s” is not %s: %s"), text, _(what), _(rule));
  return FALSE;
}

/* The whole part of [p, end), with thousands grouped by commas throughout or not at all. Returns the broken rule or NULL. */
static const char *
read_whole (const char **p,
            const char  *end,
            gint64      *value)
{
  const char *start = *p;
  gsize in_group = 0;
  gboolean grouped = FALSE;

  *value = 0;
  for (; *p < end && (g_ascii_isdigit (**p) || **p == ','); (*p)++)
    {
      if (**p == ',')
        {
          if (in_group == 0 || in_group > 3 || (grouped && in_group != 3))
            return N_("commas stand between groups of three digits");
          grouped = TRUE;
          in_group = 0;
          continue;
        }

      in_group++;
      if (*value <= VAS_MONEY_MAX)
        *value = *value * 10 + (**p - '0');
    }

  if (*p == start)
    return N_("it begins with a digit");
  if (grouped && in_group != 3)
    return N_("commas stand between groups of three digits");

  return NULL;
}

/* Reads all of [p, end) as a decimal number times 10^@decimals. Zeros beyond @decimals mean nothing and pass. The value is exact up to
 * VAS_MONEY_MAX and merely larger than that above it. */
static const char *
read_decimal (const char *p,
              const char *end,
              guint       decimals,
              const char *too_fine,
              gint64     *out)
{
  gint64 value;
  guint seen = 0;
  const char *broken = read_whole (&p, end, &value);

  if (broken != NULL)
    return broken;
  if (p < end && *p == '.')
    {
      for (p++; p < end && g_ascii_isdigit (*p); p++, seen++)
        {
          if (seen < decimals)
            value = value * 10 + (*p - '0');
          else if (*p != '0')
            return too_fine;
        }
      if (seen == 0)
        return N_("a digit follows the decimal point");
    }
  if (p != end)
    return N_("it has digits, commas and one decimal point only");

  for (; seen < decimals; seen++)
    value *= 10;
  *out = value;
  return NULL;
}

/* The number inside the dress of an amount: [-][¥]number[元]. */
static const char *
read_amount (const char *p,
             VasMoney   *out)
{
  const char *end = p + strlen (p);
  gboolean negative = *p == '-';
  const char *broken;

  if (negative)
    p++;
  if (g_str_has_prefix (p, "¥"))
    p += strlen ("¥");
  if (g_str_has_suffix (p, "元"))
    end -= strlen ("元");
  while (*p == ' ')
    p++;
  while (end > p && end[-1] == ' ')
    end--;

  if (*p == '-')
    return N_("a minus sign stands at the very beginning only");

  broken = read_decimal (p, end, 2, N_("at most two decimals"), out);
  if (broken == NULL && negative)
    *out = -*out;
  return broken;
}

/**
 * vas_money_parse:
 * @text: an amount in yuan: "98", "98.0", "98。5", "1,234.00", "¥98", "￥９８", " 98.00 元"; a negative one begins with "-"
 * @out: (out): the amount in fen
 *
 * At most two decimals (zeros beyond them pass), commas only between groups of three, at most #VAS_MONEY_MAX fen either way.
 *
 * Returns: FALSE with #VAS_CORE_ERROR_MISSING for an empty text, #VAS_CORE_ERROR_RANGE for an amount too large or a text too long,
 *   #VAS_CORE_ERROR_INVALID for a wrong form; @out is untouched then.
 */
gboolean
vas_money_parse (const char  *text,
                 VasMoney    *out,
                 GError     **error)
{
  g_autofree char *folded = vas_fold_width (text, TEXT_LIMIT, error);
  const char *broken;
  VasMoney value;

  if (folded == NULL)
    {
      g_prefix_error_literal (error, _("No amount: "));
      return FALSE;
    }

  broken = read_amount (folded, &value);
  if (broken != NULL)
    return refuse (error, VAS_CORE_ERROR_INVALID, folded, N_("an amount"), broken);
  if (value > VAS_MONEY_MAX || value < -VAS_MONEY_MAX)
    return refuse (error, VAS_CORE_ERROR_RANGE, folded, N_("an amount"), N_("at most ¥100,000,000,000.00"));

  *out = value;
  return TRUE;
}

/**
 * vas_rate_parse:
 * @text: a tax rate, either per cent ("6%", "0.5%") or a fraction that begins with "0." ("0.06")
 * @out: (out): the rate in ten-thousandths
 *
 * A bare "6" is refused: it could mean 6 % or 600 %.
 *
 * Returns: FALSE with #VAS_CORE_ERROR_MISSING, #VAS_CORE_ERROR_RANGE (over 100 %) or #VAS_CORE_ERROR_INVALID; @out is untouched then.
 */
gboolean
vas_rate_parse (const char  *text,
                VasRate     *out,
                GError     **error)
{
  g_autofree char *folded = vas_fold_width (text, TEXT_LIMIT, error);
  const char *broken;
  const char *end;
  gboolean percent;
  gint64 value;

  if (folded == NULL)
    {
      g_prefix_error_literal (error, _("No tax rate: "));
      return FALSE;
    }

  percent = g_str_has_suffix (folded, "%");
  if (!percent && !g_str_has_prefix (folded, "0."))
    return refuse (error, VAS_CORE_ERROR_INVALID, folded, N_("a tax rate"),
                   /* xgettext:no-c-format */
                   N_("write 6% or 0.06"));

  end = folded + strlen (folded) - (percent ? 1 : 0);
  while (end > folded && end[-1] == ' ')
    end--;
  broken = read_decimal (folded, end, percent ? 2 : 4, N_("no finer than a hundredth of a per cent"), &value);
  if (broken != NULL)
    return refuse (error, VAS_CORE_ERROR_INVALID, folded, N_("a tax rate"), broken);
  if (value > VAS_RATE_MAX)
    return refuse (error, VAS_CORE_ERROR_RANGE, folded, N_("a tax rate"),
                   /* xgettext:no-c-format */
                   N_("at most 100%"));

  *out = (VasRate) value;
  return TRUE;
}
