/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl account: everything about one account, of one snapshot: its orders and requests, the marks against it with their evidence (R9), the
 * measures with their keys (R9, R12), the terms that it accepted (R27), notes and the time line.
 */

#include "vas-cli-dossier.h"

#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-table.h"

#include <glib/gi18n.h>

typedef struct {
  const char *account_id;
  gint64      now;
} Question;

static gpointer
read_account (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = vas_table_list (sql, VAS_TYPE_ACCOUNT, "account_id", question->account_id, NULL, error);

  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, _("There is no account %s."), question->account_id);
      return NULL;
    }

  return vas_account_dossier_load (sql, vas_entity_get_key (g_ptr_array_index (found, 0)), question->now, error);
}

static void
add_flags (JsonBuilder *builder,
           GPtrArray   *flags)
{
  json_builder_set_member_name (builder, "flags");
  json_builder_begin_array (builder);
  for (guint i = 0; i < flags->len; i++)
    {
      VasDossierFlag *flag = g_ptr_array_index (flags, i);

      json_builder_begin_object (builder);
      vas_cli_add_int (builder, "at", flag->at);
      vas_cli_add_entities (builder, "orders", flag->orders);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (VasAccountDossier *dossier)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  vas_cli_add_entity (builder, "account", dossier->account);
  vas_cli_add_entities (builder, "orders", dossier->orders);
  vas_cli_add_entities (builder, "requests", dossier->requests);
  add_flags (builder, dossier->flags);
  vas_cli_add_entities (builder, "measures", dossier->measures);
  vas_cli_add_entities (builder, "acceptances", dossier->acceptances);
  vas_cli_add_entities (builder, "notes", dossier->notes);
  vas_cli_add_bool (builder, "in_doubt", dossier->in_doubt);
  vas_cli_add_events (builder, dossier->events, dossier->names);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_records (VasAccountDossier *dossier)
{
  vas_cli_print (_("Orders:\n"));
  for (guint i = 0; i < dossier->orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (dossier->orders, i);
      g_autofree char *price = vas_money_format (order->price);

      vas_cli_print ("  %s  %s  %s · %s  %s\n", order->number, vas_label (&vas_order_state_enum, order->state), order->service_name,
                     order->plan_name, price);
    }
  vas_cli_print (_("Requests:\n"));
  for (guint i = 0; i < dossier->requests->len; i++)
    {
      VasRequest *request = g_ptr_array_index (dossier->requests, i);
      g_autofree char *amount = vas_money_format (request->amount);

      vas_cli_print ("  %s  %s  %s\n", request->number, vas_label (&vas_request_state_enum, request->state), amount);
    }
}

static void
print_measures (VasAccountDossier *dossier)
{
  for (guint i = 0; i < dossier->flags->len; i++)
    {
      VasDossierFlag *flag = g_ptr_array_index (dossier->flags, i);
      g_autofree char *at = vas_instant_format_local (flag->at);

      vas_cli_print (_("Marked %s, by so many orders without payment: %u\n"), at, flag->orders->len);
    }
  for (guint i = 0; i < dossier->measures->len; i++)
    {
      VasMeasure *measure = g_ptr_array_index (dossier->measures, i);
      g_autofree char *at = vas_instant_format_local (measure->proposed_at);

      vas_cli_print (_("Measure %s: %s, %s, proposed %s: %s (%s)\n"), vas_entity_get_key (VAS_ENTITY (measure)),
                     vas_label (&vas_measure_kind_enum, measure->kind), vas_label (&vas_measure_state_enum, measure->state), at,
                     measure->reason, vas_cli_name_of (dossier->names, measure->proposed_by));
    }
}

static void
print_text (VasAccountDossier *dossier)
{
  VasAccount *account = dossier->account;

  vas_cli_print ("%s  %s  %s  %s  %s\n", account->account_id, vas_label (&vas_account_state_enum, account->state),
                 account->name_masked != NULL ? vas_words_or_erased (account->name_masked) : "–", account->mobile_masked != NULL ? account->mobile_masked : "–",
                 account->email_masked != NULL ? account->email_masked : "–");
  print_records (dossier);
  print_measures (dossier);
  vas_cli_print_notes (dossier->notes);
  vas_cli_print_events (dossier->events, dossier->names);
}

/** vas_cli_account: vasctl account ID: 1 where there is no such account. */
VasCliStatus
vas_cli_account (VasCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autoptr (VasAccountDossier) dossier = NULL;
  g_autofree char *account_id = NULL;
  g_autoptr (GError) error = NULL;
  Question question;

  if (!vas_cli_parse (cli, NULL, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;
  account_id = g_strstrip (g_strdup (argv[1]));
  question = (Question) { account_id, vas_cli_get_now (cli) };
  dossier = vas_store_read (cli->store, read_account, &question, NULL, &error);
  if (dossier == NULL)
    return vas_cli_fail (error);

  if (cli->json)
    print_json (dossier);
  else
    print_text (dossier);

  return VAS_CLI_OK;
}
