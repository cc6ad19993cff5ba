/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form as a command, as a draft that survives the program, and filled from a pasted message. */

#include "vas-request-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vas-paste.h"

static const char * const field_names[VAS_TITLE_N_FIELDS] = {
  [VAS_TITLE_FIELD_TITLE] = "title",
  [VAS_TITLE_FIELD_TAXPAYER_ID] = "taxpayer_id",
  [VAS_TITLE_FIELD_RECIPIENT] = "recipient",
  [VAS_TITLE_FIELD_MOBILE] = "mobile",
  [VAS_TITLE_FIELD_ADDRESS] = "address",
};

static void
set_text_member (JsonObject *object,
                 const char *name,
                 const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonNode *
shares_to_json (VasRequestDialog *self)
{
  GListModel *lines = vas_stated_pane_get_lines (self->stated_pane);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (lines, i);
      JsonObject *share;

      if (line->item == NULL)
        continue;
      share = json_object_new ();
      json_object_set_string_member (share, "order", vas_entity_get_key (VAS_ENTITY (line->item->order)));
      json_object_set_int_member (share, "amount", vas_stated_line_get_amount (line));
      set_text_member (share, "stated_order", line->stated->order);
      set_text_member (share, "stated_service", line->stated->service);
      if (line->stated->amount != VAS_NONE)
        json_object_set_int_member (share, "stated_amount", line->stated->amount);
      json_array_add_object_element (array, share);
    }
  json_node_take_array (node, array);

  return node;
}

/** vas_request_dialog_to_command: (transfer full) (nullable): what the form asks for; NULL while the caller is unknown. */
VasCommand *
vas_request_dialog_to_command (VasRequestDialog *self)
{
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  VasRequest *request = self->vas_case != NULL ? self->vas_case->request : NULL;
  const gboolean corrects = request != NULL && request->state < VAS_REQUEST_STATE_TO_SHIP;
  VasCommand *command;

  if (intake == NULL)
    return NULL;

  command = vas_desk_new_command (self->desk, corrects ? "request.correct" : "request.enter");
  if (corrects)
    {
      vas_command_set_text (command, "request", vas_entity_get_key (VAS_ENTITY (request)));
      vas_command_expect (command, VAS_ENTITY (request));
    }
  else
    {
      vas_command_set_text (command, "account", vas_entity_get_key (VAS_ENTITY (intake->account)));
      if (request != NULL)
        vas_command_set_text (command, "corrects", vas_entity_get_key (VAS_ENTITY (request)));
    }
  vas_command_set_node (command, "shares", shares_to_json (self));
  vas_title_pane_fill (self->title_pane, command);

  return command;
}

/** vas_request_dialog_to_json: (transfer full): the form as a draft. */
JsonNode *
vas_request_dialog_to_json (VasRequestDialog *self)
{
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  GListModel *lines = vas_stated_pane_get_lines (self->stated_pane);
  JsonObject *object = json_object_new ();
  JsonArray *stated = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (intake != NULL)
    json_object_set_string_member (object, "account", vas_entity_get_key (VAS_ENTITY (intake->account)));
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (lines, i);

      json_array_add_string_element (stated, line->text);
    }
  json_object_set_array_member (object, "stated", stated);
  json_object_set_int_member (object, "title_kind", vas_title_pane_get_kind (self->title_pane));
  json_object_set_int_member (object, "delivery", vas_title_pane_get_delivery (self->title_pane));
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    json_object_set_string_member (object, field_names[field], vas_title_pane_get_text (self->title_pane, field));
  json_node_take_object (node, object);

  return node;
}

/** vas_request_dialog_restore: fills the form from a draft; its lines follow once the caller is read. */
void
vas_request_dialog_restore (VasRequestDialog *self,
                            JsonNode         *value)
{
  JsonObject *object = json_node_get_object (value);

  vas_title_pane_set_kind (self->title_pane, (VasTitleKind) CLAMP (json_object_get_int_member_with_default (object, "title_kind", 0),
                                                                   VAS_TITLE_KIND_PERSONAL, VAS_TITLE_KIND_BODY));
  vas_title_pane_set_delivery (self->title_pane, json_object_get_int_member_with_default (object, "delivery", 0) == 1
                                                 ? VAS_DELIVERY_PICKUP : VAS_DELIVERY_COURIER);
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    vas_title_pane_set_text (self->title_pane, field,
                             json_object_get_string_member_with_default (object, field_names[field], ""), FALSE);

  if (json_object_has_member (object, "account"))
    {
      g_clear_pointer (&self->restoring, json_node_unref);
      self->restoring = json_node_ref (value);
      vas_caller_pane_load (self->caller_pane, json_object_get_string_member (object, "account"));
    }
}

/** vas_request_dialog_add_lines: the lines of the draft whose caller has been read now. */
void
vas_request_dialog_add_lines (VasRequestDialog *self)
{
  g_autoptr (JsonNode) draft = g_steal_pointer (&self->restoring);
  JsonArray *stated;

  if (draft == NULL || !json_object_has_member (json_node_get_object (draft), "stated"))
    return;

  stated = json_object_get_array_member (json_node_get_object (draft), "stated");
  for (guint i = 0; i < json_array_get_length (stated); i++)
    vas_stated_pane_add (self->stated_pane, json_array_get_string_element (stated, i));
}

static void
take_value (VasRequestDialog    *self,
            VasTitleField        field,
            const VasPasteValue *value)
{
  if (value->text != NULL)
    vas_title_pane_set_text (self->title_pane, field, value->text, value->doubt);
}

static void
take_orders (VasRequestDialog *self,
             const VasPaste   *paste)
{
  for (guint i = 0; i < paste->orders->len; i++)
    {
      const VasPasteValue *order = g_ptr_array_index (paste->orders, i);
      g_autofree char *amount = NULL;
      g_autofree char *text = NULL;

      /* An amount belongs to an order only where there is one for each. */
      if (paste->amounts->len == paste->orders->len)
        amount = vas_money_format_plain (g_array_index (paste->amounts, VasPasteAmount, i).amount);
      text = g_strjoin (" ", order->text, amount, NULL);
      vas_stated_pane_add (self->stated_pane, text);
    }
}

/**
 * vas_request_dialog_paste:
 * @text: a message, such as one from a chat
 *
 * Takes order numbers, title, id, recipient and address out of it. What was guessed is marked.
 */
void
vas_request_dialog_paste (VasRequestDialog *self,
                          const char       *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VasPaste) paste = vas_paste_parse (text, -1, &error);

  if (paste == NULL || vas_paste_is_empty (paste))
    {
      adw_toast_overlay_add_toast (self->overlay, adw_toast_new (paste == NULL ? error->message
                                                                 : _("Nothing of a request was found in the text.")));
      return;
    }

  take_value (self, VAS_TITLE_FIELD_TITLE, &paste->title);
  take_value (self, VAS_TITLE_FIELD_TAXPAYER_ID, &paste->taxpayer_id);
  take_value (self, VAS_TITLE_FIELD_RECIPIENT, &paste->recipient);
  take_value (self, VAS_TITLE_FIELD_MOBILE, &paste->mobile);
  take_value (self, VAS_TITLE_FIELD_ADDRESS, &paste->address);
  if (paste->taxpayer_id.text != NULL)
    vas_title_pane_set_kind (self->title_pane, VAS_TITLE_KIND_COMPANY);
  if (vas_caller_pane_get_intake (self->caller_pane) != NULL)
    take_orders (self, paste);
  else if (paste->account.text != NULL || paste->mobile.text != NULL)
    vas_caller_pane_search (self->caller_pane, paste->account.text != NULL ? paste->account.text : paste->mobile.text);
  vas_request_dialog_changed (self);
}
