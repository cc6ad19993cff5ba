/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a backend makes of a push, and what its desks learn of it by the feed (sync.md, I1, I3, I6, I8). */

#include "vas-fixture.h"

#include "vas-authority.h"
#include "vas-feed.h"
#include "vas-ledger.h"
#include "vas-outbox.h"
#include "vas-page.h"
#include "vas-replica-head.h"
#include "vas-table.h"
#include "vas-test-dir.h"
#include "vas-types.h"

#define CLIENT "0198a000-0000-7000-8000-000000000001"

typedef struct {
  VasFixture *backend;
  VasSql     *desk;
  char       *dir;
  gint64      n_sent;
} Pair;

static void
exec (VasSql     *sql,
      const char *text)
{
  g_autoptr (GError) error = NULL;

  vas_sql_exec (sql, text, &error);
  g_assert_no_error (error);
}

/* A backend, and a desk that begins as its copy: that is what a snapshot will make. */
static void
set_up (Pair          *pair,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *into = NULL;
  g_autoptr (GError) error = NULL;

  pair->dir = vas_test_dir_make ();
  path = g_build_filename (pair->dir, "backend.db", NULL);
  copy = g_build_filename (pair->dir, "desk.db", NULL);
  into = g_strdup_printf ("VACUUM INTO '%s'", copy);
  pair->backend = vas_fixture_new_at (path);
  exec (pair->backend->sql, into);
  exec (pair->backend->sql, "PRAGMA synchronous = OFF");
  vas_replica_set_role (pair->backend->sql, VAS_REPLICA_BACKEND, &error);
  g_assert_no_error (error);
  pair->desk = vas_sql_open (copy, VAS_SQL_DEFAULT, &error);
  g_assert_no_error (error);
  exec (pair->desk, "PRAGMA synchronous = OFF");
  vas_replica_set_role (pair->desk, VAS_REPLICA_DESK, &error);
  g_assert_no_error (error);
}

static void
tear_down (Pair          *pair,
           gconstpointer  data)
{
  vas_fixture_free (pair->backend);
  vas_sql_close (pair->desk);
  vas_test_dir_remove (pair->dir);
  g_free (pair->dir);
}

static VasPushItem *
item_new (VasCommand *command,
          gint64      client_seq)
{
  VasPushItem *item = g_new0 (VasPushItem, 1);

  item->client_seq = client_seq;
  item->body = g_strdup (vas_command_get_body (command));
  item->hash = vas_command_get_body_hash (command);
  item->personal = vas_command_get_personal (command);

  return item;
}

/* Takes @item over. */
static GPtrArray *
push_item (Pair         *pair,
           VasPushItem  *item,
           const char   *client,
           const char   *staff,
           GError      **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_item_free);
  GPtrArray *results;

  g_ptr_array_add (items, item);
  g_assert_true (vas_sql_begin (pair->backend->sql, NULL));
  results = vas_authority_push (pair->backend->sql, client, staff, items, pair->backend->now, error);
  if (results != NULL)
    g_assert_true (vas_sql_commit (pair->backend->sql, NULL));
  else
    vas_sql_rollback (pair->backend->sql);

  return results;
}

static VasPushState
push (Pair       *pair,
      VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;

  results = push_item (pair, item_new (command, ++pair->n_sent), CLIENT, vas_command_get_actor (command), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);

  return ((VasPushResult *) g_ptr_array_index (results, 0))->state;
}

static void
push_refused (Pair              *pair,
              VasPushItem       *item,
              const char        *client,
              const char        *staff,
              VasAuthorityError  code)
{
  g_autoptr (GError) error = NULL;
  const gint64 before = vas_fixture_count (pair->backend, "SELECT feed_seq FROM replica");
  g_autoptr (GPtrArray) results = push_item (pair, item, client, staff, &error);

  g_assert_null (results);
  g_assert_error (error, VAS_AUTHORITY_ERROR, (int) code);
  g_assert_cmpint (vas_fixture_count (pair->backend, "SELECT feed_seq FROM replica"), ==, before);
  g_assert_cmpint (vas_fixture_count (pair->backend, "SELECT count (*) FROM command_log"), ==, before);
}

static VasCommand *
enter (Pair       *pair,
       const char *order,
       gint64      fen)
{
  VasFixture *f = pair->backend;
  VasCommand *command = vas_fixture_command (f, "request.enter", f->agent, NULL);

  vas_command_set_text (command, "account", f->account);
  vas_command_set_text (command, "title_kind", "personal");
  vas_command_set_text (command, "title", "个人");
  vas_command_set_text (command, "recipient_name", "单晓明");
  vas_command_set_text (command, "recipient_mobile", "13800138000");
  vas_command_set_text (command, "recipient_address", "广东省深圳市南山区示例路 1 号");
  vas_fixture_add_share (command, order, fen, NULL, fen);

  return command;
}

/* Pulls everything, in pages of one row each. FALSE where a page was refused, which is taken back whole. */
static gboolean
pull_into (Pair    *pair,
           GString *lines,
           GError **error)
{
  g_autoptr (GPtrArray) results = NULL;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  results = vas_page_apply (pair->desk, "test", lines->str, lines->len, error);
  if (results == NULL)
    {
      vas_sql_rollback (pair->desk);
      return FALSE;
    }

  return vas_sql_commit (pair->desk, error);
}

static void
pull (Pair *pair)
{
  g_autoptr (GError) error = NULL;
  gint64 through, after = -1;

  while (TRUE)
    {
      g_autoptr (VasReplicaHead) head = vas_replica_get_head (pair->desk, &error);
      g_autoptr (GString) lines = g_string_new (NULL);

      g_assert_no_error (error);
      g_assert_cmpint (head->seq, >, after);
      after = head->seq;
      g_assert_true (vas_feed_read (pair->backend->sql, head->seq, 1, lines, &through, &error));
      if (through == head->seq)
        return;
      pull_into (pair, lines, &error);
      g_assert_no_error (error);
    }
}

static void
assert_same (Pair *pair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (pair->desk, &error);
  guint n;
  const GType *types = vas_store_entity_types (&n);

  g_assert_no_error (error);
  g_assert_cmpint (head->seq, ==, vas_fixture_count (pair->backend, "SELECT feed_seq FROM replica"));
  for (guint i = 0; i < n; i++)
    {
      guint64 n_here, n_there;
      g_autofree char *here = vas_feed_digest (pair->desk, types[i], &n_here, &error);
      g_autofree char *there = vas_feed_digest (pair->backend->sql, types[i], &n_there, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (n_here, ==, n_there);
      g_assert_cmpstr (here, ==, there);
    }
}

static void copy_orders (Pair *pair);

static void
test_desk_follows (Pair          *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = enter (pair, order, 19800);
  g_autoptr (VasCommand) second = enter (pair, order, 100);

  copy_orders (pair);
  g_assert_cmpint (push (pair, first), ==, VAS_PUSH_APPLIED);
  g_assert_cmpint (push (pair, second), ==, VAS_PUSH_REJECTED);
  pull (pair);
  assert_same (pair);
}

/* Saves on the desk, as a person there does. */
static VasReceipt *
save_on_desk (Pair       *pair,
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

static void
copy_orders (Pair *pair)
{
  g_autofree char *text = g_strdup_printf ("ATTACH '%s/backend.db' AS b; INSERT INTO orders SELECT * FROM b.orders; DETACH b",
                                           pair->dir);

  exec (pair->desk, text);
}

static gint64
count_on_desk (Pair       *pair,
               const char *query)
{
  VasFixture desk = { .sql = pair->desk };

  return vas_fixture_count (&desk, query);
}

/* Sends what the outbox of the desk holds for sending. */
static void
send_outbox (Pair       *pair,
             const char *staff)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  items = vas_outbox_take (pair->desk, 50, G_MAXSIZE, pair->backend->now, &error);
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
      results = push_item (pair, push_one, CLIENT, staff, &error);
      g_assert_no_error (error);
      g_assert_true (vas_outbox_answer (pair->desk, item->command_id, &error));
    }
  g_assert_true (vas_sql_commit (pair->desk, NULL));
}

static void
pull_page (Pair *pair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (pair->desk, &error);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GPtrArray) receipts = NULL;
  gint64 through;

  g_assert_true (vas_feed_read (pair->backend->sql, head->seq, G_MAXSIZE, lines, &through, &error));
  g_assert_true (vas_sql_begin (pair->desk, NULL));
  receipts = vas_ledger_pull (pair->desk, "test", lines->str, lines->len, pair->backend->now, &error);
  g_assert_no_error (error);
  g_assert_true (vas_sql_commit (pair->desk, NULL));
}

static void
test_saved_sent_and_settled (Pair          *pair,
                             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;

  copy_orders (pair);
  receipt = save_on_desk (pair, command, 0);
  g_assert_true (receipt->applied);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request WHERE number IS NULL"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM command_log"), ==, 0);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending'"), ==, 1);

  send_outbox (pair, f->agent);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending' AND answered = 1"), ==, 1);
  pull_page (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request WHERE number IS NOT NULL"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'settled'"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM before_request"), ==, 0);
  assert_same (pair);
}

/* Somebody else invoiced the order meanwhile: the desk's own request goes, and is a problem with the rule that says why. */
static void
test_refused_becomes_a_problem (Pair          *pair,
                                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  copy_orders (pair);
  receipt = save_on_desk (pair, mine, 0);
  theirs = vas_fixture_enter (f, order, 19800);
  send_outbox (pair, f->agent);
  pull_page (pair);

  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  assert_same (pair);
  problems = vas_outbox_list_problems (pair->desk, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (((VasOutboxProblem *) g_ptr_array_index (problems, 0))->verdict, "\"R15\""));
}

/* What is open stays over what a pull brings, and a held command can be taken back after it. */
static void
test_open_over_a_pull (Pair          *pair,
                       gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autofree char *other = vas_fixture_add_order (f, "2025060110000002", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr (GError) error = NULL;

  copy_orders (pair);
  receipt = save_on_desk (pair, mine, 8);
  theirs = vas_fixture_enter (f, other, 19800);
  pull_page (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 2);

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  g_assert_true (vas_ledger_undo (pair->desk, receipt->command_id, f->now, &error));
  g_assert_true (vas_sql_commit (pair->desk, NULL));
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  assert_same (pair);
}

/* What does not hold any more over a pull has no effect, and still goes to the backend, which has the last word. */
static void
test_without_effect_until_told (Pair          *pair,
                                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) mine = enter (pair, order, 19800);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *theirs = NULL;

  copy_orders (pair);
  receipt = save_on_desk (pair, mine, 0);
  theirs = vas_fixture_enter (f, order, 19800);
  pull_page (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'pending'"), ==, 1);
  send_outbox (pair, f->agent);
  pull_page (pair);
  g_assert_cmpint (count_on_desk (pair, "SELECT count (*) FROM outbox WHERE state = 'refused'"), ==, 1);
  assert_same (pair);
}

static void
test_sent_again (Pair          *pair,
                 gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 19800);
  g_autoptr (GPtrArray) again = NULL;
  VasPushResult *result;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  again = push_item (pair, item_new (command, 1), CLIENT, f->agent, NULL);
  g_assert_nonnull (again);
  result = g_ptr_array_index (again, 0);
  g_assert_cmpint (result->state, ==, VAS_PUSH_APPLIED);
  g_assert_cmpint (result->seq, ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT last_seq FROM client"), ==, 1);
}

static void
test_numbers (Pair          *pair,
              gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = enter (pair, order, 1000);
  g_autoptr (VasCommand) second = enter (pair, order, 1000);

  push_refused (pair, item_new (first, 2), CLIENT, f->agent, VAS_AUTHORITY_ERROR_GAP);
  push_refused (pair, item_new (first, 0), CLIENT, f->agent, VAS_AUTHORITY_ERROR_FORKED);
  g_assert_cmpint (push (pair, first), ==, VAS_PUSH_APPLIED);
  push_refused (pair, item_new (second, 1), CLIENT, f->agent, VAS_AUTHORITY_ERROR_FORKED);
  push_refused (pair, item_new (second, 3), CLIENT, f->agent, VAS_AUTHORITY_ERROR_GAP);
  g_assert_cmpint (push (pair, second), ==, VAS_PUSH_APPLIED);
}

static void
test_reused_id (Pair          *pair,
                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 1000);
  g_autoptr (VasCommand) other = NULL;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  other = vas_command_new_with_id (vas_command_get_id (command), "request.claim", f->agent, f->now);
  push_refused (pair, item_new (other, 2), CLIENT, f->agent, VAS_AUTHORITY_ERROR_REUSED);
}

static void
test_author (Pair          *pair,
             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 1000);
  g_autoptr (VasCommand) system = vas_command_new ("order.expire", "system", f->now);

  push_refused (pair, item_new (command, 1), CLIENT, f->clerk, VAS_AUTHORITY_ERROR_ACTOR);
  push_refused (pair, item_new (system, 1), CLIENT, f->administrator, VAS_AUTHORITY_ERROR_ACTOR);
  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
}

static void
test_foreign_client (Pair          *pair,
                     gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 1000);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, f->account);

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  push_refused (pair, item_new (claim, 2), CLIENT, f->clerk, VAS_AUTHORITY_ERROR_FOREIGN);
}

static void
test_malformed (Pair          *pair,
                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 1000);
  const char * const bodies[] = {
    "", "[]", "null", "{}", "{\"id\":1}", "{\"id\":\"x\",\"type\":\"request.claim\"}",
  };
  VasPushItem *item;

  item = item_new (command, 1);
  item->hash[0] = item->hash[0] == '0' ? '1' : '0';
  push_refused (pair, item, CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  item = item_new (command, 1);
  g_free (item->personal);
  item->personal = g_strdup ("{}");
  push_refused (pair, item, CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  item = item_new (command, 1);
  g_free (item->personal);
  item->personal = g_strdup ("{\"recipient_name\":{\"salt\":\"0\",\"value\":\"李\"}}");
  push_refused (pair, item, CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      item = g_new0 (VasPushItem, 1);
      item->client_seq = 1;
      item->body = g_strdup (bodies[i]);
      item->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bodies[i], -1);
      item->personal = g_strdup ("{}");
      push_refused (pair, item, CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);
    }
}

static void
test_unknown_type (Pair          *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autoptr (VasCommand) command = vas_command_new ("request.teleport", f->agent, f->now);

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_DEFERRED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, 0);
  g_assert_cmpint (vas_fixture_count (f, "SELECT last_seq FROM client"), ==, 1);
  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_DEFERRED);
}

static void
test_wrong_arguments (Pair          *pair,
                      gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autoptr (VasCommand) command = vas_fixture_command (f, "request.claim", f->clerk, "no key");

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_REJECTED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE result = 'rejected'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE seq = 1 AND changes = ''"), ==, 1);
  pull (pair);
  assert_same (pair);
}

static void
test_masked (Pair          *pair,
             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 19800);
  g_autoptr (VasAccount) account = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  gint64 through;

  account = g_object_new (VAS_TYPE_ACCOUNT, "key", f->account, "ver", (gint64) 1, "account_id", "80000217", "name", "单晓明",
                          "name_masked", "单*", "mobile", "13912345678", "mobile_masked", "139****5678", NULL);
  node = vas_feed_encode (VAS_ENTITY (account));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "name"), ==, "单晓明");
  g_assert_true (json_object_get_null_member (json_node_get_object (node), "mobile"));

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  g_assert_true (vas_feed_read (f->sql, 0, G_MAXSIZE, lines, &through, NULL));
  g_assert_nonnull (strstr (lines->str, "13800138000"));
  exec (f->sql, "UPDATE request SET state = 'withdrawn'");
  g_clear_pointer (&node, json_node_unref);
  {
    g_autoptr (GPtrArray) requests = vas_table_list_all (f->sql, VAS_TYPE_REQUEST, NULL, NULL);

    node = vas_feed_encode (g_ptr_array_index (requests, 0));
  }
  g_assert_true (json_object_get_null_member (json_node_get_object (node), "recipient_mobile"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "recipient_mobile_masked"), ==, "138****8000");
}

/* Any byte of a page that is changed on its way: refused, or without effect on what is held; the page is taken back whole. */
static void
test_changed_on_the_way (Pair          *pair,
                         gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = enter (pair, order, 19800);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (VasReplicaHead) head = NULL;
  gint64 through;
  gsize end;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  g_assert_true (vas_feed_read (f->sql, 0, G_MAXSIZE, lines, &through, NULL));
  end = (gsize) (strchr (lines->str, '\n') - lines->str);
  for (gsize at = 0; at <= end; at += 7)
    {
      g_autoptr (GString) changed = g_string_new (lines->str);
      g_autoptr (GError) error = NULL;

      changed->str[at] = changed->str[at] == '0' ? '1' : '0';
      if (strstr (changed->str, "\"subjects\"") != NULL && at > (gsize) (strstr (lines->str, "\"subjects\"") - lines->str))
        continue;
      g_assert_false (pull_into (pair, changed, &error));
      g_assert_nonnull (error);
    }

  head = vas_replica_get_head (pair->desk, NULL);
  g_assert_cmpint (head->seq, ==, 0);
  g_string_truncate (lines, lines->len - 1);
  g_assert_false (pull_into (pair, lines, NULL));
}

static void
test_not_far_back (Pair          *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = enter (pair, order, 1000);
  g_autoptr (VasCommand) second = enter (pair, order, 1000);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 through;

  push (pair, first);
  push (pair, second);
  exec (f->sql, "DELETE FROM feed WHERE seq = 1");
  g_assert_true (vas_feed_read (f->sql, 1, G_MAXSIZE, lines, &through, NULL));
  g_assert_cmpint (through, ==, 2);
  g_assert_false (vas_feed_read (f->sql, 0, G_MAXSIZE, lines, &through, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, Pair, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/authority/feed/a-desk-holds-what-its-backend-holds-I6", test_desk_follows);
  ADD ("/authority/feed/mobiles-are-masked-recipients-whole-while-open-R31", test_masked);
  ADD ("/authority/feed/a-row-changed-on-the-way-is-refused-whole-I8", test_changed_on_the_way);
  ADD ("/authority/feed/what-reaches-not-back-is-said", test_not_far_back);
  ADD ("/authority/desk/saved-sent-and-settled-by-the-feed-I2", test_saved_sent_and_settled);
  ADD ("/authority/desk/refused-becomes-a-problem-with-its-rule-I2", test_refused_becomes_a_problem);
  ADD ("/authority/desk/what-is-open-stays-over-a-pull", test_open_over_a_pull);
  ADD ("/authority/desk/what-holds-no-more-waits-for-the-backend", test_without_effect_until_told);
  ADD ("/authority/push/sent-again-is-answered-as-before-I3", test_sent_again);
  ADD ("/authority/push/numbers-without-holes", test_numbers);
  ADD ("/authority/push/an-id-with-other-contents-is-refused", test_reused_id);
  ADD ("/authority/push/nobody-speaks-for-another-R30", test_author);
  ADD ("/authority/push/a-desk-belongs-to-one-person", test_foreign_client);
  ADD ("/authority/push/malformed-is-refused-whole", test_malformed);
  ADD ("/authority/push/an-unknown-command-waits", test_unknown_type);
  ADD ("/authority/push/wrong-arguments-are-rejected-and-kept", test_wrong_arguments);

  return g_test_run ();
}
