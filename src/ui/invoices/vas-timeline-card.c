/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of a case: every settled command that touched it, as a sentence with who did it and when, and what the user was
 * told. Opening a case is no event. Newest first. Main thread.
 */

#include "vas-timeline-card.h"

#include "vas-command-words.h"
#include "vas-erased-words.h"
#include "vas-journal.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

struct _VasTimelineCard
{
  VasCaseCard parent_instance;
};

G_DEFINE_FINAL_TYPE (VasTimelineCard, vas_timeline_card, VAS_TYPE_CASE_CARD)

typedef struct {
  gint64  at;
  char   *text;
} Event;

static void
event_free (Event *event)
{
  g_free (event->text);
  g_free (event);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *first = *(const Event * const *) a;
  const Event *second = *(const Event * const *) b;

  return first->at < second->at ? 1 : first->at > second->at ? -1 : 0;
}

static gboolean
is_silent (const char *type)
{
  return g_str_equal (type, "request.claim") || g_str_equal (type, "request.release");
}

static void
add_event (GPtrArray *events,
           gint64     at,
           char      *text)
{
  Event *event = g_new0 (Event, 1);

  event->at = at;
  event->text = text;
  g_ptr_array_add (events, event);
}

static void
add_trail (GPtrArray   *events,
           VasCaseFile *file)
{
  for (guint i = 0; i < file->trail->len; i++)
    {
      const VasLogRow *row = g_ptr_array_index (file->trail, i);
      const char *actor = vas_command_words_actor (row->actor, vas_case_file_get_name (file, row->actor));
      g_autofree char *text = NULL;

      if (is_silent (row->type))
        continue;
      /* Translators: who did it, and what was done. */
      text = g_str_equal (row->result, "applied") ? g_strdup_printf (_("%s: %s"), actor, vas_command_words (row->type))
                                                  : g_strdup_printf (_("%s: %s (refused)"), actor, vas_command_words (row->type));
      add_event (events, row->made_at, g_steal_pointer (&text));
    }
}

/* (transfer full): a notice, and why it did not reach the user where it did not. */
static char *
describe_notice (const VasNotice *notice)
{
  const char *channel = vas_label (&vas_notice_channel_enum, notice->channel);
  const char *text = vas_words_or_erased (notice->text);

  /* Translators: channel of a notice that failed, why it did, and its text. */
  if (notice->state == VAS_NOTICE_STATE_FAILED && notice->failure != NULL)
    return g_strdup_printf (_("Notice (%s, failed: %s): %s"), channel, notice->failure, text);

  /* Translators: channel, state and text of a notice to the user. */
  return g_strdup_printf (_("Notice (%s, %s): %s"), channel, vas_label (&vas_notice_state_enum, notice->state), text);
}

static void
add_notices (GPtrArray   *events,
             VasCaseFile *file)
{
  GPtrArray *notices = file->vas_case->notices;

  for (guint i = 0; i < notices->len; i++)
    {
      const VasNotice *notice = g_ptr_array_index (notices, i);

      add_event (events, notice->made_at, describe_notice (notice));
    }
}

static void
vas_timeline_card_update (VasCaseCard *card,
                          VasCaseFile *file)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);

  add_trail (events, file);
  add_notices (events, file);
  g_ptr_array_sort (events, compare_events);

  vas_case_card_clear (card);
  if (file->vas_case->in_doubt)
    vas_case_card_add_text (card, _("The last step can still be undone."), "dim-label");
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i);
      g_autofree char *at = vas_instant_format_local (event->at);

      vas_case_card_add_field (card, at, event->text);
    }
  gtk_widget_set_visible (GTK_WIDGET (card), events->len > 0 || file->vas_case->in_doubt);
}

static void
vas_timeline_card_class_init (VasTimelineCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_timeline_card_update;
}

static void
vas_timeline_card_init (VasTimelineCard *self)
{
  vas_case_card_set_title (VAS_CASE_CARD (self), _("Time line"));
}
