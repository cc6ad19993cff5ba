/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The feed to the shop, made from the feed to the desks: of each record that a row of the trail left behind, what a shop may know, in the
 * shop's own names for it. Whoever is not named here is not told: no notes, no staff, no reasons of the house, no titles and
 * recipients; and what the house thinks of an account before it acts is “normal” to the shop.
 *
 * Reads only, inside the caller's snapshot, on its thread. Cost: a look-up by key for each name that a line needs, once a page.
 */

#include "vas-shop-feed.h"

#include "vas-account.h"
#include "vas-feed-private.h"
#include "vas-json-reader.h"
#include "vas-notice.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-request.h"
#include "vas-service.h"
#include "vas-table.h"
#include "vas-terms.h"

#include <string.h>

/* By the states that there are, since an index finds those and nothing but a walk finds the rest. */
#define OPEN_REQUESTS "WHERE r.state IN ('review', 'second', 'to_issue', 'to_ship', 'to_pickup', 'to_tell', 'returning')"

/* One page: where the lines go, and names that were looked up for it. */
typedef struct {
  VasSql     *sql;
  GString    *lines;
  GHashTable *names;   /* key of a record → the shop's name for it, owned */
} Page;

static void
page_init (Page    *page,
           VasSql  *sql,
           GString *lines)
{
  page->sql = sql;
  page->lines = lines;
  page->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
page_clear (Page *page)
{
  g_hash_table_unref (page->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
append (Page       *page,
        const char *kind,
        JsonObject *object)
{
  JsonArray *line = json_array_new ();

  json_array_add_string_element (line, kind);
  json_array_add_object_element (line, json_object_ref (object));
  vas_feed_append_line (page->lines, line);
}

static void
copy (JsonObject *from,
      const char *member,
      JsonObject *to,
      const char *name)
{
  if (json_object_has_member (from, member) && !json_object_get_null_member (from, member))
    json_object_set_member (to, name, json_node_copy (json_object_get_member (from, member)));
}

/* Members of @from and their names in @to, in pairs, ended by NULL. */
static void G_GNUC_NULL_TERMINATED
copy_all (JsonObject *from,
          JsonObject *to,
          ...)
{
  const char *member;
  va_list pairs;

  va_start (pairs, to);
  while ((member = va_arg (pairs, const char *)) != NULL)
    copy (from, member, to, va_arg (pairs, const char *));
  va_end (pairs);
}

static const char *
get_text (JsonObject *image,
          const char *member)
{
  return json_object_has_member (image, member) && !json_object_get_null_member (image, member)
         ? json_object_get_string_member (image, member) : NULL;
}

/* Another word than that the feed does not reach back, which sends the shop to its beginning: there it would meet the same. */
static gboolean
fail_damaged (const char  *key,
              GError     **error)
{
  g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_DAMAGED, "The feed names a record that is not there: %s.", key);
  return FALSE;
}

/* Sets @name to what the shop calls the record that the member @member of @image names; nothing where it names none. */
static gboolean
set_name (Page        *page,
          JsonObject  *image,
          const char  *member,
          GType        type,
          const char  *field_name,
          JsonObject  *object,
          const char  *name,
          GError     **error)
{
  const char *key = get_text (image, member);
  const char *known = key != NULL ? g_hash_table_lookup (page->names, key) : NULL;

  if (key == NULL)
    return TRUE;
  if (known == NULL)
    {
      g_autoptr (VasEntity) entity = NULL;
      const VasField *field;

      if (!vas_table_look_up (page->sql, type, "key", key, &entity, error))
        return FALSE;
      if (entity == NULL)
        return fail_damaged (key, error);
      field = vas_entity_class_find_field (VAS_ENTITY_GET_CLASS (entity), field_name);
      if (vas_entity_get_text (entity, field) == NULL)
        return TRUE;
      g_hash_table_insert (page->names, g_strdup (key), g_strdup (vas_entity_get_text (entity, field)));
      known = g_hash_table_lookup (page->names, key);
    }
  json_object_set_string_member (object, name, known);

  return TRUE;
}

static gboolean
set_account (Page        *page,
             JsonObject  *image,
             JsonObject  *object,
             GError     **error)
{
  return set_name (page, image, "account_key", VAS_TYPE_ACCOUNT, "account_id", object, "account", error);
}

static gboolean
tell_service (Page        *page,
              JsonObject  *image,
              GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  copy_all (image, object, "code", "service", "name", "name", "name_en", "name_en", "description", "description", "state", "state",
            NULL);
  append (page, "service", object);

  return TRUE;
}

static gboolean
tell_plan (Page        *page,
           JsonObject  *image,
           GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  copy_all (image, object, "code", "plan", "name", "name", "name_en", "name_en", "days", "days", "uses", "uses", "state", "state",
            NULL);
  if (!set_name (page, image, "service_key", VAS_TYPE_SERVICE, "code", object, "service", error))
    return FALSE;
  append (page, "plan", object);

  return TRUE;
}

static gboolean
tell_price (Page        *page,
            JsonObject  *image,
            GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  copy_all (image, object, "amount", "amount", "starts_at", "starts_at", "ends_at", "ends_at", NULL);
  if (!set_name (page, image, "plan_key", VAS_TYPE_PLAN, "code", object, "plan", error))
    return FALSE;
  append (page, "price", object);

  return TRUE;
}

static gboolean
tell_terms (Page        *page,
            JsonObject  *image,
            GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (g_strcmp0 (get_text (image, "state"), "current") != 0)
    return TRUE;
  copy_all (image, object, "label", "terms", "updated_on", "updated_on", "effective_at", "effective_at", "sha256", "sha256", NULL);
  append (page, "terms", object);

  return TRUE;
}

static gboolean
tell_account (Page        *page,
              JsonObject  *image,
              GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *state = get_text (image, "state");

  copy (image, "account_id", object, "account");
  json_object_set_string_member (object, "state", g_str_equal (state, "flagged") || g_str_equal (state, "proposed") ? "normal" : state);
  append (page, "account", object);

  return TRUE;
}

static gboolean
tell_order (Page        *page,
            JsonObject  *image,
            GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  copy_all (image, object, "number", "order", "state", "state", "price", "price", "paid_at", "paid_at",
            "valid_until", "valid_until", "closed_at", "closed_at", NULL);
  if (!set_account (page, image, object, error))
    return FALSE;
  append (page, "order", object);

  return TRUE;
}

static gboolean
tell_payment (Page        *page,
              JsonObject  *image,
              GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  copy_all (image, object, "transaction_no", "transaction", "channel", "channel", "order_number", "order", "amount", "amount",
            "state", "state", NULL);
  append (page, "payment", object);

  return TRUE;
}

/* Steps of the house are one to the user. */
static const char *
find_request_state (const char *state)
{
  static const struct {
    const char *state;
    const char *told;
  } states[] = {
    { "review", "review" }, { "second", "review" }, { "to_issue", "approved" }, { "to_ship", "issued" }, { "to_pickup", "issued" },
    { "to_tell", "issued" }, { "done", "done" }, { "rejected", "rejected" }, { "withdrawn", "withdrawn" },
    { "returning", "returning" }, { "voided", "ended" }, { "reversed", "ended" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_strcmp0 (states[i].state, state) == 0)
        return states[i].told;
    }

  return NULL;
}

static gboolean
tell_request (Page        *page,
              JsonObject  *image,
              GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *state = find_request_state (get_text (image, "state"));

  if (state == NULL || get_text (image, "number") == NULL)
    return TRUE;
  copy (image, "number", object, "request");
  json_object_set_string_member (object, "state", state);
  copy_all (image, object, "amount", "amount", "requested_at", "requested_at", NULL);
  if (g_str_equal (state, "review"))
    copy (image, "review_due", object, "due");
  if (g_str_equal (state, "rejected"))
    copy (image, "reject_text", object, "text");
  if (!set_account (page, image, object, error))
    return FALSE;
  append (page, "request", object);

  return TRUE;
}

/* R22: a message waits for the shop; what became of it otherwise is told, too, so that none goes out that should not. */
static gboolean
tell_notice (Page        *page,
             JsonObject  *image,
             GError     **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const gboolean waits = g_strcmp0 (get_text (image, "state"), "queued") == 0;

  if (g_strcmp0 (get_text (image, "channel"), "phone") == 0)
    return TRUE;
  copy (image, "key", object, "notice");
  json_object_set_string_member (object, "state", waits ? "waiting" : get_text (image, "state"));
  copy_all (image, object, "kind", "kind", "channel", "channel", "made_at", "made_at", NULL);
  if (waits)
    copy (image, "text", object, "text");
  if (!set_account (page, image, object, error) ||
      !set_name (page, image, "request_key", VAS_TYPE_REQUEST, "number", object, "request", error))
    return FALSE;
  append (page, "message", object);

  return TRUE;
}

static const struct {
  const char *table;
  gboolean  (*tell) (Page        *page,
                     JsonObject  *image,
                     GError     **error);
} tables[] = {
  { "service", tell_service },
  { "plan", tell_plan },
  { "price", tell_price },
  { "terms_version", tell_terms },
  { "account", tell_account },
  { "orders", tell_order },
  { "payment", tell_payment },
  { "request", tell_request },
  { "notice", tell_notice },
};

/* A line of the desks' feed: ["<table>",{…}]. */
static gboolean
tell_line (Page        *page,
           const char  *line,
           gsize        length,
           GError     **error)
{
  const char *end = length > 2 ? memchr (line + 2, '"', length - 2) : NULL;

  for (gsize i = 0; end != NULL && i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (JsonNode) node = NULL;

      if (strlen (tables[i].table) != (gsize) (end - line) - 2 || strncmp (line + 2, tables[i].table, (gsize) (end - line) - 2) != 0)
        continue;
      node = vas_json_parse_strict (line, (gssize) length, G_MAXSIZE, error);

      return node != NULL && tables[i].tell (page, json_array_get_object_element (json_node_get_array (node), 1), error);
    }

  return TRUE;
}

static gboolean
tell_changes (Page        *page,
              const char  *changes,
              GError     **error)
{
  while (*changes != '\0')
    {
      const gsize length = strcspn (changes, "\n");

      if (!tell_line (page, changes, length, error))
        return FALSE;
      changes += length + (changes[length] == '\n' ? 1 : 0);
    }

  return TRUE;
}

/**
 * vas_shop_feed_read:
 * @after: the last row of the trail that the shop was told of
 * @max_bytes: at which size no further row is begun
 * @max_rows: how many rows are looked at
 * @lines: to which the lines are appended
 * @through: (out): the last row that was looked at; @after where there is none
 *
 * Reads the feed on. %VAS_STORE_ERROR_NOT_FOUND where it does not reach back to @after: the shop begins anew.
 */
gboolean
vas_shop_feed_read (VasSql   *sql,
                    gint64    after,
                    gsize     max_bytes,
                    guint     max_rows,
                    GString  *lines,
                    gint64   *through,
                    GError  **error)
{
  g_autoptr (VasStatement) statement = NULL;
  g_auto (Page) page = { NULL };
  gboolean row;

  page_init (&page, sql, lines);
  *through = after;
  statement = vas_sql_prepare (sql, "SELECT seq, changes FROM feed WHERE seq > $1 ORDER BY seq LIMIT $2", error);
  if (statement == NULL)
    return FALSE;
  vas_statement_bind (statement, "ii", after, (gint64) max_rows);

  while (lines->len < max_bytes)
    {
      if (!vas_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (vas_statement_get_int (statement, 0) != *through + 1)
        {
          g_set_error (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "The feed does not reach back to row %" G_GINT64_FORMAT ".",
                       *through + 1);
          return FALSE;
        }
      if (!tell_changes (&page, vas_statement_get_text (statement, 1), error))
        return FALSE;
      (*through)++;
    }

  return TRUE;
}

/* Every record of @type that @rest, the condition and the order, names. @now: what $1 stands for; %VAS_NONE where it has none. */
static gboolean
tell_all (Page        *page,
          GType        type,
          const char  *rest,
          gint64       now,
          gboolean   (*tell) (Page *, JsonObject *, GError **),
          GError     **error)
{
  const char *columns = vas_table_columns (type, "r"); /* makes the class, where nobody has before */
  VasEntityClass *klass = g_type_class_peek_static (type);
  g_autofree char *query = g_strconcat ("SELECT ", columns, " FROM ", klass->table, " r ", rest, NULL);
  g_autoptr (VasStatement) statement = vas_sql_prepare (page->sql, query, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  if (now != VAS_NONE)
    vas_statement_bind (statement, "i", now);
  while (vas_statement_step (statement, &row, error) && row)
    {
      g_autoptr (VasEntity) entity = vas_table_read (type, statement, 0);
      g_autoptr (JsonNode) image = vas_feed_encode (entity);

      if (!tell (page, json_node_get_object (image), error))
        return FALSE;
    }

  return !row;
}

/**
 * vas_shop_feed_begin:
 * @now: instant
 *
 * What a shop must know to begin: the catalog with prices that are or will be in force, the terms in force, the accounts that may
 * not buy, the requests that are open, and the messages that wait. Of its orders it knows itself.
 */
gboolean
vas_shop_feed_begin (VasSql   *sql,
                     gint64    now,
                     GString  *lines,
                     GError  **error)
{
  g_auto (Page) page = { NULL };

  page_init (&page, sql, lines);

  return tell_all (&page, VAS_TYPE_SERVICE, "ORDER BY r.key", VAS_NONE, tell_service, error) &&
         tell_all (&page, VAS_TYPE_PLAN, "ORDER BY r.key", VAS_NONE, tell_plan, error) &&
         tell_all (&page, VAS_TYPE_PRICE, "WHERE r.ends_at IS NULL OR r.ends_at > $1 ORDER BY r.key", now, tell_price, error) &&
         tell_all (&page, VAS_TYPE_TERMS, "WHERE r.state = 'current' ORDER BY r.key", VAS_NONE, tell_terms, error) &&
         tell_all (&page, VAS_TYPE_ACCOUNT, "WHERE r.state IN ('frozen', 'suspended', 'cancelled') ORDER BY r.key", VAS_NONE, tell_account,
                   error) &&
         tell_all (&page, VAS_TYPE_REQUEST, OPEN_REQUESTS " ORDER BY r.key", VAS_NONE, tell_request, error) &&
         tell_all (&page, VAS_TYPE_NOTICE, "WHERE r.state = 'queued' ORDER BY r.made_at, r.key", VAS_NONE, tell_notice, error);
}
