/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-transport.h"

G_BEGIN_DECLS

/**
 * VasSpoil:
 * @VAS_SPOIL_NOTHING: as it came
 * @VAS_SPOIL_CUT: the second half is missing
 * @VAS_SPOIL_FLIP: one bit is another
 * @VAS_SPOIL_OTHER: another chunk's bytes, whole
 * @VAS_SPOIL_GONE: nobody answers from here on
 * @VAS_SPOIL_DIGEST: the list tells another digest than the backend's
 *
 * What happens to a chunk on its way.
 */
typedef enum {
  VAS_SPOIL_NOTHING,
  VAS_SPOIL_CUT,
  VAS_SPOIL_FLIP,
  VAS_SPOIL_OTHER,
  VAS_SPOIL_GONE,
  VAS_SPOIL_DIGEST,
} VasSpoil;

/**
 * VasSpoilTransport:
 *
 * A way to the backend that spoils chunks after it has checked them, as a cache or a disk between would.
 */
#define VAS_TYPE_SPOIL_TRANSPORT (vas_spoil_transport_get_type ())
G_DECLARE_FINAL_TYPE (VasSpoilTransport, vas_spoil_transport, VAS, SPOIL_TRANSPORT, GObject)

VasSpoilTransport *vas_spoil_transport_new      (const char         *address);
void               vas_spoil_transport_set      (VasSpoilTransport  *self,
                                                 VasSpoil            how,
                                                 guint               from,
                                                 guint               times);
guint              vas_spoil_transport_get_n    (VasSpoilTransport  *self);

G_END_DECLS
