/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Whatever clerks do with paper, in whatever order: no number serves twice, no more is issued than approved, and every sheet
 * is accounted for (R15, R20). The sequence is random; a failure replays with the seed that GLib prints.
 */

#include "vas-fixture-paper.h"

#include "vas-close-store.h"
#include "vas-stock-store.h"
#include "vas-table.h"
#include "vas-time.h"

#define N_ORDERS 6
#define N_STEPS 160

typedef struct {
  VasFixture *office;
  char       *orders[N_ORDERS];
  GPtrArray  *requests;             /* keys */
  guint       next_range;
} World;

static VasFapiao *
pick_sheet (World         *world,
            VasFapiaoState state)
{
  g_autoptr (GPtrArray) sheets = NULL;

  sheets = vas_table_list (world->office->sql, VAS_TYPE_FAPIAO, "state", vas_enum_to_id (&vas_fapiao_state_enum, (int) state), NULL,
                           NULL);
  if (sheets->len == 0)
    return NULL;

  return g_object_ref (g_ptr_array_index (sheets, g_test_rand_int_range (0, (gint32) sheets->len)));
}

/* Runs a command that may well be refused. */
static void
try_command (World      *world,
             VasCommand *command)
{
  g_autoptr (VasReceipt) receipt = NULL;

  vas_command_acknowledge (command, "number-skipped");
  vas_command_acknowledge (command, "date-not-today");
  receipt = vas_fixture_save (world->office, command, 0);
  g_assert_nonnull (receipt);
}

static void
enter_one (World *world)
{
  const guint order = (guint) g_test_rand_int_range (0, N_ORDERS);
  g_autoptr (VasOrder) entity = vas_table_get (world->office->sql, VAS_TYPE_ORDER, world->orders[order], NULL);
  g_autofree char *query = g_strdup_printf ("SELECT coalesce (sum (amount), 0) FROM share WHERE live = 1 AND order_key = '%s'",
                                            world->orders[order]);
  const gint64 left = entity->paid - vas_fixture_count (world->office, query);

  if (left >= 100)
    g_ptr_array_add (world->requests, vas_fixture_enter_approved (world->office, world->orders[order],
                                                                  g_test_rand_int_range (100, (gint32) left + 1)));
}

static void
print_some (World *world)
{
  g_autoptr (VasCommand) print = NULL;
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (world->requests->len == 0)
    return;
  for (guint i = 0; i < 3; i++)
    {
      const char *key = g_ptr_array_index (world->requests, g_test_rand_int_range (0, (gint32) world->requests->len));
      g_autoptr (VasRequest) request = vas_fixture_get_request (world->office, key);

      if (request->state == VAS_REQUEST_STATE_TO_ISSUE && g_hash_table_add (seen, (gpointer) key))
        g_ptr_array_add (keys, (gpointer) key);
    }
  if (keys->len == 0)
    return;
  g_ptr_array_add (keys, NULL);
  print = vas_fixture_print (world->office, keys->pdata[0]);
  vas_command_set_texts (print, "requests", (const char * const *) keys->pdata);
  try_command (world, print);
}

/* Issues a bound sheet, now and then with the number of another. */
static void
issue_one (World *world)
{
  g_autoptr (VasFapiao) sheet = pick_sheet (world, VAS_FAPIAO_STATE_BOUND);
  g_autoptr (VasFapiao) other = pick_sheet (world, VAS_FAPIAO_STATE_BOUND);
  g_autoptr (VasCommand) issue = sheet != NULL ? vas_fixture_issue (world->office, sheet->number) : NULL;

  if (issue == NULL)
    return;
  if (g_test_rand_int_range (0, 4) == 0)
    vas_command_set_text (issue, "number", other->number);
  try_command (world, issue);
}

static void
unbind_one (World *world)
{
  g_autoptr (VasFapiao) sheet = pick_sheet (world, VAS_FAPIAO_STATE_BOUND);
  g_autoptr (VasCommand) unbind = NULL;

  if (sheet == NULL)
    return;
  unbind = vas_fixture_on_sheet (world->office, "print.unbind", world->office->clerk, sheet->number);
  vas_command_set_text (unbind, "reason", "卡纸");
  vas_command_set_bool (unbind, "spoiled", g_test_rand_bit ());
  try_command (world, unbind);
}

static void
void_one (World *world)
{
  g_autoptr (VasFapiao) sheet = pick_sheet (world, VAS_FAPIAO_STATE_ISSUED);
  g_autoptr (VasCommand) command = NULL;

  if (sheet == NULL)
    return;
  command = vas_fixture_on_sheet (world->office, "fapiao.void", world->office->supervisor, sheet->number);
  vas_command_set_text (command, "reason", "打错");
  if (g_test_rand_bit ())
    {
      vas_command_set_text (command, "red_code", "044001900199");
      vas_command_set_text (command, "red_number", sheet->number);
    }
  try_command (world, command);
}

static void
void_blank (World *world)
{
  g_autoptr (VasCommand) command = vas_fixture_command (world->office, "stock.void", world->office->clerk, NULL);
  g_autofree char *number = g_strdup_printf ("%08d", g_test_rand_int_range (100, 400));

  vas_command_set_text (command, "point", VAS_FIXTURE_POINT);
  vas_command_set_text (command, "code", VAS_FIXTURE_CODE);
  vas_command_set_text (command, "number", number);
  vas_command_set_text (command, "reason", "撕破");
  try_command (world, command);
}

static void
receive_more (World *world)
{
  g_autofree char *first = g_strdup_printf ("%08u", world->next_range);
  g_autofree char *last = g_strdup_printf ("%08u", world->next_range + 9);

  if (world->next_range >= 400)
    return;
  vas_fixture_receive (world->office, first, last);
  world->next_range += 15;
}

static void
withdraw_one (World *world)
{
  const char *key;
  g_autoptr (VasCommand) withdraw = NULL;

  if (world->requests->len == 0)
    return;
  key = g_ptr_array_index (world->requests, g_test_rand_int_range (0, (gint32) world->requests->len));
  withdraw = vas_fixture_command (world->office, "request.withdraw", world->office->agent, key);
  try_command (world, withdraw);
}

static void
take_step (World *world)
{
  void (* const steps[]) (World *) = {
    enter_one, enter_one, print_some, print_some, print_some, issue_one, issue_one, issue_one, issue_one, unbind_one, void_one,
    void_blank, receive_more, withdraw_one,
  };

  world->office->now += g_test_rand_int_range (1, 12) * VAS_INSTANT_HOUR;
  steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))] (world);
}

/* None of these may ever find a row. */
static void
check_nothing_twice (World *world)
{
  const char * const wrong[] = {
    "SELECT count (*) FROM (SELECT code, number FROM fapiao GROUP BY code, number HAVING count (*) > 1) u",
    "SELECT count (*) FROM request r WHERE r.amount < (SELECT coalesce (sum (f.amount), 0) FROM fapiao f "
    "WHERE f.request_key = r.key AND f.state IN ('bound', 'issued'))",
    "SELECT count (*) FROM share s WHERE s.amount < (SELECT coalesce (sum (l.gross), 0) FROM fapiao_line l "
    "JOIN fapiao f ON f.key = l.fapiao_key WHERE l.share_key = s.key AND f.state IN ('bound', 'issued'))",
    "SELECT count (*) FROM fapiao f WHERE f.amount IS NOT NULL AND f.amount <> (SELECT sum (l.gross) FROM fapiao_line l "
    "WHERE l.fapiao_key = f.key)",
    "SELECT count (*) FROM request r WHERE r.state = 'to_ship' AND r.amount <> (SELECT sum (f.amount) FROM fapiao f "
    "WHERE f.request_key = r.key AND f.state = 'issued')",
    "SELECT count (*) FROM fapiao WHERE state = 'blank' AND (request_key IS NOT NULL OR issued_at IS NOT NULL)",
    "SELECT count (*) FROM orders o WHERE o.paid < (SELECT coalesce (sum (s.amount), 0) FROM share s "
    "WHERE s.order_key = o.key AND s.live = 1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const gint64 n = vas_fixture_count (world->office, wrong[i]);

      if (n != 0)
        g_test_message ("%s", wrong[i]);
      g_assert_cmpint (n, ==, 0);
    }
}

/* What the ranges hold is what the sheets say, and a day's figures agree with the whole. */
static void
check_sums (World *world)
{
  g_autoptr (VasStockSummary) summary = vas_stock_summary (world->office->sql, VAS_FIXTURE_POINT, NULL);
  g_autoptr (GPtrArray) next = vas_stock_next_numbers (world->office->sql, VAS_FIXTURE_POINT, "04", 1000, NULL);
  const VasDate today = vas_instant_to_date (world->office->now);
  VasStockDay day;

  g_assert_cmpint (summary->blank, ==, next->len);
  g_assert_true (vas_close_figures (world->office->sql, VAS_FIXTURE_POINT, vas_date_start (today), vas_date_end (today), &day, NULL));
  g_assert_cmpint (day.remaining, ==, summary->blank + summary->bound);
}

static void
test_random_work (void)
{
  World world = { .office = vas_fixture_new (), .requests = g_ptr_array_new_with_free_func (g_free), .next_range = 100 };

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *number = g_strdup_printf ("202506011000000%u", i);

      world.orders[i] = vas_fixture_add_order (world.office, number, 19800, "2025-11-01");
    }
  g_assert_true (vas_sql_exec (world.office->sql, "INSERT INTO setting (key, name, value) VALUES ('s', 'sheet.limit', '6000')", NULL));

  for (guint step = 0; step < N_STEPS; step++)
    {
      take_step (&world);
      check_nothing_twice (&world);
      check_sums (&world);
    }
  g_assert_cmpint (vas_fixture_count (world.office, "SELECT count (*) FROM fapiao WHERE state = 'issued'"), >, 0);

  for (guint i = 0; i < N_ORDERS; i++)
    g_free (world.orders[i]);
  g_ptr_array_unref (world.requests);
  vas_fixture_free (world.office);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/no-number-serves-twice-and-no-more-is-issued-than-approved-R15-R20", test_random_work);
  return g_test_run ();
}
