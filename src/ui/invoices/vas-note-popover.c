/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a note on a case is written: Enter makes a new line, Ctrl+Enter saves. Main thread. */

#include "vas-note-popover.h"

#include "vas-draft-keeper.h"

struct _VasNotePopover
{
  GtkPopover      parent_instance;

  GtkTextView    *text;

  VasDraftKeeper *draft;            /* while it is open; nullable */
};

enum {
  WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasNotePopover, vas_note_popover, GTK_TYPE_POPOVER)

static char *
get_text (VasNotePopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
changed_cb (VasNotePopover *self)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (self->draft == NULL)
    return;
  text = get_text (self);
  if (*text != '\0')
    {
      root = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (root, json_object_new ());
      json_object_set_string_member (json_node_get_object (root), "text", text);
    }
  vas_draft_keeper_save (self->draft, root);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (VasNotePopover) self = user_data;
  VasDraftKeeper *keeper = VAS_DRAFT_KEEPER (object);
  g_autoptr (JsonNode) root = vas_draft_keeper_load_finish (keeper, result, NULL);

  if (root != NULL && keeper == self->draft)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                              json_object_get_string_member_with_default (json_node_get_object (root), "text", ""), -1);
}

static void
closed_cb (VasNotePopover *self)
{
  g_clear_object (&self->draft);
}

static void
save_cb (VasNotePopover *self)
{
  g_autofree char *text = get_text (self);

  if (*text == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[WRITTEN], 0, text);
}

static gboolean
key_pressed_cb (VasNotePopover  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (state & GDK_CONTROL_MASK) == 0)
    return FALSE;

  save_cb (self);
  return TRUE;
}

static void
vas_note_popover_dispose (GObject *object)
{
  g_clear_object (&VAS_NOTE_POPOVER (object)->draft);

  G_OBJECT_CLASS (vas_note_popover_parent_class)->dispose (object);
}

static void
vas_note_popover_class_init (VasNotePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vas_note_popover_dispose;
  signals[WRITTEN] = g_signal_new ("written", VAS_TYPE_NOTE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/vasdesk/Vasdesk/ui/invoices/vas-note-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, VasNotePopover, text);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vas_note_popover_init (VasNotePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/** vas_note_popover_new: (transfer floating) */
GtkWidget *
vas_note_popover_new (void)
{
  return g_object_new (VAS_TYPE_NOTE_POPOVER, NULL);
}

/** vas_note_popover_fill: for another case: empty, or with what was typed for it and not written. */
void
vas_note_popover_fill (VasNotePopover *self,
                       VasDesk        *desk,
                       const char     *request_key)
{
  g_clear_object (&self->draft);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  self->draft = vas_draft_keeper_new (desk, VAS_NOTE_POPOVER_DRAFT, request_key);
  vas_draft_keeper_load_async (self->draft, loaded_cb, g_object_ref (self));
}
