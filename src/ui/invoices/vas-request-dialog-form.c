/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form as a command, and filled from a pasted message. */

#include "vas-request-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vas-paste.h"

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

static void
take_value (VasRequestDialog    *self,
            VasTitleField        field,
            const VasPasteValue *value)
{
  if (value->text != NULL)
    vas_title_pane_set_text (self->title_pane, field, value->text, value->doubt);
}

/* (transfer full): what was stated with @order, such as "4415 198". */
static char *
state_order (const VasPaste *paste,
             guint           i)
{
  const VasPasteValue *order = g_ptr_array_index (paste->orders, i);
  g_autofree char *amount = NULL;

  /* An amount belongs to an order only where there is one for each. */
  if (paste->amounts->len == paste->orders->len)
    amount = vas_money_format_plain (g_array_index (paste->amounts, VasPasteAmount, i).amount);

  return g_strjoin (" ", order->text, amount, NULL);
}

/* Where the caller is not known yet, the orders wait for him. */
static void
take_orders (VasRequestDialog *self,
             const VasPaste   *paste)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paste->orders->len; i++)
    g_ptr_array_add (lines, state_order (paste, i));

  if (vas_caller_pane_get_intake (self->caller_pane) != NULL)
    vas_request_dialog_add_lines (self, lines);
  else if (lines->len > 0)
    vas_request_dialog_await_caller (self, lines);
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
  take_orders (self, paste);
  if (vas_caller_pane_get_intake (self->caller_pane) == NULL &&
      (paste->account.text != NULL || paste->mobile.text != NULL))
    vas_caller_pane_search (self->caller_pane, paste->account.text != NULL ? paste->account.text : paste->mobile.text);
  vas_request_dialog_changed (self);
}
