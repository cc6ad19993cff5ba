/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the settings of the house keep of themselves while they are being changed: the fields that are changed, each with the value that
 * stood there. Only where that value still stands is it given back, so that a figure which somebody else has set meanwhile stays as it
 * is. What is saved is no draft any more. Main thread.
 */

#include "vas-house-dialog-private.h"

#define DRAFT "house"

/** vas_house_dialog_keep: something was typed, or saved. */
void
vas_house_dialog_keep (VasHouseDialog *self)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (self->draft == NULL || self->restoring)
    return;

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);
      const char *name = vas_form_field_get_id (field);
      g_autofree char *text = vas_form_field_get_text (field);
      JsonObject *kept;

      if (!vas_house_dialog_is_changed (self, field))
        continue;
      kept = json_object_new ();
      json_object_set_string_member (kept, "was", g_hash_table_lookup (self->values, name));
      json_object_set_string_member (kept, "text", text);
      json_object_set_object_member (object, name, kept);
    }
  vas_draft_keeper_save (self->draft, json_object_get_size (object) > 0 ? root : NULL);
}

static void
restore (VasHouseDialog *self,
         JsonObject     *object)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);
      const char *name = vas_form_field_get_id (field);
      JsonObject *kept = json_object_has_member (object, name) ? json_object_get_object_member (object, name) : NULL;

      if (kept != NULL && g_strcmp0 (json_object_get_string_member_with_default (kept, "was", NULL),
                                     g_hash_table_lookup (self->values, name)) == 0)
        vas_form_field_set_text (field, json_object_get_string_member_with_default (kept, "text", ""));
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasHouseDialog) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root == NULL || keeper != self->draft || !g_queue_is_empty (&self->waiting))
    return;
  self->restoring = TRUE;
  restore (self, json_node_get_object (root));
  self->restoring = FALSE;
}

/** vas_house_dialog_restore: the fields are there: what was typed before is given back. */
void
vas_house_dialog_restore (VasHouseDialog *self)
{
  self->draft = vas_draft_keeper_new (self->desk, DRAFT, "");
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}
