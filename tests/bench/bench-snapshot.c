/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long a snapshot takes: made by the backend, and loaded by a desk, without the network between (bootstrap of doc/performance.md).
 * The floor is SQLite copying the same orders into a new file with the same indexes.
 */

#include "bench-data.h"
#include "bench.h"
#include "vas-replica.h"
#include "vas-snapshot.h"
#include "vas-test-dir.h"

static VasSnapshot *
make (const char *directory,
      const char *chunks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = vas_replica_open_to_look (directory, FALSE, &error);
  VasSnapshot *snapshot;

  g_assert_no_error (error);
  vas_sql_begin (sql, NULL);
  snapshot = vas_snapshot_make (sql, chunks, NULL, &error);
  g_assert_no_error (error);
  vas_sql_rollback (sql);

  return snapshot;
}

static void
figure (const char *what,
        gint64      began,
        gint64      cpu,
        const char *goal)
{
  g_autofree char *text = g_strdup_printf ("%.1f s (%.1f s of processor)", (double) (bench_now () - began) / 1e9,
                                           (double) (bench_cpu_now () - cpu) / 1e9);

  bench_figure (what, text, goal);
}

static void
copy_bare (const char *from,
           const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasSql) sql = vas_replica_open_file (to, &error);
  g_autofree char *attach = g_strdup_printf ("ATTACH DATABASE '%s' AS old", from);

  g_assert_no_error (error);
  vas_sql_set_bulk (sql, TRUE, &error);
  vas_sql_exec (sql, attach, &error);
  vas_sql_exec (sql, "BEGIN IMMEDIATE; INSERT INTO orders SELECT * FROM old.orders; COMMIT", &error);
  g_assert_no_error (error);
}

static void
load (const VasSnapshot *snapshot,
      const char        *chunks,
      const char        *path)
{
  g_autoptr (GError) error = NULL;
  VasSql *sql = vas_snapshot_load (snapshot, path, chunks, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  vas_sql_close (sql);
}

int
main (int   argc,
      char *argv[])
{
  BenchData *data = bench_data_open (&argc, &argv);
  g_autofree char *dir = vas_test_dir_make ();
  g_autofree char *chunks = g_build_filename (dir, "chunks", NULL);
  g_autofree char *bare = g_build_filename (dir, "bare.db", NULL);
  g_autofree char *loaded = g_build_filename (dir, "loaded.db", NULL);
  g_autofree char *from = bench_data_path (data);
  g_autofree char *size = NULL;
  g_autoptr (VasSnapshot) snapshot = NULL;
  gint64 began = bench_now (), cpu = bench_cpu_now ();

  bench_head ("A snapshot of everything");
  snapshot = make (data->directory, chunks);
  figure ("made", began, cpu, "");
  size = g_strdup_printf ("%u chunks, %.1f MiB", snapshot->chunks->len,
                          (double) vas_snapshot_get_bytes (snapshot) / (1024 * 1024));
  bench_figure ("size", size, "");

  began = bench_now ();
  cpu = bench_cpu_now ();
  copy_bare (from, bare);
  figure ("copied by bare SQLite (floor)", began, cpu, "");

  began = bench_now ();
  cpu = bench_cpu_now ();
  load (snapshot, chunks, loaded);
  figure ("loaded, digests compared", began, cpu, "≤ 60 s");

  vas_test_dir_remove (dir);
  bench_data_close (data);
  return 0;
}
