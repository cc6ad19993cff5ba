/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_CLOCK_OFFSET_MAX: microseconds; a clock that is further off is believed by nobody. */
#define VAS_CLOCK_OFFSET_MAX (G_GINT64_CONSTANT (20) * 366 * 86400 * G_USEC_PER_SEC)

gint64 vas_clock_offset_load (const char *directory);
void   vas_clock_offset_save (const char *directory,
                              gint64      offset);

G_END_DECLS
