/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The backend's word on commands that desks send (doc/protocol.md, "Push").
 *
 * A push is judged as a whole before anything of it is done: every command well formed, its hash and the digests of its personal
 * values right, its author the person who is signed in, its id new or sent before with the same bytes, its number
 * the next one. Then the commands run one after another, each in a savepoint: what was sent before is answered as it was then,
 * what a rule stands against is kept with its verdict and uses its number up (I1, I3). The caller's transaction surrounds the
 * whole, and an error takes all of it back, so there are no holes.
 */

#include "vas-authority.h"

#include "vas-client-store.h"
#include "vas-command-type.h"
#include "vas-journal.h"
#include "vas-json-reader.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"

G_DEFINE_QUARK (vas-authority-error-quark, vas_authority_error)

void
vas_push_item_free (VasPushItem *self)
{
  g_free (self->body);
  g_free (self->hash);
  g_free (self->personal);
  g_free (self);
}

void
vas_push_result_free (VasPushResult *self)
{
  g_free (self->command_id);
  g_free (self->verdict);
  g_free (self);
}

static VasPushResult *
result_new (const char   *command_id,
            VasPushState  state,
            gint64        seq,
            const char   *verdict)
{
  VasPushResult *result = g_new0 (VasPushResult, 1);

  result->command_id = g_strdup (command_id);
  result->state = state;
  result->seq = seq;
  result->verdict = g_strdup (verdict);

  return result;
}

static VasCommand *
read_item (VasPushItem  *item,
           const char   *staff_key,
           GError      **error)
{
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, item->body, -1);

  if (g_strcmp0 (hash, item->hash) != 0)
    {
      g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_MALFORMED,
                   "hash: command %" G_GINT64_FORMAT " has another SHA-256 than was sent with it.", item->client_seq);
      return NULL;
    }
  command = vas_command_from_wire (item->body, item->personal, &local_error);
  if (command == NULL)
    {
      g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_MALFORMED, "command %" G_GINT64_FORMAT ": %s",
                   item->client_seq, local_error->message);
      return NULL;
    }
  if (!g_str_equal (vas_command_get_actor (command), staff_key))
    {
      g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_ACTOR,
                   "actor: command %" G_GINT64_FORMAT " was made by another person than the one who is signed in.",
                   item->client_seq);
      return NULL;
    }

  vas_command_mark_sent (command);
  return g_steal_pointer (&command);
}

static GPtrArray *
read_items (GPtrArray   *items,
            const char  *staff_key,
            GError     **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      VasCommand *command = read_item (g_ptr_array_index (items, i), staff_key, error);

      if (command == NULL)
        return NULL;
      g_ptr_array_add (commands, command);
    }

  return g_steal_pointer (&commands);
}

static gboolean
fail_reused (const char  *command_id,
             GError     **error)
{
  g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_REUSED, "id: %s was used before with other contents.", command_id);
  return FALSE;
}

/* One command against the trail and the client's numbers. @last moves on where the number is the next one. */
static gboolean
judge_number (VasSql       *sql,
              VasPushItem  *item,
              VasCommand   *command,
              gint64       *last,
              GError      **error)
{
  g_autoptr (VasLogRow) known = NULL;

  if (!vas_journal_find_logged (sql, vas_command_get_id (command), &known, error))
    return FALSE;
  if (known != NULL && !g_str_equal (known->body_hash, item->hash))
    return fail_reused (known->command_id, error);
  if (known != NULL)
    {
      if (item->client_seq == *last + 1)
        *last = item->client_seq; /* of a copied replica, under a client id of its own */
      return TRUE;
    }
  if (item->client_seq <= *last)
    {
      g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_FORKED,
                   "seq: %" G_GINT64_FORMAT " was used before by another command.", item->client_seq);
      return FALSE;
    }
  if (item->client_seq != *last + 1)
    {
      g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_GAP,
                   "seq: %" G_GINT64_FORMAT " came, and %" G_GINT64_FORMAT " never did.", item->client_seq, *last + 1);
      return FALSE;
    }

  *last = item->client_seq;
  return TRUE;
}

static gboolean
judge_numbers (VasSql      *sql,
               GPtrArray   *items,
               GPtrArray   *commands,
               gint64      *last,
               GError     **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);
      const char *id = vas_command_get_id (g_ptr_array_index (commands, i));
      const char *before = g_hash_table_lookup (hashes, id);

      if (before != NULL && !g_str_equal (before, item->hash))
        return fail_reused (id, error);
      g_hash_table_insert (hashes, (gpointer) id, item->hash);
      if (!judge_number (sql, item, g_ptr_array_index (commands, i), last, error))
        return FALSE;
    }

  return TRUE;
}

static VasPushResult *
run (VasSql      *sql,
     VasCommand  *command,
     gint64       now,
     GError     **error)
{
  const char *id = vas_command_get_id (command);
  g_autoptr (VasLogRow) row = NULL;
  g_autoptr (VasReceipt) receipt = NULL;

  if (vas_command_type_find (vas_command_get_type_name (command)) == NULL)
    return result_new (id, VAS_PUSH_DEFERRED, 0, NULL);

  if (!vas_journal_find_logged (sql, id, &row, error))
    return NULL;
  if (row == NULL)
    {
      receipt = vas_ledger_settle_command (sql, command, now, error);
      if (receipt == NULL || !vas_journal_find_logged (sql, id, &row, error))
        return NULL;
    }

  return result_new (id, g_str_equal (row->result, "applied") ? VAS_PUSH_APPLIED : VAS_PUSH_REJECTED, row->seq, row->verdict);
}

static gboolean
find_last (VasSql      *sql,
           const char  *client_id,
           const char  *staff_key,
           gint64      *last,
           GError     **error)
{
  g_autoptr (VasClient) client = NULL;

  if (!vas_client_find (sql, client_id, &client, error))
    return FALSE;
  if (client != NULL && !g_str_equal (client->staff_key, staff_key))
    {
      g_set_error_literal (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_FOREIGN,
                           "client: this client id belongs to another person.");
      return FALSE;
    }

  *last = client != NULL ? client->last_seq : 0;
  return TRUE;
}

/**
 * vas_authority_push:
 * @sql: a backend's connection, in a transaction
 * @client_id: the desk, made known by its first push
 * @staff_key: who is signed in
 * @items: (element-type VasPushItem): the commands, in the order in which they were made
 * @now: instant by the backend's clock
 *
 * Returns: (transfer full) (nullable) (element-type VasPushResult): a result for each; NULL with a %VAS_AUTHORITY_ERROR, or an
 *   error of the store: then the caller takes the transaction back, and nothing of it was done
 */
GPtrArray *
vas_authority_push (VasSql      *sql,
                    const char  *client_id,
                    const char  *staff_key,
                    GPtrArray   *items,
                    gint64       now,
                    GError     **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_result_free);
  g_autoptr (GPtrArray) commands = read_items (items, staff_key, error);
  gint64 last;

  if (commands == NULL || !vas_replica_lock_head (sql, error) || !find_last (sql, client_id, staff_key, &last, error) ||
      !judge_numbers (sql, items, commands, &last, error))
    return NULL;

  for (guint i = 0; i < commands->len; i++)
    {
      VasPushResult *result = run (sql, g_ptr_array_index (commands, i), now, error);

      if (result == NULL)
        return NULL;
      g_ptr_array_add (results, result);
    }

  return vas_client_keep (sql, client_id, staff_key, last, now, error) ? g_steal_pointer (&results) : NULL;
}
