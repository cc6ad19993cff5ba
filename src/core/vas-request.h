/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-entity.h"
#include "vas-money.h"

G_BEGIN_DECLS

/**
 * VasRequestState:
 *
 * The states of an invoice request.
 */
typedef enum {
  VAS_REQUEST_STATE_DRAFT,     /* 草稿 */
  VAS_REQUEST_STATE_REVIEW,    /* 待审 */
  VAS_REQUEST_STATE_SECOND,    /* 待复核: over the limit, waits for a supervisor */
  VAS_REQUEST_STATE_TO_ISSUE,  /* 待开票 */
  VAS_REQUEST_STATE_TO_SHIP,   /* 待寄出 */
  VAS_REQUEST_STATE_TO_PICKUP, /* 待自取 */
  VAS_REQUEST_STATE_TO_TELL,   /* 待通知 */
  VAS_REQUEST_STATE_DONE,      /* 完成 */
  VAS_REQUEST_STATE_REJECTED,  /* 驳回 */
  VAS_REQUEST_STATE_WITHDRAWN, /* 撤回 */
  VAS_REQUEST_STATE_RETURNING, /* 退票 */
  VAS_REQUEST_STATE_VOIDED,    /* 已作废 */
  VAS_REQUEST_STATE_REVERSED,  /* 已红冲 */
} VasRequestState;

extern const VasEnum vas_request_state_enum;

/**
 * VasRequestSource:
 *
 * How a request came (R13).
 */
typedef enum {
  VAS_REQUEST_SOURCE_PHONE,  /* by telephone */
  VAS_REQUEST_SOURCE_SHOP,   /* from the shop */
  VAS_REQUEST_SOURCE_IMPORT, /* from a file */
} VasRequestSource;

extern const VasEnum vas_request_source_enum;

/**
 * VasTitleKind:
 *
 * Who the fapiao is made out to (R14).
 */
typedef enum {
  VAS_TITLE_KIND_PERSONAL, /* 个人 */
  VAS_TITLE_KIND_COMPANY,  /* 企业 */
  VAS_TITLE_KIND_BODY,     /* 非企业性单位 */
} VasTitleKind;

extern const VasEnum vas_title_kind_enum;

/**
 * VasDelivery:
 *
 * How the fapiao reaches the user (R22).
 */
typedef enum {
  VAS_DELIVERY_COURIER, /* 顺丰到付 */
  VAS_DELIVERY_PICKUP,  /* 自取 */
} VasDelivery;

extern const VasEnum vas_delivery_enum;

#define VAS_TYPE_REQUEST (vas_request_get_type ())
G_DECLARE_FINAL_TYPE (VasRequest, vas_request, VAS, REQUEST, VasEntity)

/**
 * VasRequest:
 *
 * An invoice request, 开票申请 (R13 to R19). Its orders and amounts are its shares.
 */
struct _VasRequest
{
  VasEntity  parent_instance;

  char     *number;                 /* such as KP2108-000415; given by the authority */
  char     *account_key;
  VasRequestState state;
  VasRequestSource source;
  VasTitleKind title_kind;
  char     *title;
  char     *taxpayer_id;
  VasMoney  amount;                 /* sum of the shares */
  gint64    requested_at;           /* the moment R16 judges: of a corrected one, its first moment */
  gint64    received_at;            /* when the review term began */
  char     *entered_by;             /* staff; absent for the shop */
  char     *corrected_by;           /* keys of the staff who corrected it, separated by spaces */
  VasDelivery delivery;
  char     *recipient_name;
  char     *recipient_mobile;
  char     *recipient_address;
  char     *recipient_name_masked;
  char     *recipient_mobile_masked;
  char     *recipient_address_masked;
  gint32    due;                    /* last day of the review, or of the step after it */
  gboolean  due_provisional;        /* beyond the published calendar */
  gint32    review_due;             /* last day of the review (R19) */
  gint64    extensions;
  char     *extension_reason;
  char     *claimed_by;
  gint64    claimed_until;
  char     *approved_by;
  gint64    approved_at;
  char     *seconded_by;            /* the second person, over the limit */
  char     *reject_reasons;         /* JSON list of rule ids and house reasons */
  char     *reject_text;            /* the sentence for the user */
  gint64    rejected_at;
  char     *corrects_key;           /* the rejected request this one corrects */
  char     *reissues_key;           /* the request whose fapiao was lost before delivery */
  char     *caller_note;
  char     *return_reason;          /* why the fapiao is to come back (R21) */
  char     *returned_by;            /* who began the return */
  VasMoney  tax_loss;               /* recorded where the paper never comes; may be nil */
  char     *tax_loss_by;
  gint64    tax_loss_at;
  gint64    finished_at;
  gint64    locked_at;              /* when title and taxpayer id were locked away: the user’s data were erased (R29) */
};

gboolean vas_request_was_written_by (VasRequest *self,
                                     const char *staff_key);
void     vas_request_add_corrector  (VasRequest *self,
                                     const char *staff_key);

G_END_DECLS
