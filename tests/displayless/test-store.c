/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The store: who may open a replica, what a write and a read are, who is told of a change. */

#include "vas-capture.h"
#include "vas-current.h"
#include "vas-parcel.h"
#include "vas-setting.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-test-store.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static void
end (VasStore *store,
     char     *directory)
{
  vas_store_close (store);
  g_object_unref (store);
  vas_test_dir_remove (directory);
  g_free (directory);
}

static gpointer
add_setting (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *key = g_strconcat ("key-", data, NULL);
  g_autoptr (VasSetting) setting = g_object_new (VAS_TYPE_SETTING, "key", key, "name", data, "value", "1", NULL);

  return vas_table_insert (sql, VAS_ENTITY (setting), error) ? g_strdup (data) : NULL;
}

static gpointer
add_setting_and_fail (VasSql        *sql,
                      gpointer       data,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_free (add_setting (sql, data, cancellable, error));
  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "no");
  return NULL;
}

static gpointer
count_settings (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) settings = vas_table_list_all (sql, VAS_TYPE_SETTING, NULL, error);

  return settings != NULL ? GUINT_TO_POINTER (settings->len) : NULL;
}

static guint
count (VasStore *store)
{
  return GPOINTER_TO_UINT (vas_store_read (store, count_settings, NULL, NULL, NULL));
}

static void
add (VasStore   *store,
     const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *added = vas_store_write (store, add_setting, (gpointer) name, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (added, ==, name);
}

static gpointer
get_replica (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT client_id || epoch || clean FROM replica", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return g_strdup (vas_statement_get_text (statement, 0));
}

static void
test_open (void)
{
  g_autofree char *parent = vas_test_dir_make ();
  g_autofree char *directory = g_build_filename (parent, "a", "b", NULL);
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autofree char *log = g_build_filename (directory, "replica.db-wal", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  VasStore *store = vas_test_store_open (directory);
  GStatBuf info;

  g_assert_cmpint (g_stat (directory, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpstr (vas_store_get_directory (store), ==, directory);
  g_assert_false (vas_store_was_unclean (store));

  first = vas_store_read (store, get_replica, NULL, NULL, NULL);
  g_assert_cmpuint (strlen (first), ==, 36 + 36 + 1);
  g_assert_cmpint (first[72], ==, '0');
  add (store, "kept");
  vas_store_close (store);
  g_object_unref (store);

  store = vas_test_store_open (directory);
  g_assert_false (vas_store_was_unclean (store));
  g_assert_cmpuint (count (store), ==, 1);
  second = vas_store_read (store, get_replica, NULL, NULL, NULL);
  g_assert_cmpstr (first, ==, second);
  end (store, g_steal_pointer (&parent));
}

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) size, NULL));
}

/* Whether @word stands in the log of writes of the replica in @directory. */
static gboolean
log_holds (const char *directory,
           const char *word)
{
  g_autofree char *path = g_build_filename (directory, "replica.db-wal", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  return g_file_get_contents (path, &bytes, &size, NULL) && memmem (bytes, size, word, strlen (word)) != NULL;
}

/* A copy of the files of an open store is what a program that was killed leaves behind. */
static void
test_log_after_kill (void)
{
  char *killed = vas_test_dir_make ();
  char *directory = vas_test_dir_make ();
  VasStore *store = vas_test_store_open (directory);

  add (store, "erased-name");
  g_assert_true (log_holds (directory, "erased-name"));
  copy_file (directory, killed, "replica.db");
  copy_file (directory, killed, "replica.db-wal");
  end (store, directory);
  g_assert_true (log_holds (killed, "erased-name"));

  store = vas_test_store_open (killed);
  g_assert_true (vas_store_was_unclean (store));
  g_assert_cmpuint (count (store), ==, 1);
  g_assert_false (log_holds (killed, "erased-name"));
  end (store, killed);
}

static void
test_two (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = g_strdup_printf ("process %d on ", (int) getpid ());
  VasStore *store = vas_test_store_open (directory);
  VasStore *looker;

  g_assert_null (vas_store_open (directory, VAS_STORE_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, owner));
  g_assert_nonnull (strstr (error->message, directory));

  looker = vas_store_open (directory, VAS_STORE_READ_ONLY, NULL);
  add (store, "seen");
  g_assert_cmpuint (count (looker), ==, 1);
  vas_store_close (looker);
  g_object_unref (looker);

  vas_store_close (store);
  g_object_unref (store);
  end (vas_test_store_open (directory), directory);
}

static void
test_write_rolls_back (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_test_store_open (directory);

  g_assert_null (vas_store_write (store, add_setting_and_fail, (gpointer) "a", NULL, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count (store), ==, 0);
  add (store, "a");
  g_assert_cmpuint (count (store), ==, 1);
  end (store, directory);
}

static void
test_read_cannot_write (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) reader = NULL;
  g_autoptr (GError) looker = NULL;
  VasStore *store = vas_test_store_open (directory);

  g_assert_null (vas_store_read (store, add_setting, (gpointer) "a", NULL, &reader));
  g_assert_error (reader, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY);
  vas_store_close (store);
  g_object_unref (store);

  store = vas_store_open (directory, VAS_STORE_READ_ONLY, NULL);
  g_assert_null (vas_store_write (store, add_setting, (gpointer) "a", NULL, &looker));
  g_assert_error (looker, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY);
  g_assert_cmpuint (count (store), ==, 0);
  end (store, directory);
}

static void
test_closed (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_test_store_open (directory);

  vas_store_close (store);
  vas_store_close (store);
  g_assert_null (vas_store_write (store, add_setting, (gpointer) "a", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  end (store, directory);
}

typedef struct {
  GAsyncResult *result;
  int           told;
  char         *tables;
} Heard;

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Heard *heard = data;

  heard->result = g_object_ref (result);
}

static void
changed_cb (VasStore  *store,
            char     **tables,
            Heard     *heard)
{
  heard->told++;
  g_free (heard->tables);
  heard->tables = g_strjoinv (",", tables);
}

static void
wait (Heard *heard)
{
  while (heard->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever awaits the write has heard of the change by then; and hears of it once. */
static void
test_async (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  VasStore *store = vas_test_store_open (directory);
  Heard heard = { NULL };

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &heard);
  vas_store_write_async (store, add_setting, g_strdup ("a"), g_free, g_free, NULL, done_cb, &heard);
  wait (&heard);
  g_assert_cmpint (heard.told, ==, 1);
  g_assert_cmpstr (heard.tables, ==, "setting");
  name = vas_store_finish (store, heard.result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "a");

  g_clear_object (&heard.result);
  vas_store_write_async (store, add_setting_and_fail, g_strdup ("b"), g_free, g_free, NULL, done_cb, &heard);
  wait (&heard);
  g_assert_null (vas_store_finish (store, heard.result, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (heard.told, ==, 1);

  g_clear_object (&heard.result);
  vas_store_read_async (store, count_settings, NULL, NULL, NULL, NULL, done_cb, &heard);
  wait (&heard);
  g_assert_cmpuint (GPOINTER_TO_UINT (vas_store_finish (store, heard.result, NULL)), ==, 1);
  g_assert_cmpint (heard.told, ==, 1);
  g_clear_object (&heard.result);
  g_free (heard.tables);
  end (store, directory);
}

static gpointer
replay (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  const char *command = data;
  g_autoptr (VasParcel) parcel = g_object_new (VAS_TYPE_PARCEL, "key", "p", NULL);
  g_autoptr (VasSetting) setting = NULL;

  g_assert_true (vas_capture_restore (sql, "one", error));
  g_assert_true (vas_capture_begin (sql, command, error));
  g_assert_true (vas_table_insert (sql, VAS_ENTITY (parcel), error));
  setting = vas_table_find (sql, VAS_TYPE_SETTING, "name", "a", error);
  g_object_set (setting, "value", "2", NULL);
  g_assert_true (vas_table_update (sql, VAS_ENTITY (setting), error));
  g_assert_true (vas_capture_end (sql, error));
  return NULL;
}

static void
run_and_hear (VasStore     *store,
              VasStoreFunc  func,
              const char   *data)
{
  g_autoptr (GError) error = NULL;

  vas_store_write (store, func, (gpointer) data, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gpointer
undo (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_assert_true (vas_capture_restore (sql, data, error));
  return NULL;
}

static gpointer
try_and_take_back (VasSql        *sql,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_assert_true (vas_sql_savepoint (sql, "try", error));
  g_assert_true (vas_sql_exec (sql, "UPDATE setting SET value = 'x'", error));
  vas_sql_rollback_to (sql, "try");
  return NULL;
}

/* A rebase that ends where it began is no change; one that ends elsewhere is. */
static void
test_net (void)
{
  char *directory = vas_test_dir_make ();
  VasStore *store = vas_test_store_open (directory);
  Heard heard = { NULL };

  add (store, "a");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &heard);

  run_and_hear (store, replay, "one");
  g_assert_cmpint (heard.told, ==, 1);
  run_and_hear (store, replay, "one");
  g_assert_cmpint (heard.told, ==, 1);
  run_and_hear (store, try_and_take_back, NULL);
  g_assert_cmpint (heard.told, ==, 1);
  run_and_hear (store, undo, "one");
  g_assert_cmpint (heard.told, ==, 2);
  g_free (heard.tables);
  end (store, directory);
}

static void
test_cancelled_before (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_test_store_open (directory);

  g_cancellable_cancel (cancellable);
  g_assert_null (vas_store_write (store, add_setting, (gpointer) "a", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count (store), ==, 0);
  end (store, directory);
}

static gpointer
add_and_cancel (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_cancellable_cancel (cancellable);
  return add_setting (sql, data, cancellable, error);
}

static void
test_cancelled_too_late (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  VasStore *store = vas_test_store_open (directory);
  Heard heard = { NULL };

  vas_store_write_async (store, add_and_cancel, g_strdup ("a"), g_free, g_free, cancellable, done_cb, &heard);
  wait (&heard);
  name = vas_store_finish (store, heard.result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "a");
  g_clear_object (&heard.result);
  end (store, directory);
}

static gpointer
read_for_ever (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count (*) FROM n", error);
  gboolean row;

  g_atomic_int_set ((int *) data, 1);
  vas_statement_step (statement, &row, error);
  return NULL;
}

static void
test_read_cut_short (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_test_store_open (directory);
  Heard heard = { NULL };
  int begun = 0;

  vas_store_read_async (store, read_for_ever, &begun, NULL, NULL, cancellable, done_cb, &heard);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  g_assert_cmpuint (count (store), ==, 0);
  g_cancellable_cancel (cancellable);
  wait (&heard);
  g_assert_null (vas_store_finish (store, heard.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&heard.result);
  end (store, directory);
}

/* What was handed in before the close is done, and told to whoever waits. */
static void
test_close_finishes (void)
{
  char *directory = vas_test_dir_make ();
  VasStore *store = vas_test_store_open (directory);
  Heard heard = { NULL };

  for (int i = 0; i < 50; i++)
    vas_store_write_async (store, add_setting, g_strdup_printf ("%d", i), g_free, g_free, NULL, NULL, NULL);
  vas_store_write_async (store, add_setting, g_strdup ("last"), g_free, g_free, NULL, done_cb, &heard);
  vas_store_close (store);
  wait (&heard);
  g_free (vas_store_finish (store, heard.result, NULL));
  g_clear_object (&heard.result);
  g_object_unref (store);

  store = vas_test_store_open (directory);
  g_assert_cmpuint (count (store), ==, 51);
  end (store, directory);
}

static void
test_newer (void)
{
  char *directory = vas_test_dir_make ();
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, vas_migrate_get_known () + 1);
  g_autoptr (GError) error = NULL;
  VasStore *store = vas_test_store_open (directory);
  VasSql *sql;

  add (store, "a");
  vas_store_close (store);
  g_object_unref (store);
  sql = vas_sql_open (file, VAS_SQL_DEFAULT, NULL);
  g_assert_true (vas_sql_exec (sql, mark, NULL));
  vas_sql_close (sql);

  g_assert_null (vas_store_open (directory, VAS_STORE_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NEWER);
  store = vas_store_open (directory, VAS_STORE_READ_ONLY, NULL);
  g_assert_cmpuint (count (store), ==, 1);
  end (store, directory);
}

static void
test_nothing_to_look_at (void)
{
  char *directory = vas_test_dir_make ();
  g_autoptr (GError) error = NULL;

  g_assert_null (vas_store_open (directory, VAS_STORE_READ_ONLY, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  vas_test_dir_remove (directory);
  g_free (directory);
}

/* A pointer that cannot be read, or names nothing, is never taken for "there is none": the replica that it names may hold unsent work. */
static void
test_pointer (void)
{
  g_autofree char *dir = vas_test_dir_make ();
  g_autofree char *pointer = g_build_filename (dir, "current", NULL);
  g_autofree char *fetched = g_build_filename (dir, "replica-0123456789abcdef.db", NULL);
  g_autofree char *none = vas_current_get_path (dir, NULL);
  g_autofree char *named = NULL;
  g_autoptr (GError) unread = NULL;
  g_autoptr (GError) damaged = NULL;

  g_assert_true (g_str_has_suffix (none, "/replica.db"));
  g_assert_true (g_file_set_contents (fetched, "", 0, NULL));
  g_assert_cmpint (g_mkdir (pointer, 0700), ==, 0);
  g_assert_null (vas_current_get_path (dir, &unread));
  g_assert_error (unread, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
  vas_current_sweep (dir, NULL);
  g_assert_true (g_file_test (fetched, G_FILE_TEST_EXISTS));
  g_assert_null (vas_store_open (dir, VAS_STORE_DEFAULT, NULL));

  g_assert_cmpint (g_rmdir (pointer), ==, 0);
  g_assert_true (g_file_set_contents (pointer, "../other.db", -1, NULL));
  g_assert_null (vas_current_get_path (dir, &damaged));
  g_assert_error (damaged, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);

  g_assert_true (g_file_set_contents (pointer, "replica-0123456789abcdef.db\n", -1, NULL));
  named = vas_current_get_path (dir, NULL);
  g_assert_cmpstr (named, ==, fetched);
  vas_test_dir_remove (dir);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/open/directory-and-files-are-the-owners-alone", test_open);
  g_test_add_func ("/store/open/a-pointer-that-cannot-be-read-is-not-none-R32", test_pointer);
  g_test_add_func ("/store/open/after-a-kill-nothing-old-stays-in-the-log-R29", test_log_after_kill);
  g_test_add_func ("/store/open/two-programs-cannot-open-one-replica", test_two);
  g_test_add_func ("/store/open/a-newer-file-can-only-be-looked-at", test_newer);
  g_test_add_func ("/store/open/nothing-to-look-at-is-said", test_nothing_to_look_at);
  g_test_add_func ("/store/write/an-error-takes-all-back", test_write_rolls_back);
  g_test_add_func ("/store/write/cancelled-before-it-begins-does-nothing", test_cancelled_before);
  g_test_add_func ("/store/write/committed-is-never-called-cancelled-R32", test_cancelled_too_late);
  g_test_add_func ("/store/read/cannot-write", test_read_cannot_write);
  g_test_add_func ("/store/read/is-cut-short-when-cancelled", test_read_cut_short);
  g_test_add_func ("/store/close/finishes-what-was-handed-in", test_close_finishes);
  g_test_add_func ("/store/close/refuses-what-comes-after", test_closed);
  g_test_add_func ("/store/changed/is-heard-once-and-before-the-result", test_async);
  g_test_add_func ("/store/changed/is-net-of-what-was-taken-back", test_net);
  return g_test_run ();
}
