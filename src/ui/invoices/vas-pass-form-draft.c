/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed of a sheet or a waybill is kept for its case, so that the end of the program, or another case in between, loses
 * nothing of it. It is for one sheet: where another number waits meanwhile, nothing of the old one comes back. What was issued or
 * sent is forgotten, since the field is empty then, or not there. Main thread.
 */

#include "vas-pass-form-private.h"

/* The entries of a sheet, by the names they are kept under; the waybill is the last one. */
static const char * const names[] = { "code", "number", "date", "check", "waybill" };

static GtkEditable *
get_entry (VasPassForm *self,
           guint        place)
{
  GtkEditable *entries[] = { self->code_entry, self->number_entry, self->date_entry, self->check_entry, self->waybill_entry };

  return entries[place];
}

static gboolean
is_wanted (VasPassForm *self,
           guint        place)
{
  return get_entry (self, place) == self->waybill_entry ? gtk_widget_get_visible (self->waybill_box) : self->waits_sheet;
}

/* The date counts as typed only where it is another than the one proposed. */
static gboolean
is_typed (VasPassForm *self,
          guint        place)
{
  const char *text = gtk_editable_get_text (get_entry (self, place));

  return is_wanted (self, place) && *text != '\0' &&
         (get_entry (self, place) != self->date_entry || g_strcmp0 (text, self->today) != 0);
}

static JsonNode *
form_to_json (VasPassForm *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean any = FALSE;

  json_object_set_string_member (object, "sheet", self->sheet);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (!is_typed (self, i))
        continue;
      json_object_set_string_member (object, names[i], gtk_editable_get_text (get_entry (self, i)));
      any = TRUE;
    }
  json_node_take_object (root, object);

  return any ? g_steal_pointer (&root) : NULL;
}

static void
restore (VasPassForm *self,
         JsonObject  *kept)
{
  const gboolean same_sheet = g_strcmp0 (json_object_get_string_member_with_default (kept, "sheet", ""), self->sheet) == 0;

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = json_object_get_string_member_with_default (kept, names[i], "");

      if (*text != '\0' && is_wanted (self, i) && (same_sheet || get_entry (self, i) == self->waybill_entry))
        gtk_editable_set_text (get_entry (self, i), text);
    }
  self->filling = FALSE;
  if (!same_sheet)
    vas_pass_form_draft_touch (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasPassForm) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root != NULL && keeper == self->draft)
    restore (self, json_node_get_object (root));
}

/** vas_pass_form_draft_open: another case is shown: what was typed of it earlier comes back. */
void
vas_pass_form_draft_open (VasPassForm *self,
                          const char  *request_key)
{
  g_clear_object (&self->draft);
  if (self->desk == NULL)
    return;
  self->draft = vas_draft_keeper_new (self->desk, "pass", request_key);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}

/** vas_pass_form_draft_touch: something was typed, or is no longer to be. */
void
vas_pass_form_draft_touch (VasPassForm *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->draft == NULL)
    return;
  value = form_to_json (self);
  vas_draft_keeper_save (self->draft, value);
}
