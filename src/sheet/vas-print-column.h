/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VasPrintField:
 *
 * What a column of the print list can hold, in the order of a list nobody changed.
 */
typedef enum {
  VAS_PRINT_FIELD_NUMBER,         /* "number": of the request */
  VAS_PRINT_FIELD_TITLE,          /* "title" */
  VAS_PRINT_FIELD_TAXPAYER_ID,    /* "taxpayer-id" */
  VAS_PRINT_FIELD_ITEM,           /* "item": name of the goods or service */
  VAS_PRINT_FIELD_TAX_CODE,       /* "tax-code": category of the tax authority */
  VAS_PRINT_FIELD_AMOUNT,         /* "amount": tax included */
  VAS_PRINT_FIELD_NET,            /* "net": without tax */
  VAS_PRINT_FIELD_RATE,           /* "rate" */
  VAS_PRINT_FIELD_TAX,            /* "tax" */
  VAS_PRINT_FIELD_FAPIAO_CODE,    /* "fapiao-code" */
  VAS_PRINT_FIELD_FAPIAO_NUMBER,  /* "fapiao-number" */
  VAS_PRINT_FIELD_REMARK,         /* "remark" */
  VAS_PRINT_FIELD_RECIPIENT,      /* "recipient" */
  VAS_PRINT_FIELD_N,
} VasPrintField;

/**
 * VasPrintColumn:
 *
 * A column of the print list. Properties: `field`, `label` (what the field is called here), `heading` (what the tax-control
 * program wants above it; "" for the label), `on`.
 */
#define VAS_TYPE_PRINT_COLUMN (vas_print_column_get_type ())
G_DECLARE_FINAL_TYPE (VasPrintColumn, vas_print_column, VAS, PRINT_COLUMN, GObject)

VasPrintColumn *vas_print_column_new         (VasPrintField   field,
                                              const char     *heading,
                                              gboolean        on);
VasPrintField   vas_print_column_get_field   (VasPrintColumn *self);
const char     *vas_print_column_get_heading (VasPrintColumn *self);
gboolean        vas_print_column_is_on       (VasPrintColumn *self);

GListStore     *vas_print_columns_load       (GSettings      *settings);
GListStore     *vas_print_columns_choose     (const char * const *columns,
                                              GError        **error);
void            vas_print_columns_save       (GListModel     *columns,
                                              GSettings      *settings);

G_END_DECLS
