/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpRouter: which handler has a path and a method.
 *
 * Some dozens of rows, so a look-up walks them all; the first row that fits wins, and the methods of every row whose path fits
 * are gathered for `Allow`. A variable part is one part of the path, not empty, of at most 128 bytes.
 */

#include "vas-http-router.h"

#include <string.h>

typedef struct {
  const VasHttpRoute *route;
  gpointer            data;
  gsize               prefix; /* bytes before the variable part, or all of them */
  const char         *suffix; /* (nullable): what follows it */
} Entry;

struct _VasHttpRouter
{
  GArray *entries; /* (element-type Entry) */
};

static const char *const method_names[] = {
  [VAS_HTTP_GET] = "GET",
  [VAS_HTTP_POST] = "POST",
  [VAS_HTTP_PUT] = "PUT",
  [VAS_HTTP_DELETE] = "DELETE",
};

/** vas_http_method_name: as it stands in a request. */
const char *
vas_http_method_name (VasHttpMethod method)
{
  return method_names[method];
}

VasHttpRouter *
vas_http_router_new (void)
{
  VasHttpRouter *self = g_new0 (VasHttpRouter, 1);

  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  return self;
}

void
vas_http_router_free (VasHttpRouter *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * vas_http_router_add:
 * @routes: (array length=n_routes) (transfer none): rows that live as long as the program
 * @data: for their handlers
 */
void
vas_http_router_add (VasHttpRouter      *self,
                     const VasHttpRoute *routes,
                     gsize               n_routes,
                     gpointer            data)
{
  for (gsize i = 0; i < n_routes; i++)
    {
      const char *brace = strchr (routes[i].path, '{');
      Entry entry = { .route = &routes[i], .data = data };

      entry.prefix = brace != NULL ? (gsize) (brace - routes[i].path) : strlen (routes[i].path);
      entry.suffix = brace != NULL ? strchr (brace, '}') + 1 : NULL;
      g_array_append_val (self->entries, entry);
    }
}

/* Returns: whether @path is one of @entry's; the variable part begins at its prefix and has *@length bytes. */
static gboolean
fits (const Entry *entry,
      const char  *path,
      gsize       *length)
{
  *length = 0;
  if (strncmp (path, entry->route->path, entry->prefix) != 0)
    return FALSE;
  if (entry->suffix == NULL)
    return path[entry->prefix] == '\0';

  *length = strcspn (path + entry->prefix, "/");
  return *length > 0 && *length <= VAS_HTTP_PART_MAX && g_str_equal (path + entry->prefix + *length, entry->suffix);
}

/**
 * vas_http_router_find:
 * @data: (out): what was given with the row
 * @part: (out) (transfer full) (nullable): the variable part
 * @allowed: (out): flags, 1 << method, of all that the path takes; 0 where there is no such path
 *
 * Returns: (transfer none) (nullable): the row
 */
const VasHttpRoute *
vas_http_router_find (VasHttpRouter  *self,
                      VasHttpMethod   method,
                      const char     *path,
                      gpointer       *data,
                      char          **part,
                      guint          *allowed)
{
  const VasHttpRoute *found = NULL;

  *data = NULL;
  *part = NULL;
  *allowed = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);
      gsize length;

      if (!fits (entry, path, &length))
        continue;
      *allowed |= 1u << entry->route->method;
      if (found != NULL || entry->route->method != method)
        continue;
      found = entry->route;
      *data = entry->data;
      *part = length > 0 ? g_strndup (path + entry->prefix, length) : NULL;
    }

  return found;
}

/** vas_http_router_list_allow: (transfer full): the value of `Allow` for these flags. */
char *
vas_http_router_list_allow (guint allowed)
{
  GString *text = g_string_new (NULL);

  for (guint method = 0; method < VAS_HTTP_N_METHODS; method++)
    {
      if (allowed & 1u << method)
        g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", method_names[method],
                                method == VAS_HTTP_GET ? ", HEAD" : "");
    }

  return g_string_free (text, FALSE);
}
