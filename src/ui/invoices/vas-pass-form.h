/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"
#include "vas-desk.h"
#include "vas-scanner.h"
#include "vas-second-pass.h"

G_BEGIN_DECLS

/**
 * VasPassForm:
 *
 * What the second pass needs of the open case, by its state: code, number, date and check code of the sheet, the waybill, the
 * word to the user. Fields go on by themselves when they are full. It activates the actions `pass.sheet (code, number, date,
 * check code)`, `pass.waybill (number)`, `pass.tell`, `pass.join`, `pass.print-list` and `pass.rest` (nothing more is to be typed).
 */
#define VAS_TYPE_PASS_FORM (vas_pass_form_get_type ())
G_DECLARE_FINAL_TYPE (VasPassForm, vas_pass_form, VAS, PASS_FORM, AdwBin)

void     vas_pass_form_set_desk    (VasPassForm  *self,
                                    VasDesk      *desk);
gboolean vas_pass_form_show        (VasPassForm  *self,
                                    VasCaseFile  *file);
void     vas_pass_form_set_others  (VasPassForm  *self,
                                    guint         n_others);
void     vas_pass_form_refuse      (VasPassForm  *self,
                                    VasPassField  field,
                                    const char   *text);
gboolean vas_pass_form_start       (VasPassForm  *self);
gboolean vas_pass_form_type        (VasPassForm  *self,
                                    gunichar      character);
void     vas_pass_form_add_fields  (VasPassForm  *self,
                                    VasScanner   *scanner);

G_END_DECLS
