/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Where vasctl keeps the token of a server: the file of --credential, 0600, which “sign-in” writes; or VASCTL_TOKEN of the
 * environment, for scripts, which then have no file and a client id of their own each time. Never an argument.
 *
 * The file also holds the client id and the last number under it. A number is written before it is sent, so that it is never
 * used twice; one that never came is found out by the server (“gap”), and a new client id taken then.
 */

#include "vas-cli-remote.h"

#include "vas-json-reader.h"
#include "vas-json-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gio/gio.h>
#include <sys/stat.h>

#define VARIABLE "VASCTL_TOKEN"
#define MOST_BYTES 4096

void
vas_cli_credential_free (VasCliCredential *self)
{
  g_free (self->server);
  g_free (self->token);
  g_free (self->client);
  g_free (self);
}

static gboolean
read_members (VasCliCredential  *self,
              JsonObject        *object,
              GError           **error)
{
  const char *server, *token, *client;

  if (!vas_json_get_text (object, "server", TRUE, &server, error) || !vas_json_get_text (object, "token", TRUE, &token, error) ||
      !vas_json_get_text (object, "client", TRUE, &client, error) || !vas_json_get_int (object, "seq", TRUE, &self->seq, error))
    return FALSE;

  self->server = g_strdup (server);
  self->token = g_strdup (token);
  self->client = g_strdup (client);
  return TRUE;
}

/* What others can read is no secret any more. */
static gboolean
is_private (const char  *path,
            GError     **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && (status.st_mode & 077) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("%s can be read by others: chmod 600."), path);
      return FALSE;
    }

  return TRUE;
}

static VasCliCredential *
load_file (VasCli  *cli,
           GError **error)
{
  g_autoptr (VasCliCredential) self = g_new0 (VasCliCredential, 1);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  if (!g_file_get_contents (cli->credential, &text, &length, error) || !is_private (cli->credential, error))
    return NULL;
  root = vas_json_parse_strict (text, (gssize) length, MOST_BYTES, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root) || !read_members (self, json_node_get_object (root), NULL))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s is not what “sign-in” writes."), cli->credential);
  else if (!g_str_equal (self->server, cli->server))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s is for the server %s."), cli->credential, self->server);
  else
    return g_steal_pointer (&self);

  return NULL;
}

/** vas_cli_credential_load: (transfer full) (nullable): of the file, or else of the environment; NULL with what is missing. */
VasCliCredential *
vas_cli_credential_load (VasCli  *cli,
                         GError **error)
{
  const char *token = g_getenv (VARIABLE);
  VasCliCredential *self;

  if (cli->credential != NULL)
    return load_file (cli, error);
  if (token == NULL || *token == '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("Sign in first: “vasctl --server URL --credential FILE sign-in LOGIN”, or set %s."),
                   VARIABLE);
      return NULL;
    }

  self = g_new0 (VasCliCredential, 1);
  self->server = g_strdup (cli->server);
  self->token = g_strdup (token);
  self->client = g_uuid_string_random ();
  return self;
}

static char *
to_text (VasCliCredential *credential)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "server", credential->server);
  json_object_set_string_member (object, "token", credential->token);
  json_object_set_string_member (object, "client", credential->client);
  json_object_set_int_member (object, "seq", credential->seq);
  json_node_set_object (node, object);

  return vas_json_to_text (node);
}

/** vas_cli_credential_save: writes the file anew, for its owner alone; nothing where there is none. */
gboolean
vas_cli_credential_save (VasCli            *cli,
                         VasCliCredential  *credential,
                         GError           **error)
{
  g_autofree char *text = NULL;

  if (cli->credential == NULL)
    return TRUE;

  text = to_text (credential);
  return g_file_set_contents_full (cli->credential, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}

/** vas_cli_credential_drop: deletes the file; nothing where there is none. */
gboolean
vas_cli_credential_drop (VasCli  *cli,
                         GError **error)
{
  if (cli->credential == NULL || g_unlink (cli->credential) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", cli->credential, g_strerror (errno));
  return FALSE;
}
