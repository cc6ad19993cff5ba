/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row.h"

G_BEGIN_DECLS

typedef void (*VasRowReleaseFunc) (VasRow   *row,
                                   gpointer  owner);

VasRow  *vas_row_new    (guint              position,
                         gpointer           blank,
                         VasRowReleaseFunc  release,
                         gpointer           owner);
void     vas_row_detach (VasRow            *self);
gboolean vas_row_put    (VasRow            *self,
                         gint64             id,
                         gpointer           entity,
                         gboolean           loaded);

G_END_DECLS
