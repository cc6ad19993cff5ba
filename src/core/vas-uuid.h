/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-time.h"

G_BEGIN_DECLS

/** VAS_UUID_LENGTH: characters of an id, without the NUL. */
#define VAS_UUID_LENGTH 36

char      *vas_uuid_v7        (VasInstant   now);
char      *vas_uuid_derive    (const char  *namespace,
                               const char  *name,
                               VasInstant   at);
gboolean   vas_uuid_is_valid  (const char  *text);

G_END_DECLS
