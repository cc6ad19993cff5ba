/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl stock: the ranges of fapiao paper, who holds them and what became of their sheets (R20). vasctl one-clerk: what one and the
 * same person entered and approved, as an office of one clerk may (R13), for the supervisor.
 */

#include "vas-cli.h"

#include "vas-erased-words.h"
#include "vas-house.h"
#include "vas-labels.h"
#include "vas-parcel-store.h"
#include "vas-request.h"
#include "vas-staff.h"
#include "vas-stock-ranges.h"
#include "vas-table.h"
#include "vas-time.h"

#include <glib/gi18n.h>

#define MOST_ROWS 100000

static gpointer
read_ranges (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return vas_stock_ranges (sql, data, error);
}

static void
print_range (const VasStockRange *range)
{
  g_autofree char *received = vas_instant_format_local (range->stock->received_at);

  vas_cli_print (_("%s  %s %s–%s  %d sheets: %d left, %d bound, %d issued, %d void  held by %s  received %s\n"), range->stock->point,
                 range->stock->code, range->stock->first_number, range->stock->last_number, (int) range->total, (int) range->left,
                 (int) range->bound, (int) range->issued, (int) range->voided, range->holder != NULL ? range->holder : "–", received);
}

static void
add_range (JsonBuilder         *builder,
           const VasStockRange *range)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "key", vas_entity_get_key (VAS_ENTITY (range->stock)));
  vas_cli_add_text (builder, "point", range->stock->point);
  vas_cli_add_text (builder, "kind", range->stock->kind);
  vas_cli_add_text (builder, "code", range->stock->code);
  vas_cli_add_text (builder, "first", range->stock->first_number);
  vas_cli_add_text (builder, "last", range->stock->last_number);
  vas_cli_add_text (builder, "holder", range->holder);
  vas_cli_add_text (builder, "handed_by", range->giver);
  vas_cli_add_int (builder, "received_at", range->stock->received_at);
  vas_cli_add_int (builder, "sheets", range->total);
  vas_cli_add_int (builder, "bound", range->bound);
  vas_cli_add_int (builder, "issued", range->issued);
  vas_cli_add_int (builder, "void", range->voided);
  vas_cli_add_int (builder, "left", range->left);
  vas_cli_add_text (builder, "next", range->next);
  json_builder_end_object (builder);
}

/** vas_cli_stock: vasctl stock [--point NAME]. */
VasCliStatus
vas_cli_stock (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autofree char *point = NULL;
  g_autoptr (GPtrArray) ranges = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "point", 0, 0, G_OPTION_ARG_STRING, &point, N_("The paper of this issuing point alone"), N_("NAME") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;
  ranges = vas_store_read (cli->store, read_ranges, point, NULL, &error);
  if (ranges == NULL)
    return vas_cli_fail (error);

  for (guint i = 0; i < ranges->len; i++)
    {
      if (cli->json)
        add_range (builder, g_ptr_array_index (ranges, i));
      else
        print_range (g_ptr_array_index (ranges, i));
    }
  json_builder_end_array (builder);
  if (cli->json)
    vas_cli_print_builder (builder);

  return VAS_CLI_OK;
}

typedef struct {
  gint64      since;
  gboolean    allowed;
  GPtrArray  *requests;
  GHashTable *names;                /* key of a staff member → name */
} Clerks;

static gpointer
read_one_clerk (VasSql        *sql,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Clerks *clerks = data;
  g_autoptr (GPtrArray) staff = vas_table_list_all (sql, VAS_TYPE_STAFF, "login", error);
  g_autoptr (VasHouse) house = staff != NULL ? vas_house_load (sql, error) : NULL;

  clerks->allowed = house != NULL && vas_house_get_int (house, "one-clerk-office") != 0;
  clerks->requests = house != NULL ? vas_one_clerk_list (sql, clerks->since, MOST_ROWS, error) : NULL;
  for (guint i = 0; clerks->requests != NULL && i < staff->len; i++)
    {
      VasStaff *one = g_ptr_array_index (staff, i);

      g_hash_table_insert (clerks->names, g_strdup (vas_entity_get_key (VAS_ENTITY (one))), g_strdup (one->name));
    }

  return clerks->requests;
}

static const char *
get_name (Clerks     *clerks,
          VasRequest *request)
{
  const char *name = request->approved_by != NULL ? g_hash_table_lookup (clerks->names, request->approved_by) : NULL;

  return name != NULL ? name : "–";
}

static void
print_clerks (Clerks *clerks)
{
  vas_cli_print ("%s\n", clerks->allowed ? _("One person may enter and approve: yes") : _("One person may enter and approve: no"));
  for (guint i = 0; i < clerks->requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (clerks->requests, i);
      g_autofree char *when = vas_instant_format_local (request->approved_at);
      g_autofree char *amount = vas_money_format (request->amount);

      vas_cli_print ("%s  %s  %s  %s  %s  %s\n", when, request->number != NULL ? request->number : "–", get_name (clerks, request), amount,
                     vas_label (&vas_request_state_enum, (int) request->state), vas_request_name_title (request));
    }
}

static void
print_clerks_json (Clerks *clerks)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_bool (builder, "allowed", clerks->allowed);
  json_builder_set_member_name (builder, "requests");
  json_builder_begin_array (builder);
  for (guint i = 0; i < clerks->requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (clerks->requests, i);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "number", request->number);
      vas_cli_add_text (builder, "state", vas_enum_to_id (&vas_request_state_enum, (int) request->state));
      vas_cli_add_int (builder, "amount", request->amount);
      vas_cli_add_text (builder, "clerk", get_name (clerks, request));
      vas_cli_add_int (builder, "approved_at", request->approved_at);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/** vas_cli_one_clerk: vasctl one-clerk [--days N]. */
VasCliStatus
vas_cli_one_clerk (VasCli  *cli,
                   int      argc,
                   char   **argv)
{
  int days = 366;
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;
  Clerks clerks = { .names = names };
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("Approved in the last so many days"), N_("N") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (days < 1)
    return vas_cli_misuse (_("--days must be at least 1."));
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;
  clerks.since = vas_cli_get_now (cli) - days * VAS_INSTANT_DAY;
  vas_store_read (cli->store, read_one_clerk, &clerks, NULL, &error);
  requests = clerks.requests;
  if (requests == NULL)
    return vas_cli_fail (error);
  if (cli->json)
    print_clerks_json (&clerks);
  else
    print_clerks (&clerks);

  return VAS_CLI_OK;
}
