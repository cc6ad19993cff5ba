/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-money.h"

G_BEGIN_DECLS

/**
 * VasCapMeter:
 *
 * How much of what was paid for an order is invoiced, is asked for now, and stays free (R15), as a bar with its legend in
 * words: paid, invoiced, this one, available.
 */
#define VAS_TYPE_CAP_METER (vas_cap_meter_get_type ())
G_DECLARE_FINAL_TYPE (VasCapMeter, vas_cap_meter, VAS, CAP_METER, GtkWidget)

GtkWidget  *vas_cap_meter_new      (void);
void        vas_cap_meter_set      (VasCapMeter *self,
                                    VasMoney     paid,
                                    VasMoney     invoiced,
                                    VasMoney     share);
const char *vas_cap_meter_get_text (VasCapMeter *self);
gboolean    vas_cap_meter_is_over  (VasCapMeter *self);
int         vas_cap_meter_get_part (VasCapMeter *self,
                                    VasMoney     part,
                                    int          width);

G_END_DECLS
