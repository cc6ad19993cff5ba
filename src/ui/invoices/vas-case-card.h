/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"

G_BEGIN_DECLS

#define VAS_TYPE_CASE_CARD (vas_case_card_get_type ())
G_DECLARE_DERIVABLE_TYPE (VasCaseCard, vas_case_card, VAS, CASE_CARD, AdwBin)

/**
 * VasCaseCardClass:
 * @update: shows @file, which is never %NULL; called for every reading of the case, so it keeps what the person is doing in it
 *
 * A card of the case's page: a heading over a column of rows. Properties: `file`, `title`. A card that has nothing to say
 * hides itself.
 */
struct _VasCaseCardClass
{
  AdwBinClass parent_class;

  void (*update) (VasCaseCard *self,
                  VasCaseFile *file);
};

void         vas_case_card_set_file   (VasCaseCard *self,
                                       VasCaseFile *file);
VasCaseFile *vas_case_card_get_file   (VasCaseCard *self);
void         vas_case_card_set_title  (VasCaseCard *self,
                                       const char  *title);
void         vas_case_card_add        (VasCaseCard *self,
                                       GtkWidget   *row);
GtkWidget   *vas_case_card_take       (VasCaseCard *self,
                                       GType        type);
void         vas_case_card_add_suffix (VasCaseCard *self,
                                       GtkWidget   *widget);
void         vas_case_card_clear      (VasCaseCard *self);
void         vas_case_card_add_field  (VasCaseCard *self,
                                       const char  *name,
                                       const char  *value);
GtkWidget   *vas_case_card_add_text   (VasCaseCard *self,
                                       const char  *text,
                                       const char  *style);

G_END_DECLS
