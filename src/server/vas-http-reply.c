/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpReply: status, headers and body of an answer.
 *
 * The digest of a body of bytes is taken when the reply is made, on the worker's thread; that of a file is told by whoever
 * stored it. Headers are few: they stand in an array.
 */

#include "vas-http-private.h"

#include "vas-json-writer.h"

#include <string.h>
#include <unistd.h>

static VasHttpReply *
reply_alloc (guint         status,
             const char   *content_type,
             const guint8 *sha256)
{
  VasHttpReply *self = g_new0 (VasHttpReply, 1);
  char digest[64] = "sha-256=:";
  int state = 0;
  int save = 0;
  gsize length = strlen (digest);

  self->status = status;
  self->fd = -1;
  length += g_base64_encode_step (sha256, VAS_HTTP_SHA256_LENGTH, FALSE, digest + length, &state, &save);
  length += g_base64_encode_close (FALSE, digest + length, &state, &save);
  digest[length] = ':';
  digest[length + 1] = '\0';
  if (content_type != NULL)
    vas_http_reply_set_header (self, "Content-Type", content_type);
  vas_http_reply_set_header (self, "Content-Digest", digest);

  return self;
}

/**
 * vas_http_reply_new:
 * @status: the HTTP status
 * @content_type: (nullable): of the body
 * @body: (nullable): the body; NULL for an empty one
 *
 * Returns: (transfer full): a reply
 */
VasHttpReply *
vas_http_reply_new (guint       status,
                    const char *content_type,
                    GBytes     *body)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 sha256[VAS_HTTP_SHA256_LENGTH];
  gsize digest_length = sizeof sha256;
  gsize length = 0;
  const void *data = body != NULL ? g_bytes_get_data (body, &length) : NULL;
  VasHttpReply *self;

  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, sha256, &digest_length);

  self = reply_alloc (status, content_type, sha256);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  self->length = length;
  return self;
}

/** vas_http_reply_new_text: (transfer full): a reply whose body is a copy of @text. */
VasHttpReply *
vas_http_reply_new_text (guint       status,
                         const char *content_type,
                         const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return vas_http_reply_new (status, content_type, body);
}

/** vas_http_reply_new_json: (transfer full): a reply whose body is the canonical text of @root. */
VasHttpReply *
vas_http_reply_new_json (guint     status,
                         JsonNode *root)
{
  char *text = vas_json_to_text (root);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return vas_http_reply_new (status, "application/json", body);
}

/** vas_http_reply_new_object: (transfer full): as vas_http_reply_new_json(); @object: (transfer full): the members of the body */
VasHttpReply *
vas_http_reply_new_object (guint       status,
                           JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return vas_http_reply_new_json (status, node);
}

/**
 * vas_http_reply_new_file:
 * @fd: (transfer full): a file open for reading, sent from its beginning
 * @length: bytes of it that are sent; it has at least as many
 * @sha256: digest of those bytes, 32 bytes
 *
 * Returns: (transfer full): a reply that is sent without reading the file into memory
 */
VasHttpReply *
vas_http_reply_new_file (guint         status,
                         const char   *content_type,
                         int           fd,
                         guint64       length,
                         const guint8 *sha256)
{
  VasHttpReply *self = reply_alloc (status, content_type, sha256);

  self->fd = fd;
  self->length = length;
  return self;
}

void
vas_http_reply_free (VasHttpReply *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->body, g_bytes_unref);
  for (guint i = 0; i < self->n_headers; i++)
    g_free (self->headers[i].value);
  g_free (self);
}

/**
 * vas_http_reply_set_header:
 * @name: (transfer none): a literal; a second call with it adds a second header
 * @value: its value, without line ends
 */
void
vas_http_reply_set_header (VasHttpReply *self,
                           const char   *name,
                           const char   *value)
{
  g_return_if_fail (self->n_headers < VAS_HTTP_REPLY_HEADERS);
  g_return_if_fail (strpbrk (value, "\r\n") == NULL);

  self->headers[self->n_headers].name = name;
  self->headers[self->n_headers].value = g_strdup (value);
  self->n_headers++;
}

/** vas_http_reply_get_status: the HTTP status it was made with. */
guint
vas_http_reply_get_status (VasHttpReply *self)
{
  return self->status;
}
