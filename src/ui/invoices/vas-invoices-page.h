/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasInvoicesPage:
 *
 * The invoice view. What the window asks of every page: the property `count` (a number beside its name in the sidebar,
 * 0 shows none) and the action `page.search`, whose parameter is a text to search for, "" to only go to the field.
 */
#define VAS_TYPE_INVOICES_PAGE (vas_invoices_page_get_type ())
G_DECLARE_FINAL_TYPE (VasInvoicesPage, vas_invoices_page, VAS, INVOICES_PAGE, AdwBin)

GtkWidget *vas_invoices_page_new (VasDesk *desk);

G_END_DECLS
