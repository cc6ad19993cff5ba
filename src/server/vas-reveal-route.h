/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/** VasReveals: POST /v1/reveal, and the limit on it. Made before the server starts, freed after it has stopped. */
typedef struct _VasReveals VasReveals;

VasReveals *vas_reveals_new  (VasBackend *backend);
void        vas_reveals_free (VasReveals *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasReveals, vas_reveals_free)

G_END_DECLS
