/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opens the socket that the server listens on, and says where that is. */

#include "vas-http-private.h"

#include "vas-server-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define LISTEN_BACKLOG 512

static GSocketAddress *
read_address (const char  *listen,
              GError     **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = colon != NULL ? g_strndup (listen, (gsize) (colon - listen)) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  guint64 port;

  if (host != NULL && host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      g_autofree char *inner = g_strndup (host + 1, strlen (host) - 2);

      address = g_inet_address_new_from_string (inner);
    }
  else if (host != NULL && strchr (host, ':') == NULL)
    address = g_inet_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host);

  if (address == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_LISTEN,
                   _("“%s” is no address to listen on: it is a numeric address, a colon and a port, such as 127.0.0.1:8080."),
                   listen);
      return NULL;
    }

  return g_inet_socket_address_new (address, (guint16) port);
}

/*
 * vas_http_listen:
 * @listen: numeric address and port
 * @uri: (out): where it listens
 *
 * Returns: a listening socket; -1 with %VAS_SERVER_ERROR_LISTEN
 */
int
vas_http_listen (const char  *listen,
                 char       **uri,
                 GError     **error)
{
  g_autoptr (GSocketAddress) wanted = read_address (listen, error);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GError) local = NULL;
  gboolean ipv6;
  int fd;

  if (wanted == NULL)
    return -1;

  ipv6 = g_socket_address_get_family (wanted) == G_SOCKET_FAMILY_IPV6;
  socket = g_socket_new (g_socket_address_get_family (wanted), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &local);
  if (socket != NULL)
    g_socket_set_listen_backlog (socket, LISTEN_BACKLOG);
  if (socket == NULL || !g_socket_bind (socket, wanted, TRUE, &local) || !g_socket_listen (socket, &local)
      || (got = g_socket_get_local_address (socket, &local)) == NULL)
    {
      g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_LISTEN, "%s: %s", listen, local->message);
      return -1;
    }

  host = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (got)));
  fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);
  if (fd < 0)
    g_set_error (error, VAS_SERVER_ERROR, VAS_SERVER_ERROR_LISTEN, "%s: %s", listen, g_strerror (errno));
  else
    *uri = g_strdup_printf (ipv6 ? "http://[%s]:%u" : "http://%s:%u", host,
                            g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  return fd;
}
