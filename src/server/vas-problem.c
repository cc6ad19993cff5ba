/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Problem documents (RFC 9457): what a request that failed is answered with.
 *
 * All of them are made here. `type` is a URN that never changes its meaning, `title` one sentence for a type, `detail` what
 * was wrong this time; `rule` names a rule of the business, `field` the member of the body or query. A detail says nothing
 * of the inside: no path, no SQL, no personal datum.
 */

#include "vas-problem.h"

#include "vas-authority.h"
#include "vas-json-error.h"
#include "vas-json-writer.h"
#include "vas-server-error.h"
#include "vas-sql.h"
#include "vas-time.h"

#define TYPE_PREFIX "urn:vasdesk:problem:"

static const struct {
  const char *type;
  guint       status;
  const char *title;
} problems[] = {
  [VAS_PROBLEM_NONE] = { "none", 200, "Nothing is wrong." },
  [VAS_PROBLEM_BAD_REQUEST] = { "bad-request", 400, "The request is not of the form HTTP and this server ask for." },
  [VAS_PROBLEM_BAD_JSON] = { "bad-json", 400, "The body is not JSON as it is read here." },
  [VAS_PROBLEM_BAD_VALUE] = { "bad-value", 400, "A value is missing or not allowed." },
  [VAS_PROBLEM_MALFORMED] = { "malformed", 400, "A command is not of the form it must have." },
  [VAS_PROBLEM_NO_SESSION] = { "no-session", 401, "This needs a session." },
  [VAS_PROBLEM_SIGN_IN] = { "sign-in", 401, "There is no such login and password together." },
  [VAS_PROBLEM_FORBIDDEN] = { "forbidden", 403, "The session may not do this." },
  [VAS_PROBLEM_ACTOR] = { "actor", 403, "A command names another author than the session's person." },
  [VAS_PROBLEM_NOT_FOUND] = { "not-found", 404, "There is nothing here." },
  [VAS_PROBLEM_METHOD] = { "method", 405, "This cannot be done here." },
  [VAS_PROBLEM_CONFLICT] = { "conflict", 409, "The request does not agree with what is there." },
  [VAS_PROBLEM_EPOCH] = { "epoch", 409, "The backend is another one than the desk thinks." },
  [VAS_PROBLEM_REUSED] = { "reused", 409, "The id came before with other contents." },
  [VAS_PROBLEM_FORKED] = { "forked", 409, "The number was used by another command." },
  [VAS_PROBLEM_FOREIGN] = { "foreign", 409, "The client id is another person's." },
  [VAS_PROBLEM_GAP] = { "gap", 409, "A number before it never came." },
  [VAS_PROBLEM_SNAPSHOT] = { "snapshot", 410, "The feed does not reach back to there; a snapshot is needed." },
  [VAS_PROBLEM_TOO_LARGE] = { "too-large", 413, "The body is larger than this place takes." },
  [VAS_PROBLEM_MEDIA_TYPE] = { "media-type", 415, "The body is of a type that is not taken here." },
  [VAS_PROBLEM_TOO_MANY] = { "too-many", 429, "Too many requests; try again later." },
  [VAS_PROBLEM_INTERNAL] = { "internal", 500, "The server failed; the fault is in its log." },
  [VAS_PROBLEM_UNAVAILABLE] = { "unavailable", 503, "The server cannot do this now; try again later." },
};

/** vas_problem_reply: vas_problem_reply_full() with a detail alone. */
VasHttpReply *
vas_problem_reply (VasProblem  problem,
                   const char *detail)
{
  return vas_problem_reply_full (problem, detail, NULL, NULL, NULL);
}

static void
set_text (JsonObject *object,
          const char *name,
          const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/**
 * vas_problem_reply_full:
 * @detail: (nullable): what was wrong this time, one sentence
 * @rule: (nullable): id of the rule of the business that says so, such as "R15"
 * @field: (nullable): the member of body or query that was wrong
 * @more: (nullable) (transfer none): members of this problem's own
 *
 * Returns: (transfer full): the reply
 */
VasHttpReply *
vas_problem_reply_full (VasProblem  problem,
                        const char *detail,
                        const char *rule,
                        const char *field,
                        JsonObject *more)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *type = g_strconcat (TYPE_PREFIX, problems[problem].type, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;
  VasHttpReply *reply;
  gsize length;

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", problems[problem].title);
  json_object_set_int_member (object, "status", problems[problem].status);
  set_text (object, "detail", detail);
  set_text (object, "rule", rule);
  set_text (object, "field", field);
  if (more != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init (&iter, more);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (object, name, json_node_copy (value));
    }

  json_node_set_object (node, object);
  text = vas_json_to_text (node);
  length = strlen (text);
  body = g_bytes_new_take (g_steal_pointer (&text), length);
  reply = vas_http_reply_new (problems[problem].status, "application/problem+json", body);
  if (problems[problem].status == 401)
    vas_http_reply_set_header (reply, "WWW-Authenticate", "Bearer");
  if (problem == VAS_PROBLEM_UNAVAILABLE)
    vas_http_reply_set_header (reply, "Retry-After", "5");
  return reply;
}

/** vas_problem_reply_too_many: (transfer full): 429. @wait: microseconds until it may be tried again */
VasHttpReply *
vas_problem_reply_too_many (const char *detail,
                            gint64      wait)
{
  VasHttpReply *reply = vas_problem_reply (VAS_PROBLEM_TOO_MANY, detail);
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, (wait + VAS_INSTANT_SECOND - 1) / VAS_INSTANT_SECOND);

  vas_http_reply_set_header (reply, "Retry-After", seconds);
  return reply;
}

/* (transfer full) (nullable): a message that begins with a word and a colon names the member at fault. */
static char *
take_field (const GError *error)
{
  const gsize length = strcspn (error->message, ": ");

  return error->message[length] == ':' ? g_strndup (error->message, length) : NULL;
}

static VasHttpReply *
reply_json_error (const GError *error)
{
  switch ((VasJsonError) error->code)
    {
    case VAS_JSON_ERROR_TOO_LARGE:
      return vas_problem_reply (VAS_PROBLEM_TOO_LARGE, error->message);
    case VAS_JSON_ERROR_MISSING:
    case VAS_JSON_ERROR_VALUE:
      {
        g_autofree char *field = take_field (error);

        return vas_problem_reply_full (VAS_PROBLEM_BAD_VALUE, error->message, NULL, field, NULL);
      }
    case VAS_JSON_ERROR_SYNTAX:
    default:
      return vas_problem_reply (VAS_PROBLEM_BAD_JSON, error->message);
    }
}

/* What errors of commands and of the server itself are; each code that is not here is nobody's fault outside. */
static VasProblem
find_problem (const GError *error)
{
  static const VasProblem of_authority[] = {
    [VAS_AUTHORITY_ERROR_MALFORMED] = VAS_PROBLEM_MALFORMED, [VAS_AUTHORITY_ERROR_ACTOR] = VAS_PROBLEM_ACTOR,
    [VAS_AUTHORITY_ERROR_REUSED] = VAS_PROBLEM_REUSED, [VAS_AUTHORITY_ERROR_FORKED] = VAS_PROBLEM_FORKED,
    [VAS_AUTHORITY_ERROR_GAP] = VAS_PROBLEM_GAP, [VAS_AUTHORITY_ERROR_FOREIGN] = VAS_PROBLEM_FOREIGN,
  };
  static const VasProblem of_server[] = {
    [VAS_SERVER_ERROR_MALFORMED] = VAS_PROBLEM_BAD_REQUEST,
    [VAS_SERVER_ERROR_VALUE] = VAS_PROBLEM_BAD_VALUE, [VAS_SERVER_ERROR_SESSION] = VAS_PROBLEM_NO_SESSION,
    [VAS_SERVER_ERROR_SIGN_IN] = VAS_PROBLEM_SIGN_IN, [VAS_SERVER_ERROR_FORBIDDEN] = VAS_PROBLEM_FORBIDDEN,
    [VAS_SERVER_ERROR_EPOCH] = VAS_PROBLEM_EPOCH, [VAS_SERVER_ERROR_SNAPSHOT] = VAS_PROBLEM_SNAPSHOT,
    [VAS_SERVER_ERROR_BUSY] = VAS_PROBLEM_UNAVAILABLE,
  };
  const gsize code = (gsize) error->code;

  if (error->domain == VAS_AUTHORITY_ERROR && code < G_N_ELEMENTS (of_authority))
    return of_authority[code];
  if (error->domain == VAS_SERVER_ERROR && code < G_N_ELEMENTS (of_server))
    return of_server[code];

  return VAS_PROBLEM_NONE;
}

static VasHttpReply *
reply_found (VasProblem    problem,
             const GError *error)
{
  g_autofree char *field = take_field (error);

  return vas_problem_reply_full (problem, error->message, problem == VAS_PROBLEM_FORBIDDEN ? "R30" : NULL, field, NULL);
}

/* Whether a file of the server's own, such as a chunk of a snapshot, could not be written. A quota and a limit have no code of their own. */
static gboolean
is_out_of_room (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_FAILED)
         || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_IO) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static gboolean
is_for_later (const GError *error)
{
  return g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_FULL)
         || g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_READ_ONLY)
         || g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_BUSY) || g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_CONFLICT)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) || is_out_of_room (error);
}

/**
 * vas_problem_reply_error:
 *
 * What an error of the layers below is answered with. Errors that are nobody's fault outside are logged, and the reply
 * says no more than that: the message of a database is for the operator.
 *
 * Returns: (transfer full): the reply
 */
VasHttpReply *
vas_problem_reply_error (const GError *error)
{
  const VasProblem problem = find_problem (error);

  if (problem != VAS_PROBLEM_NONE)
    return reply_found (problem, error);
  if (error->domain == VAS_JSON_ERROR)
    return reply_json_error (error);
  if (g_error_matches (error, VAS_STORE_ERROR, VAS_STORE_ERROR_NOT_FOUND))
    return vas_problem_reply (VAS_PROBLEM_NOT_FOUND, NULL);

  g_warning ("A request failed: %s", error->message);
  return vas_problem_reply (is_for_later (error) ? VAS_PROBLEM_UNAVAILABLE : VAS_PROBLEM_INTERNAL, NULL);
}
