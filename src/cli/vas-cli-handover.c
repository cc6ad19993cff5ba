/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl handover: the parcels that went to the courier on a day, as the list that both sign has them (R22). Recipients are masked. */

#include "vas-cli.h"

#include "vas-handover-store.h"
#include "vas-time.h"

#include <glib/gi18n.h>

typedef struct {
  const char *point;
  VasDate     day;
} Wanted;

static gpointer
read_rows (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Wanted *wanted = data;

  return vas_handover_list (sql, wanted->point, vas_date_start (wanted->day), vas_date_end (wanted->day), error);
}

static void
add_texts (JsonBuilder *builder,
           const char  *name,
           GPtrArray   *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
print_json (GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_array (json_builder_new ());

  for (guint i = 0; i < rows->len; i++)
    {
      VasHandoverRow *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      vas_cli_add_text (builder, "waybill", row->parcel->waybill);
      vas_cli_add_text (builder, "state", vas_enum_to_id (&vas_parcel_state_enum, (int) row->parcel->state));
      vas_cli_add_text (builder, "recipient", row->parcel->recipient_name_masked);
      vas_cli_add_text (builder, "address", row->parcel->recipient_address_masked);
      vas_cli_add_bool (builder, "sender_pays", row->parcel->sender_pays);
      vas_cli_add_int (builder, "handed_at", row->parcel->handed_at);
      add_texts (builder, "fapiao", row->fapiao);
      add_texts (builder, "requests", row->cases);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vas_cli_print_builder (builder);
}

static char *
join (GPtrArray *texts)
{
  GString *joined = g_string_new (texts->len == 0 ? "–" : NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (texts, i));

  return g_string_free (joined, FALSE);
}

static void
print_text (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      VasHandoverRow *row = g_ptr_array_index (rows, i);
      g_autofree char *at = vas_instant_format_local (row->parcel->handed_at);
      g_autofree char *fapiao = join (row->fapiao);
      g_autofree char *cases = join (row->cases);

      vas_cli_print ("%s  %s  %s  %s  %s  %s\n", at, row->parcel->waybill != NULL ? row->parcel->waybill : "–",
                     row->parcel->recipient_name_masked != NULL ? row->parcel->recipient_name_masked : "–", fapiao, cases,
                     row->parcel->sender_pays ? _("sender pays") : _("collect"));
    }
  vas_cli_print (_("%u parcels, %u fapiao\n"), rows->len, vas_handover_n_sheets (rows));
}

/** vas_cli_handover: vasctl handover [--day DAY] [--point NAME]. */
VasCliStatus
vas_cli_handover (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autofree char *day = NULL;
  g_autofree char *point = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  Wanted wanted = { NULL, VAS_NONE_DATE };
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_STRING, &day, N_("Of this day instead of today"), N_("DAY") },
    { "point", 0, 0, G_OPTION_ARG_STRING, &point, N_("The paper of this issuing point alone"), N_("NAME") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  wanted.point = point;
  wanted.day = vas_instant_to_date (vas_cli_get_now (cli));
  if (day != NULL && !vas_date_parse (day, &wanted.day, &error))
    return vas_cli_misuse ("--day: %s", error->message);
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;
  rows = vas_store_read (cli->store, read_rows, &wanted, NULL, &error);
  if (rows == NULL)
    return vas_cli_fail (error);
  if (cli->json)
    print_json (rows);
  else
    print_text (rows);

  return VAS_CLI_OK;
}
