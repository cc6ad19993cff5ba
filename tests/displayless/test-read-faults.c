/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A disk that cannot be read: whichever read fails while a command is judged or applied, it ends as an error of the store, or just as it
 * would have ended; never as "there is none", which would let a used waybill or a taken login pass (R32).
 */

#include "vas-command-type.h"
#include "vas-fault-vfs.h"
#include "vas-issued.h"
#include "vas-ledger.h"
#include "vas-test-dir.h"

#include <sqlite3.h>

#define MOST_READS 2000

typedef VasCommand *(*MakeFunc) (VasFixture *f);

static VasCommand *
make_claim (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 9800, "2025-06-01");
  g_autofree char *request = vas_fixture_enter (f, order, 9800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->second_clerk, request);

  vas_fixture_apply (f, claim);

  return vas_fixture_command (f, "request.claim", f->supervisor, request);
}

static VasCommand *
make_approve (VasFixture *f)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 9800, "2025-06-01");
  g_autofree char *request = vas_fixture_enter (f, order, 9800);

  return vas_fixture_command (f, "request.approve", f->clerk, request);
}

static VasCommand *
make_login (VasFixture *f)
{
  VasCommand *add = vas_fixture_command (f, "staff.add", f->administrator, NULL);

  vas_command_set_text (add, "login", "clerk");
  vas_command_set_text (add, "name", "another");
  vas_command_set_text (add, "roles", "invoice-clerk");

  return add;
}

static VasCommand *
make_setting (VasFixture *f)
{
  VasCommand *set = vas_fixture_command (f, "setting.set", f->administrator, NULL);
  g_autoptr (VasCommand) before = vas_fixture_command (f, "setting.set", f->administrator, NULL);

  vas_command_set_text (before, "name", "claim.minutes");
  vas_command_set_text (before, "value", "20");
  vas_fixture_apply (f, before);
  vas_command_set_text (set, "name", "claim.minutes");
  vas_command_set_text (set, "value", "40");

  return set;
}

static VasCommand *
make_waybill (VasFixture *f)
{
  g_autofree char *first = NULL, *second = NULL;
  g_autofree char *one = vas_issued_ready (f, "2025060110000001", "00015045", &first);
  g_autofree char *other = vas_issued_ready (f, "2025060110000002", "00015046", &second);
  g_autofree char *parcel = vas_issued_shipped (f, "SF1000000000001", first);

  g_assert_true (one != NULL && other != NULL && parcel != NULL);

  return vas_issued_ship (f, f->clerk, "SF1000000000001", second, NULL);
}

/* What a command comes to: "applied", or the codes of what is against it; NULL with an error. */
static char *
try_once (VasFixture  *f,
          VasCommand  *command,
          GError     **error)
{
  g_autoptr (VasReceipt) receipt = vas_ledger_save (f->sql, command, 0, f->now, error);
  g_autoptr (GString) codes = g_string_new (NULL);

  if (receipt == NULL)
    return NULL;
  for (guint i = 0; i < vas_verdict_get_n (receipt->verdict); i++)
    g_string_append_printf (codes, "%s ", vas_verdict_get (receipt->verdict, i)->code);

  return g_strdup_printf ("%s: %s", receipt->applied ? "applied" : "refused", codes->str);
}

static char *
try_with_fault (VasFixture  *f,
                VasCommand  *command,
                int          n_reads,
                GError     **error)
{
  char *outcome;

  vas_sql_exec (f->sql, "PRAGMA shrink_memory", NULL);
  vas_sql_begin (f->sql, NULL);
  if (n_reads >= 0)
    vas_fault_vfs_arm_reads (n_reads, SQLITE_IOERR_READ);
  outcome = try_once (f, command, error);
  vas_fault_vfs_disarm ();
  vas_sql_rollback (f->sql);

  return outcome;
}

static void
test_command (gconstpointer data)
{
  const MakeFunc *make = data;
  g_autofree char *directory = vas_test_dir_make ();
  g_autofree char *path = g_build_filename (directory, "office.db", NULL);
  VasFixture *f = vas_fixture_new_at (path);
  g_autoptr (VasCommand) command = (*make) (f);
  g_autofree char *expected = try_with_fault (f, command, -1, NULL);
  int n_failed = 0, n_reads = 0;
  gboolean ended = FALSE;

  g_assert_nonnull (expected);
  g_test_message ("%s", expected);
  for (; n_reads < MOST_READS && !ended; n_reads++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *outcome = try_with_fault (f, command, n_reads, &error);

      ended = outcome != NULL;
      if (outcome != NULL)
        g_assert_cmpstr (outcome, ==, expected);
      else
        g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FAILED);
      n_failed += outcome == NULL ? 1 : 0;
    }

  g_test_message ("%d reads failed", n_failed);
  g_assert_cmpint (n_failed, >, 3);
  g_assert_true (ended);
  vas_fixture_free (f);
  vas_test_dir_remove (directory);
}

int
main (int    argc,
      char **argv)
{
  static const MakeFunc makes[] = { make_claim, make_approve, make_login, make_setting, make_waybill };

  g_test_init (&argc, &argv, NULL);
  vas_fault_vfs_install ();
  g_test_add_data_func ("/read-faults/claim-of-a-claimed-case", &makes[0], test_command);
  g_test_add_data_func ("/read-faults/approval", &makes[1], test_command);
  g_test_add_data_func ("/read-faults/login-that-is-taken-R30", &makes[2], test_command);
  g_test_add_data_func ("/read-faults/setting-that-is-set", &makes[3], test_command);
  g_test_add_data_func ("/read-faults/waybill-that-is-used-R22", &makes[4], test_command);
  return g_test_run ();
}
