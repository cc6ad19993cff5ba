/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl init and seed-demo: a replica where none was, with an administrator who adds everybody else, or with a made-up business. */

#include "vas-cli.h"

#include "vas-current.h"
#include "vas-demo.h"

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

/* Opens a new replica; FALSE after a complaint. */
static gboolean
make_replica (VasCli     *cli,
              const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = vas_current_get_path (directory, &error);

  if (file == NULL)
    {
      vas_cli_fail (error);
      return FALSE;
    }
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    {
      vas_cli_complain (_("There is a replica in %s already."), directory);
      return FALSE;
    }
  cli->store = vas_store_open (directory, VAS_STORE_DEFAULT, &error);
  if (cli->store == NULL)
    {
      vas_cli_fail (error);
      return FALSE;
    }
  cli->engine = vas_engine_new (cli->store);
  vas_engine_set_now (cli->engine, cli->now);

  return TRUE;
}

static void
report (VasCli     *cli,
        const char *directory,
        const char *login)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      vas_cli_print (_("A replica was made in %s.\n"), directory);
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_text (builder, "replica", directory);
  vas_cli_add_text (builder, "administrator", login);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
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
  if (!make_replica (cli, directory))
    return VAS_CLI_NO;
  if (login != NULL && !add_administrator (cli, login, name, &error))
    return vas_cli_fail (error);

  report (cli, directory, login);

  return VAS_CLI_OK;
}

/** vas_cli_seed_demo: vasctl seed-demo: the made-up business of the demonstration, as of --now, in a new replica. */
VasCliStatus
vas_cli_seed_demo (VasCli  *cli,
                   int      argc,
                   char   **argv)
{
  g_autofree char *directory = NULL;
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->replica == NULL)
    return vas_cli_misuse (_("Say where: --replica DIR."));
  directory = vas_cli_get_replica (cli);
  if (!make_replica (cli, directory))
    return VAS_CLI_NO;
  if (!vas_demo_seed (cli->store, vas_cli_get_now (cli), NULL, NULL, NULL, &error))
    return vas_cli_fail (error);
  report (cli, directory, NULL);

  return VAS_CLI_OK;
}
