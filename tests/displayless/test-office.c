/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R30: staff, deputies and settings; the list of an office of one clerk (R13); notes and complaints (R29). */

#include "vas-issued.h"

#include "vas-deputy.h"
#include "vas-note.h"
#include "vas-parcel-store.h"
#include "vas-role.h"
#include "vas-house.h"
#include "vas-staff.h"
#include "vas-table.h"

static VasStaff *
get_staff (VasFixture *f,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  VasStaff *staff = vas_table_get (f->sql, VAS_TYPE_STAFF, key, &error);

  g_assert_no_error (error);

  return staff;
}

static VasCommand *
edit (VasFixture *f,
      const char *actor,
      const char *staff)
{
  VasCommand *command = vas_command_new ("staff.edit", actor, f->now);

  vas_command_set_text (command, "staff", staff);

  return command;
}

static VasCommand *
deputise (VasFixture *f,
          const char *actor,
          const char *principal,
          const char *deputy,
          const char *roles,
          const char *from,
          const char *to)
{
  VasCommand *command = vas_command_new ("deputy.name", actor, f->now);

  vas_command_set_text (command, "principal", principal);
  vas_command_set_text (command, "deputy", deputy);
  vas_command_set_text (command, "roles", roles);
  vas_command_set_text (command, "from", from);
  vas_command_set_text (command, "to", to);

  return command;
}

/* The clerk stands in for the supervisor from today to the day after tomorrow. */
static void
clerk_for_supervisor (VasFixture *f)
{
  g_autoptr (VasCommand) name = deputise (f, f->supervisor, f->supervisor, f->clerk, "invoice-supervisor", "2026-03-10",
                                          "2026-03-12");

  vas_fixture_apply (f, name);
}

static VasCommand *
set_value (VasFixture *f,
           const char *actor,
           const char *name,
           const char *value)
{
  VasCommand *command = vas_command_new ("setting.set", actor, f->now);

  vas_command_set_text (command, "name", name);
  vas_command_set_text (command, "value", value);

  return command;
}

static void
test_edit (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) by_clerk = edit (f, f->clerk, f->agent);
  g_autoptr (VasCommand) change = edit (f, f->administrator, f->agent);
  g_autoptr (VasCommand) nonsense = edit (f, f->administrator, f->agent);
  g_autoptr (VasStaff) staff = NULL;

  vas_command_set_text (by_clerk, "name", "张三");
  vas_fixture_refuse (f, by_clerk, "role-missing");
  vas_command_set_text (nonsense, "roles", "boss");
  vas_issued_malformed (f, nonsense);

  vas_command_set_text (change, "name", "张三");
  vas_command_set_text (change, "roles", "order-agent invoice-clerk");
  vas_command_set_bool (change, "active", FALSE);
  vas_fixture_apply (f, change);
  staff = get_staff (f, f->agent);
  g_assert_cmpstr (staff->name, ==, "张三");
  g_assert_cmpint (staff->roles, ==, VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK);
  g_assert_false (staff->active);
  g_assert_cmpstr (staff->login, ==, "agent");
}

static void
test_last_administrator (VasFixture    **fixture,
                         gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) leave = edit (f, f->administrator, f->administrator);
  g_autoptr (VasCommand) step_down = edit (f, f->administrator, f->administrator);
  g_autoptr (VasCommand) second = edit (f, f->administrator, f->supervisor);
  g_autoptr (VasCommand) leave_now = edit (f, f->administrator, f->administrator);

  vas_command_set_bool (leave, "active", FALSE);
  vas_fixture_refuse (f, leave, "last-administrator");
  vas_command_set_text (step_down, "roles", "auditor");
  vas_fixture_refuse (f, step_down, "last-administrator");
  vas_command_set_text (second, "roles", "invoice-supervisor administrator");
  vas_fixture_apply (f, second);
  vas_command_set_bool (leave_now, "active", FALSE);
  vas_fixture_apply (f, leave_now);
}

static void
test_inactive_acts_no_more (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) leave = edit (f, f->administrator, f->clerk);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);

  clerk_for_supervisor (f);
  vas_command_set_bool (leave, "active", FALSE);
  vas_fixture_apply (f, leave);
  vas_fixture_refuse (f, approve, "role-missing");
}

static void
test_deputy_rules (VasFixture    **fixture,
                   gconstpointer   data)
{
  VasFixture *f = *fixture;
  const struct { const char *actor, *principal, *deputy, *roles, *from, *to, *code; } cases[] = {
    { f->clerk, f->supervisor, f->clerk, "invoice-supervisor", "2026-03-10", "2026-03-12", "deputy-not-own" },
    { f->supervisor, f->supervisor, f->supervisor, "invoice-supervisor", "2026-03-10", "2026-03-12", "deputy-is-principal" },
    { f->supervisor, f->supervisor, f->clerk, "invoice-supervisor administrator", "2026-03-10", "2026-03-12",
      "deputy-beyond-principal" },
    { f->supervisor, f->supervisor, f->clerk, "invoice-supervisor", "2026-03-12", "2026-03-11", "deputy-dates" },
    { f->supervisor, f->supervisor, f->clerk, "invoice-supervisor", "2026-03-01", "2026-03-09", "deputy-past" },
  };
  g_autoptr (VasCommand) by_administrator = deputise (f, f->administrator, f->supervisor, f->clerk, "invoice-supervisor",
                                                      "2026-03-01", "2026-03-10");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCommand) command = deputise (f, cases[i].actor, cases[i].principal, cases[i].deputy, cases[i].roles,
                                                 cases[i].from, cases[i].to);

      vas_fixture_refuse (f, command, cases[i].code);
    }
  vas_fixture_apply (f, by_administrator);
}

static void
test_deputy_of_nobody_here (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) leave = edit (f, f->administrator, f->second_clerk);
  g_autoptr (VasCommand) name = deputise (f, f->clerk, f->clerk, f->second_clerk, "invoice-clerk", "2026-03-10", "2026-03-12");

  vas_command_set_bool (leave, "active", FALSE);
  vas_fixture_apply (f, leave);
  vas_fixture_refuse (f, name, "deputy-inactive");
}

/* Whether the clerk may do what is the supervisor's, on a day of March 2026. */
static gboolean
may_set (VasFixture *f,
         int         day)
{
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  f->now = vas_date_start (vas_date_from_ymd (2026, 3, day)) + 9 * VAS_INSTANT_HOUR;
  command = set_value (f, f->clerk, "claim.minutes", "20");
  receipt = vas_fixture_save (f, command, 0);

  return receipt->applied;
}

static void
test_deputy_days (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) name = deputise (f, f->supervisor, f->supervisor, f->clerk, "invoice-supervisor", "2026-03-11",
                                          "2026-03-12");

  vas_fixture_apply (f, name);
  g_assert_false (may_set (f, 10));
  g_assert_true (may_set (f, 11));
  g_assert_true (may_set (f, 12));
  g_assert_false (may_set (f, 13));
}

static void
test_deputy_loses_with_principal (VasFixture    **fixture,
                                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) demote = edit (f, f->administrator, f->supervisor);

  clerk_for_supervisor (f);
  g_assert_true (may_set (f, 10));
  vas_command_set_text (demote, "roles", "auditor");
  vas_fixture_apply (f, demote);
  g_assert_false (may_set (f, 10));
}

static void
test_deputy_ends (VasFixture    **fixture,
                  gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasDeputy) deputy = NULL;
  g_autoptr (VasCommand) by_clerk = NULL, end = NULL, again = NULL;
  const char *key;

  clerk_for_supervisor (f);
  deputy = vas_table_find (f->sql, VAS_TYPE_DEPUTY, "deputy_key", f->clerk, NULL);
  key = vas_entity_get_key (VAS_ENTITY (deputy));
  g_assert_true (may_set (f, 11));
  by_clerk = vas_command_new ("deputy.end", f->clerk, f->now);
  end = vas_command_new ("deputy.end", f->supervisor, f->now);
  again = vas_command_new ("deputy.end", f->supervisor, f->now);
  vas_command_set_text (by_clerk, "deputation", key);
  vas_command_set_text (end, "deputation", key);
  vas_command_set_text (again, "deputation", key);
  vas_fixture_refuse (f, by_clerk, "deputy-not-own");
  vas_fixture_apply (f, end);
  g_assert_false (may_set (f, 11));
  vas_fixture_refuse (f, again, "deputy-ended");
}

static void
test_deputy_ended_on_its_first_day (VasFixture    **fixture,
                                    gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasDeputy) deputy = NULL;
  g_autoptr (VasCommand) end = vas_command_new ("deputy.end", f->supervisor, f->now);

  clerk_for_supervisor (f);
  deputy = vas_table_find (f->sql, VAS_TYPE_DEPUTY, "deputy_key", f->clerk, NULL);
  vas_command_set_text (end, "deputation", vas_entity_get_key (VAS_ENTITY (deputy)));
  vas_fixture_apply (f, end);
  g_assert_false (may_set (f, 10));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type LIKE 'deputy.%'"), ==, 2);
}

static void
test_proposer_never_approves (VasFixture    **fixture,
                              gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) name = deputise (f, f->clerk, f->clerk, f->agent, "invoice-clerk", "2026-03-10", "2026-03-12");
  g_autoptr (VasCommand) own = vas_fixture_command (f, "request.approve", f->agent, key);
  g_autoptr (VasCommand) other = vas_fixture_command (f, "request.approve", f->clerk, key);

  vas_fixture_apply (f, name);
  vas_fixture_refuse (f, own, "enterer-is-approver");
  vas_fixture_apply (f, other);
}

static void
test_approver_never_seconds (VasFixture    **fixture,
                             gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 1000001, "2025-06-01");
  g_autofree char *key = vas_fixture_enter_approved (f, order, 1000001);
  g_autoptr (VasCommand) own = vas_fixture_command (f, "request.second", f->clerk, key);
  g_autoptr (VasCommand) other = vas_fixture_command (f, "request.second", f->supervisor, key);

  g_assert_cmpint (vas_issued_get_state (f, key), ==, VAS_REQUEST_STATE_SECOND);
  clerk_for_supervisor (f);
  vas_fixture_refuse (f, own, "approver-is-second");
  vas_fixture_apply (f, other);
}

static void
test_settings (VasFixture    **fixture,
               gconstpointer   data)
{
  VasFixture *f = *fixture;
  const struct { const char *name, *value, *code; } cases[] = {
    { "invoice.limits", "1", "setting-unknown" },
    { "claim.minutes", "0", "setting-out-of-range" },
    { "claim.minutes", "481", "setting-out-of-range" },
    { "claim.minutes", "many", "setting-malformed" },
    { "review.days", "16", "setting-out-of-range" },
    { "correction.days", "14", "setting-out-of-range" },
    { "one-clerk-office", "2", "setting-out-of-range" },
    { "invoice.limit", "-1", "setting-amount-out-of-range" },
    { "reasons.reject", "no reason", "setting-malformed" },
  };
  const char * const good[][2] = { { "claim.minutes", "1" }, { "claim.minutes", "480" }, { "review.days", "15" },
                                   { "correction.days", "15" }, { "invoice.limit", "0" }, { "one-clerk-office", "1" } };
  g_autoptr (VasCommand) by_clerk = set_value (f, f->clerk, "claim.minutes", "20");
  g_autoptr (VasHouse) house = NULL;

  vas_fixture_refuse (f, by_clerk, "role-missing");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VasCommand) command = set_value (f, f->supervisor, cases[i].name, cases[i].value);

      vas_fixture_refuse (f, command, cases[i].code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (VasCommand) command = set_value (f, f->administrator, good[i][0], good[i][1]);

      vas_fixture_apply (f, command);
    }
  house = vas_house_load (f->sql, NULL);
  g_assert_cmpint (vas_house_get_int (house, "claim.minutes"), ==, 480);
  g_assert_cmpint (vas_house_get_int (house, "target.issue"), ==, 2);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM setting WHERE name = 'claim.minutes'"), ==, 1);
}

static void
test_limit_takes_force (VasFixture    **fixture,
                        gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *a = vas_fixture_add_order (f, "2025060110000001", 50000, "2025-06-01");
  g_autofree char *b = vas_fixture_add_order (f, "2025060110000002", 50001, "2025-06-01");
  g_autoptr (VasCommand) limit = set_value (f, f->supervisor, "invoice.limit", "50000");
  g_autofree char *within = NULL;
  g_autofree char *over = NULL;

  vas_fixture_apply (f, limit);
  within = vas_fixture_enter_approved (f, a, 50000);
  over = vas_fixture_enter_approved (f, b, 50001);
  g_assert_cmpint (vas_issued_get_state (f, within), ==, VAS_REQUEST_STATE_TO_ISSUE);
  g_assert_cmpint (vas_issued_get_state (f, over), ==, VAS_REQUEST_STATE_SECOND);
}

static void
test_reasons_are_a_setting (VasFixture    **fixture,
                            gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasHouse) before = vas_house_load (f->sql, NULL);
  g_autoptr (VasHouse) after = NULL;
  g_autoptr (GPtrArray) defaults = vas_house_get_reasons (before, VAS_REASON_EXTEND);
  g_autoptr (VasCommand) set = set_value (f, f->supervisor, "reasons.extend", "holiday|国庆假期|National holiday");
  g_autoptr (GPtrArray) reasons = NULL;

  g_assert_nonnull (vas_reasons_find (defaults, "courier-pending"));
  vas_fixture_apply (f, set);
  after = vas_house_load (f->sql, NULL);
  reasons = vas_house_get_reasons (after, VAS_REASON_EXTEND);
  g_assert_cmpint (reasons->len, ==, 1);
  g_assert_cmpstr (vas_reasons_find (reasons, "holiday")->text, ==, "国庆假期");
}

static void
test_one_clerk_list (VasFixture    **fixture,
                     gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *other_order = vas_fixture_add_order (f, "2025060110000002", 19800, "2025-06-01");
  g_autofree char *by_two = vas_fixture_enter_approved (f, other_order, 19800);
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasRequest) request = vas_fixture_get_request (f, key);
  g_autoptr (VasCommand) refused = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (VasCommand) one_clerk = set_value (f, f->administrator, "one-clerk-office", "1");
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_nonnull (by_two);
  g_object_set (request, "entered-by", f->clerk, NULL);
  vas_issued_change (f, request);
  vas_fixture_refuse (f, refused, "enterer-is-approver");
  vas_fixture_apply (f, one_clerk);
  vas_fixture_apply (f, approve);

  list = vas_one_clerk_list (f->sql, f->now, 10, NULL);
  none = vas_one_clerk_list (f->sql, f->now + 1, 10, NULL);
  g_assert_cmpint (list->len, ==, 1);
  g_assert_cmpstr (vas_entity_get_key (g_ptr_array_index (list, 0)), ==, key);
  g_assert_cmpint (none->len, ==, 0);
}

/* Who corrects is one who enters: the list names him too. */
static void
test_one_clerk_corrector (VasFixture    **fixture,
                          gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) one_clerk = set_value (f, f->administrator, "one-clerk-office", "1");
  g_autoptr (VasCommand) correct = vas_fixture_command (f, "request.correct", f->clerk, key);
  g_autoptr (VasCommand) approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  g_autoptr (GPtrArray) list = NULL;

  vas_command_set_text (correct, "title", "单晓明");
  vas_fixture_apply (f, correct);
  vas_fixture_refuse (f, approve, "enterer-is-approver");
  vas_fixture_apply (f, one_clerk);
  g_clear_object (&approve);
  approve = vas_fixture_command (f, "request.approve", f->clerk, key);
  vas_fixture_apply (f, approve);
  list = vas_one_clerk_list (f->sql, f->now, 10, NULL);
  g_assert_cmpint (list->len, ==, 1);
}

static VasCommand *
write_note (VasFixture *f,
            const char *type,
            const char *actor,
            const char *subject,
            const char *key)
{
  VasCommand *command = vas_command_new (type, actor, f->now);

  vas_command_set_text (command, "subject", subject);
  vas_command_set_text (command, "subject_key", key);
  vas_command_set_text (command, "text", "用户来电催办");

  return command;
}

static void
test_note (VasFixture    **fixture,
           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *request = vas_fixture_enter (f, order, 19800);
  const char * const subjects[][2] = { { "account", f->account }, { "order", order }, { "request", request } };
  g_autoptr (VasCommand) word = write_note (f, "note.add", f->agent, "parcel", order);
  g_autoptr (VasNote) note = NULL;

  vas_issued_malformed (f, word);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr (VasCommand) add = write_note (f, "note.add", f->agent, subjects[i][0], subjects[i][1]);

      vas_fixture_apply (f, add);
    }
  note = vas_table_find (f->sql, VAS_TYPE_NOTE, "subject_key", request, NULL);
  g_assert_cmpint (note->kind, ==, VAS_NOTE_KIND_NOTE);
  g_assert_cmpint (note->subject, ==, VAS_SUBJECT_REQUEST);
  g_assert_cmpstr (note->author_key, ==, f->agent);
  g_assert_cmpint (note->made_at, ==, f->now);
  g_assert_cmpint (note->due, ==, VAS_NONE_DATE);
}

static VasCommand *
complain (VasFixture *f,
          const char *owner,
          const char *due)
{
  VasCommand *command = write_note (f, "complaint.open", f->agent, "account", f->account);

  vas_command_set_text (command, "owner", owner);
  vas_command_set_text (command, "due", due);

  return command;
}

static VasCommand *
answer (VasFixture *f,
        const char *actor,
        VasNote    *note)
{
  VasCommand *command = vas_command_new ("complaint.answer", actor, f->now);

  vas_command_set_text (command, "note", vas_entity_get_key (VAS_ENTITY (note)));
  vas_command_set_text (command, "answer", "已致电说明");

  return command;
}

static void
test_complaint (VasFixture    **fixture,
                gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) past = complain (f, f->clerk, "2026-03-09");
  g_autoptr (VasCommand) open = complain (f, f->clerk, "2026-03-10");
  g_autoptr (VasCommand) stranger = NULL, own = NULL, twice = NULL;
  g_autoptr (VasNote) note = NULL;
  g_autoptr (VasNote) answered = NULL;

  vas_fixture_refuse (f, past, "term-past");
  vas_fixture_apply (f, open);
  note = vas_table_find (f->sql, VAS_TYPE_NOTE, "subject_key", f->account, NULL);
  g_assert_cmpint (note->due, ==, vas_date_from_ymd (2026, 3, 10));
  stranger = answer (f, f->second_clerk, note);
  own = answer (f, f->clerk, note);
  twice = answer (f, f->supervisor, note);
  vas_fixture_refuse (f, stranger, "complaint-not-own");
  vas_fixture_apply (f, own);
  answered = vas_table_find (f->sql, VAS_TYPE_NOTE, "subject_key", f->account, NULL);
  g_assert_cmpstr (answered->answer, ==, "已致电说明");
  g_assert_cmpint (answered->answered_at, ==, f->now);
  vas_fixture_refuse (f, twice, "complaint-answered");
}

static void
test_complaint_needs_owner_here (VasFixture    **fixture,
                                 gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) leave = edit (f, f->administrator, f->clerk);
  g_autoptr (VasCommand) open = complain (f, f->clerk, "2026-03-20");

  vas_command_set_bool (leave, "active", FALSE);
  vas_fixture_apply (f, leave);
  vas_fixture_refuse (f, open, "owner-inactive");
}

static void
test_note_is_not_answered (VasFixture    **fixture,
                           gconstpointer   data)
{
  VasFixture *f = *fixture;
  g_autoptr (VasCommand) add = write_note (f, "note.add", f->agent, "account", f->account);
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasNote) note = NULL;

  vas_fixture_apply (f, add);
  note = vas_table_find (f->sql, VAS_TYPE_NOTE, "subject_key", f->account, NULL);
  command = answer (f, f->supervisor, note);
  vas_fixture_refuse (f, command, "note-not-complaint");
}

#define ADD(path, func) g_test_add (path, VasFixture *, NULL, vas_fixture_set_up, func, vas_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/office/staff/administrators-change-name-roles-and-stay-R30", test_edit);
  ADD ("/office/staff/one-administrator-stays-R30", test_last_administrator);
  ADD ("/office/staff/who-left-acts-no-more-R30", test_inactive_acts_no_more);
  ADD ("/office/deputy/named-by-the-principal-or-an-administrator-within-his-roles-R30", test_deputy_rules);
  ADD ("/office/deputy/of-people-who-work-here-R30", test_deputy_of_nobody_here);
  ADD ("/office/deputy/acts-from-the-first-day-to-the-last-R30", test_deputy_days);
  ADD ("/office/deputy/never-holds-more-than-the-principal-R30", test_deputy_loses_with_principal);
  ADD ("/office/deputy/ends-at-once-R30", test_deputy_ends);
  ADD ("/office/deputy/ended-on-its-first-day-leaves-its-trail-R29", test_deputy_ended_on_its_first_day);
  ADD ("/office/deputy/who-entered-never-approves-deputy-or-not-R30", test_proposer_never_approves);
  ADD ("/office/deputy/who-approved-is-never-the-second-person-deputy-or-not-R30", test_approver_never_seconds);
  ADD ("/office/setting/known-names-within-their-ranges-R30", test_settings);
  ADD ("/office/setting/the-limit-takes-force-R30", test_limit_takes_force);
  ADD ("/office/setting/reasons-of-the-house", test_reasons_are_a_setting);
  ADD ("/office/one-clerk/listed-to-the-supervisor-R13", test_one_clerk_list);
  ADD ("/office/one-clerk/a-corrector-is-listed-too-R13", test_one_clerk_corrector);
  ADD ("/office/note/on-account-order-and-request", test_note);
  ADD ("/office/complaint/has-owner-term-and-one-answer", test_complaint);
  ADD ("/office/complaint/needs-an-owner-who-works-here", test_complaint_needs_owner_here);
  ADD ("/office/complaint/a-note-is-not-answered", test_note_is_not_answered);
  return g_test_run ();
}
