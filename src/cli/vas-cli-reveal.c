/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl reveal: whole personal values of a record, for a reason that stands in the trail (R31). At a server only: a replica holds none. */

#include "vas-cli-remote.h"

#include "vas-json-reader.h"
#include "vas-wire.h"

#include <glib/gi18n.h>

static void
print_values (JsonObject *values)
{
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = NULL;

      vas_json_get_text (values, l->data, FALSE, &text, NULL);
      vas_cli_print ("%s: %s\n", (const char *) l->data, text != NULL ? text : "—");
    }
}

/** vas_cli_reveal: vasctl reveal RECORD FIELD … --reason TEXT: 1 where the server does not give them. */
VasCliStatus
vas_cli_reveal (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_autofree char *reason = NULL;
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *values;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the trail"), N_("TEXT") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 2, -1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->server == NULL)
    return vas_cli_misuse ("%s", _("Say which server: --server URL."));
  if (reason == NULL)
    return vas_cli_misuse ("%s", _("Say why: --reason TEXT."));

  credential = vas_cli_credential_load (cli, &error);
  body = vas_wire_new_reveal (argv[1], (const char * const *) argv + 2, reason);
  if (credential != NULL)
    answer = vas_cli_remote_ask (cli, "POST", "/v1/reveal", body, credential->token, &error);
  if (answer == NULL || !vas_json_get_object (json_node_get_object (answer), "values", TRUE, &values, &error))
    return vas_cli_fail (error);

  if (cli->json)
    vas_cli_print_json (g_steal_pointer (&answer));
  else
    print_values (values);
  return VAS_CLI_OK;
}
