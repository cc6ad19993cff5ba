/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib-object.h>

G_BEGIN_DECLS

#define VAS_PINYIN_MAX_READINGS 16

const char  *vas_pinyin_char            (gunichar    c);
GStrv        vas_pinyin_syllables       (const char *name);
GStrv        vas_pinyin_readings        (const char *name);
GStrv        vas_pinyin_initials        (const char *name);
gsize        vas_pinyin_surname_length  (const char *name);
gboolean     vas_pinyin_is_surname      (const char *name);

G_END_DECLS
