/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

void vas_blob_add_routes (VasBackend *backend);

G_END_DECLS
