/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The words of the protocol (doc/protocol.md), as the desk writes and reads them. Whatever an answer holds is read by the strict reader
 * and judged before it is used; an answer that is not what the protocol says is an error and never half used.
 */

#include "vas-wire.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"
#include "vas-outbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROBLEM_PREFIX "urn:vasdesk:problem:"

G_DEFINE_QUARK (vas-wire-error-quark, vas_wire_error)

void
vas_wire_page_clear (VasWirePage *page)
{
  g_clear_pointer (&page->epoch, g_free);
  g_clear_pointer (&page->lines, g_bytes_unref);
}

static gboolean
fail_nonsense (const char  *what,
               GError     **error)
{
  g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), what);
  return FALSE;
}

static JsonNode *
parse (const char  *data,
       gsize        length,
       GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonNode *node = vas_json_parse_strict (data, (gssize) length, G_MAXSIZE, &local_error);

  if (node == NULL)
    fail_nonsense (local_error->message, error);

  return node;
}

static JsonNode *
parse_object (VasAnswer  *answer,
              GError    **error)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  JsonNode *node = parse (length > 0 ? data : "", length, error);

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return node;

  json_node_unref (node);
  fail_nonsense ("{}", error);
  return NULL;
}

static VasWireError
error_of_conflict (const char *type)
{
  if (g_strcmp0 (type, "epoch") == 0)
    return VAS_WIRE_ERROR_EPOCH;
  if (g_strcmp0 (type, "forked") == 0 || g_strcmp0 (type, "foreign") == 0)
    return VAS_WIRE_ERROR_COPIED;
  if (g_strcmp0 (type, "gap") == 0)
    return VAS_WIRE_ERROR_GAP;

  return VAS_WIRE_ERROR_REFUSED;
}

/* @type: (nullable): of the backend's problem; without one, something in between has answered in its place. */
static VasWireError
error_of (guint       status,
          const char *type)
{
  if (type == NULL)
    return status >= 400 ? VAS_WIRE_ERROR_LATER : VAS_WIRE_ERROR_NONSENSE;

  switch (status)
    {
    case 401:
      return VAS_WIRE_ERROR_SIGNED_OUT;
    case 403:
      return g_str_equal (type, "actor") ? VAS_WIRE_ERROR_ACTOR : VAS_WIRE_ERROR_REFUSED;
    case 408:
    case 429:
      return VAS_WIRE_ERROR_LATER;
    case 409:
      return error_of_conflict (type);
    case 410:
      return VAS_WIRE_ERROR_SNAPSHOT;
    default:
      return status >= 500 ? VAS_WIRE_ERROR_LATER : status >= 400 ? VAS_WIRE_ERROR_REFUSED : VAS_WIRE_ERROR_NONSENSE;
    }
}

/**
 * vas_wire_check:
 * @wanted: the status of success
 *
 * Whether an answer is the success that was hoped for; where it is not, @error says what it means, in the backend's words where it
 * has some. What is no problem of the backend's (a page of HTML, an empty 404 of something in between) is told as *later*.
 */
gboolean
vas_wire_check (VasAnswer  *answer,
                guint       wanted,
                GError    **error)
{
  g_autoptr (JsonNode) node = NULL;
  const char *type = NULL, *detail = NULL;

  if (answer->status == wanted)
    return TRUE;

  if (g_strcmp0 (answer->content_type, "application/problem+json") == 0)
    node = parse_object (answer, NULL);
  if (node != NULL)
    {
      vas_json_get_text (json_node_get_object (node), "type", FALSE, &type, NULL);
      vas_json_get_text (json_node_get_object (node), "detail", FALSE, &detail, NULL);
    }
  type = type != NULL && g_str_has_prefix (type, PROBLEM_PREFIX) ? type + strlen (PROBLEM_PREFIX) : NULL;

  if (detail != NULL)
    g_set_error_literal (error, VAS_WIRE_ERROR, (int) error_of (answer->status, type), detail);
  else
    g_set_error (error, VAS_WIRE_ERROR, (int) error_of (answer->status, type), _("The server answered with status %u."),
                 answer->status);
  return FALSE;
}

/** vas_wire_is_passing: whether an error of the transport, or of what came by it, may be gone when it is tried again. */
gboolean
vas_wire_is_passing (const GError *error)
{
  return (error->domain == VAS_TRANSPORT_ERROR && error->code != VAS_TRANSPORT_ERROR_ADDRESS &&
          error->code != VAS_TRANSPORT_ERROR_UNTRUSTED) ||
         g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_LATER) ||
         g_error_matches (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE);
}

static char *
object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return vas_json_to_text (node);
}

/**
 * vas_wire_write_push:
 * @items: (element-type VasOutboxItem): what to send
 *
 * Returns: (transfer full): the body of a push; the same for the same commands
 */
char *
vas_wire_write_push (const char *epoch,
                     const char *client_id,
                     GPtrArray  *items)
{
  JsonObject *push = json_object_new ();
  JsonArray *commands = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      VasOutboxItem *item = g_ptr_array_index (items, i);
      JsonObject *command = json_object_new ();
      JsonNode *personal = vas_json_parse_strict (item->personal, -1, G_MAXSIZE, NULL);

      json_object_set_int_member (command, "seq", item->client_seq);
      json_object_set_string_member (command, "body", item->body);
      json_object_set_string_member (command, "hash", item->hash);
      json_object_set_member (command, "personal", personal != NULL ? personal : json_node_new (JSON_NODE_NULL));
      json_array_add_object_element (commands, command);
    }
  json_object_set_string_member (push, "epoch", epoch);
  json_object_set_string_member (push, "client", client_id);
  json_object_set_array_member (push, "commands", commands);

  return object_to_text (push);
}

static gboolean
read_state (JsonObject     *object,
            VasPushResult  *result,
            GError        **error)
{
  static const char * const states[] = { "applied", "rejected", "deferred" };
  const char *text;

  if (!vas_json_get_text (object, "state", TRUE, &text, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_equal (text, states[i]))
        {
          result->state = (VasPushState) i;
          return TRUE;
        }
    }

  return fail_nonsense ("state", error);
}

static VasPushResult *
read_result (JsonNode  *node,
             GError   **error)
{
  g_autoptr (VasPushResult) result = g_new0 (VasPushResult, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id;

  if (object == NULL || !vas_json_get_text (object, "id", TRUE, &id, error) || !read_state (object, result, error))
    return NULL;
  if (result->state != VAS_PUSH_DEFERRED && !vas_json_get_int (object, "feed", TRUE, &result->seq, error))
    return NULL;

  result->command_id = g_strdup (id);
  if (json_object_has_member (object, "verdict"))
    result->verdict = vas_json_to_text (json_object_get_member (object, "verdict"));
  return g_steal_pointer (&result);
}

/* One for each that was sent, in order. */
static gboolean
judge_results (GPtrArray  *results,
               GPtrArray  *items,
               GError    **error)
{
  gboolean good = results->len == items->len;

  for (guint i = 0; good && i < items->len; i++)
    good = g_str_equal (((VasPushResult *) g_ptr_array_index (results, i))->command_id,
                        ((VasOutboxItem *) g_ptr_array_index (items, i))->command_id);

  return good || fail_nonsense ("results", error);
}

/**
 * vas_wire_read_results:
 * @items: (element-type VasOutboxItem): what was sent
 *
 * Returns: (transfer full) (nullable) (element-type VasPushResult): what became of each, in the same order
 */
GPtrArray *
vas_wire_read_results (VasAnswer  *answer,
                       GPtrArray  *items,
                       GError    **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) vas_push_result_free);
  g_autoptr (JsonNode) node = parse_object (answer, error);
  JsonArray *array;

  if (node == NULL || !vas_json_get_array (json_node_get_object (node), "results", TRUE, &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      VasPushResult *result = read_result (json_array_get_element (array, i), error);

      if (result == NULL)
        {
          if (error != NULL && *error == NULL)
            fail_nonsense ("results", error);
          return NULL;
        }
      g_ptr_array_add (results, result);
    }

  return judge_results (results, items, error) ? g_steal_pointer (&results) : NULL;
}

static gboolean
read_page_head (JsonNode     *node,
                VasWirePage  *page,
                GError      **error)
{
  JsonArray *line = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *second = line != NULL && json_array_get_length (line) == 2 ? json_array_get_element (line, 1) : NULL;
  const char *epoch;

  if (second == NULL || !JSON_NODE_HOLDS_OBJECT (second))
    return fail_nonsense ("[\"page\", …]", error);
  if (!vas_json_get_text (json_node_get_object (second), "epoch", TRUE, &epoch, error) ||
      !vas_json_get_int (json_node_get_object (second), "after", TRUE, &page->after, error) ||
      !vas_json_get_int (json_node_get_object (second), "through", TRUE, &page->through, error) ||
      !vas_json_get_int (json_node_get_object (second), "head", TRUE, &page->head, error) ||
      !vas_json_get_int (json_node_get_object (second), "schema", TRUE, &page->schema, error))
    return FALSE;
  if (!vas_json_get_int (json_node_get_object (second), "scope", FALSE, &page->scope, error))
    return FALSE;
  page->scope = MAX (page->scope, -1);

  page->epoch = g_strdup (epoch);
  return TRUE;
}

/** vas_wire_read_page: @page: (out caller-allocates): filled, to be cleared by vas_wire_page_clear() also on failure. */
gboolean
vas_wire_read_page (VasAnswer    *answer,
                    VasWirePage  *page,
                    GError      **error)
{
  gsize length;
  const char *data = g_bytes_get_data (answer->body, &length);
  const char *end = length > 0 ? memchr (data, '\n', length) : NULL;
  g_autoptr (JsonNode) node = NULL;

  if (end == NULL)
    return fail_nonsense ("feed", error);
  node = parse (data, (gsize) (end - data), error);
  if (node == NULL || !read_page_head (node, page, error))
    return FALSE;

  page->lines = g_bytes_new_from_bytes (answer->body, (gsize) (end - data) + 1, length - (gsize) (end - data) - 1);
  return TRUE;
}

/** vas_wire_read_head: @head: (out): how many rows the trail has. */
gboolean
vas_wire_read_head (VasAnswer  *answer,
                    gint64     *head,
                    GError    **error)
{
  g_autoptr (JsonNode) node = parse_object (answer, error);

  return node != NULL && vas_json_get_int (json_node_get_object (node), "head", TRUE, head, error);
}

static gboolean
read_copy (JsonObject  *object,
           const char  *name,
           char       **out,
           GError     **error)
{
  const char *text;

  if (!vas_json_get_text (object, name, TRUE, &text, error))
    return FALSE;

  *out = g_strdup (text);
  return TRUE;
}

/** vas_wire_read_hello: @epoch: (out): of the backend. */
gboolean
vas_wire_read_hello (VasAnswer  *answer,
                     char      **epoch,
                     GError    **error)
{
  g_autoptr (JsonNode) node = parse_object (answer, error);

  return node != NULL && read_copy (json_node_get_object (node), "epoch", epoch, error);
}

/** vas_wire_write_sign_in: (transfer full): the body of a sign-in. */
char *
vas_wire_write_sign_in (const char *login,
                        const char *password,
                        const char *device)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "login", login);
  json_object_set_string_member (object, "password", password);
  json_object_set_string_member (object, "device", device);

  return object_to_text (object);
}

/** vas_wire_new_reveal: (transfer full): the body of a reveal. @record: such as "account/0198…" */
JsonNode *
vas_wire_new_reveal (const char         *record,
                     const char * const *fields,
                     const char         *reason)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    json_array_add_string_element (array, fields[i]);
  json_object_set_string_member (object, "record", record);
  json_object_set_array_member (object, "fields", array);
  json_object_set_string_member (object, "reason", reason);
  json_node_take_object (node, object);

  return node;
}

/** vas_wire_read_session: @token: (out) (nullable): NULL where it was not asked for; @staff_key: (out): whose session it is. */
gboolean
vas_wire_read_session (VasAnswer  *answer,
                       char      **token,
                       char      **staff_key,
                       GError    **error)
{
  g_autoptr (JsonNode) node = parse_object (answer, error);
  g_autofree char *got = NULL;
  JsonObject *staff;

  if (node == NULL || (token != NULL && !read_copy (json_node_get_object (node), "token", &got, error)) ||
      !vas_json_get_object (json_node_get_object (node), "staff", TRUE, &staff, error) ||
      !read_copy (staff, "key", staff_key, error))
    return FALSE;

  if (token != NULL)
    *token = g_steal_pointer (&got);
  return TRUE;
}
