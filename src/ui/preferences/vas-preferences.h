/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** VasPreferences: the settings of this desk. Each change takes effect and is kept at once. */
#define VAS_TYPE_PREFERENCES (vas_preferences_get_type ())
G_DECLARE_FINAL_TYPE (VasPreferences, vas_preferences, VAS, PREFERENCES, AdwPreferencesWindow)

GtkWidget *vas_preferences_new (GtkWindow *parent,
                                GSettings *settings);

G_END_DECLS
