/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

GHashTable *vas_staff_names (VasSql   *sql,
                             GError  **error);

G_END_DECLS
