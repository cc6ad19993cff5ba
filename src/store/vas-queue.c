/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The invoice queue: requests that wait for somebody, by the step they wait for, the nearest deadline first.
 *
 * Everything stands on the index over (state, due), which has all that the tabs, the orders and the search ask for, so that no
 * request is read for its place; a desk has it in memory besides (vas-queue-memory.c), and the answers are the same. A tab is a condition over the request; counts of all tabs come from one walk over the open ones. A search narrows every tab to its hits (vas-queue-search.c); the tab of everything
 * then holds what has ended, too: who asks about a parcel mostly asks after the fact.
 *
 * Long because all statements of the queue are put together here, from the same few conditions.
 */

#include "vas-queue.h"

#include "vas-queue-memory.h"
#include "vas-queue-private.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (VasQueueRow, vas_queue_row, G_TYPE_OBJECT)

#define OPEN "r.state IN ('review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'returning')"
#define ENDED "r.state IN ('draft', 'done', 'rejected', 'withdrawn', 'voided', 'reversed')"
#define CAME_BACK "r.state IN ('to_ship', 'to_pickup') AND EXISTS (SELECT 1 FROM fapiao f JOIN parcel p ON p.key = f.parcel_key " \
                  "WHERE f.request_key = r.key AND f.state = 'issued' AND p.state IN ('refused', 'returned', 'lost'))"

/* $1 staff, $2 today, $3 now: named in the head of every statement, so that one binding serves all. */
static const struct {
  const char *id;
  const char *condition;
} tabs[VAS_QUEUE_N_TABS] = {
  [VAS_QUEUE_MINE] = { "mine", OPEN " AND r.claimed_by = $1 AND r.claimed_until > $3" },
  [VAS_QUEUE_REVIEW] = { "review", "r.state = 'review'" },
  [VAS_QUEUE_SECOND] = { "second", "r.state = 'second'" },
  [VAS_QUEUE_DUE_TODAY] = { "due-today", OPEN " AND r.state <> 'returning' AND r.due <= $2" },
  [VAS_QUEUE_TO_ISSUE] = { "to-issue", "r.state = 'to_issue'" },
  [VAS_QUEUE_TO_SHIP] = { "to-ship", "r.state IN ('to_ship', 'to_pickup')" },
  [VAS_QUEUE_TO_TELL] = { "to-tell", "r.state = 'to_tell'" },
  [VAS_QUEUE_CAME_BACK] = { "came-back", CAME_BACK },
  [VAS_QUEUE_RETURNING] = { "returning", "r.state = 'returning'" },
  [VAS_QUEUE_ALL] = { "all", OPEN },
};

static const struct {
  const char *id;
  const char *terms;
} orders[VAS_QUEUE_N_ORDERS] = {
  [VAS_QUEUE_BY_DUE] = { "due", "r.due, r.received_at, r.id" },
  [VAS_QUEUE_BY_AMOUNT] = { "amount", "r.amount DESC, r.due, r.id" },
  [VAS_QUEUE_BY_ARRIVAL] = { "arrival", "r.received_at, r.id" },
  [VAS_QUEUE_BY_NEWEST] = { "newest", "r.received_at DESC, r.id DESC" },
  [VAS_QUEUE_BY_TITLE] = { "title", "vas_sort_key (r.title), r.id" },
};

static void
vas_queue_row_finalize (GObject *object)
{
  VasQueueRow *self = VAS_QUEUE_ROW (object);

  g_clear_object (&self->request);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->account_name, g_free);
  g_clear_pointer (&self->claimer, g_free);

  G_OBJECT_CLASS (vas_queue_row_parent_class)->finalize (object);
}

static void
vas_queue_row_class_init (VasQueueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_queue_row_finalize;
}

static void
vas_queue_row_init (VasQueueRow *self)
{
}

/**
 * vas_queue_question_new:
 * @search: (nullable): what the clerk typed
 * @staff_key: (nullable): who looks
 * @now: instant
 *
 * Returns: (transfer full): what is asked
 */
VasQueueQuestion *
vas_queue_question_new (VasQueueTab    tab,
                        VasQueueOrder  order,
                        const char    *search,
                        const char    *staff_key,
                        gint64         now)
{
  VasQueueQuestion *self = g_new0 (VasQueueQuestion, 1);

  g_atomic_ref_count_init (&self->refs);
  self->tab = tab;
  self->order = order;
  self->search = g_strstrip (g_strdup (search != NULL ? search : ""));
  self->staff_key = g_strdup (staff_key);
  self->now = now;

  return self;
}

VasQueueQuestion *
vas_queue_question_ref (VasQueueQuestion *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
vas_queue_question_unref (VasQueueQuestion *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_free (self->search);
  g_free (self->staff_key);
  g_free (self);
}

/** vas_queue_tab_get_id: the word for a tab in settings and on command lines. */
const char *
vas_queue_tab_get_id (VasQueueTab tab)
{
  return tabs[tab].id;
}

/** vas_queue_tab_find: @tab: (out): of that word; FALSE where there is none. */
gboolean
vas_queue_tab_find (const char  *id,
                    VasQueueTab *tab)
{
  for (guint i = 0; i < VAS_QUEUE_N_TABS; i++)
    {
      if (g_strcmp0 (tabs[i].id, id) == 0)
        {
          *tab = (VasQueueTab) i;
          return TRUE;
        }
    }

  return FALSE;
}

/** vas_queue_order_get_id: the word for an order in settings and on command lines. */
const char *
vas_queue_order_get_id (VasQueueOrder order)
{
  return orders[order].id;
}

/** vas_queue_order_find: @order: (out): of that word; FALSE where there is none. */
gboolean
vas_queue_order_find (const char    *id,
                      VasQueueOrder *order)
{
  for (guint i = 0; i < VAS_QUEUE_N_ORDERS; i++)
    {
      if (g_strcmp0 (orders[i].id, id) == 0)
        {
          *order = (VasQueueOrder) i;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_searching (const VasQueueQuestion *question)
{
  return *question->search != '\0';
}

/* The parameters in their order, so that each statement has $1 to $3, and with a search those of the search. */
static void
append_head (const VasQueueQuestion *question,
             GString                *text)
{
  g_string_append (text, "WITH given AS (SELECT $1, $2, $3");
  if (is_searching (question))
    g_string_append (text, VAS_QUEUE_SEARCH_GIVEN);
  g_string_append_c (text, ')');
  if (is_searching (question))
    g_string_append (text, vas_queue_search_hits);
}

static gboolean
bind_head (const VasQueueQuestion  *question,
           VasSql                  *sql,
           VasStatement            *statement,
           GError                 **error)
{
  vas_statement_bind_text (statement, 1, question->staff_key);
  vas_statement_bind_int (statement, 2, vas_instant_to_date (question->now));
  vas_statement_bind_int (statement, 3, question->now);

  return !is_searching (question) || vas_queue_search_bind (sql, question->search, statement, 4, error);
}

static void
append_condition (const VasQueueQuestion *question,
                  GString                *text)
{
  if (!is_searching (question))
    g_string_append (text, tabs[question->tab].condition);
  else if (question->tab == VAS_QUEUE_ALL)
    g_string_append (text, vas_queue_search_condition);
  else
    g_string_append_printf (text, "%s AND %s", tabs[question->tab].condition, vas_queue_search_condition);
}

/* The end of @text, and the parameters. */
static VasStatement *
prepare_limited (VasSql                  *sql,
                 const VasQueueQuestion  *question,
                 GString                 *text,
                 guint                    limit,
                 GError                 **error)
{
  const guint place = is_searching (question) ? 4 + VAS_QUEUE_SEARCH_N : 4;
  g_autoptr (VasStatement) statement = NULL;

  g_string_append (text, orders[question->order].terms);
  if (limit > 0)
    g_string_append_printf (text, " LIMIT $%u", place);

  statement = vas_sql_prepare (sql, text->str, error);
  if (statement == NULL || !bind_head (question, sql, statement, error))
    return NULL;
  if (limit > 0)
    vas_statement_bind_int (statement, place, limit);

  return g_steal_pointer (&statement);
}

/**
 * vas_queue_prepare_ids:
 * @limit: the most; 0 for all
 *
 * Returns: (transfer full) (nullable): the statement of the ids of the requests in their order, bound
 */
VasStatement *
vas_queue_prepare_ids (VasSql                  *sql,
                       const VasQueueQuestion  *question,
                       guint                    limit,
                       GError                 **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_head (question, text);
  g_string_append (text, " SELECT r.id FROM request r WHERE ");
  append_condition (question, text);
  g_string_append (text, " ORDER BY ");
  if (question->tab == VAS_QUEUE_ALL && is_searching (question) && question->order == VAS_QUEUE_BY_DUE)
    g_string_append (text, "NOT (" OPEN "), ");

  return prepare_limited (sql, question, text, limit, error);
}

/* vas_queue_prepare_ended: (transfer full) (nullable): the ids of what a search finds that is no open work. */
VasStatement *
vas_queue_prepare_ended (VasSql                  *sql,
                         const VasQueueQuestion  *question,
                         guint                    limit,
                         GError                 **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_head (question, text);
  g_string_append_printf (text, " SELECT r.id FROM request r WHERE %s AND %s ORDER BY ", ENDED, vas_queue_search_condition);

  return prepare_limited (sql, question, text, limit, error);
}

/* vas_queue_prepare_hits: (transfer full) (nullable): the ids of what a search finds by other records. */
VasStatement *
vas_queue_prepare_hits (VasSql                  *sql,
                        const VasQueueQuestion  *question,
                        GError                 **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VasStatement) statement = NULL;

  append_head (question, text);
  g_string_append (text, " SELECT id FROM hit");
  statement = vas_sql_prepare (sql, text->str, error);

  return statement != NULL && bind_head (question, sql, statement, error) ? g_steal_pointer (&statement) : NULL;
}

/** vas_queue_prepare_row: (transfer full) (nullable): the statement of one row, whose id becomes $1. */
VasStatement *
vas_queue_prepare_row (VasSql                  *sql,
                       const VasQueueQuestion  *question,
                       GError                 **error)
{
  g_autofree char *text = g_strdup_printf ("WITH given AS (SELECT $1, $2) SELECT a.account_id, a.name_masked, s.name, "
                                           "(SELECT count (*) FROM share h WHERE h.request_key = r.key), %s "
                                           "FROM request r LEFT JOIN account a ON a.key = r.account_key "
                                           "LEFT JOIN staff s ON s.key = r.claimed_by AND r.claimed_until > $2 "
                                           "WHERE r.id = $1", vas_table_columns (VAS_TYPE_REQUEST, "r"));
  VasStatement *statement = vas_sql_prepare (sql, text, error);

  if (statement != NULL)
    vas_statement_bind_int (statement, 2, question->now);

  return statement;
}

/** vas_queue_read_row: (transfer full): the row of a statement of vas_queue_prepare_row(). */
VasQueueRow *
vas_queue_read_row (VasStatement *statement)
{
  VasQueueRow *row = g_object_new (VAS_TYPE_QUEUE_ROW, NULL);

  row->account_id = g_strdup (vas_statement_get_text (statement, 0));
  row->account_name = g_strdup (vas_statement_get_text (statement, 1));
  row->claimer = g_strdup (vas_statement_get_text (statement, 2));
  row->n_orders = (guint) vas_statement_get_int (statement, 3);
  row->request = vas_table_read (VAS_TYPE_REQUEST, statement, 4);

  return row;
}

static gboolean
read_ids (VasSql                  *sql,
          const VasQueueQuestion  *question,
          guint                    limit,
          VasRowView              *view,
          GError                 **error)
{
  g_autoptr (VasStatement) statement = vas_queue_prepare_ids (sql, question, limit, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  while (statement != NULL && vas_statement_step (statement, &row, error))
    {
      gint64 id;

      if (!row)
        {
          view->n_ids = ids->len;
          view->ids = (gint64 *) (gpointer) g_array_free (g_steal_pointer (&ids), FALSE);
          return TRUE;
        }
      id = vas_statement_get_int (statement, 0);
      g_array_append_val (ids, id);
    }

  return FALSE;
}

/**
 * vas_queue_list:
 * @limit: the most rows to read; 0 for all
 *
 * Returns: (transfer full) (nullable) (element-type VasQueueRow): the rows in their order
 */
GPtrArray *
vas_queue_list (VasSql                  *sql,
                const VasQueueQuestion  *question,
                guint                    limit,
                GError                 **error)
{
  g_autoptr (VasRowView) view = vas_row_view_new ();
  g_autoptr (VasStatement) one = vas_queue_prepare_row (sql, question, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean found;

  if (one == NULL || (!vas_queue_memory_find (sql, question, limit, view) && !read_ids (sql, question, limit, view, error)))
    return NULL;

  for (guint i = 0; i < view->n_ids; i++)
    {
      vas_statement_bind_int (one, 1, view->ids[i]);
      if (!vas_statement_step (one, &found, error))
        return NULL;
      if (found)
        g_ptr_array_add (rows, vas_queue_read_row (one));
      if (found && !vas_statement_run (one, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

/**
 * vas_queue_count:
 * @question: its tab and order play no part
 * @counts: (out): how many there are, for each tab; of the hits alone where something is searched for
 *
 * Returns: FALSE with @error set where it could not be read
 */
gboolean
vas_queue_count (VasSql                  *sql,
                 const VasQueueQuestion  *question,
                 guint64                  counts[VAS_QUEUE_N_TABS],
                 GError                 **error)
{
  const gboolean searching = is_searching (question);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  if (vas_queue_memory_count (sql, question, counts))
    return TRUE;

  append_head (question, text);
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    g_string_append_printf (text, "%s count (*) FILTER (WHERE %s)", tab == 0 ? " SELECT" : ",",
                            tab == VAS_QUEUE_ALL ? "1" : tabs[tab].condition);
  g_string_append_printf (text, " FROM request r WHERE %s", searching ? vas_queue_search_condition : OPEN);

  statement = vas_sql_prepare (sql, text->str, error);
  if (statement == NULL || !bind_head (question, sql, statement, error) || !vas_statement_step (statement, &row, error))
    return FALSE;
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    counts[tab] = (guint64) vas_statement_get_int (statement, tab);

  return TRUE;
}
