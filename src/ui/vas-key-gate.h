/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VAS_KEY_GATE_MS: two keys closer together than this came from a scanner, not from a hand. */
#define VAS_KEY_GATE_MS 60

/**
 * VasKeyGate:
 *
 * Lets single letters be shortcuts beside a scanner that types. What was scanned is VasScanner's.
 */
#define VAS_TYPE_KEY_GATE (vas_key_gate_get_type ())
G_DECLARE_FINAL_TYPE (VasKeyGate, vas_key_gate, VAS, KEY_GATE, GObject)

VasKeyGate *vas_key_gate_new        (GtkWidget       *widget);
void        vas_key_gate_add        (VasKeyGate      *self,
                                     guint            keyval,
                                     GdkModifierType  modifiers,
                                     const char      *action);
gboolean    vas_key_gate_is_waiting (VasKeyGate      *self);
gboolean    vas_key_gate_press      (VasKeyGate      *self,
                                     guint            keyval,
                                     GdkModifierType  modifiers,
                                     guint32          time,
                                     gboolean         in_field);
void        vas_key_gate_release    (VasKeyGate      *self,
                                     guint            keyval);

G_END_DECLS
