/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-banner.h"
#include "vas-case-bar.h"
#include "vas-case-cards.h"
#include "vas-case-pane.h"

G_BEGIN_DECLS

struct _VasCasePane
{
  AdwBin             parent_instance;

  GtkLabel          *number;
  GtkLabel          *term;
  VasBanner         *claim_banner;
  GtkStack          *stack;
  GtkScrolledWindow *scroll;
  AdwClamp          *clamp;
  GtkBox            *box;
  GtkMenuButton     *more_button;
  GtkMenuButton     *note_button;
  VasCaseCards      *cards;           /* NULL until there is a case to show */
  VasCaseBar        *bar;             /* likewise */

  VasDesk           *desk;
  VasCaseFile       *file;
  guint              n_selected;
  VasManyActs        many_acts;
};

/* vas-case-pane-bar.c */
void vas_case_pane_show_bar    (VasCasePane *self);
void vas_case_pane_add_bar     (VasCasePane *self);
void vas_case_pane_set_up_head (VasCasePane *self);

/* vas-case-pane.c */
void vas_case_pane_complete    (VasCasePane *self);

G_END_DECLS
