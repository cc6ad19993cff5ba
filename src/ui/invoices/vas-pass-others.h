/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasPassOthers: that other cases of the same recipient wait, and the button that puts them into the same envelope. */
#define VAS_TYPE_PASS_OTHERS (vas_pass_others_get_type ())
G_DECLARE_FINAL_TYPE (VasPassOthers, vas_pass_others, VAS, PASS_OTHERS, GtkBox)

void vas_pass_others_show (VasPassOthers *self,
                           guint          n);

G_END_DECLS
