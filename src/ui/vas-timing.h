/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vas_timing_mark       (const char *what);
void vas_timing_mark_frame (const char *what,
                            GtkWidget  *widget);

G_END_DECLS
