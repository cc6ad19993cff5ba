/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-card.h"

G_BEGIN_DECLS

/** VasStepsBar: the five steps of a case (claim, review, issue, ship, tell) and where it stands. */
#define VAS_TYPE_STEPS_BAR (vas_steps_bar_get_type ())
G_DECLARE_FINAL_TYPE (VasStepsBar, vas_steps_bar, VAS, STEPS_BAR, VasCaseCard)

G_END_DECLS
