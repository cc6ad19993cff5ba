/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * JSON as canonical text: one text for one value, so that its hash is stable.
 *
 * Members stand in the byte order of their names; no blanks; only what must be escaped is, in the shortest form; everything
 * else is UTF-8 as it is. json-glib's own generator keeps the order of insertion. Any thread.
 */

#include "vas-json-writer.h"

#include <string.h>

static void write_node (GString  *out,
                        JsonNode *node);

static void
write_string (GString    *out,
              const char *text)
{
  static const char from[] = "\"\\\b\f\n\r\t";
  static const char to[] = "\"\\bfnrt";

  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      const char *place = strchr (from, *c);

      if (place != NULL)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, to[place - from]);
        }
      else if ((guchar) *c < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/* A fraction keeps its point, so that it reads back as one. */
static void
write_fraction (GString *out,
                double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, value);
  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
write_value (GString  *out,
             JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      write_string (out, json_node_get_string (node));
      break;
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;
    case G_TYPE_DOUBLE:
      write_fraction (out, json_node_get_double (node));
      break;
    default:
      g_return_if_reached ();
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

static void
write_object (GString    *out,
              JsonObject *object)
{
  g_autoptr(GList) names = g_list_sort (json_object_get_members (object), compare_names);

  g_string_append_c (out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (out, ',');
      write_string (out, l->data);
      g_string_append_c (out, ':');
      write_node (out, json_object_get_member (object, l->data));
    }
  g_string_append_c (out, '}');
}

static void
write_array (GString   *out,
             JsonArray *array)
{
  guint length = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
write_node (GString  *out,
            JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (out, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      write_array (out, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_value (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
    }
}

/**
 * vas_json_to_text:
 * @node: a value whose texts are UTF-8
 *
 * Returns: (transfer full): its canonical text
 */
char *
vas_json_to_text (JsonNode *node)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_new (NULL);
  write_node (out, node);
  return g_string_free (out, FALSE);
}
