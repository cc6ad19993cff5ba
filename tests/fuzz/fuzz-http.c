/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a request begins with: its target, and its headers as the guard judges them. The first line is the target, each further one a header. */

#include "fuzz.h"

#include "vas-http-guard.h"
#include "vas-http-target.h"

#include <string.h>

static void
check_target (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasHttpTarget) target = vas_http_target_parse (text, &error);

  g_assert_true ((target == NULL) == (error != NULL));
  if (target == NULL)
    return;

  g_assert_true (target->path[0] == '/' && strpbrk (target->path, "%?#\\ \r\n") == NULL);
  g_assert_true (strstr (target->path, "//") == NULL && strstr (target->path, "/../") == NULL);
  g_assert_cmpuint (target->n_query, <=, VAS_HTTP_QUERY_MAX);
  for (guint i = 0; i < target->n_query; i++)
    {
      g_assert_true (g_utf8_validate (target->query[i].value, -1, NULL));
      g_assert_true (strpbrk (target->query[i].value, "\r\n\t") == NULL);
      g_assert_true (vas_http_target_get_query (target, target->query[i].name) == target->query[i].value);
    }
}

static void
check_headers (char **lines)
{
  VasHttpGuard guard = { 0 };
  const char *detail;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');
      const gsize length = colon != NULL ? (gsize) (colon - lines[i]) : strlen (lines[i]);
      const char *value = colon != NULL ? colon + 1 : "";

      vas_http_guard_header (&guard, lines[i], length, value, strlen (value));
    }
  if (vas_http_guard_judge (&guard, "HTTP/1.1", &detail) != VAS_PROBLEM_NONE)
    {
      g_assert_nonnull (detail);
      return;
    }

  g_assert_cmpuint (guard.n_hosts, ==, 1);
  g_assert_cmpuint (guard.n_lengths, <=, 1);
  g_assert_cmpuint (guard.n_headers, <=, VAS_HTTP_GUARD_MAX_HEADERS);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_true (g_ascii_strncasecmp (lines[i], "transfer-encoding", strlen ("transfer-encoding")) != 0
                   || lines[i][strlen ("transfer-encoding")] != ':');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);

  check_target (lines[0] != NULL ? lines[0] : "");
  if (lines[0] != NULL)
    check_headers (lines + 1);

  return 0;
}
