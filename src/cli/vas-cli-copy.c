/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl personal copy, or export personal: the copy that a user asked for (R29), written aside, recorded, and only then named, like every
 * export (R31). At a server it is made and recorded there (POST /v1/personal-copy).
 */

#include "vas-cli-remote.h"

#include "vas-personal-copy.h"
#include "vas-personal-request.h"
#include "vas-replica-head.h"
#include "vas-table.h"
#include "vas-wire-copy.h"

#include <glib/gi18n.h>

typedef struct {
  const char         *number;
  const char         *reason;         /* nullable here, not at a server */


  VasPersonalRequest *request;
  GPtrArray          *values;         /* VasPersonalValue */
  gint64              rows;
} Copy;

static void
copy_clear (Copy *copy)
{
  g_clear_object (&copy->request);
  g_clear_pointer (&copy->values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* Only where the whole values are: a desk would give out a copy with holes. */
static gpointer
read_copy (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Copy *copy = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return NULL;
  if (head->role == VAS_REPLICA_DESK)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                           _("This replica follows a server, which alone holds the whole values: export there, or have it made there: --server URL."));
      return NULL;
    }
  copy->request = vas_table_find (sql, VAS_TYPE_PERSONAL_REQUEST, "number", copy->number, error);
  if (copy->request == NULL)
    return NULL;

  copy->values = vas_personal_copy (sql, copy->request->account_key, error);
  copy->rows = copy->values != NULL ? copy->values->len : 0;
  return copy->values;
}

/* @aside: the file, which is begun before anything is asked for */
static VasCliStatus
copy_here (VasCli       *cli,
           Copy         *copy,
           VasAsideFile *aside)
{
  g_autoptr (GBytes) bytes = vas_personal_copy_to_csv (copy->values);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (VasCommand) command = vas_command_new ("personal.copy", cli->actor, vas_cli_get_now (cli));
  g_autoptr (GError) error = NULL;

  if (!vas_aside_file_write (aside, bytes, &error))
    return vas_cli_fail (error);
  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (copy->request)));
  vas_command_set_int (command, "rows", copy->values->len);
  vas_command_set_text (command, "digest", digest);
  if (copy->reason != NULL)
    vas_command_set_text (command, "reason", copy->reason);

  return vas_cli_record (cli, command, aside);
}

static VasCliStatus
copy_there (VasCli       *cli,
            Copy         *copy,
            VasAsideFile *aside)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCliCredential) credential = vas_cli_credential_load (cli, &error);
  g_autoptr (JsonNode) body = vas_wire_new_copy (copy->number, copy->reason);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (VasWireCopy) made = NULL;

  if (credential != NULL)
    answer = vas_cli_remote_ask (cli, "POST", VAS_WIRE_COPY_PATH, body, credential->token, &error);
  made = answer != NULL ? vas_wire_read_copy (answer, &error) : NULL;
  if (made == NULL || !vas_aside_file_write (aside, made->file, &error) || !vas_aside_file_name (aside, &error))
    return vas_cli_fail (error);

  copy->rows = made->rows;
  return VAS_CLI_OK;
}

static VasCliStatus
report (VasCli       *cli,
        const Copy   *copy,
        VasCliStatus  status)
{
  if (status == VAS_CLI_OK && !cli->json)
    vas_cli_print (_("%lu values of %s were written.\n"), (gulong) copy->rows, copy->number);

  return status;
}

/** vas_cli_copy: vasctl personal copy NUMBER FILE [--reason TEXT], or export personal NUMBER FILE. */
VasCliStatus
vas_cli_copy (VasCli     *cli,
              const char *number,
              const char *path,
              const char *reason)
{
  g_auto (Copy) copy = { .number = number, .reason = reason };
  g_autoptr (VasAsideFile) aside = NULL;
  g_autoptr (GError) error = NULL;

  if (cli->server != NULL && cli->login != NULL)
    return vas_cli_misuse (_("At a server the session says who acts: leave --as out."));
  if (cli->server != NULL && reason == NULL)
    return vas_cli_misuse ("%s", _("Say why: --reason TEXT."));
  if (cli->server == NULL && cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (cli->server == NULL && !vas_cli_open_as (cli, VAS_STORE_DEFAULT, TRUE))
    return VAS_CLI_NO;

  aside = vas_aside_file_new (path, cli->store != NULL ? vas_store_get_directory (cli->store) : NULL, &error);
  if (aside == NULL || (cli->store != NULL && vas_store_read (cli->store, read_copy, &copy, NULL, &error) == NULL))
    return vas_cli_fail (error);

  return report (cli, &copy, cli->server != NULL ? copy_there (cli, &copy, aside) : copy_here (cli, &copy, aside));
}
