/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-fapiao.h"

static const char * const vas_fapiao_state_ids[] = {
  "blank",
  "bound",
  "issued",
  "voided",
  "reversed",
  NULL,
};

const VasEnum vas_fapiao_state_enum = { "fapiao_state", vas_fapiao_state_ids };

static const char * const vas_fapiao_place_ids[] = {
  "desk",
  "envelope",
  "pickup",
  "archive",
  "user",
  "returned",
  "lost",
  NULL,
};

const VasEnum vas_fapiao_place_enum = { "fapiao_place", vas_fapiao_place_ids };

static const VasField fields[] = {
  VAS_FIELD (VasFapiao, code, TEXT, 0),
  VAS_FIELD (VasFapiao, number, TEXT, 0),
  VAS_FIELD (VasFapiao, kind, TEXT, 0),
  VAS_FIELD (VasFapiao, stock_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, point, TEXT, 0),
  VAS_FIELD_OF_ENUM (VasFapiao, state, vas_fapiao_state_enum, 0),
  VAS_FIELD (VasFapiao, request_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, position, INTEGER, 0),
  VAS_FIELD (VasFapiao, amount, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, net, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, tax, MONEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, print_list, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, bound_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, issued_on, DATE, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, check_code, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, issued_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, issued_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, qr_text, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, difference, MONEY, 0),
  VAS_FIELD (VasFapiao, photo, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasFapiao, place, vas_fapiao_place_enum, 0),
  VAS_FIELD (VasFapiao, parcel_key, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, void_reason, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, voided_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, voided_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, red_code, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, red_number, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasFapiao, verified_at, TIME, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasFapiao, vas_fapiao, "fapiao", fields)

/** vas_fapiao_dup_name: (transfer full): code and number, as people name a sheet. */
char *
vas_fapiao_dup_name (VasFapiao *self)
{
  return g_strdup_printf ("%s %s", self->code, self->number);
}
