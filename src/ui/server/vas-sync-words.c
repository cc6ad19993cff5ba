/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One sentence for each way it can stand between the records and their server. What asks for a person comes before what mends itself.
 * Main thread.
 */

#include "vas-sync-words.h"

#include "vas-time.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the side bar says, and by which picture. */
typedef enum {
  LOOK_PROBLEMS,
  LOOK_SIGNED_OUT,
  LOOK_STOPPED,
  LOOK_OFFLINE,
  LOOK_RECEIVING,
  LOOK_WAITING,
  LOOK_WORKING,
  LOOK_SYNCED,
} Look;

static Look
get_look (VasSync         *sync,
          VasOutboxCounts *counts)
{
  const VasSyncState state = vas_sync_get_state (sync);

  vas_sync_get_counts (sync, counts);
  if (counts->problems > 0)
    return LOOK_PROBLEMS;
  if (state == VAS_SYNC_SIGNED_OUT)
    return LOOK_SIGNED_OUT;
  if (state == VAS_SYNC_STOPPED)
    return LOOK_STOPPED;
  if (state == VAS_SYNC_OFFLINE)
    return LOOK_OFFLINE;
  if (vas_sync_get_behind (sync) > 0)
    return LOOK_RECEIVING;
  if (counts->held + counts->waiting > 0)
    return LOOK_WAITING;

  return state == VAS_SYNC_WORKING || state == VAS_SYNC_STARTING ? LOOK_WORKING : LOOK_SYNCED;
}

/** vas_sync_words_since: (transfer full): the minute since which the server does not answer, as people say it: "14:05". */
char *
vas_sync_words_since (VasSync *sync)
{
  g_autofree char *text = vas_instant_format_local (vas_sync_get_offline_since (sync));

  return g_strdup (strchr (text, ' ') + 1);
}

/** vas_sync_words_short: (transfer full): for the foot of the side bar. */
char *
vas_sync_words_short (VasSync *sync)
{
  VasOutboxCounts counts;
  g_autofree char *since = NULL;

  switch (get_look (sync, &counts))
    {
    case LOOK_PROBLEMS:
      return g_strdup_printf (ngettext ("%u refused", "%u refused", counts.problems), counts.problems);
    case LOOK_SIGNED_OUT:
      return g_strdup (_("Not signed in"));
    case LOOK_STOPPED:
      return g_strdup (_("Sync has stopped"));
    case LOOK_OFFLINE:
      since = vas_sync_words_since (sync);
      return g_strdup_printf (_("Offline (since %s)"), since);
    case LOOK_RECEIVING:
      return g_strdup_printf (_("Syncing %u"), (guint) MIN (vas_sync_get_behind (sync), G_MAXUINT));
    case LOOK_WAITING:
      return g_strdup_printf (_("%u to send"), counts.held + counts.waiting);
    case LOOK_WORKING:
      return g_strdup (_("Syncing"));
    case LOOK_SYNCED:
    default:
      return g_strdup (_("Synced"));
    }
}

/** vas_sync_words_icon: its picture. */
const char *
vas_sync_words_icon (VasSync *sync)
{
  static const char *icons[] = {
    [LOOK_PROBLEMS] = "dialog-warning-symbolic",
    [LOOK_SIGNED_OUT] = "system-users-symbolic",
    [LOOK_STOPPED] = "dialog-error-symbolic",
    [LOOK_OFFLINE] = "network-offline-symbolic",
    [LOOK_RECEIVING] = "emblem-synchronizing-symbolic",
    [LOOK_WAITING] = "send-to-symbolic",
    [LOOK_WORKING] = "emblem-synchronizing-symbolic",
    [LOOK_SYNCED] = "emblem-ok-symbolic",
  };
  VasOutboxCounts counts;

  return icons[get_look (sync, &counts)];
}

/** vas_sync_words_progress: (transfer full): how far the first filling is, or what keeps it. */
char *
vas_sync_words_progress (VasSync *sync)
{
  const gint64 received = vas_sync_get_received (sync);

  if (vas_sync_get_message (sync) != NULL)
    return g_strdup (vas_sync_get_message (sync));
  if (received + vas_sync_get_behind (sync) == 0)
    return g_strdup (_("Connecting to the server…"));

  return g_strdup_printf (_("Received %u of %u"), (guint) MIN (received, G_MAXUINT),
                          (guint) MIN (received + vas_sync_get_behind (sync), G_MAXUINT));
}
