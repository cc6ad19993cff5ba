/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Who was erased (R29) and is in the records again, since a backup of before was put back, is erased again by a command of the system. That an
 * erasure was done is known by the file beside the records (vas-erased-file.c), which is brought up to date in the same look. What
 * stands against a first erasure stands against none of these: the user was told that it is done. So requests that were open in the
 * backup, and may have been issued since, keep title and taxpayer id locked away for the tax law.
 *
 * The same command takes what an earlier program left of an erased user: until version 8 of the records was in use for a while, an erasure
 * did not take what the caller had stated of his orders. What came after the erasure, such as a new request about his data, stays then.
 */

#include "vas-erase-again.h"

#include "vas-command-tables.h"
#include "vas-erased-file.h"
#include "vas-erasure.h"
#include "vas-personal-steps.h"
#include "vas-personal-store.h"
#include "vas-replica-head.h"
#include "vas-share.h"
#include "vas-table.h"
#include "vas-uuid.h"

static const VasArgument again_arguments[] = {
  { "account", VAS_ARG_KEY, VAS_ARG_REQUIRED },
  { "erased_at", VAS_ARG_TIME, VAS_ARG_REQUIRED },
  { NULL },
};

static gboolean
again_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  const char *account = vas_run_get_text (run, "account");
  gboolean left;

  if (!vas_erasure_find_left (run->sql, account, &left, error))
    return FALSE;

  return left || vas_personal_step_judge_erased (run, account, verdict, error);
}

static gboolean
erase_share (VasRun     *run,
             VasShare   *share,
             GPtrArray  *keys,
             GError    **error)
{
  g_ptr_array_add (keys, (gpointer) vas_entity_get_key (VAS_ENTITY (share)));
  g_ptr_array_add (keys, share->request_key);
  vas_erasure_clear_record (VAS_ENTITY (share));

  return vas_run_update (run, VAS_ENTITY (share), error);
}

/* What was stated of the orders of a user who is erased already, in the records and in the images of the feed. */
static gboolean
erase_left (VasRun      *run,
            const char  *account_key,
            GError     **error)
{
  g_autoptr (GPtrArray) records = vas_personal_list_records (run->sql, account_key, error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      VasEntity *record = g_ptr_array_index (records, i);

      if (VAS_IS_SHARE (record) && !erase_share (run, VAS_SHARE (record), keys, error))
        return FALSE;
    }

  return !run->authority || vas_erasure_clear_images (run->sql, keys, error);
}

static gboolean
again_apply (VasRun  *run,
             GError **error)
{
  const char *account = vas_run_get_text (run, "account");
  gboolean left;

  vas_run_touch (run, account);
  if (!vas_erasure_find_left (run->sql, account, &left, error))
    return FALSE;

  return left ? erase_left (run, account, error) : vas_personal_step_erase (run, account, NULL, error);
}

const VasCommandType vas_erase_again_commands[] = {
  { "personal.erase-again", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, again_arguments, again_check, again_apply },
  { NULL },
};

/* Made at the moment of the erasure, so that whoever tries, whenever, sends the same. @what: of this kind there is one for a user */
static VasCommand *
new_command (const char      *what,
             const VasErased *erased)
{
  g_autofree char *id = vas_uuid_derive (what, erased->account_key, erased->erased_at);
  VasCommand *command = vas_command_new_with_id (id, VAS_ERASURE_AGAIN, "system", erased->erased_at);

  vas_command_set_text (command, "account", erased->account_key);
  vas_command_set_int (command, "erased_at", erased->erased_at);
  return command;
}

static void
add_commands (const char *what,
              GPtrArray  *erased,
              GPtrArray  *commands)
{
  for (guint i = 0; i < erased->len; i++)
    g_ptr_array_add (commands, new_command (what, g_ptr_array_index (erased, i)));
}

/** vas_erase_again_add: adds to @commands what is to be erased again, and to the file in @directory what was erased; a desk's server does both. */
gboolean
vas_erase_again_add (VasSql      *sql,
                     const char  *directory,
                     GPtrArray   *commands,
                     GError     **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);
  g_autoptr (GPtrArray) again = NULL, left = NULL;

  if (head == NULL || head->role == VAS_REPLICA_DESK)
    return head != NULL;
  again = vas_erased_file_note (sql, directory, error) ? vas_erased_file_list_again (sql, directory, error) : NULL;
  left = again != NULL ? vas_erased_list_left (sql, error) : NULL;
  if (left == NULL)
    return FALSE;
  add_commands ("R29/again", again, commands);
  add_commands ("R29/left", left, commands);

  return TRUE;
}

/* A VasStoreFunc: (transfer full) (element-type VasCommand). @data: the directory */
static gpointer
list (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);

  return vas_erase_again_add (sql, data, commands, error) ? g_steal_pointer (&commands) : NULL;
}

/** vas_erase_again: @n_done: (out): how many users; before anybody is served. Blocks. */
gboolean
vas_erase_again (VasEngine  *engine,
                 guint      *n_done,
                 GError    **error)
{
  VasStore *store = vas_engine_get_store (engine);
  g_autoptr (GPtrArray) commands = vas_store_read (store, list, (gpointer) vas_store_get_directory (store), NULL, error);
  g_autoptr (GPtrArray) receipts = NULL;

  *n_done = commands != NULL ? commands->len : 0;
  if (commands == NULL || commands->len == 0)
    return commands != NULL;

  receipts = vas_engine_run_many (engine, commands, error);
  return receipts != NULL;
}
