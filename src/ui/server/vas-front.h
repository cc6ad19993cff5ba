/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The pages that ask something before there are records to show: they are made when they are first needed, in the stack of a window. */

void  vas_front_show_sign_in        (GtkStack   *front,
                                     const char *address,
                                     const char *login,
                                     gboolean    fixed,
                                     gboolean    back,
                                     gboolean    unkept);
void  vas_front_show_welcome        (GtkStack   *front,
                                     gboolean    nobody);
void  vas_front_show_welcome_error  (GtkStack   *front,
                                     const char *message);

G_END_DECLS
