/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vas-sql.h"

G_BEGIN_DECLS

/** VAS_SCOPE_SETTING: the setting of the house that says of how many months desks hold orders; 0 is everything. */
#define VAS_SCOPE_SETTING "scope.months"

/**
 * VasScope:
 *
 * Which records of a file are within the scope of a desk, as of the last row of its trail.
 */
typedef struct _VasScope VasScope;

gboolean   vas_scope_get_months   (VasSql          *sql,
                                   gint64          *months,
                                   GError         **error);
gint64     vas_scope_get_horizon  (gint64           now,
                                   gint64           months);

VasScope  *vas_scope_read         (VasSql          *sql,
                                   gint64           months,
                                   gboolean         pinned,
                                   GError         **error);
void       vas_scope_free         (VasScope        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasScope, vas_scope_free)

gint64     vas_scope_months       (const VasScope  *self);
gint64     vas_scope_horizon      (const VasScope  *self);
gboolean   vas_scope_has          (const VasScope  *self,
                                   GType            type,
                                   gint64           id);
guint      vas_scope_count_beyond (const VasScope  *self,
                                   GType            type);

/* What belongs to one record (vas-scope-closure.c). */
GPtrArray *vas_scope_collect      (VasSql          *sql,
                                   GType            type,
                                   const char      *key,
                                   GError         **error);
gboolean   vas_scope_collect_returned
                                  (VasSql          *sql,
                                   GPtrArray       *touched,
                                   gint64           now,
                                   GPtrArray       *entities,
                                   GError         **error);

G_END_DECLS
