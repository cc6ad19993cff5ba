/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-calendar.h"
#include "vas-reasons.h"
#include "vas-sql.h"

G_BEGIN_DECLS

typedef struct _VasHouse VasHouse;

gboolean     vas_house_foresee       (VasSql         *sql,
                                      GError        **error);
VasHouse    *vas_house_load          (VasSql         *sql,
                                      GError        **error);
VasHouse    *vas_house_ref           (VasHouse       *self);
void         vas_house_unref         (VasHouse       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasHouse, vas_house_unref)

VasCalendar *vas_house_get_calendar  (VasHouse       *self);
const char  *vas_house_get_text      (VasHouse       *self,
                                      const char     *name);
gint64       vas_house_get_int       (VasHouse       *self,
                                      const char     *name);
gint64       vas_house_get_int_or    (VasHouse       *self,
                                      const char     *name,
                                      gint64          fallback);
GPtrArray   *vas_house_get_reasons   (VasHouse       *self,
                                      VasReasonKind   kind);

G_END_DECLS
