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
#include "vas-server-options.h"
#include "vas-time.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

typedef enum {
  STATUS_STOPPED = 0,
  STATUS_FAILED = 1,
  STATUS_MISUSE = 2,
} Status;

static void
complain (const char *message)
{
  g_printerr ("vasdeskd: %s\n", message);
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
complete_person (VasServerOptions  *options,
                 char             **password)
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

/* Only --init makes a folder of records: a folder that was mistyped is said. */
static VasStore *
open_records (const VasServerOptions  *options,
              GError                 **error)
{
  if (!options->init && options->database == NULL && !vas_backend_is_there (options->directory, error))
    return NULL;

  return vas_backend_open_store (options->directory, options->database, error);
}

static Status
set_up (VasServerOptions *options)
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

  store = vas_secret_start (&error) ? open_records (options, &error) : NULL;
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

/* A shop gets a token, which is printed once and kept nowhere; the records become a backend's then. Or its token is taken away. */
static char *
change_shop (const VasServerOptions  *options,
             VasStore                *store,
             GError                 **error)
{
  const gint64 now = vas_instant_now ();

  if (options->revoke_shop != NULL)
    return vas_backend_revoke_shop (store, options->revoke_shop, now, error) ? g_strdup ("") : NULL;

  return vas_backend_make (store, error) ? vas_backend_add_shop (store, options->add_shop, now, error) : NULL;
}

static Status
set_up_shop (const VasServerOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasStore) store = NULL;
  g_autofree char *token = NULL;

  store = vas_secret_start (&error) ? open_records (options, &error) : NULL;
  if (store == NULL)
    {
      complain (error->message);
      return STATUS_FAILED;
    }
  token = change_shop (options, store, &error);
  vas_store_close (store);
  if (token == NULL)
    {
      complain (error->message);
      return STATUS_FAILED;
    }

  return *token == '\0' || printf ("%s\n", token) > 0 ? STATUS_STOPPED : STATUS_FAILED;
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
open_backend (const VasServerOptions  *options,
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
serve (const VasServerOptions *options)
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
  g_auto (VasServerOptions) options = { NULL };
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a limit on the size of files is met as a failing write, which is said */
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VAS_DEFAULT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("vasdeskd");

  if (!vas_server_options_read (&options, argc, argv, &error))
    {
      complain (error->message);
      return STATUS_MISUSE;
    }
  if (options.version)
    return printf ("vasdeskd %s\n", VAS_VERSION) > 0 ? STATUS_STOPPED : STATUS_FAILED;
  if (options.init || options.set_password != NULL)
    return set_up (&options);
  if (options.add_shop != NULL || options.revoke_shop != NULL)
    return set_up_shop (&options);

  vas_server_log_start ();
  raise_file_limit ();
  return serve (&options);
}
