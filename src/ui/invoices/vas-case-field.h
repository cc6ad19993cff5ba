/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasCaseField: a name with its value. */
#define VAS_TYPE_CASE_FIELD (vas_case_field_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseField, vas_case_field, VAS, CASE_FIELD, GtkBox)

void vas_case_field_show (VasCaseField *self,
                          const char   *name,
                          const char   *value);

G_END_DECLS
