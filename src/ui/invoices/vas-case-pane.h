/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"
#include "vas-pass-form.h"

G_BEGIN_DECLS

/**
 * VasManyActs: what can be done with several selected requests at once.
 */
typedef enum {
  VAS_MANY_REVIEW = 1 << 0,
  VAS_MANY_EXTEND = 1 << 1,         /* the supervisor's (R19) */
  VAS_MANY_SHIP   = 1 << 2,
} VasManyActs;

/**
 * VasCasePane:
 *
 * The open case: a column of cards, and at its foot what can be done. Properties: `file`, `n-selected` (more than one: the
 * buttons are about all of them). What its buttons do are actions `case.…` of the page. Signal `reasoned (act, reason, label,
 * text, due)`: a reason was given for an act; `noted (text)`: a note was written.
 */
#define VAS_TYPE_CASE_PANE (vas_case_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasCasePane, vas_case_pane, VAS, CASE_PANE, AdwBin)

void         vas_case_pane_set_desk     (VasCasePane  *self,
                                         VasDesk      *desk);
void         vas_case_pane_set_file     (VasCasePane  *self,
                                         VasCaseFile  *file);
VasCaseFile *vas_case_pane_get_file     (VasCasePane  *self);
void         vas_case_pane_set_selected (VasCasePane  *self,
                                         guint         n_selected,
                                         VasManyActs   acts);
gboolean     vas_case_pane_is_armed     (VasCasePane  *self);
void         vas_case_pane_set_armed    (VasCasePane  *self,
                                         gboolean      armed);
void         vas_case_pane_ask          (VasCasePane  *self,
                                         VasReviewAct  act);
void         vas_case_pane_ask_note     (VasCasePane  *self);
char        *vas_case_pane_get_sentence (VasCasePane  *self);
VasPassForm *vas_case_pane_get_pass_form (VasCasePane *self);

G_END_DECLS
