/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "vas-cli.h"

G_BEGIN_DECLS

/**
 * VasCliCredential:
 * @server: the address it is for
 * @token: of the session
 * @client: the client id that commands are sent under
 * @seq: the last number that was used under it
 *
 * What a sign-in leaves behind, in a file for its owner alone.
 */
typedef struct {
  char   *server;
  char   *token;
  char   *client;
  gint64  seq;
} VasCliCredential;

void              vas_cli_credential_free  (VasCliCredential  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasCliCredential, vas_cli_credential_free)

VasCliCredential *vas_cli_credential_load  (VasCli            *cli,
                                            GError           **error);
gboolean          vas_cli_credential_save  (VasCli            *cli,
                                            VasCliCredential  *credential,
                                            GError           **error);
gboolean          vas_cli_credential_drop  (VasCli            *cli,
                                            GError           **error);

JsonNode         *vas_cli_remote_ask       (VasCli            *cli,
                                            const char        *method,
                                            const char        *path,
                                            JsonNode          *body,
                                            const char        *token,
                                            GError           **error);
VasCliStatus      vas_cli_remote_run       (VasCli            *cli,
                                            VasCommand        *command,
                                            VasCliCredential  *credential);
VasCliStatus      vas_cli_run_command      (VasCli            *cli,
                                            VasCommand        *command);
gboolean          vas_cli_remote_who       (VasCli            *cli,
                                            VasCliCredential  *credential,
                                            GError           **error);
gboolean          vas_cli_fetch_photo      (VasCli            *cli,
                                            const char        *hash,
                                            GError           **error);
GPtrArray        *vas_cli_compare          (VasCli            *cli,
                                            guint64           *rows,
                                            GError           **error);

G_END_DECLS
