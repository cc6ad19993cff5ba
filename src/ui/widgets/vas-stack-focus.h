/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vas_stack_focus_show (GtkStack   *stack,
                           const char *name);

G_END_DECLS
