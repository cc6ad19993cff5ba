/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The outbox of a desk that follows a backend (sync.md, "On the desktop").
 *
 * A command is held (it can be taken back), pending (it goes to the backend), and then settled or refused by the row of the trail that
 * comes with the feed. It gets its number when it is first taken for sending and keeps it, so that sending it again is
 * the same request; the numbers have no holes. What is settled stays 35 days with its personal values: a backend restored
 * from a backup gets it back. Each function is one or two statements inside the caller's transaction, on its thread.
 */

#include "vas-outbox.h"

#include "vas-entity.h"
#include "vas-replica-head.h"

#include <string.h>

void
vas_outbox_item_free (VasOutboxItem *self)
{
  g_free (self->command_id);
  g_free (self->body);
  g_free (self->hash);
  g_free (self->personal);
  g_free (self);
}

void
vas_outbox_problem_free (VasOutboxProblem *self)
{
  g_free (self->command_id);
  g_free (self->type);
  g_free (self->body);
  g_free (self->personal);
  g_free (self->verdict);
  g_free (self);
}

static gboolean
run (VasSql      *sql,
     GError     **error,
     const char  *text,
     const char  *command_id)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "t", command_id);
  return vas_statement_run (statement, error);
}

/** vas_outbox_release: the hold of a command is over: it may be sent. */
gboolean
vas_outbox_release (VasSql      *sql,
                    const char  *command_id,
                    GError     **error)
{
  return run (sql, error, "UPDATE outbox SET state = 'pending', hold_until = NULL WHERE command_id = $1 AND state = 'held'",
              command_id);
}

static gboolean
give_number (VasSql         *sql,
             VasOutboxItem  *item,
             GError        **error)
{
  g_autoptr (VasStatement) next = vas_sql_prepare (sql, "UPDATE replica SET client_seq = client_seq + 1 WHERE id = 1 "
                                                        "RETURNING client_seq", error);
  g_autoptr (VasStatement) keep = NULL;
  gboolean row;

  if (next == NULL || !vas_statement_step (next, &row, error))
    return FALSE;
  item->client_seq = vas_statement_get_int (next, 0);
  vas_replica_forget_head (sql);

  keep = vas_sql_prepare (sql, "UPDATE outbox SET client_seq = $1 WHERE command_id = $2", error);
  if (keep == NULL)
    return FALSE;
  vas_statement_bind (keep, "it", item->client_seq, item->command_id);

  return vas_statement_run (keep, error);
}

static VasOutboxItem *
read_item (VasStatement *statement)
{
  VasOutboxItem *item = g_new0 (VasOutboxItem, 1);

  item->command_id = g_strdup (vas_statement_get_text (statement, 0));
  item->client_seq = vas_statement_is_null (statement, 1) ? 0 : vas_statement_get_int (statement, 1);
  item->body = g_strdup (vas_statement_get_text (statement, 2));
  item->hash = g_strdup (vas_statement_get_text (statement, 3));
  item->personal = g_strdup (vas_statement_get_text (statement, 4));

  return item;
}

static gboolean
read_items (VasSql     *sql,
            guint       max_items,
            gsize       max_bytes,
            gint64      now,
            const char *actor,
            GPtrArray  *items,
            GError    **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gsize bytes = 0;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT command_id, client_seq, body, body_hash, personal FROM outbox "
                                    "WHERE " VAS_OUTBOX_OPEN " AND state = 'pending' AND answered = 0 "
                                    "AND coalesce (try_after, 0) <= $1 AND actor = $2 ORDER BY client_seq IS NULL, client_seq, id LIMIT $3", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "iti", now, actor, (gint64) max_items);

  while (vas_statement_step (statement, &row, error))
    {
      VasOutboxItem *item;

      if (!row)
        return TRUE;
      item = read_item (statement);
      bytes += strlen (item->body) + strlen (item->personal);
      if (items->len > 0 && bytes > max_bytes)
        {
          vas_outbox_item_free (item);
          return TRUE;
        }
      g_ptr_array_add (items, item);
    }

  return FALSE;
}

/**
 * vas_outbox_take:
 * @max_bytes: of all bodies together; the first is always taken
 * @now: instant: what waits until later is left out
 * @actor: key of the person whose session it is: what others saved here waits for theirs
 *
 * What to send next, in the order of its numbers. What has none yet gets one, on the disk with the caller's commit, before it
 * leaves this computer.
 *
 * Returns: (transfer full) (nullable) (element-type VasOutboxItem): empty where nothing is to be sent
 */
GPtrArray *
vas_outbox_take (VasSql      *sql,
                 guint        max_items,
                 gsize        max_bytes,
                 gint64       now,
                 const char  *actor,
                 GError     **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_outbox_item_free);

  if (!read_items (sql, max_items, max_bytes, now, actor, items, error))
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      VasOutboxItem *item = g_ptr_array_index (items, i);

      if (item->client_seq == 0 && !give_number (sql, item, error))
        return NULL;
    }

  return g_steal_pointer (&items);
}

/** vas_outbox_answer: the backend has the command in its trail: it need not be sent again, and the feed will settle it. */
gboolean
vas_outbox_answer (VasSql      *sql,
                   const char  *command_id,
                   GError     **error)
{
  return run (sql, error, "UPDATE outbox SET answered = 1 WHERE command_id = $1 AND state = 'pending'", command_id);
}

/** vas_outbox_defer: the backend does not know the command yet: it is sent again after @try_after, under a new number. */
gboolean
vas_outbox_defer (VasSql      *sql,
                  const char  *command_id,
                  gint64       try_after,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET client_seq = NULL, try_after = $1 WHERE command_id = $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "it", try_after, command_id);

  return vas_statement_run (statement, error);
}

/**
 * vas_outbox_settle:
 * @verdict: (nullable): why it was refused, as JSON
 * @now: instant
 *
 * The row of the trail has come: the command is settled, or refused and its author's to look at. One of another desk is no business
 * of this outbox, and nothing happens.
 */
gboolean
vas_outbox_settle (VasSql      *sql,
                   const char  *command_id,
                   gboolean     applied,
                   const char  *verdict,
                   gint64       now,
                   GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET state = $1, verdict = $2, settled_at = $3, answered = 1 "
                                    "WHERE command_id = $4 AND state <> 'undone'", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttit", applied ? "settled" : "refused", applied ? NULL : verdict, now, command_id);

  return vas_statement_run (statement, error) &&
         run (sql, error, "DELETE FROM outbox_subject WHERE command_id = $1", command_id);
}

/** vas_outbox_forget_values: it was refused because the user's data are erased: they do not stay here either (R29). */
gboolean
vas_outbox_forget_values (VasSql      *sql,
                          const char  *command_id,
                          GError     **error)
{
  return run (sql, error, "UPDATE outbox SET personal = '{}' WHERE command_id = $1 AND state = 'refused'", command_id);
}

/**
 * vas_outbox_renumber:
 * @client_id: a new random one
 *
 * This replica is a copy, and another one uses its numbers: it becomes a client of its own, and what was not settled is numbered
 * anew.
 */
gboolean
vas_outbox_renumber (VasSql      *sql,
                     const char  *client_id,
                     GError     **error)
{
  vas_replica_forget_head (sql);
  return run (sql, error, "UPDATE replica SET client_id = $1, client_seq = 0 WHERE id = 1", client_id) &&
         vas_sql_exec (sql, "UPDATE outbox SET client_seq = NULL, answered = 0 WHERE state IN ('held', 'pending')", error);
}

/**
 * vas_outbox_send_again:
 * @since: instant
 *
 * The backend is another one than before, and may know less: what was settled since then is sent again, beside what was not, all under
 * new numbers. What it knows it answers as before.
 */
gboolean
vas_outbox_send_again (VasSql   *sql,
                       gint64    since,
                       GError  **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET state = 'pending', client_seq = NULL, answered = 0, settled_at = NULL "
                                    "WHERE state = 'pending' OR (state = 'settled' AND settled_at >= $1)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", since);

  return vas_statement_run (statement, error);
}

/** vas_outbox_forget: takes away what was settled, taken back or laid aside before @before (an instant), personal values with it. */
gboolean
vas_outbox_forget (VasSql  *sql,
                   gint64   before,
                   GError **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "DELETE FROM outbox WHERE settled_at < $1 AND "
                                    "(state IN ('settled', 'undone') OR (state = 'refused' AND closed_at IS NOT NULL))", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", before);

  return vas_statement_run (statement, error);
}

gboolean
vas_outbox_count (VasSql           *sql,
                  VasOutboxCounts  *counts,
                  GError          **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  *counts = (VasOutboxCounts) { 0 };
  statement = vas_sql_prepare (sql, "SELECT state, count (*) FROM outbox WHERE " VAS_OUTBOX_OPEN " "
                                    "AND closed_at IS NULL GROUP BY state", error);
  if (statement == NULL)
    return FALSE;

  while (vas_statement_step (statement, &row, error))
    {
      const char *state = row ? vas_statement_get_text (statement, 0) : NULL;
      guint *count;

      if (!row)
        return TRUE;
      count = g_str_equal (state, "held") ? &counts->held : g_str_equal (state, "pending") ? &counts->waiting : &counts->problems;
      *count = (guint) vas_statement_get_int (statement, 1);
    }

  return FALSE;
}

/** vas_outbox_read_counts: a VasStoreFunc of vas_outbox_count(): (transfer full) (nullable) VasOutboxCounts, for g_free(). @data is not used. */
gpointer
vas_outbox_read_counts (VasSql        *sql,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree VasOutboxCounts *counts = g_new0 (VasOutboxCounts, 1);

  return vas_outbox_count (sql, counts, error) ? g_steal_pointer (&counts) : NULL;
}

/** vas_outbox_find_put_off: @next: (out): the first instant after @now when a command is to be sent again; %VAS_NONE where none is. */
gboolean
vas_outbox_find_put_off (VasSql  *sql,
                         gint64   now,
                         gint64  *next,
                         GError **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  *next = VAS_NONE;
  statement = vas_sql_prepare (sql, "SELECT min (try_after) FROM outbox WHERE " VAS_OUTBOX_OPEN " AND state = 'pending' "
                                    "AND try_after > $1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", now);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  if (row && !vas_statement_is_null (statement, 0))
    *next = vas_statement_get_int (statement, 0);

  return TRUE;
}

void
vas_outbox_line_free (VasOutboxLine *self)
{
  g_free (self->command_id);
  g_free (self->type);
  g_free (self->state);
  g_free (self->record);
  g_free (self);
}

/* What people call the record that a command is about; a desk's file alone has an outbox. */
#define ARG(name) "json_extract (l.body, '$.args." name "')"
#define RECORD \
  "coalesce ((SELECT r.number FROM request r WHERE r.key = coalesce (" ARG ("request") ", " ARG ("requests[0]") ", " ARG ("subject_key") ")), " \
  "(SELECT r.number FROM request r JOIN fapiao f ON f.request_key = r.key WHERE f.key = coalesce (" ARG ("fapiao[0]") ", " ARG ("fapiao") ") " \
  "OR f.parcel_key = coalesce (" ARG ("parcel") ", " ARG ("subject_key") ") LIMIT 1), " \
  "(SELECT a.account_id FROM account a WHERE a.key = coalesce (" ARG ("account") ", " ARG ("subject_key") ")))"

/** vas_outbox_list: (transfer full) (element-type VasOutboxLine): what was done at this desk and not taken back, newest first, at most @most. */
GPtrArray *
vas_outbox_list (VasSql  *sql,
                 guint    most,
                 GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_outbox_line_free);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT type, made_at, state, answered, closed_at, command_id, " RECORD " FROM outbox l WHERE state <> 'undone' "
                                    "ORDER BY id DESC LIMIT $1", error);
  if (statement == NULL)
    return NULL;

  vas_statement_bind (statement, "i", (gint64) most);
  while (vas_statement_step (statement, &row, error))
    {
      VasOutboxLine *line;

      if (!row)
        return g_steal_pointer (&lines);
      line = g_new0 (VasOutboxLine, 1);
      line->type = g_strdup (vas_statement_get_text (statement, 0));
      line->made_at = vas_statement_get_int (statement, 1);
      line->state = g_strdup (vas_statement_get_text (statement, 2));
      line->answered = vas_statement_get_int (statement, 3) != 0;
      line->closed = !vas_statement_is_null (statement, 4);
      line->command_id = g_strdup (vas_statement_get_text (statement, 5));
      line->record = g_strdup (vas_statement_get_text (statement, 6));
      g_ptr_array_add (lines, line);
    }

  return NULL;
}

/** vas_outbox_list_problems: (transfer full) (element-type VasOutboxProblem): refused commands that nobody laid aside, newest first. */
GPtrArray *
vas_outbox_list_problems (VasSql  *sql,
                          GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_outbox_problem_free);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT command_id, type, made_at, settled_at, body, personal, verdict FROM outbox "
                                    "WHERE " VAS_OUTBOX_OPEN " AND state = 'refused' AND closed_at IS NULL "
                                    "ORDER BY settled_at DESC, id DESC", error);
  if (statement == NULL)
    return NULL;

  while (vas_statement_step (statement, &row, error))
    {
      VasOutboxProblem *problem;

      if (!row)
        return g_steal_pointer (&problems);
      problem = g_new0 (VasOutboxProblem, 1);
      problem->command_id = g_strdup (vas_statement_get_text (statement, 0));
      problem->type = g_strdup (vas_statement_get_text (statement, 1));
      problem->made_at = vas_statement_get_int (statement, 2);
      problem->settled_at = vas_statement_get_int (statement, 3);
      problem->body = g_strdup (vas_statement_get_text (statement, 4));
      problem->personal = g_strdup (vas_statement_get_text (statement, 5));
      problem->verdict = g_strdup (vas_statement_get_text (statement, 6));
      g_ptr_array_add (problems, problem);
    }

  return NULL;
}

/** vas_outbox_close_problem: its author has looked at a refused command and lays it aside. @now: instant. */
gboolean
vas_outbox_close_problem (VasSql      *sql,
                          const char  *command_id,
                          gint64       now,
                          GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET closed_at = $1 WHERE command_id = $2 AND state = 'refused'", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "it", now, command_id);

  return vas_statement_run (statement, error);
}
