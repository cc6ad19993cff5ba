/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl commands: the registry, with the roles that each command takes (R30) and its arguments. */

#include "vas-cli.h"

#include "vas-command-type.h"
#include "vas-role.h"

static const char *
kind_id (VasArgumentKind kind)
{
  static const char * const ids[] = {
    [VAS_ARG_TEXT] = "text", [VAS_ARG_KEY] = "key", [VAS_ARG_INTEGER] = "integer", [VAS_ARG_MONEY] = "money",
    [VAS_ARG_BOOLEAN] = "boolean", [VAS_ARG_TIME] = "instant", [VAS_ARG_DATE] = "date", [VAS_ARG_TEXTS] = "texts",
    [VAS_ARG_OBJECTS] = "objects",
  };

  return (gsize) kind < G_N_ELEMENTS (ids) && ids[kind] != NULL ? ids[kind] : "text";
}

static void
add_type (JsonBuilder          *builder,
          const VasCommandType *type,
          const char           *roles)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "name", type->name);
  vas_cli_add_text (builder, "roles", roles);
  json_builder_set_member_name (builder, "arguments");
  json_builder_begin_array (builder);
  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "name", argument->name);
      vas_cli_add_text (builder, "kind", kind_id (argument->kind));
      vas_cli_add_bool (builder, "required", (argument->flags & VAS_ARG_REQUIRED) != 0);
      vas_cli_add_bool (builder, "personal", (argument->flags & VAS_ARG_PERSONAL) != 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_type (const VasCommandType *type,
            const char           *roles)
{
  vas_cli_print ("%s", type->name);
  for (const VasArgument *argument = type->arguments; argument->name != NULL; argument++)
    {
      const gboolean required = (argument->flags & VAS_ARG_REQUIRED) != 0;

      vas_cli_print (" %s%s=%s%s", required ? "" : "[", argument->name, kind_id (argument->kind), required ? "" : "]");
    }
  vas_cli_print ("\n    %s\n", roles);
}

/** vas_cli_commands: vasctl commands. */
VasCliStatus
vas_cli_commands (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  const VasCommandType * const *types;
  guint n_types;

  if (!vas_cli_parse (cli, NULL, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;

  types = vas_command_type_list (&n_types);
  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *roles = vas_roles_to_text (types[i]->roles);

      if (cli->json)
        add_type (builder, types[i], roles);
      else
        print_type (types[i], roles);
    }
  json_builder_end_array (builder);
  if (cli->json)
    vas_cli_print_builder (builder);

  return VAS_CLI_OK;
}
