/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the dialog that sends several keeps of itself: the waybill being typed and whose it is, who pays, and which requests go in a
 * parcel of their own. Each batch has a draft of its own: it is given back when the same requests are selected again. What is sent is no
 * draft any more. Main thread.
 */

#include "vas-ship-dialog-private.h"

#define DRAFT "ship-many"

static const char *
get_first_key (VasShipParcel *parcel)
{
  return vas_entity_get_key (VAS_ENTITY (((VasCase *) g_ptr_array_index (parcel->cases, 0))->request));
}

/* (transfer full): keys of the requests that were taken out of a common parcel and are not sent yet. */
static JsonArray *
list_apart (VasShipDialog *self)
{
  JsonArray *apart = json_array_new ();

  for (guint i = 0; i < self->parcels->len; i++)
    {
      VasShipParcel *parcel = g_ptr_array_index (self->parcels, i);

      if (parcel->apart && vas_batch_row_get_state (parcel->row) != VAS_BATCH_DONE)
        json_array_add_string_element (apart, get_first_key (parcel));
    }

  return apart;
}

/** vas_ship_dialog_keep: something was typed, chosen or taken apart. */
void
vas_ship_dialog_keep (VasShipDialog *self)
{
  const char *waybill = gtk_editable_get_text (GTK_EDITABLE (self->waybill));
  const gboolean sender_pays = gtk_check_button_get_active (self->sender_pays);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *apart;

  if (self->file == NULL || self->draft == NULL || self->restoring)
    return;

  apart = list_apart (self);
  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_array_member (object, "apart", apart);
  if (self->current != NULL && (*waybill != '\0' || sender_pays))
    {
      json_object_set_string_member (object, "request", get_first_key (self->current));
      json_object_set_string_member (object, "waybill", waybill);
      json_object_set_boolean_member (object, "sender_pays", sender_pays);
    }
  vas_draft_keeper_save (self->draft, json_array_get_length (apart) > 0 || json_object_has_member (object, "request") ? root : NULL);
}

/* (nullable): the parcel that waits with the request in it. */
static VasShipParcel *
find_waiting (VasShipDialog *self,
              const char    *key)
{
  for (guint i = 0; i < self->parcels->len; i++)
    {
      VasShipParcel *parcel = g_ptr_array_index (self->parcels, i);

      for (guint j = 0; j < parcel->cases->len; j++)
        {
          VasCase *vas_case = g_ptr_array_index (parcel->cases, j);

          if (g_strcmp0 (vas_entity_get_key (VAS_ENTITY (vas_case->request)), key) == 0)
            return parcel;
        }
    }

  return NULL;
}

static void
restore (VasShipDialog *self,
         JsonObject    *kept)
{
  JsonArray *apart = json_object_has_member (kept, "apart") ? json_object_get_array_member (kept, "apart") : NULL;
  VasShipParcel *parcel;

  for (guint i = 0; apart != NULL && i < json_array_get_length (apart); i++)
    {
      parcel = find_waiting (self, json_array_get_string_element (apart, i));
      if (parcel == NULL || parcel->cases->len < 2)
        continue;
      vas_ship_dialog_set_current (self, parcel);
      vas_ship_dialog_split (self);
    }

  parcel = find_waiting (self, json_object_get_string_member_with_default (kept, "request", NULL));
  if (parcel == NULL)
    return;
  vas_ship_dialog_set_current (self, parcel);
  if (gtk_widget_get_visible (GTK_WIDGET (self->sender_pays)))
    gtk_check_button_set_active (self->sender_pays, json_object_get_boolean_member_with_default (kept, "sender_pays", FALSE));
  gtk_editable_set_text (GTK_EDITABLE (self->waybill), json_object_get_string_member_with_default (kept, "waybill", ""));
  gtk_editable_set_position (GTK_EDITABLE (self->waybill), -1);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasShipDialog) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root == NULL || keeper != self->draft || self->running != NULL)
    return;
  self->restoring = TRUE;
  restore (self, json_node_get_object (root));
  self->restoring = FALSE;
}

/** vas_ship_dialog_restore: the parcels are there: what was typed before is given back. */
void
vas_ship_dialog_restore (VasShipDialog *self)
{
  self->draft = vas_draft_keeper_new (self->desk, DRAFT, self->subject);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}
