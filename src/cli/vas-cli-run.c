/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl run, check-command and maintain: everything in the registry of commands, whatever it holds.
 *
 * A command run from here is settled at once; there is no hold, since nobody presses a key by accident in a script. In a replica that
 * follows a server it is saved, and goes with “vasctl sync”.
 */

#include "vas-cli-remote.h"
#include "vas-cli-resolve.h"

#include "vas-maintain.h"
#include "vas-replica-head.h"
#include "vas-verdict-json.h"

#include <glib/gi18n.h>

#define REQUEST "request="

static int
count_requests (int    argc,
                char **argv)
{
  int n = 0;

  for (int i = 2; i < argc; i++)
    n += g_str_has_prefix (argv[i], REQUEST) ? 1 : 0;

  return n;
}

/* The command about one of the requests that were named; where none or one is, about that. (nullable): NULL after a complaint;
 * *status says how to end. */
static VasCommand *
read_command (VasCli        *cli,
              int            argc,
              char         **argv,
              int            place,
              GStrv          acknowledged,
              VasCliStatus  *status)
{
  const VasCommandType *type = vas_command_type_find (argv[1]);
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  *status = VAS_CLI_USAGE;
  if (type == NULL)
    {
      vas_cli_complain (_("There is no command “%s”; “vasctl commands” lists them."), argv[1]);
      return NULL;
    }
  command = vas_command_new (type->name, cli->actor, vas_cli_get_now (cli));
  for (int i = 2; i < argc && good; i++)
    {
      if (!g_str_has_prefix (argv[i], REQUEST) || place-- == 0)
        good = vas_cli_read_argument (cli, command, type, argv[i], &error);
    }
  if (good && count_requests (argc, argv) > 1 && vas_command_type_find_argument (type, "many") != NULL)
    vas_command_set_bool (command, "many", TRUE);
  for (guint i = 0; acknowledged != NULL && acknowledged[i] != NULL; i++)
    vas_command_acknowledge (command, acknowledged[i]);
  if (good && vas_command_check_arguments (command, &error))
    return g_steal_pointer (&command);

  if (g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND) || error->domain == VAS_STORE_ERROR)
    *status = VAS_CLI_NO;
  vas_cli_fail (error);
  return NULL;
}

static void
add_verdict (JsonBuilder *builder,
             VasVerdict  *verdict)
{
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_value (builder, vas_verdict_to_json (verdict));
}

/* Whether what is saved here waits for a server's word. */
static gboolean
follows_server (VasCli *cli)
{
  g_autoptr (VasReplicaHead) head = vas_store_read (cli->store, vas_replica_read_head, NULL, NULL, NULL);

  return head != NULL && head->role == VAS_REPLICA_DESK;
}

static void
add_receipt (VasCli      *cli,
             JsonBuilder *builder,
             VasReceipt  *receipt)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "command_id", receipt->command_id);
  vas_cli_add_bool (builder, "applied", receipt->applied);
  vas_cli_add_bool (builder, "waits", receipt->applied && follows_server (cli));
  json_builder_set_member_name (builder, "subjects");
  json_builder_begin_array (builder);
  for (guint i = 0; receipt->subjects[i] != NULL; i++)
    json_builder_add_string_value (builder, receipt->subjects[i]);
  json_builder_end_array (builder);
  add_verdict (builder, receipt->verdict);
  json_builder_end_object (builder);
}

static void
print_receipt (VasCli     *cli,
               VasReceipt *receipt)
{
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      add_receipt (cli, builder, receipt);
      vas_cli_print_builder (builder);
      return;
    }

  if (receipt->applied && follows_server (cli))
    vas_cli_print (_("Saved, and waits for the server: %s\n"), receipt->command_id);
  else
    vas_cli_print (receipt->applied ? _("Done: %s\n") : _("Refused: %s\n"), receipt->command_id);
  vas_cli_print_verdict (receipt->verdict);
}

/* A command that cannot be judged is wrong use where its arguments are wrong, and “no” otherwise. */
static VasCliStatus
fail_command (GError *error)
{
  vas_cli_fail (error);

  return g_error_matches (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT) ? VAS_CLI_USAGE : VAS_CLI_NO;
}

/** vas_cli_run_command: runs a command on the replica that is open, and prints what became of it: %VAS_CLI_NO where it was refused. */
VasCliStatus
vas_cli_run_command (VasCli     *cli,
                     VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run (cli->engine, command, &error);

  if (receipt == NULL)
    return fail_command (error);
  print_receipt (cli, receipt);

  return receipt->applied ? VAS_CLI_OK : VAS_CLI_NO;
}

/* Several commands in one transaction: each is judged alone, and the result of each is printed. */
static VasCliStatus
run_several (VasCli    *cli,
             GPtrArray *commands)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = vas_engine_run_many (cli->engine, commands, &error);
  g_autoptr (JsonBuilder) builder = NULL;
  gboolean all = TRUE;

  if (receipts == NULL)
    return fail_command (error);

  builder = cli->json ? json_builder_begin_array (json_builder_new ()) : NULL;
  for (guint i = 0; i < receipts->len; i++)
    {
      VasReceipt *receipt = g_ptr_array_index (receipts, i);

      all = all && receipt->applied;
      if (cli->json)
        add_receipt (cli, builder, receipt);
      else
        print_receipt (cli, receipt);
    }
  if (cli->json)
    vas_cli_print_builder (json_builder_end_array (builder));

  return all ? VAS_CLI_OK : VAS_CLI_NO;
}

static VasCliStatus
check_command (VasCli     *cli,
               VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasVerdict) verdict = vas_engine_check (cli->engine, command, &error);
  gboolean accepted;

  if (verdict == NULL)
    return fail_command (error);

  accepted = vas_verdict_is_accepted (verdict, vas_command_get_acknowledged (command));
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_bool (builder, "accepted", accepted);
      add_verdict (builder, verdict);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print (accepted ? _("It would be done:\n") : _("It would be refused:\n"));
      vas_cli_print_verdict (verdict);
    }

  return accepted ? VAS_CLI_OK : VAS_CLI_NO;
}

/* The session says who acts; a replica that was named only tells the keys of what people know by numbers. */
static VasCliStatus
run_at_server (VasCli  *cli,
               int      argc,
               char   **argv,
               GStrv    acknowledged)
{
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (GError) error = NULL;
  gboolean all = TRUE;

  if (cli->login != NULL)
    return vas_cli_misuse (_("At a server the session says who acts: leave --as out."));
  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL || !vas_cli_remote_who (cli, credential, &error))
    return vas_cli_fail (error);
  if (cli->replica != NULL && !vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;
  for (int i = 0; i < MAX (1, count_requests (argc, argv)); i++)
    {
      VasCliStatus status;
      g_autoptr (VasCommand) command = read_command (cli, argc, argv, i, acknowledged, &status);

      if (command == NULL)
        return status;
      all = vas_cli_remote_run (cli, command, credential) == VAS_CLI_OK && all;
    }

  return all ? VAS_CLI_OK : VAS_CLI_NO;
}

static VasCliStatus
handle (VasCli        *cli,
        int            argc,
        char         **argv,
        VasStoreFlags  flags,
        VasCliStatus (*act) (VasCli *, VasCommand *))
{
  g_auto (GStrv) acknowledged = NULL;
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
  const GOptionEntry entries[] = {
    { "ack", 0, 0, G_OPTION_ARG_STRING_ARRAY, &acknowledged, N_("Confirm what a rule asks, by its code"), N_("CODE") },
    { NULL },
  };
  VasCliStatus status;
  int n_commands;

  if (!vas_cli_parse (cli, entries, 1, -1, &argc, &argv))
    return VAS_CLI_USAGE;
  n_commands = MAX (1, count_requests (argc, argv));
  if (n_commands > 1 && act == check_command)
    return vas_cli_misuse (_("check-command judges one request."));
  if (cli->server != NULL && act == vas_cli_run_command)
    return run_at_server (cli, argc, argv, acknowledged);
  if (cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (!vas_cli_open_as (cli, flags, TRUE))
    return VAS_CLI_NO;
  for (int i = 0; i < n_commands; i++)
    {
      VasCommand *command = read_command (cli, argc, argv, i, acknowledged, &status);

      if (command == NULL)
        return status;
      g_ptr_array_add (commands, command);
    }

  return n_commands > 1 ? run_several (cli, commands) : act (cli, g_ptr_array_index (commands, 0));
}

/**
 * vas_cli_run: vasctl run COMMAND NAME=VALUE …: 1 where it is refused. With request= several times, the command for each of
 * them, and 1 where one is refused.
 */
VasCliStatus
vas_cli_run (VasCli  *cli,
             int      argc,
             char   **argv)
{
  return handle (cli, argc, argv, VAS_STORE_DEFAULT, vas_cli_run_command);
}

/** vas_cli_check_command: vasctl check-command COMMAND NAME=VALUE …: like run, and only judges. */
VasCliStatus
vas_cli_check_command (VasCli  *cli,
                       int      argc,
                       char   **argv)
{
  return handle (cli, argc, argv, VAS_STORE_READ_ONLY, check_command);
}

/** vas_cli_maintain: vasctl maintain: the work of the clock that is due (R7 and what else has a day), by commands of the system. */
VasCliStatus
vas_cli_maintain (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open (cli, VAS_STORE_DEFAULT))
    return VAS_CLI_NO;
  if (!vas_maintain (cli->engine, &n_done, &error))
    return vas_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_int (builder, "done", n_done);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print (ngettext ("%u command of the clock was run.\n", "%u commands of the clock were run.\n", n_done), n_done);
    }

  return VAS_CLI_OK;
}
