/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the dialog that extends several terms keeps of itself: the reason, and the dates and notices that somebody wrote, by their
 * requests. Each batch has a draft of its own: it is given back when the same requests are extended again. What is extended is no
 * draft any more. Main thread.
 */

#include "vas-extend-dialog-private.h"

#define DRAFT "extend-many"

/* (transfer full): of a request of which nothing was written: the reason is for it too. */
static JsonNode *
make_empty (void)
{
  JsonNode *row = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (row, json_object_new ());
  return row;
}

/** vas_extend_dialog_keep: something was typed or chosen, or some of them are extended. */
void
vas_extend_dialog_keep (VasExtendDialog *self)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *rows;
  const gboolean chosen = gtk_drop_down_get_selected (self->reason) > 0;

  if (self->draft == NULL || self->restoring)
    return;

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  rows = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_object_member (object, "rows", rows);
  for (guint i = 0; i < self->items->len; i++)
    {
      VasExtendItem *item = g_ptr_array_index (self->items, i);
      JsonNode *row = vas_extend_item_is_open (item) ? vas_extend_row_to_json (item->fields) : NULL;

      if (row == NULL && chosen && vas_extend_item_is_open (item))
        row = make_empty ();
      if (row != NULL)
        json_object_set_member (rows, vas_entity_get_key (VAS_ENTITY (item->request)), row);
    }
  json_object_set_string_member (object, "reason", vas_extend_dialog_get_reason (self)->id);
  vas_draft_keeper_save (self->draft, json_object_get_size (rows) > 0 ? root : NULL);
}

static void
restore (VasExtendDialog *self,
         JsonObject      *kept)
{
  const char *reason = json_object_get_string_member_with_default (kept, "reason", "");
  JsonObject *rows = json_object_has_member (kept, "rows") ? json_object_get_object_member (kept, "rows") : NULL;
  gboolean ours = FALSE;

  for (guint i = 0; rows != NULL && i < self->items->len; i++)
    {
      VasExtendItem *item = g_ptr_array_index (self->items, i);
      const char *key = vas_entity_get_key (VAS_ENTITY (item->request));

      if (!json_object_has_member (rows, key))
        continue;
      ours = TRUE;
      vas_extend_row_restore (item->fields, json_object_get_object_member (rows, key));
    }
  for (guint i = 0; ours && i < self->reasons->len; i++)
    {
      if (g_str_equal (((VasReviewReason *) g_ptr_array_index (self->reasons, i))->id, reason))
        gtk_drop_down_set_selected (self->reason, i);
    }
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasExtendDialog) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root == NULL || keeper != self->draft || self->running != NULL)
    return;
  self->restoring = TRUE;
  restore (self, json_node_get_object (root));
  self->restoring = FALSE;
}

/** vas_extend_dialog_restore: the terms are there: what was typed before is given back. */
void
vas_extend_dialog_restore (VasExtendDialog *self)
{
  self->draft = vas_draft_keeper_new (self->desk, DRAFT, self->subject);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}
