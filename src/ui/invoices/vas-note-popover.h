/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasNotePopover:
 *
 * A field for a note, and Ctrl+Enter. Signal `written (text)`. What was typed is kept for its case as a draft of the kind
 * %VAS_NOTE_POPOVER_DRAFT, until whoever saves the note forgets it.
 */
#define VAS_TYPE_NOTE_POPOVER (vas_note_popover_get_type ())
G_DECLARE_FINAL_TYPE (VasNotePopover, vas_note_popover, VAS, NOTE_POPOVER, GtkPopover)

#define VAS_NOTE_POPOVER_DRAFT "note"

GtkWidget *vas_note_popover_new  (void);
void       vas_note_popover_fill (VasNotePopover *self,
                                  VasDesk        *desk,
                                  const char     *request_key);

G_END_DECLS
