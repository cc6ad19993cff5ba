/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-stated-line.h"

G_BEGIN_DECLS

#define VAS_TYPE_STATED_PANE (vas_stated_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasStatedPane, vas_stated_pane, VAS, STATED_PANE, AdwBin)

void        vas_stated_pane_set_intake (VasStatedPane *self,
                                        VasIntake     *intake);
GListModel *vas_stated_pane_get_lines  (VasStatedPane *self);
gboolean    vas_stated_pane_add        (VasStatedPane *self,
                                        const char    *text);
gboolean    vas_stated_pane_is_idle    (VasStatedPane *self);
GtkEditable *vas_stated_pane_get_entry (VasStatedPane *self);

G_END_DECLS
