/* SPDX-License-Identifier: GPL-3.0-or-later */

/* To whom the fapiao goes (R22). The recipient of an open request stands here whole, since the work needs it (R31); what is masked is revealed
 * by the button in the heading, where there is a server to ask. Main thread.
 */

#include "vas-delivery-card.h"

#include "vas-erased-words.h"
#include "vas-labels.h"
#include "vas-reveal-popover.h"

#include <glib/gi18n.h>

struct _VasDeliveryCard
{
  VasCaseCard       parent_instance;

  GtkWidget        *reveal;         /* the button; owned by the card */
  VasRevealPopover *popover;        /* owned by the button */
};

G_DEFINE_FINAL_TYPE (VasDeliveryCard, vas_delivery_card, VAS_TYPE_CASE_CARD)

static const char *
choose (const char *whole,
        const char *masked)
{
  return whole != NULL ? whole : masked != NULL ? masked : _("missing");
}

static void
add_recipient (VasCaseCard *card,
               VasCase     *vas_case)
{
  VasRequest *request = vas_case->request;
  g_autofree char *recipient = NULL;

  if (vas_case->account != NULL && vas_case->account->erased_at != VAS_NONE)
    {
      vas_case_card_add_field (card, _("Recipient"), vas_words_or_erased (vas_case->account->name_masked));
      return;
    }
  if (request->delivery == VAS_DELIVERY_PICKUP && request->recipient_name == NULL)
    {
      vas_case_card_add_field (card, _("Recipient"), _("the user, at the desk"));
      return;
    }

  recipient = g_strdup_printf ("%s %s", choose (request->recipient_name, request->recipient_name_masked),
                               choose (request->recipient_mobile, request->recipient_mobile_masked));
  vas_case_card_add_field (card, _("Recipient"), recipient);
  if (request->delivery == VAS_DELIVERY_COURIER)
    vas_case_card_add_field (card, _("Address"), choose (request->recipient_address, request->recipient_address_masked));
}

static void
add_parcel (VasCaseCard *card,
            VasParcel   *parcel)
{
  const char *state = vas_label (&vas_parcel_state_enum, parcel->state);
  g_autofree char *text = NULL;

  if (parcel->method == VAS_DELIVERY_PICKUP)
    {
      if (parcel->state == VAS_PARCEL_STATE_TRANSIT)
        state = _("Laid ready to be picked up");
      text = g_strconcat (state, parcel->receipt != NULL ? " · " : NULL, parcel->receipt, NULL);
      vas_case_card_add_field (card, vas_label (&vas_delivery_enum, VAS_DELIVERY_PICKUP), text);
      return;
    }

  text = g_strdup_printf ("%s · %s", parcel->waybill != NULL ? parcel->waybill : "—", state);
  vas_case_card_add_field (card, _("Waybill"), text);
}

static void
vas_delivery_card_update (VasCaseCard *card,
                          VasCaseFile *file)
{
  VasRequest *request = vas_case_file_get_request (file);
  g_autofree char *title = NULL;

  /* Translators: heading of a card; %s is how the fapiao is delivered. */
  title = g_strdup_printf (_("Delivery (%s)"), vas_label (&vas_delivery_enum, request->delivery));
  vas_case_card_set_title (card, title);
  vas_case_card_clear (card);
  add_recipient (card, file->vas_case);
  for (guint i = 0; i < file->vas_case->parcels->len; i++)
    add_parcel (card, g_ptr_array_index (file->vas_case->parcels, i));
  gtk_widget_set_visible (GTK_WIDGET (card), TRUE);
  gtk_widget_set_visible (VAS_DELIVERY_CARD (card)->reveal, vas_reveal_popover_can_reveal (file));
  vas_reveal_popover_set_file (VAS_DELIVERY_CARD (card)->popover, file);
}

static void
vas_delivery_card_class_init (VasDeliveryCardClass *klass)
{
  VAS_CASE_CARD_CLASS (klass)->update = vas_delivery_card_update;
}

static void
vas_delivery_card_init (VasDeliveryCard *self)
{
  self->popover = VAS_REVEAL_POPOVER (vas_reveal_popover_new ());
  self->reveal = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "view-reveal-symbolic", "tooltip-text", _("Reveal personal data…"),
                               "has-frame", FALSE, "popover", self->popover, "visible", FALSE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reveal personal data…"), -1);
  vas_case_card_add_suffix (VAS_CASE_CARD (self), self->reveal);
}
