/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** VasPrintColumnsGroup: the columns of the print list, to put in order. Property: `settings`. */
#define VAS_TYPE_PRINT_COLUMNS_GROUP (vas_print_columns_group_get_type ())
G_DECLARE_FINAL_TYPE (VasPrintColumnsGroup, vas_print_columns_group, VAS, PRINT_COLUMNS_GROUP, AdwPreferencesGroup)

G_END_DECLS
