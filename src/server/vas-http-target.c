/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The target of a request: path and query, read from the bytes that were sent.
 *
 * The library's own reading is not used: it decodes the path (so "%2F" would make a new part), takes "%00" for the end of
 * a text and keeps quiet about bad escapes. Here a path is plain characters, without "%", "//", "." or ".." parts, and a
 * query is `name=value` of distinct names, form-encoded UTF-8. Pure; any thread. Cost: one pass over the bytes.
 */

#include "vas-http-target.h"

#include "vas-server-error.h"

#include <string.h>

#define NAME_MAX_LENGTH 32

static gboolean
is_path_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~:@/", c) != NULL);
}

static gboolean
malformed (GError     **error,
           const char  *why)
{
  g_set_error_literal (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_MALFORMED, why);
  return FALSE;
}

/* Parts between slashes: none is empty, "." or ".."; "/" alone is a path. */
static gboolean
check_path (const char  *path,
            GError     **error)
{
  const char *part = path;

  if (path[0] != '/')
    return malformed (error, "The target must begin with a slash.");

  for (const char *p = path; *p != '\0'; p++)
    {
      if (!is_path_char (*p))
        return malformed (error, "The path has a character that no path of this server has.");
    }
  while (part != NULL && !g_str_equal (path, "/"))
    {
      const gsize length = strcspn (++part, "/");

      if (length == 0 || (length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.'))
        return malformed (error, "The path has an empty part or one of dots.");
      part = strchr (part, '/');
    }

  return TRUE;
}

/* Returns: the text that @text of @length bytes is form-encoded for; NULL where it is not, or is not plain UTF-8 */
static char *
decode (const char *text,
        gsize       length)
{
  g_autoptr (GString) out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '%')
        {
          if (i + 2 >= length || !g_ascii_isxdigit (text[i + 1]) || !g_ascii_isxdigit (text[i + 2]))
            return NULL;
          c = (char) (g_ascii_xdigit_value (text[i + 1]) * 16 + g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }
      else if (c == '+')
        c = ' ';
      if ((guchar) c < ' ' || c == 0x7f)
        return NULL;
      g_string_append_c (out, c);
    }

  return g_utf8_validate (out->str, (gssize) out->len, NULL) ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static gboolean
is_name (const char *name,
         gsize       length)
{
  if (length == 0 || length > NAME_MAX_LENGTH)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '_')
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_member (VasHttpTarget  *self,
            const char     *member,
            gsize           length,
            GError        **error)
{
  const char *equals = memchr (member, '=', length);
  const gsize name_length = equals != NULL ? (gsize) (equals - member) : length;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (equals == NULL || !is_name (member, name_length))
    return malformed (error, "The query is not made of name=value.");
  if (self->n_query == VAS_HTTP_QUERY_MAX)
    return malformed (error, "The query has too many members.");

  name = g_strndup (member, name_length);
  if (vas_http_target_get_query (self, name) != NULL)
    return malformed (error, "The query has a member twice.");
  value = decode (equals + 1, length - name_length - 1);
  if (value == NULL)
    return malformed (error, "The query has a value that is no form-encoded UTF-8 text.");

  self->query[self->n_query].name = g_steal_pointer (&name);
  self->query[self->n_query].value = g_steal_pointer (&value);
  self->n_query++;
  return TRUE;
}

static gboolean
parse_query (VasHttpTarget  *self,
             const char     *query,
             GError        **error)
{
  while (query != NULL)
    {
      const gsize length = strcspn (query, "&");

      if (!add_member (self, query, length, error))
        return FALSE;
      query = query[length] == '&' ? query + length + 1 : NULL;
    }

  return TRUE;
}

/**
 * vas_http_target_parse:
 * @text: the second word of the request line
 *
 * Returns: (transfer full) (nullable): the target; %VAS_SERVER_ERROR_MALFORMED
 */
VasHttpTarget *
vas_http_target_parse (const char  *text,
                       GError     **error)
{
  g_autoptr (VasHttpTarget) self = g_new0 (VasHttpTarget, 1);
  const char *question;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, VAS_HTTP_TARGET_MAX + 1) > VAS_HTTP_TARGET_MAX)
    {
      malformed (error, "The target is too long.");
      return NULL;
    }

  question = strchr (text, '?');
  self->path = question != NULL ? g_strndup (text, (gsize) (question - text)) : g_strdup (text);
  if (!check_path (self->path, error) || (question != NULL && !parse_query (self, question + 1, error)))
    return NULL;

  return g_steal_pointer (&self);
}

void
vas_http_target_free (VasHttpTarget *self)
{
  g_free (self->path);
  for (guint i = 0; i < self->n_query; i++)
    {
      g_free (self->query[i].name);
      g_free (self->query[i].value);
    }
  g_free (self);
}

/** vas_http_target_get_query: (nullable): the value of the member @name, which may be empty; NULL where there is none. */
const char *
vas_http_target_get_query (const VasHttpTarget *self,
                           const char          *name)
{
  for (guint i = 0; i < self->n_query; i++)
    {
      if (g_str_equal (self->query[i].name, name))
        return self->query[i].value;
    }

  return NULL;
}
