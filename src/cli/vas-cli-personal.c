/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl personal: the requests about personal data, by their terms (R29). vasctl export personal: the copy that a user asked for,
 * written aside, recorded, and only then named, like every export (R31).
 */

#include "vas-cli.h"

#include "vas-account.h"
#include "vas-codec.h"
#include "vas-journal.h"
#include "vas-labels.h"
#include "vas-personal-copy.h"
#include "vas-personal-store.h"
#include "vas-replica-head.h"
#include "vas-table.h"

#include <glib/gi18n.h>
#include <string.h>

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
                 account->account_id, account->name_masked, owner->name, due,
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

/** vas_cli_personal: vasctl personal list|show NUMBER. */
VasCliStatus
vas_cli_personal (VasCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_auto (Page) page = { NULL };
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &page.all, N_("Those that have an answer, too"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  if (!vas_cli_parse (cli, entries, 1, 2, &argc, &argv))
    return VAS_CLI_USAGE;
  if (!(argc == 2 && g_str_equal (argv[1], "list")) && !(argc == 3 && g_str_equal (argv[1], "show")))
    return vas_cli_misuse (_("Say “list”, or “show” and a number such as GR2511-0001."));
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

typedef struct {
  const char         *number;

  VasPersonalRequest *request;
  GPtrArray          *values;         /* VasPersonalValue */
} Copy;

static void
copy_clear (Copy *copy)
{
  g_clear_object (&copy->request);
  g_clear_pointer (&copy->values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* Only where the whole values are: a desk would give out a copy with holes. */
static gpointer
read_copy (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Copy *copy = data;
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return NULL;
  if (head->role == VAS_REPLICA_DESK)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
                           _("This replica follows a server, which alone holds the whole values: export there."));
      return NULL;
    }
  copy->request = vas_table_find (sql, VAS_TYPE_PERSONAL_REQUEST, "number", copy->number, error);
  if (copy->request == NULL)
    return NULL;

  copy->values = vas_personal_copy (sql, copy->request->account_key, error);
  return copy->values;
}

static VasCliStatus
write_copy (VasCli       *cli,
            Copy         *copy,
            VasAsideFile *aside)
{
  g_autoptr (GBytes) bytes = vas_personal_copy_to_csv (copy->values);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (VasCommand) command = vas_command_new ("personal.copy", cli->actor, vas_cli_get_now (cli));
  g_autoptr (GError) error = NULL;

  if (!vas_aside_file_write (aside, bytes, &error))
    return vas_cli_fail (error);
  vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (copy->request)));
  vas_command_set_int (command, "rows", copy->values->len);
  vas_command_set_text (command, "digest", digest);
  if (vas_cli_record (cli, command, aside) != VAS_CLI_OK)
    return VAS_CLI_NO;

  if (!cli->json)
    vas_cli_print (_("%lu values of %s were written.\n"), (gulong) copy->values->len, copy->number);
  return VAS_CLI_OK;
}

/** vas_cli_export_personal: vasctl export personal NUMBER FILE. */
VasCliStatus
vas_cli_export_personal (VasCli     *cli,
                         const char *number,
                         const char *path)
{
  g_auto (Copy) copy = { .number = number };
  g_autoptr (GError) error = NULL;
  g_autoptr (VasAsideFile) aside = NULL;

  if (cli->login == NULL)
    return vas_cli_misuse (_("Say who acts: --as LOGIN."));
  if (!vas_cli_open_as (cli, VAS_STORE_DEFAULT, TRUE))
    return VAS_CLI_NO;
  aside = vas_aside_file_new (path, vas_store_get_directory (cli->store), &error);
  if (aside == NULL || vas_store_read (cli->store, read_copy, &copy, NULL, &error) == NULL)
    return vas_cli_fail (error);

  return write_copy (cli, &copy, aside);
}
