/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** VAS_BURST_MS: two keys closer together than this came from a scanner, not from a hand. */
#define VAS_BURST_MS 60

/** VAS_BURST_LEAST: fewer fast characters are fingers falling over each other. */
#define VAS_BURST_LEAST 6

/**
 * VasBurstStep:
 * @VAS_BURST_BEGAN: for whoever has the focus; a burst may begin here, so this is the state that a scan goes back to
 * @VAS_BURST_PASS: for whoever has the focus
 * @VAS_BURST_KNOWN: a scan's, and so were the characters before it: what they did is to be taken back
 * @VAS_BURST_TAKEN: a scan's
 * @VAS_BURST_ENDED: the last of a scan
 *
 * What a key is. The last three are nobody else's.
 */
typedef enum {
  VAS_BURST_BEGAN,
  VAS_BURST_PASS,
  VAS_BURST_KNOWN,
  VAS_BURST_TAKEN,
  VAS_BURST_ENDED,
} VasBurstStep;

typedef struct _VasBurst VasBurst;

VasBurst     *vas_burst_new       (void);
void          vas_burst_free      (VasBurst *self);
VasBurstStep  vas_burst_feed      (VasBurst *self,
                                   gunichar  character,
                                   guint32   time);
gboolean      vas_burst_is_known  (VasBurst *self);
char         *vas_burst_take      (VasBurst *self,
                                   gunichar *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasBurst, vas_burst_free)

G_END_DECLS
