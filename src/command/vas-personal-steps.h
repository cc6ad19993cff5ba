/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-command-type.h"
#include "vas-personal-request.h"

G_BEGIN_DECLS

/* What several commands on requests about personal data share. */

gboolean            vas_personal_step_judge_erased (VasRun              *run,
                                                    const char          *account_key,
                                                    VasVerdict          *verdict,
                                                    GError             **error);
VasPersonalRequest *vas_personal_step_load         (VasRun              *run,
                                                    VasVerdict          *verdict,
                                                    GError             **error);
VasPersonalRequest *vas_personal_step_load_kind    (VasRun              *run,
                                                    VasPersonalKind      kind,
                                                    VasVerdict          *verdict,
                                                    GError             **error);
gboolean            vas_personal_step_end          (VasRun              *run,
                                                    VasPersonalRequest  *request,
                                                    VasPersonalState     state,
                                                    const char          *argument,
                                                    GError             **error);

gboolean            vas_personal_step_erase        (VasRun              *run,
                                                    const char          *account_key,
                                                    VasPersonalRequest  *request,
                                                    GError             **error);

gboolean vas_personal_correct_check (VasRun      *run,
                                     VasVerdict  *verdict,
                                     GError     **error);
gboolean vas_personal_correct_apply (VasRun      *run,
                                     GError     **error);
gboolean vas_personal_erase_check   (VasRun      *run,
                                     VasVerdict  *verdict,
                                     GError     **error);
gboolean vas_personal_erase_apply   (VasRun      *run,
                                     GError     **error);

/* Masked values are made from the whole ones in one place, so that they can never disagree (R31). */
void     vas_personal_fill_account  (VasAccount  *account,
                                     const char  *name,
                                     const char  *mobile,
                                     const char  *email);

G_END_DECLS
