/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl staff: the people, by their logins (R30). Adding, roles, names and switching off and on are commands like all others, run on a
 * replica or at a server; passwords and sessions are a server's alone. A password is typed, or the first line of the standard input, or
 * made here and shown once. It is long because it is one word of the terminal, with nine verbs that share how a person is named and shown.
 */

#include "vas-cli-remote.h"

#include "vas-ask.h"
#include "vas-command-type.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-password.h"
#include "vas-role.h"
#include "vas-table.h"
#include "vas-time.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

typedef struct {
  const char    *word;
  int            least;             /* arguments after it */
  int            most;              /* -1: any number */
  gboolean       at_server;         /* a server's alone */
  VasCliStatus (*run) (VasCli            *cli,
                       VasCliCredential  *credential,
                       char             **arguments,
                       gboolean           make);
} Verb;

static JsonNode *
node_of (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static gpointer
read_staff (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_table_list_all (sql, VAS_TYPE_STAFF, "login", error);
}

static JsonObject *
describe (VasStaff *staff)
{
  g_autofree char *roles = vas_roles_to_text ((guint) staff->roles);
  g_auto (GStrv) words = g_strsplit (roles, " ", -1);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (list, words[i]);
  json_object_set_string_member (object, "key", vas_entity_get_key (VAS_ENTITY (staff)));
  json_object_set_string_member (object, "login", staff->login);
  json_object_set_string_member (object, "name", staff->name);
  json_object_set_array_member (object, "roles", list);
  json_object_set_boolean_member (object, "active", staff->active);
  return object;
}

/* Everybody, as /v1/staff tells it, of the server or of the replica. */
static JsonNode *
list_people (VasCli            *cli,
             VasCliCredential  *credential,
             GError           **error)
{
  g_autoptr (GPtrArray) people = NULL;
  JsonObject *object;
  JsonArray *list;

  if (credential != NULL)
    return vas_cli_remote_ask (cli, "GET", "/v1/staff", NULL, credential->token, error);
  people = vas_store_read (cli->store, read_staff, NULL, NULL, error);
  if (people == NULL)
    return NULL;

  object = json_object_new ();
  list = json_array_new ();
  for (guint i = 0; i < people->len; i++)
    json_array_add_object_element (list, describe (g_ptr_array_index (people, i)));
  json_object_set_array_member (object, "staff", list);
  return node_of (object);
}

static JsonArray *
get_people (JsonNode  *node,
            GError   **error)
{
  JsonArray *list = NULL;

  return vas_json_get_array (json_node_get_object (node), "staff", TRUE, &list, error) ? list : NULL;
}

static const char *
text_of (JsonObject *object,
         const char *name)
{
  const char *text = NULL;

  return vas_json_get_text (object, name, FALSE, &text, NULL) && text != NULL ? text : "";
}

/* (transfer full) (nullable): NULL after a complaint. */
static char *
find_key (VasCli           *cli,
          VasCliCredential *credential,
          const char       *login)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = list_people (cli, credential, &error);
  JsonArray *list = node != NULL ? get_people (node, &error) : NULL;

  if (list == NULL)
    {
      vas_cli_fail (error);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (element) && g_str_equal (text_of (json_node_get_object (element), "login"), login))
        return g_strdup (text_of (json_node_get_object (element), "key"));
    }

  vas_cli_complain (_("There is no staff member with the login “%s”."), login);
  return NULL;
}

/* What a server has answered: as it is, or each of @list, which is in it, by @print. */
static VasCliStatus
print_list (VasCli     *cli,
            JsonNode   *answer,
            JsonArray  *list,
            void      (*print) (JsonObject *))
{
  if (cli->json)
    {
      vas_cli_print_json (json_node_ref (answer));
      return VAS_CLI_OK;
    }
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
        print (json_array_get_object_element (list, i));
    }

  return VAS_CLI_OK;
}

static void
print_person (JsonObject *person)
{
  g_autoptr (GString) roles = g_string_new (NULL);
  JsonArray *list = NULL;
  gboolean active = FALSE;

  vas_json_get_array (person, "roles", FALSE, &list, NULL);
  vas_json_get_bool (person, "active", FALSE, &active, NULL);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    g_string_append_printf (roles, "%s%s", i > 0 ? " " : "", json_array_get_string_element (list, i));
  vas_cli_print ("%s\t%s\t%s\t%s\n", text_of (person, "login"), text_of (person, "name"), active ? _("active") : _("switched off"), roles->str);
}

static VasCliStatus
run_list (VasCli            *cli,
          VasCliCredential  *credential,
          char             **arguments,
          gboolean           make)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = list_people (cli, credential, &error);
  JsonArray *list = node != NULL ? get_people (node, &error) : NULL;

  return list != NULL ? print_list (cli, node, list, print_person) : vas_cli_fail (error);
}

static VasCliStatus
run_command (VasCli           *cli,
             VasCliCredential *credential,
             VasCommand       *command)
{
  g_autoptr (GError) error = NULL;

  if (!vas_command_check_arguments (command, &error))
    {
      vas_cli_fail (error);
      return VAS_CLI_USAGE;
    }

  return credential != NULL ? vas_cli_remote_run (cli, command, credential) : vas_cli_run_command (cli, command);
}

static VasCliStatus
run_add (VasCli            *cli,
         VasCliCredential  *credential,
         char             **arguments,
         gboolean           make)
{
  g_autoptr (VasCommand) command = vas_command_new ("staff.add", cli->actor, vas_cli_get_now (cli));
  g_autofree char *roles = g_strjoinv (" ", arguments + 2);

  vas_command_set_text (command, "login", arguments[0]);
  vas_command_set_text (command, "name", arguments[1]);
  vas_command_set_text (command, "roles", roles);
  return run_command (cli, credential, command);
}

/* (transfer full) (nullable): NULL after a complaint. */
static VasCommand *
new_edit (VasCli           *cli,
          VasCliCredential *credential,
          const char       *login)
{
  g_autofree char *key = find_key (cli, credential, login);
  VasCommand *command;

  if (key == NULL)
    return NULL;
  command = vas_command_new ("staff.edit", cli->actor, vas_cli_get_now (cli));
  vas_command_set_text (command, "staff", key);
  return command;
}

static VasCliStatus
run_roles (VasCli            *cli,
           VasCliCredential  *credential,
           char             **arguments,
           gboolean           make)
{
  g_autoptr (VasCommand) command = new_edit (cli, credential, arguments[0]);
  g_autofree char *roles = g_strjoinv (" ", arguments + 1);

  if (command == NULL)
    return VAS_CLI_NO;
  vas_command_set_text (command, "roles", roles);
  return run_command (cli, credential, command);
}

static VasCliStatus
run_rename (VasCli            *cli,
            VasCliCredential  *credential,
            char             **arguments,
            gboolean           make)
{
  g_autoptr (VasCommand) command = new_edit (cli, credential, arguments[0]);

  if (command == NULL)
    return VAS_CLI_NO;
  vas_command_set_text (command, "name", arguments[1]);
  return run_command (cli, credential, command);
}

static VasCliStatus
switch_to (VasCli           *cli,
           VasCliCredential *credential,
           const char       *login,
           gboolean          active)
{
  g_autoptr (VasCommand) command = new_edit (cli, credential, login);

  if (command == NULL)
    return VAS_CLI_NO;
  vas_command_set_bool (command, "active", active);
  return run_command (cli, credential, command);
}

static VasCliStatus
run_off (VasCli            *cli,
         VasCliCredential  *credential,
         char             **arguments,
         gboolean           make)
{
  return switch_to (cli, credential, arguments[0], FALSE);
}

static VasCliStatus
run_on (VasCli            *cli,
        VasCliCredential  *credential,
        char             **arguments,
        gboolean           make)
{
  return switch_to (cli, credential, arguments[0], TRUE);
}

/* One's own, where nobody is named, takes the old one first. */
static VasCliStatus
run_password (VasCli            *cli,
              VasCliCredential  *credential,
              char             **arguments,
              gboolean           make)
{
  const char *login = arguments[0];
  g_autofree char *old = login == NULL ? vas_ask_password (_("The password until now:"), NULL) : NULL;
  g_autofree char *password = make ? vas_password_make () : vas_ask_password (_("Password:"), _("The same again:"));
  JsonObject *object;
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (password == NULL || (login == NULL && old == NULL))
    return vas_cli_misuse (_("There is no password, or the two differ; it is typed, or the first line of the standard input."));

  object = json_object_new ();
  json_object_set_string_member (object, login != NULL ? "staff" : "old", login != NULL ? login : old);
  json_object_set_string_member (object, "password", password);
  body = node_of (object);
  answer = vas_cli_remote_ask (cli, "PUT", "/v1/password", body, credential->token, &error);
  if (answer == NULL)
    return vas_cli_fail (error);

  if (make)
    vas_cli_print ("%s\n", password);
  else if (login != NULL)
    vas_cli_print (_("%s has a new password.\n"), login);
  else
    vas_cli_print ("%s\n", _("The password is changed. All other sessions have ended."));
  return VAS_CLI_OK;
}

static char *
sessions_path (const char *login)
{
  g_autofree char *escaped = login != NULL ? g_uri_escape_string (login, NULL, FALSE) : NULL;

  return login != NULL ? g_strconcat ("/v1/sessions?staff=", escaped, NULL) : g_strdup ("/v1/sessions");
}

static void
print_session (JsonObject *session)
{
  gint64 seen_at = VAS_NONE;
  g_autofree char *seen = NULL;

  vas_json_get_int (session, "seen_at", FALSE, &seen_at, NULL);
  seen = seen_at != VAS_NONE ? vas_instant_format_local (seen_at) : g_strdup ("");
  vas_cli_print ("%s\t%s\n", seen, text_of (session, "device"));
}

static VasCliStatus
run_sessions (VasCli            *cli,
              VasCliCredential  *credential,
              char             **arguments,
              gboolean           make)
{
  g_autofree char *path = sessions_path (arguments[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = vas_cli_remote_ask (cli, "GET", path, NULL, credential->token, &error);
  JsonArray *list;

  if (answer == NULL || !vas_json_get_array (json_node_get_object (answer), "sessions", TRUE, &list, &error))
    return vas_cli_fail (error);

  return print_list (cli, answer, list, print_session);
}

static VasCliStatus
run_sign_out (VasCli            *cli,
              VasCliCredential  *credential,
              char             **arguments,
              gboolean           make)
{
  g_autofree char *path = sessions_path (arguments[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = vas_cli_remote_ask (cli, "DELETE", path, NULL, credential->token, &error);

  if (answer == NULL)
    return vas_cli_fail (error);

  vas_cli_print ("%s\n", arguments[0] != NULL ? _("All sessions have ended.") : _("All other sessions have ended."));
  return VAS_CLI_OK;
}

static const Verb verbs[] = {
  { "list", 0, 0, FALSE, run_list },
  { "add", 3, -1, FALSE, run_add },
  { "roles", 2, -1, FALSE, run_roles },
  { "rename", 2, 2, FALSE, run_rename },
  { "off", 1, 1, FALSE, run_off },
  { "on", 1, 1, FALSE, run_on },
  { "password", 0, 1, TRUE, run_password },
  { "sessions", 0, 1, TRUE, run_sessions },
  { "sign-out", 0, 1, TRUE, run_sign_out },
};

static const Verb *
find_verb (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_str_equal (verbs[i].word, word))
        return &verbs[i];
    }

  return NULL;
}

static VasCliStatus
run_at_server (VasCli      *cli,
               const Verb  *verb,
               char       **arguments,
               gboolean     make)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasCliCredential) credential = NULL;

  if (cli->login != NULL)
    return vas_cli_misuse (_("At a server the session says who acts: leave --as out."));
  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL || !vas_cli_remote_who (cli, credential, &error))
    return vas_cli_fail (error);

  return verb->run (cli, credential, arguments, make);
}

/** vas_cli_staff: vasctl staff VERB …: 1 where it is refused. */
VasCliStatus
vas_cli_staff (VasCli  *cli,
               int      argc,
               char   **argv)
{
  gboolean make = FALSE;
  const GOptionEntry entries[] = {
    { "make", 0, 0, G_OPTION_ARG_NONE, &make, N_("Make the password, and show it once"), NULL },
    { NULL },
  };
  const Verb *verb;
  gboolean reads;

  if (!vas_cli_parse (cli, entries, 1, -1, &argc, &argv))
    return VAS_CLI_USAGE;
  verb = find_verb (argv[1]);
  if (verb == NULL)
    return vas_cli_misuse (_("There is no command “%s”; see vasctl --help."), argv[1]);
  if (argc - 2 < verb->least || (verb->most >= 0 && argc - 2 > verb->most))
    return vas_cli_misuse (_("%s: wrong number of arguments; see vasctl --help."), argv[1]);
  if (cli->server != NULL)
    return run_at_server (cli, verb, argv + 2, make);
  if (verb->at_server)
    return vas_cli_misuse ("%s", _("Say which server: --server URL."));

  reads = verb->run == run_list;
  if (!(reads ? vas_cli_open (cli, VAS_STORE_READ_ONLY) : vas_cli_open_as (cli, VAS_STORE_DEFAULT, TRUE)))
    return VAS_CLI_NO;
  return verb->run (cli, NULL, argv + 2, make);
}
