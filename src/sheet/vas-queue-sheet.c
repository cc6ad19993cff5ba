/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The invoice queue as a sheet: all requests that answer a question, in its order, in one snapshot. Nothing personal is whole in it
 * (R31): the account's name is masked, the recipient is left out. Headings are in the language of who asks. Any thread that has
 * the connection; some 20 µs a row.
 */

#include "vas-queue-sheet.h"

#include "vas-csv-writer.h"
#include "vas-erased-words.h"
#include "vas-labels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum {
  COLUMN_NUMBER,
  COLUMN_STEP,
  COLUMN_DUE,
  COLUMN_PROVISIONAL,
  COLUMN_TITLE,
  COLUMN_TITLE_KIND,
  COLUMN_TAXPAYER,
  COLUMN_AMOUNT,
  COLUMN_ORDERS,
  COLUMN_ACCOUNT,
  COLUMN_NAME,
  COLUMN_REQUESTED,
  COLUMN_RECEIVED,
  COLUMN_EXTENSION,
  COLUMN_DELIVERY,
  COLUMN_CLAIMER,
  N_COLUMNS,
} Column;

static const VasSheetColumn columns[N_COLUMNS] = {
  [COLUMN_NUMBER] = { NC_("sheet", "Number"), VAS_SHEET_IDENTIFIER, 17 },
  [COLUMN_STEP] = { NC_("sheet", "Step"), VAS_SHEET_TEXT, 12 },
  [COLUMN_DUE] = { NC_("sheet", "Deadline"), VAS_SHEET_DATE, 12 },
  [COLUMN_PROVISIONAL] = { NC_("sheet", "Provisional"), VAS_SHEET_TEXT, 10 },
  [COLUMN_TITLE] = { NC_("sheet", "Title"), VAS_SHEET_TEXT, 36 },
  [COLUMN_TITLE_KIND] = { NC_("sheet", "Kind of title"), VAS_SHEET_TEXT, 14 },
  [COLUMN_TAXPAYER] = { NC_("sheet", "Taxpayer id"), VAS_SHEET_IDENTIFIER, 22 },
  [COLUMN_AMOUNT] = { NC_("sheet", "Amount (yuan)"), VAS_SHEET_MONEY, 13 },
  [COLUMN_ORDERS] = { NC_("sheet", "Orders"), VAS_SHEET_INTEGER, 8 },
  [COLUMN_ACCOUNT] = { NC_("sheet", "Account"), VAS_SHEET_IDENTIFIER, 13 },
  [COLUMN_NAME] = { NC_("sheet", "Name"), VAS_SHEET_TEXT, 10 },
  [COLUMN_REQUESTED] = { NC_("sheet", "Requested"), VAS_SHEET_TIME, 17 },
  [COLUMN_RECEIVED] = { NC_("sheet", "Received"), VAS_SHEET_TIME, 17 },
  [COLUMN_EXTENSION] = { NC_("sheet", "Extended because"), VAS_SHEET_TEXT, 24 },
  [COLUMN_DELIVERY] = { NC_("sheet", "Delivery"), VAS_SHEET_TEXT, 12 },
  [COLUMN_CLAIMER] = { NC_("sheet", "Claimed by"), VAS_SHEET_TEXT, 12 },
};

static const char *
get_heading (Column column)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "sheet", columns[column].heading);
}

/* (nullable): of a column of texts. */
static const char *
get_text (VasQueueRow *row,
          Column       column)
{
  const VasRequest *request = row->request;

  switch (column)
    {
    case COLUMN_NUMBER:
      return request->number;
    case COLUMN_STEP:
      return vas_label (&vas_request_state_enum, request->state);
    case COLUMN_PROVISIONAL:
      return request->due_provisional ? _("provisional") : NULL;
    case COLUMN_TITLE:
      return vas_request_name_title (request);
    case COLUMN_TITLE_KIND:
      return vas_label (&vas_title_kind_enum, request->title_kind);
    case COLUMN_TAXPAYER:
      return request->taxpayer_id;
    case COLUMN_ACCOUNT:
      return row->account_id;
    case COLUMN_NAME:
      return row->account_name != NULL ? vas_words_or_erased (row->account_name) : NULL;
    case COLUMN_EXTENSION:
      return request->extension_reason;
    case COLUMN_DELIVERY:
      return vas_label (&vas_delivery_enum, request->delivery);
    case COLUMN_CLAIMER:
      return row->claimer;
    case COLUMN_DUE:
    case COLUMN_AMOUNT:
    case COLUMN_ORDERS:
    case COLUMN_REQUESTED:
    case COLUMN_RECEIVED:
    case N_COLUMNS:
    default:
      return NULL;
    }
}

static gint64
get_value (VasQueueRow *row,
           Column       column)
{
  const VasRequest *request = row->request;

  if (column == COLUMN_DUE)
    return request->due != VAS_NONE_DATE ? request->due : VAS_NONE;
  if (column == COLUMN_AMOUNT)
    return request->amount;
  if (column == COLUMN_ORDERS)
    return row->n_orders;

  return column == COLUMN_REQUESTED ? request->requested_at : request->received_at;
}

static gboolean
is_text (Column column)
{
  return columns[column].kind == VAS_SHEET_TEXT || columns[column].kind == VAS_SHEET_IDENTIFIER;
}

static gboolean
write_row (VasSheetWriter  *writer,
           VasQueueRow     *row,
           GError         **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (is_text ((Column) i))
        vas_sheet_writer_add_text (writer, get_text (row, (Column) i));
      else
        vas_sheet_writer_add_value (writer, get_value (row, (Column) i));
    }

  return vas_sheet_writer_end_row (writer, error);
}

static GArray *
list_ids (VasSql                  *sql,
          const VasQueueQuestion  *question,
          GError                 **error)
{
  g_autoptr (VasStatement) statement = vas_queue_prepare_ids (sql, question, 0, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean more;

  while (statement != NULL && vas_statement_step (statement, &more, error))
    {
      const gint64 id = more ? vas_statement_get_int (statement, 0) : 0;

      if (!more)
        return g_steal_pointer (&ids);
      g_array_append_val (ids, id);
    }

  return NULL;
}

static gboolean
write_rows (VasSql                  *sql,
            const VasQueueQuestion  *question,
            GArray                  *ids,
            VasSheetWriter          *writer,
            VasQueueSheet           *sheet,
            GCancellable            *cancellable,
            GError                 **error)
{
  g_autoptr (VasStatement) statement = vas_queue_prepare_row (sql, question, error);
  gboolean found = statement != NULL;

  for (guint i = 0; found && i < ids->len; i++)
    {
      g_autoptr (VasQueueRow) row = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      vas_statement_bind_int (statement, 1, g_array_index (ids, gint64, i));
      if (!vas_statement_step (statement, &found, error))
        return FALSE;
      row = found ? vas_queue_read_row (statement) : NULL;
      if (row == NULL || !write_row (writer, row, error) || !vas_statement_run (statement, error))
        return FALSE;
      g_atomic_int_inc (&sheet->done);
    }

  return statement != NULL;
}

/**
 * vas_queue_sheet_write:
 * @path: is overwritten; the caller deletes it where this fails
 * @name: of the sheet
 * @sheet: how far it is, and the digest at its end
 *
 * Writes all requests that answer @question.
 */
gboolean
vas_queue_sheet_write (VasSql                  *sql,
                       const VasQueueQuestion  *question,
                       const char              *path,
                       VasSheetFormat           format,
                       const char              *name,
                       VasQueueSheet           *sheet,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  VasSheetColumn shown[N_COLUMNS];
  g_autoptr (GArray) ids = list_ids (sql, question, error);
  g_autoptr (VasSheetWriter) writer = NULL;

  if (ids == NULL)
    return FALSE;
  memcpy (shown, columns, sizeof shown);
  for (guint i = 0; i < N_COLUMNS; i++)
    shown[i].heading = get_heading ((Column) i);

  g_atomic_int_set (&sheet->all, (int) ids->len);
  writer = vas_sheet_writer_new (path, format, name, shown, N_COLUMNS, error);

  return writer != NULL && write_rows (sql, question, ids, writer, sheet, cancellable, error) &&
         vas_sheet_writer_close (writer, &sheet->digest, error);
}

/* A cell of text among TABs: on one line, and no formula to who pastes it into a spreadsheet. */
static void
append_cell (GString    *text,
             const char *cell)
{
  g_autofree char *line = g_strdelimit (g_strdup (cell != NULL ? cell : ""), "\t\r\n", ' ');

  g_string_append_printf (text, "%s%s", vas_csv_is_formula (line) ? "'" : "", line);
}

static char *
describe_value (VasQueueRow *row,
                Column       column)
{
  const gint64 value = get_value (row, column);

  if (value == VAS_NONE)
    return g_strdup ("");
  if (columns[column].kind == VAS_SHEET_MONEY)
    return vas_money_format_plain (value);
  if (columns[column].kind == VAS_SHEET_DATE)
    return vas_date_format ((VasDate) value);
  if (columns[column].kind == VAS_SHEET_TIME)
    return vas_instant_format_local (value);

  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/**
 * vas_queue_sheet_to_text:
 * @rows: (element-type VasQueueRow)
 *
 * Returns: (transfer full): the same columns as text for the clipboard, cells parted by TAB, with a heading over several rows
 */
char *
vas_queue_sheet_to_text (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; rows->len > 1 && i < N_COLUMNS; i++)
    g_string_append_printf (text, "%s%s", get_heading ((Column) i), i + 1 < N_COLUMNS ? "\t" : "\n");
  for (guint r = 0; r < rows->len; r++)
    {
      VasQueueRow *row = g_ptr_array_index (rows, r);

      for (guint i = 0; i < N_COLUMNS; i++)
        {
          g_autofree char *value = is_text ((Column) i) ? NULL : describe_value (row, (Column) i);

          if (value != NULL)
            g_string_append (text, value);
          else
            append_cell (text, get_text (row, (Column) i));
          g_string_append (text, i + 1 < N_COLUMNS ? "\t" : r + 1 < rows->len ? "\n" : "");
        }
    }

  return g_string_free (text, FALSE);
}
