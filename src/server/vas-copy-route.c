/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/personal-copy: the copy that a user asked for, of whole values, recorded (R29, R31; doc/protocol.md).
 *
 * One transaction of the writer reads what is held of the user, makes the file, judges the command `personal.copy` and writes its row of
 * the trail, with the digest of the file and the reason: nobody has a file without its row. A refusal stands in the trail, too. A person has
 * twenty in an hour, counted in memory; a file is of 4 MiB at most, since the writer waits for it.
 */

#include "vas-copy-route.h"

#include "vas-command-type.h"
#include "vas-json-reader.h"
#include "vas-ledger.h"
#include "vas-limiter.h"
#include "vas-personal-copy.h"
#include "vas-personal-request.h"
#include "vas-problem.h"
#include "vas-server-error.h"
#include "vas-sessions.h"
#include "vas-table.h"
#include "vas-text.h"
#include "vas-time.h"
#include "vas-uuid.h"

#define COMMAND "personal.copy"
#define MOST 20
#define WINDOW VAS_INSTANT_HOUR
#define MOST_PEOPLE 10000
#define MOST_BYTES (4 * 1024 * 1024)
#define BODY_LIMIT 4096

struct _VasCopies
{
  VasBackend *backend;
  VasLimiter *limiter;
};

typedef struct {
  const VasCaller    *caller;
  gint64              now;
  JsonNode           *root;      /* of the body */
  const char         *name;      /* key or number of the request */
  const char         *reason;

  VasPersonalRequest *request;   /* (nullable): there is none */
  gboolean            allowed;   /* by the role */
  GBytes             *file;
  guint               rows;
  VasReceipt         *receipt;   /* (nullable): there is no such number, or the file would be too long */
} Asking;

static void
forget_answer (Asking *asking)
{
  g_clear_object (&asking->request);
  g_clear_pointer (&asking->file, g_bytes_unref);
  g_clear_pointer (&asking->receipt, vas_receipt_free);
  asking->rows = 0;
}

static void
asking_clear (Asking *asking)
{
  forget_answer (asking);
  g_clear_pointer (&asking->root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

/* The file stays empty for whom it is not, and where there is no such request. */
static gboolean
make_file (VasSql  *sql,
           Asking  *asking,
           GError **error)
{
  const char *column = vas_uuid_is_valid (asking->name) ? "key" : "number";
  g_autoptr (GPtrArray) values = NULL;
  guint roles;

  if (!vas_sessions_get_roles (sql, asking->caller, asking->now, &roles, error) ||
      !vas_table_look_up (sql, VAS_TYPE_PERSONAL_REQUEST, column, asking->name, &asking->request, error))
    return FALSE;
  asking->allowed = (roles & vas_command_type_find (COMMAND)->roles) != 0;
  if (asking->request == NULL || !asking->allowed)
    {
      asking->file = g_bytes_new_static ("", 0);
      return TRUE;
    }

  values = vas_personal_copy (sql, asking->request->account_key, error);
  if (values == NULL)
    return FALSE;
  asking->rows = values->len;
  asking->file = vas_personal_copy_to_csv (values);
  return TRUE;
}

static VasCommand *
new_command (const Asking *asking)
{
  VasCommand *command = vas_command_new (COMMAND, asking->caller->staff_key, asking->now);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, asking->file);

  vas_command_set_text (command, "request", asking->request != NULL ? vas_entity_get_key (VAS_ENTITY (asking->request)) : asking->name);
  vas_command_set_int (command, "rows", asking->rows);
  vas_command_set_text (command, "digest", digest);
  vas_command_set_text (command, "reason", asking->reason);
  return command;
}

/* A VasStoreFunc, of the writer; it may run again, and then knows nothing of the time before. */
static gpointer
copy (VasSql        *sql,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Asking *asking = data;
  g_autoptr (VasCommand) command = NULL;

  forget_answer (asking);
  if (!make_file (sql, asking, error))
    return NULL;
  if (g_bytes_get_size (asking->file) > MOST_BYTES || (asking->request == NULL && !vas_uuid_is_valid (asking->name)))
    return GINT_TO_POINTER (TRUE);

  command = new_command (asking);
  asking->receipt = vas_ledger_settle_command (sql, command, asking->now, error);
  return GINT_TO_POINTER (asking->receipt != NULL);
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
  g_autofree char *words = NULL;

  asking->root = vas_http_request_read_object (request, error);
  if (asking->root == NULL || !vas_json_get_text (json_node_get_object (asking->root), "request", TRUE, &asking->name, error) ||
      !vas_json_get_text (json_node_get_object (asking->root), "reason", TRUE, &asking->reason, error))
    return FALSE;
  words = g_strstrip (g_strdup (asking->reason));
  if (*asking->name == '\0' || g_utf8_strlen (asking->name, -1) > 40)
    return fail ("request: is a key, or a number such as GR2511-0001", error);
  if (g_utf8_strlen (words, -1) < 2 || g_utf8_strlen (asking->reason, -1) > 500 || !vas_text_is_plain (asking->reason, FALSE))
    return fail ("reason: is one line of 2 to 500 characters", error);

  return TRUE;
}

static gboolean
fails_by (VasVerdict *verdict,
          const char *rule)
{
  const VasFinding *finding = vas_verdict_find (verdict, rule);

  return finding != NULL && finding->outcome == VAS_OUTCOME_FAIL;
}

static VasHttpReply *
tell_refusal (const Asking *asking)
{
  if (!asking->allowed || (asking->receipt != NULL && fails_by (asking->receipt->verdict, "R30")))
    return vas_problem_reply_full (VAS_PROBLEM_FORBIDDEN, "This role gives out no copies, or the request is another person's.", "R30", NULL, NULL);
  if (asking->request == NULL)
    return vas_problem_reply (VAS_PROBLEM_NOT_FOUND, "There is no such request.");
  if (asking->receipt == NULL)
    return vas_problem_reply (VAS_PROBLEM_CONFLICT, "The copy has more than 4 MiB: it is made where the records are, by vasctl export personal.");

  return vas_problem_reply_full (VAS_PROBLEM_CONFLICT, "The request asks for no copy, or has ended.", "R29", NULL, NULL);
}

static VasHttpReply *
tell_file (const Asking *asking)
{
  JsonObject *object = json_object_new ();
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, asking->file);
  gsize size;
  const char *data = g_bytes_get_data (asking->file, &size);
  g_autofree char *text = g_strndup (data, size);

  json_object_set_string_member (object, "request", vas_entity_get_key (VAS_ENTITY (asking->request)));
  json_object_set_int_member (object, "feed", asking->receipt->seq);
  json_object_set_int_member (object, "rows", asking->rows);
  json_object_set_string_member (object, "sha256", digest);
  json_object_set_string_member (object, "file", text);
  return vas_http_reply_new_object (200, object);
}

static void
handle_copy (VasHttpRequest *request,
             gpointer        data)
{
  VasCopies *self = data;
  g_auto (Asking) asking = { .caller = vas_http_request_get_session (request), .now = vas_backend_get_now (self->backend) };
  g_autoptr (GError) error = NULL;
  gint64 wait;

  if (!read_body (request, &asking, &error))
    vas_http_request_reply_error (request, error);
  else if (!vas_limiter_take (self->limiter, asking.caller->staff_key, asking.now, &wait))
    vas_http_request_reply (request, vas_problem_reply_too_many ("Too many copies were asked for in the last hour.", wait));
  else if (!vas_store_write (vas_backend_get_store (self->backend), copy, &asking, NULL, &error))
    vas_http_request_reply_error (request, error);
  else
    vas_http_request_reply (request, asking.receipt != NULL && asking.receipt->applied ? tell_file (&asking) : tell_refusal (&asking));
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/personal-copy", handle_copy, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", BODY_LIMIT },
};

/** vas_copies_new: (transfer full): with its route, before the start of @backend. */
VasCopies *
vas_copies_new (VasBackend *backend)
{
  VasCopies *self = g_new0 (VasCopies, 1);

  self->backend = backend;
  self->limiter = vas_limiter_new (MOST, WINDOW, MOST_PEOPLE);
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), self);
  return self;
}

void
vas_copies_free (VasCopies *self)
{
  vas_limiter_free (self->limiter);
  g_free (self);
}
