/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reasons of a rejection or an extension. A digit chooses a reason and proposes the message to the user; Enter sends it.
 * Digits in the message or the date are text. The first reason is chosen from the start. Main thread.
 */

#include "vas-reason-popover.h"

#include "vas-draft-keeper.h"
#include "vas-review-reasons.h"

#include <glib/gi18n.h>

struct _VasReasonPopover
{
  GtkPopover   parent_instance;

  GtkLabel    *heading;
  GtkListBox  *list;
  GtkBox      *message_box;
  GtkTextView *message;
  GtkBox      *due_box;
  GtkEntry    *due;
  GtkLabel    *due_error;
  GtkButton   *confirm;

  VasReviewAct act;
  GPtrArray   *reasons;
  VasRequest  *request;             /* NULL for several */

  VasDraftKeeper *draft;            /* of what is typed, while it is open; nullable */
  gboolean        proposing;        /* what changes was not typed */
  gboolean        chosen;           /* a person has chosen: no draft comes over it any more */
};

enum {
  CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasReasonPopover, vas_reason_popover, GTK_TYPE_POPOVER)

/* A list that goes away tells of its selection once more on GTK 4.18, when the template's children are let go of already. */
static VasReviewReason *
get_reason (VasReasonPopover *self)
{
  GtkListBoxRow *row = self->list != NULL ? gtk_list_box_get_selected_row (self->list) : NULL;

  return row != NULL ? g_ptr_array_index (self->reasons, (guint) gtk_list_box_row_get_index (row)) : NULL;
}

static void
propose_message (VasReasonPopover *self)
{
  VasReviewReason *reason = get_reason (self);
  g_autofree char *message = NULL;
  VasDate due = VAS_NONE_DATE;

  if (reason == NULL || self->request == NULL || self->proposing)
    return;
  self->proposing = TRUE;
  vas_date_parse_lenient (gtk_editable_get_text (GTK_EDITABLE (self->due)), &due, NULL);
  message = vas_review_reasons_make_message (self->request, self->act, reason->text, due);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message), message, -1);
  self->proposing = FALSE;
}

static char *
get_message (VasReasonPopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* The date as records have it, or NULL with the error shown at the field. */
static char *
get_due (VasReasonPopover *self)
{
  g_autoptr (GError) error = NULL;
  VasDate date;

  if (self->act != VAS_REVIEW_EXTEND)
    return g_strdup ("");
  if (vas_date_parse_lenient (gtk_editable_get_text (GTK_EDITABLE (self->due)), &date, &error))
    return vas_date_format (date);

  gtk_label_set_text (self->due_error, _("A date such as 2026-03-31 is needed."));
  gtk_widget_set_visible (GTK_WIDGET (self->due_error), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->due));

  return NULL;
}

/* What a person wrote outlives the program; what is proposed comes by itself. */
static void
typed_cb (VasReasonPopover *self)
{
  VasReviewReason *reason = get_reason (self);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *message = NULL;
  JsonObject *object;

  if (self->draft == NULL || self->proposing || reason == NULL)
    return;
  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  message = get_message (self);
  json_object_set_string_member (object, "reason", reason->id);
  json_object_set_string_member (object, "due", gtk_editable_get_text (GTK_EDITABLE (self->due)));
  json_object_set_string_member (object, "message", message);
  json_node_take_object (root, object);
  vas_draft_keeper_save (self->draft, root);
}

static void
confirm (VasReasonPopover *self)
{
  VasReviewReason *reason = get_reason (self);
  g_autofree char *message = get_message (self);
  g_autofree char *due = get_due (self);
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;

  if (reason == NULL || due == NULL)
    return;
  if (*message == '\0' && gtk_widget_get_visible (GTK_WIDGET (self->message_box)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->message));
      return;
    }

  id = g_strdup (reason->id);
  label = g_strdup (*reason->text != '\0' ? reason->text : reason->label);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CONFIRMED], 0, id, label, message, due);
}

static gboolean
is_typing (VasReasonPopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT_VIEW (focus) || GTK_IS_EDITABLE (focus);
}

static void
choose (VasReasonPopover *self,
        int               place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, place);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static int
get_digit (guint keyval)
{
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return (int) (keyval - GDK_KEY_1);
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return (int) (keyval - GDK_KEY_KP_1);

  return -1;
}

static gboolean
key_pressed_cb (VasReasonPopover *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   state)
{
  const gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  const gboolean typing = is_typing (self);

  if (enter && (!typing || (state & GDK_CONTROL_MASK) != 0))
    {
      confirm (self);
      return TRUE;
    }
  if (typing || get_digit (keyval) < 0)
    return FALSE;

  self->chosen = TRUE;
  choose (self, get_digit (keyval));
  return TRUE;
}

static void
confirm_clicked_cb (VasReasonPopover *self)
{
  confirm (self);
}

static void
selected_cb (VasReasonPopover *self)
{
  propose_message (self);
}

static void
due_changed_cb (VasReasonPopover *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->due_error), FALSE);
  if (self->proposing)
    return;
  propose_message (self);
  typed_cb (self);
}

static void
restore (VasReasonPopover *self,
         JsonObject       *kept)
{
  const char *id = json_object_get_string_member_with_default (kept, "reason", "");
  const char *due = json_object_get_string_member_with_default (kept, "due", "");

  self->proposing = TRUE;
  for (guint i = 0; i < self->reasons->len; i++)
    {
      if (g_str_equal (((VasReviewReason *) g_ptr_array_index (self->reasons, i))->id, id))
        choose (self, (int) i);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->due), due);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message),
                            json_object_get_string_member_with_default (kept, "message", ""), -1);
  self->proposing = FALSE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasReasonPopover) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root != NULL && keeper == self->draft && !self->chosen)
    restore (self, json_node_get_object (root));
}

static void
closed_cb (VasReasonPopover *self)
{
  g_clear_object (&self->draft);
}

static void
vas_reason_popover_dispose (GObject *object)
{
  g_clear_object (&VAS_REASON_POPOVER (object)->draft);

  G_OBJECT_CLASS (vas_reason_popover_parent_class)->dispose (object);
}

static void
vas_reason_popover_finalize (GObject *object)
{
  VasReasonPopover *self = VAS_REASON_POPOVER (object);

  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (vas_reason_popover_parent_class)->finalize (object);
}

static void
vas_reason_popover_class_init (VasReasonPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_reason_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = vas_reason_popover_finalize;

  signals[CONFIRMED] = g_signal_new ("confirmed", VAS_TYPE_REASON_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                     4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-reason-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, list);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, message_box);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, message);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, due_box);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, due);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, due_error);
  gtk_widget_class_bind_template_child (widget_class, VasReasonPopover, confirm);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, due_changed_cb);
}

static void
vas_reason_popover_init (VasReasonPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->message), "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/** vas_reason_popover_new: (transfer floating): for rejections, extensions or sendings back. */
GtkWidget *
vas_reason_popover_new (VasReviewAct act)
{
  VasReasonPopover *self = g_object_new (VAS_TYPE_REASON_POPOVER, NULL);

  self->act = act;
  gtk_widget_set_visible (GTK_WIDGET (self->due_box), act == VAS_REVIEW_EXTEND);
  gtk_widget_set_visible (GTK_WIDGET (self->message_box), act != VAS_REVIEW_SEND_BACK);

  return GTK_WIDGET (self);
}

static void
add_row (VasReasonPopover *self,
         guint             place,
         VasReviewReason  *reason)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 10, NULL);
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  g_autofree char *label = g_strdup_printf ("%s %s", number, reason->label);
  GtkWidget *key = g_object_new (GTK_TYPE_LABEL, "label", number, "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", reason->label, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                  PANGO_WRAP_WORD_CHAR, "width-chars", 46, "max-width-chars", 46, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (key, "keycap");
  gtk_widget_set_visible (key, place < 9);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (self->list, row);
}

static void
show_words (VasReasonPopover *self,
            guint             n_cases)
{
  const guint several = n_cases > 1 ? n_cases : 0;
  g_autofree char *heading = NULL;

  if (self->act == VAS_REVIEW_REJECT)
    heading = several > 0 ? g_strdup_printf (ngettext ("Reject %u request", "Reject %u requests", several), several)
                          : g_strdup_printf (_("Reject %s"), self->request->number);
  else if (self->act == VAS_REVIEW_EXTEND)
    heading = g_strdup_printf (_("Extend the term of %s"), self->request->number);
  else
    heading = g_strdup_printf (_("Send %s back to the review"), self->request->number);
  gtk_label_set_text (self->heading, heading);
  gtk_button_set_label (self->confirm, self->act == VAS_REVIEW_REJECT ? _("_Reject and Tell the User")
                                       : self->act == VAS_REVIEW_EXTEND ? _("_Extend and Tell the User") : _("_Send Back"));
}

/** vas_reason_popover_get_draft: (transfer none) (nullable): the kind of the draft of @act, of which the request is the subject. */
const char *
vas_reason_popover_get_draft (VasReviewAct act)
{
  return act == VAS_REVIEW_REJECT ? "reason.reject" : act == VAS_REVIEW_EXTEND ? "reason.extend" : NULL;
}

static void
open_draft (VasReasonPopover *self,
            VasDesk          *desk)
{
  self->chosen = FALSE;
  if (self->request == NULL || vas_reason_popover_get_draft (self->act) == NULL)
    return;
  self->draft = vas_draft_keeper_new (desk, vas_reason_popover_get_draft (self->act), vas_entity_get_key (VAS_ENTITY (self->request)));
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}

/**
 * vas_reason_popover_fill:
 * @file: (nullable): the case
 * @n_cases: how many it is about
 *
 * Proposes everything anew, or gives back what was typed for that case and not done.
 */
void
vas_reason_popover_fill (VasReasonPopover *self,
                         VasDesk          *desk,
                         VasCaseFile      *file,
                         guint             n_cases)
{
  VasCaseFile *one = n_cases > 1 ? NULL : file;
  GtkWidget *row;

  /* The rows of the last case first: the new date proposes a message, for the reason that is chosen. */
  g_clear_object (&self->draft);
  g_clear_object (&self->request);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  if (one != NULL)
    {
      g_autofree char *due = vas_date_format (one->proposed_due);

      self->request = g_object_ref (vas_case_file_get_request (one));
      self->proposing = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->due), due);
      self->proposing = FALSE;
    }

  self->reasons = vas_review_reasons_new (file, self->act, one == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message_box), one != NULL && self->act != VAS_REVIEW_SEND_BACK);
  for (guint i = 0; i < self->reasons->len; i++)
    add_row (self, i, g_ptr_array_index (self->reasons, i));
  show_words (self, n_cases);
  choose (self, 0);
  propose_message (self);
  open_draft (self, desk);
}
