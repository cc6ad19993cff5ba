/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_request_claim_check     (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_claim_apply     (VasRun      *run,
                                      GError     **error);
gboolean vas_request_release_check   (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_release_apply   (VasRun      *run,
                                      GError     **error);
gboolean vas_request_approve_check   (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_approve_apply   (VasRun      *run,
                                      GError     **error);
gboolean vas_request_second_check    (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_second_apply    (VasRun      *run,
                                      GError     **error);
gboolean vas_request_send_back_check (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_send_back_apply (VasRun      *run,
                                      GError     **error);
gboolean vas_request_reject_check    (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_reject_apply    (VasRun      *run,
                                      GError     **error);
gboolean vas_request_extend_check    (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_extend_apply    (VasRun      *run,
                                      GError     **error);
gboolean vas_request_withdraw_check  (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_withdraw_apply  (VasRun      *run,
                                      GError     **error);

G_END_DECLS
