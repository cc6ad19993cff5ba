/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl init: a replica where none was, and the administrator who adds everybody else. */

#include "vas-cli.h"

#include <glib/gi18n.h>

static gboolean
add_administrator (VasCli      *cli,
                   const char  *login,
                   const char  *name,
                   GError     **error)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", "system", vas_cli_get_now (cli));
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_set_text (command, "login", login);
  vas_command_set_text (command, "name", name);
  vas_command_set_text (command, "roles", "administrator");
  receipt = vas_engine_run (cli->engine, command, error);
  if (receipt == NULL)
    return FALSE;
  if (receipt->applied)
    return TRUE;

  g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, _("The login “%s” is taken."), login);
  return FALSE;
}

/** vas_cli_init: vasctl init. */
VasCliStatus
vas_cli_init (VasCli  *cli,
              int      argc,
              char   **argv)
{
  g_autofree char *login = NULL;
  g_autofree char *name = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "admin", 0, 0, G_OPTION_ARG_STRING, &login, N_("The login of the first administrator"), N_("LOGIN") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("The administrator’s name"), N_("NAME") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if ((login == NULL) != (name == NULL))
    return vas_cli_misuse (_("--admin and --name belong together."));

  directory = vas_cli_get_replica (cli);
  file = g_build_filename (directory, "replica.db", NULL);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    {
      vas_cli_complain (_("There is a replica in %s already."), directory);
      return VAS_CLI_NO;
    }
  cli->store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);
  if (cli->store == NULL)
    return vas_cli_fail (error);
  cli->engine = vas_engine_new (cli->store);
  vas_engine_set_now (cli->engine, cli->now);
  if (login != NULL && !add_administrator (cli, login, name, &error))
    return vas_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

      vas_cli_add_text (builder, "replica", directory);
      vas_cli_add_text (builder, "administrator", login);
      json_builder_end_object (builder);
      vas_cli_print_builder (builder);
    }
  else
    {
      vas_cli_print (_("A replica was made in %s.\n"), directory);
    }

  return VAS_CLI_OK;
}
