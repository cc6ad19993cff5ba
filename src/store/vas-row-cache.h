/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _VasRowCache VasRowCache;

VasRowCache *vas_row_cache_new      (guint        capacity);
void         vas_row_cache_free     (VasRowCache *self);
gpointer     vas_row_cache_get      (VasRowCache *self,
                                     gint64       id);
void         vas_row_cache_put      (VasRowCache *self,
                                     gint64       id,
                                     gpointer     record);
void         vas_row_cache_clear    (VasRowCache *self);
guint        vas_row_cache_get_size (VasRowCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasRowCache, vas_row_cache_free)

G_END_DECLS
