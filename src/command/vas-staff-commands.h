/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

void vas_staff_judge_roles (VasRun     *run,
                            const char *staff_key,
                            guint       before,
                            guint       after,
                            VasVerdict *verdict);

G_END_DECLS
