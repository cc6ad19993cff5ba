/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backend and a desk that follows it, in two files. Everything in them is invented. */

#include "vas-pair.h"

#include "vas-feed.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"
#include "vas-test-dir.h"
#include "vas-types.h"

void
vas_pair_exec (VasSql     *sql,
               const char *text)
{
  g_autoptr (GError) error = NULL;

  vas_sql_exec (sql, text, &error);
  g_assert_no_error (error);
}

/* A backend, and a desk that begins as its copy: that is what a snapshot will make. */
void
vas_pair_set_up (VasPair       *pair,
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
  vas_pair_exec (pair->backend->sql, into);
  vas_pair_exec (pair->backend->sql, "PRAGMA synchronous = OFF");
  vas_replica_set_role (pair->backend->sql, VAS_REPLICA_BACKEND, &error);
  g_assert_no_error (error);
  pair->desk = vas_sql_open (copy, VAS_SQL_DEFAULT, &error);
  g_assert_no_error (error);
  vas_pair_exec (pair->desk, "PRAGMA synchronous = OFF");
  vas_replica_set_role (pair->desk, VAS_REPLICA_DESK, &error);
  g_assert_no_error (error);
}

void
vas_pair_tear_down (VasPair       *pair,
                    gconstpointer  data)
{
  vas_fixture_free (pair->backend);
  vas_sql_close (pair->desk);
  vas_test_dir_remove (pair->dir);
  g_free (pair->dir);
}

VasPushItem *
vas_pair_item (VasCommand *command,
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
GPtrArray *
vas_pair_push (VasPair      *pair,
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

VasCommand *
vas_pair_enter (VasPair    *pair,
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

void
vas_pair_assert_same (VasPair *pair)
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

void
vas_pair_copy_orders (VasPair *pair)
{
  g_autofree char *text = g_strdup_printf ("ATTACH '%s/backend.db' AS b; INSERT INTO orders SELECT * FROM b.orders; DETACH b",
                                           pair->dir);

  vas_pair_exec (pair->desk, text);
}

/** vas_pair_pull: the desk takes what it lacks of the backend's feed. */
void
vas_pair_pull (VasPair *pair)
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
