/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes wrong with disks and processes: each ends in a clear message, and nothing acknowledged is lost (R32). */

#include "vas-fault-vfs.h"
#include "vas-setting.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-test-store.h"

#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 30
#define NOBODY 65534

static char *self_path;

static gpointer
add_setting (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autofree char *name = g_strdup_printf ("%d", GPOINTER_TO_INT (data));
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr (VasSetting) setting = g_object_new (VAS_TYPE_SETTING, "key", name, "name", name, "value", long_text, NULL);

  return vas_table_insert (sql, VAS_ENTITY (setting), error) ? GINT_TO_POINTER (1) : NULL;
}

static gpointer
count_settings (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT count (*) FROM setting WHERE length (value) = 5000", error);
  gboolean row;

  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  return GINT_TO_POINTER ((int) vas_statement_get_int (statement, 0));
}

static int
count (VasStore *store)
{
  return GPOINTER_TO_INT (vas_store_read (store, count_settings, NULL, NULL, NULL));
}

static void
close_store (VasStore *store)
{
  vas_store_close (store);
  g_object_unref (store);
}

/* The disk fails at every place in turn of some writes; what was acknowledged is there, and the rest is not. */
static void
check_failing_disk (int code,
                    int expected)
{
  g_autofree char *directory = vas_test_dir_make ();
  VasStore *store = vas_test_store_open (directory);
  int acknowledged = 0, refused = 0, name = 0;

  for (int n_writes = 0; n_writes < 60; n_writes++)
    {
      vas_fault_vfs_arm (n_writes, code);
      for (int i = 0; i < 4; i++)
        {
          g_autoptr (GError) error = NULL;

          if (vas_store_write (store, add_setting, GINT_TO_POINTER (name++), NULL, &error) != NULL)
            {
              acknowledged++;
              continue;
            }
          g_assert_error (error, VAS_STORE_ERROR, expected);
          refused++;
        }
      vas_fault_vfs_disarm ();
      g_assert_cmpint (count (store), ==, acknowledged);
    }

  g_assert_cmpint (refused, >, 10);
  g_assert_cmpint (acknowledged, >, 10);
  g_assert_nonnull (vas_store_write (store, add_setting, GINT_TO_POINTER (name), NULL, NULL));
  close_store (store);

  store = vas_test_store_open (directory);
  g_assert_false (vas_store_was_unclean (store));
  g_assert_cmpint (count (store), ==, acknowledged + 1);
  close_store (store);
  vas_test_dir_remove (directory);
}

static void
test_full_disk (void)
{
  check_failing_disk (SQLITE_FULL, VAS_STORE_ERROR_FULL);
}

static void
test_broken_disk (void)
{
  check_failing_disk (SQLITE_IOERR_WRITE, VAS_STORE_ERROR_FAILED);
}

/* The disk is full while the replica is made, at every place in turn: the error says so, and a later open is whole. */
static void
test_full_at_open (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  VasStore *store = NULL;
  int attempts = 0;

  for (int n_writes = 0; store == NULL; n_writes += 7)
    {
      g_autoptr (GError) error = NULL;

      vas_fault_vfs_arm (n_writes, SQLITE_FULL);
      store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);
      vas_fault_vfs_disarm ();
      if (store == NULL)
        g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL);
      attempts++;
    }

  g_assert_cmpint (attempts, >, 3);
  g_assert_nonnull (vas_store_write (store, add_setting, GINT_TO_POINTER (1), NULL, NULL));
  close_store (store);
  vas_test_dir_remove (directory);
}

/* As a user who may not write (root may always): runs @func in a process of its own. */
static void
run_as_nobody (const char *directory,
               void      (*func) (const char *directory))
{
  const pid_t child = fork ();
  int status;

  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (2);
      func (directory);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
give_away (const char *directory,
           mode_t      directory_mode,
           mode_t      file_mode)
{
  const char *names[] = { "replica.db", "replica.lock" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_assert_cmpint (g_chmod (path, file_mode), ==, 0);
      if (geteuid () == 0)
        g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
    }
  g_assert_cmpint (g_chmod (directory, directory_mode), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (chown (directory, NOBODY, NOBODY), ==, 0);
}

static void
expect_read_only (const char *directory)
{
  g_autoptr (GError) error = NULL;
  VasStore *store;

  g_assert_null (vas_store_open (directory, VAS_STORE_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY);
  g_assert_nonnull (strstr (error->message, directory));

  store = vas_store_open (directory, VAS_STORE_READ_ONLY, NULL);
  g_assert_cmpint (count (store), ==, 1);
  close_store (store);
}

static void
check_read_only (mode_t directory_mode,
                 mode_t file_mode)
{
  g_autofree char *directory = vas_test_dir_make ();
  VasStore *store = vas_test_store_open (directory);

  g_assert_nonnull (vas_store_write (store, add_setting, GINT_TO_POINTER (1), NULL, NULL));
  close_store (store);

  give_away (directory, directory_mode, file_mode);
  run_as_nobody (directory, expect_read_only);
  g_assert_cmpint (g_chmod (directory, 0700), ==, 0);
  vas_test_dir_remove (directory);
}

static void
test_read_only_file (void)
{
  check_read_only (0700, 0400);
}

static void
test_read_only_directory (void)
{
  check_read_only (0500, 0400);
}

static void
expect_no_directory (const char *directory)
{
  g_autofree char *inner = g_build_filename (directory, "inner", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (vas_store_open (inner, VAS_STORE_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY);
}

static void
test_no_directory (void)
{
  g_autofree char *directory = vas_test_dir_make ();

  g_assert_cmpint (g_chmod (directory, 0555), ==, 0);
  run_as_nobody (directory, expect_no_directory);
  vas_test_dir_remove (directory);
}

static gpointer
fill_outbox (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_assert_true (vas_sql_exec (sql, "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 40) "
                               "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state) "
                               "SELECT 'command-' || x, 'invoice.approve', 'staff', 5, hex (randomblob (400)), '', '{}', "
                               "'pending' FROM n", error));
  return NULL;
}

/* A closed replica with 40 commands in the outbox, its flag as a killed program leaves it. Returns its root page there. */
static gint64
make_victim (const char *directory,
             const char *table)
{
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  VasStore *store = vas_test_store_open (directory);
  VasStatement *statement;
  gboolean row;
  gint64 page;
  VasSql *sql;

  vas_store_write (store, fill_outbox, NULL, NULL, NULL);
  close_store (store);

  sql = vas_sql_open (file, VAS_SQL_DEFAULT, NULL);
  g_assert_true (vas_sql_exec (sql, "UPDATE replica SET clean = 0", NULL));
  statement = vas_sql_prepare (sql, "SELECT rootpage FROM sqlite_schema WHERE name = $1", NULL);
  vas_statement_bind_text (statement, 1, table);
  g_assert_true (vas_statement_step (statement, &row, NULL) && row);
  page = vas_statement_get_int (statement, 0);
  vas_statement_release (statement);
  vas_sql_close (sql);

  return page;
}

static void
overwrite (const char *directory,
           gint64      at,
           gsize       size)
{
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autofree char *garbage = g_strnfill (size, 'Z');
  FILE *stream = g_fopen (file, "r+b");

  g_assert_cmpint (fseek (stream, (long) at, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (garbage, 1, size, stream), ==, size);
  g_assert_cmpint (fclose (stream), ==, 0);
}

/* Opens the damaged replica; returns the lines of the outbox that were saved. */
static guint
open_damaged (const char *directory)
{
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autofree char *aside = g_build_filename (directory, "replica.db.damaged-1", NULL);
  g_autofree char *outbox = g_strconcat (aside, ".outbox.jsonl", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint lines = 0;
  VasStore *store;

  g_assert_null (vas_store_open (directory, VAS_STORE_DEFAULT, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  store = vas_test_store_open (directory);
  g_assert_cmpint (count (store), ==, 0);
  close_store (store);

  if (!g_file_get_contents (outbox, &text, NULL, NULL))
    return 0;
  g_assert_nonnull (strstr (error->message, outbox));
  for (const char *p = text; *p != '\0'; p = strchr (p, '\n') + 1)
    {
      g_assert_true (g_str_has_prefix (p, "{\"command_id\":\"command-"));
      lines++;
    }
  return lines;
}

static void
test_damaged_table (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  const gint64 page = make_victim (directory, "account");

  overwrite (directory, (page - 1) * 4096, 4096);
  g_assert_cmpuint (open_damaged (directory), ==, 40);
  vas_test_dir_remove (directory);
}

/* With a leaf of the outbox itself gone, the commands before and after it are saved. */
static void
test_damaged_outbox (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autofree char *text = NULL;
  const char *middle;
  gsize length;
  guint saved;

  make_victim (directory, "outbox");
  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  middle = memmem (text, length, "command-20invoice", strlen ("command-20invoice"));
  g_assert_nonnull (middle);
  overwrite (directory, (middle - text) / 4096 * 4096, 4096);
  saved = open_damaged (directory);
  g_assert_cmpuint (saved, <, 40);
  g_assert_cmpuint (saved, >, 25);
  vas_test_dir_remove (directory);
}

static void
test_damaged_head (void)
{
  g_autofree char *directory = vas_test_dir_make ();

  make_victim (directory, "account");
  overwrite (directory, 0, 100);
  g_assert_cmpuint (open_damaged (directory), ==, 0);
  vas_test_dir_remove (directory);
}

/* A damaged file that was closed is met when it is used: an error, not a crash; the next open sets it aside. */
static void
test_damage_met_later (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *file = g_build_filename (directory, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  const gint64 page = make_victim (directory, "setting");
  VasSql *sql = vas_sql_open (file, VAS_SQL_DEFAULT, NULL);
  VasStore *store;

  g_assert_true (vas_sql_exec (sql, "UPDATE replica SET clean = 1", NULL));
  vas_sql_close (sql);
  overwrite (directory, (page - 1) * 4096, 4096);
  store = vas_test_store_open (directory);
  g_assert_null (vas_store_write (store, add_setting, GINT_TO_POINTER (1), NULL, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED);
  close_store (store);
  g_assert_cmpuint (open_damaged (directory), ==, 40);
  vas_test_dir_remove (directory);
}

/* The child: writes for ever, and says each write only after it was acknowledged. */
static int
run_child (const char *directory)
{
  VasStore *store = vas_test_store_open (directory);
  int name = count (store);

  while (TRUE)
    {
      g_assert_nonnull (vas_store_write (store, add_setting, GINT_TO_POINTER (name), NULL, NULL));
      name++;
      if (write (STDOUT_FILENO, &name, sizeof name) != sizeof name)
        return 1;
    }
}

/*
 * Starts the child, kills it after a while (counted from its first write, where it is @awaited, however busy the machine is), and
 * returns how many writes were acknowledged in all; 0 where it came to none.
 */
static int
kill_one (const char *directory,
          guint       milliseconds,
          gboolean    awaited)
{
  int acknowledged = 0;
  int ends[2];
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      close (ends[1]);
      execl (self_path, self_path, "--child", directory, NULL);
      _exit (3);
    }
  close (ends[1]);
  if (awaited)
    g_assert_cmpint (read (ends[0], &acknowledged, sizeof acknowledged), ==, sizeof acknowledged);
  g_usleep (milliseconds * 1000);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged)
    continue;
  close (ends[0]);

  return acknowledged;
}

static void
test_killed (void)
{
  g_autofree char *directory = vas_test_dir_make ();
  const char *many = g_getenv ("VAS_STORE_KILLS"); /* script/test-long */
  const int kills = many != NULL ? atoi (many) : KILLS;
  int before = 0, unclean = 0;

  for (int i = 0; i < kills; i++)
    {
      const int acknowledged = kill_one (directory, (guint) g_test_rand_int_range (5, 60), i % 2 == 0);
      VasStore *store = vas_test_store_open (directory);
      const int now = count (store);

      g_assert_cmpint (now, >=, MAX (acknowledged, before));
      g_assert_cmpint (now, <=, MAX (acknowledged, before) + 1);
      unclean += vas_store_was_unclean (store);
      before = now;
      close_store (store);
    }

  g_assert_cmpint (before, >, 0);
  g_assert_cmpint (unclean, >, 0);
  vas_test_dir_remove (directory);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  vas_fault_vfs_install ();
  g_test_add_func ("/store/faults/a-full-disk-loses-nothing-acknowledged-R32", test_full_disk);
  g_test_add_func ("/store/faults/a-broken-disk-loses-nothing-acknowledged-R32", test_broken_disk);
  g_test_add_func ("/store/faults/a-disk-that-is-full-at-open-is-said", test_full_at_open);
  g_test_add_func ("/store/faults/a-read-only-file-can-only-be-looked-at", test_read_only_file);
  g_test_add_func ("/store/faults/a-read-only-directory-can-only-be-looked-at", test_read_only_directory);
  g_test_add_func ("/store/faults/no-right-to-make-the-directory-is-said", test_no_directory);
  g_test_add_func ("/store/faults/a-damaged-table-is-set-aside-and-the-outbox-saved", test_damaged_table);
  g_test_add_func ("/store/faults/a-damaged-outbox-is-saved-around-the-damage", test_damaged_outbox);
  g_test_add_func ("/store/faults/a-damaged-head-is-set-aside", test_damaged_head);
  g_test_add_func ("/store/faults/damage-met-at-work-is-an-error", test_damage_met_later);
  g_test_add_func ("/store/faults/killed-programs-lose-nothing-acknowledged-R32", test_killed);
  return g_test_run ();
}
