/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vas_card_append (GtkBox     *cards,
                      const char *title,
                      GtkWidget  *child);

G_END_DECLS
