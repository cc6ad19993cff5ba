/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"
#include "vas-staff.h"

G_BEGIN_DECLS

gboolean vas_roles_now (VasSql      *sql,
                        VasStaff    *staff,
                        gint32       today,
                        guint       *roles,
                        GError     **error);

G_END_DECLS
