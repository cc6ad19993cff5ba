/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "vas-parcel.h"

static const char * const vas_parcel_state_ids[] = {
  "packing",
  "transit",
  "signed",
  "refused",
  "returned",
  "lost",
  NULL,
};

const VasEnum vas_parcel_state_enum = { "parcel_state", vas_parcel_state_ids };

static const VasField fields[] = {
  VAS_FIELD_OF_ENUM (VasParcel, method, vas_delivery_enum, 0),
  VAS_FIELD (VasParcel, waybill, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD_OF_ENUM (VasParcel, state, vas_parcel_state_enum, 0),
  VAS_FIELD (VasParcel, recipient_name, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasParcel, recipient_mobile, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasParcel, recipient_address, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasParcel, recipient_name_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, recipient_mobile_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, recipient_address_masked, TEXT, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, sender_pays, BOOLEAN, 0),
  VAS_FIELD (VasParcel, packed_by, KEY, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, handed_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, receipt, TEXT, VAS_FIELD_NULLABLE | VAS_FIELD_PERSONAL),
  VAS_FIELD (VasParcel, ended_at, TIME, VAS_FIELD_NULLABLE),
  VAS_FIELD (VasParcel, replaces_key, KEY, VAS_FIELD_NULLABLE),
};

VAS_DEFINE_ENTITY (VasParcel, vas_parcel, "parcel", fields)
