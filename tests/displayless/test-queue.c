/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue as it is asked: its orders, what its search finds and what not, and that counts and lists agree. */

#include "vas-issued.h"
#include "vas-queue-both.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

typedef struct {
  VasFixture *office;
  GPtrArray  *keys;
} Fixture;

static const struct {
  const char *order;
  gint64      fen;
} made[] = {
  { "2025060110000001", 19800 }, { "2025060110000002", 9800 }, { "2025060110000003", 39800 },
};

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->office = vas_fixture_new ();
  f->keys = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *order = vas_fixture_add_order (f->office, made[i].order, made[i].fen, "2025-06-01");

      f->office->now += VAS_INSTANT_MINUTE;
      g_ptr_array_add (f->keys, vas_fixture_enter (f->office, order, made[i].fen));
    }
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  vas_fixture_free (f->office);
  g_ptr_array_unref (f->keys);
}

/* The places of the requests, one character each, as the queue gives them. */
static char *
ask (Fixture       *f,
     VasQueueTab    tab,
     VasQueueOrder  order,
     const char    *search)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (tab, order, search, f->office->clerk, f->office->now);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vas_queue_list (f->office->sql, question, 0, &error);
  g_autoptr (VasQueueMemory) memory = vas_queue_memory_new ();
  GString *places = g_string_new (NULL);
  guint64 counts[VAS_QUEUE_N_TABS];

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      VasQueueRow *row = g_ptr_array_index (rows, i);
      guint place;

      g_assert_true (g_ptr_array_find_with_equal_func (f->keys, vas_entity_get_key (VAS_ENTITY (row->request)), g_str_equal, &place));
      g_string_append_printf (places, "%u", place);
    }
  g_assert_true (vas_queue_count (f->office->sql, question, counts, NULL));
  g_assert_cmpuint (counts[tab], ==, rows->len);
  f->office->sql->queue = memory;
  g_assert_cmpuint (vas_queue_both_agree (f->office->sql, question), ==, rows->len);
  f->office->sql->queue = NULL;

  return g_string_free (places, FALSE);
}

static void
assert_covered (Fixture       *f,
                VasQueueTab    tab,
                VasQueueOrder  order,
                const char    *search)
{
  g_autoptr (VasQueueQuestion) question = vas_queue_question_new (tab, order, search, f->office->clerk, f->office->now);
  g_autoptr (VasStatement) ids = vas_queue_prepare_ids (f->office->sql, question, 40, NULL);
  g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", ids->text, NULL);
  g_autoptr (VasStatement) plan = vas_sql_prepare (f->office->sql, text, NULL);
  guint n_ways = 0;
  gboolean row;

  while (vas_statement_step (plan, &row, NULL) && row)
    {
      const char *step = vas_statement_get_text (plan, 3);

      g_test_message ("%s: %s", vas_queue_tab_get_id (tab), step);
      if (!g_str_has_prefix (step, "SEARCH r ") && !g_str_has_prefix (step, "SCAN r "))
        continue;
      g_assert_nonnull (strstr (step, "COVERING INDEX request_queue"));
      n_ways++;
    }
  g_assert_cmpuint (n_ways, ==, 1);
}

static void
assert_found (Fixture    *f,
              const char *search,
              const char *places)
{
  g_autofree char *found = ask (f, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, search);

  g_assert_cmpstr (found, ==, places);
}

static void
test_orders (Fixture       *f,
             gconstpointer  data)
{
  static const struct {
    VasQueueOrder order;
    const char   *places;
  } orders[] = {
    { VAS_QUEUE_BY_DUE, "012" }, { VAS_QUEUE_BY_AMOUNT, "201" }, { VAS_QUEUE_BY_ARRIVAL, "012" }, { VAS_QUEUE_BY_NEWEST, "210" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *places = ask (f, VAS_QUEUE_REVIEW, orders[i].order, NULL);

      g_assert_cmpstr (places, ==, orders[i].places);
    }
}

static void
set_title (Fixture    *f,
           guint       place,
           const char *title)
{
  g_autoptr (VasRequest) request = vas_fixture_get_request (f->office, g_ptr_array_index (f->keys, place));

  g_object_set (request, "title", title, NULL);
  g_assert_true (vas_table_update (f->office->sql, VAS_ENTITY (request), NULL));
}

static void
move_to (Fixture         *f,
         guint            place,
         VasRequestState  state,
         VasDate          due)
{
  g_autoptr (VasRequest) request = vas_fixture_get_request (f->office, g_ptr_array_index (f->keys, place));

  request->state = state;
  request->due = due;
  g_assert_true (vas_table_update (f->office->sql, VAS_ENTITY (request), NULL));
}

/* The day itself is in, the day after is not, and what is being returned keeps a day that means nothing any more. */
static void
test_due_today (Fixture       *f,
                gconstpointer  data)
{
  const VasDate today = vas_instant_to_date (f->office->now);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  move_to (f, 0, VAS_REQUEST_STATE_REVIEW, today);
  move_to (f, 1, VAS_REQUEST_STATE_TO_TELL, today - 1);
  move_to (f, 2, VAS_REQUEST_STATE_REVIEW, today + 1);
  before = ask (f, VAS_QUEUE_DUE_TODAY, VAS_QUEUE_BY_DUE, NULL);
  g_assert_cmpstr (before, ==, "10");
  move_to (f, 1, VAS_REQUEST_STATE_RETURNING, today - 1);
  after = ask (f, VAS_QUEUE_DUE_TODAY, VAS_QUEUE_BY_DUE, NULL);
  g_assert_cmpstr (after, ==, "0");
}

/* By sound, as in a dictionary: chong (重) stands before shang (上) before zhao (赵), whatever their code points. */
static void
test_by_title (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *places = NULL;

  set_title (f, 0, "赵氏贸易");
  set_title (f, 1, "上海示例");
  set_title (f, 2, "北京示例");
  places = ask (f, VAS_QUEUE_ALL, VAS_QUEUE_BY_TITLE, NULL);
  g_assert_cmpstr (places, ==, "210");
}

static void
assert_by_title (Fixture    *f,
                 const char *search,
                 const char *expected)
{
  g_autofree char *places = ask (f, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_TITLE, search);

  g_assert_cmpstr (places, ==, expected);
}

/* Equal titles stand as they came; the same sounds by their characters (时 before 石, both shi); a letter by itself, whatever its case. */
static void
test_by_title_alike (Fixture       *f,
                     gconstpointer  data)
{
  set_title (f, 0, "石山公司");
  set_title (f, 1, "石山公司");
  set_title (f, 2, "时山公司");
  assert_by_title (f, NULL, "201");
  assert_by_title (f, "公司", "201");

  set_title (f, 0, "beta 公司");
  set_title (f, 1, "Alpha 公司");
  set_title (f, 2, "360 公司");
  assert_by_title (f, NULL, "210");
  assert_by_title (f, "a", "10");
}

/* A title that changes takes its new place. */
static void
test_by_title_changed (Fixture       *f,
                       gconstpointer  data)
{
  set_title (f, 0, "北京示例");
  set_title (f, 1, "广州示例");
  set_title (f, 2, "上海示例");
  assert_by_title (f, NULL, "012");
  set_title (f, 0, "武汉示例");
  set_title (f, 2, "安阳示例");
  assert_by_title (f, NULL, "210");
}

/* One request over several orders stands once, by amount with the sum of its shares. */
static void
test_shares (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *first = vas_fixture_add_order (f->office, "2025060110000011", 15000, "2025-06-01");
  g_autofree char *second = vas_fixture_add_order (f->office, "2025060110000012", 9000, "2025-06-01");
  const char *orders[] = { first, second };
  const gint64 amounts[] = { 15000, 9000 };
  char *key = vas_fixture_enter_shares (f->office, orders, amounts, 2);
  g_autofree char *places = NULL;

  g_ptr_array_add (f->keys, key);
  places = ask (f, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_AMOUNT, NULL);
  g_assert_cmpstr (places, ==, "2301");
  assert_found (f, "2025060110000012", "3");
}

/* Whatever the order, the tab and the search: the requests themselves are not read, an index has all of it. */
static void
test_by_index (Fixture       *f,
               gconstpointer  data)
{
  if (vas_sql_get_engine (f->office->sql) == VAS_SQL_POSTGRESQL)
    {
      g_test_skip ("a backend shows no queue");
      return;
    }

  for (guint i = 0; i < VAS_QUEUE_N_TABS * VAS_QUEUE_N_ORDERS * 2; i++)
    {
      const VasQueueTab tab = (VasQueueTab) (i / 2 % VAS_QUEUE_N_TABS);
      const VasQueueOrder order = (VasQueueOrder) (i / 2 / VAS_QUEUE_N_TABS);

      assert_covered (f, tab, order, i % 2 == 0 ? NULL : "公司");
    }
}

static void
test_finds (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (VasRequest) request = vas_fixture_get_request (f->office, g_ptr_array_index (f->keys, 1));
  g_autofree char *small = g_ascii_strdown (request->number, -1);

  set_title (f, 2, "Acme 贸易（深圳）有限公司");
  assert_found (f, request->number, "1");
  assert_found (f, small, "1");
  assert_found (f, made[2].order, "2");
  assert_found (f, "2025060110000", "012");
  assert_found (f, " 20250601 10000003 ", "2");
  assert_found (f, "acme", "2");
  assert_found (f, "贸易", "2");
  assert_found (f, "80000217", "012");
  assert_found (f, "单晓明", "012");
  assert_found (f, "danxiaoming", "012");
}

/* A sheet by its number, alone or behind its code, and an envelope by its waybill, with or without blanks. */
static void
test_finds_paper (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *sheet_key = NULL;
  char *request = vas_issued_ready (f->office, "2025060110000009", "48127001", &sheet_key);
  g_autofree char *parcel = vas_issued_shipped (f->office, "SF1234567890123", sheet_key);
  g_autoptr (VasFapiao) sheet = vas_issued_get_sheet (f->office, sheet_key);
  g_autofree char *whole = g_strdup_printf ("%s %s", sheet->code, sheet->number);

  g_ptr_array_add (f->keys, request);
  g_assert_nonnull (parcel);
  assert_found (f, "48127001", "3");
  assert_found (f, whole, "3");
  assert_found (f, "sf 1234 5678 90123", "3");
  assert_found (f, "SF1234", "3");
  assert_found (f, "SF9999", "");
}

/* A short beginning of an order number is a day's, not a case's; operators of searching are plain characters. */
static void
test_finds_not (Fixture       *f,
                gconstpointer  data)
{
  assert_found (f, "202506011", "");
  assert_found (f, "没有这个抬头", "");
  assert_found (f, "%", "");
  assert_found (f, "' OR 1=1 --", "");
  assert_found (f, "\x01", "");
}

/* What has ended is found, behind what waits, and waits in no tab. */
static void
test_ended (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (VasCommand) command = vas_fixture_command (f->office, "request.withdraw", f->office->agent, g_ptr_array_index (f->keys, 0));
  g_autofree char *open = NULL;
  g_autofree char *review = NULL;

  vas_fixture_apply (f->office, command);
  assert_found (f, "80000217", "120");
  open = ask (f, VAS_QUEUE_ALL, VAS_QUEUE_BY_DUE, NULL);
  g_assert_cmpstr (open, ==, "12");
  review = ask (f, VAS_QUEUE_REVIEW, VAS_QUEUE_BY_DUE, "80000217");
  g_assert_cmpstr (review, ==, "12");
}

static void
test_ids (void)
{
  for (guint i = 0; i < VAS_QUEUE_N_TABS; i++)
    {
      VasQueueTab tab;

      g_assert_true (vas_queue_tab_find (vas_queue_tab_get_id ((VasQueueTab) i), &tab));
      g_assert_cmpint (tab, ==, i);
    }
  for (guint i = 0; i < VAS_QUEUE_N_ORDERS; i++)
    {
      VasQueueOrder order;

      g_assert_true (vas_queue_order_find (vas_queue_order_get_id ((VasQueueOrder) i), &order));
      g_assert_cmpint (order, ==, i);
    }
}

#define ADD(path, func) g_test_add ("/queue/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("order/deadline-amount-arrival", test_orders);
  ADD ("order/title-by-its-sound", test_by_title);
  ADD ("order/equal-titles-stand-as-they-came-and-equal-sounds-by-their-characters", test_by_title_alike);
  ADD ("order/a-title-that-changes-takes-its-new-place", test_by_title_changed);
  ADD ("order/several-shares-stand-once-by-their-sum", test_shares);
  ADD ("order/no-request-is-read-to-put-them-in-order-or-to-search", test_by_index);
  ADD ("due-today/the-day-itself-and-nothing-that-is-being-returned", test_due_today);
  ADD ("search/finds-by-all-that-a-caller-has", test_finds);
  ADD ("search/finds-by-sheet-and-waybill", test_finds_paper);
  ADD ("search/finds-nothing-else", test_finds_not);
  ADD ("search/ended-ones-come-last-and-wait-nowhere", test_ended);
  g_test_add_func ("/queue/words-are-unique", test_ids);

  return g_test_run ();
}
