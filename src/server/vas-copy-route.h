/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/** VasCopies: what is given out to users of their own data, and how often. Made before the server starts, freed after it has stopped. */
typedef struct _VasCopies VasCopies;

VasCopies *vas_copies_new  (VasBackend *backend);
void       vas_copies_free (VasCopies  *self);

G_END_DECLS
