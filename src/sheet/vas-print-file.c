/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a print list, for the tax-control program: comma-separated (VasCsvWriter), one row for each line of a sheet, with the
 * columns that the preferences name, behind a byte order mark. Pure functions.
 */

#include "vas-print-file.h"

#include "vas-csv-writer.h"
#include "vas-print-column.h"
#include "vas-print-store.h"

static char *
format_cell (VasPrintField  field,
             VasPrintRow   *row,
             VasFapiaoLine *line)
{
  switch (field)
    {
    case VAS_PRINT_FIELD_NUMBER:
    case VAS_PRINT_FIELD_REMARK:
      return g_strdup (row->request->number);
    case VAS_PRINT_FIELD_TITLE:
      return g_strdup (row->request->title);
    case VAS_PRINT_FIELD_TAXPAYER_ID:
      return g_strdup (row->request->taxpayer_id);
    case VAS_PRINT_FIELD_ITEM:
      return g_strdup (line->item_name);
    case VAS_PRINT_FIELD_TAX_CODE:
      return g_strdup (line->tax_code);
    case VAS_PRINT_FIELD_AMOUNT:
      return vas_money_format_plain (line->gross);
    case VAS_PRINT_FIELD_NET:
      return vas_money_format_plain (line->net);
    case VAS_PRINT_FIELD_RATE:
      return vas_rate_format ((VasRate) line->tax_rate);
    case VAS_PRINT_FIELD_TAX:
      return vas_money_format_plain (line->tax);
    case VAS_PRINT_FIELD_FAPIAO_CODE:
      return g_strdup (row->fapiao->code);
    case VAS_PRINT_FIELD_FAPIAO_NUMBER:
      return g_strdup (row->fapiao->number);
    case VAS_PRINT_FIELD_RECIPIENT:
      return g_strdup (row->request->recipient_name_masked);
    case VAS_PRINT_FIELD_N:
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
add_line (VasCsvWriter  *writer,
          GListModel    *columns,
          VasPrintRow   *row,
          VasFapiaoLine *line)
{
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (VasPrintColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *cell = NULL;

      if (!vas_print_column_is_on (column))
        continue;
      cell = row != NULL ? format_cell (vas_print_column_get_field (column), row, line)
                         : g_strdup (vas_print_column_get_heading (column));
      vas_csv_writer_add_text (writer, cell);
    }
  vas_csv_writer_end_row (writer);
}

/**
 * vas_print_file_format:
 * @rows: (element-type VasPrintRow): in the order of the paper
 * @columns: (element-type VasPrintColumn): those that are on are written
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
vas_print_file_format (GPtrArray  *rows,
                       GListModel *columns)
{
  g_autoptr (VasCsvWriter) writer = vas_csv_writer_new (VAS_CSV_WRITER_BOM);

  add_line (writer, columns, NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      VasPrintRow *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < row->lines->len; j++)
        add_line (writer, columns, row, g_ptr_array_index (row->lines, j));
    }

  return vas_csv_writer_take (writer);
}
