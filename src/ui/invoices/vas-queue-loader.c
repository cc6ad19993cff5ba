/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the queue reads beside its list: the counts of its tabs, and whole rows by their ids, wherever they stand in the list. On a
 * reader's thread, each answer out of one snapshot.
 */

#include "vas-queue-loader.h"

#include "vas-table.h"

typedef struct {
  VasQueueQuestion *question;
  GPtrArray        *questions;
  GArray           *ids;
  char             *key;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_clear_pointer (&wanted->question, vas_queue_question_unref);
  g_clear_pointer (&wanted->questions, g_ptr_array_unref);
  g_clear_pointer (&wanted->ids, g_array_unref);
  g_free (wanted->key);
  g_free (wanted);
}

void
vas_queue_counts_free (VasQueueCounts *counts)
{
  g_clear_pointer (&counts->question, vas_queue_question_unref);
  g_free (counts);
}

static gpointer
count (VasSql        *sql,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_queue_counts_free);

  for (guint i = 0; i < wanted->questions->len; i++)
    {
      VasQueueCounts *answer = g_new0 (VasQueueCounts, 1);

      answer->question = vas_queue_question_ref (g_ptr_array_index (wanted->questions, i));
      g_ptr_array_add (answers, answer);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !vas_queue_count (sql, answer->question, answer->counts, error))
        return NULL;
    }

  return g_steal_pointer (&answers);
}

static gboolean
add_row (VasStatement  *statement,
         gint64         id,
         GPtrArray     *rows,
         GError       **error)
{
  gboolean found;

  vas_statement_bind_int (statement, 1, id);
  if (!vas_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    g_ptr_array_add (rows, vas_queue_read_row (statement));

  return !found || vas_statement_run (statement, error);
}

static gpointer
load_rows (VasSql        *sql,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Wanted *wanted = data;
  g_autoptr (VasStatement) statement = vas_queue_prepare_row (sql, wanted->question, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (VasRequest) request = NULL;

  if (statement == NULL)
    return NULL;
  if (wanted->key != NULL)
    request = vas_table_get (sql, VAS_TYPE_REQUEST, wanted->key, error);
  if (wanted->key != NULL && (request == NULL || !add_row (statement, vas_entity_get_id (VAS_ENTITY (request)), rows, error)))
    return NULL;

  for (guint i = 0; wanted->ids != NULL && i < wanted->ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_row (statement, g_array_index (wanted->ids, gint64, i), rows, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}

static void
read_async (VasDesk             *desk,
            VasStoreFunc         func,
            Wanted              *wanted,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  vas_desk_read_async (desk, func, wanted, (GDestroyNotify) wanted_free, (GDestroyNotify) g_ptr_array_unref,
                       cancellable, callback, user_data);
}

/** vas_queue_count_async: @questions: (element-type VasQueueQuestion): what is counted, all of them in one snapshot. */
void
vas_queue_count_async (VasDesk             *desk,
                       GPtrArray           *questions,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->questions = g_ptr_array_ref (questions);
  read_async (desk, count, wanted, cancellable, callback, user_data);
}

/** vas_queue_count_finish: (transfer full) (nullable) (element-type VasQueueCounts): one for each; errors are the store's. */
GPtrArray *
vas_queue_count_finish (VasDesk       *desk,
                        GAsyncResult  *result,
                        GError       **error)
{
  return vas_desk_read_finish (desk, result, error);
}

/** vas_queue_load_rows_async: @ids: (element-type gint64): whose rows are read; what is gone is left out. */
void
vas_queue_load_rows_async (VasDesk             *desk,
                           VasQueueQuestion    *question,
                           GArray              *ids,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->question = vas_queue_question_ref (question);
  wanted->ids = g_array_ref (ids);
  read_async (desk, load_rows, wanted, cancellable, callback, user_data);
}

/** vas_queue_load_request_async: the row of the request of @key. */
void
vas_queue_load_request_async (VasDesk             *desk,
                              VasQueueQuestion    *question,
                              const char          *key,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->question = vas_queue_question_ref (question);
  wanted->key = g_strdup (key);
  read_async (desk, load_rows, wanted, cancellable, callback, user_data);
}

/** vas_queue_load_rows_finish: (transfer full) (nullable) (element-type VasQueueRow): in the order of their ids as given. */
GPtrArray *
vas_queue_load_rows_finish (VasDesk       *desk,
                            GAsyncResult  *result,
                            GError       **error)
{
  return vas_desk_read_finish (desk, result, error);
}
