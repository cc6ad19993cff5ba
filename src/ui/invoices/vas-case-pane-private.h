/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-banner.h"
#include "vas-case-pane.h"
#include "vas-pass-card.h"
#include "vas-verdict-card.h"

G_BEGIN_DECLS

struct _VasCasePane
{
  AdwBin             parent_instance;

  GtkLabel          *number;
  GtkLabel          *term;
  VasBanner         *claim_banner;
  GtkStack          *stack;
  GtkScrolledWindow *scroll;
  GtkBox            *cards;
  VasPassCard       *pass_card;
  VasVerdictCard    *verdict_card;
  GtkWidget         *bar;
  GtkButton         *approve_button;
  GtkMenuButton     *reject_button;
  GtkMenuButton     *extend_button;
  GtkMenuButton     *send_back_button;
  GtkButton         *extend_many_button;
  GtkButton         *ship_button;
  GtkLabel          *hint;
  GtkMenuButton     *note_button;

  VasDesk           *desk;
  VasCaseFile       *file;
  guint              n_selected;
  VasManyActs        many_acts;
};

/* vas-case-pane-bar.c */
void vas_case_pane_show_bar     (VasCasePane *self);
void vas_case_pane_add_popovers (VasCasePane *self);

G_END_DECLS
