/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasdeskd: the backend. Options, signals and the words around VasBackend.
 *
 * It prints where it listens on the standard output and its log on the standard error. Exit status: 0 when it was asked to
 * stop, 1 when it could not start, 2 for wrong use.
 */

#include "vas-ask.h"
#include "vas-backend-make.h"
#include "vas-backend.h"
#include "vas-notify.h"
#include "vas-owner.h"
#include "vas-secret.h"
#include "vas-server-log.h"
#include "vas-time.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#define DEFAULT_LISTEN "127.0.0.1:8420"

typedef enum {
  STATUS_STOPPED = 0,
  STATUS_FAILED = 1,
  STATUS_MISUSE = 2,
} Status;

typedef struct {
  char     *directory;
  char     *database;
  char     *listen;
  gboolean  behind_proxy;
  gboolean  owned;
  gboolean  demo;
  char     *proxy;
  gboolean  init;
  char     *admin;
  char     *name;
  char     *set_password;
  char     *add_shop;
  char     *revoke_shop;
  gboolean  version;
} Options;

static void
complain (const char *message)
{
  g_printerr ("vasdeskd: %s\n", message);
}

static gboolean
read_options (Options  *options,
              int       argc,
              char    **argv)
{
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &options->directory, N_("Where the records are; made if absent"), N_("DIR") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &options->database,
      N_("PostgreSQL database that holds the records instead, for several daemons; its password belongs in ~/.pgpass"),
      N_("URI") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      N_("Numeric address and port to listen on; port 0 picks one (default: 127.0.0.1:8420)"), N_("HOST:PORT") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options->behind_proxy,
      N_("A proxy with TLS stands in front: its X-Real-IP names the client, and addresses beyond loopback may be listened on"), NULL },
    { "owned", 0, 0, G_OPTION_ARG_NONE, &options->owned,
      N_("For the desk that starts it: give sessions over the standard input and output, and stop when that desk has ended"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &options->demo, N_("With --owned: make a made-up business in an empty folder"), NULL },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &options->proxy,
      N_("Numeric address of that proxy where it is not on this computer; nobody else’s X-Real-IP is believed"), N_("ADDRESS") },
    { "init", 0, 0, G_OPTION_ARG_NONE, &options->init,
      N_("Make the records, and their first administrator; the password is typed, or the first line of the standard input"), NULL },
    { "admin", 0, 0, G_OPTION_ARG_STRING, &options->admin, N_("The first administrator’s login"), N_("LOGIN") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("The first administrator’s name"), N_("NAME") },
    { "set-password", 0, 0, G_OPTION_ARG_STRING, &options->set_password, N_("Give somebody a password, as with --init"), N_("LOGIN") },
    { "add-shop", 0, 0, G_OPTION_ARG_STRING, &options->add_shop,
      N_("Give the shop of that name a token for the intake, and print it; one that it had is taken away"), N_("NAME") },
    { "revoke-shop", 0, 0, G_OPTION_ARG_STRING, &options->revoke_shop, N_("Take the shop’s token away"), N_("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Show the version and exit"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _("The backend of Vasdesk: one truth for many desks."));
  g_option_context_set_description (context, _("The exit status is 0 when it was asked to stop, 1 when it could not start, 2 for wrong use."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      complain (error->message);
      return FALSE;
    }
  if (options->demo && !options->owned)
    {
      complain (_("--demo goes with --owned only: whoever asks is signed in there without a password."));
      return FALSE;
    }
  if (argc > 1 || (options->directory == NULL && !options->version))
    {
      complain (argc > 1 ? _("There are no arguments but options; see vasdeskd --help.") : _("Say where the records are: --data DIR."));
      return FALSE;
    }

  if (options->database != NULL && !vas_sql_is_server (options->database))
    {
      complain (_("The address of a database begins with postgresql://."));
      return FALSE;
    }

  return TRUE;
}

/* Plain HTTP does not leave the machine unless somebody says that a proxy with TLS is in front. */
static gboolean
may_listen (const Options *options)
{
  if (options->behind_proxy || g_str_has_prefix (options->listen, "127.") || g_str_has_prefix (options->listen, "localhost:")
      || g_str_has_prefix (options->listen, "[::1]:"))
    return TRUE;

  complain (_("Beyond this computer only behind a proxy with TLS: add --behind-proxy, or listen on 127.0.0.1."));
  return FALSE;
}

/* Each connection is a file; the usual soft limit of 1,024 would be the first to be met. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

/* Asks for what the options do not say. */
static gboolean
complete_person (Options   *options,
                 char     **password)
{
  if (options->admin == NULL)
    options->admin = vas_ask_line (_("Login of the first administrator:"));
  if (options->admin != NULL && options->name == NULL)
    options->name = vas_ask_line (_("Name of the first administrator:"));
  if (options->admin == NULL || options->name == NULL)
    {
      complain (_("Say who is the first administrator: --admin LOGIN --name NAME."));
      return FALSE;
    }

  *password = vas_ask_password (_("Password:"), _("The same again:"));
  return TRUE;
}

/* Before the first request: from here on messages stand in answers, trail and log, which are in one language everywhere. */
static void
speak_plainly (void)
{
  setlocale (LC_MESSAGES, "C");
}

static Status
set_up (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = NULL;
  g_autofree char *password = NULL;
  gboolean done;

  if (options->init && !complete_person (options, &password))
    return STATUS_MISUSE;
  if (!options->init)
    password = vas_ask_password (_("Password:"), _("The same again:"));
  if (password == NULL || !vas_password_is_fit (password))
    {
      complain (_("A password has at least 10 characters, and is typed twice alike."));
      return STATUS_FAILED;
    }

  if (!options->init && options->database == NULL && !vas_backend_is_there (options->directory, &error))
    {
      complain (error->message);
      return STATUS_FAILED;
    }
  store = vas_secret_start (&error) ? vas_backend_open_store (options->directory, options->database, &error) : NULL;
  if (store == NULL)
    {
      complain (error->message);
      return STATUS_FAILED;
    }
  speak_plainly ();
  if (options->init)
    done = vas_backend_make (store, &error)
           && vas_backend_add_first (store, options->admin, options->name, password, vas_instant_now (), &error);
  else
    done = vas_backend_set_password (store, options->set_password, password, vas_instant_now (), &error);
  vas_store_close (store);
  if (!done)
    complain (error->message);

  return done ? STATUS_STOPPED : STATUS_FAILED;
}

/* The token is printed once and kept nowhere. */
static Status
set_up_shop (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = vas_secret_start (&error) ? vas_backend_open_store (options->directory, options->database, &error) : NULL;
  g_autofree char *token = NULL;
  gboolean done;

  if (store == NULL)
    {
      complain (error->message);
      return STATUS_FAILED;
    }
  done = vas_backend_make (store, &error);
  if (done && options->revoke_shop != NULL)
    done = vas_backend_revoke_shop (store, options->revoke_shop, vas_instant_now (), &error);
  if (done && options->add_shop != NULL)
    done = (token = vas_backend_add_shop (store, options->add_shop, vas_instant_now (), &error)) != NULL;
  vas_store_close (store);
  if (!done)
    complain (error->message);
  else if (token != NULL)
    done = printf ("%s\n", token) > 0;

  return done ? STATUS_STOPPED : STATUS_FAILED;
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
owner_ended_cb (gpointer data)
{
  vas_server_log_event ("owner", "The program that started this one has ended.");
  g_main_loop_quit (data);
}

static VasBackend *
open_backend (const Options  *options,
              GError        **error)
{
  VasHttpLimits limits = VAS_HTTP_LIMITS_DEFAULT;
  g_autoptr (VasBackend) backend = NULL;

  limits.behind_proxy = options->behind_proxy;
  limits.proxy = options->proxy;
  if (options->owned && !vas_owner_prepare (options->directory, options->demo, vas_instant_now (), error))
    return NULL;
  backend = vas_backend_open (options->directory, options->database, &limits, error);
  if (backend == NULL)
    return NULL;
  speak_plainly ();
  if (!vas_backend_start (backend, options->listen, error))
    return NULL;

  return g_steal_pointer (&backend);
}

static Status
serve (const Options *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (VasBackend) backend = open_backend (options, &error);
  g_autoptr (VasOwner) owner = NULL;

  if (backend == NULL)
    {
      complain (error->message);
      if (options->owned)
        vas_owner_tell ("failed", error->message);
      return STATUS_FAILED;
    }

  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  printf ("listening on %s\n", vas_http_server_get_uri (vas_backend_get_http (backend)));
  fflush (stdout);
  vas_server_log_event ("ready", vas_http_server_get_uri (vas_backend_get_http (backend)));
  vas_notify_ready (backend);
  if (options->owned)
    owner = vas_owner_new (backend, owner_ended_cb, loop);
  g_main_loop_run (loop);

  vas_notify_stopping ();
  vas_server_log_event ("stopping", "Running requests are given time to end.");
  g_clear_pointer (&owner, vas_owner_free);
  g_clear_pointer (&backend, vas_backend_close);
  vas_server_log_event ("stopped", "All is closed.");
  return STATUS_STOPPED;
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("VAS_LOCALEDIR");
  Options options = { NULL };
  Status status = STATUS_MISUSE;

  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a limit on the size of files is met as a failing write, which is said */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VAS_DEFAULT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vasdeskd");

  if (read_options (&options, argc, argv))
    {
      if (options.listen == NULL)
        options.listen = g_strdup (DEFAULT_LISTEN);
      if (options.version)
        status = printf ("vasdeskd %s\n", VAS_VERSION) > 0 ? STATUS_STOPPED : STATUS_FAILED;
      else if (options.init || options.set_password != NULL)
        status = set_up (&options);
      else if (options.add_shop != NULL || options.revoke_shop != NULL)
        status = set_up_shop (&options);
      else if (may_listen (&options))
        {
          vas_server_log_start ();
          raise_file_limit ();
          status = serve (&options);
        }
    }

  g_free (options.directory);
  g_free (options.database);
  g_free (options.listen);
  g_free (options.proxy);
  g_free (options.admin);
  g_free (options.name);
  g_free (options.set_password);
  g_free (options.add_shop);
  g_free (options.revoke_shop);
  return status;
}
