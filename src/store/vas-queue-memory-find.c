/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the queue in memory answers: the ids of a tab in an order, and the counts of all tabs, each with a search. The first forty are
 * picked out in one pass, without putting the others in order.
 *
 * What a search finds by other records (orders, fapiao, parcels, accounts) and which parcels came back the database says, by its
 * indexes; so it does of requests that ended, which only a search shows, behind the open ones. A reader's thread.
 *
 * Long because each order and tab of the queue stands here a second time, as a comparison, and is easier to hold against
 * vas-queue.c in one place.
 */

#include "vas-queue-memory-private.h"

#include "vas-queue-private.h"
#include "vas-sql-private.h"
#include "vas-time.h"

#include <string.h>

/* What is looked for. */
typedef struct {
  const VasQueueQuestion *question;
  const char             *claimed_by; /* (nullable): who looks, interned */
  gint64                  today;
  gboolean                searching;
  char                   *lower;      /* in titles */
  char                   *upper;      /* in numbers and taxpayer ids */
  GArray                 *ids;        /* found by other records */
  GHashTable             *hits;       /* the same */
} Search;

typedef int (*Compare) (const VasQueueItem *,
                        const VasQueueItem *);

static void
search_clear (Search *search)
{
  g_free (search->lower);
  g_free (search->upper);
  g_clear_pointer (&search->hits, g_hash_table_unref);
  g_clear_pointer (&search->ids, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_due (const VasQueueItem *a,
             const VasQueueItem *b)
{
  int order = compare_numbers (a->due, b->due);

  order = order != 0 ? order : compare_numbers (a->received_at, b->received_at);
  return order != 0 ? order : compare_numbers (a->id, b->id);
}

static int
compare_amounts (const VasQueueItem *a,
                 const VasQueueItem *b)
{
  int order = compare_numbers (b->amount, a->amount);

  order = order != 0 ? order : compare_numbers (a->due, b->due);
  return order != 0 ? order : compare_numbers (a->id, b->id);
}

static int
compare_arrival (const VasQueueItem *a,
                 const VasQueueItem *b)
{
  const int order = compare_numbers (a->received_at, b->received_at);

  return order != 0 ? order : compare_numbers (a->id, b->id);
}

static int
compare_newest (const VasQueueItem *a,
                const VasQueueItem *b)
{
  return compare_arrival (b, a);
}

static int
compare_titles (const VasQueueItem *a,
                const VasQueueItem *b)
{
  const int order = strcmp (a->sort_key, b->sort_key);

  return order != 0 ? order : compare_numbers (a->id, b->id);
}

static const Compare orders[VAS_QUEUE_N_ORDERS] = {
  [VAS_QUEUE_BY_DUE] = compare_due,
  [VAS_QUEUE_BY_AMOUNT] = compare_amounts,
  [VAS_QUEUE_BY_ARRIVAL] = compare_arrival,
  [VAS_QUEUE_BY_NEWEST] = compare_newest,
  [VAS_QUEUE_BY_TITLE] = compare_titles,
};

/* (transfer full) (nullable) (element-type gint64) */
static GArray *
read_ids (VasStatement *statement)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;

  while (statement != NULL && vas_statement_step (statement, &row, &error))
    {
      gint64 id;

      if (!row)
        return g_steal_pointer (&ids);
      id = vas_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }

  return NULL;
}

static gboolean
search_init (Search                 *search,
             VasSql                 *sql,
             const VasQueueQuestion *question)
{
  g_autoptr (VasStatement) statement = NULL;

  search->question = question;
  search->claimed_by = question->staff_key != NULL ? g_intern_string (question->staff_key) : NULL;
  search->today = vas_instant_to_date (question->now);
  search->searching = *question->search != '\0';
  if (!search->searching)
    return TRUE;

  vas_queue_search_get_words (question->search, &search->lower, &search->upper);
  statement = vas_queue_prepare_hits (sql, question, NULL);
  search->ids = read_ids (statement);
  if (search->ids == NULL)
    return FALSE;
  search->hits = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < search->ids->len; i++)
    g_hash_table_add (search->hits, &g_array_index (search->ids, gint64, i));

  return TRUE;
}

static gboolean
is_hit (const Search       *search,
        const VasQueueItem *item)
{
  return !search->searching ||
         (*search->lower != '\0' && strstr (item->title, search->lower) != NULL) ||
         (*search->upper != '\0' && strstr (item->codes, search->upper) != NULL) ||
         g_hash_table_contains (search->hits, &item->id);
}

/* The tab of what came back is the database's. */
static gboolean
is_in_tab (const Search       *search,
           const VasQueueItem *item,
           VasQueueTab         tab)
{
  switch (tab)
    {
    case VAS_QUEUE_MINE:
      return item->claimed_by != NULL && item->claimed_by == search->claimed_by && item->claimed_until > search->question->now;
    case VAS_QUEUE_REVIEW:
      return item->step == VAS_QUEUE_STEP_REVIEW;
    case VAS_QUEUE_SECOND:
      return item->step == VAS_QUEUE_STEP_SECOND;
    case VAS_QUEUE_DUE_TODAY:
      return item->step != VAS_QUEUE_STEP_RETURNING && item->due <= search->today;
    case VAS_QUEUE_TO_ISSUE:
      return item->step == VAS_QUEUE_STEP_TO_ISSUE;
    case VAS_QUEUE_TO_SHIP:
      return item->step == VAS_QUEUE_STEP_TO_SHIP || item->step == VAS_QUEUE_STEP_TO_PICKUP;
    case VAS_QUEUE_TO_TELL:
      return item->step == VAS_QUEUE_STEP_TO_TELL;
    case VAS_QUEUE_RETURNING:
      return item->step == VAS_QUEUE_STEP_RETURNING;
    case VAS_QUEUE_ALL:
      return TRUE;
    case VAS_QUEUE_CAME_BACK:
    case VAS_QUEUE_N_TABS:
    default:
      return FALSE;
    }
}

/* @best is in order, and keeps at most @limit. */
static void
pick (GPtrArray          *best,
      guint               limit,
      Compare             compare,
      const VasQueueItem *item)
{
  guint low = 0, high = best->len;

  if (best->len == limit && compare (item, g_ptr_array_index (best, limit - 1)) > 0)
    return;
  while (low < high)
    {
      const guint middle = (low + high) / 2;

      if (compare (item, g_ptr_array_index (best, middle)) > 0)
        low = middle + 1;
      else
        high = middle;
    }
  g_ptr_array_insert (best, (int) low, (gpointer) item);
  if (best->len > limit)
    g_ptr_array_set_size (best, (int) limit);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      compare)
{
  return ((Compare) compare) (*(const VasQueueItem * const *) a, *(const VasQueueItem * const *) b);
}

static void
take_ids (GArray       *items,
          const Search *search,
          guint         limit,
          VasRowView   *view)
{
  const Compare compare = orders[search->question->order];
  g_autoptr (GPtrArray) best = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const VasQueueItem *item = &g_array_index (items, VasQueueItem, i);

      if (!is_in_tab (search, item, search->question->tab) || !is_hit (search, item))
        continue;
      n++;
      if (limit > 0)
        pick (best, limit, compare, item);
      else
        g_ptr_array_add (best, (gpointer) item);
    }
  if (limit == 0)
    g_ptr_array_sort_with_data (best, compare_cb, (gpointer) compare);

  view->ids = g_new (gint64, MAX (best->len, 1));
  view->n_ids = best->len;
  view->whole = n == best->len;
  for (guint i = 0; i < best->len; i++)
    view->ids[i] = ((const VasQueueItem *) g_ptr_array_index (best, i))->id;
}

/* Takes out of @ids what @view has. */
static void
remove_known (GArray           *ids,
              const VasRowView *view)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint kept = 0;

  for (guint i = 0; i < view->n_ids; i++)
    g_hash_table_add (known, &view->ids[i]);
  for (guint i = 0; i < ids->len; i++)
    {
      if (!g_hash_table_contains (known, &g_array_index (ids, gint64, i)))
        g_array_index (ids, gint64, kept++) = g_array_index (ids, gint64, i);
    }
  g_array_set_size (ids, kept);
}

/* Behind what is open. What ended between the two readings is in both, and stands where it was found first. */
static gboolean
add_ended (VasSql                 *sql,
           const VasQueueQuestion *question,
           guint                   limit,
           VasRowView             *view)
{
  /* One more than there is room for tells whether that is all. */
  const guint room = limit > 0 ? limit - view->n_ids : 0;
  g_autoptr (VasStatement) statement = vas_queue_prepare_ended (sql, question, limit > 0 ? room + 1 : 0, NULL);
  g_autoptr (GArray) ids = read_ids (statement);

  if (ids == NULL)
    return FALSE;

  view->whole = limit == 0 || ids->len <= room;
  remove_known (ids, view);
  if (!view->whole && ids->len > room)
    g_array_set_size (ids, room);
  view->ids = g_renew (gint64, view->ids, MAX (view->n_ids + ids->len, 1));
  if (ids->len > 0)
    memcpy (view->ids + view->n_ids, ids->data, sizeof (gint64) * ids->len);
  view->n_ids += ids->len;

  return TRUE;
}

/**
 * vas_queue_memory_find:
 * @limit: at most so many ids; 0 for all, and to have everything read where it was not
 * @view: gets the ids in their order, and whether they are all
 *
 * Returns: whether it could tell; otherwise @view is as it was and the database knows
 */
gboolean
vas_queue_memory_find (VasSql                 *sql,
                       const VasQueueQuestion *question,
                       guint                   limit,
                       VasRowView             *view)
{
  const gboolean with_ended = question->tab == VAS_QUEUE_ALL && *question->search != '\0';
  g_auto (Search) search = { NULL };
  VasRowView found = { NULL };
  GArray *items;

  if (sql->queue == NULL || question->tab == VAS_QUEUE_CAME_BACK || (with_ended && question->order != VAS_QUEUE_BY_DUE) ||
      !search_init (&search, sql, question))
    return FALSE;

  items = vas_queue_memory_lock (sql, limit == 0);
  if (items == NULL)
    return FALSE;
  take_ids (items, &search, limit, &found);
  vas_queue_memory_unlock (sql);

  if (with_ended && found.whole && !add_ended (sql, question, limit, &found))
    {
      g_free (found.ids);
      return FALSE;
    }
  view->ids = found.ids;
  view->n_ids = found.n_ids;
  view->whole = found.whole;

  return TRUE;
}

/* (transfer full) (nullable) (element-type gint64): of what waits to be sent what has come back: few. */
static GArray *
list_came_back (VasSql                 *sql,
                const VasQueueQuestion *question)
{
  g_autoptr (VasQueueQuestion) came_back =
    vas_queue_question_new (VAS_QUEUE_CAME_BACK, question->order, NULL, question->staff_key, question->now);
  g_autoptr (VasStatement) statement = vas_queue_prepare_ids (sql, came_back, 0, NULL);

  return read_ids (statement);
}

static gboolean
contains (GArray *ids,
          gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

static void
count_items (GArray       *items,
             const Search *search,
             GArray       *came_back,
             guint64       counts[VAS_QUEUE_N_TABS])
{
  memset (counts, 0, sizeof *counts * VAS_QUEUE_N_TABS);
  for (guint i = 0; i < items->len; i++)
    {
      const VasQueueItem *item = &g_array_index (items, VasQueueItem, i);

      if (!is_hit (search, item))
        continue;
      for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
        counts[tab] += is_in_tab (search, item, (VasQueueTab) tab) ? 1 : 0;
      if (is_in_tab (search, item, VAS_QUEUE_TO_SHIP) && contains (came_back, item->id))
        counts[VAS_QUEUE_CAME_BACK]++;
    }
}

static gboolean
count_ended (VasSql                 *sql,
             const VasQueueQuestion *question,
             guint64                *count)
{
  g_autoptr (VasStatement) statement = vas_queue_prepare_ended (sql, question, 0, NULL);
  g_autoptr (GArray) ids = read_ids (statement);

  *count += ids != NULL ? ids->len : 0;

  return ids != NULL;
}

/** vas_queue_memory_count: like vas_queue_count(); FALSE where it cannot tell, and the database knows. */
gboolean
vas_queue_memory_count (VasSql                 *sql,
                        const VasQueueQuestion *question,
                        guint64                 counts[VAS_QUEUE_N_TABS])
{
  g_auto (Search) search = { NULL };
  g_autoptr (GArray) came_back = NULL;
  GArray *items;

  if (sql->queue == NULL || !search_init (&search, sql, question))
    return FALSE;
  came_back = list_came_back (sql, question);
  items = came_back != NULL ? vas_queue_memory_lock (sql, FALSE) : NULL;
  if (items == NULL)
    return FALSE;
  count_items (items, &search, came_back, counts);
  vas_queue_memory_unlock (sql);

  return !search.searching || count_ended (sql, question, &counts[VAS_QUEUE_ALL]);
}
