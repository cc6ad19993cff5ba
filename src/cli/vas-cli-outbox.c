/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl outbox: what a replica that follows a server still has to send, and what was refused; a refused one is laid aside by its id. */

#include "vas-cli.h"

#include "vas-journal.h"
#include "vas-json-reader.h"
#include "vas-outbox.h"
#include "vas-verdict-json.h"

#include <glib/gi18n.h>

#define MOST_VERDICT (1024 * 1024)

struct _VasCliOutbox
{
  GPtrArray *open;          /* VasJournalEntry */
  GPtrArray *problems;      /* VasOutboxProblem */
};

/** vas_cli_outbox_free: NULL is allowed. */
void
vas_cli_outbox_free (VasCliOutbox *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

/* What “close” is about. */
typedef struct {
  const char *command_id;
  gint64      now;
} Close;

static gpointer
read_outbox (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (VasCliOutbox) outbox = g_new0 (VasCliOutbox, 1);

  outbox->open = vas_journal_list_open (sql, error);
  if (outbox->open != NULL)
    outbox->problems = vas_outbox_list_problems (sql, error);

  return outbox->problems != NULL ? g_steal_pointer (&outbox) : NULL;
}

/** vas_cli_outbox_read: (transfer full) (nullable): what of the replica that is open is on its way, and what was refused. */
VasCliOutbox *
vas_cli_outbox_read (VasCli  *cli,
                     GError **error)
{
  return vas_store_read (cli->store, read_outbox, NULL, NULL, error);
}

static void
add_problem (JsonBuilder      *builder,
             VasOutboxProblem *problem)
{
  JsonNode *verdict = problem->verdict != NULL ? vas_json_parse_strict (problem->verdict, -1, MOST_VERDICT, NULL) : NULL;

  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "command_id", problem->command_id);
  vas_cli_add_text (builder, "type", problem->type);
  vas_cli_add_int (builder, "made_at", problem->made_at);
  vas_cli_add_int (builder, "settled_at", problem->settled_at);
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_value (builder, verdict != NULL ? verdict : json_node_new (JSON_NODE_NULL));
  json_builder_end_object (builder);
}

/** vas_cli_outbox_add: the members “waiting” and “problems”. */
void
vas_cli_outbox_add (VasCliOutbox *outbox,
                    JsonBuilder  *builder)
{
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outbox->open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (outbox->open, i);
      g_autoptr (VasCommand) command = vas_command_from_text (entry->body, entry->personal, NULL);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "command_id", entry->command_id);
      vas_cli_add_text (builder, "type", command != NULL ? vas_command_get_type_name (command) : NULL);
      vas_cli_add_text (builder, "state", entry->state);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outbox->problems->len; i++)
    add_problem (builder, g_ptr_array_index (outbox->problems, i));
  json_builder_end_array (builder);
}

static void
print_json (VasCliOutbox *outbox)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_outbox_add (outbox, builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_problem (VasOutboxProblem *problem)
{
  g_autofree char *when = vas_instant_format_local (problem->made_at);
  g_autoptr (JsonNode) node = problem->verdict != NULL ? vas_json_parse_strict (problem->verdict, -1, MOST_VERDICT, NULL) : NULL;
  g_autoptr (VasVerdict) verdict = node != NULL ? vas_verdict_from_json (node, NULL) : NULL;

  vas_cli_print (_("Refused: %s  %s  %s\n"), problem->command_id, problem->type, when);
  if (verdict != NULL)
    vas_cli_print_verdict (verdict);
}

/** vas_cli_outbox_print: a line for each; nothing where there is none. */
void
vas_cli_outbox_print (VasCliOutbox *outbox)
{
  for (guint i = 0; i < outbox->open->len; i++)
    {
      VasJournalEntry *entry = g_ptr_array_index (outbox->open, i);
      g_autoptr (VasCommand) command = vas_command_from_text (entry->body, entry->personal, NULL);

      vas_cli_print (g_str_equal (entry->state, "held") ? _("Held: %s  %s\n") : _("Waits: %s  %s\n"), entry->command_id,
                     command != NULL ? vas_command_get_type_name (command) : "?");
    }
  for (guint i = 0; i < outbox->problems->len; i++)
    print_problem (g_ptr_array_index (outbox->problems, i));
}

static VasCliStatus
list (VasCli *cli)
{
  g_autoptr (VasCliOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;
  outbox = vas_cli_outbox_read (cli, &error);
  if (outbox == NULL)
    return vas_cli_fail (error);
  if (cli->json)
    {
      print_json (outbox);
      return VAS_CLI_OK;
    }
  vas_cli_outbox_print (outbox);
  if (outbox->open->len + outbox->problems->len == 0)
    vas_cli_print (_("Nothing waits, and nothing was refused.\n"));

  return VAS_CLI_OK;
}

/* A VasStoreFunc: whether there was one. */
static gpointer
close_problem (VasSql        *sql,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Close *close = data;
  g_autoptr (GPtrArray) problems = vas_outbox_list_problems (sql, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      VasOutboxProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (problem->command_id, close->command_id))
        return GINT_TO_POINTER (vas_outbox_close_problem (sql, close->command_id, close->now, error));
    }
  if (problems != NULL)
    g_set_error (error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_NOT_FOUND, _("There is no refused command “%s” here."), close->command_id);

  return NULL;
}

/** vas_cli_outbox: vasctl outbox: lists; vasctl outbox close ID: lays a refused command aside, 1 where there is none. */
VasCliStatus
vas_cli_outbox (VasCli  *cli,
                int      argc,
                char   **argv)
{
  g_autoptr (GError) error = NULL;
  Close close;

  if (!vas_cli_parse (cli, NULL, 0, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  if (argc == 1)
    return list (cli);
  if (argc == 2 || !g_str_equal (argv[1], "close"))
    return vas_cli_misuse (_("%s: wrong number of arguments; see vasctl --help."), argv[0]);
  if (!vas_cli_open (cli, VAS_STORE_DEFAULT))
    return VAS_CLI_NO;

  close = (Close) { argv[2], vas_cli_get_now (cli) };
  if (vas_store_write (cli->store, close_problem, &close, NULL, &error) == NULL)
    return vas_cli_fail (error);
  if (!cli->json)
    vas_cli_print (_("Laid aside: %s\n"), argv[2]);

  return VAS_CLI_OK;
}
