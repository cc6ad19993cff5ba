/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-request.h"

G_BEGIN_DECLS

/**
 * VasParcelState:
 *
 * The states of a parcel.
 */
typedef enum {
  VAS_PARCEL_STATE_PACKING,  /* 备寄 */
  VAS_PARCEL_STATE_TRANSIT,  /* 在途, or waiting for pick-up */
  VAS_PARCEL_STATE_SIGNED,   /* 签收 */
  VAS_PARCEL_STATE_REFUSED,  /* 拒收 */
  VAS_PARCEL_STATE_RETURNED, /* 退回 */
  VAS_PARCEL_STATE_LOST,     /* 丢失 */
} VasParcelState;

extern const VasEnum vas_parcel_state_enum;

#define VAS_TYPE_PARCEL (vas_parcel_get_type ())
G_DECLARE_FINAL_TYPE (VasParcel, vas_parcel, VAS, PARCEL, VasEntity)

/**
 * VasParcel:
 *
 * A parcel by SF-Express, freight collect, or a pick-up at the desk (R22).
 */
struct _VasParcel
{
  VasEntity  parent_instance;

  VasDelivery method;
  char     *waybill;
  VasParcelState state;
  char     *recipient_name;
  char     *recipient_mobile;
  char     *recipient_address;
  char     *recipient_name_masked;
  char     *recipient_mobile_masked;
  char     *recipient_address_masked;
  gboolean  sender_pays;            /* after our own mistake, by the supervisor */
  char     *packed_by;
  gint64    handed_at;              /* to the courier, or to the user */
  char     *receipt;                /* who signed at the desk */
  gint64    ended_at;
  char     *replaces_key;           /* the parcel that came back */
};

G_END_DECLS
