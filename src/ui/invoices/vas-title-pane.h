/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "vas-command.h"
#include "vas-request.h"

G_BEGIN_DECLS

/**
 * VasTitlePane:
 *
 * To whom the fapiao is made out and how it reaches them: kind of title, title, taxpayer id; delivery and recipient.
 * Emits `changed` with every keystroke.
 */
#define VAS_TYPE_TITLE_PANE (vas_title_pane_get_type ())
G_DECLARE_FINAL_TYPE (VasTitlePane, vas_title_pane, VAS, TITLE_PANE, AdwBin)

/**
 * VasTitleField: the fields of the pane that are texts.
 */
typedef enum {
  VAS_TITLE_FIELD_TITLE,
  VAS_TITLE_FIELD_TAXPAYER_ID,
  VAS_TITLE_FIELD_RECIPIENT,
  VAS_TITLE_FIELD_MOBILE,
  VAS_TITLE_FIELD_ADDRESS,
  VAS_TITLE_N_FIELDS,
} VasTitleField;

void         vas_title_pane_set_text    (VasTitlePane  *self,
                                         VasTitleField  field,
                                         const char    *text,
                                         gboolean       doubt);
const char  *vas_title_pane_get_text    (VasTitlePane  *self,
                                         VasTitleField  field);
VasTitleKind vas_title_pane_get_kind    (VasTitlePane  *self);
void         vas_title_pane_set_kind    (VasTitlePane  *self,
                                         VasTitleKind   kind);
VasDelivery  vas_title_pane_get_delivery (VasTitlePane *self);
void         vas_title_pane_set_delivery (VasTitlePane *self,
                                         VasDelivery    delivery);
void         vas_title_pane_propose     (VasTitlePane  *self,
                                         VasRequest    *earlier);
gboolean     vas_title_pane_is_empty    (VasTitlePane  *self);
void         vas_title_pane_fill        (VasTitlePane  *self,
                                         VasCommand    *command);

G_END_DECLS
