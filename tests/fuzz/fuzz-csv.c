/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files with comma-separated rows, and the calendar's in particular. */

#include "fuzz.h"

#include "vas-calendar.h"
#include "vas-csv.h"

static void
try_rows (GBytes *bytes)
{
  static const VasCsvColumn columns[] = { { "date", TRUE }, { "kind", FALSE } };
  g_autoptr (VasCsvReader) reader = vas_csv_reader_new (bytes);
  g_autoptr (GError) error = NULL;
  const VasCsvRow *row = NULL;
  gsize offset = 0;
  guint64 line = 0;
  int places[G_N_ELEMENTS (columns)];

  if (!vas_csv_reader_read_header (reader, columns, G_N_ELEMENTS (columns), places, &error))
    {
      g_assert_nonnull (error);
      return;
    }

  while (!vas_csv_reader_next (reader, &row, &error) || row != NULL)
    {
      g_assert_true ((row == NULL) == (error != NULL));
      g_clear_error (&error);
      g_assert_cmpuint (vas_csv_reader_get_offset (reader), >, offset);
      offset = vas_csv_reader_get_offset (reader);
      g_assert_cmpuint (vas_csv_reader_get_row (reader)->line, >, line);
      line = vas_csv_reader_get_row (reader)->last_line;
      for (guint i = 0; row != NULL && i < row->n_fields; i++)
        {
          g_assert_cmpuint (strlen (row->fields[i]), ==, row->lengths[i]);
          g_assert_true (g_utf8_validate (row->fields[i], -1, NULL));
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCalendar) calendar = vas_calendar_parse_csv ((const char *) data, (gssize) size, &error);

  g_assert_true ((calendar == NULL) == (error != NULL));
  try_rows (bytes);

  return 0;
}
