/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *vas_command_words          (const char *type);
const char *vas_command_words_act      (const char *type);
const char *vas_command_words_get_type (guint       place);
const char *vas_command_words_actor    (const char *actor,
                                        const char *name);

G_END_DECLS
