/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl case: everything about one invoice request, as the page of the desktop shows it.
 *
 * One snapshot for the records; the verdict is what checking the approval says now. Personal data are masked, except for the
 * recipient of a request that is still open, whom the work needs (R31).
 */

#include "vas-cli.h"

#include "vas-case-store.h"
#include "vas-codec.h"
#include "vas-erased-words.h"
#include "vas-journal.h"
#include "vas-labels.h"
#include "vas-request-number.h"
#include "vas-table.h"
#include "vas-verdict-json.h"

#include <glib/gi18n.h>

typedef struct {
  char       *number;

  VasCase    *vas_case;
  GPtrArray  *log;                  /* VasLogRow */
  GHashTable *names;                /* key of a staff member → name */
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->number, g_free);
  g_clear_object (&page->vas_case);
  g_clear_pointer (&page->log, g_ptr_array_unref);
  g_clear_pointer (&page->names, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
read_names (VasSql  *sql,
            Page    *page,
            GError **error)
{
  g_autoptr (GPtrArray) staff = vas_table_list_all (sql, VAS_TYPE_STAFF, NULL, error);

  if (staff == NULL)
    return FALSE;
  for (guint i = 0; i < staff->len; i++)
    {
      VasStaff *person = g_ptr_array_index (staff, i);

      g_hash_table_insert (page->names, g_strdup (vas_entity_get_key (VAS_ENTITY (person))), g_strdup (person->name));
    }

  return TRUE;
}

static gpointer
read_page (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Page *page = data;

  page->vas_case = vas_case_load_by_number (sql, page->number, error);
  if (page->vas_case == NULL || !read_names (sql, page, error))
    return NULL;
  page->log = vas_journal_list_subject (sql, vas_entity_get_key (VAS_ENTITY (page->vas_case->request)), error);

  return page->log;
}

/* What the rules say of approving it. Without --as nobody acts, so nobody's roles are judged. */
static VasVerdict *
judge (VasCli   *cli,
       Page     *page,
       GError  **error)
{
  VasRequest *request = page->vas_case->request;
  const char *type = request->state == VAS_REQUEST_STATE_SECOND ? "request.second" : "request.approve";
  g_autoptr (VasCommand) command = vas_command_new (type, cli->actor, vas_cli_get_now (cli));
  g_autoptr (VasVerdict) all = NULL;
  g_autoptr (VasVerdict) verdict = vas_verdict_new ();

  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (request)));
  all = vas_engine_check (cli->engine, command, error);
  if (all == NULL)
    return NULL;
  for (guint i = 0; i < vas_verdict_get_n (all); i++)
    {
      VasFinding *finding = vas_verdict_get (all, i);

      if (cli->login != NULL || !g_str_equal (finding->code, "role-missing"))
        vas_verdict_add (verdict, vas_finding_ref (finding));
    }

  return g_steal_pointer (&verdict);
}

static gboolean
is_open (VasRequest *request)
{
  return request->state <= VAS_REQUEST_STATE_TO_TELL;
}

static void
add_entities (JsonBuilder *builder,
              const char  *name,
              GPtrArray   *entities)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < entities->len; i++)
    json_builder_add_value (builder, vas_codec_encode (g_ptr_array_index (entities, i), VAS_CODEC_WITHOUT_PERSONAL));
  json_builder_end_array (builder);
}

static void
add_orders (JsonBuilder *builder,
            VasCase     *vas_case)
{
  json_builder_set_member_name (builder, "orders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "share");
      json_builder_add_value (builder, vas_codec_encode (VAS_ENTITY (item->share), VAS_CODEC_WITHOUT_PERSONAL));
      json_builder_set_member_name (builder, "order");
      if (item->order != NULL)
        json_builder_add_value (builder, vas_codec_encode (VAS_ENTITY (item->order), VAS_CODEC_WITHOUT_PERSONAL));
      else
        json_builder_add_null_value (builder);
      vas_cli_add_int (builder, "invoiced_by_others_fen", item->invoiced);
      vas_cli_add_int (builder, "available_fen", vas_case_order_get_available (item));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static const char *
name_of (Page       *page,
         const char *key)
{
  const char *name = g_hash_table_lookup (page->names, key);

  return name != NULL ? name : key;
}

static void
add_log (JsonBuilder *builder,
         Page        *page)
{
  json_builder_set_member_name (builder, "time_line");
  json_builder_begin_array (builder);
  for (guint i = 0; i < page->log->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (page->log, i);

      json_builder_begin_object (builder);
      vas_cli_add_int (builder, "seq", row->seq);
      vas_cli_add_text (builder, "command_id", row->command_id);
      vas_cli_add_text (builder, "type", row->type);
      vas_cli_add_text (builder, "actor", name_of (page, row->actor));
      vas_cli_add_int (builder, "made_at", row->made_at);
      vas_cli_add_text (builder, "result", row->result);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (Page       *page,
            VasVerdict *verdict)
{
  VasCase *vas_case = page->vas_case;
  const VasCodecFlags flags = is_open (vas_case->request) ? VAS_CODEC_WHOLE : VAS_CODEC_WITHOUT_PERSONAL;
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "request");
  json_builder_add_value (builder, vas_codec_encode (VAS_ENTITY (vas_case->request), flags));
  json_builder_set_member_name (builder, "account");
  if (vas_case->account != NULL)
    json_builder_add_value (builder, vas_codec_encode (VAS_ENTITY (vas_case->account), VAS_CODEC_WITHOUT_PERSONAL));
  else
    json_builder_add_null_value (builder);
  add_orders (builder, vas_case);
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_value (builder, vas_verdict_to_json (verdict));
  add_entities (builder, "fapiao", vas_case->fapiao);
  add_entities (builder, "lines", vas_case->lines);
  add_entities (builder, "parcels", vas_case->parcels);
  add_entities (builder, "notices", vas_case->notices);
  add_entities (builder, "notes", vas_case->notes);
  vas_cli_add_text (builder, "earlier_title", vas_case->earlier_title);
  vas_cli_add_bool (builder, "in_doubt", vas_case->in_doubt);
  add_log (builder, page);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_request (VasCase *vas_case)
{
  VasRequest *request = vas_case->request;
  g_autofree char *amount = vas_money_format (request->amount);
  g_autofree char *due = vas_date_format (request->due);
  g_autofree char *requested = vas_instant_format_local (request->requested_at);
  const gboolean whole = is_open (request);

  vas_cli_print ("%s  %s  %s\n", request->number, vas_label (&vas_request_state_enum, request->state), amount);
  vas_cli_print (_("Title: %s (%s), taxpayer id: %s\n"), vas_request_name_title (request),
                 vas_label (&vas_title_kind_enum, request->title_kind),
                 request->taxpayer_id != NULL ? request->taxpayer_id : "–");
  vas_cli_print (_("Account: %s %s\n"), vas_case->account != NULL ? vas_case->account->account_id : "?",
                 vas_case->account != NULL ? vas_words_or_erased (vas_case->account->name_masked) : "");
  vas_cli_print (_("Requested %s, due %s%s\n"), requested, due, request->due_provisional ? _(" (provisional)") : "");
  if (request->delivery == VAS_DELIVERY_PICKUP)
    vas_cli_print (_("To be picked up at the desk\n"));
  else if (request->recipient_name_masked != NULL)
    vas_cli_print (_("Recipient: %s, %s, %s\n"),
                   whole && request->recipient_name != NULL ? request->recipient_name : request->recipient_name_masked,
                   whole && request->recipient_mobile != NULL ? request->recipient_mobile : request->recipient_mobile_masked,
                   whole && request->recipient_address != NULL ? request->recipient_address : request->recipient_address_masked);
}

static void
print_orders (VasCase *vas_case)
{
  vas_cli_print (_("Orders:\n"));
  for (guint i = 0; i < vas_case->orders->len; i++)
    {
      VasCaseOrder *item = g_ptr_array_index (vas_case->orders, i);
      g_autofree char *amount = vas_money_format (item->share->amount);
      g_autofree char *paid = vas_money_format (item->order != NULL ? item->order->paid - item->order->refunded : 0);
      g_autofree char *others = vas_money_format (item->invoiced);
      g_autofree char *left = vas_money_format (vas_case_order_get_available (item));

      vas_cli_print (_("  %s %s: asked %s, paid %s, invoiced by others %s, available %s\n"),
                     item->order != NULL ? item->order->number : "?", item->order != NULL ? item->order->service_name : "",
                     amount, paid, others, left);
    }
}

static void
print_papers (VasCase *vas_case)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *fapiao = g_ptr_array_index (vas_case->fapiao, i);
      g_autofree char *amount = fapiao->amount != VAS_NONE ? vas_money_format (fapiao->amount) : g_strdup ("–");

      vas_cli_print (_("Fapiao %s %s: %s, %s, at: %s\n"), fapiao->code, fapiao->number,
                     vas_label (&vas_fapiao_state_enum, fapiao->state), amount,
                     vas_label (&vas_fapiao_place_enum, fapiao->place));
    }
  for (guint i = 0; i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);

      vas_cli_print (_("Parcel %s: %s\n"), parcel->waybill != NULL ? parcel->waybill : "–",
                     vas_label (&vas_parcel_state_enum, parcel->state));
    }
  for (guint i = 0; i < vas_case->notices->len; i++)
    {
      VasNotice *notice = g_ptr_array_index (vas_case->notices, i);
      g_autofree char *at = vas_instant_format_local (notice->made_at);

      vas_cli_print (_("Notice %s, %s, %s: %s\n"), at, vas_label (&vas_notice_channel_enum, notice->channel),
                     vas_label (&vas_notice_state_enum, notice->state), notice->text);
    }
  for (guint i = 0; i < vas_case->notes->len; i++)
    {
      VasNote *note = g_ptr_array_index (vas_case->notes, i);
      g_autofree char *at = vas_instant_format_local (note->made_at);

      vas_cli_print (_("Note %s: %s\n"), at, note->text);
    }
}

static void
print_text (Page       *page,
            VasVerdict *verdict)
{
  print_request (page->vas_case);
  print_orders (page->vas_case);
  print_papers (page->vas_case);
  vas_cli_print (_("Verdict on its approval:\n"));
  vas_cli_print_verdict (verdict);
  vas_cli_print (_("Time line:\n"));
  for (guint i = 0; i < page->log->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (page->log, i);
      g_autofree char *at = vas_instant_format_local (row->made_at);

      vas_cli_print ("  %s  %s  %s%s\n", at, row->type, name_of (page, row->actor),
                     g_str_equal (row->result, "applied") ? "" : _(" (refused)"));
    }
}

/** vas_cli_case: vasctl case NUMBER. */
VasCliStatus
vas_cli_case (VasCli  *cli,
              int      argc,
              char   **argv)
{
  g_auto (Page) page = { .names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autoptr (VasVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  page.number = vas_request_number_normalize (argv[1]);
  if (page.number == NULL)
    return vas_cli_misuse (_("“%s” is no number of a request, such as KP2108-000415."), argv[1]);
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;

  page.log = vas_store_read (cli->store, read_page, &page, NULL, &error);
  if (g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    {
      vas_cli_complain (_("There is no request %s."), page.number);
      return VAS_CLI_NO;
    }
  if (error == NULL)
    verdict = judge (cli, &page, &error);
  if (error != NULL)
    return vas_cli_fail (error);

  if (cli->json)
    print_json (&page, verdict);
  else
    print_text (&page, verdict);

  return VAS_CLI_OK;
}
