/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whether a replica holds what a server holds (I6): the digests of a snapshot at the row where the replica stands, beside its own.
 * Both are of the records within the scope of the house, so what a desk holds beyond it does not count. Nothing is fetched but the list. A replica that is behind, or has work that was not settled, cannot be compared.
 */

#include "vas-cli-remote.h"

#include "vas-feed.h"
#include "vas-replica-head.h"
#include "vas-snapshot.h"
#include "vas-types.h"

#include <glib/gi18n.h>

typedef struct {
  VasSnapshot *snapshot;
  guint64      rows;
} Comparing;

/* A VasStoreFunc: (transfer full) VasReplicaHead; NULL where the replica stands at no row of a server. */
static gpointer
look (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GPtrArray) open = head != NULL ? vas_journal_list_open (sql, error) : NULL;

  if (open == NULL)
    return NULL;
  if (open->len == 0)
    return g_steal_pointer (&head);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _("%u commands were not settled by the server yet; let the program send them first."), open->len);
  return NULL;
}

/* A VasStoreFunc: (transfer full) GPtrArray of the tables that differ. */
static gpointer
compare (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Comparing *comparing = data;
  g_autoptr (GPtrArray) different = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VasScope) scope = vas_scope_read (sql, comparing->snapshot->scope, FALSE, error);

  if (scope == NULL)
    return NULL;

  for (guint i = 0; i < comparing->snapshot->tables->len; i++)
    {
      const VasSnapshotTable *table = g_ptr_array_index (comparing->snapshot->tables, i);
      const GType type = vas_store_entity_type (table->table);
      guint64 n = 0;
      g_autofree char *digest = type != G_TYPE_INVALID ? vas_feed_digest_within (sql, type, scope, &n, error) : g_strdup ("");

      if (digest == NULL)
        return NULL;
      comparing->rows += n;
      if (!g_str_equal (digest, table->digest))
        g_ptr_array_add (different, g_strdup (table->table));
    }

  return g_steal_pointer (&different);
}

static VasSnapshot *
ask (VasCli      *cli,
     gint64       after,
     GError     **error)
{
  g_autoptr (VasCliCredential) credential = vas_cli_credential_load (cli, error);
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (body, object);
  json_object_set_int_member (object, "after", after);
  if (credential != NULL)
    answer = vas_cli_remote_ask (cli, "POST", "/v1/snapshots", body, credential->token, error);

  return answer != NULL ? vas_snapshot_from_json (json_node_get_object (answer), error) : NULL;
}

/**
 * vas_cli_compare:
 * @rows: (out): how many records were compared
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the kinds of record that are others at the server; NULL where
 *   the two do not stand at the same row of one trail, or there is no answer
 */
GPtrArray *
vas_cli_compare (VasCli    *cli,
                 guint64   *rows,
                 GError   **error)
{
  g_autoptr (VasReplicaHead) head = vas_store_read (cli->store, look, NULL, NULL, error);
  g_autoptr (VasSnapshot) snapshot = head != NULL ? ask (cli, head->seq, error) : NULL;
  Comparing comparing = { snapshot, 0 };
  GPtrArray *different;

  if (snapshot == NULL)
    return NULL;
  if (snapshot->seq != head->seq || g_strcmp0 (snapshot->epoch, head->epoch) != 0 ||
      g_strcmp0 (snapshot->log_hash, head->log_hash) != 0)
    {
      g_autofree char *here = g_strdup_printf ("%" G_GINT64_FORMAT, head->seq);
      g_autofree char *there = g_strdup_printf ("%" G_GINT64_FORMAT, snapshot->seq);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("The replica stands at row %s and the server at %s, or they follow different trails; nothing was compared."),
                   here, there);
      return NULL;
    }

  different = vas_store_read (cli->store, compare, &comparing, NULL, error);
  *rows = comparing.rows;
  return different;
}
