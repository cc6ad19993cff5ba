/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sessions.h"

G_BEGIN_DECLS

void vas_access_add_routes (VasBackend *backend);

G_END_DECLS
