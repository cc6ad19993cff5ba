/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Before-images: whatever a command did, restoring it leaves every table as it was, to the byte. */

#include "vas-capture.h"
#include "vas-fapiao.h"
#include "vas-order.h"
#include "vas-parcel.h"
#include "vas-table.h"
#include "vas-test-store.h"
#include "vas-types.h"

static VasParcel *
add_parcel (VasSql     *sql,
            const char *key,
            const char *waybill)
{
  g_autoptr (GError) error = NULL;
  VasParcel *parcel = g_object_new (VAS_TYPE_PARCEL, "key", key, "waybill", waybill, NULL);

  vas_table_insert (sql, VAS_ENTITY (parcel), &error);
  g_assert_no_error (error);
  return parcel;
}

static void
set_waybill (VasSql     *sql,
             VasParcel  *parcel,
             const char *waybill)
{
  g_autoptr (GError) error = NULL;

  g_object_set (parcel, "waybill", waybill, NULL);
  vas_table_update (sql, VAS_ENTITY (parcel), &error);
  g_assert_no_error (error);
}

/* All parcels as one text. */
static char *
show (VasSql *sql)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT group_concat (x, ' ') FROM (SELECT id || key || ver || coalesce (waybill, '-') AS x "
                     "FROM parcel ORDER BY id)", NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return g_strdup (vas_statement_get_text (statement, 0));
}

static gint64
count_images (VasSql *sql)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM before_parcel", NULL);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return vas_statement_get_int (statement, 0);
}

/* Swaps two unique waybills by way of a third value: undone in any order but the reverse one, they would collide. */
static void
test_restore (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");
  g_autoptr (VasParcel) b = add_parcel (sql, "b", "SF2");
  g_autoptr (VasParcel) gone = add_parcel (sql, "c", "SF3");
  g_autoptr (VasParcel) made = NULL;
  g_autofree char *before = show (sql);
  g_autofree char *after = NULL;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  set_waybill (sql, a, NULL);
  set_waybill (sql, b, "SF1");
  set_waybill (sql, a, "SF2");
  g_assert_true (vas_table_delete (sql, VAS_ENTITY (gone), NULL));
  made = add_parcel (sql, "d", "SF3");
  set_waybill (sql, made, "SF4");
  g_assert_true (vas_capture_end (sql, NULL));
  g_assert_cmpint (count_images (sql), ==, 6);

  g_assert_true (vas_capture_restore (sql, "one", NULL));
  after = show (sql);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (count_images (sql), ==, 0);
}

static void
test_only_between (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  g_assert_true (vas_capture_end (sql, NULL));
  set_waybill (sql, a, "SF2");
  g_assert_cmpint (count_images (sql), ==, 0);
}

static void
test_commands_apart (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");
  g_autofree char *end = NULL;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  set_waybill (sql, a, "SF2");
  g_assert_true (vas_capture_begin (sql, "two", NULL));
  set_waybill (sql, a, "SF3");
  g_assert_true (vas_capture_end (sql, NULL));

  g_assert_true (vas_capture_restore (sql, "two", NULL));
  g_assert_cmpint (count_images (sql), ==, 1);
  end = show (sql);
  g_assert_cmpstr (end, ==, "1a2SF2");
  g_assert_true (vas_capture_drop (sql, "one", NULL));
  g_assert_cmpint (count_images (sql), ==, 0);
  g_assert_true (vas_capture_restore (sql, "one", NULL));
  g_free (g_steal_pointer (&end));
  end = show (sql);
  g_assert_cmpstr (end, ==, "1a2SF2");
}

static void
test_same_id (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) mine = NULL;
  g_autoptr (VasParcel) foreign = NULL;
  g_autoptr (VasParcel) again = NULL;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  mine = add_parcel (sql, "mine", "SF1");
  g_assert_true (vas_capture_end (sql, NULL));
  g_assert_true (vas_capture_restore (sql, "one", NULL));

  foreign = add_parcel (sql, "foreign", "SF9");
  g_assert_true (vas_capture_begin (sql, "one", NULL));
  again = add_parcel (sql, "mine", "SF1");
  g_assert_true (vas_capture_end (sql, NULL));
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (again)), ==, vas_entity_get_id (VAS_ENTITY (mine)));
  g_assert_cmpint (vas_entity_get_id (VAS_ENTITY (foreign)), !=, vas_entity_get_id (VAS_ENTITY (mine)));
}

/* Only the restore passes the guard of what is issued (R17), and only while it is at work. */
static void
test_guard (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasFapiao) fapiao = g_object_new (VAS_TYPE_FAPIAO, "key", "f", "code", "011001900211", "number", "00012345",
                                               "kind", "paper", "point", "1", "state",
                                               (gint64) VAS_FAPIAO_STATE_BOUND, NULL);
  g_autoptr (VasFapiao) back = NULL;

  g_assert_true (vas_table_insert (sql, VAS_ENTITY (fapiao), NULL));
  g_assert_true (vas_capture_begin (sql, "issue", NULL));
  g_object_set (fapiao, "state", (gint64) VAS_FAPIAO_STATE_ISSUED, "amount", (gint64) 9800, NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (fapiao), NULL));
  g_assert_true (vas_capture_end (sql, NULL));

  g_object_set (fapiao, "amount", (gint64) 9900, NULL);
  g_assert_false (vas_table_update (sql, VAS_ENTITY (fapiao), &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);

  g_assert_true (vas_capture_restore (sql, "issue", NULL));
  back = vas_table_get (sql, VAS_TYPE_FAPIAO, "f", NULL);
  g_assert_cmpint (back->state, ==, VAS_FAPIAO_STATE_BOUND);
  g_assert_cmpint (back->amount, ==, VAS_NONE);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (back)), ==, 1);

  g_object_set (back, "state", (gint64) VAS_FAPIAO_STATE_ISSUED, NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (back), NULL));
  g_clear_error (&error);
  g_assert_false (vas_sql_exec (sql, "DELETE FROM fapiao", &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
}

/* A restore that cannot be done (another record holds the unique waybill by now) changes nothing. */
static void
test_restore_whole_or_not (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");
  g_autoptr (VasParcel) thief = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  set_waybill (sql, a, "SF2");
  set_waybill (sql, a, "SF3");
  g_assert_true (vas_capture_end (sql, NULL));
  thief = add_parcel (sql, "t", "SF1");
  before = show (sql);

  g_assert_false (vas_capture_restore (sql, "one", &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
  after = show (sql);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (count_images (sql), ==, 2);
  set_waybill (sql, thief, "SF9");
  g_assert_cmpint (count_images (sql), ==, 2);
  g_assert_true (vas_capture_restore (sql, "one", NULL));
}

static void
test_twins_follow (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  g_assert_true (vas_sql_exec (sql, "ALTER TABLE parcel ADD COLUMN weight INTEGER; UPDATE parcel SET weight = 5", NULL));
  g_assert_true (vas_capture_install (sql, NULL));
  g_assert_true (vas_capture_begin (sql, "one", NULL));
  g_assert_true (vas_sql_exec (sql, "UPDATE parcel SET weight = 6", NULL));
  g_assert_true (vas_capture_end (sql, NULL));
  g_assert_true (vas_capture_restore (sql, "one", NULL));
  statement = vas_sql_prepare (sql, "SELECT weight FROM parcel", NULL);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  g_assert_cmpint (vas_statement_get_int (statement, 0), ==, 5);
}

/* A command that was held while the program was replaced by one with more columns can still be taken back. */
static void
test_images_survive_columns (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasParcel) a = add_parcel (sql, "a", "SF1");
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  g_assert_true (vas_capture_begin (sql, "one", NULL));
  g_assert_true (vas_sql_exec (sql, "UPDATE parcel SET waybill = 'SF2'", NULL));
  g_assert_true (vas_capture_end (sql, NULL));
  g_assert_true (vas_sql_exec (sql, "ALTER TABLE parcel ADD COLUMN weight INTEGER; ALTER TABLE parcel ADD COLUMN colour TEXT", NULL));
  g_assert_true (vas_capture_install (sql, NULL));
  g_assert_cmpint (count_images (sql), ==, 1);
  g_assert_true (vas_capture_restore (sql, "one", NULL));
  statement = vas_sql_prepare (sql, "SELECT waybill FROM parcel WHERE weight IS NULL AND colour IS NULL", NULL);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  g_assert_cmpstr (vas_statement_get_text (statement, 0), ==, "SF1");
}

/* No entity table is without its three triggers. */
static void
test_complete (void)
{
  g_autoptr (VasSql) sql = vas_test_sql_open_memory ();
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "SELECT count (*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 "
                     "AND name LIKE 'before%'", NULL);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  for (guint i = 0; i < n; i++)
    {
      VasEntityClass *klass = g_type_class_peek_static (types[i]);
      gboolean row;

      vas_statement_bind_text (statement, 1, klass->table);
      g_assert_true (vas_statement_step (statement, &row, NULL) && row);
      g_assert_cmpint (vas_statement_get_int (statement, 0), ==, 3);
      g_assert_true (vas_statement_run (statement, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture/restore-leaves-all-as-it-was", test_restore);
  g_test_add_func ("/capture/only-between-begin-and-end", test_only_between);
  g_test_add_func ("/capture/commands-are-taken-back-one-by-one", test_commands_apart);
  g_test_add_func ("/capture/replay-gets-the-same-row-id", test_same_id);
  g_test_add_func ("/capture/only-restore-passes-the-guards-R17", test_guard);
  g_test_add_func ("/capture/restore-is-whole-or-nothing", test_restore_whole_or_not);
  g_test_add_func ("/capture/twins-follow-their-tables", test_twins_follow);
  g_test_add_func ("/capture/images-survive-a-migration-that-adds-columns", test_images_survive_columns);
  g_test_add_func ("/capture/every-entity-is-captured", test_complete);
  return g_test_run ();
}
