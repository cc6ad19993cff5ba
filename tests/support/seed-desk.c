/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * seed-desk DIRECTORY CALENDAR [COUNT]: a small office for the tests of the views: people, orders, and requests that wait for
 * their review, one of each sort, then plain ones until there are COUNT. Requests are entered by commands with a given
 * moment, relative to today, so that deadlines and history are real. Everything in it is invented.
 */

#include "vas-account.h"
#include "vas-calendar.h"
#include "vas-engine.h"
#include "vas-mask.h"
#include "vas-order.h"
#include "vas-role.h"
#include "vas-staff.h"
#include "vas-table.h"
#include "vas-taxpayer-id.h"
#include "vas-time.h"
#include "vas-uuid.h"

#include <locale.h>
#include <stdlib.h>

typedef struct {
  const char *name;                 /* of the user */
  const char *title;
  const char *taxpayer_id;          /* its first 17 characters; NULL for a person */
  guint       n_orders;
  gint64      fen;                  /* of each order */
  int         age;                  /* working days since it was received */
  gboolean    wrong_id;             /* asks: the check character is wrong */
  gboolean    refunded;             /* fails: the first order was paid back since */
  gboolean    old;                  /* fails: paid more than a year before */
} Sort;

static const Sort sorts[] = {
  { "王小明", "上海示例信息技术有限公司", "91310115MA1EXAMP5", 3, 49800, 15, FALSE, FALSE, FALSE },
  { "单晓明", "示例科技（深圳）有限公司", "91440300MA5EXAMP1", 2, 19800, 14, FALSE, FALSE, FALSE },
  { "欧阳海", "个人", NULL, 1, 9800, 12, FALSE, FALSE, FALSE },
  { "李青", "某某职业技术学院", "12440000455859002", 1, 59800, 11, FALSE, FALSE, TRUE },
  { "曾伟", "杭州示例网络有限公司", "91330106MA2EXAMP7", 5, 43600, 6, TRUE, FALSE, FALSE },
  { "尉迟敏", "个人", NULL, 1, 2980, 3, FALSE, TRUE, FALSE },
  { "陈洁", "北京示例人力资源有限公司", "91110108MA0EXAMP3", 2, 15800, 1, FALSE, FALSE, FALSE },
  { "赵一", "广州示例文化传播有限公司", "91440101MA9EXAMP8", 1, 1280000, 2, FALSE, FALSE, FALSE },
};

typedef struct {
  VasStore    *store;
  VasEngine   *engine;
  VasCalendar *calendar;
  gint64       now;
  char        *agent;
  guint        n_orders;
} Seed;

static void
fail (const char *what,
      GError     *error)
{
  g_printerr ("seed-desk: %s: %s\n", what, error != NULL ? error->message : "refused");
  exit (1);
}

static gpointer
insert (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  GPtrArray *entities = data;

  for (guint i = 0; i < entities->len; i++)
    {
      VasEntity *entity = g_ptr_array_index (entities, i);
      const gboolean stored = vas_entity_get_id (entity) > 0 ? vas_table_update (sql, entity, error)
                                                             : vas_table_insert (sql, entity, error);

      if (!stored)
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static void
store (Seed      *seed,
       GPtrArray *entities)
{
  g_autoptr (GError) error = NULL;

  if (!vas_store_write (seed->store, insert, entities, NULL, &error))
    fail ("records", error);
}

static char *
add_staff (Seed       *seed,
           GPtrArray  *entities,
           const char *login,
           const char *name,
           guint       roles)
{
  char *key = vas_uuid_v7 (seed->now);

  g_ptr_array_add (entities, g_object_new (VAS_TYPE_STAFF, "key", key, "ver", (gint64) 1, "login", login, "name", name, "roles",
                                           (gint64) roles, "active", TRUE, NULL));

  return key;
}

static void
add_office (Seed       *seed,
            const char *path)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    fail (path, error);
  seed->calendar = vas_calendar_parse_csv (text, (gssize) length, &error);
  if (seed->calendar == NULL)
    fail (path, error);
  for (gsize i = 0; i < vas_calendar_get_n_days (seed->calendar); i++)
    {
      const VasCalendarException *day = vas_calendar_get_day (seed->calendar, i);
      g_autofree char *key = vas_uuid_derive ("calendar", day->source, vas_date_start (day->date));

      g_ptr_array_add (entities, g_object_new (VAS_TYPE_CALENDAR_DAY, "key", key, "ver", (gint64) 1, "date", (gint64) day->date,
                                               "kind", (gint64) day->kind, "name", day->name, "source_doc", day->source, NULL));
    }

  seed->agent = add_staff (seed, entities, "agent", "周客服", VAS_ROLE_ORDER_AGENT);
  g_free (add_staff (seed, entities, "clerk", "林开票", VAS_ROLE_INVOICE_CLERK));
  g_free (add_staff (seed, entities, "clerk2", "何开票", VAS_ROLE_INVOICE_CLERK));
  g_free (add_staff (seed, entities, "supervisor", "孙主管", VAS_ROLE_INVOICE_SUPERVISOR));
  store (seed, entities);
}

static char *
add_account (Seed       *seed,
             GPtrArray  *entities,
             const char *name,
             guint       number)
{
  char *key = vas_uuid_v7 (seed->now);
  g_autofree char *id = g_strdup_printf ("8%07u", number);
  g_autofree char *masked = vas_mask_name (name);
  g_autofree char *mobile = g_strdup_printf ("138****%04u", 8000 + number);

  g_ptr_array_add (entities, g_object_new (VAS_TYPE_ACCOUNT, "key", key, "ver", (gint64) 1, "account_id", id, "name", name,
                                           "name_masked", masked, "mobile_masked", mobile, "mobile_last4", mobile + 7, NULL));

  return key;
}

static VasOrder *
add_order (Seed       *seed,
           const char *account,
           gint64      fen,
           gint64      paid_at)
{
  g_autofree char *key = vas_uuid_v7 (seed->now);
  g_autofree char *number = g_strdup_printf ("202603021%07u", ++seed->n_orders * 37);

  return g_object_new (VAS_TYPE_ORDER, "key", key, "ver", (gint64) 1, "number", number, "account_key", account, "service_name",
                       "职业导航仪", "plan_name", "1 次", "item_name", "*信息技术服务*职业导航仪", "tax_code",
                       "3040201990000000000", "tax_rate", (gint64) 600, "price", fen, "made_at", paid_at, "state",
                       (gint64) VAS_ORDER_STATE_PAID, "paid", fen, "paid_at", paid_at, "channel",
                       (gint64) VAS_CHANNEL_WECHAT, NULL);
}

/* The instant so many working days ago, at ten past ten. */
static gint64
moment_ago (Seed *seed,
            int   days)
{
  VasDate date = vas_instant_to_date (seed->now);

  while (days > 0 || !vas_calendar_is_working_day (seed->calendar, date, NULL))
    days -= vas_calendar_is_working_day (seed->calendar, date--, NULL) ? 1 : 0;

  return vas_date_start (date) + 10 * VAS_INSTANT_HOUR + 10 * VAS_INSTANT_MINUTE;
}

static void
add_share (JsonArray *shares,
           VasOrder  *order)
{
  JsonObject *share = json_object_new ();

  json_object_set_string_member (share, "order", vas_entity_get_key (VAS_ENTITY (order)));
  json_object_set_int_member (share, "amount", order->paid);
  json_object_set_string_member (share, "stated_order", order->number + strlen (order->number) - 4);
  json_object_set_int_member (share, "stated_amount", order->paid);
  json_array_add_object_element (shares, share);
}

static void
set_title (VasCommand *command,
           const Sort *sort)
{
  g_autofree char *id = NULL;

  vas_command_set_text (command, "title_kind", sort->taxpayer_id != NULL ? "company" : "personal");
  vas_command_set_text (command, "title", sort->title);
  if (sort->taxpayer_id == NULL)
    return;
  id = g_strdup_printf ("%s%c", sort->taxpayer_id, vas_taxpayer_id_compute_check (sort->taxpayer_id));
  if (sort->wrong_id)
    id[17] = id[17] == 'A' ? 'B' : 'A';
  vas_command_set_text (command, "taxpayer_id", id);
}

static void
enter (Seed       *seed,
       const Sort *sort,
       const char *account,
       JsonArray  *shares,
       gint64      at)
{
  g_autoptr (VasCommand) command = vas_command_new ("request.enter", seed->agent, at);
  g_autoptr (VasReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;

  vas_command_set_text (command, "account", account);
  set_title (command, sort);
  vas_command_set_text (command, "recipient_name", sort->name);
  vas_command_set_text (command, "recipient_mobile", "13800138000");
  vas_command_set_text (command, "recipient_address", "广东省深圳市南山区示例路 1 号示例大厦 8 层");
  json_object_set_array_member (vas_command_get_args (command), "shares", json_array_ref (shares));
  vas_command_acknowledge (command, "taxpayer-id-wrong-check");
  vas_command_acknowledge (command, "taxpayer-id-personal");
  vas_engine_set_now (seed->engine, at);
  receipt = vas_engine_run (seed->engine, command, &error);
  if (receipt == NULL || !receipt->applied)
    fail (sort->title, error);
}

static void
add_request (Seed       *seed,
             const Sort *sort,
             guint       number)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *account = add_account (seed, entities, sort->name, number);
  const gint64 at = moment_ago (seed, sort->age);
  g_autoptr (JsonArray) shares = json_array_new ();
  g_autoptr (VasOrder) first = NULL;

  for (guint i = 0; i < sort->n_orders; i++)
    {
      VasOrder *order = add_order (seed, account, sort->fen, at - (20 + i) * VAS_INSTANT_DAY);

      if (first == NULL)
        first = g_object_ref (order);
      add_share (shares, order);
      g_ptr_array_add (entities, order);
    }
  store (seed, entities);
  enter (seed, sort, account, shares, at);

  if (sort->refunded)
    first->refunded = first->paid;
  if (sort->old)
    first->paid_at -= 420 * VAS_INSTANT_DAY;
  g_ptr_array_set_size (entities, 0);
  g_ptr_array_add (entities, g_object_ref (first));
  store (seed, entities);
}

int
main (int    argc,
      char **argv)
{
  Seed seed = { .now = vas_instant_now () };
  g_autoptr (GError) error = NULL;
  guint count;

  setlocale (LC_ALL, "");
  if (argc < 3)
    {
      g_printerr ("usage: seed-desk DIRECTORY CALENDAR [COUNT]\n");
      return 2;
    }
  count = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : G_N_ELEMENTS (sorts);
  seed.store = vas_store_open (argv[1], VAS_STORE_DEFAULT, &error);
  if (seed.store == NULL)
    fail (argv[1], error);
  seed.engine = vas_engine_new (seed.store);
  add_office (&seed, argv[2]);

  for (guint i = 0; i < count; i++)
    {
      Sort sort = i < G_N_ELEMENTS (sorts) ? sorts[i] : sorts[6];

      sort.age = i < G_N_ELEMENTS (sorts) ? sort.age : 0;
      add_request (&seed, &sort, i + 217);
    }

  g_object_unref (seed.engine);
  vas_store_close (seed.store);
  g_object_unref (seed.store);
  vas_calendar_unref (seed.calendar);
  g_free (seed.agent);

  return 0;
}
