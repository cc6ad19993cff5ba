/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-paste.h"

G_BEGIN_DECLS

typedef enum
{
  VAS_PASTE_FREE,        /* no label */
  VAS_PASTE_IGNORED,     /* a label whose value is not ours: the company's own address, its bank */
  VAS_PASTE_BANK,        /* likewise, and the account number after it is the bank's */
  VAS_PASTE_ORDER,
  VAS_PASTE_AMOUNT,
  VAS_PASTE_TITLE,
  VAS_PASTE_TAXPAYER_ID,
  VAS_PASTE_RECIPIENT,
  VAS_PASTE_MOBILE,
  VAS_PASTE_ADDRESS,
  VAS_PASTE_ACCOUNT,
  VAS_PASTE_EMAIL,
} VasPasteLabel;

typedef struct
{
  VasPasteLabel label;
  char *text;
} VasPasteSegment;

GPtrArray  *_vas_paste_split       (const char       *text);
void        _vas_paste_set_value   (VasPasteValue    *value,
                                    const char       *text,
                                    gboolean          doubt);
void        _vas_paste_take_codes  (VasPaste         *paste,
                                    GPtrArray        *segments);
void        _vas_paste_take_texts  (VasPaste         *paste,
                                    VasPasteSegment  *segment);

G_END_DECLS
