/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sessions.h"

G_BEGIN_DECLS

char     *vas_staff_target_find   (VasSql          *sql,
                                   const VasCaller *caller,
                                   const char      *named,
                                   GError         **error);
gboolean  vas_staff_target_record (VasSql          *sql,
                                   const VasCaller *caller,
                                   const char      *type,
                                   const char      *target,
                                   gint64           now,
                                   GError         **error);

G_END_DECLS
