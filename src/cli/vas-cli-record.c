/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R31: what every export of vasctl does between the writing of a file and its name. */

#include "vas-cli.h"

#include <glib/gi18n.h>

/**
 * vas_cli_record:
 * @command: export.record, or another that records what leaves
 * @aside: the file, which gets its name once @command was applied
 *
 * Returns: %VAS_CLI_OK where it stands in the trail; anything else after a complaint, and then there is to be no file
 */
VasCliStatus
vas_cli_record (VasCli       *cli,
                VasCommand   *command,
                VasAsideFile *aside)
{
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = vas_engine_run (cli->engine, command, &error);
  if (receipt == NULL)
    return vas_cli_fail (error);
  if (receipt->applied)
    return vas_aside_file_name (aside, &error) ? VAS_CLI_OK : vas_cli_fail (error);

  vas_cli_complain (_("The export was refused:"));
  vas_cli_print_verdict (receipt->verdict);
  return VAS_CLI_NO;
}

/**
 * vas_cli_record_export:
 * @kind: what was exported
 * @part: (nullable): which of it
 * @digest: SHA-256 of the file
 *
 * vas_cli_record() of an export.record.
 */
VasCliStatus
vas_cli_record_export (VasCli       *cli,
                       const char   *kind,
                       const char   *part,
                       gint64        rows,
                       const char   *digest,
                       VasAsideFile *aside)
{
  g_autoptr (VasCommand) command = vas_command_new ("export.record", cli->actor, vas_cli_get_now (cli));

  vas_command_set_text (command, "kind", kind);
  if (part != NULL)
    vas_command_set_text (command, "part", part);
  vas_command_set_int (command, "rows", rows);
  vas_command_set_text (command, "digest", digest);

  return vas_cli_record (cli, command, aside);
}
