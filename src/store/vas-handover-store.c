/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parcels that went to the courier in a span of time (交接清单). On the connection and thread of the caller. */

#include "vas-handover-store.h"

#include "vas-fapiao.h"
#include "vas-request.h"
#include "vas-table.h"

/* The parcels in which those of "later" were sent again, and so on. */
#define AND_LATER "UNION SELECT n.key FROM parcel n JOIN later l ON n.replaces_key = l.key"

/** vas_handover_row_free: frees a row; NULL is allowed. */
void
vas_handover_row_free (VasHandoverRow *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->parcel);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->fapiao, g_ptr_array_unref);
  g_free (self);
}

static gboolean
add_case (VasSql          *sql,
          VasHandoverRow  *row,
          const char      *request_key,
          GError         **error)
{
  g_autoptr (VasRequest) request = vas_table_get (sql, VAS_TYPE_REQUEST, request_key, error);

  if (request == NULL)
    return FALSE;
  if (request->number != NULL && !g_ptr_array_find_with_equal_func (row->cases, request->number, g_str_equal, NULL))
    g_ptr_array_add (row->cases, g_strdup (request->number));

  return TRUE;
}

/*
 * The sheets of a parcel. Those that came back and were sent again are of another parcel now, which has this one as what it replaces: they
 * are told of with both, so that the list of a day stays what it was. A sheet that was issued after the parcel had gone was not in it.
 */
static GPtrArray *
list_sheets (VasSql     *sql,
             VasParcel  *parcel,
             GError    **error)
{
  g_autofree char *text = g_strdup_printf ("WITH RECURSIVE later (key) AS (SELECT key FROM parcel WHERE key = $1 " AND_LATER ") "
                                           "SELECT %s FROM fapiao f JOIN later l ON f.parcel_key = l.key "
                                           "WHERE f.parcel_key = $1 OR coalesce (f.issued_at, 0) <= $2 ORDER BY f.number, f.id",
                                           vas_table_columns (VAS_TYPE_FAPIAO, "f"));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ti", vas_entity_get_key (VAS_ENTITY (parcel)), parcel->handed_at);

  return vas_table_read_all (VAS_TYPE_FAPIAO, statement, error);
}

static VasHandoverRow *
read_row (VasSql     *sql,
          VasParcel  *parcel,
          GError    **error)
{
  g_autoptr (GPtrArray) sheets = list_sheets (sql, parcel, error);
  g_autoptr (VasHandoverRow) row = g_new0 (VasHandoverRow, 1);

  if (sheets == NULL)
    return NULL;
  row->parcel = g_object_ref (parcel);
  row->cases = g_ptr_array_new_with_free_func (g_free);
  row->fapiao = g_ptr_array_new_with_free_func (g_free);
  g_object_set (parcel, "recipient-name", NULL, "recipient-mobile", NULL, "recipient-address", NULL, NULL);
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      g_ptr_array_add (row->fapiao, vas_fapiao_dup_name (sheet));
      if (sheet->request_key != NULL && !add_case (sql, row, sheet->request_key, error))
        return NULL;
    }

  return g_steal_pointer (&row);
}

/**
 * vas_handover_list:
 * @point: (nullable): parcels with paper of this issuing point alone
 * @from: instant
 * @to: instant, not included
 *
 * Returns: (transfer full) (nullable) (element-type VasHandoverRow): the parcels handed to the courier then, in that order
 */
GPtrArray *
vas_handover_list (VasSql      *sql,
                   const char  *point,
                   gint64       from,
                   gint64       to,
                   GError     **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM parcel p WHERE p.method = 'courier' AND p.handed_at >= $1 AND p.handed_at < $2 "
                                           "AND ($3 IS NULL OR EXISTS (WITH RECURSIVE later (key) AS (SELECT p.key " AND_LATER ") SELECT 1 FROM later l "
                                           "JOIN fapiao f ON f.parcel_key = l.key WHERE f.point = $3)) ORDER BY p.handed_at, p.id", vas_table_columns (VAS_TYPE_PARCEL, "p"));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_handover_row_free);
  g_autoptr (GPtrArray) parcels = NULL;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "iit", from, to, point);
  parcels = vas_table_read_all (VAS_TYPE_PARCEL, statement, error);
  for (guint i = 0; parcels != NULL && i < parcels->len; i++)
    {
      VasHandoverRow *row = read_row (sql, g_ptr_array_index (parcels, i), error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }

  return parcels != NULL ? g_steal_pointer (&rows) : NULL;
}

/** vas_handover_n_sheets: how many fapiao are in all of them. */
guint
vas_handover_n_sheets (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((VasHandoverRow *) g_ptr_array_index (rows, i))->fapiao->len;

  return n;
}
