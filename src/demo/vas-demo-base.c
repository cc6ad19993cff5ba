/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ground of the demo business: staff, catalog, calendar, paper, accounts and their orders. All of it invented. */

#include "vas-demo-private.h"

#include "vas-account.h"
#include "vas-calendar-day.h"
#include "vas-csv.h"
#include "vas-ledger.h"
#include "vas-mask.h"
#include "vas-order.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-seed-resources.h"
#include "vas-service.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-uuid.h"

#define N_ACCOUNTS 140
#define N_ORDERS 760
#define TAX_CODE "3040201990000000000"
#define POINT "一号工位"

static void
row_free (VasDemoRow *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (row->cells); i++)
    g_free (row->cells[i]);
  g_free (row);
}

/** vas_demo_read_file: (transfer full) (nullable) (element-type VasDemoRow): the rows of a seed file, without its header. */
GPtrArray *
vas_demo_read_file (VasDemo    *demo,
                    const char *name)
{
  g_autofree char *path = g_strconcat ("/org/vasdesk/seed/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, demo->error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_autoptr (VasCsvReader) reader = NULL;
  const VasCsvRow *cells;
  int places[1];

  if (bytes == NULL)
    return NULL;
  reader = vas_csv_reader_new (bytes);
  if (!vas_csv_reader_read_header (reader, NULL, 0, places, demo->error))
    return NULL;

  while (vas_csv_reader_next (reader, &cells, demo->error))
    {
      VasDemoRow *row;

      if (cells == NULL)
        return g_steal_pointer (&rows);
      row = g_new0 (VasDemoRow, 1);
      for (guint i = 0; i < MIN (cells->n_fields, G_N_ELEMENTS (row->cells)); i++)
        row->cells[i] = g_strndup (cells->fields[i], cells->lengths[i]);
      g_ptr_array_add (rows, row);
    }

  return NULL;
}

/** vas_demo_command: (transfer full): a command made at the demo's present moment; its id derives from a running number. */
VasCommand *
vas_demo_command (VasDemo    *demo,
                  const char *type,
                  const char *actor)
{
  g_autofree char *name = g_strdup_printf ("%s/%u", type, g_rand_int (demo->rand));
  g_autofree char *id = vas_uuid_derive ("demo", name, demo->moment);

  return vas_command_new_with_id (id, type, actor, demo->moment);
}

/** vas_demo_run: runs a command that must be applied; @command is freed. */
gboolean
vas_demo_run (VasDemo    *demo,
              VasCommand *command)
{
  g_autoptr (VasCommand) owned = command;
  g_autoptr (VasReceipt) receipt = NULL;

  if (g_cancellable_set_error_if_cancelled (demo->cancellable, demo->error))
    return FALSE;
  receipt = vas_ledger_save (demo->sql, owned, 0, demo->moment, demo->error);
  if (receipt == NULL)
    return FALSE;
  if (receipt->applied)
    return TRUE;

  for (guint i = 0; i < vas_verdict_get_n (receipt->verdict); i++)
    {
      VasFinding *finding = vas_verdict_get (receipt->verdict, i);

      if (finding->outcome == VAS_OUTCOME_PASS)
        continue;
      g_set_error (demo->error, VAS_COMMAND_ERROR, VAS_COMMAND_ERROR_ARGUMENT, "The demo's %s was refused: %s %s.",
                   vas_command_get_type_name (owned), finding->rule, finding->code);
      return FALSE;
    }

  return FALSE;
}

/** vas_demo_pick: one of 0 … @n − 1. */
int
vas_demo_pick (VasDemo *demo,
               guint    n)
{
  return g_rand_int_range (demo->rand, 0, (gint32) n);
}

/** vas_demo_import: brings in records as a file would; they are not taken. */
gboolean
vas_demo_import (VasDemo    *demo,
                 const char *type,
                 const char *actor,
                 GPtrArray  *rows)
{
  VasCommand *command = vas_demo_command (demo, type, actor);
  const char *name = strchr (type, '.') + 1;
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  vas_command_set_text (command, "file", name);
  vas_command_set_text (command, "sha256", digest);
  vas_command_set_int (command, "batch", 1);
  vas_command_set_payload (command, digest, rows);

  return vas_demo_run (demo, command);
}

/** vas_demo_new_key: (transfer full): a key that derives from what the record is. */
char *
vas_demo_new_key (VasDemo    *demo,
                  const char *kind,
                  const char *name,
                  gint64      at)
{
  g_autofree char *text = g_strconcat (kind, "/", name, NULL);

  return vas_uuid_derive ("demo", text, at);
}

/* (transfer full) (nullable): the key of somebody new, added by @actor. */
static char *
add_person (VasDemo    *demo,
            VasDemoRow *row,
            const char *actor)
{
  VasCommand *command = vas_demo_command (demo, "staff.add", actor);
  char *key = NULL;

  vas_command_set_text (command, "login", row->cells[0]);
  vas_command_set_text (command, "name", row->cells[1]);
  vas_command_set_text (command, "roles", row->cells[2]);
  if (vas_demo_run (demo, command))
    vas_table_find_key (demo->sql, VAS_TYPE_STAFF, "login", row->cells[0], &key, demo->error);

  return key;
}

/* The file has the administrator first, whom the system adds; he adds the others. */
static gboolean
make_staff (VasDemo *demo)
{
  char **places[] = { &demo->administrator, &demo->agents[0], &demo->agents[1], &demo->clerks[0], &demo->clerks[1], &demo->supervisor };
  g_autoptr (GPtrArray) rows = vas_demo_read_file (demo, "staff.csv");

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (rows->len, G_N_ELEMENTS (places)); i++)
    {
      *places[i] = add_person (demo, g_ptr_array_index (rows, i), i == 0 ? "system" : demo->administrator);
      if (*places[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_calendar (VasDemo *demo)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/vasdesk/seed/calendar.csv", G_RESOURCE_LOOKUP_FLAGS_NONE, demo->error);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_object_unref);

  if (bytes == NULL)
    return FALSE;
  demo->calendar = vas_calendar_parse_csv (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), demo->error);
  if (demo->calendar == NULL)
    return FALSE;

  for (gsize i = 0; i < vas_calendar_get_n_days (demo->calendar); i++)
    {
      const VasCalendarException *day = vas_calendar_get_day (demo->calendar, i);
      g_autofree char *name = vas_date_format (day->date);
      g_autofree char *key = vas_demo_new_key (demo, "day", name, demo->moment);

      g_ptr_array_add (days, g_object_new (VAS_TYPE_CALENDAR_DAY, "key", key, "ver", (gint64) 1, "date", (gint64) day->date,
                                           "kind", (gint64) day->kind, "name", day->name, "source-doc", day->source, NULL));
    }

  return vas_demo_import (demo, "import.calendar", "system", days);
}

/**
 * vas_demo_give_calendar:
 * @now: instant
 *
 * The one thing of the demo business that is not invented: the days off and make-up days of the State Council's notices, for a business that
 * begins. Inside the caller's transaction.
 */
gboolean
vas_demo_give_calendar (VasSql  *sql,
                        gint64   now,
                        GError **error)
{
  g_autoptr (GRand) rand = g_rand_new ();
  VasDemo demo = { .sql = sql, .rand = rand, .now = now, .moment = now, .error = error };
  gboolean given;

  g_resources_register (vas_seed_get_resource ());
  given = make_calendar (&demo);
  g_clear_pointer (&demo.calendar, vas_calendar_unref);

  return given;
}

static gint64
number_or_none (const char *text)
{
  return text == NULL || *text == '\0' ? VAS_NONE : g_ascii_strtoll (text, NULL, 10);
}

static void
add_plan (VasDemo    *demo,
          VasDemoRow *row,
          const char *service_key,
          GPtrArray  *records)
{
  g_autofree char *plan_key = vas_demo_new_key (demo, "plan", row->cells[3], demo->moment);
  g_autofree char *price_key = vas_demo_new_key (demo, "price", row->cells[3], demo->moment);
  g_autofree char *item = g_strdup_printf ("*信息技术服务*%s", row->cells[1]);
  VasMoney amount = 0;

  vas_money_parse (row->cells[8], &amount, NULL);
  g_ptr_array_add (records, g_object_new (VAS_TYPE_PLAN, "key", plan_key, "ver", (gint64) 1, "code", row->cells[3],
                                          "service-key", service_key, "name", row->cells[4], "name-en", row->cells[5],
                                          "days", number_or_none (row->cells[6]), "uses", number_or_none (row->cells[7]),
                                          "item-name", item, "tax-code", TAX_CODE, "tax-rate", (gint64) 600,
                                          "position", (gint64) demo->plan_keys->len, NULL));
  g_ptr_array_add (records, g_object_new (VAS_TYPE_PRICE, "key", price_key, "ver", (gint64) 1, "plan-key", plan_key,
                                          "amount", amount, "starts-at", demo->now - 800 * VAS_INSTANT_DAY, NULL));
  g_ptr_array_add (demo->plan_keys, g_steal_pointer (&plan_key));
}

static gboolean
make_catalog (VasDemo *demo)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *last = NULL;
  g_autofree char *service_key = NULL;

  demo->plans = vas_demo_read_file (demo, "catalog.csv");
  if (demo->plans == NULL)
    return FALSE;

  for (guint i = 0; i < demo->plans->len; i++)
    {
      VasDemoRow *row = g_ptr_array_index (demo->plans, i);

      if (g_strcmp0 (last, row->cells[0]) != 0)
        {
          last = row->cells[0];
          g_free (service_key);
          service_key = vas_demo_new_key (demo, "service", last, demo->moment);
          g_ptr_array_add (records, g_object_new (VAS_TYPE_SERVICE, "key", service_key, "ver", (gint64) 1, "code", last,
                                                  "name", row->cells[1], "name-en", row->cells[2], "position", (gint64) i, NULL));
        }
      add_plan (demo, row, service_key, records);
    }

  return vas_demo_import (demo, "import.catalog", "system", records);
}

static gboolean
make_stock (VasDemo *demo)
{
  VasCommand *command = vas_demo_command (demo, "stock.receive", demo->clerks[0]);

  vas_command_set_text (command, "point", POINT);
  vas_command_set_text (command, "kind", "04");
  vas_command_set_text (command, "code", "031002600104");
  vas_command_set_text (command, "first", "04158801");
  vas_command_set_text (command, "last", "04159300");
  vas_command_set_text (command, "handed_by", demo->supervisor);

  return vas_demo_run (demo, command);
}

/** vas_demo_make_base: staff, calendar, catalog, paper. */
gboolean
vas_demo_make_base (VasDemo *demo)
{
  demo->people = vas_demo_read_file (demo, "people.csv");
  demo->titles = vas_demo_read_file (demo, "titles.csv");
  demo->addresses = vas_demo_read_file (demo, "addresses.csv");

  return demo->people != NULL && demo->titles != NULL && demo->addresses != NULL && make_staff (demo) &&
         make_calendar (demo) && make_catalog (demo) && make_stock (demo) && vas_demo_make_terms (demo);
}

static VasAccount *
make_account (VasDemo *demo,
              guint    number)
{
  VasDemoRow *surname = g_ptr_array_index (demo->people, (guint) vas_demo_pick (demo, demo->people->len));
  VasDemoRow *given = g_ptr_array_index (demo->people, (guint) vas_demo_pick (demo, demo->people->len));
  g_autofree char *id = g_strdup_printf ("8%07u", 100217 + number * 7919 % 9000000);
  g_autofree char *name = g_strconcat (surname->cells[0], given->cells[1], NULL);
  g_autofree char *masked = vas_mask_name (name);
  g_autofree char *mobile = g_strdup_printf ("13%09u", 800138000u + number * 104729u % 99000000u);
  g_autofree char *mobile_masked = vas_mask_mobile (mobile);
  g_autofree char *email = g_strdup_printf ("user%u@example.com", number);
  g_autofree char *email_masked = vas_mask_email (email);
  g_autofree char *key = vas_demo_new_key (demo, "account", id, demo->moment);

  return g_object_new (VAS_TYPE_ACCOUNT, "key", key, "ver", (gint64) 1, "account-id", id, "name", name, "name-masked", masked,
                       "mobile", mobile, "mobile-masked", mobile_masked, "mobile-last4", mobile + 7, "email", email,
                       "email-masked", email_masked, "opened-at", demo->now - (900 + number) * VAS_INSTANT_DAY, NULL);
}

/* An order some days ago; most are paid a few minutes later. */
static VasOrder *
make_order (VasDemo    *demo,
            VasAccount *account,
            guint       number,
            int         days_ago)
{
  const guint plan = (guint) vas_demo_pick (demo, demo->plans->len);
  VasDemoRow *row = g_ptr_array_index (demo->plans, plan);
  g_autofree char *item = g_strdup_printf ("*信息技术服务*%s", row->cells[1]);
  const gint64 made = demo->now - days_ago * VAS_INSTANT_DAY - vas_demo_pick (demo, 36000) * VAS_INSTANT_SECOND;
  const gboolean paid = vas_demo_pick (demo, 12) != 0;
  const gint64 paid_at = made + (1 + vas_demo_pick (demo, 20)) * VAS_INSTANT_MINUTE;
  const gint64 days = number_or_none (row->cells[6]);
  const VasDate valid = vas_instant_to_date (paid_at) + (VasDate) days;
  g_autofree char *digits = NULL;
  g_autofree char *key = NULL;
  int year, month, day;
  VasMoney price = 0;
  VasOrder *order;

  vas_money_parse (row->cells[8], &price, NULL);
  vas_date_to_ymd (vas_instant_to_date (made), &year, &month, &day);
  digits = g_strdup_printf ("%04d%02d%02d%02d%06u", year, month, day, 10 + number % 10, 4415 + number * 7907 % 990000);
  key = vas_demo_new_key (demo, "order", digits, made);
  order = g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", digits, "account-key",
                        vas_entity_get_key (VAS_ENTITY (account)), "plan-key", g_ptr_array_index (demo->plan_keys, plan),
                        "service-name", row->cells[1], "plan-name", row->cells[4], "item-name", item, "tax-code", TAX_CODE,
                        "tax-rate", (gint64) 600, "price", price, "terms-label", vas_demo_get_terms (demo, made), "made-at", made, NULL);
  if (paid)
    g_object_set (order, "paid", price, "paid-at", paid_at, "channel", (gint64) vas_demo_pick (demo, 2), "state",
                  (gint64) (valid < vas_instant_to_date (demo->now) ? VAS_ORDER_STATE_EXPIRED : VAS_ORDER_STATE_PAID),
                  "valid-until", (gint64) valid, NULL);
  else if (days_ago > 30)
    g_object_set (order, "state", (gint64) VAS_ORDER_STATE_CLOSED, "closed-at", made + 31 * VAS_INSTANT_DAY, NULL);

  return order;
}

/** vas_demo_make_people: accounts and a year and a half of orders; orders of the last ten months serve the requests. */
gboolean
vas_demo_make_people (VasDemo *demo)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ACCOUNTS; i++)
    g_ptr_array_add (demo->accounts, make_account (demo, i));
  for (guint i = 0; i < N_ORDERS; i++)
    {
      const int days_ago = 1 + vas_demo_pick (demo, i % 5 == 0 ? 540 : 300);
      VasOrder *order = make_order (demo, g_ptr_array_index (demo->accounts, i % N_ACCOUNTS), i, days_ago);

      g_ptr_array_add (orders, order);
      if (order->paid > 0 && days_ago < 300)
        g_ptr_array_add (demo->orders, g_object_ref (order));
    }

  return vas_demo_import (demo, "import.accounts", "system", demo->accounts) && vas_demo_import (demo, "import.orders", "system", orders);
}
