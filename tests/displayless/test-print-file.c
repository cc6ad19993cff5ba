/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a print list: its columns, its lines, and cells that a spreadsheet must not run (R20). */

#include "vas-print-file.h"

#include "vas-print-column.h"
#include "vas-print-store.h"

#include <string.h>

static void
add_line (VasPrintRow *row,
          const char  *item,
          VasMoney     gross,
          VasMoney     net,
          VasMoney     tax)
{
  g_ptr_array_add (row->lines, g_object_new (VAS_TYPE_FAPIAO_LINE, "item-name", item, "tax-code", "3040201990000000000", "tax-rate",
                                             (gint64) 600, "gross", gross, "net", net, "tax", tax, NULL));
}

static GPtrArray *
make_rows (const char *title)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_print_row_free);
  VasPrintRow *row = g_new0 (VasPrintRow, 1);

  row->request = g_object_new (VAS_TYPE_REQUEST, "number", "KP2108-000415", "title", title, "taxpayer-id", "91310115MA1EXAMP5K",
                               NULL);
  row->fapiao = g_object_new (VAS_TYPE_FAPIAO, "code", "031002100104", "number", "04158823", NULL);
  row->lines = g_ptr_array_new_with_free_func (g_object_unref);
  add_line (row, "*信息技术服务*职业导航仪", 39600, 37358, 2242);
  g_ptr_array_add (rows, row);

  return rows;
}

static GListStore *
make_columns (const VasPrintField *fields,
              guint                n_fields)
{
  GListStore *columns = g_list_store_new (VAS_TYPE_PRINT_COLUMN);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *heading = g_strdup_printf ("h%u", i);
      g_autoptr (VasPrintColumn) column = vas_print_column_new (fields[i], heading, TRUE);

      g_list_store_append (columns, column);
    }

  return columns;
}

static void
assert_file (GPtrArray  *rows,
             GListStore *columns,
             const char *expected)
{
  g_autoptr (GBytes) bytes = vas_print_file_format (rows, G_LIST_MODEL (columns));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_cmpstr (text + strlen ("\xef\xbb\xbf"), ==, expected);
}

static void
test_columns (void)
{
  const VasPrintField fields[] = { VAS_PRINT_FIELD_FAPIAO_NUMBER, VAS_PRINT_FIELD_TITLE, VAS_PRINT_FIELD_NET, VAS_PRINT_FIELD_TAX };
  g_autoptr (GListStore) columns = make_columns (fields, G_N_ELEMENTS (fields));
  g_autoptr (GPtrArray) rows = make_rows ("示例科技（深圳）有限公司");

  assert_file (rows, columns, "h0,h1,h2,h3\r\n04158823,示例科技（深圳）有限公司,373.58,22.42\r\n");
}

static void
test_off (void)
{
  const VasPrintField fields[] = { VAS_PRINT_FIELD_FAPIAO_CODE, VAS_PRINT_FIELD_NUMBER };
  g_autoptr (GListStore) columns = make_columns (fields, G_N_ELEMENTS (fields));
  g_autoptr (VasPrintColumn) first = g_list_model_get_item (G_LIST_MODEL (columns), 0);
  g_autoptr (GPtrArray) rows = make_rows ("个人");

  g_object_set (first, "on", FALSE, NULL);
  assert_file (rows, columns, "h1\r\nKP2108-000415\r\n");
}

static void
test_lines (void)
{
  const VasPrintField fields[] = { VAS_PRINT_FIELD_FAPIAO_NUMBER, VAS_PRINT_FIELD_AMOUNT };
  g_autoptr (GListStore) columns = make_columns (fields, G_N_ELEMENTS (fields));
  g_autoptr (GPtrArray) rows = make_rows ("个人");

  add_line (g_ptr_array_index (rows, 0), "*信息技术服务*优化简历", 100, 94, 6);
  assert_file (rows, columns, "h0,h1\r\n04158823,396.00\r\n04158823,1.00\r\n");
}

static void
assert_title (const char *title,
              const char *cell)
{
  const VasPrintField fields[] = { VAS_PRINT_FIELD_TITLE };
  g_autoptr (GListStore) columns = make_columns (fields, G_N_ELEMENTS (fields));
  g_autoptr (GPtrArray) rows = make_rows (title);
  g_autofree char *expected = g_strdup_printf ("h0\r\n%s\r\n", cell);

  assert_file (rows, columns, expected);
}

static void
test_formulas (void)
{
  assert_title ("=1+1", "'=1+1");
  assert_title ("+86", "'+86");
  assert_title ("-1", "'-1");
  assert_title ("@A1", "'@A1");
  assert_title ("\tA", "'\tA");
  assert_title ("＝1＋1", "'＝1＋1");
  assert_title ("\n=1", "\"'\n=1\"");
  assert_title ("A=1", "A=1");
}

static void
test_quotes (void)
{
  assert_title ("a,b", "\"a,b\"");
  assert_title ("a\"b", "\"a\"\"b\"");
  assert_title ("=\"x\"", "\"'=\"\"x\"\"\"");
  assert_title ("a\nb", "\"a\nb\"");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/print-file/columns-in-the-order-of-the-settings-R20", test_columns);
  g_test_add_func ("/print-file/a-column-that-is-off-is-not-written", test_off);
  g_test_add_func ("/print-file/one-row-for-each-line-of-a-sheet", test_lines);
  g_test_add_func ("/print-file/what-looks-like-a-formula-is-escaped", test_formulas);
  g_test_add_func ("/print-file/commas-and-quotes-are-quoted", test_quotes);

  return g_test_run ();
}
