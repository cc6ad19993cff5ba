/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasCaseBar: the buttons at the foot of the case; what they may and say is the affair of its pane. */
#define VAS_TYPE_CASE_BAR (vas_case_bar_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseBar, vas_case_bar, VAS, CASE_BAR, GtkBox)

struct _VasCaseBar
{
  GtkBox         parent_instance;

  GtkButton     *approve_button;
  GtkMenuButton *reject_button;
  GtkMenuButton *extend_button;
  GtkMenuButton *send_back_button;
  GtkButton     *extend_many_button;
  GtkButton     *ship_button;
  GtkButton     *slips_button;
  GtkLabel      *hint;
};

G_END_DECLS
