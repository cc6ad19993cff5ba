/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

gboolean vas_erase_again_add (VasSql      *sql,
                              const char  *directory,
                              GPtrArray   *commands,
                              GError     **error);
gboolean vas_erase_again     (VasEngine   *engine,
                              guint       *n_done,
                              GError     **error);

G_END_DECLS
