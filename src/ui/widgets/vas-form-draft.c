/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed into a form outlives a crash: it is kept beside the records, under the command and what it is about, and given
 * back when the form is opened again. Sent or emptied, it is gone. Main thread.
 */

#include "vas-form-private.h"

static JsonNode *
form_to_json (VasForm *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *text = vas_form_field_get_text (field);

      json_object_set_string_member (object, vas_form_field_get_id (field), text);
      any = any || *text != '\0';
    }
  json_node_take_object (root, object);

  return any ? g_steal_pointer (&root) : NULL;
}

static void
restore (VasForm    *self,
         JsonObject *kept)
{
  self->draft_loading = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      VasFormField *field = g_ptr_array_index (self->fields, i);

      if (json_object_has_member (kept, vas_form_field_get_id (field)))
        vas_form_field_set_text (field, json_object_get_string_member_with_default (kept, vas_form_field_get_id (field), ""));
    }
  self->draft_loading = FALSE;
  g_signal_emit_by_name (self, "restored");
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasForm) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root != NULL && keeper == self->draft)
    restore (self, json_node_get_object (root));
}

/**
 * vas_form_set_draft:
 * @subject: what the form is about: a record's key, or "" for something new
 *
 * From now on the form keeps a draft; one that was kept is filled in. To be called when all fields are there.
 */
void
vas_form_set_draft (VasForm    *self,
                    const char *subject)
{
  g_autofree char *kind = g_strconcat ("form.", self->command, NULL);

  g_clear_object (&self->draft);
  self->draft = vas_draft_keeper_new (self->desk, kind, subject);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}

/** vas_form_draft_touch: something was typed. */
void
vas_form_draft_touch (VasForm *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->draft == NULL || self->draft_loading)
    return;
  value = form_to_json (self);
  vas_draft_keeper_save (self->draft, value);
}

/** vas_form_draft_forget: it was sent. */
void
vas_form_draft_forget (VasForm *self)
{
  if (self->draft != NULL)
    vas_draft_keeper_discard (self->draft);
}

/** vas_form_draft_flush: the form goes: what was typed last is kept at once. */
void
vas_form_draft_flush (VasForm *self)
{
  if (self->draft != NULL)
    vas_draft_keeper_flush (self->draft);
}
