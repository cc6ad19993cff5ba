/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl: does from a terminal what the desktop does: import, export, verify, any command, and the rules at hand. */

#include "vas-cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const VasCliCommand commands[] = {
  { "init", "[--admin LOGIN --name NAME]", N_("Make a replica, and its first administrator"), vas_cli_init },
  { "seed-demo", "", N_("Make a replica with the made-up business of the demonstration"), vas_cli_seed_demo },
  { "import", "KIND FILE [--skip-bad]", N_("Bring a file into the replica"), vas_cli_import },
  { "export", "KIND FILE|- [--spreadsheet]", N_("Write records into a file, and record that"), vas_cli_export },
  { "queue", "[--tab NAME] [--search TEXT]", N_("Show the invoice queue"), vas_cli_queue },
  { "case", "NUMBER", N_("Show everything about an invoice request"), vas_cli_case },
  { "order", "NUMBER", N_("Show everything about an order"), vas_cli_order },
  { "account", "ID", N_("Show everything about an account"), vas_cli_account },
  { "stock", "[--point NAME]", N_("Show the fapiao paper: who holds it, and what became of it"), vas_cli_stock },
  { "handover", "[--day DAY] [--point NAME]", N_("Show the parcels that went to the courier on a day, as both sign for them"), vas_cli_handover },
  { "print-list", "[--bind [NUMBER …] | --output FILE [--force] [--list KEY] [--column FIELD[=HEADING]] …]", N_("Show what needs a fapiao number, bind numbers, or write the list for the tax-control program"), vas_cli_print_list },
  { "close", "[--point NAME]", N_("Show the evening close: the day’s paper, what is left open, the month"), vas_cli_close_day },
  { "activity", "[--by WHO] [--command COMMAND | --reveals] [--record NUMBER] [--from DAY] [--to DAY] [--limit N]", N_("Show what was done, what waits and what was refused"), vas_cli_activity },
  { "find-account", "TEXT [--limit N]", N_("Find the account of a caller, by anything it is known by"), vas_cli_find_account },
  { "one-clerk", "[--days N]", N_("Show what one person entered and approved alone"), vas_cli_one_clerk },
  { "personal", "list [--all] | show NUMBER | copy NUMBER FILE [--reason TEXT]", N_("Show the requests about personal data, by their terms, and write the copy that one asks for"), vas_cli_personal },
  { "photo", "FAPIAO FILE|FOLDER [--attach]", N_("Give out the photo of an issued fapiao and record that, or attach it"), vas_cli_photo },
  { "run", "COMMAND [NAME=VALUE …]", N_("Run any command, here or at a server"), vas_cli_run },
  { "sync", "[--once | --for SECONDS]", N_("Send and receive, for a replica that follows a server"), vas_cli_sync },
  { "outbox", "[close ID]", N_("Show what waits to be sent and what was refused, or lay a refused command aside"), vas_cli_outbox },
  { "check-command", "COMMAND [NAME=VALUE …]", N_("Say what the rules say of a command, and do nothing"), vas_cli_check_command },
  { "commands", "", N_("List every command with its roles and arguments"), vas_cli_commands },
  { "maintain", "", N_("Do what is due by the clock, such as closing orders that were never paid"), vas_cli_maintain },
  { "verify", "", N_("Check the file, the trail and every rule over all records"), vas_cli_verify },
  { "backup", "FILE [--data DIR] [--force]", N_("Make a backup of a server’s or this computer’s records, which may be open meanwhile"), vas_cli_backup },
  { "restore", "FILE --data DIR [--database postgresql://…] | --renew --data DIR [--database …]", N_("Put a backup back, in place of what is there, under a new epoch"), vas_cli_restore },
  { "reveal", "account|request|parcel/KEY FIELD … --reason TEXT", N_("Show whole personal values, for a reason that is recorded, at a server"), vas_cli_reveal },
  { "search", "TEXT [--limit N]", N_("Look for orders and requests among all that a server has"), vas_cli_search },
  { "keep", "order|request/KEY", N_("Fetch an older record from a server and keep it in the replica"), vas_cli_keep },
  { "hello", "", N_("Ask a server who it is, and whether one is signed in"), vas_cli_hello },
  { "sign-in", "LOGIN", N_("Sign in at a server; the session is kept in the file of --credential"), vas_cli_sign_in },
  { "sign-out", "", N_("End the session at a server"), vas_cli_sign_out },
  { "fetch", "", N_("Make the replica from a server’s records, or make it anew; unsent work is kept"), vas_cli_fetch },
  { "staff", "list|add|roles|rename|off|on|password|sessions|sign-out …", N_("The people: roles, passwords, sessions"), vas_cli_staff },
  { "workdays", "START DAYS", N_("The day that so many working days after START end"), vas_cli_workdays },
  { "period", "START N days|months|years", N_("The last day of a period by the Civil Code"), vas_cli_period },
  { "check", "taxid|waybill|mobile|fapiao TEXT", N_("Judge a number"), vas_cli_check },
  { "tax", "GROSS[xN] … RATE", N_("Split amounts into net and tax, line by line"), vas_cli_tax },
  { "words", "AMOUNT", N_("An amount in words"), vas_cli_words },
  { "pinyin", "TEXT", N_("The keys by which a name is found"), vas_cli_pinyin },
};

static const VasCliCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }

  return NULL;
}

static char *
list_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %s %s\n      %s", commands[i].name, commands[i].arguments, _(commands[i].summary));
  g_string_append_printf (text, "\n\n%s", _("The exit status is 0 for yes, 1 for no, 2 for wrong use."));

  return g_string_free (text, FALSE);
}

static VasCliStatus
run (VasCli   *cli,
     int       argc,
     char    **argv)
{
  g_autofree GOptionEntry *global = vas_cli_global_options (cli);
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND …"));
  g_autofree char *description = list_commands ();
  g_autoptr (GError) error = NULL;
  const VasCliCommand *command;

  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, global, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return vas_cli_misuse ("%s", error->message);
  if (argc < 2)
    return vas_cli_misuse (_("There is no command; see vasctl --help."));

  command = find_command (argv[1]);
  if (command == NULL)
    return vas_cli_misuse (_("There is no command “%s”; see vasctl --help."), argv[1]);

  return command->run (cli, argc - 1, argv + 1);
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("VAS_LOCALEDIR");
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autofree char **scratch = g_memdup2 (arguments, sizeof (char *) * ((gsize) argc + 1));
  VasCli cli = { .now = VAS_NONE };
  VasCliStatus status;

  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a limit on the size of files is met as a failing write, which is said */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VAS_DEFAULT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vasctl");

  status = run (&cli, argc, scratch);
  vas_cli_close (&cli);
  if (fflush (stdout) != 0 && status == VAS_CLI_OK)
    status = VAS_CLI_NO;

  return status;
}
