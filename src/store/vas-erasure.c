/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Erasing personal values for good (R29): in a record, in what stands beside the trail, in the images of the feed, in a desk's outbox and
 * drafts, in the full-text index and in the pages of the file.
 *
 * The trail itself holds salted digests and stays whole. A salt goes with its value: a mobile number has eleven digits, and who
 * had the salt could try them all. What a replica has of it is cleared where the row of the erasure arrives: the records by the feed,
 * the rest by vas_erasure_forget(). Inside the caller's transaction, on its thread. Cost: look-ups by index, a walk over commands
 * that were refused, and the merging of the full-text index (some seconds for 300,000 accounts): it happens a few times a year.
 */

#include "vas-erasure-private.h"

#include "vas-account.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-personal-request.h"
#include "vas-personal-store.h"
#include "vas-search.h"
#include "vas-sql-private.h"
#include "vas-table.h"

#include <string.h>

/* Fields that may hold something of a person without being marked personal; those that must have a value get a mask. */
static const struct {
  const char *table;
  const char *field;
  const char *text;
} spoken[] = {
  { "account", "name_masked", VAS_PERSONAL_MASK },
  { "account", "mobile_masked", NULL },
  { "account", "mobile_last4", NULL },
  { "account", "email_masked", NULL },
  { "request", "title", VAS_PERSONAL_MASK },
  { "request", "taxpayer_id", NULL },
  { "request", "recipient_name_masked", NULL },
  { "request", "recipient_mobile_masked", NULL },
  { "request", "recipient_address_masked", NULL },
  { "request", "reject_text", NULL },
  { "request", "caller_note", NULL },
  { "share", "stated_order", NULL },
  { "share", "stated_service", NULL },
  { "parcel", "recipient_name_masked", NULL },
  { "parcel", "recipient_mobile_masked", NULL },
  { "parcel", "recipient_address_masked", NULL },
  { "notice", "text", VAS_PERSONAL_MASK },
  { "note", "text", VAS_PERSONAL_MASK },
  { "note", "answer", NULL },
  { "personal_request", "text", VAS_PERSONAL_MASK },
  { "personal_request", "identity", VAS_PERSONAL_MASK },
  { "personal_request", "answer", NULL },
};

/** vas_erasure_clear_record: takes every personal value out of @entity, masked ones and words about the user included. */
void
vas_erasure_clear_record (VasEntity *entity)
{
  VasEntityClass *klass = VAS_ENTITY_GET_CLASS (entity);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (klass->fields[i].flags & VAS_FIELD_PERSONAL)
        vas_entity_set_text (entity, &klass->fields[i], NULL);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++)
    {
      if (g_str_equal (spoken[i].table, klass->table))
        vas_entity_set_text (entity, vas_entity_class_find_field (klass, spoken[i].field), spoken[i].text);
    }
}

static gboolean
run (VasSql      *sql,
     const char  *text,
     const char  *value,
     GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;

  vas_statement_bind (statement, "t", value);
  return vas_statement_run (statement, error);
}

#define OF_RECORD "(SELECT l.command_id FROM command_subject s JOIN command_log l ON l.seq = s.seq WHERE s.subject_key = $1)"
#define CLEAR_VALUES "UPDATE personal_value SET value = NULL, salt = '' WHERE value IS NOT NULL AND command_id "
#define CLEAR_ITEMS "UPDATE intake_item SET item_hash = '', salt = '' WHERE command_id "

/* The values beside the trail, and the digests of what the shop sent, of what was done to the records and of what was refused. */
static gboolean
clear_values (VasSql      *sql,
              GPtrArray   *keys,
              GPtrArray   *refused,
              GError     **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (!run (sql, CLEAR_VALUES "IN " OF_RECORD, g_ptr_array_index (keys, i), error) ||
          !run (sql, CLEAR_ITEMS "IN " OF_RECORD, g_ptr_array_index (keys, i), error))
        return FALSE;
    }
  for (guint i = 0; i < refused->len; i++)
    {
      if (!run (sql, CLEAR_VALUES "= $1", g_ptr_array_index (refused, i), error) ||
          !run (sql, CLEAR_ITEMS "= $1", g_ptr_array_index (refused, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_one_of (JsonObject *object,
           const char *member,
           GPtrArray  *keys)
{
  return g_ptr_array_find_with_equal_func (keys, json_object_get_string_member_with_default (object, member, ""), g_str_equal, NULL);
}

/* (transfer full) (nullable): the line of a record without what is erased, where it is one of @keys, or hangs on one: a share that a
 * correction replaced is nowhere else any more. */
static char *
clear_line (const char  *line,
            gsize        length,
            GPtrArray   *keys,
            GError     **error)
{
  const gboolean named = vas_erasure_names_any (line, (gssize) length, keys);
  g_autoptr (JsonNode) node = named ? vas_json_parse_strict (line, (gssize) length, G_MAXSIZE, error) : NULL;
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;
  const char *table = array != NULL ? json_array_get_string_element (array, 0) : NULL;
  JsonObject *object;

  if (!named)
    return g_strndup (line, length);
  if (array == NULL)
    return NULL;
  if (json_array_get_length (array) != 2 || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 1)))
    return g_strndup (line, length);
  object = json_array_get_object_element (array, 1);
  if (!is_one_of (object, "key", keys) && !is_one_of (object, "request_key", keys))
    return g_strndup (line, length);

  for (gsize i = 0; i < G_N_ELEMENTS (spoken); i++)
    {
      if (!g_str_equal (spoken[i].table, table))
        continue;
      if (spoken[i].text != NULL)
        json_object_set_string_member (object, spoken[i].field, spoken[i].text);
      else
        json_object_set_null_member (object, spoken[i].field);
    }

  return vas_json_to_text (node);
}

static char *
clear_lines (const char  *changes,
             GPtrArray   *keys,
             GError     **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *end;

  for (const char *line = changes; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      g_autofree char *cleared = clear_line (line, (gsize) (end - line), keys, error);

      if (cleared == NULL)
        return NULL;
      g_string_append (lines, cleared);
      g_string_append_c (lines, '\n');
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static gboolean
clear_feed_row (VasSql      *sql,
                gint64       seq,
                const char  *changes,
                GPtrArray   *keys,
                GError     **error)
{
  g_autofree char *cleared = clear_lines (changes, keys, error);
  g_autoptr (VasStatement) statement = NULL;

  if (cleared == NULL)
    return FALSE;
  if (g_str_equal (cleared, changes))
    return TRUE;

  statement = vas_sql_prepare (sql, "UPDATE feed SET changes = $1 WHERE seq = $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ti", cleared, seq);
  return vas_statement_run (statement, error);
}

/* The images in the rows that @query finds, by @subject where it is given. */
static gboolean
clear_feed_rows (VasSql      *sql,
                 const char  *query,
                 const char  *subject,
                 GPtrArray   *keys,
                 GError     **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (subject != NULL)
    vas_statement_bind_text (statement, 1, subject);
  while (vas_statement_step (statement, &row, error))
    {
      g_autofree char *changes = row ? g_strdup (vas_statement_get_text (statement, 1)) : NULL;

      if (!row)
        return TRUE;
      if (vas_erasure_names_any (changes, -1, keys) &&
          !clear_feed_row (sql, vas_statement_get_int (statement, 0), changes, keys, error))
        return FALSE;
    }

  return FALSE;
}

/* Images of earlier states: rows about the records or what hangs together with them, and imports, which name no subject. */
static gboolean
clear_feed (VasSql     *sql,
            GPtrArray  *keys,
            GError    **error)
{
  g_autoptr (GHashTable) near = vas_erasure_list_near (sql, keys, error);
  GHashTableIter iter;
  gpointer subject;

  if (near == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, near);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    {
      if (!clear_feed_rows (sql, "SELECT f.seq, f.changes FROM feed f WHERE f.seq IN "
                                 "(SELECT s.seq FROM command_subject s WHERE s.subject_key = $1)", subject, keys, error))
        return FALSE;
    }

  return clear_feed_rows (sql, "SELECT f.seq, f.changes FROM feed f WHERE f.seq IN (SELECT l.seq FROM command_log l "
                               "WHERE l.type IN ('import.accounts', 'import.requests'))", NULL, keys, error);
}

/* Chunks of snapshots are whole tables, zipped: a server, which shares them between daemons, has them made anew. */
static gboolean
clear_chunks (VasSql  *sql,
              GError **error)
{
  return vas_sql_get_engine (sql) == VAS_SQL_SQLITE || vas_sql_exec (sql, "DELETE FROM chunk", error);
}

/**
 * vas_erasure_clear_trail:
 * @keys: (element-type utf8): the records that were erased
 * @account_id: of the user, as the shop calls him: what it told and was refused names no key
 *
 * What an authority holds besides the records: values beside the trail, digests of the shop's items, images in the feed, and chunks of
 * snapshots, which other daemons give out.
 */
gboolean
vas_erasure_clear_trail (VasSql      *sql,
                         GPtrArray   *keys,
                         const char  *account_id,
                         GError     **error)
{
  g_autoptr (GPtrArray) all = vas_erasure_with_orders (sql, keys, error);
  g_autoptr (GPtrArray) refused = NULL;

  if (all == NULL || !clear_feed (sql, all, error))
    return FALSE;

  g_ptr_array_add (all, g_strdup_printf ("\"%s\"", account_id));
  refused = vas_erasure_list_refused (sql, all, error);
  return refused != NULL && clear_values (sql, all, refused, error) && clear_chunks (sql, error) &&
         vas_erasure_forget (sql, keys, error);
}

/**
 * vas_erasure_clear_images:
 * @keys: (element-type utf8): records of which something was taken, and those that they belong to
 *
 * vas_erasure_clear_trail() of the images alone: for what was never a personal argument of a command.
 */
gboolean
vas_erasure_clear_images (VasSql     *sql,
                          GPtrArray  *keys,
                          GError    **error)
{
  return clear_feed (sql, keys, error) && clear_chunks (sql, error) && vas_erasure_forget (sql, keys, error);
}

/**
 * vas_erasure_forget:
 * @keys: (element-type utf8): the records that were erased
 *
 * What any replica holds besides: settled commands with their values, forms that were being filled in, the index of names, and
 * the pages of the file, which are written anew once this is committed. Open commands stay: they are refused where they arrive. So do
 * settled ones without values, and the erasure itself, whose answer stays of the case: a backend that was restored from a backup of
 * before is told them again (vas_outbox_send_again()).
 */
gboolean
vas_erasure_forget (VasSql     *sql,
                    GPtrArray  *keys,
                    GError    **error)
{
  g_autoptr (GPtrArray) all = NULL;

  if (vas_sql_get_engine (sql) != VAS_SQL_SQLITE)
    return TRUE;
  all = vas_erasure_with_orders (sql, keys, error);
  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const char *key = g_ptr_array_index (all, i);

      if (!run (sql, "DELETE FROM outbox WHERE state NOT IN ('held', 'pending') AND personal <> '{}' AND type <> '" VAS_ERASURE_COMMAND "' "
                     "AND (body LIKE '%' || $1 || '%' OR command_id IN " OF_RECORD ")", key, error) ||
          !run (sql, "DELETE FROM draft WHERE subject = $1 OR value LIKE '%' || $1 || '%'", key, error))
        return FALSE;
    }
  sql->scrub = TRUE;

  return vas_search_merge (sql, error);
}

static gboolean
add_keys_of (VasSql      *sql,
             const char  *account_key,
             GPtrArray   *keys,
             GError     **error)
{
  g_autoptr (GPtrArray) records = vas_personal_list_records (sql, account_key, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (keys, g_strdup (vas_entity_get_key (g_ptr_array_index (records, i))));

  return TRUE;
}

/** vas_erasure_forget_all: vas_erasure_forget() of all that was ever erased: where a desk's own was brought over from an older file. */
gboolean
vas_erasure_forget_all (VasSql  *sql,
                        GError **error)
{
  g_autoptr (VasStatement) statement = vas_sql_prepare (sql, "SELECT key FROM account WHERE erased_at IS NOT NULL", error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (vas_statement_step (statement, &row, error))
    {
      if (!row)
        return keys->len == 0 || vas_erasure_forget (sql, keys, error);
      if (!add_keys_of (sql, vas_statement_get_text (statement, 0), keys, error))
        return FALSE;
    }

  return FALSE;
}
