/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue-memory.h"
#include "vas-sql-private.h"

/* The ids of @question as the database puts them in order. */
static inline GArray *
vas_queue_both_ask_database (VasSql                 *sql,
                             const VasQueueQuestion *question,
                             guint                   limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStatement) statement = vas_queue_prepare_ids (sql, question, limit, &error);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  g_assert_no_error (error);
  while (vas_statement_step (statement, &row, &error) && row)
    {
      const gint64 id = vas_statement_get_int (statement, 0);

      g_array_append_val (ids, id);
    }
  g_assert_no_error (error);

  return ids;
}

/* What memory and database say to @question are the same, with any limit; memory is read where it was not. Returns how many there are. */
static inline guint
vas_queue_both_agree (VasSql                 *sql,
                      const VasQueueQuestion *question)
{
  g_autoptr (GArray) whole = vas_queue_both_ask_database (sql, question, 0);
  VasQueueMemory *memory = sql->queue;
  guint64 counts[VAS_QUEUE_N_TABS], known[VAS_QUEUE_N_TABS];

  for (guint limit = 0; limit <= whole->len + 1; limit++)
    {
      g_autoptr (VasRowView) view = vas_row_view_new ();
      const guint n = limit > 0 ? MIN (limit, whole->len) : whole->len;

      if (!vas_queue_memory_find (sql, question, limit, view))
        return whole->len;
      g_assert_cmpuint (view->n_ids, ==, n);
      g_assert_cmpint (view->whole, ==, n == whole->len);
      g_assert_cmpmem (view->ids, sizeof (gint64) * n, whole->data, sizeof (gint64) * n);
    }
  g_assert_true (vas_queue_memory_count (sql, question, counts));
  sql->queue = NULL;
  g_assert_true (vas_queue_count (sql, question, known, NULL));
  sql->queue = memory;
  for (guint tab = 0; tab < VAS_QUEUE_N_TABS; tab++)
    g_assert_cmpuint (counts[tab], ==, known[tab]);

  return whole->len;
}
