/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * POST /v1/blobs, PUT and GET /v1/blobs/{hash}: the photos of fapiao (doc/protocol.md).
 *
 * Uploading needs the roles of the command that refers to a photo, `photo.attach`; each person adds to uploads of the own alone. Whoever
 * is signed in may read: what the records refer to is on every desk by its name. But a photo shows title and taxpayer id: where these are
 * locked (R29) it is for whom they are, who have had something of that request revealed, with a reason, a moment before. The work is the
 * store's (vas-blob-parts.c, vas-blobs.c).
 */

#include "vas-blob-route.h"

#include "vas-blob-parts.h"
#include "vas-command-type.h"
#include "vas-json-reader.h"
#include "vas-named-file.h"
#include "vas-personal-store.h"
#include "vas-problem.h"
#include "vas-reveal.h"
#include "vas-server-error.h"
#include "vas-sessions.h"
#include "vas-snapshot.h"
#include "vas-time.h"

#define PART_BYTES (1024 * 1024)
#define PAUSE (10 * VAS_INSTANT_MINUTE)
#define REVEALED (15 * VAS_INSTANT_MINUTE) /* for so long a reveal is also of the photo */

typedef struct {
  const VasCaller *caller;
  gint64           now;
  const char      *hash;
} Asking;

/* What of a photo a person may have. */
enum {
  PHOTO_FREE = 1,
  PHOTO_REVEALED,   /* it is locked, but not for this one */
  PHOTO_LOCKED,
};

/* A VasStoreFunc: whether the caller may attach photos (R30), by himself or as a deputy today. */
static gpointer
judge_role (VasSql        *sql,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Asking *asking = data;
  guint roles;

  if (!vas_sessions_get_roles (sql, asking->caller, asking->now, &roles, error))
    return NULL;
  if ((roles & vas_command_type_find ("photo.attach")->roles) != 0)
    return GINT_TO_POINTER (TRUE);

  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_FORBIDDEN, "Photos are uploaded by those who may attach them.");
  return NULL;
}

/* A VasStoreFunc: one of PHOTO_ (R29). */
static gpointer
judge_photo (VasSql        *sql,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Asking *asking = data;
  g_autofree char *request = NULL;
  gboolean revealed;
  guint roles;

  if (!vas_locked_find_photo (sql, asking->hash, &request, error))
    return NULL;
  if (request == NULL)
    return GINT_TO_POINTER (PHOTO_FREE);
  if (!vas_sessions_get_roles (sql, asking->caller, asking->now, &roles, error) ||
      !vas_locked_was_revealed (sql, request, asking->caller->staff_key, asking->now - REVEALED, &revealed, error))
    return NULL;

  return GINT_TO_POINTER ((roles & VAS_REVEAL_KEEPERS) != 0 && revealed ? PHOTO_REVEALED : PHOTO_LOCKED);
}

static gboolean
may_upload (VasBackend      *backend,
            VasHttpRequest  *request,
            GError         **error)
{
  Asking asking = { vas_http_request_get_session (request), vas_backend_get_now (backend), NULL };

  return vas_store_read (vas_backend_get_store (backend), judge_role, &asking, NULL, error) != NULL;
}

static VasBlobUpload
new_upload (VasBackend     *backend,
            VasHttpRequest *request,
            const char     *hash)
{
  const VasCaller *caller = vas_http_request_get_session (request);

  return (VasBlobUpload) { .directory = vas_store_get_directory (vas_backend_get_store (backend)), .owner = caller->staff_key, .hash = hash };
}

static void
reply_have (VasHttpRequest      *request,
            const VasBlobUpload *upload,
            guint                status)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "hash", upload->hash);
  json_object_set_int_member (object, "size", upload->size);
  json_object_set_int_member (object, "have", upload->have);
  json_object_set_boolean_member (object, "whole", upload->have == upload->size);
  vas_http_request_reply (request, vas_http_reply_new_object (status, object));
}

static void
reply_problem (VasHttpRequest *request,
               VasProblem      problem,
               const char     *detail,
               const char     *field)
{
  vas_http_request_reply (request, vas_problem_reply_full (problem, detail, NULL, field, NULL));
}

static void
reply_gap (VasHttpRequest      *request,
           const VasBlobUpload *upload)
{
  g_autoptr (JsonObject) more = json_object_new ();

  json_object_set_int_member (more, "have", upload->have);
  vas_http_request_reply (request, vas_problem_reply_full (VAS_PROBLEM_CONFLICT, "offset: is not where the file ends.", NULL, "offset", more));
}

/* @asked: as it was announced */
static void
reply_other (VasHttpRequest      *request,
             const VasBlobUpload *upload,
             const VasBlobUpload *asked)
{
  g_autofree char *size = g_strdup_printf ("size: the file, or what came of it, was announced with %" G_GINT64_FORMAT " bytes.", upload->size);
  g_autofree char *type = g_strdup_printf ("type: what came of the file was announced as %s.", vas_blobs_get_type (upload->kind));
  const gboolean by_size = upload->size != asked->size;

  reply_problem (request, VAS_PROBLEM_BAD_VALUE, by_size ? size : type, by_size ? "size" : "type");
}

static void
reply_result (VasHttpRequest      *request,
              const VasBlobUpload *upload,
              VasBlobPartsResult   result,
              guint                status,
              const GError        *error)
{
  switch (result)
    {
    case VAS_BLOB_PARTS_OK:
      reply_have (request, upload, status);
      break;
    case VAS_BLOB_PARTS_ABSENT:
      reply_problem (request, VAS_PROBLEM_NOT_FOUND, "This person has begun no such upload.", NULL);
      break;
    case VAS_BLOB_PARTS_GAP:
      reply_gap (request, upload);
      break;
    case VAS_BLOB_PARTS_LONG:
      reply_problem (request, VAS_PROBLEM_BAD_VALUE, "offset: the part reaches beyond the end of the file.", "offset");
      break;
    case VAS_BLOB_PARTS_WRONG:
      reply_problem (request, VAS_PROBLEM_BAD_VALUE, "hash: what came is not what was announced; it was thrown away.", "hash");
      break;
    case VAS_BLOB_PARTS_MANY:
      vas_http_request_reply (request, vas_problem_reply_too_many ("Too many uploads were begun and not ended.", PAUSE));
      break;
    case VAS_BLOB_PARTS_OTHER:
    case VAS_BLOB_PARTS_FAILED:
    default:
      vas_http_request_reply_error (request, error);
      break;
    }
}

static gboolean
read_announcement (JsonObject     *object,
                   VasBlobUpload  *upload,
                   GError        **error)
{
  const char *type;

  if (!vas_json_get_text (object, "hash", TRUE, &upload->hash, error) || !vas_json_get_int (object, "size", TRUE, &upload->size, error)
      || !vas_json_get_text (object, "type", TRUE, &type, error))
    return FALSE;
  for (VasBlobKind kind = VAS_BLOB_KIND_JPEG; kind <= VAS_BLOB_KIND_PDF; kind++)
    {
      if (g_str_equal (type, vas_blobs_get_type (kind)))
        upload->kind = kind;
    }

  if (!vas_snapshot_is_hash (upload->hash))
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "hash: must be 64 small hexadecimal digits");
  else if (upload->size < 1 || upload->size > VAS_BLOBS_MOST_BYTES)
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "size: must be 1 byte at least and 10 MiB at most");
  else if (upload->kind == VAS_BLOB_KIND_NONE)
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "type: must be image/jpeg, image/png or application/pdf");
  else
    return TRUE;

  return FALSE;
}

static void
handle_begin (VasHttpRequest *request,
              gpointer        data)
{
  VasBackend *backend = data;
  VasBlobUpload upload = new_upload (backend, request, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = vas_http_request_read_object (request, &error);
  VasBlobPartsResult result = VAS_BLOB_PARTS_FAILED;
  VasBlobUpload asked;

  if (body != NULL && read_announcement (json_node_get_object (body), &upload, &error) && may_upload (backend, request, &error))
    {
      asked = upload;
      result = vas_blob_parts_begin (&upload, vas_backend_get_now (backend), &error);
    }

  if (result == VAS_BLOB_PARTS_OTHER)
    {
      reply_other (request, &upload, &asked);
      return;
    }
  reply_result (request, &upload, result, upload.have == upload.size ? 200 : 201, error);
}

static gboolean
read_part (VasHttpRequest  *request,
           gint64          *offset,
           GError         **error)
{
  const char *text = vas_http_request_get_query (request, "offset");

  if (text == NULL || !g_ascii_isdigit (*text) || !g_ascii_string_to_signed (text, 10, 0, VAS_BLOBS_MOST_BYTES, offset, NULL))
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "offset: must be where the part begins");
  else if (g_bytes_get_size (vas_http_request_get_body (request)) == 0)
    g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_VALUE, "offset: a part has at least one byte");
  else
    return TRUE;

  return FALSE;
}

static void
handle_part (VasHttpRequest *request,
             gpointer        data)
{
  VasBackend *backend = data;
  VasBlobUpload upload = new_upload (backend, request, vas_http_request_get_part (request));
  g_autoptr (GError) error = NULL;
  VasBlobPartsResult result = VAS_BLOB_PARTS_FAILED;
  gint64 offset;

  if (!vas_snapshot_is_hash (upload.hash))
    result = VAS_BLOB_PARTS_ABSENT;
  else if (read_part (request, &offset, &error) && may_upload (backend, request, &error))
    result = vas_blob_parts_add (&upload, offset, vas_http_request_get_body (request), &error);

  reply_result (request, &upload, result, 200, error);
}

static VasHttpReply *
give_photo (const char *path,
            const char *hash,
            int         found)
{
  VasHttpReply *reply;

  if (found == PHOTO_LOCKED)
    return vas_problem_reply_full (VAS_PROBLEM_FORBIDDEN, "It is locked: an auditor or administrator has it for a quarter of an hour after a "
                                                          "reveal of its request.", "R29", NULL, NULL);
  reply = vas_named_file_reply (path, hash, NULL, "There is no such file, or it is not whole yet.", found == PHOTO_FREE);
  if (vas_http_reply_get_status (reply) == 200)
    vas_http_reply_set_header (reply, "X-Content-Type-Options", "nosniff");

  return reply;
}

static void
handle_get (VasHttpRequest *request,
            gpointer        data)
{
  VasStore *store = vas_backend_get_store (data);
  const char *hash = vas_http_request_get_part (request);
  Asking asking = { vas_http_request_get_session (request), vas_backend_get_now (data), hash };
  g_autofree char *path = vas_blobs_get_path (vas_store_get_directory (store), hash, NULL);
  g_autoptr (GError) error = NULL;
  int found;

  if (path == NULL)
    {
      vas_http_request_reply (request, vas_problem_reply (VAS_PROBLEM_NOT_FOUND, "A file is named by 64 hexadecimal digits."));
      return;
    }

  found = GPOINTER_TO_INT (vas_store_read (store, judge_photo, &asking, NULL, &error));
  if (found != 0)
    vas_http_request_reply (request, give_photo (path, hash, found));
  else
    vas_http_request_reply_error (request, error);
}

static const VasHttpRoute routes[] = {
  { VAS_HTTP_POST, "/v1/blobs", handle_begin, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/json", 4096 },
  { VAS_HTTP_PUT, "/v1/blobs/{hash}", handle_part, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF, "application/octet-stream", PART_BYTES },
  { VAS_HTTP_GET, "/v1/blobs/{hash}", handle_get, VAS_HTTP_ON_WORKER, VAS_HTTP_SESSION_STAFF },
};

/** vas_blob_add_routes: before the start of @backend. */
void
vas_blob_add_routes (VasBackend *backend)
{
  vas_http_server_add_routes (vas_backend_get_http (backend), routes, G_N_ELEMENTS (routes), backend);
}
