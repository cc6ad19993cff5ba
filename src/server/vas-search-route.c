/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/search and GET /v1/records: what a desk does not hold (doc/protocol.md).
 *
 * A search answers with what a desk may show anyway: names and mobiles masked (R31). It is a POST, though nothing changes by it: a
 * mobile in a query would stand in the log of whatever is in front of the server (I10). Records are a case, whole, in the form of the feed. Who
 * works with neither users nor their invoices searches nothing; a person has sixty questions in a minute, counted in memory, so that nobody
 * copies the accounts out by asking. Of whole mobiles and e-mails it is twenty in an hour, whether they are found or not: who is shown
 * seven digits of a mobile could otherwise try the other four until one is found, and no reveal would be in the trail.
 */

#include "vas-search-route.h"

#include "vas-feed.h"
#include "vas-feed-route.h"
#include "vas-find.h"
#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-limiter.h"
#include "vas-migrate.h"
#include "vas-mobile.h"
#include "vas-order.h"
#include "vas-problem.h"
#include "vas-replica-head.h"
#include "vas-request.h"
#include "vas-role.h"
#include "vas-roles-now.h"
#include "vas-scope.h"
#include "vas-server-error.h"
#include "vas-sessions.h"
#include "vas-table.h"
#include "vas-time.h"

#include <string.h>

#define MOST 60
#define WINDOW VAS_INSTANT_MINUTE
#define MOST_WHOLE 20
#define WHOLE_WINDOW VAS_INSTANT_HOUR
#define MOST_PEOPLE 10000
#define BODY_LIMIT 4096
#define MOST_TEXT 100
#define USUAL_LIMIT 20
#define SEARCHERS (VAS_ROLE_ORDER_AGENT | VAS_ROLE_INVOICE_CLERK | VAS_ROLE_INVOICE_SUPERVISOR | VAS_ROLE_AUDITOR | VAS_ROLE_ADMINISTRATOR)

struct _VasSearches
{
  VasBackend *backend;
  VasLimiter *limiter;
  VasLimiter *whole;      /* of mobiles and e-mails */
};

typedef struct {
  const char *staff_key;
  gint64      now;
  const char *text;
  gint64      limit;
} Question;

static gboolean
may_search (VasSql          *sql,
            const Question  *question,
            GError         **error)
{
  g_autoptr (VasStaff) staff = vas_table_get (sql, VAS_TYPE_STAFF, question->staff_key, error);
  guint roles;

  if (staff == NULL || !vas_roles_now (sql, staff, vas_instant_to_date (question->now), &roles, error))
    return FALSE;
  if (roles & SEARCHERS)
    return TRUE;

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_FORBIDDEN, "This role searches nothing.");
  return FALSE;
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
describe_order (JsonObject *hit,
                VasOrder   *order)
{
  g_autofree char *record = g_strconcat ("order/", vas_entity_get_key (VAS_ENTITY (order)), NULL);
  g_autofree char *title = g_strdup_printf ("%s %s", order->service_name, order->plan_name);

  json_object_set_string_member (hit, "record", record);
  set_text (hit, "number", order->number);
  json_object_set_string_member (hit, "title", title);
  json_object_set_string_member (hit, "state", vas_enum_to_id (&vas_order_state_enum, order->state));
  json_object_set_int_member (hit, "amount", order->price);
  json_object_set_int_member (hit, "at", order->paid_at != VAS_NONE ? order->paid_at : order->made_at);
}

static void
describe_request (JsonObject *hit,
                  VasRequest *request)
{
  g_autofree char *record = g_strconcat ("request/", vas_entity_get_key (VAS_ENTITY (request)), NULL);

  json_object_set_string_member (hit, "record", record);
  set_text (hit, "number", request->number);
  set_text (hit, "title", request->title);
  json_object_set_string_member (hit, "state", vas_enum_to_id (&vas_request_state_enum, request->state));
  json_object_set_int_member (hit, "amount", request->amount);
  json_object_set_int_member (hit, "at", request->requested_at);
}

static JsonObject *
describe (const VasFound *found)
{
  JsonObject *hit = json_object_new ();
  const VasAccount *account = found->account;

  if (VAS_IS_ORDER (found->record))
    describe_order (hit, VAS_ORDER (found->record));
  else
    describe_request (hit, VAS_REQUEST (found->record));
  set_text (hit, "account", account != NULL ? account->account_id : NULL);
  set_text (hit, "name", account != NULL ? account->name_masked : NULL);
  set_text (hit, "mobile", account != NULL ? account->mobile_masked : NULL);
  return hit;
}

/* A VasStoreFunc: (transfer full) the answer. */
static gpointer
search (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = NULL;
  JsonNode *node;
  JsonObject *answer;
  JsonArray *hits;
  gboolean more;

  if (!may_search (sql, question, error))
    return NULL;
  found = vas_find_records (sql, question->text, (guint) question->limit, &more, error);
  if (found == NULL)
    return NULL;

  hits = json_array_new ();
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (hits, describe (g_ptr_array_index (found, i)));
  answer = json_object_new ();
  json_object_set_array_member (answer, "hits", hits);
  json_object_set_boolean_member (answer, "more", more);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, answer);
  return node;
}

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
read_question (JsonNode  *root,
               Question  *question,
               GError   **error)
{
  if (root == NULL || !vas_json_get_text (json_node_get_object (root), "text", TRUE, &question->text, error) ||
      !vas_json_get_int (json_node_get_object (root), "limit", FALSE, &question->limit, error))
    return FALSE;
  if (question->limit == VAS_NONE)
    question->limit = USUAL_LIMIT;
  if (g_utf8_strlen (question->text, -1) < 2 || g_utf8_strlen (question->text, -1) > MOST_TEXT)
    return fail ("text: has 2 to 100 characters", error);

  return (question->limit >= 1 && question->limit <= VAS_FIND_MOST) || fail ("limit: is from 1 to 50", error);
}

/* Whether an answer says that a whole mobile or e-mail is somebody's. */
static gboolean
asks_whole (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *mobile = vas_mobile_normalize (plain, NULL);

  return mobile != NULL || strchr (plain, '@') != NULL;
}

static gboolean
take_whole (VasSearches     *self,
            VasHttpRequest  *request,
            const Question  *question)
{
  gint64 wait;

  if (!asks_whole (question->text) || vas_limiter_take (self->whole, question->staff_key, question->now, &wait))
    return TRUE;

  vas_http_request_reply (request, vas_problem_reply_too_many ("Too many whole mobiles and e-mails were looked for in the last hour.", wait));
  return FALSE;
}

/* Counts the question; where there were too many the request is answered. */
static gboolean
take (VasSearches     *self,
      VasHttpRequest  *request,
      const Question  *question)
{
  gint64 wait;

  if (vas_limiter_take (self->limiter, question->staff_key, question->now, &wait))
    return TRUE;

  vas_http_request_reply (request, vas_problem_reply_too_many ("Too much was looked for in the last minute.", wait));
  return FALSE;
}

static void
handle_search (VasHttpRequest *request,
               gpointer        data)
{
  VasSearches *self = data;
  const VasCaller *caller = vas_http_request_get_session (request);
  Question question = { .staff_key = caller->staff_key, .now = vas_backend_get_now (self->backend) };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = vas_http_request_read_object (request, &error);
  g_autoptr (JsonNode) answer = NULL;

  if (read_question (root, &question, &error))
    {
      if (!take (self, request, &question) || !take_whole (self, request, &question))
        return;
      answer = vas_store_read (vas_backend_get_store (self->backend), search, &question, NULL, &error);
    }
  if (answer == NULL)
    {
      vas_http_request_reply_error (request, error);
      return;
    }

  vas_http_request_reply (request, vas_http_reply_new_json (200, answer));
}

static void
append_entity (GString   *lines,
               VasEntity *entity)
{
  g_autoptr (JsonNode) node = vas_feed_encode (entity);
  g_autofree char *text = vas_json_to_text (node);

  g_string_append_printf (lines, "[\"%s\",%s]\n", VAS_ENTITY_GET_CLASS (entity)->table, text);
}

/* The type and key in "order/<key>" or "request/<key>"; %G_TYPE_INVALID where it is neither. */
static GType
read_record (const char  *record,
             const char **key)
{
  if (g_str_has_prefix (record, "order/"))
    {
      *key = record + strlen ("order/");
      return VAS_TYPE_ORDER;
    }
  if (g_str_has_prefix (record, "request/"))
    {
      *key = record + strlen ("request/");
      return VAS_TYPE_REQUEST;
    }

  return G_TYPE_INVALID;
}

/* A VasStoreFunc: the page, (transfer full) GString. */
static gpointer
read_records (VasSql        *sql,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const Question *question = data;
  const char *key = NULL;
  const GType type = read_record (question->text, &key);
  g_autoptr (VasReplicaHead) head = may_search (sql, question, error) ? vas_replica_get_head (sql, error) : NULL;
  g_autoptr (GPtrArray) entities = head != NULL ? vas_scope_collect (sql, type, key, error) : NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  gint64 months;

  if (entities == NULL || !vas_scope_get_months (sql, &months, error))
    return NULL;
  if (entities->len == 0)
    {
      g_set_error_literal (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND, "There is no such record.");
      return NULL;
    }

  for (guint i = 0; i < entities->len; i++)
    append_entity (lines, g_ptr_array_index (entities, i));
  vas_feed_prepend_head (lines, head, head->seq, head->seq, months);
  return g_steal_pointer (&lines);
}

static void
handle_records (VasHttpRequest *request,
                gpointer        data)
{
  VasSearches *self = data;
  const VasCaller *caller = vas_http_request_get_session (request);
  Question question = { caller->staff_key, vas_backend_get_now (self->backend), vas_http_request_get_query (request, "record"), 0 };
  const char *key;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) page = NULL;

  if (question.text == NULL || read_record (question.text, &key) == G_TYPE_INVALID)
    fail ("record: is order/KEY or request/KEY", &error);
  else if (!take (self, request, &question))
    return;
  else
    page = vas_store_read (vas_backend_get_store (self->backend), read_records, &question, NULL, &error);

  if (page != NULL)
    {
      g_autoptr (GBytes) body = g_string_free_to_bytes (g_steal_pointer (&page));

      vas_http_request_reply (request, vas_http_reply_new (200, "application/x-ndjson", body));
    }
  else if (g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    vas_http_request_reply (request, vas_problem_reply (VAS_PROBLEM_NOT_FOUND, "There is no such record."));
  else
    vas_http_request_reply_error (request, error);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/search", handle_search, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", BODY_LIMIT },
  { VAS_HTTP_GET, "/v1/records", handle_records, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
};

/** vas_searches_new: (transfer full): with its routes, before the start of @backend. */
VasSearches *
vas_searches_new (VasBackend *backend)
{
  VasSearches *self = g_new0 (VasSearches, 1);

  self->backend = backend;
  self->limiter = vas_limiter_new (MOST, WINDOW, MOST_PEOPLE);
  self->whole = vas_limiter_new (MOST_WHOLE, WHOLE_WINDOW, MOST_PEOPLE);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

void
vas_searches_free (VasSearches *self)
{
  vas_limiter_free (self->limiter);
  vas_limiter_free (self->whole);
  g_free (self);
}
