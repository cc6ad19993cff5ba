/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

/**
 * VasFapiaoState:
 *
 * The states of a sheet of fapiao paper.
 */
typedef enum {
  VAS_FAPIAO_STATE_BLANK,    /* 空白 */
  VAS_FAPIAO_STATE_BOUND,    /* 绑定: on a print list, for its case */
  VAS_FAPIAO_STATE_ISSUED,   /* 已开 */
  VAS_FAPIAO_STATE_VOIDED,   /* 作废 */
  VAS_FAPIAO_STATE_REVERSED, /* 红冲 */
} VasFapiaoState;

extern const VasEnum vas_fapiao_state_enum;

/**
 * VasFapiaoPlace:
 *
 * Where an issued sheet is.
 */
typedef enum {
  VAS_FAPIAO_PLACE_DESK,     /* being worked on */
  VAS_FAPIAO_PLACE_ENVELOPE,
  VAS_FAPIAO_PLACE_PICKUP,   /* waits for the user */
  VAS_FAPIAO_PLACE_ARCHIVE,
  VAS_FAPIAO_PLACE_USER,     /* handed over */
  VAS_FAPIAO_PLACE_RETURNED, /* came back */
  VAS_FAPIAO_PLACE_LOST,
} VasFapiaoPlace;

extern const VasEnum vas_fapiao_place_enum;

#define VAS_TYPE_FAPIAO (vas_fapiao_get_type ())
G_DECLARE_FINAL_TYPE (VasFapiao, vas_fapiao, VAS, FAPIAO, VasEntity)

/**
 * VasFapiao:
 *
 * One sheet of fapiao paper (R17, R18, R20). Code and number are unique for ever.
 */
struct _VasFapiao
{
  VasEntity  parent_instance;

  char     *code;
  char     *number;
  char     *kind;
  char     *stock_key;
  char     *point;
  VasFapiaoState state;
  char     *request_key;            /* the case it is bound to */
  gint64    position;               /* of several for one request */
  VasMoney  amount;                 /* with tax, as approved */
  VasMoney  net;
  VasMoney  tax;
  char     *print_list;
  gint64    bound_at;
  gint32    issued_on;              /* date printed on the sheet */
  char     *check_code;
  gint64    issued_at;
  char     *issued_by;
  char     *qr_text;                /* as scanned */
  VasMoney  difference;             /* of the scanned net amount, within rounding, acknowledged */
  char     *photo;                  /* SHA-256 of its picture */
  VasFapiaoPlace place;
  char     *parcel_key;
  char     *void_reason;
  gint64    voided_at;
  char     *voided_by;
  char     *red_code;               /* the red-letter fapiao that reverses this one */
  char     *red_number;
  gint64    verified_at;            /* when it came back and was verified (R21) */
};

char     *vas_fapiao_dup_name       (VasFapiao *self);

G_END_DECLS
