/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The invoice queue: requests that wait for somebody, by the step they wait for, the nearest deadline first.
 *
 * Everything stands on the index over (state, due). A tab is a condition over the request's row; counts of all tabs come
 * from one walk over the open requests.
 */

#include "vas-queue.h"

#include "vas-table.h"

G_DEFINE_FINAL_TYPE (VasQueueRow, vas_queue_row, G_TYPE_OBJECT)

#define OPEN "r.state IN ('review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'returning')"
#define CAME_BACK "r.state IN ('to_ship', 'to_pickup') AND EXISTS (SELECT 1 FROM fapiao f JOIN parcel p ON p.key = f.parcel_key " \
                  "WHERE f.request_key = r.key AND f.state = 'issued' AND p.state IN ('refused', 'returned', 'lost'))"

/* $1 staff, $2 today, $3 now: named in every condition, so that one binding serves all. */
static const char * const conditions[VAS_QUEUE_N_TABS] = {
  [VAS_QUEUE_MINE] = OPEN " AND r.claimed_by = $1 AND r.claimed_until > $3",
  [VAS_QUEUE_REVIEW] = "r.state = 'review'",
  [VAS_QUEUE_SECOND] = "r.state = 'second'",
  [VAS_QUEUE_DUE_TODAY] = OPEN " AND r.due <= $2",
  [VAS_QUEUE_TO_ISSUE] = "r.state = 'to_issue'",
  [VAS_QUEUE_TO_SHIP] = "r.state IN ('to_ship', 'to_pickup')",
  [VAS_QUEUE_TO_TELL] = "r.state = 'to_tell'",
  [VAS_QUEUE_CAME_BACK] = CAME_BACK,
  [VAS_QUEUE_RETURNING] = "r.state = 'returning'",
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

static VasQueueRow *
read_row (VasStatement *statement)
{
  VasQueueRow *row = g_object_new (VAS_TYPE_QUEUE_ROW, NULL);

  row->account_id = g_strdup (vas_statement_get_text (statement, 0));
  row->account_name = g_strdup (vas_statement_get_text (statement, 1));
  row->claimer = g_strdup (vas_statement_get_text (statement, 2));
  row->n_orders = (guint) vas_statement_get_int (statement, 3);
  row->request = vas_table_read (VAS_TYPE_REQUEST, statement, 4);

  return row;
}

static char *
list_text (VasQueueTab tab,
           gboolean    searching)
{
  return g_strdup_printf ("SELECT a.account_id, a.name_masked, s.name, "
                          "(SELECT count (*) FROM share h WHERE h.request_key = r.key), %s "
                          "FROM request r LEFT JOIN account a ON a.key = r.account_key "
                          "LEFT JOIN staff s ON s.key = r.claimed_by AND r.claimed_until > $3 "
                          "WHERE ($1 IS NULL OR 1) AND ($2 IS NULL OR 1) AND ($3 IS NULL OR 1) AND %s%s "
                          "ORDER BY r.due, r.received_at, r.id LIMIT $4",
                          vas_table_columns (VAS_TYPE_REQUEST, "r"), conditions[tab],
                          searching ? " AND (instr (r.number, $5) OR instr (r.title, $5) OR instr (r.taxpayer_id, $5) OR "
                                      "a.account_id = $5 OR a.mobile_last4 = $5 OR instr (a.name_masked, $5) OR "
                                      "EXISTS (SELECT 1 FROM fapiao f WHERE f.request_key = r.key AND f.number = $5))"
                                    : "");
}

/**
 * vas_queue_list:
 * @staff_key: who looks, for the tab of the own ones and for claims
 * @today: civil date
 * @now: instant
 * @search: (nullable): what number, title, id, account, last four digits or name should hold
 * @limit: the most rows to read
 *
 * Returns: (transfer full) (nullable) (element-type VasQueueRow): the rows, nearest deadline first
 */
GPtrArray *
vas_queue_list (VasSql       *sql,
                VasQueueTab   tab,
                const char   *staff_key,
                gint32        today,
                gint64        now,
                const char   *search,
                guint         limit,
                GError      **error)
{
  const gboolean searching = search != NULL && *search != '\0';
  g_autofree char *text = list_text (tab, searching);
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, searching ? "tiiit" : "tiii", staff_key, (gint64) today, now, (gint64) limit, search);

  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_row (statement));
    }

  return NULL;
}

static const char *
count_text (void)
{
  static gsize once = 0;
  static char *text = NULL;

  if (g_once_init_enter (&once))
    {
      GString *build = g_string_new ("SELECT ");

      for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
        g_string_append_printf (build, "%scount (*) FILTER (WHERE %s)", tab > 0 ? ", " : "", conditions[tab]);
      g_string_append (build, " FROM request r WHERE ($1 IS NULL OR 1) AND ($2 IS NULL OR 1) AND ($3 IS NULL OR 1) AND " OPEN);
      text = g_string_free (build, FALSE);
      g_once_init_leave (&once, 1);
    }

  return text;
}

/**
 * vas_queue_count:
 * @counts: (out): how many wait, for each tab
 *
 * Returns: FALSE with @error set where it could not be read
 */
gboolean
vas_queue_count (VasSql      *sql,
                 const char  *staff_key,
                 gint32       today,
                 gint64       now,
                 guint64      counts[VAS_QUEUE_N_TABS],
                 GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, count_text (), error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tii", staff_key, (gint64) today, now);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    counts[tab] = (guint64) vas_statement_get_int (statement, tab);

  return TRUE;
}
