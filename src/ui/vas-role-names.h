/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-role.h"

G_BEGIN_DECLS

char *vas_role_names (guint roles);

G_END_DECLS
