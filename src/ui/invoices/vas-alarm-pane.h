/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * VasAlarmPane:
 *
 * What covers the page when a wrong scan stops it, in red, or when something must be confirmed. Hidden where there is nothing.
 * Signals: `acknowledged`, `dismissed`.
 */
#define VAS_TYPE_ALARM_PANE (vas_alarm_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasAlarmPane, vas_alarm_pane, VAS, ALARM_PANE, AdwBin)

void vas_alarm_pane_raise (VasAlarmPane *self,
                           const char   *title,
                           const char   *detail,
                           gboolean      asking);
void vas_alarm_pane_lower (VasAlarmPane *self);

G_END_DECLS
