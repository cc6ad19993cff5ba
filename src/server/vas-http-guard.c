/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * VasHttpGuard: the headers that two readers could understand in two ways, refused.
 *
 * libmicrohttpd 0.9.75 takes chunked bodies, several Host and Content-Length headers and names such as "Host "; a proxy in front
 * may read each of them otherwise, and what one takes for a body the other takes for a request. Nothing that a proper client
 * sends needs any of it. Pure; any thread.
 */

#include "vas-http-guard.h"

#include <string.h>

/* Digits of the largest length that is read. */
#define MAX_DIGITS 15

/* RFC 9110, 5.6.2 */
static gboolean
is_token (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL))
        return FALSE;
    }

  return length > 0;
}

static gboolean
is_value (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (((guchar) text[i] < ' ' && text[i] != '\t') || text[i] == 0x7f)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_named (const char *name,
          gsize       length,
          const char *wanted)
{
  return length == strlen (wanted) && g_ascii_strncasecmp (name, wanted, length) == 0;
}

static gboolean
read_length (const char *text,
             gsize       length,
             guint64    *out)
{
  guint64 value = 0;

  if (length == 0 || length > MAX_DIGITS)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint64) g_ascii_digit_value (text[i]);
    }

  *out = value;
  return TRUE;
}

/**
 * vas_http_guard_header:
 * @name: a header's name, any bytes
 * @value: its value, any bytes
 *
 * Takes note of a header. The first fault stays.
 */
void
vas_http_guard_header (VasHttpGuard *self,
                       const char   *name,
                       gsize         name_length,
                       const char   *value,
                       gsize         value_length)
{
  const char *fault = NULL;

  self->n_headers++;
  if (!is_token (name, name_length))
    fault = "A header has a name that is no token.";
  else if (!is_value (value, value_length))
    fault = "A header has a control character in its value.";
  else if (is_named (name, name_length, "Transfer-Encoding"))
    fault = "Transfer-Encoding is not taken here; send a Content-Length.";
  else if (is_named (name, name_length, "Host"))
    fault = ++self->n_hosts > 1 ? "There is more than one Host." : NULL;
  else if (is_named (name, name_length, "Content-Length") && ++self->n_lengths > 1)
    fault = "There is more than one Content-Length.";
  else if (is_named (name, name_length, "Content-Length") && !read_length (value, value_length, &self->content_length))
    fault = "Content-Length is not made of digits alone.";

  if (self->n_headers > VAS_HTTP_GUARD_MAX_HEADERS)
    fault = "There are too many headers.";
  if (self->fault == NULL)
    self->fault = fault;
}

/**
 * vas_http_guard_judge:
 * @version: as in the request line
 * @detail: (out) (nullable) (transfer none): what is wrong
 *
 * After the last header: whether they can be read in one way alone.
 */
VasProblem
vas_http_guard_judge (VasHttpGuard  *self,
                      const char    *version,
                      const char   **detail)
{
  *detail = self->fault;
  if (*detail == NULL && !g_str_equal (version, "HTTP/1.1") && !g_str_equal (version, "HTTP/1.0"))
    *detail = "The version of HTTP is neither 1.1 nor 1.0.";
  if (*detail == NULL && self->n_hosts == 0 && g_str_equal (version, "HTTP/1.1"))
    *detail = "There is no Host.";

  return *detail != NULL ? VAS_PROBLEM_BAD_REQUEST : VAS_PROBLEM_NONE;
}

/**
 * vas_http_guard_body:
 * @wants_body: whether the method carries one (POST, PUT): it must then say how long it is
 * @limit: bytes that the route takes
 * @detail: (out) (nullable) (transfer none): what is wrong
 *
 * Whether a body of the announced length may come.
 */
VasProblem
vas_http_guard_body (VasHttpGuard  *self,
                     gboolean       wants_body,
                     gsize          limit,
                     const char   **detail)
{
  *detail = NULL;
  if (wants_body && self->n_lengths == 0)
    {
      *detail = "There is no Content-Length.";
      return VAS_PROBLEM_BAD_REQUEST;
    }
  if (!wants_body && self->content_length > 0)
    {
      *detail = "A body belongs to POST and PUT alone.";
      return VAS_PROBLEM_BAD_REQUEST;
    }

  return self->content_length > limit ? VAS_PROBLEM_TOO_LARGE : VAS_PROBLEM_NONE;
}
