/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasctl personal: the requests about personal data, by their terms (R29). The copy of one stands in vas-cli-copy.c. */

#include "vas-cli.h"

#include "vas-account.h"
#include "vas-codec.h"
#include "vas-erased-words.h"
#include "vas-journal.h"
#include "vas-labels.h"
#include "vas-personal-store.h"
#include "vas-table.h"

#include <glib/gi18n.h>

typedef struct {
  const char *number;                 /* nullable: the list */
  gboolean    all;

  GPtrArray  *requests;               /* VasPersonalRequest */
  GPtrArray  *accounts;               /* VasAccount, one for each */
  GPtrArray  *owners;                 /* VasStaff, likewise */
  GPtrArray  *log;                    /* of the one */
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->requests, g_ptr_array_unref);
  g_clear_pointer (&page->accounts, g_ptr_array_unref);
  g_clear_pointer (&page->owners, g_ptr_array_unref);
  g_clear_pointer (&page->log, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
read_people (VasSql  *sql,
             Page    *page,
             GError **error)
{
  for (guint i = 0; i < page->requests->len; i++)
    {
      VasPersonalRequest *request = g_ptr_array_index (page->requests, i);
      VasEntity *account = vas_table_get (sql, VAS_TYPE_ACCOUNT, request->account_key, error);
      VasEntity *owner = account != NULL ? vas_table_get (sql, VAS_TYPE_STAFF, request->owner_key, error) : NULL;

      if (account != NULL)
        g_ptr_array_add (page->accounts, account);
      if (owner == NULL)
        return FALSE;
      g_ptr_array_add (page->owners, owner);
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

  page->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  page->owners = g_ptr_array_new_with_free_func (g_object_unref);
  page->requests = page->number != NULL
    ? vas_table_list (sql, VAS_TYPE_PERSONAL_REQUEST, "number", page->number, NULL, error) : vas_personal_list (sql, !page->all, error);
  if (page->requests == NULL || !read_people (sql, page, error))
    return NULL;
  if (page->number == NULL || page->requests->len == 0)
    return page->requests;

  page->log = vas_journal_list_subject (sql, vas_entity_get_key (g_ptr_array_index (page->requests, 0)), error);
  return page->log;
}

static void
add_request (JsonBuilder *builder,
             Page        *page,
             guint        place)
{
  VasAccount *account = g_ptr_array_index (page->accounts, place);
  VasStaff *owner = g_ptr_array_index (page->owners, place);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "request");
  json_builder_add_value (builder, vas_codec_encode (g_ptr_array_index (page->requests, place), VAS_CODEC_WHOLE));
  vas_cli_add_text (builder, "account_id", account->account_id);
  vas_cli_add_text (builder, "name", account->name_masked);
  vas_cli_add_text (builder, "owner", owner->login);
}

static void
print_json (VasCli *cli,
            Page   *page)
{
  const VasDate today = vas_instant_to_date (vas_cli_get_now (cli));
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < page->requests->len; i++)
    {
      VasPersonalRequest *request = g_ptr_array_index (page->requests, i);

      add_request (builder, page, i);
      vas_cli_add_bool (builder, "overdue", request->state == VAS_PERSONAL_STATE_OPEN && request->due < today);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

static void
print_one (VasCli *cli,
           Page   *page,
           guint   place)
{
  const VasDate today = vas_instant_to_date (vas_cli_get_now (cli));
  VasPersonalRequest *request = g_ptr_array_index (page->requests, place);
  VasAccount *account = g_ptr_array_index (page->accounts, place);
  VasStaff *owner = g_ptr_array_index (page->owners, place);
  g_autofree char *due = vas_date_format (request->due);

  vas_cli_print (_("%s  %s  %s  account %s %s, owner %s, due %s%s\n"), request->number != NULL ? request->number : "–",
                 vas_label (&vas_personal_kind_enum, request->kind), vas_label (&vas_personal_state_enum, request->state),
                 account->account_id, vas_words_or_erased (account->name_masked), owner->name, due,
                 request->state == VAS_PERSONAL_STATE_OPEN && request->due < today ? _(" (overdue)") : "");
}

static void
print_details (Page *page)
{
  VasPersonalRequest *request = g_ptr_array_index (page->requests, 0);

  vas_cli_print (_("Came: %s. Identity: %s\n"), vas_label (&vas_personal_source_enum, request->source), request->identity);
  vas_cli_print (_("Asked: %s\n"), request->text);
  if (request->answer != NULL)
    vas_cli_print (_("Answer: %s\n"), request->answer);
  for (guint i = 0; i < page->log->len; i++)
    {
      VasLogRow *row = g_ptr_array_index (page->log, i);
      g_autofree char *at = vas_instant_format_local (row->made_at);

      vas_cli_print ("  %s  %s%s\n", at, row->type, g_str_equal (row->result, "applied") ? "" : _(" (refused)"));
    }
}

/** vas_cli_personal: vasctl personal list | show NUMBER | copy NUMBER FILE. */
VasCliStatus
vas_cli_personal (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_auto (Page) page = { NULL };
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &page.all, N_("Those that have an answer, too"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("Why, for the trail"), N_("TEXT") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, entries, 1, 3, &argc, &argv))
    return VAS_CLI_USAGE;
  if (argc == 4 && g_str_equal (argv[1], "copy"))
    return vas_cli_copy (cli, argv[2], argv[3], reason);
  if (!(argc == 2 && g_str_equal (argv[1], "list")) && !(argc == 3 && g_str_equal (argv[1], "show")))
    return vas_cli_misuse (_("Say “list”, “show” and a number such as GR2511-0001, or “copy”, a number and a file."));
  page.number = argc == 3 ? argv[2] : NULL;
  if (!vas_cli_open_as (cli, VAS_STORE_READ_ONLY, FALSE))
    return VAS_CLI_NO;
  vas_store_read (cli->store, read_page, &page, NULL, &error);
  if (error != NULL)
    return vas_cli_fail (error);
  if (page.number != NULL && page.requests->len == 0)
    {
      vas_cli_complain (_("There is no request %s."), page.number);
      return VAS_CLI_NO;
    }

  if (cli->json)
    print_json (cli, &page);
  for (guint i = 0; !cli->json && i < page.requests->len; i++)
    print_one (cli, &page, i);
  if (!cli->json && page.number != NULL)
    print_details (&page);

  return VAS_CLI_OK;
}
