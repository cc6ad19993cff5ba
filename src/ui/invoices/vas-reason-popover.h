/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"

G_BEGIN_DECLS

/**
 * VasReasonPopover:
 *
 * Asks for the reason of an act: a number chooses, Enter does it. Signal `confirmed (reason, label, text, due)`: the reason's
 * id and words, what the user is told (of several, nothing: each has its own), and the new date of an extension ("" else).
 */
#define VAS_TYPE_REASON_POPOVER (vas_reason_popover_get_type ())
G_DECLARE_FINAL_TYPE (VasReasonPopover, vas_reason_popover, VAS, REASON_POPOVER, GtkPopover)

GtkWidget  *vas_reason_popover_new       (VasReviewAct      act);
const char *vas_reason_popover_get_draft (VasReviewAct      act);
void        vas_reason_popover_fill      (VasReasonPopover *self,
                                          VasDesk          *desk,
                                          VasCaseFile      *file,
                                          guint             n_cases);

G_END_DECLS
