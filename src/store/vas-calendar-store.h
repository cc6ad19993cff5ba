/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-sql.h"

G_BEGIN_DECLS

VasCalendar *vas_calendar_load (VasSql  *sql,
                                GError **error);

G_END_DECLS
