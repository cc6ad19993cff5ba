/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasFilter:
 *
 * What records of one type must have. Conditions are added by its maker; once it is handed over it is never changed, and
 * any thread may read it.
 */
typedef struct _VasFilter VasFilter;

VasFilter *vas_filter_new         (GType              type);
VasFilter *vas_filter_ref         (VasFilter         *self);
void       vas_filter_unref       (VasFilter         *self);

void       vas_filter_add_text    (VasFilter         *self,
                                   const char        *field,
                                   const char        *text);
void       vas_filter_add_prefix  (VasFilter         *self,
                                   const char        *field,
                                   const char        *prefix);
void       vas_filter_add_integer (VasFilter         *self,
                                   const char        *field,
                                   gint64             value);
void       vas_filter_add_any     (VasFilter         *self,
                                   const char        *field,
                                   const gint64      *values,
                                   guint              n_values);
void       vas_filter_add_range   (VasFilter         *self,
                                   const char        *field,
                                   gint64             from,
                                   gint64             until);

guint      vas_filter_append      (const VasFilter   *self,
                                   GString           *query);
void       vas_filter_bind        (const VasFilter   *self,
                                   VasStatement      *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFilter, vas_filter_unref)

G_END_DECLS
