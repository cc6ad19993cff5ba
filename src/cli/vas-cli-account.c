/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl find-account: the accounts that a clerk finds for a caller, by the same search: id, name in characters, pinyin or initials,
 * the last digits of the mobile, e-mail. Masked, as everywhere (R31).
 */

#include "vas-cli.h"

#include "vas-account.h"
#include "vas-erased-words.h"
#include "vas-search.h"

#include <glib/gi18n.h>

/* As many as the pane of the caller shows. */
#define DEFAULT_HITS 8

typedef struct {
  const char *text;
  guint       limit;
} Question;

static gpointer
search (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  const Question *question = data;

  return vas_search_accounts (sql, question->text, question->limit, error);
}

static void
add_account (JsonBuilder *builder,
             VasAccount  *account)
{
  json_builder_begin_object (builder);
  vas_cli_add_text (builder, "key", vas_entity_get_key (VAS_ENTITY (account)));
  vas_cli_add_text (builder, "account_id", account->account_id);
  vas_cli_add_text (builder, "name_masked", account->name_masked);
  vas_cli_add_text (builder, "mobile_masked", account->mobile_masked);
  vas_cli_add_text (builder, "email_masked", account->email_masked);
  json_builder_end_object (builder);
}

static void
print_account (VasAccount *account)
{
  vas_cli_print ("%s  %s  %s  %s\n", account->account_id, account->name_masked != NULL ? vas_words_or_erased (account->name_masked) : "–",
                 account->mobile_masked != NULL ? account->mobile_masked : "–",
                 account->email_masked != NULL ? account->email_masked : "–");
}

/** vas_cli_find_account: vasctl find-account TEXT [--limit N]: 1 where nothing is found. */
VasCliStatus
vas_cli_find_account (VasCli  *cli,
                      int      argc,
                      char   **argv)
{
  int limit = DEFAULT_HITS;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  Question question;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("The most rows to show"), N_("N") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 1, 1, &argc, &argv))
    return VAS_CLI_USAGE;
  if (limit < 1)
    return vas_cli_misuse (_("--limit must be at least 1."));
  if (!vas_cli_open (cli, VAS_STORE_READ_ONLY))
    return VAS_CLI_NO;
  text = g_strstrip (g_strdup (argv[1]));
  question = (Question) { text, (guint) limit };
  hits = vas_store_read (cli->store, search, &question, NULL, &error);
  if (hits == NULL)
    return vas_cli_fail (error);

  builder = json_builder_begin_array (json_builder_new ());
  for (guint i = 0; i < hits->len; i++)
    {
      if (cli->json)
        add_account (builder, g_ptr_array_index (hits, i));
      else
        print_account (g_ptr_array_index (hits, i));
    }
  json_builder_end_array (builder);
  if (cli->json)
    vas_cli_print_builder (builder);
  else if (hits->len == 0)
    vas_cli_print (_("No account is known by this.\n"));

  return hits->len > 0 ? VAS_CLI_OK : VAS_CLI_NO;
}
