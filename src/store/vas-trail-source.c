/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasTrailSource: the audit trail for a VasRowModel, newest first, at any length. The id of a row is its place in the trail. Without a filter the
 * ids are a walk along the primary key; a record is found by the index of what commands touched. Whatever a command is about is named by what
 * people call it: the request before all else, then the account, the order, the person. Main thread; the statements run on a reader of the store.
 */

#include "vas-trail-source.h"

#include "vas-finding-text.h"
#include "vas-json-reader.h"
#include "vas-verdict-json.h"

/* Whose commands: of one key, or of all shops, each of which has its own name behind the prefix. */
#define BY_WHOM "($1 = '' OR actor = $1 OR ($1 = '" VAS_TRAIL_SHOP "' AND actor >= '" VAS_TRAIL_SHOP "' AND actor < 'shop0'))"

/* An argument of the command in the trail, and the first of a list, as each engine takes it out of the body. */
#define MAX_VERDICT (16 * 1024 * 1024)

/* More of them would be read by nobody there; all are in the trail. */
#define MOST_MOVED 50

#define LITE(name) "json_extract (l.body, '$.args." name "')"
#define LITE_FIRST(name) "json_extract (l.body, '$.args." name "[0]')"
#define SERVER(name) "(l.body::json #>> '{args," name "}')"
#define SERVER_FIRST(name) "(l.body::json #>> '{args," name ",0}')"

#define RECORD(ARG, FIRST) \
  "SELECT l.seq, l.type, coalesce (p.name, l.actor), l.logged_at, l.result, " \
  "coalesce ((SELECT r.number FROM request r WHERE r.key = coalesce (" ARG ("request") ", " FIRST ("requests") ", " \
  ARG ("subject_key") ")), " \
  "(SELECT r.number FROM request r JOIN fapiao f ON f.request_key = r.key WHERE f.key = coalesce (" FIRST ("fapiao") ", " \
  ARG ("fapiao") ") OR f.parcel_key = coalesce (" ARG ("parcel") ", " ARG ("subject_key") ") LIMIT 1), " \
  "(SELECT a.account_id FROM account a WHERE a.key = coalesce (" ARG ("account") ", " ARG ("subject_key") ")), " \
  "(SELECT o.number FROM orders o WHERE o.key = coalesce (" ARG ("order") ", " ARG ("subject_key") ")), " \
  "(SELECT s.name FROM staff s WHERE s.key = coalesce (" ARG ("staff") ", " ARG ("deputy") ")), " \
  "CASE WHEN l.type = 'staff.add' THEN " ARG ("name") " END), " ARG ("reason") ", " \
  "CASE WHEN l.type = 'import.calendar' THEN l.verdict END " \
  "FROM command_log l LEFT JOIN staff p ON p.key = l.actor WHERE l.seq = $1"

struct _VasTrailSource
{
  VasSqlSource      parent_instance;

  VasTrailQuestion *question;           /* counted */
};

G_DEFINE_FINAL_TYPE (VasTrailEntry, vas_trail_entry, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (VasTrailSource, vas_trail_source, VAS_TYPE_SQL_SOURCE)

static void
vas_trail_entry_finalize (GObject *object)
{
  VasTrailEntry *self = VAS_TRAIL_ENTRY (object);

  g_free (self->type);
  g_free (self->actor);
  g_free (self->record);
  g_free (self->reason);

  G_OBJECT_CLASS (vas_trail_entry_parent_class)->finalize (object);
}

static void
vas_trail_entry_class_init (VasTrailEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_trail_entry_finalize;
}

static void
vas_trail_entry_init (VasTrailEntry *self)
{
}

static void
question_clear (gpointer data)
{
  VasTrailQuestion *question = data;

  g_free (question->actor);
  g_free (question->type);
  g_free (question->record);
}

static VasTrailQuestion *
question_new (const VasTrailQuestion *wanted)
{
  VasTrailQuestion *question = g_atomic_rc_box_new0 (VasTrailQuestion);

  question->actor = g_strdup (wanted->actor);
  question->type = g_strdup (wanted->type);
  question->record = g_strdup (wanted->record);
  question->from = wanted->from;
  question->to = wanted->to;
  return question;
}

static gpointer
vas_trail_source_ref_question (VasSqlSource *source)
{
  return g_atomic_rc_box_acquire (VAS_TRAIL_SOURCE (source)->question);
}

static void
vas_trail_source_unref_question (gpointer question)
{
  g_atomic_rc_box_release_full (question, question_clear);
}

static GType
vas_trail_source_get_item_type (VasSqlSource *source)
{
  return VAS_TYPE_TRAIL_ENTRY;
}

static const char * const *
vas_trail_source_get_tables (VasSqlSource *source)
{
  static const char * const tables[] = { "command_log", "staff", NULL };

  return tables;
}

static VasStatement *
vas_trail_source_prepare_ids (gconstpointer   data,
                              VasSql         *sql,
                              guint           limit,
                              GError        **error)
{
  const VasTrailQuestion *question = data;
  const gint64 most = limit > 0 ? limit : G_MAXUINT32;
  VasStatement *statement;

  if (*question->record == '\0')
    {
      statement = vas_sql_prepare (sql, "SELECT seq FROM command_log WHERE " BY_WHOM " AND ($2 = '' OR type = $2) "
                                        "AND logged_at >= $3 AND logged_at < $4 ORDER BY seq DESC LIMIT $5", error);
      if (statement != NULL)
        vas_statement_bind (statement, "ttiii", question->actor, question->type, question->from, question->to, most);
      return statement;
    }

  statement = vas_sql_prepare (sql, "SELECT seq FROM command_log WHERE " BY_WHOM " AND ($2 = '' OR type = $2) "
                                    "AND logged_at >= $3 AND logged_at < $4 AND seq IN (SELECT s.seq FROM command_subject s "
                                    "WHERE s.subject_key IN (SELECT key FROM request WHERE number = $5 "
                                    "UNION SELECT key FROM orders WHERE number = $5 "
                                    "UNION SELECT key FROM fapiao WHERE number = $5 "
                                    "UNION SELECT key FROM account WHERE account_id = $5)) ORDER BY seq DESC LIMIT $6", error);
  if (statement != NULL)
    vas_statement_bind (statement, "ttiiti", question->actor, question->type, question->from, question->to, question->record, most);
  return statement;
}

static VasStatement *
vas_trail_source_prepare_record (gconstpointer   question,
                                 VasSql         *sql,
                                 GError        **error)
{
  const char *query = vas_sql_get_engine (sql) == VAS_SQL_POSTGRESQL ? RECORD (SERVER, SERVER_FIRST) : RECORD (LITE, LITE_FIRST);

  return vas_sql_prepare (sql, query, error);
}

/* (transfer full) (nullable): the terms that a change of the calendar moved. @text: (nullable): the verdict, as kept */
static char *
describe_moved (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? vas_json_parse_strict (text, -1, MAX_VERDICT, NULL) : NULL;
  g_autoptr (VasVerdict) verdict = node != NULL ? vas_verdict_from_json (node, NULL) : NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; verdict != NULL && i < vas_verdict_get_n (verdict) && n <= MOST_MOVED; i++)
    {
      VasFinding *finding = vas_verdict_get (verdict, i);
      g_autofree char *sentence = NULL;

      if (!g_str_equal (finding->code, "term-moved"))
        continue;
      sentence = n++ < MOST_MOVED ? vas_finding_describe (finding) : g_strdup ("…");
      g_string_append_printf (all, "%s%s", all->len > 0 ? "; " : "", sentence);
    }

  return all->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

static gpointer
vas_trail_source_read_record (gconstpointer  question,
                              VasStatement  *statement)
{
  VasTrailEntry *entry = g_object_new (VAS_TYPE_TRAIL_ENTRY, NULL);

  entry->seq = vas_statement_get_int (statement, 0);
  entry->type = g_strdup (vas_statement_get_text (statement, 1));
  entry->actor = g_strdup (vas_statement_get_text (statement, 2));
  entry->logged_at = vas_statement_get_int (statement, 3);
  entry->applied = g_strcmp0 (vas_statement_get_text (statement, 4), "applied") == 0;
  entry->record = g_strdup (vas_statement_get_text (statement, 5));
  entry->reason = g_strdup (vas_statement_get_text (statement, 6));
  if (entry->reason == NULL)
    entry->reason = describe_moved (vas_statement_get_text (statement, 7));
  return entry;
}

static void
vas_trail_source_finalize (GObject *object)
{
  g_clear_pointer (&VAS_TRAIL_SOURCE (object)->question, vas_trail_source_unref_question);

  G_OBJECT_CLASS (vas_trail_source_parent_class)->finalize (object);
}

static void
vas_trail_source_class_init (VasTrailSourceClass *klass)
{
  VasSqlSourceClass *source_class = VAS_SQL_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vas_trail_source_finalize;

  source_class->get_item_type = vas_trail_source_get_item_type;
  source_class->ref_question = vas_trail_source_ref_question;
  source_class->unref_question = vas_trail_source_unref_question;
  source_class->prepare_ids = vas_trail_source_prepare_ids;
  source_class->prepare_record = vas_trail_source_prepare_record;
  source_class->read_record = vas_trail_source_read_record;
  source_class->get_tables = vas_trail_source_get_tables;
}

static void
vas_trail_source_init (VasTrailSource *self)
{
  const VasTrailQuestion all = { (char *) "", (char *) "", (char *) "", 0, G_MAXINT64 };

  self->question = question_new (&all);
}

/** vas_trail_source_new: (transfer full): of the whole trail. */
VasTrailSource *
vas_trail_source_new (VasStore *store)
{
  return g_object_new (VAS_TYPE_TRAIL_SOURCE, "store", store, NULL);
}

/** vas_trail_source_ask: @question: (transfer none): which rows of it from now on. */
void
vas_trail_source_ask (VasTrailSource         *self,
                      const VasTrailQuestion *question)
{
  vas_trail_source_unref_question (self->question);
  self->question = question_new (question);
  vas_row_source_changed (VAS_ROW_SOURCE (self), VAS_ROW_CHANGE_VIEW);
}

static VasTrailEntry *
read_entry (VasSql        *sql,
            gconstpointer  question,
            gint64         seq,
            GError       **error)
{
  g_autoptr (VasStatement) statement = vas_trail_source_prepare_record (question, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  vas_statement_bind (statement, "i", seq);
  if (!vas_statement_step (statement, &row, error) || !row)
    return NULL;

  return vas_trail_source_read_record (question, statement);
}

/**
 * vas_trail_list:
 * @limit: the most rows; at least 1
 *
 * The rows that a list of them shows, by the same questions, for what shows no list. On the connection and thread of the caller.
 *
 * Returns: (transfer full) (nullable) (element-type VasTrailEntry): newest first; NULL with @error set where it could not be read
 */
GPtrArray *
vas_trail_list (VasSql                  *sql,
                const VasTrailQuestion  *question,
                guint                    limit,
                GError                 **error)
{
  g_autoptr (VasStatement) statement = vas_trail_source_prepare_ids (question, sql, limit, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  while (statement != NULL && vas_statement_step (statement, &row, error) && row)
    {
      const gint64 seq = vas_statement_get_int (statement, 0);

      g_array_append_val (ids, seq);
    }
  if (statement == NULL || row)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      VasTrailEntry *entry = read_entry (sql, question, g_array_index (ids, gint64, i), error);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}
