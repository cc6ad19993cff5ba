/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of POST /v1/personal-copy, as who asks writes and reads them (doc/protocol.md). */

#include "vas-wire-copy.h"

#include "vas-json-reader.h"
#include "vas-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
vas_wire_copy_free (VasWireCopy *self)
{
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self);
}

/** vas_wire_new_copy: (transfer full): the body. @request: key or number of a request about personal data; @reason: why, for the trail */
JsonNode *
vas_wire_new_copy (const char *request,
                   const char *reason)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "request", request);
  json_object_set_string_member (object, "reason", reason);
  json_node_take_object (node, object);

  return node;
}

/** vas_wire_read_copy: (transfer full) (nullable): what @root says; %VAS_WIRE_ERROR_NONSENSE where the file is not the one that was recorded. */
VasWireCopy *
vas_wire_read_copy (JsonNode  *root,
                    GError   **error)
{
  g_autoptr (VasWireCopy) copy = g_new0 (VasWireCopy, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *text, *digest;
  g_autofree char *found = NULL;

  if (object != NULL && vas_json_get_text (object, "file", TRUE, &text, NULL) && vas_json_get_text (object, "sha256", TRUE, &digest, NULL) &&
      vas_json_get_int (object, "rows", TRUE, &copy->rows, NULL))
    {
      copy->file = g_bytes_new (text, strlen (text));
      found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, copy->file);
      if (g_str_equal (found, digest))
        return g_steal_pointer (&copy);
    }

  g_set_error (error, VAS_WIRE_ERROR, VAS_WIRE_ERROR_NONSENSE, _("The server's answer makes no sense: %s"), "personal-copy");
  return NULL;
}
