/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-money.h"

#include <glib-object.h>

G_BEGIN_DECLS

/** VAS_PASTE_MAX: the most bytes a message may have. */
#define VAS_PASTE_MAX (64 * 1024)

/** VAS_PASTE_MAX_ITEMS: the most orders, and the most amounts, taken from one message. */
#define VAS_PASTE_MAX_ITEMS 100

/**
 * VasPasteValue:
 * @text: (nullable): the value in its normal form; NULL where the message has none
 * @doubt: TRUE where it was guessed from its form, fails its check, or stands in the message with two values
 */
typedef struct
{
  char *text;
  gboolean doubt;
} VasPasteValue;

/** VasPasteAmount: an amount in fen; @doubt is TRUE unless it stands after a label. */
typedef struct
{
  VasMoney amount;
  gboolean doubt;
} VasPasteAmount;

/**
 * VasPaste:
 * @orders: (element-type VasPasteValue): order numbers, in the order of the message, none twice
 * @amounts: (element-type VasPasteAmount): amounts, in the order of the message
 *
 * What was found in a pasted message.
 */
typedef struct
{
  GPtrArray *orders;
  GArray *amounts;
  VasPasteValue title;
  VasPasteValue taxpayer_id;
  VasPasteValue recipient;
  VasPasteValue mobile;
  VasPasteValue address;
  VasPasteValue account;
  VasPasteValue email;
} VasPaste;

#define VAS_TYPE_PASTE (vas_paste_get_type ())

GType      vas_paste_get_type  (void);
VasPaste  *vas_paste_parse     (const char      *text,
                                gssize           length,
                                GError         **error);
gboolean   vas_paste_is_empty  (const VasPaste  *paste);
VasPaste  *vas_paste_copy      (const VasPaste  *paste);
void       vas_paste_free      (VasPaste        *paste);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasPaste, vas_paste_free)

G_END_DECLS
