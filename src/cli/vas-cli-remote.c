/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl and a server: one call and its answer, and a command by push (doc/protocol.md).
 *
 * A time-out means that it is not known whether a command was done: the same bytes are sent again, three times, and what
 * was done is answered as it was. What the server says of a problem is printed as it says it.
 */

#include "vas-cli-remote.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-outbox.h"
#include "vas-soup-transport.h"
#include "vas-verdict-json.h"
#include "vas-wire.h"

#include <glib/gi18n.h>

#define MOST_ANSWER (16 * 1024 * 1024)
#define SECONDS 60
#define TRIES 3

typedef struct {
  GAsyncResult *result;
} Wait;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static VasAnswer *
call (VasCli         *cli,
      const VasCall  *what,
      GError        **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  if (cli->transport == NULL)
    cli->transport = vas_soup_transport_new (cli->server, error);
  if (cli->transport == NULL)
    return NULL;

  vas_transport_call_async (cli->transport, what, NULL, answered_cb, &wait);
  while (wait.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = wait.result;
  return vas_transport_call_finish (cli->transport, result, error);
}

static const char *
text_of (JsonObject *object,
         const char *name)
{
  const char *text = NULL;

  return vas_json_get_text (object, name, FALSE, &text, NULL) && text != NULL ? text : "";
}

/* A problem document in words. */
static void
set_problem (const VasAnswer  *answer,
             JsonNode         *root,
             GError          **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *title = object != NULL ? text_of (object, "title") : "";
  const char *detail = object != NULL ? text_of (object, "detail") : "";
  const int code = answer->status == 401 ? G_IO_ERROR_PERMISSION_DENIED : answer->status == 409 ? G_IO_ERROR_WRONG_ETAG : G_IO_ERROR_FAILED;
  g_autofree char *later = NULL;

  if (answer->retry_after > 0)
    later = g_strdup_printf (ngettext (" Again in %u second.", " Again in %u seconds.", answer->retry_after), answer->retry_after);
  g_set_error (error, G_IO_ERROR, code, _("The server refused (%u): %s %s%s"), answer->status, title, detail, later != NULL ? later : "");
}

/**
 * vas_cli_remote_ask:
 * @body: (nullable) (transfer none): JSON
 * @token: (nullable)
 *
 * Returns: (transfer full) (nullable): what the server answered, an empty object where that was nothing; NULL with an error of
 *   the transport, or of %G_IO_ERROR where the server refused: PERMISSION_DENIED for 401, WRONG_ETAG for 409
 */
JsonNode *
vas_cli_remote_ask (VasCli      *cli,
                    const char  *method,
                    const char  *path,
                    JsonNode    *body,
                    const char  *token,
                    GError     **error)
{
  g_autofree char *text = body != NULL ? vas_json_to_text (body) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  const VasCall what = { method, path, "application/json", bytes, token, SECONDS };
  g_autoptr (VasAnswer) answer = call (cli, &what, error);
  g_autoptr (JsonNode) root = NULL;
  const char *data;
  gsize length;

  if (answer == NULL)
    return NULL;
  data = g_bytes_get_data (answer->body, &length);
  if (answer->status == 204)
    return vas_json_parse_strict ("{}", -1, MOST_ANSWER, error);
  root = vas_json_parse_strict (data != NULL ? data : "", (gssize) length, MOST_ANSWER, answer->status < 300 ? error : NULL);
  if (answer->status < 300 && root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);

  if (error == NULL || *error == NULL)
    set_problem (answer, root, error);
  return NULL;
}

/** vas_cli_remote_who: finds out who acts, by the session; FALSE with an error as of vas_cli_remote_ask(). */
gboolean
vas_cli_remote_who (VasCli            *cli,
                    VasCliCredential  *credential,
                    GError           **error)
{
  g_autoptr (JsonNode) root = vas_cli_remote_ask (cli, "GET", "/v1/session", NULL, credential->token, error);
  JsonObject *staff;
  const char *key;

  if (root == NULL || !vas_json_get_object (json_node_get_object (root), "staff", TRUE, &staff, error) ||
      !vas_json_get_text (staff, "key", TRUE, &key, error))
    return FALSE;

  cli->actor = g_strdup (key);
  return TRUE;
}

static JsonNode *
build_push (VasCommand       *command,
            VasCliCredential *credential,
            const char       *epoch)
{
  g_autofree char *hash = vas_command_get_body_hash (command);
  g_autofree char *personal = vas_command_get_personal (command);
  VasOutboxItem item = { .client_seq = credential->seq, .body = (char *) vas_command_get_body (command), .hash = hash, .personal = personal };
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (items, &item);
  text = vas_wire_write_push (epoch, credential->client, items);
  return json_from_string (text, NULL);
}

/* The result of the one command; sent again where nobody answered. */
static JsonNode *
send_push (VasCli      *cli,
           JsonNode    *push,
           const char  *token,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonNode *root = NULL;

  for (guint i = 0; i < TRIES && root == NULL; i++)
    {
      g_clear_error (&local_error);
      root = vas_cli_remote_ask (cli, "POST", "/v1/push", push, token, &local_error);
      if (root == NULL && local_error->domain != VAS_TRANSPORT_ERROR)
        break;
    }

  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return root;
}

static JsonNode *
push_command (VasCli            *cli,
              VasCommand        *command,
              VasCliCredential  *credential,
              GError           **error)
{
  g_autoptr (JsonNode) hello = vas_cli_remote_ask (cli, "GET", "/v1/hello", NULL, NULL, error);
  g_autoptr (JsonNode) push = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *epoch;
  JsonNode *answer;

  if (hello == NULL || !vas_json_get_text (json_node_get_object (hello), "epoch", TRUE, &epoch, error))
    return NULL;
  credential->seq++;
  if (!vas_cli_credential_save (cli, credential, error))
    return NULL;
  push = build_push (command, credential, epoch);
  answer = send_push (cli, push, credential->token, &local_error);
  if (answer != NULL || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      if (answer == NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return answer;
    }

  g_free (credential->client); /* a number that was lost, or a copied file: begin anew, with the same command */
  credential->client = g_uuid_string_random ();
  credential->seq = 1;
  g_clear_pointer (&push, json_node_unref);
  push = build_push (command, credential, epoch);
  return vas_cli_credential_save (cli, credential, error) ? send_push (cli, push, credential->token, error) : NULL;
}

static VasCliStatus
print_result (VasCli     *cli,
              JsonObject *result)
{
  const char *state = text_of (result, "state");
  const gboolean applied = g_str_equal (state, "applied");
  JsonObject *object = NULL;
  g_autoptr (VasVerdict) verdict = NULL;

  if (cli->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_node_set_object (node, result);
      vas_cli_print_json (node);
      return applied ? VAS_CLI_OK : VAS_CLI_NO;
    }

  if (applied)
    vas_cli_print (_("Done: %s\n"), text_of (result, "id"));
  else if (g_str_equal (state, "deferred"))
    vas_cli_print (_("The server does not know this command yet: %s\n"), text_of (result, "id"));
  else
    vas_cli_print (_("Refused: %s\n"), text_of (result, "id"));
  if (vas_json_get_object (result, "verdict", FALSE, &object, NULL) && object != NULL)
    verdict = vas_verdict_from_json (json_object_get_member (result, "verdict"), NULL);
  if (verdict != NULL)
    vas_cli_print_verdict (verdict);

  return applied ? VAS_CLI_OK : VAS_CLI_NO;
}

/** vas_cli_remote_run: sends a command and prints what became of it: %VAS_CLI_NO where it was refused. */
VasCliStatus
vas_cli_remote_run (VasCli            *cli,
                    VasCommand        *command,
                    VasCliCredential  *credential)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = push_command (cli, command, credential, &error);
  JsonArray *results;

  if (answer == NULL)
    return vas_cli_fail (error);
  if (!vas_json_get_array (json_node_get_object (answer), "results", TRUE, &results, &error))
    return vas_cli_fail (error);
  if (json_array_get_length (results) != 1 || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (results, 0)))
    {
      vas_cli_complain (_("The server’s answer is none to what was sent."));
      return VAS_CLI_NO;
    }

  return print_result (cli, json_array_get_object_element (results, 0));
}
