/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_claim_take        (VasRun      *run,
                                VasRequest  *request,
                                GError     **error);
gboolean vas_claim_prolong_all (VasRun      *run,
                                GError     **error);

G_END_DECLS
