/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasNotePopover: a field for a note, and Ctrl+Enter. Signal `written (text)`. What was typed stays until it is written. */
#define VAS_TYPE_NOTE_POPOVER (vas_note_popover_get_type ())
G_DECLARE_FINAL_TYPE (VasNotePopover, vas_note_popover, VAS, NOTE_POPOVER, GtkPopover)

GtkWidget *vas_note_popover_new (void);

G_END_DECLS
