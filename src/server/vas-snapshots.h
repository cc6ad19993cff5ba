/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/** VasSnapshots: makes snapshots for desks and gives their chunks out. */
typedef struct _VasSnapshots VasSnapshots;

VasSnapshots *vas_snapshots_new    (VasBackend    *backend);
void          vas_snapshots_cancel (VasSnapshots  *self);
void          vas_snapshots_free   (VasSnapshots  *self);

G_END_DECLS
