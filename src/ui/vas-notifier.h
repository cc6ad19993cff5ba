/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasNotifier:
 *
 * Notifications of the desktop for what happened while nobody looked at the program: a second approval that waits for this person, a case
 * that is back, a claim that was taken over, a command that was refused, work that ended. None while one of its windows is active; all
 * are withdrawn when one is. They name cases by number, and nobody by name (R31). A press opens the case.
 */
#define VAS_TYPE_NOTIFIER (vas_notifier_get_type ())
G_DECLARE_FINAL_TYPE (VasNotifier, vas_notifier, VAS, NOTIFIER, GObject)

VasNotifier *vas_notifier_new      (GApplication *application,
                                    VasDesk      *desk);
VasDesk     *vas_notifier_get_desk (VasNotifier  *self);
gboolean     vas_notifier_is_away  (VasNotifier  *self);

G_END_DECLS
