/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The outbox and the audit trail.
 *
 * The outbox holds the commands of this desk until they are settled; the trail holds every settled command for ever, each row
 * hashed together with the hash of the row before it, so that a change anywhere breaks every row after it (R29).
 * Everything here runs inside the caller's transaction.
 */

#include "vas-journal.h"

#include "vas-entity.h"
#include "vas-outbox.h"
#include "vas-replica-head.h"
#include "vas-sql-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOG_COLUMNS "l.seq, l.command_id, l.type, l.actor, l.made_at, l.logged_at, l.body, l.body_hash, l.result, l.verdict, " \
                    "l.previous_hash, l.hash, l.subjects_hash"

void
vas_journal_entry_free (VasJournalEntry *self)
{
  g_free (self->command_id);
  g_free (self->body);
  g_free (self->personal);
  g_free (self->state);
  g_free (self);
}

void
vas_log_row_free (VasLogRow *self)
{
  g_free (self->command_id);
  g_free (self->type);
  g_free (self->actor);
  g_free (self->body);
  g_free (self->body_hash);
  g_free (self->result);
  g_free (self->verdict);
  g_free (self->previous_hash);
  g_free (self->hash);
  g_free (self->subjects_hash);
  g_free (self);
}

/**
 * vas_journal_save:
 * @command: id, type, actor, made_at, body and body_hash are read
 * @personal: JSON of the personal arguments
 * @state: "held" or "pending"
 * @hold_until: instant, or %VAS_NONE
 *
 * Puts a command into the outbox.
 */
gboolean
vas_journal_save (VasSql           *sql,
                  const VasLogRow  *command,
                  const char       *personal,
                  const char       *state,
                  gint64            hold_until,
                  GError          **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql,
                               "INSERT INTO outbox (command_id, type, actor, made_at, body, body_hash, personal, state, hold_until) "
                               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tttittttn", command->command_id, command->type, command->actor, command->made_at,
                      command->body, command->body_hash, personal, state, hold_until);

  return vas_statement_run (statement, error);
}

/** vas_journal_hold_until: a command that is still held can be undone until @hold_until. */
gboolean
vas_journal_hold_until (VasSql      *sql,
                        const char  *command_id,
                        gint64       hold_until,
                        GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET hold_until = $1 WHERE command_id = $2 AND state = 'held'", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "it", hold_until, command_id);

  return vas_statement_run (statement, error);
}

/** vas_journal_set_subjects: (element-type utf8): which records a command in the outbox touches. */
gboolean
vas_journal_set_subjects (VasSql      *sql,
                          const char  *command_id,
                          GPtrArray   *subjects,
                          GError     **error)
{
  for (guint i = 0; i < subjects->len; i++)
    {
      g_autoptr (VasStatement) statement = NULL;

      statement = vas_sql_prepare (sql, "INSERT INTO outbox_subject (subject_key, command_id) VALUES ($1, $2) "
                                        "ON CONFLICT DO NOTHING", error);
      if (statement == NULL)
        return FALSE;
      vas_statement_bind (statement, "tt", g_ptr_array_index (subjects, i), command_id);
      if (!vas_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vas_journal_set_state:
 * @state: "refused" or "undone"
 * @verdict: (nullable): why it was refused, as JSON
 * @now: instant
 *
 * Ends the open life of a command. Its personal values leave the outbox.
 */
gboolean
vas_journal_set_state (VasSql      *sql,
                       const char  *command_id,
                       const char  *state,
                       const char  *verdict,
                       gint64       now,
                       GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  g_autoptr (VasStatement) subjects = NULL;

  statement = vas_sql_prepare (sql, "UPDATE outbox SET state = $1, verdict = $2, settled_at = $3, personal = '{}' "
                                    "WHERE command_id = $4", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ttit", state, verdict, now, command_id);
  if (!vas_statement_run (statement, error))
    return FALSE;

  subjects = vas_sql_prepare (sql, "DELETE FROM outbox_subject WHERE command_id = $1", error);
  if (subjects == NULL)
    return FALSE;
  vas_statement_bind (subjects, "t", command_id);

  return vas_statement_run (subjects, error);
}

/** vas_journal_drop: a command is settled here, and the trail has it: nobody will send it, so the outbox keeps no second copy. */
gboolean
vas_journal_drop (VasSql      *sql,
                  const char  *command_id,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "DELETE FROM outbox WHERE command_id = $1", error);
  g_autoptr (VasStatement) subjects = vas_sql_prepare (sql, "DELETE FROM outbox_subject WHERE command_id = $1", error);

  if (statement == NULL || subjects == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", command_id);
  vas_statement_bind (subjects, "t", command_id);

  return vas_statement_run (statement, error) && vas_statement_run (subjects, error);
}

/** vas_journal_list_open: (transfer full) (element-type VasJournalEntry): what is held or pending, oldest first. */
GPtrArray *
vas_journal_list_open (VasSql  *sql,
                       GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_journal_entry_free);
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "SELECT command_id, body, personal, state, hold_until FROM outbox "
                                    "WHERE " VAS_OUTBOX_OPEN " AND state <> 'refused' ORDER BY id", error);
  if (statement == NULL)
    return NULL;

  while (vas_statement_step (statement, &row, error))
    {
      VasJournalEntry *entry;

      if (!row)
        return g_steal_pointer (&entries);
      entry = g_new0 (VasJournalEntry, 1);
      entry->command_id = g_strdup (vas_statement_get_text (statement, 0));
      entry->body = g_strdup (vas_statement_get_text (statement, 1));
      entry->personal = g_strdup (vas_statement_get_text (statement, 2));
      entry->state = g_strdup (vas_statement_get_text (statement, 3));
      entry->hold_until = vas_statement_is_null (statement, 4) ? VAS_NONE : vas_statement_get_int (statement, 4);
      g_ptr_array_add (entries, entry);
    }

  return NULL;
}

/** vas_journal_has_open_on: whether the open command @command_id touches one of @subjects. */
gboolean
vas_journal_has_open_on (VasSql      *sql,
                         const char  *command_id,
                         GPtrArray   *subjects,
                         gboolean    *has,
                         GError     **error)
{
  *has = FALSE;
  for (guint i = 0; i < subjects->len && !*has; i++)
    {
      g_autoptr (VasStatement) statement = NULL;

      statement = vas_sql_prepare (sql, "SELECT 1 FROM outbox_subject WHERE subject_key = $1 AND command_id = $2", error);
      if (statement == NULL)
        return FALSE;
      vas_statement_bind (statement, "tt", g_ptr_array_index (subjects, i), command_id);
      if (!vas_statement_step (statement, has, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/**
 * vas_journal_subjects_hash:
 * @subjects: (element-type utf8): keys of records, in any order, each once
 *
 * Returns: (transfer full): SHA-256 over the keys in the order of their bytes, a line each
 */
char *
vas_journal_subjects_hash (GPtrArray *subjects)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (subjects->len);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < subjects->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (subjects, i));
  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len; i++)
    {
      g_checksum_update (checksum, g_ptr_array_index (sorted, i), -1);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * vas_journal_row_hash:
 *
 * Returns: (transfer full): SHA-256 over the row before, and everything of this row that is to stay as it is; rows from before
 *   version 4 of the database hold no digest of their subjects, and none is in theirs
 */
char *
vas_journal_row_hash (const VasLogRow *row)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n%s%s%s",
                          row->previous_hash, row->seq, row->command_id, row->type, row->actor, row->made_at,
                          row->logged_at, row->body_hash, row->result, row->verdict, row->subjects_hash != NULL ? "\n" : "",
                          row->subjects_hash != NULL ? row->subjects_hash : "");

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* The place of the next row of the trail. */
static gboolean
take_head (VasSql     *sql,
           VasLogRow  *row,
           GError    **error)
{
  g_autoptr (VasReplicaHead) head = vas_replica_get_head (sql, error);

  if (head == NULL)
    return FALSE;

  row->seq = head->seq + 1;
  g_free (row->previous_hash);
  row->previous_hash = g_steal_pointer (&head->log_hash);

  return TRUE;
}

static gboolean
add_log_subjects (VasSql     *sql,
                  gint64      seq,
                  GPtrArray  *subjects,
                  GError    **error)
{
  for (guint i = 0; i < subjects->len; i++)
    {
      g_autoptr (VasStatement) statement = NULL;

      statement = vas_sql_prepare (sql, "INSERT INTO command_subject (seq, subject_key) VALUES ($1, $2)", error);
      if (statement == NULL)
        return FALSE;
      vas_statement_bind (statement, "it", seq, g_ptr_array_index (subjects, i));
      if (!vas_statement_run_later (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
append (VasSql           *sql,
        const VasLogRow  *row,
        GPtrArray        *subjects,
        GError          **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql,
                               "INSERT INTO command_log (seq, command_id, type, actor, made_at, logged_at, body, body_hash, "
                               "result, verdict, previous_hash, hash, subjects_hash) "
                               "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "itttiittttttt", row->seq, row->command_id, row->type, row->actor, row->made_at,
                      row->logged_at, row->body, row->body_hash, row->result, row->verdict, row->previous_hash, row->hash,
                      row->subjects_hash);

  return vas_statement_run_later (statement, error) && vas_replica_advance (sql, row->seq, row->hash, error) &&
         add_log_subjects (sql, row->seq, subjects, error);
}

/**
 * vas_journal_log:
 * @row: everything but seq, previous_hash, subjects_hash and hash, which are filled in
 * @subjects: (element-type utf8): keys of the records it touched, each once
 *
 * Appends a settled command to the trail.
 */
gboolean
vas_journal_log (VasSql     *sql,
                 VasLogRow  *row,
                 GPtrArray  *subjects,
                 GError    **error)
{
  if (!take_head (sql, row, error))
    return FALSE;
  g_free (row->subjects_hash);
  row->subjects_hash = vas_journal_subjects_hash (subjects);
  g_free (row->hash);
  row->hash = vas_journal_row_hash (row);

  return append (sql, row, subjects, error);
}

/**
 * vas_journal_take_over:
 * @row: a row of the backend's trail, whole: the next one of this file's
 * @subjects: (element-type utf8): keys of the records it touched, each once
 *
 * Appends a row that a backend settled, as it is. %VAS_STORE_ERROR_CONSTRAINT where it does not follow the last one, or its hash
 * is not that of its contents: the trail shows tampering on the way, too (R29).
 */
gboolean
vas_journal_take_over (VasSql           *sql,
                       const VasLogRow  *row,
                       GPtrArray        *subjects,
                       GError          **error)
{
  g_autofree char *hash = vas_journal_row_hash (row);
  g_autofree char *subjects_hash = vas_journal_subjects_hash (subjects);
  g_autofree char *body_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, row->body, -1);
  g_autoptr (VasLogRow) head = g_new0 (VasLogRow, 1);

  if (!take_head (sql, head, error))
    return FALSE;
  if (row->seq == head->seq && g_str_equal (row->previous_hash, head->previous_hash) && g_str_equal (row->hash, hash) &&
      g_str_equal (row->body_hash, body_hash) && (row->subjects_hash == NULL || g_str_equal (row->subjects_hash, subjects_hash)))
    return append (sql, row, subjects, error);

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONSTRAINT,
               "R29: row %" G_GINT64_FORMAT " does not follow the trail of this file, which has %" G_GINT64_FORMAT " rows.",
               row->seq, head->seq - 1);
  return FALSE;
}

/** vas_journal_keep_personal: a personal value of a settled command, apart from the trail. */
gboolean
vas_journal_keep_personal (VasSql      *sql,
                           const char  *command_id,
                           const char  *name,
                           const char  *salt,
                           const char  *value,
                           GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "INSERT INTO personal_value (command_id, name, salt, value) VALUES ($1, $2, $3, $4)", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "tttt", command_id, name, salt, value);

  return vas_statement_run_later (statement, error);
}

static VasLogRow *
read_log_row (VasStatement *statement)
{
  VasLogRow *row = g_new0 (VasLogRow, 1);

  row->seq = vas_statement_get_int (statement, 0);
  row->command_id = g_strdup (vas_statement_get_text (statement, 1));
  row->type = g_strdup (vas_statement_get_text (statement, 2));
  row->actor = g_strdup (vas_statement_get_text (statement, 3));
  row->made_at = vas_statement_get_int (statement, 4);
  row->logged_at = vas_statement_get_int (statement, 5);
  row->body = g_strdup (vas_statement_get_text (statement, 6));
  row->body_hash = g_strdup (vas_statement_get_text (statement, 7));
  row->result = g_strdup (vas_statement_get_text (statement, 8));
  row->verdict = g_strdup (vas_statement_get_text (statement, 9));
  row->previous_hash = g_strdup (vas_statement_get_text (statement, 10));
  row->hash = g_strdup (vas_statement_get_text (statement, 11));
  row->subjects_hash = g_strdup (vas_statement_get_text (statement, 12));

  return row;
}

static GPtrArray *
read_log (VasStatement  *statement,
          GError       **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_log_row_free);
  gboolean row;

  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_log_row (statement));
    }

  return NULL;
}

static VasStatement *
prepare_logged (VasSql      *sql,
                const char  *command_id,
                GError     **error)
{
  VasStatement *statement = vas_sql_prepare (sql, "SELECT " LOG_COLUMNS " FROM command_log l WHERE l.command_id = $1", error);

  if (statement != NULL)
    vas_statement_bind (statement, "t", command_id);
  return statement;
}

/** vas_journal_foresee_logged: that vas_journal_find_logged() will be asked for. */
gboolean
vas_journal_foresee_logged (VasSql      *sql,
                            const char  *command_id,
                            GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_logged (sql, command_id, error);

  return statement != NULL && vas_statement_foresee (statement, error);
}

/**
 * vas_journal_find_logged:
 * @row: (out) (nullable): the settled command of that id, or NULL
 *
 * Returns: FALSE with @error set where the trail cannot be read
 */
gboolean
vas_journal_find_logged (VasSql      *sql,
                         const char  *command_id,
                         VasLogRow  **row,
                         GError     **error)
{
  g_autoptr (VasStatement) statement = prepare_logged (sql, command_id, error);
  gboolean found;

  if (statement == NULL || !vas_statement_step (statement, &found, error))
    return FALSE;
  *row = found ? read_log_row (statement) : NULL;

  return TRUE;
}

/** vas_journal_get: (out): the row of the trail at @seq, which there was: %VAS_STORE_ERROR_DAMAGED where there is none. */
gboolean
vas_journal_get (VasSql     *sql,
                 gint64      seq,
                 VasLogRow **row,
                 GError    **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean found;

  statement = vas_sql_prepare (sql, "SELECT " LOG_COLUMNS " FROM command_log l WHERE l.seq = $1", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "i", seq);
  if (!vas_statement_step (statement, &found, error))
    return FALSE;
  if (found)
    {
      *row = read_log_row (statement);
      return TRUE;
    }

  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, "The trail has no row %" G_GINT64_FORMAT ".", seq);
  return FALSE;
}

/** vas_journal_list_subject: (transfer full) (element-type VasLogRow): what was done with a record, oldest first. */
GPtrArray *
vas_journal_list_subject (VasSql      *sql,
                          const char  *subject_key,
                          GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "SELECT " LOG_COLUMNS " FROM command_subject c JOIN command_log l ON l.seq = c.seq "
                                    "WHERE c.subject_key = $1 ORDER BY l.seq", error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "t", subject_key);

  return read_log (statement, error);
}

/** vas_journal_list_after: (transfer full) (element-type VasLogRow): at most @limit rows of the trail after @seq. */
GPtrArray *
vas_journal_list_after (VasSql  *sql,
                        gint64   seq,
                        guint    limit,
                        GError **error)
{
  g_autoptr (VasStatement) statement = NULL;

  statement = vas_sql_prepare (sql, "SELECT " LOG_COLUMNS " FROM command_log l WHERE l.seq > $1 ORDER BY l.seq LIMIT $2", error);
  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "ii", seq, (gint64) limit);

  return read_log (statement, error);
}

/**
 * vas_counter_next:
 * @value: (out): the next number, from 1
 *
 * Numbers with legal meaning: only the authority takes one, in the transaction that uses it, so there are no holes.
 */
gboolean
vas_counter_next (VasSql      *sql,
                  const char  *name,
                  gint64      *value,
                  GError     **error)
{
  g_autoptr (VasStatement) statement = NULL;
  gboolean row;

  statement = vas_sql_prepare (sql, "INSERT INTO counter (name, value) VALUES ($1, 1) "
                                    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "t", name);
  if (!vas_statement_step (statement, &row, error))
    return FALSE;
  *value = vas_statement_get_int (statement, 0);

  return TRUE;
}
