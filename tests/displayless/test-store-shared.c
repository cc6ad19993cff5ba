/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes that wait at the same time share a transaction (vas-worker-shared.c). */

#include "vas-setting.h"
#include "vas-store.h"
#include "vas-table.h"
#include "vas-test-database.h"
#include "vas-test-dir.h"

static VasStore *
open_store (const char *directory)
{
  g_autofree char *uri = vas_test_database_make (NULL);
  g_autoptr (GError) error = NULL;
  VasStore *store = uri != NULL ? vas_store_open_database (uri, directory, VAS_STORE_DEFAULT, &error)
                                : vas_store_open (directory, VAS_STORE_DEFAULT, &error);

  g_assert_no_error (error);
  return store;
}

static gboolean
add_setting (VasSql     *sql,
             const char *name)
{
  g_autofree char *key = g_strconcat ("key-", name, NULL);
  g_autoptr (VasSetting) setting = g_object_new (VAS_TYPE_SETTING, "key", key, "name", name, "value", "1", NULL);

  return vas_table_insert (sql, VAS_ENTITY (setting), NULL);
}

static gpointer
count_settings (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GPtrArray) settings = vas_table_list_all (sql, VAS_TYPE_SETTING, NULL, error);

  return GUINT_TO_POINTER (settings->len);
}

static guint
count (VasStore *store)
{
  return GPOINTER_TO_UINT (vas_store_read (store, count_settings, NULL, NULL, NULL));
}

static void
end (VasStore *store,
     char     *directory)
{
  vas_store_close (store);
  g_object_unref (store);
  vas_test_dir_remove (directory);
  g_free (directory);
}

#define N_SHARED 6

typedef struct {
  VasStore   *store;
  const char *name; /* NULL: it fails */
  guint       calls;
  guint       place; /* in its transaction, from 1 */
  gboolean    waits; /* in vain for another's lock, as the second of a transaction */
  gboolean    done;
} Shared;

static void
memo_passes (gpointer value)
{
}

/* A memo that passes with the transaction counts those in it. */
static gpointer
write_shared (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Shared *shared = data;

  shared->calls++;
  shared->place = GPOINTER_TO_UINT (vas_sql_get_memo (sql, "shared")) + 1;
  vas_sql_set_passing_memo (sql, "shared", GUINT_TO_POINTER (shared->place), memo_passes);
  if (shared->waits && shared->place == 2)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY, "lock");
      return NULL;
    }
  g_assert_true (add_setting (sql, shared->name != NULL ? shared->name : "spoiled"));
  if (shared->name != NULL)
    return data;

  g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "no");
  return NULL;
}

static gpointer
shared_thread (gpointer data)
{
  Shared *shared = data;
  g_autoptr (GError) error = NULL;

  shared->done = vas_store_write_shared (shared->store, write_shared, shared, NULL, &error) != NULL;
  if (shared->name == NULL)
    g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
  else
    g_assert_no_error (error);
  return NULL;
}

/* Holds the writer until all of them wait. */
static gpointer
hold_writer (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  GThread **threads = data;
  Shared *all = (Shared *) threads[N_SHARED];

  for (guint i = 0; i < N_SHARED; i++)
    {
      threads[i] = g_thread_new ("shared", shared_thread, &all[i]);
      if (i == 0) /* which is the first of the transaction */
        g_usleep (50 * 1000);
    }
  g_usleep (200 * 1000);
  return data;
}

static void
run_shared (VasStore *store,
            Shared   *all)
{
  static const char *const names[N_SHARED] = { "a", "b", "c", "d", "e", "f" };
  GThread *threads[N_SHARED + 1] = { [N_SHARED] = (GThread *) all };

  for (guint i = 0; i < N_SHARED; i++)
    {
      all[i].store = store;
      if (all[i].calls == 0)
        all[i].name = names[i];
      all[i].calls = 0;
    }
  g_assert_nonnull (vas_store_write (store, hold_writer, threads, NULL, NULL));
  for (guint i = 0; i < N_SHARED; i++)
    g_thread_join (threads[i]);
}

/* Those that wait are committed together; how many, the time decides that a transaction takes no more after (20 ms). */
static void
test_shared (void)
{
  char *directory = vas_test_dir_make ();
  VasStore *store = open_store (directory);
  Shared all[N_SHARED] = { 0 };
  guint most = 0;

  run_shared (store, all);
  for (guint i = 0; i < N_SHARED; i++)
    {
      g_assert_true (all[i].done);
      g_assert_cmpuint (all[i].calls, ==, 1);
      most = MAX (most, all[i].place);
    }
  g_assert_cmpuint (most, >=, 2);
  g_assert_cmpuint (count (store), ==, N_SHARED);
  end (store, directory);
}

/* One that fails is told so, leaves nothing behind, and the others are kept, each in a transaction of its own. */
static void
test_shared_with_one_that_fails (void)
{
  char *directory = vas_test_dir_make ();
  VasStore *store = open_store (directory);
  Shared all[N_SHARED] = { [2] = { .calls = 1 } };

  run_shared (store, all);
  for (guint i = 0; i < N_SHARED; i++)
    g_assert_true (all[i].done == (i != 2));
  g_assert_cmpuint (count (store), ==, N_SHARED - 1);
  g_assert_cmpuint (all[2].calls, >=, 1); /* with others, unless time had run out, and then by itself */
  g_assert_cmpuint (all[2].calls, <=, 2);
  g_assert_cmpuint (all[2].place, ==, 1);
  end (store, directory);
}

/* Before the commit nothing is unknown: a lock that did not come in time is no trouble of those beside it. */
static void
test_shared_with_one_that_waits_in_vain (void)
{
  char *directory = vas_test_dir_make ();
  VasStore *store = open_store (directory);
  Shared all[N_SHARED] = { 0 };

  for (guint i = 0; i < N_SHARED; i++)
    all[i].waits = TRUE;
  run_shared (store, all);
  for (guint i = 0; i < N_SHARED; i++)
    g_assert_true (all[i].done);
  g_assert_cmpuint (count (store), ==, N_SHARED);
  end (store, directory);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/shared/those-that-wait-share-one-commit", test_shared);
  g_test_add_func ("/store/shared/one-that-fails-does-not-spoil-those-beside-it-R32", test_shared_with_one_that_fails);
  g_test_add_func ("/store/shared/one-that-waits-in-vain-does-not-spoil-those-beside-it", test_shared_with_one_that_waits_in_vain);

  return g_test_run ();
}
