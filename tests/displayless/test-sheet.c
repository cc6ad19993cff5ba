/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sheets as files: what CSV holds byte for byte, what a failing disk or a full sheet says. XLSX is read back in tests/cli. */

#include <glib/gstdio.h>
#include <string.h>

#include "vas-entity.h"
#include "vas-personal-request.h"
#include "vas-queue-sheet.h"
#include "vas-sheet-writer.h"
#include "vas-test-dir.h"

static const VasSheetColumn columns[] = {
  { "编号", VAS_SHEET_IDENTIFIER, 16 }, { "抬头", VAS_SHEET_TEXT, 30 }, { "金额", VAS_SHEET_MONEY, 12 },
  { "期限", VAS_SHEET_DATE, 12 },       { "收到", VAS_SHEET_TIME, 17 }, { "笔数", VAS_SHEET_INTEGER, 8 },
};

static gboolean
write_one (VasSheetWriter  *writer,
           const char      *number,
           const char      *title,
           gint64           amount,
           GError         **error)
{
  vas_sheet_writer_add_text (writer, number);
  vas_sheet_writer_add_text (writer, title);
  vas_sheet_writer_add_value (writer, amount);
  vas_sheet_writer_add_value (writer, amount == VAS_NONE ? VAS_NONE : 20522);
  vas_sheet_writer_add_value (writer, amount == VAS_NONE ? VAS_NONE : G_GINT64_CONSTANT (1773108000000000));
  vas_sheet_writer_add_value (writer, amount == VAS_NONE ? VAS_NONE : 2);

  return vas_sheet_writer_end_row (writer, error);
}

static void
test_csv (void)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *digest = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  VasSheetWriter *writer = vas_sheet_writer_new (path, vas_sheet_format_of_name (path), "x", columns, G_N_ELEMENTS (columns), &error);

  g_assert_no_error (error);
  g_assert_true (write_one (writer, "00012", "=1+1", 123456, &error));
  g_assert_true (write_one (writer, "KP1", "@a,b", VAS_NONE, &error));
  g_assert_true (vas_sheet_writer_close (writer, &digest, &error));
  vas_sheet_writer_free (writer);

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpstr (text, ==, "\xef\xbb\xbf编号,抬头,金额,期限,收到,笔数\r\n"
                             "00012\t,'=1+1,1234.56,2026-03-10,2026-03-10 10:00,2\r\n"
                             "KP1\t,\"'@a,b\",,,,\r\n");
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, (gssize) size);
  g_assert_cmpstr (digest, ==, sum);
  vas_test_dir_remove (folder);
}

static void
test_no_folder (gconstpointer data)
{
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "none", data, NULL);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;
  VasSheetWriter *writer = vas_sheet_writer_new (path, vas_sheet_format_of_name (path), "x", columns, G_N_ELEMENTS (columns), &error);

  if (writer != NULL)
    g_assert_false (vas_sheet_writer_close (writer, &digest, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
  vas_sheet_writer_free (writer);
  vas_test_dir_remove (folder);
}

/* 1,048,575 rows below the heading are the most; the one behind them is refused, not left out. */
static void
test_full (void)
{
  static const VasSheetColumn narrow[] = { { "n", VAS_SHEET_INTEGER, 8 } };
  g_autofree char *folder = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  VasSheetWriter *writer = vas_sheet_writer_new (path, VAS_SHEET_XLSX, "x", narrow, 1, &error);

  for (guint i = 0; i < 1048575; i++)
    {
      vas_sheet_writer_add_value (writer, i);
      g_assert_true (vas_sheet_writer_end_row (writer, &error));
    }
  vas_sheet_writer_add_value (writer, 0);
  g_assert_false (vas_sheet_writer_end_row (writer, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  vas_sheet_writer_free (writer);
  vas_test_dir_remove (folder);
}

static void
test_names (void)
{
  g_autofree char *name = vas_sheet_make_name ("队列 a/b:c", VAS_SHEET_XLSX);

  g_assert_cmpstr (name, ==, "队列 a-b-c.xlsx");
  g_assert_cmpint (vas_sheet_format_of_name ("x.CSV"), ==, VAS_SHEET_CSV);
  g_assert_cmpint (vas_sheet_format_of_name ("x.xlsx"), ==, VAS_SHEET_XLSX);
  g_assert_cmpint (vas_sheet_format_of_name ("x"), ==, VAS_SHEET_XLSX);
}

/* A cell of the second line of what is copied. */
static char *
read_cell (VasQueueRow *row,
           const char  *heading)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL, headings = NULL, cells = NULL;
  guint place = 0;

  g_ptr_array_add (rows, row);
  g_ptr_array_add (rows, row);
  text = vas_queue_sheet_to_text (rows);
  lines = g_strsplit (text, "\n", -1);
  headings = g_strsplit (lines[0], "\t", -1);
  cells = g_strsplit (lines[1], "\t", -1);
  while (!g_str_equal (headings[place], heading))
    place++;

  return g_strdup (cells[place]);
}

/* Nobody guesses what three stars mean: whose data are erased, or kept for the tax law alone, is said in words. */
static void
test_erased (void)
{
  const struct { const char *title, *name; gint64 locked_at; const char *as; } cases[] = {
    { VAS_PERSONAL_MASK, VAS_PERSONAL_MASK, VAS_NONE, "Erased" }, { VAS_PERSONAL_MASK, VAS_PERSONAL_MASK, 7, "Locked" },
    { "示例公司", "王*", VAS_NONE, "示例公司" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasQueueRow) row = g_object_new (VAS_TYPE_QUEUE_ROW, NULL);
      g_autofree char *title = NULL, *name = NULL;

      row->request = g_object_new (VAS_TYPE_REQUEST, "key", "x", "number", "KP2603-000001", "title", cases[i].title, NULL);
      row->request->locked_at = cases[i].locked_at;
      row->account_name = g_strdup (cases[i].name);
      title = read_cell (row, "Title");
      name = read_cell (row, "Name");
      g_assert_cmpstr (title, ==, cases[i].as);
      g_assert_cmpstr (name, ==, g_str_equal (cases[i].name, VAS_PERSONAL_MASK) ? "Erased" : cases[i].name);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/csv/marked-escaped-typed", test_csv);
  g_test_add_data_func ("/sheet/csv/no-folder-is-said", "a.csv", test_no_folder);
  g_test_add_data_func ("/sheet/xlsx/no-folder-is-said", "a.xlsx", test_no_folder);
  g_test_add_func ("/sheet/xlsx/a-row-too-many-is-refused", test_full);
  g_test_add_func ("/sheet/queue/what-is-erased-is-said-in-words-R29", test_erased);
  g_test_add_func ("/sheet/name/is-one-that-file-systems-take", test_names);

  return g_test_run ();
}
