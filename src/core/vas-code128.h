/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_CODE128_QUIET: modules that stay white before and behind the bars (ISO/IEC 15417, 4.3.6). */
#define VAS_CODE128_QUIET 10

/** VAS_CODE128_MAX: the most characters; longer ones fit no slip. */
#define VAS_CODE128_MAX 64

GByteArray *vas_code128_encode      (const char       *text);
char       *vas_code128_get_widths  (const GByteArray *symbols);
guint       vas_code128_get_modules (const GByteArray *symbols);

G_END_DECLS
