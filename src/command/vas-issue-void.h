/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_issue_void_check       (VasRun      *run,
                                     VasVerdict  *verdict,
                                     GError     **error);
gboolean vas_issue_void_apply       (VasRun      *run,
                                     GError     **error);
gboolean vas_request_reissue_check  (VasRun      *run,
                                     VasVerdict  *verdict,
                                     GError     **error);
gboolean vas_request_reissue_apply  (VasRun      *run,
                                     GError     **error);

G_END_DECLS
