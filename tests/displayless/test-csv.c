/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Comma-separated rows: what is read, what is refused and where, and what is written. */

#include "vas-core-error.h"
#include "vas-csv-writer.h"
#include "vas-csv.h"

#include <string.h>

static VasCsvReader *
reader_of (const char *text,
           gssize      length)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return vas_csv_reader_new (bytes);
}

/* Every row as one text, fields in brackets. */
static char *
rows_of (const char *text)
{
  g_autoptr(VasCsvReader) reader = reader_of (text, -1);
  GString *out = g_string_new (NULL);

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      const VasCsvRow *row = NULL;

      vas_csv_reader_next (reader, &row, &error);
      g_assert_no_error (error);
      if (row == NULL)
        return g_string_free (out, FALSE);
      g_string_append_printf (out, "%" G_GUINT64_FORMAT, row->line);
      for (guint i = 0; i < row->n_fields; i++)
        {
          g_assert_cmpuint (strlen (row->fields[i]), ==, row->lengths[i]);
          g_string_append_printf (out, "[%s]", row->fields[i]);
        }
      g_string_append_c (out, ';');
    }
}

static void
test_reads_rows (void)
{
  static const struct { const char *text; const char *rows; } cases[] = {
    { "", "" }, { "\n\r\n\n", "" }, { "\xef\xbb\xbf", "" },
    { "a,b\nc,d\n", "1[a][b];2[c][d];" }, { "a,b\r\nc,d", "1[a][b];2[c][d];" },
    { "\xef\xbb\xbf" "a,b", "1[a][b];" }, { "a,,\n", "1[a][][];" }, { ",", "1[][];" }, { "a,", "1[a][];" },
    { "\"\"", "1[];" }, { "\"\"\n", "1[];" }, { "\"\",\"\"", "1[][];" },
    { "\"a,b\",c", "1[a,b][c];" }, { "\"say \"\"so\"\"\"", "1[say \"so\"];" }, { "\"\"\"\"", "1[\"];" },
    { "\"a\nb\",c\nd,e", "1[a\nb][c];3[d][e];" }, { "\"a\r\nb\"\r\nd", "1[a\r\nb];3[d];" },
    { "a\n\n\nb\n", "1[a];4[b];" }, { "姓名,𠮷\n", "1[姓名][𠮷];" }, { "a\t,'b", "1[a\t]['b];" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = rows_of (cases[i].text);

      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
test_refuses_with_line_and_column (void)
{
  static const struct { const char *text; const char *says; } cases[] = {
    { "a,b\nc,d\"e\n", "line 2, column 2: a quote stands inside" },
    { "a,\"b\"c\n", "line 1, column 2: text follows the quote" },
    { "a,\"b\" ,c\n", "line 1, column 2: text follows the quote" },
    { "a\nb,\"c\nd\n", "line 2, column 2: the quote that opens this field is never closed (the row runs to line 4)" },
    { "\"", "line 1, column 1: the quote that opens" },
    { "a\rb\n", "line 1, column 1: a carriage return stands alone" },
    { "\"a\"\rb\n", "line 1, column 1: a carriage return stands alone" },
    { "\r", "line 1, column 1: a carriage return stands alone" },
    { "a\nb,\xc3\n", "line 2, column 2: not UTF-8" },
    { "\xff\xfe" "a,b", "line 1, column 1: not UTF-8" },
    { "\xd0\xd5\xc3\xfb,b", "line 1, column 1: not UTF-8" },
    { "a,\"\xed\xa0\x80\"", "line 1, column 2: not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VasCsvReader) reader = reader_of (cases[i].text, -1);
      g_autoptr(GError) error = NULL;
      const VasCsvRow *row = NULL;

      do
        g_clear_error (&error);
      while (vas_csv_reader_next (reader, &row, &error) && row != NULL);
      g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_refuses_nul (void)
{
  g_autoptr(VasCsvReader) reader = reader_of ("a,b\0c\n", 6);
  g_autoptr(GError) error = NULL;
  const VasCsvRow *row = NULL;

  g_assert_false (vas_csv_reader_next (reader, &row, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "line 1, column 2: a NUL byte"));
}

static void
check_field_of (gsize       length,
                const char *quote,
                gboolean    accepted)
{
  g_autofree char *field = g_strnfill (length, 'x');
  g_autofree char *text = g_strconcat ("a,", quote, field, quote, "\nb,c\n", NULL);
  g_autoptr(VasCsvReader) reader = reader_of (text, -1);
  g_autoptr(GError) error = NULL;
  const VasCsvRow *row = NULL;

  g_assert_true (vas_csv_reader_next (reader, &row, &error) == accepted);
  if (accepted)
    g_assert_cmpuint (row->lengths[1], ==, length);
  else
    g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE);
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpstr (vas_csv_row_get (row, 1), ==, "c");
}

static void
test_field_is_at_most_64_kib (void)
{
  check_field_of (VAS_CSV_MAX_FIELD, "", TRUE);
  check_field_of (VAS_CSV_MAX_FIELD + 1, "", FALSE);
  check_field_of (VAS_CSV_MAX_FIELD, "\"", TRUE);
  check_field_of (VAS_CSV_MAX_FIELD + 1, "\"", FALSE);
}

static void
test_row_is_at_most_256_columns (void)
{
  g_autofree char *commas = g_strnfill (VAS_CSV_MAX_COLUMNS - 1, ',');
  g_autofree char *text = g_strconcat (commas, "\n", commas, ",\n", "a\n", NULL);
  g_autoptr(VasCsvReader) reader = reader_of (text, -1);
  g_autoptr(GError) error = NULL;
  const VasCsvRow *row = NULL;

  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpuint (row->n_fields, ==, VAS_CSV_MAX_COLUMNS);
  g_assert_false (vas_csv_reader_next (reader, &row, &error));
  g_assert_error (error, VAS_CORE_ERROR, VAS_CORE_ERROR_RANGE);
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpstr (vas_csv_row_get (row, 0), ==, "a");
}

static void
test_lines_inside_a_long_field_are_no_rows (void)
{
  g_autofree char *filler = g_strnfill (VAS_CSV_MAX_FIELD, 'x');
  g_autofree char *text = g_strconcat ("h,i\na,\"", filler, "\n1,2\n\"\"3,4\n\"\nb,c\n", NULL);
  g_autoptr(VasCsvReader) reader = reader_of (text, -1);
  const VasCsvRow *row = NULL;

  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_false (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpuint (vas_csv_reader_get_row (reader)->line, ==, 2);
  g_assert_cmpuint (vas_csv_reader_get_row (reader)->last_line, ==, 5);
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpuint (row->line, ==, 6);
  g_assert_cmpstr (vas_csv_row_get (row, 0), ==, "b");
}

static void
test_goes_on_behind_a_refused_row (void)
{
  g_autoptr(VasCsvReader) reader = reader_of ("a,b\n1,2\nx\"y,2\n3\n\xff,4\n5,6\n", -1);
  const VasCsvColumn columns[] = { { "a", TRUE }, { "b", TRUE } };
  int places[2];
  const VasCsvRow *row = NULL;
  GString *seen = g_string_new (NULL);
  g_autofree char *all = NULL;

  g_assert_true (vas_csv_reader_read_header (reader, columns, 2, places, NULL));
  for (gboolean end = FALSE; !end;)
    {
      if (!vas_csv_reader_next (reader, &row, NULL))
        g_string_append_printf (seen, "bad %d;", (int) vas_csv_reader_get_row (reader)->line);
      else if (row == NULL)
        end = TRUE;
      else
        g_string_append_printf (seen, "%s;", vas_csv_row_get (row, places[0]));
    }
  all = g_string_free (seen, FALSE);
  g_assert_cmpstr (all, ==, "1;bad 3;bad 4;bad 5;5;");
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_null (row);
}

static void
test_header_maps_names_to_places (void)
{
  g_autoptr(VasCsvReader) reader = reader_of ("\xef\xbb\xbfnumber, amount ,,note,\n1,2,3,4,5\n", -1);
  const VasCsvColumn columns[] = { { "amount", TRUE }, { "absent", FALSE }, { "number", TRUE } };
  int places[3];
  const VasCsvRow *row = NULL;
  g_autofree char *place = NULL;
  g_autofree char *nameless = NULL;
  g_autofree char *whole = NULL;

  g_assert_true (vas_csv_reader_read_header (reader, columns, 3, places, NULL));
  g_assert_cmpuint (vas_csv_reader_get_n_names (reader), ==, 5);
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_cmpstr (vas_csv_row_get (row, places[0]), ==, "2");
  g_assert_null (vas_csv_row_get (row, places[1]));
  g_assert_cmpstr (vas_csv_row_get (row, places[2]), ==, "1");
  g_assert_null (vas_csv_row_get (row, 5));

  place = vas_csv_reader_get_place (reader, places[0]);
  g_assert_cmpstr (place, ==, "line 2, column 2 (amount)");
  nameless = vas_csv_reader_get_place (reader, 2);
  g_assert_cmpstr (nameless, ==, "line 2, column 3");
  whole = vas_csv_reader_get_place (reader, -1);
  g_assert_cmpstr (whole, ==, "line 2");
  g_assert_cmpuint (vas_csv_reader_get_offset (reader), ==, 3 + 23 + 10);
}

static void
test_header_refuses (void)
{
  static const struct { const char *text; int code; const char *says; } cases[] = {
    { "", VAS_CORE_ERROR_MISSING, "the file is empty" }, { "\n\n", VAS_CORE_ERROR_MISSING, "the file is empty" },
    { "number,note\n", VAS_CORE_ERROR_MISSING, "line 1: there is no column amount" },
    { "amount,Number,amount\n", VAS_CORE_ERROR_INVALID, "line 1, column 3: there are two columns named amount" },
    { "\"amount", VAS_CORE_ERROR_INVALID, "never closed" },
  };
  const VasCsvColumn column = { "amount", TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VasCsvReader) reader = reader_of (cases[i].text, -1);
      g_autoptr(GError) error = NULL;
      int place;

      g_assert_false (vas_csv_reader_read_header (reader, &column, 1, &place, &error));
      g_assert_error (error, VAS_CORE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_row_has_as_many_fields_as_header (void)
{
  g_autoptr(VasCsvReader) reader = reader_of ("a,b\n1\n1,2,3\n1,2\n", -1);
  g_autoptr(GError) error = NULL;
  const VasCsvRow *row = NULL;

  g_assert_true (vas_csv_reader_read_header (reader, NULL, 0, NULL, NULL));
  g_assert_false (vas_csv_reader_next (reader, &row, &error));
  g_assert_cmpstr (error->message, ==, "line 2: 1 fields, where the header has 2");
  g_assert_null (row);
  g_assert_false (vas_csv_reader_next (reader, &row, NULL));
  g_assert_true (vas_csv_reader_next (reader, &row, NULL));
  g_assert_nonnull (row);
}

static char *
written (VasCsvWriter *writer)
{
  g_autoptr(GBytes) bytes = vas_csv_writer_take (writer);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_writer_quotes_and_escapes (void)
{
  static const struct { const char *text; const char *cell; } cases[] = {
    { NULL, "" }, { "", "" }, { "abc", "abc" }, { "a,b", "\"a,b\"" }, { "say \"so\"", "\"say \"\"so\"\"\"" },
    { "a\nb", "\"a\nb\"" }, { "a\r\nb", "\"a\r\nb\"" }, { " a", "\" a\"" }, { "=1+1", "'=1+1" }, { "+1", "'+1" },
    { "-1", "'-1" }, { "@SUM(A1)", "'@SUM(A1)" }, { "\t=1", "'\t=1" }, { "\r=1", "\"'\r=1\"" }, { "\n=1", "\"'\n=1\"" },
    { "=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"" }, { "＝1", "'＝1" }, { "a=1", "a=1" }, { "'a", "'a" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VasCsvWriter) writer = vas_csv_writer_new (0);
      g_autofree char *text = NULL;

      vas_csv_writer_add_text (writer, cases[i].text);
      text = written (writer);
      g_assert_cmpstr (text, ==, cases[i].cell);
    }
}

static void
test_writer_types (void)
{
  g_autoptr(VasCsvWriter) writer = vas_csv_writer_new (VAS_CSV_WRITER_BOM | VAS_CSV_WRITER_SPREADSHEET);
  g_autoptr(VasCsvWriter) plain = vas_csv_writer_new (0);
  g_autofree char *text = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *for_programs = NULL;

  vas_csv_writer_add_identifier (writer, "00015045");
  vas_csv_writer_add_identifier (writer, NULL);
  vas_csv_writer_add_integer (writer, -5);
  vas_csv_writer_add_integer (writer, G_MININT64);
  vas_csv_writer_add_money (writer, -123456);
  vas_csv_writer_add_money (writer, G_MININT64);
  vas_csv_writer_add_date (writer, vas_date_from_ymd (2021, 8, 24));
  vas_csv_writer_add_date (writer, VAS_DATE_NONE);
  vas_csv_writer_end_row (writer);
  g_assert_cmpuint (vas_csv_writer_get_length (writer), ==, 3 + 38);
  text = written (writer);
  g_assert_cmpstr (text, ==, "\xef\xbb\xbf" "00015045\t,,-5,,-1234.56,,2021-08-24,\r\n");

  g_assert_cmpuint (vas_csv_writer_get_length (writer), ==, 0);
  vas_csv_writer_add_text (writer, "next");
  rest = written (writer);
  g_assert_cmpstr (rest, ==, "next");

  vas_csv_writer_add_identifier (plain, "00015045");
  vas_csv_writer_add_identifier (plain, "=1");
  for_programs = written (plain);
  g_assert_cmpstr (for_programs, ==, "00015045,'=1");
}

static void
test_what_is_written_reads_back (void)
{
  static const char * const texts[] = { "a", "", "a,b", "\"", "\"\"", "a\nb", "\r\n", "姓名", " a ", "a\"b,c\n\"", "x\r" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(VasCsvWriter) writer = vas_csv_writer_new (VAS_CSV_WRITER_BOM);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(VasCsvReader) reader = NULL;
      const VasCsvRow *row = NULL;

      vas_csv_writer_add_text (writer, "first");
      vas_csv_writer_add_text (writer, texts[i]);
      vas_csv_writer_end_row (writer);
      bytes = vas_csv_writer_take (writer);
      reader = vas_csv_reader_new (bytes);
      g_assert_true (vas_csv_reader_next (reader, &row, NULL));
      g_assert_cmpuint (row->n_fields, ==, 2);
      g_assert_cmpstr (vas_csv_row_get (row, 1), ==, g_str_has_prefix (texts[i], "\r") ? "'\r\n" : texts[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/reads-rows", test_reads_rows);
  g_test_add_func ("/csv/refuses-with-line-and-column", test_refuses_with_line_and_column);
  g_test_add_func ("/csv/refuses-nul", test_refuses_nul);
  g_test_add_func ("/csv/field-is-at-most-64-kib", test_field_is_at_most_64_kib);
  g_test_add_func ("/csv/row-is-at-most-256-columns", test_row_is_at_most_256_columns);
  g_test_add_func ("/csv/lines-inside-a-long-field-are-no-rows", test_lines_inside_a_long_field_are_no_rows);
  g_test_add_func ("/csv/goes-on-behind-a-refused-row", test_goes_on_behind_a_refused_row);
  g_test_add_func ("/csv/header/maps-names-to-places", test_header_maps_names_to_places);
  g_test_add_func ("/csv/header/refuses", test_header_refuses);
  g_test_add_func ("/csv/header/row-has-as-many-fields", test_row_has_as_many_fields_as_header);
  g_test_add_func ("/csv/writer/quotes-and-escapes", test_writer_quotes_and_escapes);
  g_test_add_func ("/csv/writer/types", test_writer_types);
  g_test_add_func ("/csv/writer/what-is-written-reads-back", test_what_is_written_reads_back);

  return g_test_run ();
}
