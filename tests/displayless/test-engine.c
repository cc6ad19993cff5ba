/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine with a main loop: holds end by themselves, also those of a program that is gone. */

#include "vas-engine.h"
#include "vas-fixture.h"
#include "vas-table.h"
#include "vas-test-dir.h"

typedef struct {
  char       *directory;
  char       *request;
  char       *clerk;
  gint64      now;
  VasStore   *store;
  VasEngine  *engine;
  VasReceipt *receipt;
  guint       n_settled;
  gboolean    refused;
} Fixture;

static void
settled_cb (Fixture    *f,
            const char *command_id,
            gboolean    refused)
{
  f->n_settled++;
  f->refused = refused;
}

static void
open_engine (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = vas_store_open (f->directory, VAS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
  f->engine = vas_engine_new (f->store);
  vas_engine_set_now (f->engine, f->now);
  g_signal_connect_swapped (f->engine, "settled", G_CALLBACK (settled_cb), f);
}

static void
close_engine (Fixture *f)
{
  vas_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE));
  g_clear_object (&f->engine);
  g_clear_object (&f->store);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (VasFixture) office = NULL;
  g_autofree char *order = NULL;

  f->directory = vas_test_dir_make ();
  path = g_build_filename (f->directory, "replica.db", NULL);
  office = vas_fixture_new_at (path);
  order = vas_fixture_add_order (office, "2025060110000001", 19800, "2025-06-01");
  f->request = vas_fixture_enter (office, order, 19800);
  f->clerk = g_strdup (office->clerk);
  f->now = office->now;
  g_clear_pointer (&office, vas_fixture_free);
  open_engine (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_engine (f);
  g_clear_pointer (&f->receipt, vas_receipt_free);
  vas_test_dir_remove (f->directory);
  g_free (f->directory);
  g_free (f->request);
  g_free (f->clerk);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr (GError) error = NULL;

  f->receipt = vas_engine_run_finish (VAS_ENGINE (object), result, &error);
  g_assert_no_error (error);
}

static void
approve (Fixture *f)
{
  g_autoptr (VasCommand) command = vas_command_new ("request.approve", f->clerk, f->now);

  vas_command_set_text (command, "request", f->request);
  vas_engine_run_async (f->engine, command, NULL, ran_cb, f);
  while (f->receipt == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (f->receipt->applied);
}

static void
wait_for_settling (Fixture *f)
{
  while (f->n_settled == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (f->refused);
}

static void
test_hold_ends (Fixture       *f,
                gconstpointer  data)
{
  vas_engine_set_hold (f->engine, 1);
  approve (f);
  g_assert_cmpint (f->receipt->hold_until, ==, f->now + G_USEC_PER_SEC);
  g_assert_cmpuint (f->n_settled, ==, 0);

  vas_engine_set_now (f->engine, f->now + G_USEC_PER_SEC);
  wait_for_settling (f);
}

static void
test_hold_of_another_program (Fixture       *f,
                              gconstpointer  data)
{
  approve (f);
  close_engine (f);
  f->now += G_TIME_SPAN_HOUR;
  open_engine (f);
  g_assert_cmpuint (f->n_settled, ==, 0);

  vas_engine_start (f->engine);
  wait_for_settling (f);
}

static void
batch_ended_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  *(gint64 *) user_data = vas_engine_end_batch_finish (VAS_ENGINE (object), result, &error);
  g_assert_no_error (error);
}

static gboolean
passed_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pass_time (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

/* The saving of a batch takes longer than the hold: it is held until its end all the same, and from there as long as any. */
static void
test_batch (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gint64 until = VAS_NONE;

  vas_engine_set_hold (f->engine, 1);
  vas_engine_begin_batch (f->engine);
  approve (f);
  vas_engine_set_now (f->engine, f->now + 5 * G_USEC_PER_SEC);
  pass_time (1200);
  g_assert_cmpuint (f->n_settled, ==, 0);

  g_ptr_array_add (ids, f->receipt->command_id);
  vas_engine_end_batch_async (f->engine, ids, NULL, batch_ended_cb, &until);
  while (until == VAS_NONE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (until, ==, f->now + 6 * G_USEC_PER_SEC);
  g_assert_cmpuint (f->n_settled, ==, 0);

  vas_engine_set_now (f->engine, until);
  wait_for_settling (f);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/engine/a-hold-ends-by-itself", test_hold_ends);
  ADD ("/engine/a-hold-of-a-program-that-is-gone-ends-at-the-next-start", test_hold_of_another_program);
  ADD ("/engine/a-batch-is-held-whole-from-when-its-last-command-is-saved", test_batch);
  return g_test_run ();
}
