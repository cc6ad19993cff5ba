/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How commands enter the database, are held, undone and settled; and the trail that they leave. */

#include "vas-fixture.h"

#include "vas-command-type.h"
#include "vas-journal.h"
#include "vas-ledger.h"
#include "vas-staff.h"

#include <string.h>

static void
settle_all (VasFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  vas_sql_begin (f->sql, NULL);
  receipts = vas_ledger_settle (f->sql, NULL, f->now, &error);
  g_assert_no_error (error);
  vas_sql_commit (f->sql, NULL);
}

static gboolean
undo (VasFixture *f,
      const char *command_id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean undone;
  guint n;

  g_ptr_array_add (ids, (gpointer) command_id);
  vas_sql_begin (f->sql, NULL);
  undone = vas_ledger_undo (f->sql, ids, f->now, &n, NULL, &error);
  g_assert_cmpuint (n, ==, undone ? 1 : 0);
  if (!undone)
    g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_SETTLED);
  vas_sql_commit (f->sql, NULL);

  return undone;
}

static void
test_held_and_undone (VasFixture    **fixture,
                      gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasRequest) before = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, approve, 8);
  g_autoptr (VasRequest) held = vas_fixture_get_request (f, key);
  g_autoptr (VasRequest) after = NULL;

  g_assert_true (receipt->applied);
  g_assert_cmpint (receipt->hold_until, ==, f->now + 8 * G_USEC_PER_SEC);
  g_assert_cmpint (held->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 0);

  g_assert_true (undo (f, receipt->command_id));
  after = vas_fixture_get_request (f, key);
  g_assert_true (vas_entity_equal (before, after));
  g_assert_false (undo (f, receipt->command_id));
}

static void
test_settled_cannot_be_undone (VasFixture    **fixture,
                               gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasReceipt) receipt = vas_fixture_save (f, approve, 8);
  g_autoptr (VasRequest) after = NULL;

  settle_all (f);
  g_assert_false (undo (f, receipt->command_id));
  after = vas_fixture_get_request (f, key);
  g_assert_cmpint (after->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE state = 'held'"), ==, 0);
}

static void
test_undo_keeps_what_came_after (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *other = vas_fixture_add_order (f, "2025060110000002", 19800, "2025-06-01");
  g_autofree char *first = vas_fixture_enter (f, order, 19800);
  g_autofree char *second = vas_fixture_enter (f, other, 19800);
  g_autoptr (VasCommand) one = vas_fixture_command (f, "request.approve", f->clerk, first);
  g_autoptr (VasCommand) two = vas_fixture_command (f, "request.approve", f->clerk, second);
  g_autoptr (VasReceipt) held = vas_fixture_save (f, one, 8);
  g_autoptr (VasReceipt) later = vas_fixture_save (f, two, 8);
  g_autoptr (VasRequest) a = NULL;
  g_autoptr (VasRequest) b = NULL;

  g_assert_true (undo (f, held->command_id));
  a = vas_fixture_get_request (f, first);
  b = vas_fixture_get_request (f, second);
  g_assert_cmpint (a->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_cmpint (b->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_true (undo (f, later->command_id));
}

/* The hold of the first was ended by the next act on its request: the others are taken back all the same. */
static void
test_undo_several (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *first = vas_fixture_enter (f, order, 5000);
  g_autofree char *second = vas_fixture_enter (f, order, 5000);
  g_autoptr (VasCommand) one = vas_fixture_command (f, "request.approve", f->clerk, first);
  g_autoptr (VasCommand) two = vas_fixture_command (f, "request.approve", f->clerk, second);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, first);
  g_autoptr (VasReceipt) settled = vas_fixture_save (f, one, 8);
  g_autoptr (VasReceipt) held = vas_fixture_save (f, two, 8);
  g_autoptr (VasReceipt) next = vas_fixture_save (f, withdraw, 8);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (VasRequest) a = NULL;
  g_autoptr (VasRequest) b = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_ptr_array_add (ids, settled->command_id);
  g_ptr_array_add (ids, held->command_id);
  g_assert_true (vas_sql_begin (f->sql, NULL));
  g_assert_true (vas_ledger_undo (f->sql, ids, f->now, &n, NULL, &error));
  g_assert_true (vas_sql_commit (f->sql, NULL));
  g_assert_cmpuint (n, ==, 1);
  a = vas_fixture_get_request (f, first);
  b = vas_fixture_get_request (f, second);
  g_assert_cmpint (a->state, ==, VAS_REQUEST_STATE_WITHDRAWN);
  g_assert_cmpint (b->state, ==, VAS_REQUEST_STATE_REVIEW);
}

static void
test_next_act_ends_the_hold (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, key);
  g_autoptr (VasReceipt) held = vas_fixture_save (f, approve, 8);
  g_autoptr (VasReceipt) next = vas_fixture_save (f, withdraw, 8);

  g_assert_true (next->applied);
  g_assert_false (undo (f, held->command_id));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 1);
  g_assert_true (undo (f, next->command_id));
}

static void
test_same_id_twice (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) forged = vas_command_new_with_id (vas_command_get_id (claim), "request.claim", f->second_clerk, f->now);
  g_autoptr (VasReceipt) first = vas_fixture_save (f, claim, 0);
  g_autoptr (VasReceipt) again = vas_fixture_save (f, claim, 0);
  g_autoptr (VasReceipt) refused = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (first->applied && again->applied);
  g_assert_true (vas_verdict_equal (first->verdict, again->verdict));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.claim'"), ==, 1);

  vas_command_set_text (forged, "request", key);
  refused = vas_ledger_save (f->sql, forged, 0, f->now, &error);
  g_assert_null (refused);
  g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_REUSED);
}

static void
test_refused_leaves_nothing (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->agent, key);
  const gint64 rows = vas_fixture_count (f, "SELECT count (*) FROM outbox");

  vas_fixture_refuse (f, approve, "role-missing");
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox"), ==, rows);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.approve'"), ==, 0);
}

static void
test_trail_chain (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_approved (f, order, 19800);
  g_autoptr (GPtrArray) rows = vas_journal_list_after (f->sql, 0, 10, NULL);
  const char *previous = "";
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (key);
  g_assert_cmpint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (rows, i);
      g_autofree char *hash = vas_journal_row_hash (row);

      g_assert_cmpint (row->seq, ==, i + 1);
      g_assert_cmpstr (row->previous_hash, ==, previous);
      g_assert_cmpstr (row->hash, ==, hash);
      previous = row->hash;
    }

  g_assert_false (vas_sql_exec (f->sql, "UPDATE command_log SET actor = 'somebody'", &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT);
}

static void
test_personal_values_stand_apart (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);

  g_assert_nonnull (key);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_value WHERE value LIKE '%13800138000%'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE body LIKE '%13800138000%' "
                                         "OR body LIKE '%单晓明%' OR verdict LIKE '%13800138000%'"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE personal LIKE '%13800138000%'"), ==, 0);
}

static void
test_number_comes_with_authority (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter (f, order, 9800);
  g_autofree char *two = vas_fixture_enter (f, order, 10000);
  g_autoptr (VasRequest) first = vas_fixture_get_request (f, one);
  g_autoptr (VasRequest) second = vas_fixture_get_request (f, two);

  g_assert_cmpstr (first->number, ==, "KP2603-000001");
  g_assert_cmpstr (second->number, ==, "KP2603-000002");
}

static void
test_changed_meanwhile (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasRequest) seen = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "request.correct", f->agent, key);
  g_autoptr (VasCommand) stale = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasCommand) fresh = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasRequest) corrected = NULL;

  vas_command_set_text (correct, "caller_note", "called again");
  vas_fixture_apply (f, correct);
  corrected = vas_fixture_get_request (f, key);
  vas_command_expect (stale, VAS_ENTITY (seen));
  vas_fixture_refuse (f, stale, "changed-meanwhile");
  vas_command_expect (fresh, VAS_ENTITY (corrected));
  vas_fixture_apply (f, fresh);
}

/* Sent again while it is held, it answers as it did, and acts once. */
static void
test_same_id_while_held (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasRequest) before = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasReceipt) first = vas_fixture_save (f, approve, 8);
  g_autoptr (VasReceipt) again = vas_fixture_save (f, approve, 8);
  g_autoptr (VasRequest) after = NULL;

  g_assert_true (first->applied && again->applied);
  g_assert_cmpint (again->hold_until, ==, first->hold_until);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE state = 'held'"), ==, 1);
  g_assert_true (undo (f, first->command_id));
  after = vas_fixture_get_request (f, key);
  g_assert_true (vas_entity_equal (before, after));
}

/* What leaned on the command that is undone becomes a problem; it does not stand in the way. */
static void
test_undo_under_another (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) add = vas_fixture_command (f, "staff.add", f->administrator, NULL);
  g_autoptr (VasCommand) complain = vas_fixture_command (f, "complaint.open", f->agent, NULL);
  g_autoptr (VasReceipt) added = NULL;
  g_autoptr (VasReceipt) complained = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char *owner = NULL;
  guint n;

  vas_command_set_text (add, "login", "new");
  vas_command_set_text (add, "name", "新人");
  vas_command_set_text (add, "roles", "order-agent");
  added = vas_fixture_save (f, add, 8);
  owner = vas_fixture_first_subject (added, f, VAS_TYPE_STAFF);
  vas_command_set_text (complain, "subject", "account");
  vas_command_set_text (complain, "subject_key", f->account);
  vas_command_set_text (complain, "text", "…");
  vas_command_set_text (complain, "owner", owner);
  vas_command_set_text (complain, "due", "2026-03-20");
  complained = vas_fixture_save (f, complain, 8);
  g_assert_true (complained->applied);

  g_ptr_array_add (ids, added->command_id);
  g_assert_true (vas_sql_begin (f->sql, NULL));
  g_assert_true (vas_ledger_undo (f->sql, ids, f->now, &n, &refused, NULL));
  g_assert_true (vas_sql_commit (f->sql, NULL));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (refused->len, ==, 1);
  g_assert_cmpstr (((VasReceipt *) g_ptr_array_index (refused, 0))->command_id, ==, complained->command_id);
  g_assert_false (((VasReceipt *) g_ptr_array_index (refused, 0))->applied);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE state = 'refused' AND type = 'complaint.open'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM note"), ==, 0);
}

/* A held rejection frees what was paid; the next request for the order is an act on it, and stands on a settled one. */
static void
test_next_request_ends_the_hold (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  const char *reasons[] = { "R14", NULL };
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *first = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) reject = vas_fixture_command (f, "request.reject", f->clerk, first);
  g_autoptr (VasReceipt) held = NULL;
  g_autofree char *second = NULL;

  vas_command_set_texts (reject, "reasons", reasons);
  vas_command_set_text (reject, "text", "…");
  held = vas_fixture_save (f, reject, 8);
  g_assert_true (held->applied);

  second = vas_fixture_enter (f, order, 19800);
  g_assert_nonnull (second);
  g_assert_false (undo (f, held->command_id));
}

/* Whose hold was ended is told, so that nobody offers to undo it. */
static void
test_ended_is_told (VasFixture    **fixture,
                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasReceipt) held = vas_fixture_save (f, approve, 8);
  g_autoptr (VasReceipt) next = vas_fixture_save (f, claim, 0);

  g_assert_null (held->ended);
  g_assert_true (next->applied);
  g_assert_nonnull (next->ended);
  g_assert_cmpuint (next->ended->len, ==, 1);
  g_assert_cmpstr (((VasReceipt *) g_ptr_array_index (next->ended, 0))->command_id, ==, held->command_id);
}

/* Nothing open, nothing held: applied once, with authority, with no images; refused it leaves nothing behind. */
static void
test_at_once (VasFixture    **fixture,
              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  const gint64 n_logged = vas_fixture_count (f, "SELECT count (*) FROM command_log");
  g_autoptr (VasCommand) refused = vas_fixture_command (f, "request.approve", f->agent, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasReceipt) again = NULL;

  vas_fixture_refuse (f, refused, "role-missing");
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, n_logged);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox WHERE type = 'request.approve'"), ==, 0);
  vas_fixture_apply (f, approve);
  g_assert_cmpint (vas_fixture_count (f, "SELECT max (before_seq) IS NULL FROM before_request"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, n_logged + 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM outbox"), ==, 0);
  again = vas_fixture_save (f, approve, 0);
  g_assert_true (again->applied);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, n_logged + 1);
}

static void
assert_argument (const char *type,
                 const char *name,
                 const char *value,
                 gboolean    fits)
{
  g_autoptr (VasCommand) command = vas_command_new (type, "system", 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *quoted = g_strdup_printf ("“%s” must be", name);
  const VasArgument *arguments = vas_command_type_find (type)->arguments;

  for (const VasArgument *argument = arguments; argument->name != NULL; argument++)
    {
      if (argument->kind == VAS_ARG_KEY)
        vas_command_set_text (command, argument->name, "01890a5d-ac96-774b-bcce-b302099a8057");
      else if (argument->kind == VAS_ARG_TEXT)
        vas_command_set_text (command, argument->name, g_str_equal (argument->name, name) ? value : "x");
    }

  g_assert_cmpint (vas_command_check_arguments (command, &error), ==, fits);
  if (fits)
    return;
  g_assert_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, quoted));
}

/* What a supervisor reads in the trail is what was written. */
static void
test_readable (VasFixture    **fixture,
               gconstpointer   data)
{
  static const char * const names[] = { "reason", "text", "answer", "declared", "caller_note", NULL };
  guint n_types, n_found = 0;
  const VasCommandType * const *types = vas_command_type_list (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      for (const VasArgument *argument = types[i]->arguments; argument->name != NULL; argument++)
        {
          if (argument->kind != VAS_ARG_TEXT || !g_strv_contains (names, argument->name))
            continue;
          n_found++;
          g_assert_cmpint ((argument->flags & VAS_ARG_LINE) != 0, !=, (argument->flags & VAS_ARG_LINES) != 0);
        }
    }
  g_assert_cmpuint (n_found, >, 20);

  assert_argument ("order.close", "reason", "用户 要求", TRUE);
  assert_argument ("order.close", "reason", "用户\n要求", FALSE);
  assert_argument ("order.close", "reason", "好的\xe2\x80\xae", FALSE);
  assert_argument ("note.add", "text", "一\n\t二", TRUE);
  assert_argument ("note.add", "text", "一\xe2\x80\xae二", FALSE);
  assert_argument ("note.add", "text", "一\x01二", FALSE);
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/nothing-open-is-settled-at-once", test_at_once);
  ADD ("/ledger/undo-within-the-hold-leaves-no-trace", test_held_and_undone);
  ADD ("/ledger/settled-cannot-be-undone", test_settled_cannot_be_undone);
  ADD ("/ledger/undo-keeps-what-came-after", test_undo_keeps_what_came_after);
  ADD ("/ledger/undo/several-at-once-but-for-what-is-settled", test_undo_several);
  ADD ("/ledger/the-next-act-on-a-record-ends-its-hold", test_next_act_ends_the_hold);
  ADD ("/ledger/the-same-id-acts-once-R32", test_same_id_twice);
  ADD ("/ledger/refused-leaves-nothing-behind", test_refused_leaves_nothing);
  ADD ("/ledger/the-trail-is-a-chain-R29", test_trail_chain);
  ADD ("/ledger/personal-values-stand-apart-R29", test_personal_values_stand_apart);
  ADD ("/ledger/numbers-come-from-the-authority-without-holes", test_number_comes_with_authority);
  ADD ("/ledger/a-record-changed-meanwhile-is-not-overwritten-R32", test_changed_meanwhile);
  ADD ("/ledger/the-same-id-acts-once-while-it-is-held-R32", test_same_id_while_held);
  ADD ("/ledger/undo-makes-a-problem-of-what-leaned-on-it", test_undo_under_another);
  ADD ("/ledger/the-next-request-for-an-order-ends-a-hold-on-it-R15", test_next_request_ends_the_hold);
  ADD ("/ledger/whose-hold-was-ended-is-told", test_ended_is_told);
  ADD ("/ledger/words-for-people-read-as-they-were-written-R29", test_readable);
  return g_test_run ();
}
