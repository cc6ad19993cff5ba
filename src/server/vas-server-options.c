/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The command line of vasdeskd. What contradicts itself, or would be left undone without a word, is refused before anything is opened or made.
 */

#include "vas-server-options.h"

#include "vas-shop-store.h"
#include "vas-sql.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LISTEN "127.0.0.1:8420"

static gboolean
refuse (const char  *message,
        GError     **error)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return FALSE;
}

/* @proxy: (out): as it is typed */
static gboolean
parse (VasServerOptions  *self,
       char             **proxy,
       int               *argc,
       char            ***argv,
       GError           **error)
{
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &self->directory, N_("Where the records are; made if absent"), N_("DIR") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->database,
      N_("PostgreSQL database that holds the records instead, for several daemons; its password belongs in ~/.pgpass"),
      N_("URI") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &self->listen,
      N_("Numeric address and port to listen on; port 0 picks one (default: 127.0.0.1:8420)"), N_("HOST:PORT") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &self->behind_proxy,
      N_("A proxy with TLS stands in front: its X-Real-IP names the client, and addresses beyond loopback may be listened on"), NULL },
    { "owned", 0, 0, G_OPTION_ARG_NONE, &self->owned,
      N_("For the desk that starts it: give sessions over the standard input and output, and stop when that desk has ended"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_("With --owned: make a made-up business in an empty folder"), NULL },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, proxy,
      N_("Numeric address of that proxy where it is not on this computer; nobody else’s X-Real-IP is believed"), N_("ADDRESS") },
    { "init", 0, 0, G_OPTION_ARG_NONE, &self->init,
      N_("Make the records, and their first administrator; the password is typed, or the first line of the standard input"), NULL },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &self->admin, N_("The first administrator’s login"), N_("LOGIN") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, N_("The first administrator’s name"), N_("NAME") },
    { "set-password", 0, 0, G_OPTION_ARG_STRING, &self->set_password, N_("Give somebody a password, as with --init"), N_("LOGIN") },
    { "add-shop", 0, 0, G_OPTION_ARG_STRING, &self->add_shop,
      N_("Give the shop of that name a token for the intake, and print it; one that it had is taken away"), N_("NAME") },
    { "revoke-shop", 0, 0, G_OPTION_ARG_STRING, &self->revoke_shop, N_("Take the shop’s token away"), N_("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Show the version and exit"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("The backend of Vasdesk: one truth for many desks."));
  g_option_context_set_description (context, _("The exit status is 0 when it was asked to stop, 1 when it could not start, 2 for wrong use."));
  return g_option_context_parse (context, argc, argv, error);
}

/* What is done instead of serving is one thing at a time. */
static gboolean
judge_work (const VasServerOptions  *self,
            GError                 **error)
{
  const guint n = (self->init ? 1 : 0) + (self->set_password != NULL ? 1 : 0) + (self->add_shop != NULL ? 1 : 0) + (self->revoke_shop != NULL ? 1 : 0);
  const char *shop = self->add_shop != NULL ? self->add_shop : self->revoke_shop;

  if (n > 1)
    return refuse (_("Only one of --init, --set-password, --add-shop and --revoke-shop at a time."), error);
  if (shop != NULL && !vas_shop_name_is_fit (shop))
    return refuse (_("The name of a shop has 1 to 40 of small letters, digits and hyphens."), error);

  return TRUE;
}

static gboolean
judge_demo (const VasServerOptions  *self,
            GError                 **error)
{
  if (self->demo && !self->owned)
    return refuse (_("--demo goes with --owned only: whoever asks is signed in there without a password."), error);
  if (self->demo && self->database != NULL)
    return refuse (_("--demo makes its business in the folder: it does not go with --database."), error);

  return TRUE;
}

static gboolean
take_proxy (VasServerOptions  *self,
            const char        *typed,
            GError           **error)
{
  if (typed == NULL)
    return TRUE;
  if (!self->behind_proxy)
    return refuse (_("--proxy goes with --behind-proxy only: nobody’s X-Real-IP is believed without it."), error);

  self->proxy = g_inet_address_new_from_string (typed);
  return self->proxy != NULL || refuse (_("--proxy takes a numeric address, such as 192.0.2.7."), error);
}

/* Plain HTTP does not leave the machine unless somebody says that a proxy with TLS is in front. */
static gboolean
judge_listen (const VasServerOptions  *self,
              GError                 **error)
{
  if (self->behind_proxy || g_str_has_prefix (self->listen, "127.") || g_str_has_prefix (self->listen, "localhost:")
      || g_str_has_prefix (self->listen, "[::1]:"))
    return TRUE;

  return refuse (_("Beyond this computer only behind a proxy with TLS: add --behind-proxy, or listen on 127.0.0.1."), error);
}

/**
 * vas_server_options_read:
 * @self: empty
 *
 * Returns: FALSE with a #GOptionError for wrong use
 */
gboolean
vas_server_options_read (VasServerOptions  *self,
                         int                argc,
                         char             **argv,
                         GError           **error)
{
  g_autofree char *proxy = NULL;

  if (!parse (self, &proxy, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    return refuse (_("There are no arguments but options; see vasdeskd --help."), error);
  if (self->directory == NULL && !self->version)
    return refuse (_("Say where the records are: --data DIR."), error);
  if (self->database != NULL && !vas_sql_is_server (self->database))
    return refuse (_("The address of a database begins with postgresql://."), error);
  if (self->listen == NULL)
    self->listen = g_strdup (DEFAULT_LISTEN);

  return judge_demo (self, error) && judge_work (self, error) && take_proxy (self, proxy, error) && judge_listen (self, error);
}

void
vas_server_options_clear (VasServerOptions *self)
{
  g_free (self->directory);
  g_free (self->database);
  g_free (self->listen);
  g_clear_object (&self->proxy);
  g_free (self->admin);
  g_free (self->name);
  g_free (self->set_password);
  g_free (self->add_shop);
  g_free (self->revoke_shop);
}
