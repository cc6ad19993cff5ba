/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/reveal: whole personal values, for a reason, recorded (R31; doc/protocol.md).
 *
 * One transaction of the writer judges the command, writes its row of the trail and reads the values; a refusal stands in the trail, too.
 * Twenty in a quarter of an hour are a person's share, counted in memory, so that nobody copies the accounts out one by one without
 * standing out; the values are in no log and no cache.
 */

#include "vas-reveal-route.h"

#include "vas-command.h"
#include "vas-json-reader.h"
#include "vas-ledger.h"
#include "vas-limiter.h"
#include "vas-problem.h"
#include "vas-replica-head.h"
#include "vas-reveal.h"
#include "vas-server-error.h"
#include "vas-sessions.h"
#include "vas-time.h"

#define MOST 20
#define WINDOW (15 * VAS_INSTANT_MINUTE)
#define MOST_PEOPLE 10000
#define MOST_FIELDS 8
#define BODY_LIMIT (16 * 1024)

struct _VasReveals
{
  VasBackend *backend;
  VasLimiter *limiter;
};

typedef struct {
  const VasCaller *caller;
  VasRevealWhat   *what;
  gint64           now;
  VasReceipt      *receipt;
  JsonObject      *values;    /* (nullable): it was refused */
} Asking;

static void
asking_clear (Asking *asking)
{
  g_clear_pointer (&asking->what, vas_reveal_what_free);
  g_clear_pointer (&asking->receipt, vas_receipt_free);
  g_clear_pointer (&asking->values, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static VasCommand *
new_command (const Asking *asking)
{
  VasCommand *command = vas_command_new (VAS_REVEAL_COMMAND, asking->caller->staff_key, asking->now);

  vas_command_set_text (command, "subject", asking->what->subject);
  vas_command_set_text (command, "subject_key", asking->what->key);
  vas_command_set_texts (command, "fields", (const char * const *) asking->what->fields);
  vas_command_set_text (command, "reason", asking->what->reason);
  return command;
}

/* A VasStoreFunc, of the writer; it may run again, and then knows nothing of the time before. */
static gpointer
reveal (VasSql        *sql,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Asking *asking = data;
  g_autoptr (VasCommand) command = new_command (asking);

  g_clear_pointer (&asking->receipt, vas_receipt_free);
  g_clear_pointer (&asking->values, json_object_unref);
  if (!vas_sessions_confirm (sql, asking->caller, asking->now, error))
    return NULL;
  asking->receipt = vas_ledger_settle_command (sql, command, asking->now, error);
  if (asking->receipt == NULL)
    return NULL;
  if (!asking->receipt->applied)
    return GINT_TO_POINTER (TRUE);

  asking->values = vas_reveal_read (sql, asking->what, error);
  return GINT_TO_POINTER (asking->values != NULL);
}

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
read_body (VasHttpRequest  *request,
           Asking          *asking,
           GError         **error)
{
  g_autoptr (JsonNode) root = vas_http_request_read_object (request, error);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GError) local_error = NULL;
  const char *record, *reason;
  JsonArray *array;

  if (root == NULL || !vas_json_get_text (json_node_get_object (root), "record", TRUE, &record, error)
      || !vas_json_get_array (json_node_get_object (root), "fields", TRUE, &array, error)
      || !vas_json_get_text (json_node_get_object (root), "reason", TRUE, &reason, error))
    return FALSE;
  if (json_array_get_length (array) > MOST_FIELDS)
    return fail ("fields: are at most 8", error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return fail ("fields: are names", error);
      g_ptr_array_add (fields, (gpointer) json_node_get_string (node));
    }
  g_ptr_array_add (fields, NULL);
  if (g_utf8_strlen (reason, -1) > 500)
    return fail ("reason: has at most 500 characters", error);

  asking->what = vas_reveal_what_new (record, (const char * const *) fields->pdata, reason, &local_error);
  return asking->what != NULL ? TRUE : fail (local_error->message, error);
}

/* Whether a role is lacking: for the command at all (R30), for what is locked (R29), or for what is not (R31). */
static gboolean
is_forbidden (VasVerdict *verdict)
{
  static const char * const rules[] = { "R30", "R29", "R31" };

  for (gsize i = 0; verdict != NULL && i < G_N_ELEMENTS (rules); i++)
    {
      const VasFinding *finding = vas_verdict_find (verdict, rules[i]);

      if (finding != NULL && finding->outcome == VAS_OUTCOME_FAIL)
        return TRUE;
    }

  return FALSE;
}

static VasHttpReply *
tell_values (Asking *asking)
{
  JsonObject *object = json_object_new ();
  g_autofree char *record = g_strdup_printf ("%s/%s", asking->what->subject, asking->what->key);

  json_object_set_string_member (object, "record", record);
  json_object_set_int_member (object, "feed", asking->receipt->seq);
  json_object_set_object_member (object, "values", g_steal_pointer (&asking->values));
  return vas_http_reply_new_object (200, object);
}

static void
handle_reveal (VasHttpRequest *request,
               gpointer        data)
{
  VasReveals *self = data;
  g_auto (Asking) asking = { vas_http_request_get_session (request), NULL, vas_backend_get_now (self->backend), NULL, NULL };
  g_autoptr (GError) error = NULL;
  gint64 wait;

  if (!read_body (request, &asking, &error))
    vas_http_request_reply_error (request, error);
  else if (!vas_limiter_take (self->limiter, asking.caller->staff_key, asking.now, &wait))
    vas_http_request_reply (request, vas_problem_reply_too_many ("Too much was revealed in the last minutes.", wait));
  else if (!vas_store_write (vas_backend_get_store (self->backend), reveal, &asking, NULL, &error))
    vas_http_request_reply_error (request, error);
  else if (asking.values != NULL)
    vas_http_request_reply (request, tell_values (&asking));
  else if (is_forbidden (asking.receipt->verdict))
    vas_http_request_reply (request, vas_problem_reply_full (VAS_PROBLEM_FORBIDDEN, "This role reveals nothing.", "R30", NULL, NULL));
  else
    vas_http_request_reply (request, vas_problem_reply (VAS_PROBLEM_NOT_FOUND, "There is no such record."));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/reveal", handle_reveal, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", BODY_LIMIT },
};

/** vas_reveals_new: (transfer full): with its route, before the start of @backend. */
VasReveals *
vas_reveals_new (VasBackend *backend)
{
  VasReveals *self = g_new0 (VasReveals, 1);

  self->backend = backend;
  self->limiter = vas_limiter_new (MOST, WINDOW, MOST_PEOPLE);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

void
vas_reveals_free (VasReveals *self)
{
  vas_limiter_free (self->limiter);
  g_free (self);
}
