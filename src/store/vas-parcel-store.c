/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Look-ups for parcels, returns and the supervisor's lists. On the connection and thread of the caller. */

#include "vas-parcel-store.h"

#include "vas-request.h"
#include "vas-table.h"

static gboolean
read_one_text (VasStatement  *statement,
               char         **text,
               GError       **error)
{
  gboolean row;

  *text = NULL;
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *text = g_strdup (vas_statement_get_text (statement, 0));

  return TRUE;
}

/**
 * vas_parcel_find_number:
 * @number: (out) (nullable) (transfer full): the number of a request whose fapiao the parcel holds or held
 *
 * A sheet that was sent again names its newest parcel, so the parcels that replaced this one are looked at too.
 *
 * Returns: FALSE with @error set where it could not be read
 */
gboolean
vas_parcel_find_number (VasSql      *sql,
                        const char  *parcel_key,
                        char       **number,
                        GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "WITH RECURSIVE later (key) AS (SELECT key FROM parcel WHERE key = $1 UNION SELECT p.key FROM parcel p "
                                    "JOIN later l ON p.replaces_key = l.key) "
                                    "SELECT r.number FROM later l JOIN fapiao f ON f.parcel_key = l.key "
                                    "JOIN request r ON r.key = f.request_key ORDER BY f.id LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", parcel_key);

  return read_one_text (statement, number, error);
}

/**
 * vas_one_clerk_list:
 * @since: instant
 * @limit: the most to read
 *
 * R13: requests that one and the same person entered or corrected, and approved, as an office of one clerk may; for the supervisor.
 *
 * Returns: (transfer full) (nullable) (element-type VasRequest): the requests approved at @since or later, newest first
 */
GPtrArray *
vas_one_clerk_list (VasSql  *sql,
                    gint64   since,
                    guint    limit,
                    GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM request r WHERE r.approved_at >= $1 AND (r.approved_by = r.entered_by OR "
                                           "replace (r.corrected_by, r.approved_by, '') <> r.corrected_by OR r.seconded_by = r.entered_by OR "
                                           "replace (r.corrected_by, r.seconded_by, '') <> r.corrected_by) "
                                           "ORDER BY r.approved_at DESC, r.id DESC LIMIT $2",
                                           vas_table_columns (VAS_TYPE_REQUEST, "r"));
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", since, (gint64) limit);

  return vas_table_read_all (VAS_TYPE_REQUEST, statement, error);
}
