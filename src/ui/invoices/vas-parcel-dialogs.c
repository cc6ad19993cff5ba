/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done with a parcel beside sending it (R22), and how paper comes in (R20): a mistyped waybill, another recipient, the
 * pick-up at the desk, what the courier says, a range of blank sheets. Main thread.
 */

#include "vas-parcel-dialogs.h"

#include "vas-form-dialog.h"
#include "vas-labels.h"

#include <glib/gi18n.h>

/* The parcels of the case that are under way by @method; where there is none, the newest, which a rule refuses. */
static GPtrArray *
list_parcels (VasCase     *vas_case,
              VasDelivery  method,
              gboolean     any)
{
  GPtrArray *parcels = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < vas_case->parcels->len; i++)
    {
      VasParcel *parcel = g_ptr_array_index (vas_case->parcels, i);

      if (parcel->state == VAS_PARCEL_STATE_TRANSIT && (any || parcel->method == method))
        g_ptr_array_add (parcels, g_object_ref (parcel));
    }
  if (parcels->len == 0 && vas_case_get_parcel (vas_case) != NULL)
    g_ptr_array_add (parcels, g_object_ref (vas_case_get_parcel (vas_case)));

  return parcels;
}

static char *
describe_parcel (VasParcel *parcel)
{
  return g_strdup_printf ("%s · %s", parcel->waybill != NULL ? parcel->waybill : vas_label (&vas_delivery_enum, parcel->method),
                          vas_label (&vas_parcel_state_enum, parcel->state));
}

/* A form about the parcel of the case; where several are under way, one of them is chosen. */
static VasForm *
new_parcel_form (VasDesk    *desk,
                 GPtrArray  *parcels,
                 const char *command)
{
  VasForm *form = vas_form_new (desk, command);
  VasFormField *choice;

  if (parcels->len == 0)
    {
      vas_form_forbid (form, _("This case has no parcel yet."));
      return form;
    }
  if (parcels->len == 1)
    {
      vas_form_set_argument (form, "parcel", vas_entity_get_key (g_ptr_array_index (parcels, 0)));
      vas_form_expect (form, g_ptr_array_index (parcels, 0));
      return form;
    }

  choice = vas_form_add (form, VAS_FORM_CHOICE, "parcel", _("_Parcel"));
  for (guint i = 0; i < parcels->len; i++)
    {
      g_autofree char *text = describe_parcel (g_ptr_array_index (parcels, i));

      vas_form_field_add_choice (choice, vas_entity_get_key (g_ptr_array_index (parcels, i)), text);
    }

  return form;
}

/** vas_waybill_dialog_new: (transfer none): the number of a waybill that was mistyped; the user is told again. */
GtkWidget *
vas_waybill_dialog_new (VasDesk   *desk,
                        GtkWindow *parent,
                        VasCase   *vas_case)
{
  g_autoptr (GPtrArray) parcels = list_parcels (vas_case, VAS_DELIVERY_COURIER, FALSE);
  VasForm *form = new_parcel_form (desk, parcels, "parcel.correct");
  VasParcel *parcel = parcels->len == 1 ? g_ptr_array_index (parcels, 0) : NULL;
  VasFormField *field;

  vas_form_set_intro (form, _("Only a parcel that is under way can have its waybill corrected. Everybody whose fapiao is in it is "
                              "told again (§4.8)."));
  field = vas_form_add (form, VAS_FORM_ENTRY, "waybill", _("_Waybill"));
  if (parcel != NULL && parcel->waybill != NULL)
    vas_form_field_set_text (field, parcel->waybill);
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason"));
  vas_form_set_confirm (form, _("_Correct and Tell Again"), FALSE);
  vas_form_set_done (form, _("The waybill is corrected; the user is to be told again."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Correct the Waybill"), form);
}

static void
add_filled (VasForm    *form,
            const char *id,
            const char *title,
            const char *text)
{
  VasFormField *field = vas_form_add (form, VAS_FORM_ENTRY, id, title);

  if (text != NULL)
    vas_form_field_set_text (field, text);
}

/** vas_recipient_dialog_new: (transfer none): another recipient, until the parcel is handed over. */
GtkWidget *
vas_recipient_dialog_new (VasDesk   *desk,
                          GtkWindow *parent,
                          VasCase   *vas_case)
{
  VasForm *form = vas_form_new (desk, "recipient.correct");
  VasRequest *request = vas_case->request;
  VasFormField *delivery;

  vas_form_set_argument (form, "request", vas_entity_get_key (VAS_ENTITY (request)));
  vas_form_expect (form, VAS_ENTITY (request));
  vas_form_set_intro (form, _("The recipient belongs to the parcel and can be corrected until it is handed over (§4.8)."));
  delivery = vas_form_add (form, VAS_FORM_CHOICE, "delivery", _("_Delivery"));
  vas_form_field_add_choice (delivery, "courier", _("SF-Express, freight collect"));
  vas_form_field_add_choice (delivery, "pickup", _("pick-up at the desk"));
  vas_form_field_set_text (delivery, request->delivery == VAS_DELIVERY_PICKUP ? "pickup" : "courier");
  add_filled (form, "recipient_name", _("_Name"), request->recipient_name);
  add_filled (form, "recipient_mobile", _("_Mobile"), request->recipient_mobile);
  add_filled (form, "recipient_address", _("_Address"), request->recipient_address);
  vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason"));
  vas_form_set_confirm (form, _("_Correct the Recipient"), FALSE);
  vas_form_set_done (form, _("The recipient is corrected."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Correct the Recipient"), form);
}

/** vas_hand_over_dialog_new: (transfer none): the user picks the fapiao up at the desk, and signs. */
GtkWidget *
vas_hand_over_dialog_new (VasDesk   *desk,
                          GtkWindow *parent,
                          VasCase   *vas_case)
{
  g_autoptr (GPtrArray) parcels = list_parcels (vas_case, VAS_DELIVERY_PICKUP, FALSE);
  VasForm *form = new_parcel_form (desk, parcels, "parcel.hand-over");

  vas_form_set_intro (form, _("The fapiao is handed over at the desk, against a receipt (§4.8)."));
  vas_form_add (form, VAS_FORM_ENTRY, "receipt", _("_Who signed, and by what paper"));
  vas_form_set_confirm (form, _("_Hand Over"), FALSE);
  vas_form_set_done (form, _("Handed over."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("Hand Over at the Desk"), form);
}

/** vas_event_dialog_new: (transfer none): what became of a parcel that is under way. */
GtkWidget *
vas_event_dialog_new (VasDesk   *desk,
                      GtkWindow *parent,
                      VasCase   *vas_case)
{
  g_autoptr (GPtrArray) parcels = list_parcels (vas_case, VAS_DELIVERY_COURIER, TRUE);
  VasForm *form = new_parcel_form (desk, parcels, "parcel.event");
  VasFormField *state;

  vas_form_set_intro (form, _("A parcel that is refused, returned or lost opens the case again: ask the user, then send it anew or "
                              "lay it ready for pick-up (§4.8)."));
  state = vas_form_add (form, VAS_FORM_CHOICE, "state", _("_What the courier says"));
  vas_form_field_add_choice (state, "signed", _("signed for"));
  vas_form_field_add_choice (state, "refused", _("refused"));
  vas_form_field_add_choice (state, "returned", _("returned"));
  vas_form_field_add_choice (state, "lost", _("lost"));
  vas_form_field_set_optional (vas_form_add (form, VAS_FORM_ENTRY, "reason", _("_Reason")));
  vas_form_set_confirm (form, _("_Record It"), FALSE);
  vas_form_set_done (form, _("Recorded of the parcel."));
  vas_form_set_draft (form, vas_entity_get_key (VAS_ENTITY (vas_case->request)));

  return vas_form_dialog_new (parent, _("What Became of the Parcel"), form);
}

/** vas_receive_dialog_new: (transfer none): a range of blank paper, handed over between two people. */
GtkWidget *
vas_receive_dialog_new (VasDesk    *desk,
                        GtkWindow  *parent,
                        const char *point)
{
  VasForm *form = vas_form_new (desk, "stock.receive");

  vas_form_set_intro (form, _("Fapiao paper is received by two people: you count it, the other one hands it over (§4.8)."));
  add_filled (form, "point", _("_Issuing point"), point);
  vas_form_add (form, VAS_FORM_ENTRY, "code", _("Fapiao _code"));
  vas_form_add (form, VAS_FORM_ENTRY, "first", _("_First number"));
  vas_form_add (form, VAS_FORM_ENTRY, "last", _("_Last number"));
  vas_form_add_person (form, desk, "handed_by", _("_Handed over by"), VAS_FORM_OTHERS);
  vas_form_set_confirm (form, _("_Receive"), FALSE);
  vas_form_set_done (form, _("The paper is in stock."));
  vas_form_set_draft (form, "");

  return vas_form_dialog_new (parent, _("Receive Fapiao Paper"), form);
}
