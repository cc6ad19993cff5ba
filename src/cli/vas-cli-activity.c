/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl activity: what was done, as the view of that name lists it: rows of the audit trail by the same filter, newest first. What waits
 * to be sent and what was refused, its other parts, is “vasctl outbox”; they are shown first where there is any. Its verification is
 * “vasctl verify”.
 */

#include "vas-cli.h"

#include "vas-table.h"
#include "vas-time.h"
#include "vas-trail-source.h"

#include <glib/gi18n.h>

#define REVEALS "personal.reveal"
#define DEFAULT_ROWS 50

typedef struct {
  VasTrailQuestion  question;
  const char       *login;          /* nullable */
  guint             limit;

  VasStaff         *staff;          /* nullable */
  GPtrArray        *entries;
} Query;

static gpointer
read_trail (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Query *query = data;

  if (query->login != NULL)
    {
      query->staff = vas_table_find (sql, VAS_TYPE_STAFF, "login", query->login, error);
      if (query->staff == NULL)
        return NULL;
      query->question.actor = (char *) vas_entity_get_key (VAS_ENTITY (query->staff));
    }
  query->entries = vas_trail_list (sql, &query->question, query->limit, error);

  return query->entries;
}

static void
add_entry (JsonBuilder   *builder,
           VasTrailEntry *entry)
{
  json_builder_begin_object (builder);
  vas_cli_add_int (builder, "seq", entry->seq);
  vas_cli_add_text (builder, "type", entry->type);
  vas_cli_add_text (builder, "actor", entry->actor);
  vas_cli_add_text (builder, "record", entry->record);
  vas_cli_add_text (builder, "reason", entry->reason);
  vas_cli_add_int (builder, "logged_at", entry->logged_at);
  vas_cli_add_bool (builder, "applied", entry->applied);
  json_builder_end_object (builder);
}

static void
print_entry (VasTrailEntry *entry)
{
  g_autofree char *at = vas_instant_format_local (entry->logged_at);

  vas_cli_print ("%" G_GINT64_FORMAT "  %s  %s  %s  %s%s%s%s\n", entry->seq, at, entry->type, entry->actor,
                 entry->record != NULL ? entry->record : "–", entry->applied ? "" : _(" (refused)"), entry->reason != NULL ? "  " : "",
                 entry->reason != NULL ? entry->reason : "");
}

static void
print_json (VasCli *cli,
            Query  *query,
            VasCliOutbox *outbox)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_outbox_add (outbox, builder);
  json_builder_set_member_name (builder, "trail");
  json_builder_begin_array (builder);
  for (guint i = 0; i < query->entries->len; i++)
    add_entry (builder, g_ptr_array_index (query->entries, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static gboolean
read_days (Query       *query,
           const char  *from,
           const char  *to,
           GError     **error)
{
  VasDate day;

  query->question.from = 0;
  query->question.to = G_MAXINT64;
  if (from != NULL && !vas_date_parse (from, &day, error))
    return FALSE;
  if (from != NULL)
    query->question.from = vas_date_start (day);
  if (to != NULL && !vas_date_parse (to, &day, error))
    return FALSE;
  if (to != NULL)
    query->question.to = vas_date_end (day);

  return TRUE;
}

static VasCliStatus
show (VasCli *cli,
      Query  *query)
{
  g_autoptr (VasCliOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  if (vas_store_read (cli->store, read_trail, query, NULL, &error) == NULL)
    {
      if (!g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND) || query->login == NULL)
        return vas_cli_fail (error);
      vas_cli_complain (_("There is no staff member with the login “%s”."), query->login);
      return VAS_CLI_NO;
    }
  outbox = vas_cli_outbox_read (cli, &error);
  if (outbox == NULL)
    return vas_cli_fail (error);
  if (cli->json)
    {
      print_json (cli, query, outbox);
      return VAS_CLI_OK;
    }
  vas_cli_outbox_print (outbox);
  for (guint i = 0; i < query->entries->len; i++)
    print_entry (g_ptr_array_index (query->entries, i));

  return VAS_CLI_OK;
}

/** vas_cli_activity: vasctl activity [--by WHO] [--command TYPE] [--reveals] [--record NUMBER] [--from DAY] [--to DAY] [--limit N]. */
VasCliStatus
vas_cli_activity (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autofree char *by = NULL;
  g_autofree char *type = NULL;
  g_autofree char *record = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autoptr (GError) error = NULL;
  gboolean reveals = FALSE;
  int limit = DEFAULT_ROWS;
  Query query = { { NULL } };
  VasCliStatus status;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("By the person with this login, “system” or “shop”"), N_("WHO") },
    { "command", 0, 0, G_OPTION_ARG_STRING, &type, N_("Of this command"), N_("COMMAND") },
    { "reveals", 0, 0, G_OPTION_ARG_NONE, &reveals, N_("Who saw whole personal values"), NULL },
    { "record", 0, 0, G_OPTION_ARG_STRING, &record, N_("About this request, order, fapiao or account"), N_("NUMBER") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this day on"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Up to this day"), N_("DAY") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("The most rows to show"), N_("N") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (limit < 1)
    return vas_cli_misuse (_("--limit must be at least 1."));
  if (reveals && type != NULL)
    return vas_cli_misuse (_("--reveals is a command of its own: leave --command out."));
  if (!read_days (&query, from, to, &error))
    return vas_cli_misuse ("%s", error->message);
  query.limit = (guint) limit;
  query.question.type = reveals ? (char *) REVEALS : type != NULL ? type : (char *) "";
  query.question.record = record != NULL ? record : (char *) "";
  query.question.actor = g_strcmp0 (by, "system") == 0 ? (char *) VAS_TRAIL_SYSTEM : g_strcmp0 (by, "shop") == 0 ? (char *) VAS_TRAIL_SHOP : (char *) "";
  query.login = by != NULL && *query.question.actor == '\0' ? by : NULL;
  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;

  status = show (cli, &query);
  g_clear_object (&query.staff);
  g_clear_pointer (&query.entries, g_ptr_array_unref);

  return status;
}
