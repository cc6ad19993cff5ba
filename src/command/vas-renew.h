/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

/**
 * VasRenewal:
 * @backup: (nullable): SHA-256 of the manifest of the backup that was put back
 * @taken_at: when it was made; %VAS_NONE where nobody knows
 * @reason: in the operator's words, one line (vas_text_is_plain())
 *
 * Why records begin a new epoch.
 */
typedef struct {
  const char *backup;
  gint64      taken_at;
  const char *reason;
} VasRenewal;

char *vas_renew (VasEngine         *engine,
                 const VasRenewal  *renewal,
                 GError           **error);

G_END_DECLS
