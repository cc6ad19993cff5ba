/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_request_enter_check     (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_enter_apply     (VasRun      *run,
                                      GError     **error);
gboolean vas_request_correct_check   (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_request_correct_apply   (VasRun      *run,
                                      GError     **error);
void     vas_request_fill_recipient  (VasRun      *run,
                                      VasRequest  *request);

G_END_DECLS
