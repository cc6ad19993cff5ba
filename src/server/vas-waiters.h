/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/**
 * VasWaiters:
 *
 * The desks that wait for something new: GET /v1/wait. Made before the server starts, freed after it has stopped.
 */
typedef struct _VasWaiters VasWaiters;

VasWaiters *vas_waiters_new   (VasBackend  *backend);
void        vas_waiters_free  (VasWaiters  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasWaiters, vas_waiters_free)

G_END_DECLS
