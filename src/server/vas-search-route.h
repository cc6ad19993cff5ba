/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-backend.h"

G_BEGIN_DECLS

/** VasSearches: what desks look for beyond what they hold, and how often. Made before the server starts, freed after it has stopped. */
typedef struct _VasSearches VasSearches;

VasSearches *vas_searches_new  (VasBackend   *backend);
void         vas_searches_free (VasSearches  *self);

G_END_DECLS
