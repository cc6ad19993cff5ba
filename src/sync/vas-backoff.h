/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_BACKOFF_BASE_MS: the longest pause after the first failure. */
#define VAS_BACKOFF_BASE_MS 1000

guint vas_backoff_delay (guint    base_ms,
                         guint    failures,
                         guint    retry_after,
                         guint32  random);

G_END_DECLS
