/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON at the boundary: what the scanner takes json-glib reads, and its canonical text means the same; records and verdicts. */

#include "fuzz.h"

#include "vas-codec.h"
#include "vas-json-writer.h"
#include "vas-order.h"
#include "vas-request.h"
#include "vas-verdict-json.h"

#define MAX_SIZE 65536

static void
try_entity (GType       type,
            JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasEntity) entity = vas_codec_decode (type, object, &error);
  g_autoptr (VasEntity) again = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true ((entity == NULL) == (error != NULL));
  if (entity == NULL)
    return;

  node = vas_codec_encode (entity, VAS_CODEC_WHOLE);
  again = vas_codec_decode (type, json_node_get_object (node), &error);
  g_assert_no_error (error);
  g_assert_true (vas_entity_equal (entity, again));
}

static void
try_verdict (JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasVerdict) verdict = vas_verdict_from_json (node, &error);
  g_autoptr (VasVerdict) again = NULL;
  g_autoptr (JsonNode) written = NULL;

  g_assert_true ((verdict == NULL) == (error != NULL));
  if (verdict == NULL)
    return;

  written = vas_verdict_to_json (verdict);
  again = vas_verdict_from_json (written, &error);
  g_assert_no_error (error);
  g_assert_true (vas_verdict_equal (verdict, again));
}

static void
try_text (const char   *data,
          gsize         size,
          VasJsonFlags  flags)
{
  g_autoptr (GError) error = NULL;
  gboolean taken = vas_json_check (data, size, MAX_SIZE, flags, NULL);
  g_autoptr (JsonNode) node = vas_json_parse_strict_full (data, (gssize) size, MAX_SIZE, flags, &error);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  g_assert_true (taken == (node != NULL));
  g_assert_true (taken == (error == NULL));
  if (node == NULL)
    return;

  text = vas_json_to_text (node);
  again = vas_json_parse_strict_full (text, -1, G_MAXSSIZE, flags, &error);
  g_assert_no_error (error);
  text_again = vas_json_to_text (again);
  g_assert_cmpstr (text_again, ==, text);

  try_verdict (node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      try_entity (VAS_TYPE_ORDER, json_node_get_object (node));
      try_entity (VAS_TYPE_REQUEST, json_node_get_object (node));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  try_text ((const char *) data, size, VAS_JSON_STRICT);
  try_text ((const char *) data, size, VAS_JSON_FRACTIONS);

  return 0;
}
