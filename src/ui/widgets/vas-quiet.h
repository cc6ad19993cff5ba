/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vas_quiet_set_tooltip (GtkWidget      *widget,
                            const char     *text);
void vas_quiet_set_icon    (GtkImage       *image,
                            const char     *icon_name);
void vas_quiet_set_text    (GtkInscription *inscription,
                            const char     *text);
void vas_quiet_set_classes (GtkWidget      *widget,
                            const char     *first,
                            const char     *second);

G_END_DECLS
