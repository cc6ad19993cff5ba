/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl order: everything about one order (R5, R7, R8, R10, R11, R15, R16), of one snapshot: what it was bought as, payments, validity, the
 * requests for it with what may still be invoiced, refunds with their keys, notes and the time line.
 */

#include "vas-cli-dossier.h"

#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-table.h"

#include <glib/gi18n.h>

typedef struct {
  const char *number;
  gint64      now;
} Question;

static gpointer
read_order (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = vas_table_list (sql, VAS_TYPE_ORDER, "number", question->number, NULL, error);

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("There is no order %s."), question->number);
      return NULL;
    }

  return vas_order_dossier_load (sql, vas_entity_get_key (g_ptr_array_index (found, 0)), question->now, error);
}

static void
add_shares (JsonBuilder *builder,
            GPtrArray   *shares)
{
  json_builder_set_member_name (builder, "shares");
  json_builder_begin_array (builder);
  for (guint i = 0; i < shares->len; i++)
    {
      VasDossierShare *item = g_ptr_array_index (shares, i);

      json_builder_begin_object (builder);
      vas_cli_add_entity (builder, "share", item->share);
      vas_cli_add_entity (builder, "request", item->request);
      vas_cli_add_entities (builder, "fapiao", item->fapiao);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (VasOrderDossier *dossier)
{
  const gint64 left = vas_order_dossier_get_uses_left (dossier);
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_entity (builder, "order", dossier->order);
  vas_cli_add_entity (builder, "account", dossier->account);
  vas_cli_add_entity (builder, "price", dossier->price);
  vas_cli_add_text (builder, "terms", dossier->terms != NULL ? dossier->terms->label : NULL);
  vas_cli_add_text (builder, "governing_terms", dossier->governing != NULL ? dossier->governing->label : NULL);
  vas_cli_add_entities (builder, "payments", dossier->payments);
  vas_cli_add_entities (builder, "uses", dossier->uses);
  if (left != VAS_NONE)
    vas_cli_add_int (builder, "uses_left", left);
  add_shares (builder, dossier->shares);
  vas_cli_add_int (builder, "paid_fen", dossier->paid);
  vas_cli_add_int (builder, "invoiced_fen", dossier->invoiced);
  vas_cli_add_int (builder, "available_fen", vas_order_dossier_get_available (dossier));
  vas_cli_add_date (builder, "payment_until", dossier->payment_until);
  vas_cli_add_date (builder, "request_until", dossier->request_until);
  vas_cli_add_bool (builder, "request_until_provisional", dossier->request_provisional);
  vas_cli_add_entities (builder, "refunds", dossier->refunds);
  vas_cli_add_entities (builder, "notices", dossier->notices);
  vas_cli_add_entities (builder, "notes", dossier->notes);
  vas_cli_add_bool (builder, "in_doubt", dossier->in_doubt);
  vas_cli_add_events (builder, dossier->events, dossier->names);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_validity (VasOrderDossier *dossier)
{
  const gint64 left = vas_order_dossier_get_uses_left (dossier);

  if (dossier->order->valid_until != VAS_NONE_DATE)
    {
      g_autofree char *until = vas_date_format (dossier->order->valid_until);

      vas_cli_print (_("Valid until %s\n"), until);
    }
  if (left != VAS_NONE)
    vas_cli_print (_("Uses left: %d of %d\n"), (int) left, (int) (left + dossier->used));
  if (dossier->payment_until != VAS_NONE_DATE)
    {
      g_autofree char *until = vas_date_format (dossier->payment_until);

      vas_cli_print (_("May be paid until %s\n"), until);
    }
}

static void
print_head (VasOrderDossier *dossier)
{
  VasOrder *order = dossier->order;
  g_autofree char *price = vas_money_format (order->price);
  g_autofree char *made = vas_instant_format_local (order->made_at);

  vas_cli_print ("%s  %s  %s · %s  %s\n", order->number, vas_label (&vas_order_state_enum, order->state), order->service_name,
                 order->plan_name, price);
  vas_cli_print (_("Account: %s %s\n"), dossier->account != NULL ? dossier->account->account_id : "?",
                 dossier->account != NULL && dossier->account->name_masked != NULL ? vas_words_or_erased (dossier->account->name_masked) : "");
  vas_cli_print (_("Made %s, under the terms: %s; in a dispute: %s\n"), made, order->terms_label != NULL ? order->terms_label : "–",
                 dossier->governing != NULL ? dossier->governing->label : "–");
  print_validity (dossier);
}

static void
print_invoices (VasOrderDossier *dossier)
{
  g_autofree char *paid = vas_money_format (dossier->paid);
  g_autofree char *invoiced = vas_money_format (dossier->invoiced);
  g_autofree char *left = vas_money_format (vas_order_dossier_get_available (dossier));

  vas_cli_print (_("Paid and not refunded %s, in requests %s, available %s\n"), paid, invoiced, left);
  if (dossier->request_until != VAS_NONE_DATE)
    {
      g_autofree char *until = vas_date_format (dossier->request_until);

      vas_cli_print (_("A fapiao may be asked for until %s%s\n"), until, dossier->request_provisional ? _(" (provisional)") : "");
    }
  for (guint i = 0; i < dossier->shares->len; i++)
    {
      VasDossierShare *item = g_ptr_array_index (dossier->shares, i);
      g_autofree char *amount = vas_money_format (item->share->amount);

      vas_cli_print ("  %s  %s  %s\n", item->request->number, vas_label (&vas_request_state_enum, item->request->state), amount);
    }
}

static void
print_refunds (VasOrderDossier *dossier)
{
  for (guint i = 0; i < dossier->refunds->len; i++)
    {
      VasRefund *refund = g_ptr_array_index (dossier->refunds, i);
      g_autofree char *amount = vas_money_format (refund->amount);

      vas_cli_print (_("Refund %s: %s, %s, %s: %s (%s)\n"), vas_entity_get_key (VAS_ENTITY (refund)),
                     vas_label (&vas_refund_state_enum, refund->state), amount, vas_label (&vas_refund_ground_enum, refund->ground),
                     refund->reason, vas_cli_name_of (dossier->names, refund->proposed_by));
    }
}

/** vas_cli_order: vasctl order NUMBER: 1 where there is no such order. */
VasCliStatus
vas_cli_order (VasCli  *cli,
               int      argc,
               char   **argv)
{
  g_autoptr (VasOrderDossier) dossier = NULL;
  g_autofree char *number = NULL;
  g_autoptr (GError) error = NULL;
  Question question;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;
  number = g_strstrip (g_strdup (argv[1]));
  question = (Question) { number, vas_cli_get_now (cli) };
  dossier = vas_store_read (cli->store, read_order, &question, NULL, &error);
  if (dossier == NULL)
    return vas_cli_fail (error);

  if (cli->json)
    {
      print_json (dossier);
      return VAS_CLI_OK;
    }
  print_head (dossier);
  print_invoices (dossier);
  print_refunds (dossier);
  vas_cli_print_notes (dossier->notes);
  vas_cli_print_events (dossier->events, dossier->names);

  return VAS_CLI_OK;
}
