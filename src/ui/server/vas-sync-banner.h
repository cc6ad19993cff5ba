/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/** VasSyncBanner: what lasts between the records and their server: signed out, offline, stopped. Property: `desk`. */
#define VAS_TYPE_SYNC_BANNER (vas_sync_banner_get_type ())
G_DECLARE_FINAL_TYPE (VasSyncBanner, vas_sync_banner, VAS, SYNC_BANNER, AdwBin)

G_END_DECLS
