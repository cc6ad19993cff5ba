/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Field tables and the schema that the migrations make say the same; so they cannot drift apart. */

#include "vas-entity.h"
#include "vas-migrate.h"
#include "vas-test-database.h"
#include "vas-types.h"

typedef struct {
  VasSql         *sql;
  VasEntityClass *klass;
} Case;

static const char *
sql_type (const VasField *field)
{
  switch (field->type)
    {
    case VAS_FIELD_TEXT:
    case VAS_FIELD_KEY:
    case VAS_FIELD_ENUM:
      return "TEXT";
    case VAS_FIELD_INTEGER:
    case VAS_FIELD_MONEY:
    case VAS_FIELD_RATE:
    case VAS_FIELD_BOOLEAN:
    case VAS_FIELD_TIME:
    case VAS_FIELD_DATE:
    default:
      return "INTEGER";
    }
}

/* The columns of each table, their types and whether they may be absent, however the engine tells. */
static const char *
columns_query (VasSql *sql)
{
  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return "SELECT name, type, 1 - \"notnull\" FROM pragma_table_info ($1)";

  return "SELECT attname, CASE format_type (atttypid, atttypmod) WHEN 'bigint' THEN 'INTEGER' ELSE upper (format_type (atttypid, atttypmod)) END, "
         "NOT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped";
}

static gint64
count_columns (VasSql     *sql,
               const char *table)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, columns_query (sql), NULL);
  gint64 n = 0;
  gboolean row;

  vas_statement_bind_text (statement, 1, table);
  while (vas_statement_step (statement, &row, NULL) && row)
    n++;
  return n;
}

static void
check_column (VasSql     *sql,
              const char *table,
              const char *name,
              const char *type,
              gboolean    nullable)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, columns_query (sql), NULL);
  gboolean row;

  vas_statement_bind (statement, "t", table);
  while (vas_statement_step (statement, &row, NULL) && row)
    {
      if (!g_str_equal (vas_statement_get_text (statement, 0), name))
        continue;
      if (!g_str_equal (vas_statement_get_text (statement, 1), type))
        g_error ("%s.%s is %s, not %s", table, name, vas_statement_get_text (statement, 1), type);
      if ((vas_statement_get_int (statement, 2) != 0) != nullable)
        g_error ("%s.%s differs in what may be absent", table, name);
      return;
    }

  g_error ("%s.%s is no column", table, name);
}

static void
test_table (gconstpointer data)
{
  const Case *one = data;

  g_assert_cmpint (count_columns (one->sql, one->klass->table), ==, one->klass->n_fields + 3);
  check_column (one->sql, one->klass->table, "id", "INTEGER", vas_sql_get_engine (one->sql) == VAS_SQL_SQLITE);
  check_column (one->sql, one->klass->table, "key", "TEXT", FALSE);
  check_column (one->sql, one->klass->table, "ver", "INTEGER", FALSE);
  for (guint i = 0; i < one->klass->n_fields; i++)
    {
      const VasField *field = &one->klass->fields[i];

      check_column (one->sql, one->klass->table, field->name, sql_type (field), field->flags & VAS_FIELD_NULLABLE);
    }
}

/* What the tables are checked by; a server writes “state IN ('a', 'b')” as “(state = ANY (ARRAY['a'::text, 'b'::text]))”. */
static const char *
checks_query (VasSql *sql)
{
  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return "SELECT sql FROM sqlite_schema WHERE name = $1";

  return "SELECT replace (string_agg (pg_get_constraintdef (oid), ' '), '::text', '') FROM pg_catalog.pg_constraint "
         "WHERE conrelid = $1::text::regclass AND contype = 'c'";
}

/* A CHECK on an enumeration lets through exactly its ids: each id stands in the text of the table, quoted. */
static void
test_enums (gconstpointer data)
{
  const Case *one = data;
  const gboolean server = vas_sql_get_engine (one->sql) != VAS_SQL_SQLITE;
  g_autoptr (VasStatement) statement = vas_sql_prepare (one->sql, checks_query (one->sql), NULL);
  gboolean row;

  vas_statement_bind_text (statement, 1, one->klass->table);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  for (guint i = 0; i < one->klass->n_fields; i++)
    {
      const VasField *field = &one->klass->fields[i];
      g_autoptr (GString) check = g_string_new (NULL);

      if (field->type != VAS_FIELD_ENUM)
        continue;
      g_string_append_printf (check, server ? "CHECK ((%s = ANY (ARRAY[" : "CHECK (%s IN (", field->name);
      for (guint n = 0; field->enumeration->ids[n] != NULL; n++)
        g_string_append_printf (check, "%s'%s'", n > 0 ? ", " : "", field->enumeration->ids[n]);
      g_string_append (check, server ? "])))" : "))");
      if (strstr (vas_statement_get_text (statement, 0), check->str) == NULL)
        g_error ("%s lacks %s in %s", one->klass->table, check->str, vas_statement_get_text (statement, 0));
    }
}

/* Every table with a key is an entity of the list, so that none escapes capture and verification. */
static void
test_complete (gconstpointer data)
{
  VasSql *sql = (VasSql *) data;
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, vas_sql_get_engine (sql) == VAS_SQL_SQLITE
                          ? "SELECT s.name FROM sqlite_schema s JOIN pragma_table_info (s.name) c WHERE s.type = 'table' "
                            "AND c.name = 'ver'"
                          : "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema () "
                            "AND column_name = 'ver'", NULL);
  guint n, found = 0;
  gboolean row;

  vas_store_entity_types (&n);
  while (vas_statement_step (statement, &row, NULL) && row)
    {
      const char *table = vas_statement_get_text (statement, 0);

      if (g_str_has_prefix (table, "before_"))
        continue;
      if (vas_store_entity_type (table) == G_TYPE_INVALID)
        g_error ("%s is stored by no entity", table);
      found++;
    }
  g_assert_cmpuint (found, ==, n);
  g_assert_cmpuint (vas_store_entity_type ("outbox"), ==, G_TYPE_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = NULL;
  const GType *types;
  g_autofree Case *cases = NULL;
  guint n;

  g_test_init (&argc, &argv, NULL);
  sql = vas_test_database_open ();
  vas_migrate (sql, &error);
  g_assert_no_error (error);

  types = vas_store_entity_types (&n);
  cases = g_new0 (Case, n);
  for (guint i = 0; i < n; i++)
    {
      Case *one = &cases[i];
      g_autofree char *columns = NULL;
      g_autofree char *enums = NULL;

      *one = (Case) { sql, g_type_class_peek_static (types[i]) };
      columns = g_strdup_printf ("/drift/%s/columns-are-the-fields", one->klass->table);
      enums = g_strdup_printf ("/drift/%s/checks-are-the-enumerations", one->klass->table);
      g_test_add_data_func (columns, one, test_table);
      g_test_add_data_func (enums, one, test_enums);
    }
  g_test_add_data_func ("/drift/every-table-is-an-entity", sql, test_complete);
  return g_test_run ();
}
