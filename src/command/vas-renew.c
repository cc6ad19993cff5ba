/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Records that were put back from a backup begin a new epoch, so that whoever followed them notices and sends again what they forgot.
 *
 * It is one transaction: the epoch, a row of the trail that says so (R29), and the end of all sessions, since one that was ended after
 * the backup would live again. Decisions that a single desk could still take back are settled first.
 */

#include "vas-renew.h"

#include "vas-command-tables.h"
#include "vas-ledger.h"
#include "vas-replica-head.h"
#include "vas-session-store.h"

#include <glib/gi18n-lib.h>

static const VasArgument renew_arguments[] = {
  { "epoch", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "previous", VAS_ARG_TEXT, VAS_ARG_REQUIRED },
  { "backup", VAS_ARG_TEXT, 0 },
  { "taken_at", VAS_ARG_TIME, 0 },
  { "reason", VAS_ARG_TEXT, VAS_ARG_REQUIRED | VAS_ARG_LINE },
  { NULL },
};

static gboolean
renew_check (VasRun      *run,
             VasVerdict  *verdict,
             GError     **error)
{
  return TRUE;
}

/* That it was done is the whole of it: the row in the trail. */
static gboolean
renew_apply (VasRun  *run,
             GError **error)
{
  return TRUE;
}

const VasCommandType vas_renew_commands[] = {
  { "backend.renew", VAS_ROLE_SYSTEM, VAS_COMMAND_SYSTEM, renew_arguments, renew_check, renew_apply },
  { NULL },
};

typedef struct {
  const VasRenewal *renewal;
  gint64            now;
} Work;

static gboolean
log_renewal (VasSql      *sql,
             const Work  *work,
             const char  *previous,
             const char  *epoch,
             GError     **error)
{
  g_autoptr (VasCommand) command = vas_command_new ("backend.renew", "system", work->now);
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "epoch", epoch);
  vas_command_set_text (command, "previous", previous);
  if (work->renewal->backup != NULL)
    vas_command_set_text (command, "backup", work->renewal->backup);
  if (work->renewal->taken_at != VAS_NONE)
    vas_command_set_int (command, "taken_at", work->renewal->taken_at);
  vas_command_set_text (command, "reason", work->renewal->reason);
  receipt = vas_ledger_settle_command (sql, command, work->now, error);
  if (receipt == NULL || receipt->applied)
    return receipt != NULL;

  g_set_error_literal (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("The new epoch was refused."));
  return FALSE;
}

/* A VasStoreFunc: (transfer full) the new epoch. */
static gpointer
renew (VasSql        *sql,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (VasReplicaHead) before = vas_replica_get_head (sql, error);
  g_autoptr (VasReplicaHead) after = NULL;

  if (before == NULL)
    return NULL;
  if (before->role == VAS_REPLICA_DESK)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                           _("These records follow a server; the epoch is the server’s."));
      return NULL;
    }
  if (!vas_replica_renew_epoch (sql, error) || !vas_session_end_everybody (sql, error))
    return NULL;
  after = vas_replica_get_head (sql, error);
  if (after == NULL || !log_renewal (sql, data, before->epoch, after->epoch, error))
    return NULL;

  return g_strdup (after->epoch);
}

/**
 * vas_renew:
 * @engine: of records that nobody follows at this moment; its clock counts
 *
 * Begins a new epoch and ends all sessions. Blocks.
 *
 * Returns: (transfer full) (nullable): the new epoch; %VAS_STORE_ERROR_CONSTRAINT where the records are a desk's
 */
char *
vas_renew (VasEngine         *engine,
           const VasRenewal  *renewal,
           GError           **error)
{
  Work work = { renewal, vas_engine_get_now (engine) };

  if (!vas_engine_flush (engine, error))
    return NULL;

  return vas_store_write (vas_engine_get_store (engine), renew, &work, NULL, error);
}
