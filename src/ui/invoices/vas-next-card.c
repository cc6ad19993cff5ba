/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happened to a case that left the usual way, in a sentence under its head, with the buttons of what is done now. A new
 * clerk cannot know these keys, and the waybill stands far below. Main thread.
 */

#include "vas-next-card.h"

#include "vas-labels.h"
#include "vas-parcel-rules.h"
#include "vas-time.h"
#include "vas-wrap-layout.h"

#include <glib/gi18n.h>

struct _VasNextCard
{
  VasCaseCard  parent_instance;

  char        *shown;               /* what the card was made from */
};

G_DEFINE_FINAL_TYPE (VasNextCard, vas_next_card, VAS_TYPE_CASE_CARD)

typedef struct {
  const char *label;
  const char *action;
} Way;

static const Way after_parcel[] = {
  { N_("As_k the User Where To…"), "parcel.ask" },
  { N_("Correct the _Recipient…"), "parcel.correct-recipient" },
  { N_("Keep What _Came Back…"), "parcel.keep" },
};

static const Way of_return[] = {
  { N_("Take the Paper _Back…"), "case.return" },
};

/* The first parcel of a standing sheet that came back; NULL where there is none. */
static VasParcel *
find_parcel (VasCase *vas_case)
{
  for (guint i = 0; i < vas_case->fapiao->len; i++)
    {
      VasFapiao *sheet = g_ptr_array_index (vas_case->fapiao, i);
      VasParcel *parcel = vas_fapiao_is_standing (sheet) ? vas_case_find_parcel (vas_case, sheet->parcel_key) : NULL;

      if (vas_parcel_came_back (parcel))
        return parcel;
    }

  return NULL;
}

static char *
describe_parcel (VasParcel *parcel)
{
  const char *state = vas_label (&vas_parcel_state_enum, (int) parcel->state);
  const char *waybill = parcel->waybill != NULL ? parcel->waybill : "—";
  g_autofree char *when = parcel->ended_at != VAS_NONE ? vas_instant_format_local (parcel->ended_at) : g_strdup ("—");

  /* Translators: a waybill, what became of its parcel, and when. */
  return g_strdup_printf (_("Parcel %s: %s, %s. Ask the user first; then send it again by scanning the sheet and a new waybill, "
                            "or lay it ready to be picked up."), waybill, state, when);
}

static char *
describe (VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  VasParcel *parcel = find_parcel (file->vas_case);

  if (request->state == VAS_REQUEST_STATE_RETURNING)
    return g_strdup (_("The user returns the paper for a refund. When it is here, press U and scan it again: it is verified against record and "
                       "photo, then voided or reversed. If it never comes, the supervisor records the tax loss."));
  if ((request->state == VAS_REQUEST_STATE_TO_SHIP || request->state == VAS_REQUEST_STATE_TO_PICKUP) &&
      parcel != NULL)
    return describe_parcel (parcel);

  return NULL;
}

static void
add_ways (VasCaseCard *card,
          const Way   *ways,
          gsize        n_ways)
{
  GtkLayoutManager *layout = g_object_new (VAS_TYPE_WRAP_LAYOUT, "spacing", 8, NULL);
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "layout-manager", layout, "margin-top", 6, NULL);

  for (gsize i = 0; i < n_ways; i++)
    gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_BUTTON, "label", _(ways[i].label), "use-underline", TRUE, "action-name",
                                                 ways[i].action, NULL));
  vas_case_card_add (card, box);
}

static void
vas_next_card_update (VasCaseCard *card,
                      VasCaseFile *file)
{
  VasNextCard *self = VAS_NEXT_CARD (card);
  const gboolean returning = vas_case_file_get_request (file)->state == VAS_REQUEST_STATE_RETURNING;
  g_autofree char *text = describe (file);

  gtk_widget_set_visible (GTK_WIDGET (card), text != NULL);
  if (g_strcmp0 (text, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  vas_case_card_clear (card);
  if (self->shown == NULL)
    return;
  vas_case_card_set_title (card, returning ? _("Return for a refund") : _("The parcel came back"));
  vas_case_card_add_text (card, self->shown, NULL);
  if (returning)
    add_ways (card, of_return, G_N_ELEMENTS (of_return));
  else
    add_ways (card, after_parcel, G_N_ELEMENTS (after_parcel));
}

static void
vas_next_card_finalize (GObject *object)
{
  g_free (VAS_NEXT_CARD (object)->shown);

  G_OBJECT_CLASS (vas_next_card_parent_class)->finalize (object);
}

static void
vas_next_card_class_init (VasNextCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vas_next_card_finalize;
  VAS_CASE_CARD_CLASS (klass)->update = vas_next_card_update;
}

static void
vas_next_card_init (VasNextCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
