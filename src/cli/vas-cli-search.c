/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl search and vasctl keep: what a replica does not hold is looked for at its server, and what is opened of it is kept in the
 * replica. A search says that its hits are the server's; it needs no replica.
 */

#include "vas-cli-remote.h"

#include "vas-json-reader.h"
#include "vas-money.h"
#include "vas-soup-transport.h"
#include "vas-sync-scope.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define USUAL 20
#define MOST 50

static const char *
get (JsonObject *hit,
     const char *name)
{
  const char *text = NULL;

  vas_json_get_text (hit, name, FALSE, &text, NULL);
  return text != NULL ? text : "—";
}

static void
print_hit (JsonObject *hit)
{
  g_autofree char *amount = NULL;
  g_autofree char *day = NULL;
  gint64 fen = 0, at = 0;

  vas_json_get_int (hit, "amount", TRUE, &fen, NULL);
  vas_json_get_int (hit, "at", TRUE, &at, NULL);
  amount = vas_money_format (fen);
  day = vas_date_format (vas_instant_to_date (at));
  vas_cli_print ("%s  %s  %s  %s  %s  %s %s\n    %s\n", get (hit, "number"), day, get (hit, "state"), amount, get (hit, "title"),
                 get (hit, "account"), get (hit, "name"), get (hit, "record"));
}

static VasCliStatus
print_hits (VasCli   *cli,
            JsonNode *answer)
{
  JsonObject *object = json_node_get_object (answer);
  JsonArray *hits = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  if (!vas_json_get_array (object, "hits", TRUE, &hits, &error))
    return vas_cli_fail (error);
  n = json_array_get_length (hits);
  if (cli->json)
    {
      vas_cli_print_json (json_node_copy (answer));
      return n > 0 ? VAS_CLI_OK : VAS_CLI_NO;
    }

  vas_cli_print (ngettext ("%u record on the server:\n", "%u records on the server:\n", n), n);
  for (guint i = 0; i < n; i++)
    print_hit (json_array_get_object_element (hits, i));
  if (json_object_get_boolean_member_with_default (object, "more", FALSE))
    vas_cli_print ("%s\n", _("There are more; say more of what is looked for."));
  return n > 0 ? VAS_CLI_OK : VAS_CLI_NO;
}

/** vas_cli_search: vasctl search TEXT: 1 where nothing is found. */
VasCliStatus
vas_cli_search (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int limit = USUAL;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many, up to 50"), N_("N") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->server == NULL)
    return vas_cli_misuse ("%s", _("Say which server: --server URL."));
  if (limit < 1 || limit > MOST)
    return vas_cli_misuse ("%s", _("--limit is from 1 to 50."));

  credential = vas_cli_credential_load (cli, &error);
  text = vas_server_hits_ask (argv[1], (guint) limit);
  body = json_from_string (text, NULL);
  if (credential != NULL)
    answer = vas_cli_remote_ask (cli, "POST", "/v1/search", body, credential->token, &error);

  return answer != NULL ? print_hits (cli, answer) : vas_cli_fail (error);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
keep (VasCli            *cli,
      VasCliCredential  *credential,
      const char        *record,
      GError           **error)
{
  g_autoptr (VasTransport) transport = vas_soup_transport_new (cli->server, error);
  g_autoptr (VasSync) sync = transport != NULL ? vas_sync_new (cli->engine, transport) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean kept;

  if (sync == NULL)
    return FALSE;

  vas_sync_set_session (sync, credential->token, NULL);
  vas_sync_keep_async (sync, record, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  kept = vas_sync_keep_finish (sync, result, error);
  vas_sync_close (sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return kept;
}

/** vas_cli_keep: vasctl keep RECORD: 1 where it could not be fetched. */
VasCliStatus
vas_cli_keep (VasCli  *cli,
              int      argc,
              char   **argv)
{
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->server == NULL)
    return vas_cli_misuse ("%s", _("Say which server: --server URL."));
  if (cli->replica == NULL)
    return vas_cli_misuse ("%s", _("Say which replica: --replica DIR."));

  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL)
    return vas_cli_fail (error);
  if (!vas_cli_open (cli, VAS_STORE_DEFAULT))
    return VAS_CLI_NO;
  if (!keep (cli, credential, argv[1], &error))
    return vas_cli_fail (error);

  vas_cli_print (_("%s is kept here with all that belongs to it.\n"), argv[1]);
  return VAS_CLI_OK;
}
