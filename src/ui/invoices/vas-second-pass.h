/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-scan.h"

G_BEGIN_DECLS

/**
 * VasPassField:
 *
 * Where a typed value stands that was refused.
 */
typedef enum {
  VAS_PASS_FIELD_NONE,
  VAS_PASS_FIELD_SHEET,
  VAS_PASS_FIELD_WAYBILL,
} VasPassField;

/**
 * VasSecondPass:
 *
 * The second pass over approved cases, envelope by envelope: sheet, waybill, word to the user. Signals:
 * `open (request_key)`: this case is to be shown; `changed`: the step, the alarm or the question is another one;
 * `refused (field, text)`: what was typed is not right, and why; `alarmed`: a wrong scan, also one during an alarm.
 */
#define VAS_TYPE_SECOND_PASS (vas_second_pass_get_type ())
G_DECLARE_FINAL_TYPE (VasSecondPass, vas_second_pass, VAS, SECOND_PASS, GObject)

VasSecondPass *vas_second_pass_new           (VasDesk       *desk);
void           vas_second_pass_close         (VasSecondPass *self);

void           vas_second_pass_set_current   (VasSecondPass *self,
                                              const char    *request_key);
void           vas_second_pass_set_pinned    (VasSecondPass *self,
                                              gboolean       pinned);
void           vas_second_pass_scan          (VasSecondPass *self,
                                              VasScanKind    kind,
                                              const char    *text);
void           vas_second_pass_enter_sheet   (VasSecondPass *self,
                                              const char    *code,
                                              const char    *number,
                                              VasDate        date,
                                              const char    *check_code);
void           vas_second_pass_enter_waybill (VasSecondPass *self,
                                              const char    *waybill);
void           vas_second_pass_tell          (VasSecondPass *self);

const char    *vas_second_pass_get_alarm     (VasSecondPass *self);
const char    *vas_second_pass_get_detail    (VasSecondPass *self);
gboolean       vas_second_pass_is_asking     (VasSecondPass *self);
void           vas_second_pass_acknowledge   (VasSecondPass *self);
void           vas_second_pass_dismiss       (VasSecondPass *self);

const char    *vas_second_pass_get_last_sheet (VasSecondPass *self);
guint          vas_second_pass_get_n_others  (VasSecondPass *self);
void           vas_second_pass_join          (VasSecondPass *self);

G_END_DECLS
