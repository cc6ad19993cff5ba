/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** VasPassHead: what the second pass waits for, the sheet that is next, and the words that the user will be told. */
#define VAS_TYPE_PASS_HEAD (vas_pass_head_get_type ())
G_DECLARE_FINAL_TYPE (VasPassHead, vas_pass_head, VAS, PASS_HEAD, GtkBox)

void vas_pass_head_set_prompt (VasPassHead *self,
                               const char  *text);
void vas_pass_head_set_next   (VasPassHead *self,
                               const char  *text);
void vas_pass_head_set_notice (VasPassHead *self,
                               const char  *text);

G_END_DECLS
