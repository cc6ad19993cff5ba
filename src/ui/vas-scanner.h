/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-scan.h"

G_BEGIN_DECLS

/**
 * VasScanner:
 *
 * The scanner of a window: whatever it reads arrives here and nowhere else, wherever the focus is. Signal
 * `scanned (kind, text)`: a #VasScanKind and the text as vas_scan_classify() cleans it. A text of no known kind goes into
 * the field that has the focus, as if it had been typed there; where there is none it is told like the others. An open popover
 * is closed by what is told: what was begun there does not go on over another case.
 */
#define VAS_TYPE_SCANNER (vas_scanner_get_type ())
G_DECLARE_FINAL_TYPE (VasScanner, vas_scanner, VAS, SCANNER, GObject)

VasScanner *vas_scanner_new       (GtkWidget   *widget);
void        vas_scanner_type_into (GtkWidget   *window);
void        vas_scanner_add_field (VasScanner  *self,
                                   GtkEditable *field);

G_END_DECLS
