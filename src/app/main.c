/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vasdesk: puts store and desktop together, and ends cleanly when asked to by a signal. */

#include "vas-application.h"
#include "vas-demo.h"
#include "vas-soup-transport.h"
#include "vas-store.h"
#include "vas-time.h"
#include "vas-timing.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

static VasStoreError
judge_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
      return VAS_STORE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return VAS_STORE_ERROR_READ_ONLY;
    default:
      return VAS_STORE_ERROR_FAILED;
    }
}

static VasStore *
open_records (const char    *directory,
              VasDeskFlags   flags,
              GError       **error)
{
  if ((flags & VAS_DESK_DEMO) != 0 && (flags & (VAS_DESK_READ_ONLY | VAS_DESK_HERE)) == 0)
    return vas_demo_open (directory, vas_instant_now (), error);
  if ((flags & VAS_DESK_READ_ONLY) == 0 && g_mkdir_with_parents (directory, 0700) != 0)
    {
      const int code = errno;

      g_set_error (error, VAS_STORE_ERROR, (int) judge_errno (code), "%s: %s", directory, g_strerror (code));
      return NULL;
    }

  return vas_store_open (directory, (flags & VAS_DESK_READ_ONLY) != 0 ? VAS_STORE_READ_ONLY : VAS_STORE_DEFAULT, error);
}

/* A folder of businesses, and the moment by which one of them was chosen. */
typedef struct {
  char   *directory;
  gint64  now;
} Tidying;

static void
tidying_free (Tidying *tidying)
{
  g_free (tidying->directory);
  g_free (tidying);
}

static void
tidy_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Tidying *tidying = data;

  vas_demo_remove_other_days (tidying->directory, tidying->now);
  g_task_return_boolean (task, TRUE);
}

/* What other days have left goes meanwhile; nobody waits for it, and what is not gone at the end goes the next time. */
static void
tidy (const char *directory,
      gint64      now)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Tidying *tidying = g_new0 (Tidying, 1);

  tidying->directory = g_strdup (directory);
  tidying->now = now;
  g_task_set_task_data (task, tidying, (GDestroyNotify) tidying_free);
  g_task_run_in_thread (task, tidy_thread);
}

/* Beside it stands the backend: an uninstalled program is told where. */
static VasDaemon *
make_daemon (const char   *directory,
             VasDeskFlags  flags)
{
  const char *program = g_getenv ("VAS_DAEMON");
  const gboolean demo = (flags & VAS_DESK_DEMO) != 0;
  const gint64 now = vas_instant_now ();
  g_autofree char *path = demo ? vas_demo_choose_directory (directory, now) : g_strdup (directory);

  if (demo)
    tidy (directory, now);
  return vas_daemon_new (program != NULL ? program : VAS_DEFAULT_DAEMON, path, demo, vas_soup_transport_new);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("VAS_LOCALEDIR");
  g_autoptr (VasApplication) application = NULL;

  vas_timing_mark ("main");
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : VAS_DEFAULT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("org.vasdesk.Vasdesk");

  signal (SIGPIPE, SIG_IGN); /* the other end of a pipe or socket that has gone is met as a failing write */
  signal (SIGXFSZ, SIG_IGN); /* a limit on the size of files is met as a failing write, which is said */

  application = vas_application_new (open_records, vas_soup_transport_new, make_daemon);
  g_unix_signal_add (SIGTERM, signal_cb, application);
  g_unix_signal_add (SIGINT, signal_cb, application);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
