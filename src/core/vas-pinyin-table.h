/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The generated table (tools/make-pinyin-table); only vas-pinyin.c reads it. */

#define VAS_PINYIN_TABLE_FIRST 0x3400
#define VAS_PINYIN_TABLE_LAST 0x9FFF

typedef struct
{
  guint32 code;
  guint16 syllable;
} VasPinyinTableEntry;

typedef struct
{
  const char *surname;
  const char *readings;
} VasPinyinTableSurname;

extern const char * const vas_pinyin_table_syllables[];
extern const guint16 vas_pinyin_table_dense[VAS_PINYIN_TABLE_LAST - VAS_PINYIN_TABLE_FIRST + 1];
extern const VasPinyinTableEntry vas_pinyin_table_sparse[];
extern const gsize vas_pinyin_table_n_sparse;
extern const VasPinyinTableSurname vas_pinyin_table_surnames[];
extern const gsize vas_pinyin_table_n_surnames;

G_END_DECLS
