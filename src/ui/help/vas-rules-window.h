/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** VasRulesWindow: the rules with their clauses, to search in. */
#define VAS_TYPE_RULES_WINDOW (vas_rules_window_get_type ())
G_DECLARE_FINAL_TYPE (VasRulesWindow, vas_rules_window, VAS, RULES_WINDOW, AdwWindow)

GtkWidget *vas_rules_window_new (GtkWindow  *parent);

G_END_DECLS
