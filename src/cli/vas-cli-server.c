/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl hello, sign-in and sign-out: what is asked of a server itself (doc/operating.md). */

#include "vas-cli-remote.h"

#include "vas-ask.h"
#include "vas-json-reader.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static gboolean
need_server (VasCli *cli)
{
  if (cli->server == NULL)
    vas_cli_complain (_("Say which server: --server URL."));

  return cli->server != NULL;
}

static JsonNode *
node_of (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return node;
}

/** vas_cli_hello: vasctl hello: which server it is; with a credential also whether the session lasts, which is 1 where not. */
VasCliStatus
vas_cli_hello (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) hello = NULL;
  g_autoptr (JsonNode) session = NULL;
  g_autoptr (VasCliCredential) credential = NULL;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv) || !need_server (cli))
    return VAS_CLI_USAGE;
  hello = vas_cli_remote_ask (cli, "GET", "/v1/hello", NULL, NULL, &error);
  if (hello == NULL)
    return vas_cli_fail (error);

  credential = vas_cli_credential_load (cli, &error);
  if (credential != NULL)
    session = vas_cli_remote_ask (cli, "GET", "/v1/session", NULL, credential->token, &error);
  if (session != NULL)
    json_object_set_object_member (json_node_get_object (hello), "session", json_object_ref (json_node_get_object (session)));
  if (cli->json)
    vas_cli_print_json (json_node_copy (hello));
  else
    vas_cli_print ("%s %s\n", json_object_get_string_member_with_default (json_node_get_object (hello), "program", "?"),
                   json_object_get_string_member_with_default (json_node_get_object (hello), "version", "?"));
  if (session != NULL || (cli->credential == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
    return VAS_CLI_OK;

  return vas_cli_fail (error);
}

static gboolean
keep_token (VasCli      *cli,
            JsonNode    *answer,
            GError     **error)
{
  g_autoptr (VasCliCredential) credential = g_new0 (VasCliCredential, 1);
  const char *token;

  if (!vas_json_get_text (json_node_get_object (answer), "token", TRUE, &token, error))
    return FALSE;
  credential->server = g_strdup (cli->server);
  credential->token = g_strdup (token);
  credential->client = g_uuid_string_random ();

  return vas_cli_credential_save (cli, credential, error);
}

/** vas_cli_sign_in: vasctl sign-in LOGIN: asks for the password, and writes the file of --credential. */
VasCliStatus
vas_cli_sign_in (VasCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) body = node_of (object);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv) || !need_server (cli))
    return VAS_CLI_USAGE;
  if (cli->credential == NULL)
    return vas_cli_misuse (_("Say where the session is kept: --credential FILE."));
  password = vas_ask_password (_("Password:"), NULL);
  if (password == NULL)
    return vas_cli_misuse (_("There is no password; it is typed, or the first line of the standard input."));

  json_object_set_string_member (object, "login", argv[1]);
  json_object_set_string_member (object, "password", password);
  json_object_set_string_member (object, "device", "vasctl");
  answer = vas_cli_remote_ask (cli, "POST", "/v1/session", body, NULL, &error);
  if (answer == NULL || !keep_token (cli, answer, &error))
    return vas_cli_fail (error);

  vas_cli_print (_("%s is signed in.\n"), argv[1]);
  return VAS_CLI_OK;
}

/** vas_cli_sign_out: vasctl sign-out: ends the session and deletes its file. */
VasCliStatus
vas_cli_sign_out (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (JsonNode) answer = NULL;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv) || !need_server (cli))
    return VAS_CLI_USAGE;
  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL)
    return vas_cli_fail (error);
  answer = vas_cli_remote_ask (cli, "DELETE", "/v1/session", NULL, credential->token, &error);
  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return vas_cli_fail (error);

  g_clear_error (&error);
  return vas_cli_credential_drop (cli, &error) ? VAS_CLI_OK : vas_cli_fail (error);
}
