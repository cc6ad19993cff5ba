/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-enum.h"

G_BEGIN_DECLS

const char *vas_label       (const VasEnum *enumeration,
                             int            value);
char       *vas_label_roles (guint          roles);

G_END_DECLS
