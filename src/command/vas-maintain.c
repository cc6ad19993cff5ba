/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Work of the clock: what is due is listed on a reader and done by commands of the actor “system”.
 *
 * The id of such a command derives from its rule, its record and the instant its term ended, so that any number of programs
 * may try and one acts. Nothing due costs one look at a partial index. At most a thousand records a time: the rest is
 * due at the next. The asynchronous form is for the desktop's main thread, hourly.
 */

#include "vas-maintain.h"

#include "vas-calendar-store.h"
#include "vas-change-store.h"
#include "vas-erase-again.h"
#include "vas-due-store.h"
#include "vas-house.h"
#include "vas-journal.h"
#include "vas-order-rules.h"
#include "vas-period.h"
#include "vas-uuid.h"

#define MOST_EVIDENCE 100

/* Made at the end of its term, so that whoever tries again, whenever, sends the same. */
static VasCommand *
expire_order (VasOrder *order,
              gint64    deadline)
{
  const char *key = vas_entity_get_key (VAS_ENTITY (order));
  g_autofree char *id = vas_uuid_derive ("R7", key, deadline);
  VasCommand *command = vas_command_new_with_id (id, "order.expire", "system", deadline);

  vas_command_set_text (command, "order", key);

  return command;
}

static gboolean
add_expired (VasSql     *sql,
             gint64      now,
             GPtrArray  *commands,
             GError    **error)
{
  g_autoptr (VasCalendar) calendar = vas_calendar_load (sql, error);
  g_autoptr (GPtrArray) orders = NULL;

  if (calendar == NULL)
    return FALSE;
  orders = vas_due_unpaid_orders (sql, now - VAS_UNPAID_DAYS * VAS_INSTANT_DAY, VAS_MAINTAIN_AT_MOST, error);
  if (orders == NULL)
    return FALSE;

  for (guint i = 0; i < orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (orders, i);
      const gint64 deadline = vas_period_deadline (vas_order_get_payment_end (order, calendar));

      if (deadline <= now)
        g_ptr_array_add (commands, expire_order (order, deadline));
    }

  return TRUE;
}

/* Made at the end of the last day. */
static gboolean
add_ended (VasSql     *sql,
           gint64      now,
           GPtrArray  *commands,
           GError    **error)
{
  g_autoptr (GPtrArray) orders = vas_due_ended_orders (sql, vas_instant_to_date (now), VAS_MAINTAIN_AT_MOST, error);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      VasOrder *order = g_ptr_array_index (orders, i);
      const char *key = vas_entity_get_key (VAS_ENTITY (order));
      const gint64 end = vas_date_end (order->valid_until);
      g_autofree char *id = vas_uuid_derive ("R10", key, end);
      VasCommand *command = vas_command_new_with_id (id, "order.end", "system", end);

      vas_command_set_text (command, "order", key);
      g_ptr_array_add (commands, command);
    }

  return orders != NULL;
}

/* Made at the moment of the last order: who lifts the mark is not contradicted until there is another one. */
static VasCommand *
flag_account (const char *account_key,
              GPtrArray  *orders)
{
  VasOrder *last = g_ptr_array_index (orders, orders->len - 1);
  g_autofree char *id = vas_uuid_derive ("R9", account_key, last->made_at);
  VasCommand *command = vas_command_new_with_id (id, "account.flag", "system", last->made_at);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = orders->len > MOST_EVIDENCE ? orders->len - MOST_EVIDENCE : 0; i < orders->len; i++)
    g_strv_builder_add (keys, vas_entity_get_key (g_ptr_array_index (orders, i)));
  texts = g_strv_builder_end (keys);
  vas_command_set_text (command, "account", account_key);
  vas_command_set_texts (command, "orders", (const char * const *) texts);

  return command;
}

/* Once for each last order, since its command's id is of that moment: a second try is not made where the trail has it. */
static gboolean
add_flag (VasSql      *sql,
          const char  *account_key,
          gint64       since,
          GPtrArray   *commands,
          GError     **error)
{
  g_autoptr (GPtrArray) orders = vas_due_never_paid (sql, account_key, since, error);
  g_autoptr (VasCommand) command = NULL;
  g_autoptr (VasLogRow) known = NULL;

  if (orders == NULL)
    return FALSE;
  if (orders->len == 0)
    return TRUE;
  command = flag_account (account_key, orders);
  if (!vas_journal_find_logged (sql, vas_command_get_id (command), &known, error))
    return FALSE;
  if (known == NULL)
    g_ptr_array_add (commands, g_steal_pointer (&command));

  return TRUE;
}

static gboolean
add_abuse (VasSql     *sql,
           gint64      now,
           GPtrArray  *commands,
           GError    **error)
{
  g_autoptr (VasHouse) house = vas_house_load (sql, error);
  g_autoptr (GPtrArray) accounts = NULL;
  gint64 since;

  if (house == NULL)
    return FALSE;
  since = vas_date_start (vas_date_add_days (vas_instant_to_date (now),
                                             -(int) vas_house_get_int_or (house, "abuse.days", VAS_ABUSE_DAYS)));
  accounts = vas_due_abuse (sql, since, vas_house_get_int_or (house, "abuse.orders", VAS_ABUSE_ORDERS), VAS_MAINTAIN_AT_MOST, error);
  if (accounts == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      if (!add_flag (sql, g_ptr_array_index (accounts, i), since, commands, error))
        return FALSE;
    }

  return TRUE;
}

/* Made at its start, in the order of starts: who tries again sends the same. */
static gboolean
add_changes (VasSql     *sql,
             gint64      now,
             GPtrArray  *commands,
             GError    **error)
{
  g_autoptr (GPtrArray) changes = vas_change_list_due (sql, now, VAS_MAINTAIN_AT_MOST, error);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      VasChange *change = g_ptr_array_index (changes, i);
      const char *key = vas_entity_get_key (VAS_ENTITY (change));
      const gboolean approved = change->state == VAS_CHANGE_STATE_SCHEDULED;
      g_autofree char *id = vas_uuid_derive (approved ? "R4/start" : "R4/lapse", key, change->starts_at);
      VasCommand *command = vas_command_new_with_id (id, approved ? "change.start" : "change.lapse", "system", change->starts_at);

      vas_command_set_text (command, "change", key);
      g_ptr_array_add (commands, command);
    }

  return changes != NULL;
}

/* What is wrong with the file of erasures keeps nothing else from being done. */
static void
add_erasures (VasSql      *sql,
              const char  *directory,
              GPtrArray   *commands)
{
  g_autoptr (GError) error = NULL;

  if (!vas_erase_again_add (sql, directory, commands, &error))
    g_warning ("Who was erased cannot be looked up beside the records: %s", error->message);
}

typedef struct {
  gint64    now;
  VasStore *store;  /* alive as long as it reads */
} Look;

/* A VasStoreFunc: the commands that are due. */
static gpointer
list_due (VasSql        *sql,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Look *look = data;
  const gint64 now = look->now;
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);

  if (!add_expired (sql, now, commands, error) || !add_ended (sql, now, commands, error) || !add_abuse (sql, now, commands, error) ||
      !add_changes (sql, now, commands, error))
    return NULL;
  add_erasures (sql, vas_store_get_directory (look->store), commands);

  return g_steal_pointer (&commands);
}

static guint
count_applied (GPtrArray *receipts)
{
  guint n = 0;

  for (guint i = 0; i < receipts->len; i++)
    n += ((VasReceipt *) g_ptr_array_index (receipts, i))->applied ? 1 : 0;

  return n;
}

/**
 * vas_maintain:
 * @n_done: (out) (optional): how many records were worked on
 *
 * Does what is due by the engine's clock, of each kind #VAS_MAINTAIN_AT_MOST at once: unpaid orders are closed (R7), what was bought ends
 * with its last day (R10), accounts that order again and again without paying are marked (R9), changes of the catalog start or lapse (R4),
 * and who was erased and came back by a backup is erased again (R29). Blocks; for programs without a main loop.
 */
gboolean
vas_maintain (VasEngine  *engine,
              guint      *n_done,
              GError    **error)
{
  Look look = { vas_engine_get_now (engine), vas_engine_get_store (engine) };
  g_autoptr (GPtrArray) commands = vas_store_read (vas_engine_get_store (engine), list_due, &look, NULL, error);
  g_autoptr (GPtrArray) receipts = NULL;

  if (commands == NULL)
    return FALSE;
  if (n_done != NULL)
    *n_done = 0;
  if (commands->len == 0)
    return TRUE;

  receipts = vas_engine_run_many (engine, commands, error);
  if (receipts == NULL)
    return FALSE;
  if (n_done != NULL)
    *n_done = count_applied (receipts);

  return TRUE;
}

static void
run_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) receipts = vas_engine_run_many_finish (VAS_ENGINE (object), result, &error);

  if (receipts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, count_applied (receipts));
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  VasEngine *engine = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) commands = vas_store_finish (VAS_STORE (object), result, &error);

  if (commands == NULL)
    g_task_return_error (task, error);
  else if (commands->len == 0)
    g_task_return_int (task, 0);
  else
    vas_engine_run_many_async (engine, commands, cancellable, run_cb, g_steal_pointer (&task));
}

/** vas_maintain_async: vas_maintain() for a main loop. */
void
vas_maintain_async (VasEngine           *engine,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (engine, cancellable, callback, user_data);
  Look *look = g_new (Look, 1);

  *look = (Look) { vas_engine_get_now (engine), vas_engine_get_store (engine) };
  g_task_set_source_tag (task, vas_maintain_async);
  vas_store_read_async (vas_engine_get_store (engine), list_due, look, g_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                        listed_cb, g_steal_pointer (&task));
}

/** vas_maintain_finish: the end of vas_maintain_async(). */
gboolean
vas_maintain_finish (VasEngine     *engine,
                     GAsyncResult  *result,
                     guint         *n_done,
                     GError       **error)
{
  const gssize n = g_task_propagate_int (G_TASK (result), error);

  if (n < 0)
    return FALSE;
  if (n_done != NULL)
    *n_done = (guint) n;

  return TRUE;
}
