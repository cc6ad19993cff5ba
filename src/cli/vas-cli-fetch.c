/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl fetch: makes the replica of a desk from a server, or makes it anew; what was not sent is kept (doc/operating.md). */

#include "vas-cli-remote.h"

#include "vas-backoff.h"
#include "vas-bootstrap.h"
#include "vas-soup-transport.h"
#include "vas-uploads.h"

#include <glib/gi18n.h>

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
progress_cb (VasBootstrapStep step,
             gint64           done,
             gint64           total,
             gpointer         data)
{
  g_autofree char *done_size = g_format_size_full (done, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *total_size = g_format_size_full (total, G_FORMAT_SIZE_IEC_UNITS);

  switch (step)
    {
    case VAS_BOOTSTRAP_ASKING:
      g_printerr ("%s\n", _("The server gathers its records …"));
      break;
    case VAS_BOOTSTRAP_FETCHING:
      g_printerr (_("Fetched: %s of %s\n"), done_size, total_size);
      break;
    case VAS_BOOTSTRAP_LOADING:
    default:
      g_printerr (_("Put in: %s of %s\n"), done_size, total_size);
      break;
    }
}

static gboolean
fetch (VasCli            *cli,
       VasCliCredential  *credential,
       const char        *directory,
       GError           **error)
{
  g_autoptr (VasTransport) transport = vas_soup_transport_new (cli->server, error);
  g_autoptr (GAsyncResult) result = NULL;

  if (transport == NULL)
    return FALSE;

  vas_bootstrap_run_async (transport, directory, credential->token, vas_cli_get_now (cli), VAS_BACKOFF_BASE_MS,
                           cli->progress ? progress_cb : NULL, NULL, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return vas_bootstrap_run_finish (result, error);
}

/** vas_cli_fetch_photo: a photo that another desk took, from the server of --server into the open replica. */
gboolean
vas_cli_fetch_photo (VasCli      *cli,
                     const char  *hash,
                     GError     **error)
{
  g_autoptr (VasCliCredential) credential = vas_cli_credential_load (cli, error);
  g_autoptr (VasTransport) transport = credential != NULL ? vas_soup_transport_new (cli->server, error) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (transport == NULL)
    return FALSE;

  vas_blob_fetch_async (transport, vas_store_get_directory (cli->store), credential->token, hash, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return vas_blob_fetch_finish (result, error);
}

/** vas_cli_fetch: vasctl fetch: 1 where it could not be done; what is there stays as it is then, and the next try goes on. */
VasCliStatus
vas_cli_fetch (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autofree char *directory = vas_cli_get_replica (cli);
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->server == NULL)
    return vas_cli_misuse ("%s", _("Say which server: --server URL."));
  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL || !fetch (cli, credential, directory, &error))
    return vas_cli_fail (error);

  vas_cli_print (_("%s holds what the server holds, and follows it.\n"), directory);
  return VAS_CLI_OK;
}
