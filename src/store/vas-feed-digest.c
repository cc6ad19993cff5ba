/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether a desk holds what its backend holds (I6): one digest for each kind of record, over the lines of the feed's form in the
 * order of their keys, so that both sides come to it by themselves; a snapshot is made by the same walk. Cost: one reading of the table, some 20 µs a record.
 */

#include "vas-feed-private.h"

#include "vas-json-writer.h"
#include "vas-table.h"

static gboolean
take_record (VasEntity    *entity,
             GChecksum    *digest,
             VasFeedFunc   func,
             gpointer      data,
             GError      **error)
{
  g_autoptr (JsonNode) node = vas_feed_encode (entity);
  g_autofree char *text = vas_json_to_text (node);

  g_checksum_update (digest, (const guchar *) text, -1);
  g_checksum_update (digest, (const guchar *) "\n", 1);
  return func == NULL || func (text, data, error);
}

/*
 * vas_feed_walk:
 * @scope: (nullable): of which records; NULL for all
 * @func: (nullable): is told each record in the form of the feed; FALSE with an error ends it
 * @n: (out): how many records
 *
 * Every record of @type in the order of the keys, one in memory at a time.
 *
 * Returns: (transfer full) (nullable): see vas_feed_digest()
 */
char *
vas_feed_walk (VasSql          *sql,
               GType            type,
               const VasScope  *scope,
               VasFeedFunc      func,
               gpointer         data,
               guint64         *n,
               GError         **error)
{
  VasEntityClass *klass = g_type_class_peek_static (type);
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM %s ORDER BY key", vas_table_columns (type, NULL), klass->table);
  g_autoptr (VasStatement) statement = vas_sql_prepare_walk (sql, text, error);
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean row;

  *n = 0;
  if (statement == NULL)
    return NULL;

  while (vas_statement_step (statement, &row, error))
    {
      g_autoptr (VasEntity) entity = NULL;

      if (!row)
        return g_strdup (g_checksum_get_string (digest));
      entity = vas_table_read (type, statement, 0);
      if (scope != NULL && !vas_scope_has (scope, type, vas_entity_get_id (entity)))
        continue;
      if (!take_record (entity, digest, func, data, error))
        return NULL;
      (*n)++;
    }

  return NULL;
}

/** vas_feed_digest_within: vas_feed_digest() of the records within @scope (nullable). */
char *
vas_feed_digest_within (VasSql          *sql,
                        GType            type,
                        const VasScope  *scope,
                        guint64         *n,
                        GError         **error)
{
  guint64 count;
  char *digest = vas_feed_walk (sql, type, scope, NULL, NULL, &count, error);

  if (digest != NULL && n != NULL)
    *n = count;
  return digest;
}

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
  return vas_feed_digest_within (sql, type, NULL, n, error);
}
