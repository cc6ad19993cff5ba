/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

void vas_notify_ready     (VasBackend  *backend);
void vas_notify_stopping  (void);

G_END_DECLS
