/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-row-model.h"

G_BEGIN_DECLS

#define VAS_TYPE_SELECTION (vas_selection_get_type ())
G_DECLARE_FINAL_TYPE (VasSelection, vas_selection, VAS, SELECTION, GObject)

VasSelection *vas_selection_new        (VasRowModel  *model);
guint         vas_selection_get_size   (VasSelection *self);
gboolean      vas_selection_contains   (VasSelection *self,
                                        gint64        id);
void          vas_selection_set        (VasSelection *self,
                                        gint64        id,
                                        gboolean      selected);
void          vas_selection_set_range  (VasSelection *self,
                                        guint         position,
                                        guint         n_rows,
                                        gboolean      selected,
                                        gboolean      exclusive);
void          vas_selection_select_all (VasSelection *self);
void          vas_selection_clear      (VasSelection *self);
GArray       *vas_selection_list       (VasSelection *self);

G_END_DECLS
