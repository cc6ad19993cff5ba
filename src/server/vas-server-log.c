/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The log: one JSON object a line on the standard error, each written by one call, so that lines of many threads stay whole.
 *
 * A line of a request has its route as the table of routes has it, never the path, the query, a header, a body or an address: what
 * is not written cannot leak (I10). Messages of the program go the same way, once vas_server_log_start() was called.
 */

#include "vas-server-log.h"

#include "vas-http-private.h"
#include "vas-json-writer.h"
#include "vas-time.h"

#include <unistd.h>

static void
write_line (GString *line)
{
  gsize written = 0;

  g_string_append_c (line, '\n');
  while (written < line->len)
    {
      const ssize_t n = write (STDERR_FILENO, line->str + written, line->len - written);

      if (n <= 0)
        return;
      written += (gsize) n;
    }
}

/* vas_server_log_request: a request that ended after @microseconds. */
void
vas_server_log_request (VasHttpRequest *request,
                        gint64          microseconds)
{
  g_autofree char *now = vas_instant_format_utc (vas_instant_now ());
  g_autoptr (GString) line = g_string_sized_new (256);

  g_string_append_printf (line,
                          "{\"time\":\"%s\",\"id\":\"%s\",\"method\":\"%s\",\"route\":\"%s\",\"status\":%u,"
                          "\"ms\":%" G_GINT64_FORMAT ".%03d,\"bytes\":%" G_GUINT64_FORMAT "}",
                          now, request->id, request->method < VAS_HTTP_N_METHODS ? vas_http_method_name (request->method) : "none",
                          request->route != NULL ? request->route->path : "none", request->status, microseconds / 1000,
                          (int) (microseconds % 1000), request->sent);
  write_line (line);
}

static void
log_message (const char *kind,
             const char *what,
             const char *message)
{
  g_autofree char *now = vas_instant_format_utc (vas_instant_now ());
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), valid);
  g_autofree char *text = vas_json_to_text (node);
  g_autoptr (GString) line = g_string_sized_new (256);

  g_string_append_printf (line, "{\"time\":\"%s\",\"%s\":\"%s\",\"message\":%s}", now, kind, what, text);
  write_line (line);
}

static const char *
name_level (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";

  return "info";
}

static GLogWriterOutput
writer_cb (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  const char *domain = NULL;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        domain = fields[i].value;
    }
  if (g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE"))
        log_message ("level", name_level (level), fields[i].value);
    }
  return G_LOG_WRITER_HANDLED;
}

/** vas_server_log_start: from here on the program's own messages are lines of the log too. Once, at the start. */
void
vas_server_log_start (void)
{
  g_log_set_writer_func (writer_cb, NULL, NULL);
}

/**
 * vas_server_log_event:
 * @event: a word of the program's own, such as "ready"
 * @detail: a sentence, without personal data
 */
void
vas_server_log_event (const char *event,
                      const char *detail)
{
  log_message ("event", event, detail);
}
