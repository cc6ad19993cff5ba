/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/**
 * VasClock:
 *
 * Work of the clock in a running backend. Lives in the main context of the backend.
 */
typedef struct _VasClock VasClock;

VasClock *vas_clock_new   (VasBackend  *backend);
void      vas_clock_free  (VasClock    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasClock, vas_clock_free)

G_END_DECLS
