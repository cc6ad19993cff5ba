/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

/* What several commands on requests share. */

/** VAS_STATE_BIT: a state of requests as a bit, for sets of them. */
#define VAS_STATE_BIT(NAME) (1u << VAS_REQUEST_STATE_##NAME)

/** VAS_STATES_BEFORE_ISSUE: the states in which a request may still be corrected or withdrawn (R17). */
#define VAS_STATES_BEFORE_ISSUE (VAS_STATE_BIT (REVIEW) | VAS_STATE_BIT (SECOND) | VAS_STATE_BIT (TO_ISSUE))

void      vas_step_require_state  (VasCase       *vas_case,
                                   guint          states,
                                   VasVerdict    *verdict);
gboolean  vas_step_judge_claim    (VasRun        *run,
                                   VasCase       *vas_case,
                                   VasVerdict    *verdict,
                                   GError       **error);
gboolean  vas_step_release_shares (VasRun        *run,
                                   VasCase       *vas_case,
                                   GError       **error);
gboolean  vas_step_release_sheets (VasRun        *run,
                                   VasCase       *vas_case,
                                   GError       **error);
gboolean  vas_step_release_sheet  (VasRun        *run,
                                   VasCase       *vas_case,
                                   VasFapiao     *sheet,
                                   GError       **error);
gboolean  vas_step_count_month    (VasRun        *run,
                                   const char    *what,
                                   int           *year,
                                   int           *month,
                                   gint64        *value,
                                   GError       **error);
gboolean  vas_step_take_number    (VasRun        *run,
                                   VasRequest    *request,
                                   GError       **error);
void      vas_step_set_target     (VasRun        *run,
                                   VasRequest    *request,
                                   const char    *setting,
                                   int            fallback);
void      vas_step_end_claim      (VasRequest    *request);
gboolean  vas_step_add_notice     (VasRun        *run,
                                   VasRequest    *request,
                                   VasNoticeKind  kind,
                                   const char    *channel,
                                   const char    *text,
                                   GError       **error);

G_END_DECLS
