/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasChanges: which tables a transaction really changed.
 *
 * SQLite tells of each row before it is written; of a row of an entity the digest of its first state is kept. Before the
 * commit the rows are read again: what a rebase took back and made again, or a savepoint took back, counts as nothing, so
 * that nobody refreshes for it. Past MOST_ROWS rows a table simply counts as changed, as do the tables that are no
 * entities. Twins of the capture and what is private to the store are never told of.
 *
 * Lives on the writer's thread. Cost: a digest for each row that is written (about 1 µs) and a read by row id of those up to
 * the first that differs.
 */

#include "vas-changes.h"

#include "vas-entity.h"
#include "vas-sql-sqlite.h"
#include "vas-types.h"

#define MOST_ROWS 4096
#define ABSENT 0
#define DIGEST_START G_GUINT64_CONSTANT (14695981039346656037)

struct _VasChanges
{
  VasSql     *sql;
  GHashTable *tables; /* (element-type utf8 Table) */
};

typedef struct
{
  char       *query;   /* all columns of one row, in the order of the table; NULL where rows are not followed */
  GHashTable *rows;    /* (element-type gint64 guint64): digest of the first state */
  gboolean    changed;
} Table;

static void
table_free (gpointer data)
{
  Table *table = data;

  g_clear_pointer (&table->rows, g_hash_table_unref);
  g_free (table->query);
  g_free (table);
}

static guint64
mix (guint64     digest,
     const void *data,
     gsize       size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    digest = (digest ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);

  return digest;
}

static guint64
mix_value (guint64        digest,
           sqlite3_value *value)
{
  const int type = sqlite3_value_type (value);
  const gint64 integer = type == SQLITE_INTEGER ? sqlite3_value_int64 (value) : 0;

  digest = mix (digest, &type, sizeof type);
  if (type == SQLITE_INTEGER)
    return mix (digest, &integer, sizeof integer);
  if (type == SQLITE_NULL)
    return digest;

  return mix (digest, sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
}

static gboolean
is_private (const char *name)
{
  return g_str_has_prefix (name, "before_") || g_str_has_prefix (name, "sqlite_") ||
         g_str_has_prefix (name, "account_fts") || g_str_equal (name, "guard") || g_str_equal (name, "kept_id") ||
         g_str_equal (name, "house");
}

static char *
build_query (VasSql     *sql,
             const char *name)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT group_concat (name, ', ') FROM pragma_table_info ($1)", NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;

  vas_statement_bind_text (statement, 1, name);
  if (!vas_statement_step (statement, &row, NULL) || !row)
    return NULL;

  return g_strdup_printf ("SELECT %s FROM %s WHERE id = $1", vas_statement_get_text (statement, 0), name);
}

/* The hook may not touch the connection, so all entity tables are known beforehand. */
static void
follow_entities (VasChanges *self)
{
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      Table *table = g_new0 (Table, 1);
      const char *name = VAS_ENTITY_CLASS (g_type_class_peek_static (types[i]))->table;

      table->query = build_query (self->sql, name);
      table->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
      g_hash_table_insert (self->tables, g_strdup (name), table);
    }
}

static void
note_row (Table   *table,
          sqlite3 *db,
          int      op,
          gint64   id)
{
  guint64 digest = op == SQLITE_INSERT ? ABSENT : DIGEST_START;

  if (g_hash_table_contains (table->rows, &id))
    return;
  if (g_hash_table_size (table->rows) >= MOST_ROWS)
    {
      table->changed = TRUE;
      return;
    }

  for (int i = 0; op != SQLITE_INSERT && i < sqlite3_preupdate_count (db); i++)
    {
      sqlite3_value *value;

      if (sqlite3_preupdate_old (db, i, &value) == SQLITE_OK)
        digest = mix_value (digest, value);
    }
  g_hash_table_insert (table->rows, g_memdup2 (&id, sizeof id), g_memdup2 (&digest, sizeof digest));
}

static void
preupdate_cb (void          *data,
              sqlite3       *db,
              int            op,
              const char    *schema,
              const char    *name,
              sqlite3_int64  old_id,
              sqlite3_int64  new_id)
{
  VasChanges *self = data;
  Table *table = g_hash_table_lookup (self->tables, name);

  if (!g_str_equal (schema, "main") || (table == NULL && is_private (name)))
    return;

  if (table == NULL)
    {
      table = g_new0 (Table, 1);
      g_hash_table_insert (self->tables, g_strdup (name), table);
    }

  if (table->changed)
    return;
  if (table->query == NULL || (op == SQLITE_UPDATE && old_id != new_id))
    table->changed = TRUE;
  else
    note_row (table, db, op, op == SQLITE_INSERT ? new_id : old_id);
}

static gboolean
row_differs (VasStatement *statement,
             gint64        id,
             guint64       before)
{
  guint64 digest = ABSENT;
  gboolean row;
  sqlite3_stmt *stmt;

  vas_statement_bind_int (statement, 1, id);
  if (!vas_statement_step (statement, &row, NULL))
    return TRUE;

  if (row)
    {
      stmt = vas_statement_get_handle (statement);
      digest = DIGEST_START;
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        digest = mix_value (digest, sqlite3_column_value (stmt, i));
      if (!vas_statement_run (statement, NULL))
        return TRUE;
    }

  return digest != before;
}

static gboolean
table_differs (VasChanges *self,
               Table      *table)
{
  g_autoptr (VasStatement) statement = NULL;
  GHashTableIter iter;
  gpointer id, digest;

  if (table->changed || table->rows == NULL || g_hash_table_size (table->rows) == 0)
    return table->changed;

  statement = vas_sql_prepare (self->sql, table->query, NULL);
  g_hash_table_iter_init (&iter, table->rows);
  while (g_hash_table_iter_next (&iter, &id, &digest))
    {
      if (statement == NULL || row_differs (statement, *(gint64 *) id, *(guint64 *) digest))
        return TRUE;
    }

  return FALSE;
}

/* vas_changes_new: (transfer full): follows every change on @sql, which must outlive it. */
VasChanges *
vas_changes_new (VasSql *sql)
{
  VasChanges *self = g_new0 (VasChanges, 1);

  self->sql = sql;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, table_free);
  follow_entities (self);
  sqlite3_preupdate_hook (vas_sql_get_handle (sql), preupdate_cb, self);

  return self;
}

void
vas_changes_free (VasChanges *self)
{
  sqlite3_preupdate_hook (vas_sql_get_handle (self->sql), NULL, NULL);
  g_hash_table_unref (self->tables);
  g_free (self);
}

/* vas_changes_clear: a transaction begins. */
void
vas_changes_clear (VasChanges *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Table *table = value;

      table->changed = FALSE;
      if (table->rows != NULL)
        g_hash_table_remove_all (table->rows);
    }
}

/* vas_changes_get: (transfer full): the tables that differ from what they were; to be called just before the commit. */
char **
vas_changes_get (VasChanges *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (table_differs (self, value))
        g_strv_builder_add (names, name);
    }

  return g_strv_builder_end (names);
}

/*
 * vas_changes_get_rows:
 * @table: one of vas_changes_get()
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows that were touched, or NULL where they are too many or
 *   not followed
 */
GArray *
vas_changes_get_rows (VasChanges *self,
                      const char *table)
{
  const Table *changed = g_hash_table_lookup (self->tables, table);
  GHashTableIter iter;
  GArray *ids;
  gpointer id;

  if (changed == NULL || changed->changed || changed->rows == NULL)
    return NULL;

  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), g_hash_table_size (changed->rows));
  g_hash_table_iter_init (&iter, (GHashTable *) changed->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);

  return ids;
}
