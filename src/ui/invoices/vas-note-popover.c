/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a note on a case is written: Enter makes a new line, Ctrl+Enter saves. Main thread. */

#include "vas-note-popover.h"

struct _VasNotePopover
{
  GtkPopover   parent_instance;

  GtkTextView *text;
};

enum {
  WRITTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VasNotePopover, vas_note_popover, GTK_TYPE_POPOVER)

static void
save_cb (VasNotePopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (*text == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
      return;
    }

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_text_buffer_set_text (buffer, "", 0);
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
vas_note_popover_class_init (VasNotePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
}

/** vas_note_popover_new: (transfer floating) */
GtkWidget *
vas_note_popover_new (void)
{
  return g_object_new (VAS_TYPE_NOTE_POPOVER, NULL);
}
