/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Verifying the audit trail (R29): each row follows the one before it and is what it was, its body, its verdict and the list of
 * records that it touched included; the personal values beside it have the digests that it holds. Row by row; SQLite sorts the
 * list of records once, on the disk where it is long.
 */

#include "vas-verify-private.h"

#include "vas-journal.h"
#include "vas-json-reader.h"

#include <glib/gi18n-lib.h>

#define PAGE 500

/* What is wrong with a row of the trail that follows @previous; NULL where nothing is. */
static const char *
judge_log_row (VasLogRow  *row,
               gint64      seq,
               const char *previous)
{
  g_autofree char *body_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, row->body, -1);
  g_autofree char *hash = vas_journal_row_hash (row);

  if (row->seq != seq)
    return "the row before it is missing";
  if (!g_str_equal (row->previous_hash, previous))
    return "it does not follow the row before it";
  if (!g_str_equal (row->body_hash, body_hash))
    return "its body was changed";
  if (!g_str_equal (row->hash, hash))
    return "the row was changed";

  return NULL;
}

static gboolean
check_head (VasSql               *sql,
            const VasVerifyHost  *host,
            gint64                last,
            const char           *hash,
            guint64              *wrong,
            GError              **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT feed_seq, log_head FROM replica WHERE id = 1", error);
  gboolean row;

  if (statement == NULL || !vas_statement_step (statement, &row, error))
    return FALSE;
  if (row && vas_statement_get_int (statement, 0) == last && g_strcmp0 (vas_statement_get_text (statement, 1), hash) == 0)
    return TRUE;

  vas_verify_tell (host, "trail", "R29", "replica", "rows at the end of the trail are missing");
  (*wrong)++;

  return TRUE;
}

/* The subjects of all rows in the order of the trail, read beside it. */
typedef struct {
  VasStatement *statement;
  gboolean      row;                /* whether there is one that was not taken yet */
} Subjects;

/* Takes those of @seq; what belongs to no row of the trail comes before it. */
static GPtrArray *
take_subjects (Subjects  *subjects,
               gint64     seq,
               guint64   *strays,
               GError   **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  while (subjects->row && vas_statement_get_int (subjects->statement, 0) <= seq)
    {
      if (vas_statement_get_int (subjects->statement, 0) < seq)
        (*strays)++;
      else
        g_ptr_array_add (keys, g_strdup (vas_statement_get_text (subjects->statement, 1)));
      if (!vas_statement_step (subjects->statement, &subjects->row, error))
        return NULL;
    }

  return g_steal_pointer (&keys);
}

/* A walk along the trail: what stood before, and what was wrong so far. */
typedef struct {
  const VasVerifyHost *host;
  Subjects             subjects;
  char                *previous;    /* hash of the row before */
  gint64               seq;
  guint64              wrong;
} Walk;

static gboolean
walk_row (Walk       *walk,
          VasLogRow  *row,
          GError    **error)
{
  g_autofree char *subject = g_strdup_printf ("%" G_GINT64_FORMAT, row->seq);
  const char *what = judge_log_row (row, walk->seq + 1, walk->previous);
  g_autoptr (GPtrArray) keys = NULL;
  g_autofree char *hash = NULL;
  guint64 strays = 0;

  keys = take_subjects (&walk->subjects, row->seq, &strays, error);
  if (keys == NULL)
    return FALSE;
  hash = vas_journal_subjects_hash (keys);
  if (what == NULL && (strays > 0 || (row->subjects_hash != NULL && !g_str_equal (row->subjects_hash, hash))))
    what = "the records that it touched were changed";
  if (what != NULL)
    {
      vas_verify_tell (walk->host, "trail", "R29", subject, what);
      walk->wrong++;
    }
  walk->seq = row->seq;
  if (walk->host->step != NULL)
    walk->host->step ((guint64) walk->seq, walk->host->data);
  g_free (walk->previous);
  walk->previous = g_strdup (row->hash);

  return TRUE;
}

static gboolean
walk_trail (VasSql  *sql,
            Walk    *walk,
            GError **error)
{
  while (TRUE)
    {
      g_autoptr (GPtrArray) rows = vas_journal_list_after (sql, walk->seq, PAGE, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          if (!walk_row (walk, g_ptr_array_index (rows, i), error))
            return FALSE;
        }
      if (rows->len < PAGE)
        return TRUE;
    }
}

/** vas_verify_chain: the audit chain from its first row to its head, which is all of it that a desk of a backend has: personal values stay there. */
gboolean
vas_verify_chain (VasSql               *sql,
                  const VasVerifyHost  *host,
                  GError              **error)
{
  g_autofree char *previous = NULL;
  g_autoptr (VasStatement) statement =
    vas_sql_prepare_walk (sql, "SELECT seq, subject_key FROM command_subject ORDER BY seq, subject_key", error);
  Walk walk = { .host = host, .subjects = { .statement = statement }, .previous = g_strdup ("") };
  gboolean walked;

  walked = statement != NULL && vas_statement_step (statement, &walk.subjects.row, error) && walk_trail (sql, &walk, error);
  previous = g_steal_pointer (&walk.previous);
  if (!walked)
    return FALSE;
  if (walk.subjects.row)
    {
      vas_verify_tell (host, "trail", "R29", "replica", "records are said to be touched by commands that are not there");
      walk.wrong++;
    }
  if (!check_head (sql, host, walk.seq, previous, &walk.wrong, error))
    return FALSE;
  host->done (N_("trail"), (guint64) walk.seq, walk.wrong, host->data);

  return TRUE;
}

/* The digest that the body of the command holds; NULL where it holds none. */
static char *
find_digest (const char *body,
             const char *name)
{
  g_autoptr (JsonNode) root = vas_json_parse_strict (body, -1, G_MAXSIZE, NULL);
  JsonObject *personal = NULL;
  const char *digest = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !vas_json_get_object (json_node_get_object (root), "personal", TRUE, &personal, NULL) ||
      !vas_json_get_text (personal, name, TRUE, &digest, NULL))
    return NULL;

  return g_strdup (digest);
}

/* Each digest in the trail has its row, erased or not; a desk of a backend is given the trail without them. */
#define LACKING(personal) "SELECT l.command_id, j.key FROM command_log l " personal \
                          "LEFT JOIN personal_value p ON p.command_id = l.command_id AND p.name = j.key WHERE p.command_id IS NULL " \
                          "AND NOT EXISTS (SELECT 1 FROM replica r WHERE r.role = 'desk')"

static gboolean
check_kept (VasSql               *sql,
            const VasVerifyHost  *host,
            guint64              *wrong,
            GError              **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare (sql, vas_sql_get_engine (sql) == VAS_SQL_SQLITE
                          ? LACKING ("JOIN json_each (iif (json_valid (l.body), l.body, '{}'), '$.personal') j ON TRUE ")
                          : LACKING ("CROSS JOIN LATERAL json_object_keys (l.body::json -> 'personal') j (key) "), error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      vas_verify_tell (host, "personal", "R29", vas_statement_get_text (statement, 0), vas_statement_get_text (statement, 1));
      (*wrong)++;
    }

  return FALSE;
}

/* Personal values are what they were: each has the digest that the trail holds of it. One that was erased has no value. */
static gboolean
check_personal (VasSql               *sql,
                const VasVerifyHost  *host,
                GError              **error)
{
  g_autoptr (VasStatement) statement =
    vas_sql_prepare_walk (sql, "SELECT p.command_id, p.name, p.salt, p.value, l.body FROM personal_value p "
                          "LEFT JOIN command_log l ON l.command_id = p.command_id ORDER BY p.command_id, p.name", error);
  guint64 rows = 0, wrong = 0;
  gboolean row;

  if (statement == NULL || !check_kept (sql, host, &wrong, error))
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      g_autofree char *text = NULL, *expected = NULL, *digest = NULL;

      if (!row)
        {
          host->done (N_("personal"), rows, wrong, host->data);
          return TRUE;
        }
      rows++;
      if (vas_statement_is_null (statement, 3))
        continue;
      text = g_strconcat (vas_statement_get_text (statement, 2), vas_statement_get_text (statement, 3), NULL);
      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      if (!vas_statement_is_null (statement, 4))
        expected = find_digest (vas_statement_get_text (statement, 4), vas_statement_get_text (statement, 1));
      if (g_strcmp0 (digest, expected) != 0)
        {
          vas_verify_tell (host, "personal", "R29", vas_statement_get_text (statement, 0), vas_statement_get_text (statement, 1));
          wrong++;
        }
    }

  return FALSE;
}

/** vas_verify_trail: the audit chain from its first row to its head, and the personal values beside it. */
gboolean
vas_verify_trail (VasSql               *sql,
                  const VasVerifyHost  *host,
                  GError              **error)
{
  return vas_verify_chain (sql, host, error) && check_personal (sql, host, error);
}
