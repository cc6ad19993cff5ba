/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The history of a case: every settled command that touched it, as a sentence with who did it and when, and what the user was
 * told. Opening a case is no event. Newest first. Main thread.
 */

#include "vas-timeline-card.h"

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

static const struct {
  const char *type;
  const char *sentence;
} sentences[] = {
  { "request.enter", N_("Request entered") },
  { "request.correct", N_("Request corrected; its approval is void") },
  { "request.approve", N_("Approved") },
  { "request.second", N_("Approved by a second person") },
  { "request.send-back", N_("Sent back to the review") },
  { "request.reject", N_("Rejected") },
  { "request.extend", N_("Review term extended") },
  { "request.withdraw", N_("Withdrawn for the user") },
  { "request.reissue", N_("To be issued anew: lost before delivery") },
  { "recipient.correct", N_("Recipient corrected") },
  { "print.list", N_("Put on a print list, number bound") },
  { "print.unbind", N_("Taken off the print list") },
  { "fapiao.issue", N_("Fapiao issued") },
  { "fapiao.void", N_("Fapiao voided") },
  { "photo.attach", N_("Photo attached") },
  { "photo.give", N_("Photo given to the user") },
  { "parcel.ship", N_("Handed to the courier") },
  { "parcel.pickup", N_("Laid ready to be picked up") },
  { "parcel.hand-over", N_("Handed over at the desk") },
  { "parcel.event", N_("News of the parcel") },
  { "parcel.correct", N_("Waybill corrected") },
  { "parcel.keep", N_("Kept here") },
  { "notice.tell", N_("User told") },
  { "notice.ask", N_("User asked") },
  { "notice.fail", N_("Notice did not reach the user") },
  { "return.open", N_("Return asked for") },
  { "return.verify", N_("Returned fapiao verified") },
  { "return.close", N_("Return closed") },
  { "return.loss", N_("Tax loss recorded") },
  { "return.cancel", N_("Return called off") },
  { "note.add", N_("Note written") },
  { "complaint.open", N_("Complaint taken") },
  { "complaint.answer", N_("Complaint answered") },
};

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

static const char *
describe_type (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if (g_str_equal (sentences[i].type, type))
        return _(sentences[i].sentence);
    }

  return type;
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
      const char *actor = g_str_equal (row->actor, "system") ? _("System") : vas_case_file_get_name (file, row->actor);
      g_autofree char *text = NULL;

      if (is_silent (row->type))
        continue;
      /* Translators: who did it, and what was done. */
      text = g_str_equal (row->result, "refused") ? g_strdup_printf (_("%s: %s (refused)"), actor, describe_type (row->type))
                                                  : g_strdup_printf (_("%s: %s"), actor, describe_type (row->type));
      add_event (events, row->made_at, g_steal_pointer (&text));
    }
}

static void
add_notices (GPtrArray   *events,
             VasCaseFile *file)
{
  GPtrArray *notices = file->vas_case->notices;

  for (guint i = 0; i < notices->len; i++)
    {
      const VasNotice *notice = g_ptr_array_index (notices, i);

      /* Translators: channel, state and text of a notice to the user. */
      add_event (events, notice->made_at,
                 g_strdup_printf (_("Notice (%s, %s): %s"), vas_label (&vas_notice_channel_enum, notice->channel),
                                  vas_label (&vas_notice_state_enum, notice->state), notice->text != NULL ? notice->text : "—"));
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
