/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the commands of vasctl share: options, the replica, who acts, and how they speak.
 *
 * Answers go to standard output, as text for people or as one JSON value; complaints go to standard error and name what and
 * why. Both are UTF-8 whatever the locale: names must survive a pipe.
 */

#include "vas-cli.h"

#include "vas-clock-offset.h"
#include "vas-finding-text.h"
#include "vas-json-writer.h"
#include "vas-replica-head.h"
#include "vas-table.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define SYSTEM_ACTOR "system"

/** vas_cli_complain: one line on standard error. */
void
vas_cli_complain (const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "vasctl: %s\n", text);
}

/** vas_cli_misuse: vas_cli_complain() of a command line that cannot be understood. */
VasCliStatus
vas_cli_misuse (const char *format,
                ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "vasctl: %s\n", text);

  return VAS_CLI_USAGE;
}

/** vas_cli_fail: vas_cli_complain() of @error. */
VasCliStatus
vas_cli_fail (GError *error)
{
  vas_cli_complain ("%s", error->message);

  return VAS_CLI_NO;
}

void
vas_cli_print (const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fputs (text, stdout);
}

/** vas_cli_print_json: @node: (transfer full): one value, on one line. */
void
vas_cli_print_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *text = vas_json_to_text (owned);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

/** vas_cli_print_builder: vas_cli_print_json() of what was built. */
void
vas_cli_print_builder (JsonBuilder *builder)
{
  vas_cli_print_json (json_builder_get_root (builder));
}

void
vas_cli_add_text (JsonBuilder *builder,
                  const char  *name,
                  const char  *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

void
vas_cli_add_int (JsonBuilder *builder,
                 const char  *name,
                 gint64       value)
{
  json_builder_set_member_name (builder, name);
  if (value != VAS_NONE)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
vas_cli_add_bool (JsonBuilder *builder,
                  const char  *name,
                  gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
vas_cli_add_date (JsonBuilder *builder,
                  const char  *name,
                  gint32       date)
{
  g_autofree char *text = date != VAS_NONE_DATE ? vas_date_format (date) : NULL;

  vas_cli_add_text (builder, name, text);
}

static const char *
describe_outcome (VasOutcome outcome)
{
  switch (outcome)
    {
    case VAS_OUTCOME_PASS:
      return _("kept");
    case VAS_OUTCOME_FAIL:
      return _("BROKEN");
    case VAS_OUTCOME_ASK:
      return _("asks");
    case VAS_OUTCOME_UNKNOWN:
      return _("unknown");
    default:
      g_return_val_if_reached ("");
    }
}

/** vas_cli_print_verdict: every rule on a line of its own: what it says, its id, its sentence with clause and figures, its code. */
void
vas_cli_print_verdict (VasVerdict *verdict)
{
  for (guint i = 0; i < vas_verdict_get_n (verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *text = vas_finding_describe_with_clause (finding);

      vas_cli_print ("  %s  %s  %s [%s]\n", describe_outcome (finding->outcome), finding->rule, text, finding->code);
    }
}

/** vas_cli_global_options: (transfer full): the options of every command, ended by a NULL; freed by g_free(). */
GOptionEntry *
vas_cli_global_options (VasCli *cli)
{
  const GOptionEntry entries[] = {
    { "replica", 0, 0, G_OPTION_ARG_FILENAME, &cli->replica, N_("The directory of the replica"), N_("DIR") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("Answer in JSON"), NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &cli->login, N_("Who acts: the login of a staff member"), N_("LOGIN") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &cli->server, N_("The address of a server, such as https://vas.example.org"), N_("URL") },
    { "credential", 0, 0, G_OPTION_ARG_FILENAME, &cli->credential,
      N_("The file that keeps the session at the server; without it VASCTL_TOKEN of the environment"), N_("FILE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &cli->now_text, N_("Work at this moment instead of the clock’s"), N_("INSTANT") },
    { "progress", 0, 0, G_OPTION_ARG_NONE, &cli->progress, N_("Show progress even where no terminal is"), NULL },
    { NULL },
  };
  GOptionEntry *copy = g_new (GOptionEntry, G_N_ELEMENTS (entries));

  memcpy (copy, entries, sizeof entries);

  return copy;
}

/** vas_cli_read_now: takes over what --now says; FALSE after a complaint. */
gboolean
vas_cli_read_now (VasCli *cli)
{
  g_autoptr (GError) error = NULL;
  VasDate date;

  if (cli->now_text == NULL)
    return TRUE;
  if (vas_date_parse (cli->now_text, &date, NULL))
    {
      cli->now = vas_date_start (date) + 9 * VAS_INSTANT_HOUR;
      return TRUE;
    }
  if (vas_instant_parse (cli->now_text, &cli->now, &error))
    return TRUE;

  vas_cli_complain (_("--now: %s"), error->message);
  return FALSE;
}

/**
 * vas_cli_parse:
 * @entries: (nullable): options of this command
 * @least: the fewest arguments after the command's name
 * @most: the most, or -1 for any number
 *
 * Takes the options out of @argv; those of every command may stand behind its name too.
 *
 * Returns: FALSE after a complaint: the caller ends with %VAS_CLI_USAGE
 */
gboolean
vas_cli_parse (VasCli              *cli,
               const GOptionEntry  *entries,
               int                  least,
               int                  most,
               int                 *argc,
               char              ***argv)
{
  g_autofree GOptionEntry *global = vas_cli_global_options (cli);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const int n = *argc;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, global, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      vas_cli_complain ("%s: %s", (*argv)[0], error->message);
      return FALSE;
    }
  if (!vas_cli_read_now (cli))
    return FALSE;
  if (n > *argc && *argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (&(*argv)[1], &(*argv)[2], sizeof (char *) * (gsize) (*argc - 1));
      (*argc)--;
    }
  if (*argc - 1 >= least && (most < 0 || *argc - 1 <= most))
    return TRUE;

  vas_cli_complain (_("%s: wrong number of arguments; see vasctl --help."), (*argv)[0]);
  return FALSE;
}

/** vas_cli_get_replica: (transfer full): the directory that was given, or the one that the desktop opens. */
char *
vas_cli_get_replica (VasCli *cli)
{
  g_autofree char *replica = NULL;
  g_autofree char *here = NULL;

  if (cli->replica != NULL)
    return g_strdup (cli->replica);

  replica = g_build_filename (g_get_user_data_dir (), "vasdesk", "replica", NULL);
  here = g_build_filename (g_get_user_data_dir (), "vasdesk", "here", NULL);
  if (!g_file_test (replica, G_FILE_TEST_IS_DIR) && g_file_test (here, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&here);

  return g_steal_pointer (&replica);
}

/** vas_cli_get_now: the instant by which this call works. */
gint64
vas_cli_get_now (VasCli *cli)
{
  return cli->now != VAS_NONE ? cli->now : vas_instant_now () + (cli->engine != NULL ? vas_engine_get_offset (cli->engine) : 0);
}

static gpointer
is_desk (VasSql        *sql,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, NULL);

  return GINT_TO_POINTER (head != NULL && head->role == VAS_REPLICA_DESK);
}

/* A desk's records are worked on by the time of its backend, as it was known last (R16). */
static void
correct_clock (VasCli *cli)
{
  if (GPOINTER_TO_INT (vas_store_read (cli->store, is_desk, NULL, NULL, NULL)))
    vas_engine_set_offset (cli->engine, vas_clock_offset_load (vas_store_get_directory (cli->store)));
}

/**
 * vas_cli_open:
 *
 * Opens the replica, which must exist. Reading leaves it to whoever has it open for writing.
 *
 * Returns: FALSE after a complaint
 */
gboolean
vas_cli_open (VasCli        *cli,
              VasStoreFlags  flags)
{
  g_autofree char *directory = vas_cli_get_replica (cli);
  g_autoptr (GError) error = NULL;

  if (cli->server != NULL && cli->replica == NULL)
    {
      vas_cli_complain (_("This works on a replica, not at a server: leave --server out."));
      return FALSE;
    }
  if (vas_sql_is_server (directory) && (flags & VAS_STORE_READ_ONLY) == 0)
    {
      vas_cli_complain (_("Records on a server are changed by its daemons; vasctl looks at them."));
      return FALSE;
    }
  if (!vas_sql_is_server (directory) && !g_file_test (directory, G_FILE_TEST_IS_DIR))
    {
      vas_cli_complain (_("There is no replica in %s; “vasctl init” makes one."), directory);
      return FALSE;
    }
  cli->store = vas_store_open (directory, flags, &error);
  if (cli->store == NULL)
    {
      vas_cli_fail (error);
      return FALSE;
    }
  cli->engine = vas_engine_new (cli->store);
  vas_engine_set_now (cli->engine, cli->now);
  correct_clock (cli);

  return TRUE;
}

static gpointer
find_staff (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return vas_table_find (sql, VAS_TYPE_STAFF, "login", data, error);
}

/**
 * vas_cli_open_as:
 * @person: whether a staff member must be named; otherwise the system acts where none is
 *
 * Like vas_cli_open(), and finds out who acts.
 */
gboolean
vas_cli_open_as (VasCli        *cli,
                 VasStoreFlags  flags,
                 gboolean       person)
{
  g_autoptr (VasStaff) staff = NULL;
  g_autoptr (GError) error = NULL;

  if (person && cli->login == NULL)
    {
      vas_cli_complain (_("Say who acts: --as LOGIN."));
      return FALSE;
    }
  if (!vas_cli_open (cli, flags))
    return FALSE;
  if (cli->login == NULL || g_str_equal (cli->login, SYSTEM_ACTOR))
    {
      cli->actor = g_strdup (SYSTEM_ACTOR);
      return TRUE;
    }

  staff = vas_store_read (cli->store, find_staff, cli->login, NULL, &error);
  if (staff == NULL && g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    vas_cli_complain (_("There is no staff member with the login “%s”."), cli->login);
  else if (staff == NULL)
    vas_cli_fail (error);
  else
    cli->actor = g_strdup (vas_entity_get_key (VAS_ENTITY (staff)));

  return staff != NULL;
}

/** vas_cli_close: lets go of what was opened. */
void
vas_cli_close (VasCli *cli)
{
  g_clear_object (&cli->engine);
  if (cli->store != NULL)
    vas_store_close (cli->store);
  g_clear_object (&cli->store);
  g_clear_object (&cli->transport);
  g_clear_pointer (&cli->server, g_free);
  g_clear_pointer (&cli->credential, g_free);
  g_clear_pointer (&cli->actor, g_free);
  g_clear_pointer (&cli->replica, g_free);
  g_clear_pointer (&cli->login, g_free);
  g_clear_pointer (&cli->now_text, g_free);
}
