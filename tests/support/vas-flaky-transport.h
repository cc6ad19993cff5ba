/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-transport.h"

G_BEGIN_DECLS

/**
 * VasFlakyTransport:
 *
 * A way to the backend that fails: whole, or by a seeded chance before the request was done or after. From outside the two look alike.
 */
#define VAS_TYPE_FLAKY_TRANSPORT (vas_flaky_transport_get_type ())
G_DECLARE_FINAL_TYPE (VasFlakyTransport, vas_flaky_transport, VAS, FLAKY_TRANSPORT, GObject)

VasFlakyTransport *vas_flaky_transport_new        (const char         *address,
                                                   guint32             seed);
void               vas_flaky_transport_set_down   (VasFlakyTransport  *self,
                                                   gboolean            down);
void               vas_flaky_transport_set_clock  (VasFlakyTransport  *self,
                                                   gint64              ahead);
void               vas_flaky_transport_lead_astray
                                                  (VasFlakyTransport  *self);
void               vas_flaky_transport_spoil_clock
                                                  (VasFlakyTransport  *self,
                                                   gint64              ahead);
void               vas_flaky_transport_set_chance (VasFlakyTransport  *self,
                                                   guint               percent);
guint              vas_flaky_transport_get_n_failed
                                                  (VasFlakyTransport  *self);

G_END_DECLS
