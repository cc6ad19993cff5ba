/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasIdSet:
 *
 * A set of row ids.
 */
typedef struct _VasIdSet VasIdSet;

VasIdSet *vas_id_set_new      (void);
void      vas_id_set_free     (VasIdSet       *self);
gboolean  vas_id_set_add      (VasIdSet       *self,
                               gint64          id);
gboolean  vas_id_set_remove   (VasIdSet       *self,
                               gint64          id);
gboolean  vas_id_set_contains (const VasIdSet *self,
                               gint64          id);
guint     vas_id_set_size     (const VasIdSet *self);
void      vas_id_set_clear    (VasIdSet       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasIdSet, vas_id_set_free)

G_END_DECLS
