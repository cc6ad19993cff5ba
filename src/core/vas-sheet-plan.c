/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How the amounts of a request are laid on sheets of fapiao paper (R20, R23).
 *
 * Items keep their order. A sheet is filled until the next item would pass its limit or its lines; an item that is over the
 * limit all by itself begins a sheet and is split into parts of the limit and a rest, which leaves room for the items
 * after it. Tax is split for each line, so the totals of a sheet are the sums of its lines. Pure; any thread.
 */

#include "vas-sheet-plan.h"

#define MAX_SHEETS 1000

/** vas_sheet_free: frees a sheet with its lines; NULL is allowed. */
void
vas_sheet_free (VasSheet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_free (self);
}

static VasSheet *
add_sheet (GPtrArray *sheets)
{
  VasSheet *sheet = g_new0 (VasSheet, 1);

  sheet->lines = g_array_new (FALSE, FALSE, sizeof (VasSheetLine));
  g_ptr_array_add (sheets, sheet);

  return sheet;
}

static gboolean
add_line (VasSheet *sheet,
          guint     item,
          VasMoney  gross,
          VasRate   rate)
{
  VasSheetLine line = { .item = item, .gross = gross };

  if (!vas_tax_split (gross, rate, &line.net, &line.tax))
    return FALSE;
  sheet->gross += line.gross;
  sheet->net += line.net;
  sheet->tax += line.tax;
  g_array_append_val (sheet->lines, line);

  return TRUE;
}

static gboolean
lay_item (GPtrArray          *sheets,
          guint               place,
          const VasSheetItem *item,
          VasMoney            limit,
          guint               max_lines)
{
  VasMoney left = item->amount;

  while (left > 0)
    {
      const VasMoney part = MIN (left, limit);
      VasSheet *sheet = sheets->len > 0 ? g_ptr_array_index (sheets, sheets->len - 1) : NULL;

      if (sheet == NULL || sheet->lines->len == max_lines || sheet->gross > limit - part)
        sheet = add_sheet (sheets);
      if (sheets->len > MAX_SHEETS || !add_line (sheet, place, part, item->rate))
        return FALSE;
      left -= part;
    }

  return TRUE;
}

/**
 * vas_sheet_plan:
 * @items: (array length=n_items): what is to be printed, in order
 * @limit: the most fen, tax included, that one sheet takes
 * @max_lines: the most lines of one sheet
 *
 * Returns: (transfer full) (nullable) (element-type VasSheet): the sheets, maybe none; NULL where limit or lines leave no room,
 *   a rate is none, or it would be more than a thousand sheets
 */
GPtrArray *
vas_sheet_plan (const VasSheetItem *items,
                gsize               n_items,
                VasMoney            limit,
                guint               max_lines)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_sheet_free);

  if (limit <= 0 || max_lines == 0)
    return NULL;

  for (gsize i = 0; i < n_items; i++)
    {
      if (!lay_item (sheets, (guint) i, &items[i], limit, max_lines))
        return NULL;
    }

  return g_steal_pointer (&sheets);
}
