/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl photo: the photo of an issued fapiao for its user, who lost the paper (R18). That it is given out is recorded first, by the
 * command; a file is there only then. It is named by the number of the fapiao where a folder is given. With --attach the file
 * becomes the photo of the sheet: it is kept by its digest, as the desktop does with a dropped one.
 */

#include "vas-cli-remote.h"
#include "vas-cli-resolve.h"

#include "vas-blobs.h"
#include "vas-fapiao.h"
#include "vas-notice-text.h"
#include "vas-notice.h"
#include "vas-request.h"
#include "vas-table.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct {
  const char *key;                  /* of the sheet */
  VasFapiao  *sheet;
  VasRequest *request;
} Wanted;

static gpointer
read_sheet (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Wanted *wanted = data;

  wanted->sheet = vas_table_get (sql, VAS_TYPE_FAPIAO, wanted->key, error);
  if (wanted->sheet != NULL && wanted->sheet->request_key != NULL)
    wanted->request = vas_table_get (sql, VAS_TYPE_REQUEST, wanted->sheet->request_key, error);

  return wanted->sheet;
}

static char *
choose_path (const char *path,
             VasFapiao  *sheet,
             GBytes     *bytes)
{
  g_autofree char *stem = vas_fapiao_dup_name (sheet);
  g_autofree char *name = vas_blobs_name_file (stem, bytes);

  return g_file_test (path, G_FILE_TEST_IS_DIR) ? g_build_filename (path, name, NULL) : g_strdup (path);
}

static VasCliStatus
run (VasCli     *cli,
     VasCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasReceipt) receipt = vas_engine_run (cli->engine, command, &error);

  if (receipt == NULL)
    return vas_cli_fail (error);
  if (!receipt->applied)
    vas_cli_print_verdict (receipt->verdict);

  return receipt->applied ? VAS_CLI_OK : VAS_CLI_NO;
}

static void
print_photo (VasCli     *cli,
             const char *sentence,
             const char *path,
             const char *sha256)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      vas_cli_print ("%s: %s\n", sentence, path);
      return;
    }

  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_text (builder, "file", path);
  vas_cli_add_text (builder, "sha256", sha256);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* A photo in the place of an earlier one is asked about, unless @replace says so. */
static VasCliStatus
attach (VasCli     *cli,
        const char *key,
        const char *path,
        gboolean    replace)
{
  g_autoptr (VasCommand) command = vas_command_new ("photo.attach", cli->actor, vas_cli_get_now (cli));
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = vas_blobs_save_file (vas_store_get_directory (cli->store), path, &error);
  VasCliStatus status;

  if (sha256 == NULL)
    return vas_cli_fail (error);
  vas_command_set_text (command, "fapiao", key);
  vas_command_set_text (command, "sha256", sha256);
  if (replace)
    vas_command_acknowledge (command, "photo-replaced");
  status = run (cli, command);
  if (status == VAS_CLI_OK)
    print_photo (cli, _("The photo is attached"), path, sha256);

  return status;
}

static VasCliStatus
record (VasCli     *cli,
        Wanted     *wanted,
        const char *channel,
        const char *text)
{
  g_autoptr (VasCommand) command = vas_command_new ("photo.give", cli->actor, vas_cli_get_now (cli));
  g_autofree char *words = text != NULL ? g_strdup (text)
                                        : vas_notice_text_photo (wanted->request);

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (wanted->request)));
  vas_command_set_text (command, "fapiao", wanted->key);
  vas_command_set_text (command, "channel", channel);
  vas_command_set_text (command, "text", words);

  return run (cli, command);
}

static VasCliStatus
give (VasCli     *cli,
      Wanted     *wanted,
      const char *target,
      const char *channel,
      const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  VasCliStatus status;

  if (wanted->request == NULL || wanted->sheet->photo == NULL)
    {
      vas_cli_complain (_("There is no photo of fapiao %s."), wanted->sheet->number);
      return VAS_CLI_NO;
    }
  bytes = vas_blobs_load (vas_store_get_directory (cli->store), wanted->sheet->photo, &error);
  if (bytes == NULL && cli->server != NULL && g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      if (vas_cli_fetch_photo (cli, wanted->sheet->photo, &error))
        bytes = vas_blobs_load (vas_store_get_directory (cli->store), wanted->sheet->photo, &error);
    }
  if (bytes == NULL)
    return vas_cli_fail (error);
  status = record (cli, wanted, channel, text);
  if (status != VAS_CLI_OK)
    return status;
  path = choose_path (target, wanted->sheet, bytes);
  if (!vas_blobs_write_file (bytes, path, &error))
    return vas_cli_fail (error);

  print_photo (cli, _("The photo was given out, and this is recorded"), path, wanted->sheet->photo);

  return VAS_CLI_OK;
}

/** vas_cli_photo: vasctl photo FAPIAO FILE|FOLDER [--channel ID] [--text TEXT], or FAPIAO FILE --attach [--replace]. */
VasCliStatus
vas_cli_photo (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autofree char *channel = NULL;
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr (VasFapiao) sheet = NULL;
  g_autoptr (VasRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  Wanted wanted = { NULL };
  gboolean attaching = FALSE, replace = FALSE;
  int place;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, N_("How it is given: site, sms or phone"), N_("ID") },
    { "text", 0, 0, G_OPTION_ARG_STRING, &text, N_("What the user is told"), N_("TEXT") },
    { "attach", 0, 0, G_OPTION_ARG_NONE, &attaching, N_("Attach the file to the sheet instead"), NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_("Attach it in the place of an earlier photo"), NULL },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 2, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (channel != NULL && !vas_enum_from_id (&vas_notice_channel_enum, channel, &place))
    return vas_cli_misuse (_("“%s” is no channel: site, sms or phone."), channel);
  if (!vas_cli_open_as (cli, VAS_STORE_DEFAULT, TRUE))
    return VAS_CLI_NO;
  key = vas_cli_resolve (cli, "fapiao", argv[1], &error);
  wanted.key = key;
  if (key == NULL || vas_store_read (cli->store, read_sheet, &wanted, NULL, &error) == NULL)
    return vas_cli_fail (error);

  sheet = wanted.sheet;
  request = wanted.request;
  if (attaching || replace)
    return attach (cli, key, argv[2], replace);

  return give (cli, &wanted, argv[2], channel != NULL ? channel : "phone", text);
}
