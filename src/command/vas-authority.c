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
#include "vas-ledger-private.h"
#include "vas-replica-head.h"

G_DEFINE_QUARK (vas-authority-error-quark, vas_authority_error)

void
vas_push_item_free (VasPushItem *self)
{
  g_free (self->body);
  g_free (self->hash);
  g_free (self->personal);
  g_clear_object (&self->command);
  g_free (self);
}

/* vas_push_result_free: @self: (nullable) */
void
vas_push_result_free (VasPushResult *self)
{
  if (self == NULL)
    return;
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

/**
 * vas_authority_read:
 * @items: (element-type VasPushItem)
 * @staff_key: who is signed in
 *
 * Reads the commands of a push, each well formed, with the right digests, and made by that person; once for each item. Any thread,
 * no transaction: so it keeps nobody waiting.
 *
 * Returns: FALSE with a %VAS_AUTHORITY_ERROR
 */
gboolean
vas_authority_read (GPtrArray    *items,
                    const char   *staff_key,
                    GError      **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);

      if (item->command == NULL)
        item->command = read_item (item, staff_key, error);
      if (item->command == NULL)
        return FALSE;
    }

  return TRUE;
}

/** vas_authority_foresee: that vas_authority_push() of @items, which were read, comes next: what it begins with is asked in one round trip. */
gboolean
vas_authority_foresee (VasSql      *sql,
                       const char  *client_id,
                       GPtrArray   *items,
                       GError     **error)
{
  if (vas_sql_get_engine (sql) == VAS_SQL_SQLITE)
    return TRUE;

  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);

      if (!vas_journal_foresee_logged (sql, vas_command_get_id (item->command), error))
        return FALSE;
    }

  return vas_client_foresee (sql, client_id, error) && vas_replica_foresee_head (sql, error) &&
         vas_run_foresee (sql, ((VasPushItem *) g_ptr_array_index (items, 0))->command, error);
}

static gboolean
fail_reused (const char  *command_id,
             GError     **error)
{
  g_set_error (error, VAS_AUTHORITY_ERROR, VAS_AUTHORITY_ERROR_REUSED, "id: %s was used before with other contents.", command_id);
  return FALSE;
}

/* One command against the trail and the client's numbers. @last moves on where the number is the next one. *known: its row, if any. */
static gboolean
judge_number (VasSql       *sql,
              VasPushItem  *item,
              gint64       *last,
              VasLogRow   **known,
              GError      **error)
{
  if (!vas_journal_find_logged (sql, vas_command_get_id (item->command), known, error))
    return FALSE;
  if (*known != NULL && !g_str_equal ((*known)->body_hash, item->hash))
    return fail_reused ((*known)->command_id, error);
  if (*known != NULL)
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

static VasPushResult *
result_from_row (const VasLogRow *row)
{
  return result_new (row->command_id, g_str_equal (row->result, "applied") ? VAS_PUSH_APPLIED : VAS_PUSH_REJECTED, row->seq, row->verdict);
}

/* The answers to what is in the trail already; NULL for what is to be done. */
static GPtrArray *
judge_numbers (VasSql      *sql,
               GPtrArray   *items,
               gint64      *last,
               GError     **error)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_result_free);

  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);
      const char *id = vas_command_get_id (item->command);
      const char *before = g_hash_table_lookup (hashes, id);
      g_autoptr (VasLogRow) known = NULL;

      if (before != NULL && !g_str_equal (before, item->hash))
        {
          fail_reused (id, error);
          return NULL;
        }
      g_hash_table_insert (hashes, (gpointer) id, item->hash);
      if (!judge_number (sql, item, last, &known, error))
        return NULL;
      g_ptr_array_add (results, known != NULL ? result_from_row (known) : NULL);
    }

  return g_steal_pointer (&results);
}

/* Does a command that the trail did not know; one that was in this push before is known by now. */
static VasPushResult *
run (VasSql      *sql,
     VasCommand  *command,
     GHashTable  *done,
     gint64       now,
     GError     **error)
{
  const char *id = vas_command_get_id (command);
  const VasPushResult *before = g_hash_table_lookup (done, id);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autofree char *verdict = NULL;

  if (before != NULL)
    return result_new (id, before->state, before->seq, before->verdict);
  if (vas_command_type_find (vas_command_get_type_name (command)) == NULL)
    return result_new (id, VAS_PUSH_DEFERRED, 0, NULL);

  receipt = vas_run_foresee (sql, command, error) ? vas_ledger_settle_command (sql, command, now, error) : NULL;
  if (receipt == NULL)
    return NULL;

  verdict = vas_ledger_verdict_for_trail (receipt->verdict);
  return result_new (id, receipt->applied ? VAS_PUSH_APPLIED : VAS_PUSH_REJECTED, receipt->seq, verdict);
}

static gboolean
run_all (VasSql      *sql,
         GPtrArray   *items,
         gint64       now,
         GPtrArray   *results,
         GError     **error)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      VasPushItem *item = g_ptr_array_index (items, i);
      VasPushResult *result = g_ptr_array_index (results, i);

      if (result != NULL)
        continue;
      result = run (sql, item->command, done, now, error);
      if (result == NULL)
        return FALSE;
      g_ptr_array_index (results, i) = result;
      g_hash_table_insert (done, result->command_id, result);
    }

  return TRUE;
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
  g_autoptr (GPtrArray) results = NULL;
  gint64 last;

  if (!vas_authority_read (items, staff_key, error) || !vas_authority_foresee (sql, client_id, items, error) ||
      !find_last (sql, client_id, staff_key, &last, error))
    return NULL;
  results = judge_numbers (sql, items, &last, error);
  if (results == NULL || !run_all (sql, items, now, results, error))
    return NULL;

  return vas_client_keep (sql, client_id, staff_key, last, now, error) ? g_steal_pointer (&results) : NULL;
}
