/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a backend makes of a push, and what its desks learn of it by the feed (sync.md, I1, I3, I6, I8). */

#include "vas-pair.h"

#include "vas-feed.h"
#include "vas-page.h"
#include "vas-parcel.h"
#include "vas-replica-head.h"
#include "vas-table.h"


static VasPushState
push (VasPair       *pair,
      VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;

  results = vas_pair_push (pair, vas_pair_item (command, ++pair->n_sent), VAS_PAIR_CLIENT, vas_command_get_actor (command), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);

  return ((VasPushResult *) g_ptr_array_index (results, 0))->state;
}

static void
push_refused (VasPair              *pair,
              VasPushItem       *item,
              const char        *client,
              const char        *staff,
              VasAuthorityError  code)
{
  g_autoptr (GError) error = NULL;
  const gint64 before = vas_fixture_count (pair->backend, "SELECT feed_seq FROM replica");
  g_autoptr (GPtrArray) results = vas_pair_push (pair, item, client, staff, &error);

  g_assert_null (results);
  g_assert_error (error, VAS_AUTHORITY_ERROR, (int) code);
  g_assert_cmpint (vas_fixture_count (pair->backend, "SELECT feed_seq FROM replica"), ==, before);
  g_assert_cmpint (vas_fixture_count (pair->backend, "SELECT count (*) FROM command_log"), ==, before);
}

/* Pulls everything, in pages of one row each. FALSE where a page was refused, which is taken back whole. */
static gboolean
pull_into (VasPair    *pair,
           GString *lines,
           GError **error)
{
  g_autoptr (GPtrArray) results = NULL;

  g_assert_true (vas_sql_begin (pair->desk, NULL));
  results = vas_page_apply (pair->desk, "test", lines->str, lines->len, NULL, error);
  if (results == NULL)
    {
      vas_sql_rollback (pair->desk);
      return FALSE;
    }

  return vas_sql_commit (pair->desk, error);
}

static void
pull (VasPair *pair)
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
test_desk_follows (VasPair          *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = vas_pair_enter (pair, order, 19800);
  g_autoptr (VasCommand) second = vas_pair_enter (pair, order, 100);

  vas_pair_copy_orders (pair);
  g_assert_cmpint (push (pair, first), ==, VAS_PUSH_APPLIED);
  g_assert_cmpint (push (pair, second), ==, VAS_PUSH_REJECTED);
  pull (pair);
  vas_pair_assert_same (pair);
}

static void
test_sent_again (VasPair          *pair,
                 gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 19800);
  g_autoptr (GPtrArray) again = NULL;
  VasPushResult *result;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  again = vas_pair_push (pair, vas_pair_item (command, 1), VAS_PAIR_CLIENT, f->agent, NULL);
  g_assert_nonnull (again);
  result = g_ptr_array_index (again, 0);
  g_assert_cmpint (result->state, ==, VAS_PUSH_APPLIED);
  g_assert_cmpint (result->seq, ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM request"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT last_seq FROM client"), ==, 1);
}

static void
test_numbers (VasPair          *pair,
              gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) second = vas_pair_enter (pair, order, 1000);

  push_refused (pair, vas_pair_item (first, 2), VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_GAP);
  push_refused (pair, vas_pair_item (first, 0), VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_FORKED);
  g_assert_cmpint (push (pair, first), ==, VAS_PUSH_APPLIED);
  push_refused (pair, vas_pair_item (second, 1), VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_FORKED);
  push_refused (pair, vas_pair_item (second, 3), VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_GAP);
  g_assert_cmpint (push (pair, second), ==, VAS_PUSH_APPLIED);
}

static void
test_reused_id (VasPair          *pair,
                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) other = NULL;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  other = vas_command_new_with_id (vas_command_get_id (command), "request.claim", f->agent, f->now);
  push_refused (pair, vas_pair_item (other, 2), VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_REUSED);
}

static GPtrArray *
push_both (VasPair      *pair,
           VasPushItem  *first,
           VasPushItem  *second,
           const char   *client,
           GError      **error)
{
  VasFixture *f = pair->backend;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_item_free);
  GPtrArray *results;

  g_ptr_array_add (items, first);
  g_ptr_array_add (items, second);
  g_assert_true (vas_sql_begin (f->sql, NULL));
  results = vas_authority_push (f->sql, client, f->agent, items, f->now, error);
  if (results != NULL)
    g_assert_true (vas_sql_commit (f->sql, NULL));
  else
    vas_sql_rollback (f->sql);

  return results;
}

/* In one push, too: otherwise the second would be told the result of the first. */
static void
test_reused_in_one_push (VasPair          *pair,
                         gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) other = vas_command_new_with_id (vas_command_get_id (command), "request.claim", f->agent, f->now);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  results = push_both (pair, vas_pair_item (command, 1), vas_pair_item (other, 2), VAS_PAIR_CLIENT, &error);
  g_assert_null (results);
  g_assert_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_REUSED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, 0);
}

/* A copied replica sends, under a client id of its own, what the other one sent already, and then what is new. */
static void
test_known_under_a_new_client (VasPair          *pair,
                               gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) known = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) new = vas_pair_enter (pair, order, 1000);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (push (pair, known), ==, VAS_PUSH_APPLIED);
  results = push_both (pair, vas_pair_item (known, 1), vas_pair_item (new, 2), "0198a000-0000-7000-8000-000000000002", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((VasPushResult *) g_ptr_array_index (results, 0))->seq, ==, 1);
  g_assert_cmpint (((VasPushResult *) g_ptr_array_index (results, 1))->seq, ==, 2);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log"), ==, 2);
  g_assert_cmpint (vas_fixture_count (f, "SELECT sum (last_seq) FROM client"), ==, 1 + 2);
}

static void
test_author (VasPair          *pair,
             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) system = vas_command_new ("order.expire", "system", f->now);

  push_refused (pair, vas_pair_item (command, 1), VAS_PAIR_CLIENT, f->clerk, VAS_AUTHORITY_ERROR_ACTOR);
  push_refused (pair, vas_pair_item (system, 1), VAS_PAIR_CLIENT, f->administrator, VAS_AUTHORITY_ERROR_ACTOR);
  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
}

static void
test_foreign_client (VasPair          *pair,
                     gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) claim = vas_fixture_command (f, "request.claim", f->clerk, f->account);

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  push_refused (pair, vas_pair_item (claim, 2), VAS_PAIR_CLIENT, f->clerk, VAS_AUTHORITY_ERROR_FOREIGN);
}

static void
test_malformed (VasPair          *pair,
                gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 1000);
  const char * const bodies[] = {
    "", "[]", "null", "{}", "{\"id\":1}", "{\"id\":\"x\",\"type\":\"request.claim\"}",
  };
  VasPushItem *item;

  item = vas_pair_item (command, 1);
  item->hash[0] = item->hash[0] == '0' ? '1' : '0';
  push_refused (pair, item, VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  item = vas_pair_item (command, 1);
  g_free (item->personal);
  item->personal = g_strdup ("{}");
  push_refused (pair, item, VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  item = vas_pair_item (command, 1);
  g_free (item->personal);
  item->personal = g_strdup ("{\"recipient_name\":{\"salt\":\"0\",\"value\":\"李\"}}");
  push_refused (pair, item, VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      item = g_new0 (VasPushItem, 1);
      item->client_seq = 1;
      item->body = g_strdup (bodies[i]);
      item->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bodies[i], -1);
      item->personal = g_strdup ("{}");
      push_refused (pair, item, VAS_PAIR_CLIENT, f->agent, VAS_AUTHORITY_ERROR_MALFORMED);
    }
}

static void
test_unknown_type (VasPair          *pair,
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
test_wrong_arguments (VasPair          *pair,
                      gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autoptr (VasCommand) command = vas_fixture_command (f, "request.claim", f->clerk, "no key");

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_REJECTED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM command_log WHERE result = 'rejected'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE seq = 1 AND changes = ''"), ==, 1);
  pull (pair);
  vas_pair_assert_same (pair);
}

static void
test_masked (VasPair          *pair,
             gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 19800);
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
  vas_pair_exec (f->sql, "UPDATE request SET state = 'withdrawn'");
  g_clear_pointer (&node, json_node_unref);
  {
    g_autoptr (GPtrArray) requests = vas_table_list_all (f->sql, VAS_TYPE_REQUEST, NULL, NULL);

    node = vas_feed_encode (g_ptr_array_index (requests, 0));
  }
  g_assert_true (json_object_get_null_member (json_node_get_object (node), "recipient_mobile"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "recipient_mobile_masked"), ==, "138****8000");
}

/* The feed keeps no whole personal value, so what ended or was erased since is in no row that a desk reads later (R29, R31). */
static void
test_feed_keeps_nothing_whole (VasPair          *pair,
                               gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 19800);
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 through;

  g_assert_cmpint (push (pair, command), ==, VAS_PUSH_APPLIED);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%138****8000%'"), ==, 1);
  g_assert_cmpint (vas_fixture_count (f, "SELECT count (*) FROM feed WHERE changes LIKE '%13800138000%'"), ==, 0);

  vas_pair_exec (f->sql, "UPDATE request SET state = 'done'");
  g_assert_true (vas_feed_read (f->sql, 0, G_MAXSIZE, lines, &through, NULL));
  g_assert_cmpint (through, ==, 1);
  g_assert_nonnull (strstr (lines->str, "138****8000"));
  g_assert_nonnull (strstr (lines->str, "\"recipient_mobile\":null"));
  g_assert_null (strstr (lines->str, "13800138000"));
}

static void
test_parcel_masked (void)
{
  for (int state = VAS_PARCEL_STATE_PACKING; state <= VAS_PARCEL_STATE_LOST; state++)
    {
      g_autoptr (VasParcel) parcel = g_object_new (VAS_TYPE_PARCEL, "key", "0198a000-0000-7000-8000-00000000000a", "ver", (gint64) 1,
                                                   "state", (gint64) state, "recipient-mobile", "13800138000",
                                                   "recipient-mobile-masked", "138****8000", "receipt", "王小明", NULL);
      g_autoptr (JsonNode) node = vas_feed_encode (VAS_ENTITY (parcel));
      JsonObject *object = json_node_get_object (node);

      g_assert_cmpint (json_object_get_null_member (object, "recipient_mobile"), ==, state != VAS_PARCEL_STATE_PACKING);
      g_assert_cmpstr (json_object_get_string_member (object, "recipient_mobile_masked"), ==, "138****8000");
      g_assert_true (json_object_get_null_member (object, "receipt") || state == VAS_PARCEL_STATE_PACKING);
    }
}

/* Any byte of a page that is changed on its way: refused, or without effect on what is held; the page is taken back whole. */
static void
test_changed_on_the_way (VasPair          *pair,
                         gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) command = vas_pair_enter (pair, order, 19800);
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
test_not_far_back (VasPair          *pair,
                   gconstpointer  data)
{
  VasFixture *f = pair->backend;
  g_autofree char *order = vas_fixture_add_order (f, "2025060110000001", 19800, "2025-06-01");
  g_autoptr (VasCommand) first = vas_pair_enter (pair, order, 1000);
  g_autoptr (VasCommand) second = vas_pair_enter (pair, order, 1000);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 through;

  push (pair, first);
  push (pair, second);
  vas_pair_exec (f->sql, "DELETE FROM feed WHERE seq = 1");
  g_assert_true (vas_feed_read (f->sql, 1, G_MAXSIZE, lines, &through, NULL));
  g_assert_cmpint (through, ==, 2);
  g_assert_false (vas_feed_read (f->sql, 0, G_MAXSIZE, lines, &through, &error));
  g_assert_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add (path, VasPair, NULL, vas_pair_set_up, func, vas_pair_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/authority/feed/a-desk-holds-what-its-backend-holds-I6", test_desk_follows);
  ADD ("/authority/feed/mobiles-are-masked-recipients-whole-while-open-R31", test_masked);
  ADD ("/authority/feed/keeps-no-whole-value-and-tells-none-of-what-ended-R31", test_feed_keeps_nothing_whole);
  g_test_add_func ("/authority/feed/a-parcel-is-whole-until-it-is-handed-over-R31", test_parcel_masked);
  ADD ("/authority/feed/a-row-changed-on-the-way-is-refused-whole-I8", test_changed_on_the_way);
  ADD ("/authority/feed/what-reaches-not-back-is-said", test_not_far_back);
  ADD ("/authority/push/sent-again-is-answered-as-before-I3", test_sent_again);
  ADD ("/authority/push/numbers-without-holes", test_numbers);
  ADD ("/authority/push/an-id-with-other-contents-is-refused", test_reused_id);
  ADD ("/authority/push/an-id-with-other-contents-in-one-push-is-refused-I1", test_reused_in_one_push);
  ADD ("/authority/push/what-is-known-uses-the-next-number-of-a-new-client", test_known_under_a_new_client);
  ADD ("/authority/push/nobody-speaks-for-another-R30", test_author);
  ADD ("/authority/push/a-desk-belongs-to-one-person", test_foreign_client);
  ADD ("/authority/push/malformed-is-refused-whole", test_malformed);
  ADD ("/authority/push/an-unknown-command-waits", test_unknown_type);
  ADD ("/authority/push/wrong-arguments-are-rejected-and-kept", test_wrong_arguments);

  return g_test_run ();
}
