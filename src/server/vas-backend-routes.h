/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

void vas_backend_add_base_routes  (VasBackend  *self);

G_END_DECLS
