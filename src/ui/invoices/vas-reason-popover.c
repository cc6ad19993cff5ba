/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reasons of a rejection or an extension. A digit chooses a reason and proposes the message to the user; Enter sends it.
 * Digits in the message or the date are text. The first reason is chosen from the start. Main thread.
 */

#include "vas-reason-popover.h"

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
};

enum {
  CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasReasonPopover, vas_reason_popover, GTK_TYPE_POPOVER)

static VasReviewReason *
get_reason (VasReasonPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? g_ptr_array_index (self->reasons, (guint) gtk_list_box_row_get_index (row)) : NULL;
}

static void
propose_message (VasReasonPopover *self)
{
  VasReviewReason *reason = get_reason (self);
  g_autofree char *message = NULL;
  VasDate due = VAS_NONE_DATE;

  if (reason == NULL || self->request == NULL)
    return;
  vas_date_parse_lenient (gtk_editable_get_text (GTK_EDITABLE (self->due)), &due, NULL);
  message = vas_review_reasons_make_message (self->request, self->act, reason->text, due);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->message), message, -1);
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
  propose_message (self);
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

/**
 * vas_reason_popover_fill:
 * @file: (nullable): the case
 * @n_cases: how many it is about
 *
 * Proposes everything anew.
 */
void
vas_reason_popover_fill (VasReasonPopover *self,
                         VasCaseFile      *file,
                         guint             n_cases)
{
  VasCaseFile *one = n_cases > 1 ? NULL : file;
  GtkWidget *row;

  /* The rows of the last case first: the new date proposes a message, for the reason that is chosen. */
  g_clear_object (&self->request);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  if (one != NULL)
    {
      g_autofree char *due = vas_date_format (one->proposed_due);

      self->request = g_object_ref (vas_case_file_get_request (one));
      gtk_editable_set_text (GTK_EDITABLE (self->due), due);
    }

  self->reasons = vas_review_reasons_new (file, self->act, one == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message_box), one != NULL && self->act != VAS_REVIEW_SEND_BACK);
  for (guint i = 0; i < self->reasons->len; i++)
    add_row (self, i, g_ptr_array_index (self->reasons, i));
  show_words (self, n_cases);
  choose (self, 0);
  propose_message (self);
}
