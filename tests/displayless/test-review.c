/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reviewing invoice requests: R13, R17, R19 and R30, both sides of every edge. */

#include "vas-fixture.h"

#include "vas-command-type.h"
#include "vas-table.h"
#include "vas-time.h"

typedef VasFixture *Fixture;

/* A request.enter with everything but its orders. */
static VasCommand *
enter (VasFixture *f,
       const char *actor)
{
  VasCommand *command = vas_fixture_command (f, "request.enter", actor, NULL);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "title_kind", "company");
  vas_command_set_text (command, "title", "示例科技(深圳) 有限公司");
  vas_command_set_text (command, "taxpayer_id", "91330100799655058B");
  vas_command_set_text (command, "delivery", "pickup");

  return command;
}

/* (transfer full): the key of a request that the clerk entered, as one that came by @source. */
static char *
enter_one (VasFixture *f,
           const char *source)
{
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (f, f->clerk);
  g_autoptr (VasReceipt) receipt = NULL;
  const gboolean called = g_str_equal (source, "phone");

  vas_command_set_text (command, "source", source);
  vas_fixture_add_share (command, order, 19800, called ? "4415" : NULL, called ? 19800 : VAS_NONE);
  receipt = vas_fixture_save (f, command, 0);
  g_assert_true (receipt->applied);

  return vas_fixture_first_subject (receipt, f, VAS_TYPE_REQUEST);
}

static void
move_to (VasFixture *f,
         const char *date,
         int         hour)
{
  VasDate day = 0;

  g_assert_true (vas_date_parse (date, &day, NULL));
  f->now = vas_date_start (day) + hour * VAS_INSTANT_HOUR;
}

static void
test_reject_needs_a_reason (Fixture       *fixture,
                            gconstpointer  data)
{
  VasFixture *f = *fixture;
  const char *none[] = { NULL };
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) reject = vas_fixture_command (f, "request.reject", f->clerk, key);

  vas_command_set_texts (reject, "reasons", none);
  vas_command_set_text (reject, "text", "…");
  vas_fixture_refuse (f, reject, "reason-missing");
}

static void
test_two_persons (Fixture       *fixture,
                  gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = enter_one (f, "phone");
  g_autoptr (VasCommand) own = NULL;
  g_autoptr (VasCommand) other = NULL;

  own = vas_fixture_command (f, "request.approve", f->clerk, key);
  vas_fixture_refuse (f, own, "enterer-is-approver");
  other = vas_fixture_command (f, "request.approve", f->second_clerk, key);
  vas_fixture_apply (f, other);
}

/* A request that is said to come from the shop was entered by a person all the same. */
static void
test_source_hides_nobody (Fixture       *fixture,
                          gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = enter_one (f, "shop");
  g_autoptr (VasCommand) own = NULL;

  own = vas_fixture_command (f, "request.approve", f->clerk, key);
  vas_fixture_refuse (f, own, "enterer-is-approver");
}

/* Neither who entered it nor who corrected it approves; a third person does. */
static void
test_correction_frees_nobody (Fixture       *fixture,
                              gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *key = enter_one (f, "phone");
  g_autoptr (VasCommand) correct = NULL;
  g_autoptr (VasCommand) enterer = NULL;
  g_autoptr (VasCommand) corrector = NULL;
  g_autoptr (VasCommand) third = NULL;

  correct = vas_fixture_command (f, "request.correct", f->second_clerk, key);
  vas_command_set_text (correct, "caller_note", "called again");
  vas_fixture_apply (f, correct);

  enterer = vas_fixture_command (f, "request.approve", f->clerk, key);
  vas_fixture_refuse (f, enterer, "enterer-is-approver");
  corrector = vas_fixture_command (f, "request.approve", f->second_clerk, key);
  vas_fixture_refuse (f, corrector, "enterer-is-approver");
  third = vas_fixture_command (f, "request.approve", f->supervisor, key);
  vas_fixture_apply (f, third);
}

/* The limit is ¥10,000: at it one person approves, over it two. */
static void
test_second_person_over_the_limit (Fixture       *fixture,
                                   gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 3000000, "2025-06-01");
  g_autofree char *at = vas_fixture_enter_approved (f, order, 1000000);
  g_autofree char *over = vas_fixture_enter_approved (f, order, 1000001);
  g_autoptr (VasRequest) at_limit = vas_fixture_get_request (f, at);
  g_autoptr (VasRequest) over_limit = vas_fixture_get_request (f, over);
  g_autoptr (VasCommand) clerk = vas_fixture_command (f, "request.second", f->clerk, over);
  g_autoptr (VasCommand) supervisor = vas_fixture_command (f, "request.second", f->supervisor, over);
  g_autoptr (VasRequest) seconded = NULL;

  g_assert_cmpint (at_limit->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (over_limit->state, ==, VAS_REQUEST_STATE_SECOND);
  vas_fixture_refuse (f, clerk, "role-missing");
  vas_fixture_apply (f, supervisor);
  seconded = vas_fixture_get_request (f, over);
  g_assert_cmpint (seconded->state, ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpstr (seconded->seconded_by, ==, f->supervisor);
}

static gboolean
tells_supervisor (VasFixture *f,
                  const char *request)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f, "request.approve", f->clerk, request);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasRun) run = vas_run_new (f->sql, command, f->now, TRUE, &error);
  g_autoptr (VasVerdict) verdict = NULL;

  g_assert_no_error (error);
  verdict = vas_run_judge (run, &error);
  g_assert_no_error (error);

  return vas_verdict_find_code (verdict, "supervisor-follows") != NULL;
}

static void
test_second_person_is_told_before (Fixture       *fixture,
                                   gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 3000000, "2025-06-01");
  g_autofree char *at = vas_fixture_enter (f, order, 1000000);
  g_autofree char *over = vas_fixture_enter (f, order, 1000001);

  g_assert_false (tells_supervisor (f, at));
  g_assert_true (tells_supervisor (f, over));
}

static void
test_supervisor_is_not_two_persons (Fixture       *fixture,
                                    gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 3000000, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 1000001);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->supervisor, key);
  g_autoptr (VasCommand) second = vas_fixture_command (f, "request.second", f->supervisor, key);
  g_autoptr (VasCommand) back = vas_fixture_command (f, "request.send-back", f->supervisor, key);
  g_autoptr (VasRequest) request = NULL;

  vas_fixture_apply (f, approve);
  vas_fixture_refuse (f, second, "approver-is-second");
  vas_command_set_text (back, "reason", "金额待核");
  vas_fixture_apply (f, back);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_null (request->approved_by);
}

static VasCommand *
extend (VasFixture *f,
        const char *actor,
        const char *key,
        const char *due)
{
  VasCommand *command = vas_fixture_command (f, "request.extend", actor, key);

  vas_command_set_text (command, "reason", "快递信息待确认");
  vas_command_set_text (command, "due", due);
  vas_command_set_text (command, "text", "您的开票申请审核期限延长。");

  return command;
}

/* Entered on 2026-03-10: the term ends on 2026-03-31. */
static void
test_extension (Fixture       *fixture,
                gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) same = extend (f, f->clerk, key, "2026-03-31");
  g_autoptr (VasCommand) good = NULL;
  g_autoptr (VasCommand) second = NULL;
  g_autoptr (VasCommand) by_supervisor = NULL;
  g_autoptr (VasRequest) request = NULL;

  vas_fixture_refuse (f, same, "extension-not-later");
  move_to (f, "2026-03-31", 23);
  good = extend (f, f->clerk, key, "2026-04-01");
  vas_fixture_apply (f, good);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM notice WHERE kind = 'extended'"), ==, 1);
  second = extend (f, f->clerk, key, "2026-04-02");
  vas_fixture_refuse (f, second, "extension-second");
  by_supervisor = extend (f, f->supervisor, key, "2026-04-02");
  vas_fixture_apply (f, by_supervisor);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->extensions, ==, 2);
  g_assert_cmpint (request->review_due, ==, vas_date_from_ymd (2026, 4, 2));
}

/* Of several at once each is judged alone, and only the supervisor may. */
static void
test_extension_of_many (Fixture       *fixture,
                        gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *one = vas_fixture_enter (f, order, 9800);
  g_autofree char *two = vas_fixture_enter (f, order, 10000);
  const char * const keys[] = { one, two };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (VasCommand) by_clerk = extend (f, f->clerk, keys[i], "2026-04-01");
      g_autoptr (VasCommand) by_supervisor = extend (f, f->supervisor, keys[i], "2026-04-01");

      vas_command_set_bool (by_clerk, "many", TRUE);
      vas_fixture_refuse (f, by_clerk, "extension-many");
      vas_command_set_bool (by_supervisor, "many", TRUE);
      vas_fixture_apply (f, by_supervisor);
    }
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM notice WHERE kind = 'extended'"), ==, 2);
}

static void
test_extension_too_late (Fixture       *fixture,
                         gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) late = NULL;

  move_to (f, "2026-04-01", 0);
  late = extend (f, f->supervisor, key, "2026-04-30");
  vas_fixture_refuse (f, late, "extension-late");
}

static void
test_correct_cancels_the_approval (Fixture       *fixture,
                                   gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_approved (f, order, 19800);
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "request.correct", f->agent, key);
  g_autoptr (VasRequest) request = NULL;

  vas_command_set_text (correct, "title", "尉迟明");
  vas_fixture_add_share (correct, order, 9900, "4415", 9900);
  vas_fixture_apply (f, correct);
  request = vas_fixture_get_request (f, key);
  g_assert_cmpint (request->state, ==, VAS_REQUEST_STATE_REVIEW);
  g_assert_null (request->approved_by);
  g_assert_cmpstr (request->title, ==, "尉迟明");
  g_assert_cmpint (request->amount, ==, 9900);
  g_assert_cmpint (request->due, ==, request->review_due);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (amount) FROM share"), ==, 9900);
}

/* Paid on 2025-03-12, an order may be asked for until 2026-03-12: so long a correction of an older request may add it. */
static void
test_correct_adds_in_time (Fixture       *fixture,
                           gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *old = vas_fixture_add_order (f, "2025031210004416", 9800, "2025-03-12");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) late = NULL;
  g_autoptr (VasCommand) in_time = NULL;

  move_to (f, "2026-03-13", 0);
  late = vas_fixture_command (f, "request.correct", f->agent, key);
  vas_fixture_add_share (late, order, 19800, "4415", 19800);
  vas_fixture_add_share (late, old, 9800, "4416", 9800);
  vas_fixture_refuse (f, late, "window-missed");

  move_to (f, "2026-03-12", 23);
  in_time = vas_fixture_command (f, "request.correct", f->agent, key);
  vas_fixture_add_share (in_time, order, 19800, "4415", 19800);
  vas_fixture_add_share (in_time, old, 9800, "4416", 9800);
  vas_fixture_apply (f, in_time);
}

/* A desk whose clock was set back says that it was in time; what arrives a day later is a supervisor's to decide. */
static void
test_correct_adds_late (Fixture       *fixture,
                        gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *old = vas_fixture_add_order (f, "2025031210004416", 9800, "2025-03-12");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) late = NULL;
  g_autoptr (VasCommand) without = NULL;
  g_autoptr (VasReceipt) refused = NULL;

  move_to (f, "2026-03-12", 23);
  late = vas_fixture_command (f, "request.correct", f->agent, key);
  vas_fixture_add_share (late, order, 19800, "4415", 19800);
  vas_fixture_add_share (late, old, 9800, "4416", 9800);
  without = vas_fixture_command (f, "request.correct", f->agent, key);
  vas_fixture_add_share (without, order, 9800, "4415", 9800);

  f->now += VAS_INSTANT_DAY + 1;
  refused = vas_fixture_save (f, late, 0);
  g_assert_false (refused->applied);
  g_assert_nonnull (vas_verdict_find_code (refused->verdict, "window-late-arrival"));
  vas_fixture_apply (f, without);
}

static void
test_withdraw (Fixture       *fixture,
               gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_approved (f, order, 19800);
  g_autoptr (VasCommand) withdraw = vas_fixture_command (f, "request.withdraw", f->agent, key);
  g_autoptr (VasCommand) again = vas_fixture_command (f, "request.withdraw", f->agent, key);
  g_autofree char *anew = NULL;

  vas_fixture_apply (f, withdraw);
  vas_fixture_refuse (f, again, "state-moved");
  anew = vas_fixture_enter (f, order, 19800);
  g_assert_nonnull (anew);
}

static void
test_claims (Fixture       *fixture,
             gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) other = vas_fixture_command (f, "request.claim", f->second_clerk, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->second_clerk, key);
  g_autoptr (VasCommand) takeover = vas_fixture_command (f, "request.claim", f->supervisor, key);
  g_autoptr (VasCommand) after = NULL;

  vas_fixture_apply (f, claim);
  vas_command_acknowledge (other, "claimed-by-other");
  vas_fixture_refuse (f, other, "takeover-is-supervisors");
  vas_fixture_refuse (f, approve, "claimed-by-other");
  vas_command_acknowledge (takeover, "claimed-by-other");
  vas_fixture_apply (f, takeover);

  f->now += 30 * VAS_INSTANT_MINUTE;
  after = vas_fixture_command (f, "request.claim", f->clerk, key);
  vas_fixture_apply (f, after);
}

static VasCommand *
note (VasFixture *f,
      const char *actor,
      const char *request)
{
  VasCommand *command = vas_fixture_command (f, "note.add", actor, NULL);

  vas_command_set_text (command, "subject", "request");
  vas_command_set_text (command, "subject_key", request);
  vas_command_set_text (command, "text", "called back");

  return command;
}

/* What is given up is as what was never claimed, in the database too: a desk that hears of it by the feed holds the same. */
static void
test_claim_given_up (Fixture       *fixture,
                     gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) release = vas_fixture_command (f, "request.release", f->clerk, key);
  g_autoptr (VasCommand) other = vas_fixture_command (f, "request.claim", f->second_clerk, key);
  g_autoptr (VasCommand) foreign = vas_fixture_command (f, "request.release", f->second_clerk, key);

  vas_fixture_apply (f, claim);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM request WHERE claimed_until IS NULL"), ==, 0);
  vas_fixture_refuse (f, foreign, "claim-not-own");
  vas_fixture_apply (f, release);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM request WHERE claimed_by IS NULL AND claimed_until IS NULL"), ==, 1);
  vas_fixture_apply (f, other);
}

/* Up to the last moment of the claim its owner's work moves the end; the record that others read is the same. */
static void
test_work_prolongs_a_claim (Fixture       *fixture,
                            gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) worked = NULL;
  g_autoptr (VasRequest) before = NULL;
  g_autoptr (VasRequest) after = NULL;

  vas_fixture_apply (f, claim);
  before = vas_fixture_get_request (f, key);
  g_assert_cmpint (before->claimed_until, ==, f->now + 30 * VAS_INSTANT_MINUTE);

  f->now = before->claimed_until - 1;
  worked = note (f, f->clerk, key);
  vas_fixture_apply (f, worked);
  after = vas_fixture_get_request (f, key);
  g_assert_cmpstr (after->claimed_by, ==, f->clerk);
  g_assert_cmpint (after->claimed_until, ==, f->now + 30 * VAS_INSTANT_MINUTE);
  g_assert_cmpint (vas_entity_get_ver (VAS_ENTITY (after)), ==, vas_entity_get_ver (VAS_ENTITY (before)));
}

static void
test_ended_claim_stays_ended (Fixture       *fixture,
                              gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) worked = NULL;
  g_autoptr (VasRequest) before = NULL;
  g_autoptr (VasRequest) after = NULL;

  vas_fixture_apply (f, claim);
  before = vas_fixture_get_request (f, key);
  f->now = before->claimed_until;
  worked = note (f, f->clerk, key);
  vas_fixture_apply (f, worked);
  after = vas_fixture_get_request (f, key);
  g_assert_cmpint (after->claimed_until, ==, before->claimed_until);
}

/* What somebody else does on the case is no work of the claimant, whatever his role. */
static void
test_others_prolong_no_claim (Fixture       *fixture,
                              gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) worked = note (f, f->supervisor, key);
  g_autoptr (VasRequest) before = NULL;
  g_autoptr (VasRequest) after = NULL;

  vas_fixture_apply (f, claim);
  before = vas_fixture_get_request (f, key);
  f->now += 10 * VAS_INSTANT_MINUTE;
  vas_fixture_apply (f, worked);
  after = vas_fixture_get_request (f, key);
  g_assert_cmpstr (after->claimed_by, ==, f->clerk);
  g_assert_cmpint (after->claimed_until, ==, before->claimed_until);
}

/* Claiming again is what a desk does while somebody types: what he decides on is still the case that he read. */
static void
test_claim_again_keeps_the_reading (Fixture       *fixture,
                                    gconstpointer  data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110004415", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasCommand) again = NULL;
  g_autoptr (VasCommand) decided = NULL;
  g_autoptr (VasRequest) read = NULL;
  g_autoptr (VasRequest) after = NULL;

  vas_fixture_apply (f, claim);
  read = vas_fixture_get_request (f, key);
  f->now += 16 * VAS_INSTANT_MINUTE;
  again = vas_fixture_command (f, "request.claim", f->clerk, key);
  vas_fixture_apply (f, again);
  after = vas_fixture_get_request (f, key);
  g_assert_cmpint (after->claimed_until, ==, f->now + 30 * VAS_INSTANT_MINUTE);

  decided = vas_fixture_command (f, "request.withdraw", f->clerk, key);
  vas_command_expect (decided, VAS_ENTITY (read));
  vas_fixture_apply (f, decided);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/request/approve/enterer-never-approves-R13", test_two_persons);
  ADD ("/review/four-eyes/a-source-hides-nobody-R13", test_source_hides_nobody);
  ADD ("/review/four-eyes/a-correction-frees-nobody-R13", test_correction_frees_nobody);
  ADD ("/request/approve/over-the-limit-two-persons-R30", test_second_person_over_the_limit);
  ADD ("/request/approve/a-second-person-is-told-before-R30", test_second_person_is_told_before);
  ADD ("/request/approve/one-person-is-not-two-R30", test_supervisor_is_not_two_persons);
  ADD ("/request/reject/needs-a-reason", test_reject_needs_a_reason);
  ADD ("/request/extend/before-the-date-to-a-later-one-second-by-supervisor-R19", test_extension);
  ADD ("/request/extend/many-at-once-are-the-supervisors-R19", test_extension_of_many);
  ADD ("/request/extend/not-after-the-date-R19", test_extension_too_late);
  ADD ("/request/correct/cancels-the-approval-R17", test_correct_cancels_the_approval);
  ADD ("/request/correct/adds-an-order-only-within-its-year-R16", test_correct_adds_in_time);
  ADD ("/request/correct/an-order-added-late-is-the-supervisors-R16", test_correct_adds_late);
  ADD ("/request/withdraw/before-issue-once-R17", test_withdraw);
  ADD ("/request/claim/given-up-leaves-nothing-behind-I6", test_claim_given_up);
  ADD ("/request/claim/taken-over-by-the-supervisor-or-when-ended", test_claims);
  ADD ("/request/claim/work-of-the-claimant-prolongs-it-to-its-last-moment", test_work_prolongs_a_claim);
  ADD ("/request/claim/ended-is-not-prolonged", test_ended_claim_stays_ended);
  ADD ("/request/claim/work-of-others-prolongs-nothing", test_others_prolong_no_claim);
  ADD ("/request/claim/claimed-again-lasts-longer-and-is-the-same-reading", test_claim_again_keeps_the_reading);
  return g_test_run ();
}
