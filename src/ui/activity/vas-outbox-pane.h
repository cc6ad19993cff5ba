/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

#define VAS_TYPE_OUTBOX_PANE (vas_outbox_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasOutboxPane, vas_outbox_pane, VAS, OUTBOX_PANE, AdwBin)

void vas_outbox_pane_set_desk (VasOutboxPane *self,
                               VasDesk       *desk);

G_END_DECLS
