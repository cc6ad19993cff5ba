/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "vas-request.h"
#include "vas-time.h"

G_BEGIN_DECLS

/** The slip's size in mm, and the width of a module of its bar code: four dots of a label printer of 203 dpi. */
#define VAS_SLIP_WIDTH 100.0
#define VAS_SLIP_HEIGHT 150.0
#define VAS_SLIP_MODULE 0.5

/**
 * VasSlipPrint:
 *
 * Cover slips of cases, one to a page of 100 × 150 mm: the number as a Code 128 and in large type, whose fapiao it is, how much, how
 * it leaves, by when. The printer and the PDF are drawn by the same code. Personal data of the recipient stay masked (R31).
 */
#define VAS_TYPE_SLIP_PRINT (vas_slip_print_get_type ())
G_DECLARE_FINAL_TYPE (VasSlipPrint, vas_slip_print, VAS, SLIP_PRINT, GObject)

VasSlipPrint *vas_slip_print_new         (gint64          now);
gboolean      vas_slip_print_add         (VasSlipPrint   *self,
                                          VasRequest     *request,
                                          const char     *point);
guint         vas_slip_print_get_n_pages (VasSlipPrint   *self);
void          vas_slip_print_draw        (VasSlipPrint   *self,
                                          cairo_t        *cr,
                                          guint           page);
gboolean      vas_slip_print_run         (VasSlipPrint   *self,
                                          GtkWindow      *parent,
                                          GError        **error);
gboolean      vas_slip_print_export      (VasSlipPrint   *self,
                                          const char     *path,
                                          GError        **error);

G_END_DECLS
