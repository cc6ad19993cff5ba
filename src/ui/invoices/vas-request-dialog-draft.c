/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form as a draft that survives the program, whatever of it is filled in: also what is half typed, and orders that were stated
 * before the caller was known. A correction is a draft only where something differs from the request, and only of the request as it
 * was then. Main thread.
 */

#include "vas-request-dialog-private.h"

#include "vas-json-writer.h"
#include "vas-stated-line.h"

#include <glib/gi18n.h>

static const char * const field_names[VAS_TITLE_N_FIELDS] = {
  [VAS_TITLE_FIELD_TITLE] = "title",
  [VAS_TITLE_FIELD_TAXPAYER_ID] = "taxpayer_id",
  [VAS_TITLE_FIELD_RECIPIENT] = "recipient",
  [VAS_TITLE_FIELD_MOBILE] = "mobile",
  [VAS_TITLE_FIELD_ADDRESS] = "address",
};

static const char *
get_text (GtkEditable *entry)
{
  return gtk_editable_get_text (entry);
}

static JsonArray *
list_stated (VasRequestDialog *self)
{
  GListModel *lines = vas_stated_pane_get_lines (self->stated_pane);
  JsonArray *stated = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (VasStatedLine) line = g_list_model_get_item (lines, i);

      json_array_add_string_element (stated, line->text);
    }
  for (guint i = 0; self->awaiting != NULL && i < self->awaiting->len; i++)
    json_array_add_string_element (stated, g_ptr_array_index (self->awaiting, i));

  return stated;
}

static gboolean
has_any (VasRequestDialog *self,
         JsonObject       *object)
{
  if (json_object_has_member (object, "account") || json_array_get_length (json_object_get_array_member (object, "stated")) > 0 ||
      *get_text (vas_caller_pane_get_entry (self->caller_pane)) != '\0' || !vas_stated_pane_is_idle (self->stated_pane))
    return TRUE;

  return !vas_title_pane_is_empty (self->title_pane);
}

/* (transfer full) (nullable): the form as a draft; NULL where it is empty. */
static JsonNode *
to_json (VasRequestDialog *self)
{
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  if (intake != NULL)
    json_object_set_string_member (object, "account", vas_entity_get_key (VAS_ENTITY (intake->account)));
  else if (self->awaited != NULL)
    json_object_set_string_member (object, "account", self->awaited);
  json_object_set_array_member (object, "stated", list_stated (self));
  json_object_set_string_member (object, "searching", get_text (vas_caller_pane_get_entry (self->caller_pane)));
  json_object_set_string_member (object, "stating", get_text (vas_stated_pane_get_entry (self->stated_pane)));
  json_object_set_int_member (object, "title_kind", vas_title_pane_get_kind (self->title_pane));
  json_object_set_int_member (object, "delivery", vas_title_pane_get_delivery (self->title_pane));
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    json_object_set_string_member (object, field_names[field], vas_title_pane_get_text (self->title_pane, field));
  if (self->vas_case != NULL)
    json_object_set_int_member (object, "ver", vas_entity_get_ver (VAS_ENTITY (self->vas_case->request)));

  return has_any (self, object) ? g_steal_pointer (&node) : NULL;
}

/** vas_request_dialog_keep: keeps the form as it is now. */
void
vas_request_dialog_keep (VasRequestDialog *self)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (self->reading || self->draft == NULL)
    return;
  vas_request_dialog_show_drafts (self);
  node = to_json (self);
  text = node != NULL ? vas_json_to_text (node) : NULL;
  vas_draft_keeper_save (self->draft, g_strcmp0 (text, self->proposed) == 0 ? NULL : node);
}

/** vas_request_dialog_set_proposed: the form as it is now is what was proposed: nothing of it is anybody's own. */
void
vas_request_dialog_set_proposed (VasRequestDialog *self)
{
  g_autoptr (JsonNode) node = to_json (self);

  g_free (self->proposed);
  self->proposed = node != NULL ? vas_json_to_text (node) : NULL;
}

/** vas_request_dialog_add_lines: @lines: (element-type utf8): orders that were stated by the caller who is known now. */
void
vas_request_dialog_add_lines (VasRequestDialog *self,
                              GPtrArray        *lines)
{
  for (guint i = 0; i < lines->len; i++)
    vas_stated_pane_add (self->stated_pane, g_ptr_array_index (lines, i));
}

/** vas_request_dialog_await_caller: orders were stated before the caller is known: they are added when he is. */
void
vas_request_dialog_await_caller (VasRequestDialog *self,
                                 GPtrArray        *lines)
{
  g_clear_pointer (&self->awaiting, g_ptr_array_unref);
  self->awaiting = g_ptr_array_ref (lines);
}

/* Whoever typed it goes on behind it. */
static void
restore_entry (GtkEditable *entry,
               JsonObject  *object,
               const char  *member)
{
  gtk_editable_set_text (entry, json_object_get_string_member_with_default (object, member, ""));
  gtk_editable_set_position (entry, -1);
}

static void
restore_lines (VasRequestDialog *self,
               JsonObject       *object)
{
  JsonArray *stated = json_object_has_member (object, "stated") ? json_object_get_array_member (object, "stated") : NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; stated != NULL && i < json_array_get_length (stated); i++)
    g_ptr_array_add (lines, g_strdup (json_array_get_string_element (stated, i)));
  vas_request_dialog_await_caller (self, lines);
}

static void
restore (VasRequestDialog *self,
         JsonObject       *object)
{
  vas_title_pane_set_kind (self->title_pane, (VasTitleKind) CLAMP (json_object_get_int_member_with_default (object, "title_kind", 0),
                                                                   VAS_TITLE_KIND_PERSONAL, VAS_TITLE_KIND_BODY));
  vas_title_pane_set_delivery (self->title_pane,
                               json_object_get_int_member_with_default (object, "delivery", VAS_DELIVERY_COURIER) == VAS_DELIVERY_PICKUP
                               ? VAS_DELIVERY_PICKUP : VAS_DELIVERY_COURIER);
  for (guint field = 0; field < VAS_TITLE_N_FIELDS; field++)
    vas_title_pane_set_text (self->title_pane, field,
                             json_object_get_string_member_with_default (object, field_names[field], ""), FALSE);
  restore_lines (self, object);
  restore_entry (vas_stated_pane_get_entry (self->stated_pane), object, "stating");

  g_free (self->awaited);
  self->awaited = g_strdup (json_object_get_string_member_with_default (object, "account", NULL));
  if (self->awaited != NULL)
    vas_caller_pane_load (self->caller_pane, self->awaited);
  else
    restore_entry (vas_caller_pane_get_entry (self->caller_pane), object, "searching");
}

static gboolean
is_current (VasRequestDialog *self,
            JsonObject       *object)
{
  if (self->vas_case == NULL)
    return TRUE;

  return json_object_get_int_member_with_default (object, "ver", -1) == vas_entity_get_ver (VAS_ENTITY (self->vas_case->request));
}

/* A new request was begun for somebody: not for this one where the form is opened for another caller. */
static gboolean
is_of_another (VasRequestDialog *self,
               JsonObject       *object)
{
  return self->vas_case == NULL && self->caller != NULL &&
         g_strcmp0 (self->caller, json_object_get_string_member_with_default (object, "account", NULL)) != 0;
}

/* Nothing was kept: a new one begins empty or with its caller, a correction with what the request says. */
static void
begin (VasRequestDialog *self)
{
  if (self->caller != NULL)
    vas_caller_pane_load (self->caller_pane, self->caller);
  if (self->vas_case == NULL)
    return;
  vas_title_pane_propose (self->title_pane, self->vas_case->request);
  vas_caller_pane_load (self->caller_pane, self->vas_case->request->account_key);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasRequestDialog) self = user_data;
  g_autoptr (JsonNode) value = vas_draft_keeper_load_finish (VAS_DRAFT_KEEPER (object), result, NULL);

  if (self->desk == NULL)
    return;
  if (value != NULL && is_of_another (self, json_node_get_object (value)))
    {
      g_autofree char *subject = vas_request_drafts_new_subject ();

      vas_draft_keeper_move (self->draft, VAS_REQUEST_DRAFT_NEW, subject);
      vas_request_dialog_say (self, _("What you had begun for another caller is kept among the drafts."));
      vas_request_drafts_load (self->drafts, self->desk);
    }
  else if (value != NULL && is_current (self, json_node_get_object (value)))
    {
      restore (self, json_node_get_object (value));
      self->reading = FALSE;
      vas_request_dialog_say (self, _("The form is as you left it."));
      return;
    }
  begin (self);
  self->reading = FALSE;
}

/** vas_request_dialog_load: fills the form: as it was left, or anew. */
void
vas_request_dialog_load (VasRequestDialog *self)
{
  self->reading = self->vas_case != NULL;
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
  if (self->vas_case != NULL)
    return;
  vas_request_dialog_show_drafts (self);
  vas_request_drafts_load (self->drafts, self->desk);
}

/* What is to follow when the form has been set aside. */
typedef struct {
  VasRequestDialog *dialog;
  char             *subject;   /* (nullable): of the draft that is taken up then; NULL: the form goes */
} Aside;

static void
aside_free (Aside *aside)
{
  g_object_unref (aside->dialog);
  g_free (aside->subject);
  g_free (aside);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Aside, aside_free)

static void
take_up (VasRequestDialog *self,
         const char       *subject)
{
  vas_draft_keeper_move (self->draft, subject, VAS_REQUEST_DRAFT_NEW);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
  vas_request_drafts_load (self->drafts, self->desk);
}

static void
aside_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Aside) aside = user_data;
  VasRequestDialog *self = aside->dialog;
  g_autoptr (GError) error = NULL;
  const gboolean done = vas_draft_keeper_set_aside_finish (VAS_DRAFT_KEEPER (object), result, &error);

  if (self->desk == NULL)
    return;
  if (!done)
    {
      self->reading = FALSE;
      vas_request_dialog_say (self, error->message);
      vas_request_drafts_load (self->drafts, self->desk);
    }
  else if (aside->subject != NULL)
    take_up (self, aside->subject);
  else
    {
      vas_desk_toast (self->desk, _("Set aside. The form of a new request shows the drafts."));
      gtk_window_destroy (GTK_WINDOW (self));
    }
}

/* Keys have no effect on what is kept until it is known that it was. */
static void
put_aside (VasRequestDialog *self,
           JsonNode         *node,
           const char       *then)
{
  g_autofree char *subject = vas_request_drafts_new_subject ();
  Aside *aside = g_new0 (Aside, 1);

  aside->dialog = g_object_ref (self);
  aside->subject = g_strdup (then);
  self->reading = TRUE;
  vas_draft_keeper_set_aside_async (self->draft, node, subject, aside_cb, aside);
}

/** vas_request_dialog_set_aside: the form goes, as a draft of its own, so that the next one is empty. */
void
vas_request_dialog_set_aside (VasRequestDialog *self)
{
  g_autoptr (JsonNode) node = to_json (self);

  if (self->busy || self->reading || vas_desk_is_read_only (self->desk))
    return;
  if (node != NULL)
    put_aside (self, node, NULL);
  else
    vas_request_dialog_say (self, _("There is nothing to set aside yet."));
}

/** vas_request_dialog_take_up: goes on with the draft of that subject; what the form holds becomes a draft in its place. */
void
vas_request_dialog_take_up (VasRequestDialog *self,
                            const char       *subject)
{
  g_autoptr (JsonNode) node = to_json (self);

  if (node != NULL)
    {
      put_aside (self, node, subject);
      return;
    }

  self->reading = TRUE;
  take_up (self, subject);
}

/** vas_request_dialog_show_drafts: drafts can be taken up as long as no order is stated; those of the caller, where he is known. */
void
vas_request_dialog_show_drafts (VasRequestDialog *self)
{
  VasIntake *intake = vas_caller_pane_get_intake (self->caller_pane);
  const gboolean free_for_one = self->vas_case == NULL && vas_stated_pane_is_idle (self->stated_pane) && self->awaiting == NULL &&
                                g_list_model_get_n_items (vas_stated_pane_get_lines (self->stated_pane)) == 0;

  vas_request_drafts_show (self->drafts, free_for_one, intake != NULL ? vas_entity_get_key (VAS_ENTITY (intake->account)) : NULL);
}
