/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *vas_text_halfwidth       (const char *text);
char     *vas_text_strip_controls  (const char *text);
char     *vas_text_compact         (const char *text);
gboolean  vas_text_is_plain        (const char *text,
                                    gboolean    lines);
gboolean  vas_text_is_han          (gunichar    c);
gboolean  vas_text_is_digits       (const char *text,
                                    gsize       length);
char     *vas_title_normalize      (const char *title);
gboolean  vas_title_equal          (const char *a,
                                    const char *b);

G_END_DECLS
