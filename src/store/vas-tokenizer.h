/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

G_BEGIN_DECLS

/* What tells a token that stands for a name or number from one that stands in it. No text can hold them. */
#define VAS_TOKEN_PINYIN   '\x01'
#define VAS_TOKEN_INITIALS '\x02'
#define VAS_TOKEN_REVERSED '\x03'

gboolean vas_tokenizer_register (VasSql     *sql,
                                 GError    **error);
gunichar vas_tokenizer_fold     (gunichar    c);

G_END_DECLS
