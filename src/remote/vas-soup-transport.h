/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-transport.h"

G_BEGIN_DECLS

#define VAS_TYPE_SOUP_TRANSPORT (vas_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (VasSoupTransport, vas_soup_transport, VAS, SOUP_TRANSPORT, GObject)

VasTransport *vas_soup_transport_new   (const char        *address,
                                        GError           **error);

G_END_DECLS
