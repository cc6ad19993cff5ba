/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parcels that went to the courier in a span of time (交接清单). On the connection and thread of the caller. */

#include "vas-handover-store.h"

#include "vas-fapiao.h"
#include "vas-json-reader.h"
#include "vas-request.h"
#include "vas-table.h"
#include "vas-uuid.h"

#define MOST_BODY (1024 * 1024)

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

/* (transfer full) (nullable): the sheets that a command of shipping names; NULL where it is not the one that made the parcel. */
static GPtrArray *
read_sheets (VasSql        *sql,
             VasStatement  *shipping,
             const char    *parcel_key,
             GError       **error)
{
  g_autofree char *made = vas_uuid_derive (vas_statement_get_text (shipping, 0), "parcel", vas_statement_get_int (shipping, 1));
  const char *body = vas_statement_get_text (shipping, 2);
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *args;
  JsonArray *keys;

  if (!g_str_equal (made, parcel_key))
    return NULL;
  root = vas_json_parse_strict (body, -1, MOST_BODY, error);
  if (root == NULL || !vas_json_get_object (json_node_get_object (root), "args", TRUE, &args, error) ||
      !vas_json_get_array (args, "fapiao", TRUE, &keys, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      VasEntity *sheet = vas_table_get (sql, VAS_TYPE_FAPIAO, json_array_get_string_element (keys, i), error);

      if (sheet == NULL)
        return NULL;
      g_ptr_array_add (sheets, sheet);
    }

  return g_steal_pointer (&sheets);
}

/* *@sheets: (transfer full) (nullable): what was in a parcel of which anything was heard since; NULL where nothing was. */
static gboolean
find_shipped (VasSql      *sql,
              const char  *parcel_key,
              GPtrArray  **sheets,
              GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT DISTINCT l.command_id, l.made_at, l.body FROM command_subject p JOIN command_subject r ON r.seq = p.seq "
                          "JOIN command_subject s ON s.subject_key = r.subject_key JOIN command_log l ON l.seq = s.seq "
                          "WHERE p.subject_key = $1 AND l.type = 'parcel.ship' AND l.result = 'applied'", error);
  gboolean row = TRUE;

  *sheets = NULL;
  if (statement == NULL)
    return FALSE;
  vas_statement_bind_text (statement, 1, parcel_key);
  while (row && *sheets == NULL && local_error == NULL)
    {
      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        *sheets = read_sheets (sql, statement, parcel_key, &local_error);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*
 * The sheets of a parcel. Those that came back may have been sent again, in one envelope with those of another that came back, and are of
 * that parcel now: what was in this one is what its command named, so that the list of a day stays what it was.
 */
static GPtrArray *
list_sheets (VasSql     *sql,
             VasParcel  *parcel,
             GError    **error)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (parcel));
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM fapiao f WHERE f.parcel_key = $1 ORDER BY f.number, f.id",
                                           vas_table_columns (VAS_TYPE_FAPIAO, "f"));
  g_autoptr (VasStatement) statement = NULL;
  GPtrArray *shipped;

  if (!find_shipped (sql, key, &shipped, error))
    return NULL;
  if (shipped != NULL)
    return shipped;
  statement = vas_sql_prepare (sql, text, error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind_text (statement, 1, key);

  return vas_table_read_all (VAS_TYPE_FAPIAO, statement, error);
}

/* @of_point: (out): whether there is paper of @point in it, which may be NULL */
static VasHandoverRow *
read_row (VasSql      *sql,
          VasParcel   *parcel,
          const char  *point,
          gboolean    *of_point,
          GError     **error)
{
  g_autoptr (GPtrArray) sheets = list_sheets (sql, parcel, error);
  g_autoptr (VasHandoverRow) row = g_new0 (VasHandoverRow, 1);

  if (sheets == NULL)
    return NULL;
  *of_point = point == NULL;
  row->parcel = g_object_ref (parcel);
  row->cases = g_ptr_array_new_with_free_func (g_free);
  row->fapiao = g_ptr_array_new_with_free_func (g_free);
  g_object_set (parcel, "recipient-name", NULL, "recipient-mobile", NULL, "recipient-address", NULL, NULL);
  for (guint i = 0; i < sheets->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (sheets, i);

      *of_point |= g_strcmp0 (sheet->point, point) == 0;
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
                                           "ORDER BY p.handed_at, p.id", vas_table_columns (VAS_TYPE_PARCEL, "p"));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_handover_row_free);
  g_autoptr (GPtrArray) parcels = NULL;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", from, to);
  parcels = vas_table_read_all (VAS_TYPE_PARCEL, statement, error);
  for (guint i = 0; parcels != NULL && i < parcels->len; i++)
    {
      gboolean of_point;
      g_autoptr (VasHandoverRow) row = read_row (sql, g_ptr_array_index (parcels, i), point, &of_point, error);

      if (row == NULL)
        return NULL;
      if (of_point)
        g_ptr_array_add (rows, g_steal_pointer (&row));
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
