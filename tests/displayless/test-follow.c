/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A desk that follows a backend: what it saves, sends, pulls and makes a problem of (sync.md, I2). */

#include "vas-asked.h"
#include "vas-pair.h"

#include "vas-erasure.h"
#include "vas-feed.h"
#include "vas-ledger.h"
#include "vas-outbox.h"
#include "vas-replica-head.h"

/* Saves on the desk, as a person there does. */
static VasReceipt *
save_on_desk (VasPair       *pair,
              VasCommand *command,
              guint       hold)
{
  g_autoptr (GError) error = NULL;
  VasReceipt *receipt;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  receipt = vas_ledger_save (pair->desk, command, hold, pair->backend->now, &error);
  g_assert_no_error (error);
  g_assert_true (vas_sql_commit (pair->desk, NULL));

  return receipt;
}

static gint64
count_on_desk (VasPair       *pair,
               const char *query)
{
  VasFixture desk = { .sql = pair->desk };

  return vas_fixture_count (&desk, query);
}

/* Sends what the outbox of the desk holds for sending. */
static void
send_outbox (VasPair       *pair,
             const char *staff)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  items = vas_outbox_take (pair->desk, 50, G_MAXSIZE, pair->backend->now, staff, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      VasOutboxItem *item = g_ptr_array_index (items, i);
      VasPushItem *push_one = g_new0 (VasPushItem, 1);
      g_autoptr (GPtrArray) results = NULL;

      push_one->client_seq = item->client_seq;
      push_one->body = g_strdup (item->body);
      push_one->hash = g_strdup (item->hash);
      push_one->personal = g_strdup (item->personal);
      results = vas_pair_push (pair, push_one, VAS_PAIR_CLIENT, staff, &error);
      g_assert_no_error (error);
      g_assert_true (vas_outbox_answer (pair->desk, item->command_id, &error));
    }
  g_assert_true (vas_sql_commit (pair->desk, NULL));
}

static void
test_saved_sent_and_settled (VasPair          *pair,
                             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_pair_copy_orders (pair);
  receipt = save_on_desk (pair, command, 0);
  g_assert_true (receipt->applied);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request WHERE number IS NULL"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM command_log"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending'"), ==, 1);

  send_outbox (pair, f->agent);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending' AND answered = 1"), ==, 1);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request WHERE number IS NOT NULL"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'settled'"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM before_request"), ==, 0);
  vas_pair_assert_same (pair);
}

/* Somebody else invoiced the order meanwhile: the desk's own request goes, and is a problem with the rule that says why. */
static void
test_refused_becomes_a_problem (VasPair          *pair,
                                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  vas_pair_copy_orders (pair);
  receipt = save_on_desk (pair, mine, 0);
  theirs = vas_fixture_enter (f, order, 19800);
  send_outbox (pair, f->agent);
  vas_pair_pull (pair);

  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  vas_pair_assert_same (pair);
  problems = vas_outbox_list_problems (pair->desk, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (((VasOutboxProblem *) g_ptr_array_index (problems, 0))->verdict, "\"R15\""));
}

/* A claim is advice: one that comes second is settled, and nobody is told of a problem. */
static void
test_refused_claim_is_quiet (VasPair       *pair,
                             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *key = vas_fixture_enter (f, order, 19800);
  g_autoptr (VasCommand) theirs = vas_fixture_command (f, "request.claim", f->second_clerk, key);
  g_autoptr (VasCommand) mine = vas_fixture_command (f, "request.claim", f->clerk, key);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_pair_copy_orders (pair);
  vas_pair_pull (pair);
  receipt = save_on_desk (pair, mine, 0);
  g_assert_true (receipt->applied);
  vas_fixture_apply (f, theirs);
  send_outbox (pair, f->clerk);
  vas_pair_pull (pair);

  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.claim' AND result = 'rejected'"),
                   ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'refused'"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'settled'"), ==, 1);
  vas_pair_assert_same (pair);
}

/* What is open stays over what a pull brings, and a held command can be taken back after it. */
static void
test_open_over_a_pull (VasPair          *pair,
                       gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *other = vas_fixture_add_order (f, "2025060110000002", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint n;

  vas_pair_copy_orders (pair);
  receipt = save_on_desk (pair, mine, 8);
  theirs = vas_fixture_enter (f, other, 19800);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 2);

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  g_ptr_array_add (ids, receipt->command_id);
  g_assert_true (vas_ledger_undo (pair->desk, ids, f->now, &n, NULL, &error));
  g_assert_true (vas_sql_commit (pair->desk, NULL));
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  vas_pair_assert_same (pair);
}

/* What does not hold any more over a pull has no effect, and still goes to the backend, which has the last word. */
static void
test_without_effect_until_told (VasPair          *pair,
                                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;

  vas_pair_copy_orders (pair);
  receipt = save_on_desk (pair, mine, 0);
  theirs = vas_fixture_enter (f, order, 19800);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending'"), ==, 1);
  send_outbox (pair, f->agent);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'refused'"), ==, 1);
  vas_pair_assert_same (pair);
}

/* Two people share a desk: what one of them saved waits for her, whoever signs in meanwhile. */
static void
test_of_another_waits (VasPair       *pair,
                       gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_pair_copy_orders (pair);
  receipt = save_on_desk (pair, mine, 0);
  send_outbox (pair, f->clerk);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending' AND client_seq IS NULL"), ==, 1);
  send_outbox (pair, f->agent);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'settled'"), ==, 1);
}

#define ADD(path, func) g_test_add (path, VasPair, NULL, vas_pair_set_up, func, vas_pair_tear_down)

/* Of the one request for it that there is. */
static VasCommand *
erase_of (VasPair *pair)
{
  g_autofree char *key = vas_fixture_text (pair->backend, "SELECT key FROM personal_request");
  VasCommand *erase = vas_command_new ("personal.erase", pair->backend->supervisor, pair->backend->now);

  vas_command_set_text (erase, "request", key);
  vas_command_set_text (erase, "answer", "已删除");
  return erase;
}

/* The user asks for the erasure, and it is done, at the backend. */
static void
erase_at_backend (VasPair *pair)
{
  g_autoptr (VasCommand) ask = vas_asked_new (pair->backend, pair->backend->agent, "erasure", NULL);
  g_autoptr (VasCommand) erase = NULL;

  vas_fixture_apply (pair->backend, ask);
  erase = erase_of (pair);
  vas_fixture_apply (pair->backend, erase);
}

/* A note of the desk's is settled; then its user's data are erased at the backend, and the desk forgets its copy, too. */
static void
test_erasure_arrives (VasPair       *pair,
                      gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autoptr (VasCommand) note = vas_command_new ("note.add", f->clerk, f->now);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (note, "subject", "account");
  vas_command_set_text (note, "subject_key", f->account);
  vas_command_set_text (note, "text", "来电称母亲住院");
  receipt = save_on_desk (pair, note, 0);
  g_assert_true (receipt->applied);
  send_outbox (pair, f->clerk);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE personal LIKE '%母亲%'"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM account WHERE name IS NOT NULL AND account_id = '80000217'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%母亲%'"), ==, 1);

  erase_at_backend (pair);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM account WHERE account_id = '80000217' AND (name IS NOT NULL OR "
                                        "mobile_last4 IS NOT NULL OR erased_at IS NULL)"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM note WHERE text <> '***'"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%母亲%' OR changes LIKE '%回拨%'"), ==, 0);
  vas_pair_assert_same (pair);
}

static VasCommand *
note_of (VasPair    *pair,
         const char *subject,
         const char *key,
         const char *text)
{
  VasCommand *note = vas_command_new ("note.add", pair->backend->clerk, pair->backend->now);

  vas_command_set_text (note, "subject", subject);
  vas_command_set_text (note, "subject_key", key);
  vas_command_set_text (note, "text", text);
  return note;
}

static void
add_kept (VasPair    *pair,
          const char *id,
          const char *subject)
{
  g_autofree char *text =
    g_strdup_printf ("INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state, settled_at) VALUES "
                     "('%s', 'note.add', 'x', 1, '{\"subject_key\":\"%s\"}', '', '{\"text\":1}', 'settled', 1)", id, subject);

  vas_pair_exec (pair->desk, text);
}

/* What is brought over from an older file may be of users who were erased meanwhile; it is forgotten, and what is of others stays. */
static void
test_brought_over_is_forgotten (VasPair       *pair,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_kept (pair, "0198a000-0000-7000-8000-0000000000c1", pair->backend->account);
  add_kept (pair, "0198a000-0000-7000-8000-0000000000c2", "0198a000-0000-7000-8000-00000000ab5e");
  g_assert_true (vas_erasure_forget_all (pair->desk, &error));
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox"), ==, 2);
  vas_pair_exec (pair->desk, "UPDATE account SET erased_at = 1");
  g_assert_true (vas_erasure_forget_all (pair->desk, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE body LIKE '%ab5e%'"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox"), ==, 1);
}

/* A desk's own note and the erasure come in one page: the note is settled by it, and forgotten all the same. */
static void
test_erasure_in_one_page (VasPair       *pair,
                          gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autoptr (VasCommand) note = note_of (pair, "account", f->account, "来电称母亲住院");
  g_autoptr (VasCommand) other = note_of (pair, "order", order, "父亲代领");
  g_autoptr (VasReceipt) first = NULL, second = NULL;

  vas_pair_copy_orders (pair);
  first = save_on_desk (pair, note, 0);
  second = save_on_desk (pair, other, 0);
  g_assert_true (first->applied && second->applied);
  send_outbox (pair, f->clerk);
  erase_at_backend (pair);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE personal <> '{}'"), ==, 0);
  vas_pair_assert_same (pair);
}

/* The rows of an old order tell its whole case again; where the order alone is their subject, the user is erased from them, too. */
static void
test_case_in_feed (VasPair       *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2024-03-01");
  g_autofree char *alone = g_strdup_printf ("DELETE FROM command_subject WHERE subject_key <> '%s'", order);
  g_autoptr (VasCommand) note = note_of (pair, "order", order, "已使用一次");

  g_assert_true (vas_sql_exec (f->sql, "UPDATE orders SET made_at = made_at - 63072000000000, paid_at = made_at - 63072000000000", NULL));
  vas_fixture_apply (f, note);
  g_assert_true (vas_sql_exec (f->sql, alone, NULL));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%name_masked\":\"单%'"), ==, 1);
  erase_at_backend (pair);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%name_masked\":\"单%'"), ==, 0);
}

/* What the caller said of an order goes from the feed's images and from the desk, too; also what a correction replaced. */
static void
test_stated_is_erased (VasPair       *pair,
                       gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, "00009");
  g_autoptr (VasCommand) correct = NULL, withdraw = NULL;
  g_autofree char *request = NULL;

  vas_pair_copy_orders (pair);
  vas_fixture_apply (f, enter);
  request = vas_fixture_text (f, "SELECT key FROM request");
  correct = vas_fixture_command (f, "request.correct", f->agent, request);
  withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, request);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM share WHERE stated_order = '00009'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%stated_order\":\"00009%'"), ==, 1);
  vas_fixture_add_share (correct, order, 9800, "000009", 9800);
  vas_fixture_apply (f, correct);

  vas_fixture_apply (f, withdraw);
  erase_at_backend (pair);
  vas_pair_pull (pair);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%stated_order\":\"0%'"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM share WHERE stated_order IS NOT NULL"), ==, 0);
  vas_pair_assert_same (pair);
}

/* Records and images as a backend and a desk had them whose programs did not know of what was stated: the clock takes it, and tells the desk. */
static void
test_left_is_erased (VasPair       *pair,
                     gconstpointer  data)
{
  VasFixture *f = pair->backend;
  const char *left = "UPDATE share SET stated_order = '00009'";
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autoptr (VasCommand) enter = vas_fixture_pickup (f, order, 9800, "00009");
  g_autoptr (VasCommand) again = vas_command_new (VAS_ERASURE_AGAIN, "system", f->now);
  g_autoptr (VasCommand) withdraw = NULL;
  g_autofree char *request = NULL;

  vas_pair_copy_orders (pair);
  vas_fixture_apply (f, enter);
  request = vas_fixture_text (f, "SELECT key FROM request");
  withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, request);
  vas_fixture_apply (f, withdraw);
  erase_at_backend (pair);
  vas_pair_pull (pair);
  vas_pair_exec (f->sql, left);
  vas_pair_exec (f->sql, "UPDATE feed SET changes = replace (changes, '\"stated_order\":null', '\"stated_order\":\"00009\"')");
  vas_pair_exec (pair->desk, left);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%00009\"%'"), >=, 1);

  vas_command_set_text (again, "account", f->account);
  vas_command_set_int (again, "erased_at", f->now);
  vas_fixture_apply (f, again);
  vas_pair_pull (pair);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%stated_order\":\"0%'"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM share WHERE stated_order IS NOT NULL"), ==, 0);
  vas_pair_assert_same (pair);
}

/* A complaint about an order that was refused names nothing but the order; its words are forgotten on both sides. */
static void
test_refused_of_order (VasPair       *pair,
                       gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autoptr (VasCommand) complaint = vas_command_new ("complaint.open", f->agent, f->now);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *away = g_strdup_printf ("UPDATE staff SET active = 0 WHERE key = '%s'", f->second_clerk);

  vas_pair_copy_orders (pair);
  vas_command_set_text (complaint, "subject", "order");
  vas_command_set_text (complaint, "subject_key", order);
  vas_command_set_text (complaint, "text", "母亲病中等了两周");
  vas_command_set_text (complaint, "owner", f->second_clerk);
  vas_command_set_text (complaint, "due", "2026-03-20");
  receipt = save_on_desk (pair, complaint, 0);
  g_assert_true (receipt->applied);
  g_assert_true (vas_sql_exec (f->sql, away, NULL));
  send_outbox (pair, f->agent);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'refused' AND personal LIKE '%母亲%'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_value WHERE value LIKE '%母亲%'"), ==, 1);
  erase_at_backend (pair);
  vas_pair_pull (pair);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_value WHERE value LIKE '%母亲%'"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE personal LIKE '%母亲%'"), ==, 0);
}

/* The desk that erases keeps the command itself, so that a backend that was restored is told again. */
static void
test_erasure_is_kept (VasPair       *pair,
                      gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autoptr (VasCommand) ask = vas_asked_new (pair->backend, pair->backend->agent, "erasure", NULL);
  g_autoptr (VasCommand) erase = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  vas_fixture_apply (f, ask);
  vas_pair_pull (pair);
  erase = erase_of (pair);
  receipt = save_on_desk (pair, erase, 0);
  g_assert_true (receipt->applied);
  send_outbox (pair, f->supervisor);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE type = 'personal.erase' AND state = 'settled'"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM account WHERE erased_at IS NOT NULL"), ==, 1);
}

/* What a desk sends later of a user who was erased meanwhile is refused, and neither side keeps it. */
static void
test_late_values_are_not_kept (VasPair       *pair,
                               gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autoptr (VasCommand) enter = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  vas_pair_copy_orders (pair);
  enter = vas_pair_enter (pair, order, 9800);
  receipt = save_on_desk (pair, enter, 0);
  g_assert_true (receipt->applied);
  erase_at_backend (pair);
  send_outbox (pair, vas_command_get_actor (enter));
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'request.enter' AND result = 'rejected' "
                                         "AND verdict LIKE '%account-erased%'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_value p JOIN command_log l ON l.command_id = p.command_id "
                                         "WHERE l.type = 'request.enter' AND p.value IS NOT NULL"), ==, 0);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE personal <> '{}'"), ==, 0);
}

/* A note, and a correction that its state refuses as well, come after the erasure: nobody keeps their words. */
static void
test_late_words_are_not_kept (VasPair       *pair,
                              gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "26010100000009", 9800, "2026-03-01");
  g_autofree char *request = NULL;
  g_autoptr (VasCommand) note = note_of (pair, "order", order, "母亲住院");
  g_autoptr (VasCommand) correct = NULL, withdraw = NULL, erase = NULL;
  g_autoptr (VasReceipt) first = NULL, second = NULL;

  vas_pair_copy_orders (pair);
  request = vas_fixture_enter (f, order, 9800);
  vas_pair_pull (pair);
  correct = vas_fixture_command (f, "request.correct", f->clerk, request);
  vas_command_set_text (correct, "title", "单晓明之母");
  first = save_on_desk (pair, note, 0);
  second = save_on_desk (pair, correct, 0);
  withdraw = vas_fixture_command (f, "request.withdraw", f->clerk, request);
  vas_fixture_apply (f, withdraw);
  erase_at_backend (pair);
  send_outbox (pair, f->clerk);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE type = 'note.add' AND result = 'rejected' "
                                         "AND verdict LIKE '%account-erased%'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM personal_value WHERE value LIKE '%母%'"), ==, 0);
  vas_pair_pull (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE personal LIKE '%母%'"), ==, 0);
  vas_pair_assert_same (pair);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/follow/saved-sent-and-settled-by-the-feed-I2", test_saved_sent_and_settled);
  ADD ("/follow/refused-becomes-a-problem-with-its-rule-I2", test_refused_becomes_a_problem);
  ADD ("/follow/a-claim-that-comes-second-is-no-problem", test_refused_claim_is_quiet);
  ADD ("/follow/what-is-open-stays-over-a-pull", test_open_over_a_pull);
  ADD ("/follow/what-holds-no-more-waits-for-the-backend", test_without_effect_until_told);

  ADD ("/follow/of-another-person-waits-for-that-person", test_of_another_waits);

  ADD ("/follow/an-erasure-arrives-and-is-done-here-too-R29", test_erasure_arrives);
  ADD ("/follow/what-comes-late-of-an-erased-user-is-kept-nowhere-R29", test_late_values_are_not_kept);

  ADD ("/follow/an-erasure-and-what-it-erases-in-one-page-R29", test_erasure_in_one_page);
  ADD ("/follow/an-old-case-told-again-is-erased-from-the-feed-R29", test_case_in_feed);
  ADD ("/follow/a-refused-complaint-about-an-order-is-erased-R29", test_refused_of_order);
  ADD ("/follow/what-was-brought-over-of-erased-users-is-forgotten-R29", test_brought_over_is_forgotten);
  ADD ("/follow/what-was-stated-is-erased-R13-R29", test_stated_is_erased);
  ADD ("/follow/what-an-earlier-program-left-is-erased-here-too-R29", test_left_is_erased);
  ADD ("/follow/late-words-about-an-erased-user-are-kept-nowhere-R29", test_late_words_are_not_kept);
  ADD ("/follow/the-erasure-itself-can-be-sent-again-I1", test_erasure_is_kept);

  return g_test_run ();
}
