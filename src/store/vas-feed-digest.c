/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether a desk holds what its backend holds (I6): one digest for each kind of record, over the lines of the feed's form in the
 * order of their keys, so that both sides come to it by themselves. Cost: one reading of the table, some 20 µs a record.
 */

#include "vas-feed.h"

#include "vas-json-writer.h"
#include "vas-table.h"

/**
 * vas_feed_digest:
 * @type: an entity type
 * @n: (out) (optional): how many records
 *
 * Returns: (transfer full) (nullable): SHA-256 in hexadecimal of all records of @type as desks hold them (R31); NULL with @error set
 */
char *
vas_feed_digest (VasSql   *sql,
                 GType     type,
                 guint64  *n,
                 GError  **error)
{
  VasEntityClass *klass = g_type_class_peek_static (type);
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM %s ORDER BY key", vas_table_columns (type, NULL), klass->table);
  g_autoptr (VasStatement) statement = vas_sql_prepare_walk (sql, text, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint64 count = 0;
  gboolean row;

  if (statement == NULL)
    return NULL;

  while (vas_statement_step (statement, &row, error))
    {
      g_autoptr (VasEntity) entity = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *line = NULL;

      if (!row)
        {
          if (n != NULL)
            *n = count;
          return g_strdup (g_checksum_get_string (checksum));
        }
      entity = vas_table_read (type, statement, 0);
      node = vas_feed_encode (entity);
      line = vas_json_to_text (node);
      g_checksum_update (checksum, (const guchar *) line, -1);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
      count++;
    }

  return NULL;
}
