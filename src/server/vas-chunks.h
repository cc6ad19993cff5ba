/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-snapshot.h"
#include "vas-store.h"

G_BEGIN_DECLS

gboolean vas_chunks_share (VasStore           *store,
                           const char         *directory,
                           const VasSnapshot  *snapshot,
                           gint64              now,
                           gint64              forget_before,
                           GError            **error);
gboolean vas_chunks_fetch (VasStore           *store,
                           const char         *directory,
                           const char         *hash,
                           GError            **error);

G_END_DECLS
