/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-reasons.h"
#include "vas-sql.h"

G_BEGIN_DECLS

char      *vas_setting_store_get_text     (VasSql         *sql,
                                           const char     *name);
gint64     vas_setting_store_get_int      (VasSql         *sql,
                                           const char     *name);
GPtrArray *vas_setting_store_get_reasons  (VasSql         *sql,
                                           VasReasonKind   kind);

G_END_DECLS
