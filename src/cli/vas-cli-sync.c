/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * vasctl sync: a replica and its server kept together by the desktop's own VasSync, from a terminal.
 *
 * Once: what is here is sent, what is there is received, and the first thing that stands in the way ends it. With --for it goes on,
 * and tries again by itself, for so many seconds. What fell out of the scope goes at the end. It may be killed at any moment and run again. Main thread, its main loop.
 */

#include "vas-cli-remote.h"

#include "vas-pin.h"
#include "vas-soup-transport.h"
#include "vas-sync.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define MOST_SECONDS (24 * 60 * 60)

typedef struct {
  VasSync      *sync;
  VasSyncState  said;
  gboolean      once;
  gboolean      late;
} Work;

static const char *
describe_state (VasSyncState state)
{
  switch (state)
    {
    case VAS_SYNC_STARTING:
    case VAS_SYNC_SIGNED_OUT:
      return _("Nobody is signed in.");
    case VAS_SYNC_WORKING:
      return _("Sending and receiving …");
    case VAS_SYNC_SYNCED:
      return _("Everything is sent and received.");
    case VAS_SYNC_OFFLINE:
      return _("The server does not answer.");
    case VAS_SYNC_STOPPED:
      return _("It stopped.");
    default:
      g_return_val_if_reached ("");
    }
}

static const char *
state_id (VasSyncState state)
{
  static const char * const ids[] = { "starting", "signed-out", "working", "synced", "offline", "stopped" };

  return ids[state];
}

static void
changed_cb (VasSync *sync,
            Work    *work)
{
  const char *message = vas_sync_get_message (sync);

  if (vas_sync_get_state (sync) == work->said)
    return;

  work->said = vas_sync_get_state (sync);
  fprintf (stderr, "vasctl: %s%s%s\n", describe_state (work->said), message != NULL ? " " : "", message != NULL ? message : "");
}

static gboolean
late_cb (gpointer data)
{
  ((Work *) data)->late = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_over (Work *work)
{
  switch (vas_sync_get_state (work->sync))
    {
    case VAS_SYNC_SIGNED_OUT:
    case VAS_SYNC_STOPPED:
      return TRUE;
    case VAS_SYNC_SYNCED:
      return (work->once && !vas_sync_is_uploading (work->sync)) || work->late;
    case VAS_SYNC_OFFLINE:
      return work->once || work->late;
    case VAS_SYNC_STARTING:
    case VAS_SYNC_WORKING:
    default:
      return work->late;
    }
}

static void
print_result (VasCli                *cli,
              VasSync               *sync,
              const VasOutboxCounts *counts,
              gboolean               good)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      vas_cli_print (_("%u wait to be sent, %u are held, %u were refused and not laid aside.\n"), counts->waiting, counts->held,
                     counts->problems);
      if (vas_sync_get_uploads (sync) > 0)
        vas_cli_print (ngettext ("%u photo is not at the server yet.\n", "%u photos are not at the server yet.\n", vas_sync_get_uploads (sync)),
                       vas_sync_get_uploads (sync));
      return;
    }
  builder = json_builder_begin_object (json_builder_new ());
  vas_cli_add_bool (builder, "synced", good);
  vas_cli_add_text (builder, "state", state_id (vas_sync_get_state (sync)));
  vas_cli_add_text (builder, "message", vas_sync_get_message (sync));
  vas_cli_add_int (builder, "behind", vas_sync_get_behind (sync));
  vas_cli_add_int (builder, "waiting", counts->waiting);
  vas_cli_add_int (builder, "held", counts->held);
  vas_cli_add_int (builder, "problems", counts->problems);
  vas_cli_add_int (builder, "photos", vas_sync_get_uploads (sync));
  json_builder_end_object (builder);
  vas_cli_print_builder (builder);
}

/* Lets what is under way come to its end: the store must have nothing left to do for the sync. */
static void
close_sync (VasSync *sync)
{
  vas_sync_close (sync);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static VasCliStatus
synchronise (VasCli           *cli,
             VasCliCredential *credential,
             int               seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasTransport) transport = vas_soup_transport_new (cli->server, &error);
  g_autoptr (VasSync) sync = NULL;
  g_autofree VasOutboxCounts *counts = NULL;
  Work work = { .said = VAS_SYNC_STARTING, .once = seconds == 0 };
  guint timer, let_go = 0;
  gboolean good;

  if (transport == NULL)
    return vas_cli_fail (error);
  if (!vas_engine_flush (cli->engine, &error)) /* the program that held them is gone */
    return vas_cli_fail (error);

  sync = vas_sync_new (cli->engine, transport);
  work.sync = sync;
  timer = seconds > 0 ? g_timeout_add_seconds ((guint) seconds, late_cb, &work) : 0;
  g_signal_connect (sync, "changed", G_CALLBACK (changed_cb), &work);
  vas_sync_set_session (sync, credential->token, NULL);
  while (!is_over (&work))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (sync, &work);
  if (!work.late && timer > 0)
    g_source_remove (timer);
  close_sync (sync);

  counts = vas_store_read (cli->store, vas_outbox_read_counts, NULL, NULL, &error);
  if (counts == NULL)
    return vas_cli_fail (error);
  if (vas_sync_get_state (sync) == VAS_SYNC_SYNCED && !vas_scope_tidy (cli->store, &let_go, &error))
    return vas_cli_fail (error);
  good = vas_sync_get_state (sync) == VAS_SYNC_SYNCED && counts->waiting == 0 && counts->held == 0 &&
         vas_sync_get_uploads (sync) == 0;
  print_result (cli, sync, counts, good);

  return good ? VAS_CLI_OK : VAS_CLI_NO;
}

/** vas_cli_sync: vasctl sync [--once | --for SECONDS]: 1 where not everything is sent and received at its end. */
VasCliStatus
vas_cli_sync (VasCli  *cli,
              int      argc,
              char   **argv)
{
  g_autoptr (VasCliCredential) credential = NULL;
  g_autoptr (GError) error = NULL;
  gboolean once = FALSE;
  int seconds = 0;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_("End as soon as everything is sent and received, or cannot be (the default)"), NULL },
    { "for", 0, 0, G_OPTION_ARG_INT, &seconds, N_("Go on, and try again, for so many seconds"), N_("SECONDS") },
    { NULL },
  };

  if (!vas_cli_parse (cli, entries, 0, 0, &argc, &argv))
    return VAS_CLI_USAGE;
  if (cli->server == NULL)
    return vas_cli_misuse (_("Say which server: --server URL."));
  if (cli->replica == NULL)
    return vas_cli_misuse (_("Say which replica: --replica DIR; “vasctl init” makes an empty one."));
  if (seconds < 0 || seconds > MOST_SECONDS || (once && seconds > 0))
    return vas_cli_misuse (_("--for is a number of seconds, at most a day, and not together with --once."));

  credential = vas_cli_credential_load (cli, &error);
  if (credential == NULL)
    return vas_cli_fail (error);
  if (!vas_cli_open (cli, VAS_STORE_DEFAULT))
    return VAS_CLI_NO;

  return synchronise (cli, credential, seconds);
}
