/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VasServerOptions:
 * @directory: where the records are; there unless @version
 * @database: (nullable): the server that holds them instead
 * @listen: numeric address and port
 * @proxy: (nullable): of a proxy that is not on this computer
 *
 * What the command line of vasdeskd asked for: to serve, where none of @version, @init, @set_password, @add_shop and @revoke_shop is set, of
 * which there is one at most.
 */
typedef struct {
  char         *directory;
  char         *database;
  char         *listen;
  gboolean      behind_proxy;
  gboolean      owned;
  gboolean      demo;
  GInetAddress *proxy;
  gboolean      init;
  char         *admin;
  char         *name;
  char         *set_password;
  char         *add_shop;
  char         *revoke_shop;
  gboolean      version;
} VasServerOptions;

gboolean vas_server_options_read  (VasServerOptions   *self,
                                   int                 argc,
                                   char              **argv,
                                   GError            **error);
void     vas_server_options_clear (VasServerOptions   *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VasServerOptions, vas_server_options_clear)

G_END_DECLS
