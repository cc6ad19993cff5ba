/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"

G_BEGIN_DECLS

/**
 * VasRevealPopover:
 *
 * Asks for a reason, then shows the whole personal values that the server gives for it (R31), for a minute or until it is closed.
 */
#define VAS_TYPE_REVEAL_POPOVER (vas_reveal_popover_get_type ())
G_DECLARE_FINAL_TYPE (VasRevealPopover, vas_reveal_popover, VAS, REVEAL_POPOVER, GtkPopover)

GtkWidget *vas_reveal_popover_new        (void);
gboolean   vas_reveal_popover_can_reveal (VasCaseFile      *file);
void       vas_reveal_popover_set_file   (VasRevealPopover *self,
                                          VasCaseFile      *file);

G_END_DECLS
