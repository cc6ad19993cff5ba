/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-account.h"
#include "vas-acceptance.h"
#include "vas-calendar.h"
#include "vas-fapiao.h"
#include "vas-measure.h"
#include "vas-note.h"
#include "vas-notice.h"
#include "vas-order.h"
#include "vas-payment.h"
#include "vas-plan.h"
#include "vas-price.h"
#include "vas-refund.h"
#include "vas-request.h"
#include "vas-service-use.h"
#include "vas-share.h"
#include "vas-sql.h"
#include "vas-terms.h"
#include "vas-time.h"

G_BEGIN_DECLS

/**
 * VasEventKind:
 * @VAS_EVENT_MADE: the order was made
 * @VAS_EVENT_PAID: a payment came; @entity is the #VasPayment, nullable where none is recorded
 * @VAS_EVENT_USED: what was bought was used; @entity is the #VasServiceUse
 * @VAS_EVENT_NOTICE: the user was told; @entity is the #VasNotice
 * @VAS_EVENT_COMMAND: a settled command
 */
typedef enum {
  VAS_EVENT_MADE,
  VAS_EVENT_PAID,
  VAS_EVENT_USED,
  VAS_EVENT_NOTICE,
  VAS_EVENT_COMMAND,
} VasEventKind;

/**
 * VasEvent:
 *
 * Something that happened, in a time line. @type, @actor, @reason and @record are of a command; @record is the number of the
 * request that it was about, where it was about one.
 */
typedef struct {
  gint64        at;
  VasEventKind  kind;
  GObject      *entity;
  char         *type;
  char         *actor;
  char         *reason;
  char         *record;
  gboolean      applied;
} VasEvent;

void vas_event_free (VasEvent *self);

/**
 * VasDossierShare:
 *
 * What a request asked for of the order: the share, the request, and the fapiao of the request (#VasFapiao), voided ones included.
 */
typedef struct {
  VasShare   *share;
  VasRequest *request;
  GPtrArray  *fapiao;
} VasDossierShare;

/**
 * VasOrderDossier:
 * @plan: (nullable): what was bought, as it is now; the order keeps what it was (R5)
 * @price: (nullable): the price that was in force when it was made (R3, R5)
 * @terms: (nullable): the version under which it was bought (R5); its text may be missing (R25)
 * @governing: (nullable): the newest version that the account accepted, which governs in a dispute (R27)
 * @accepted_at: when @governing was accepted first
 * @payments: (element-type VasPayment): its own, and those at the payment desk that name it; oldest first
 * @uses: (element-type VasServiceUse): oldest first
 * @used: the sum of them
 * @shares: (element-type VasDossierShare): oldest request first
 * @refunds: (element-type VasRefund): oldest first
 * @notices: (element-type VasNotice): of its requests, oldest first
 * @notes: (element-type VasNote): on it and on its account, oldest first
 * @events: (element-type VasEvent): newest first
 * @paid: fen paid and not refunded (R15)
 * @invoiced: fen in live requests (R15)
 * @payment_until: the last day on which it may be paid (R7); #VAS_NONE_DATE unless it waits for that
 * @request_until: the last day for an invoice request (R16); #VAS_NONE_DATE where nothing was paid
 * @request_provisional: @request_until lies beyond the published calendar
 * @in_doubt: changed by commands of this desk that are not confirmed yet
 *
 * An order with everything that is known around it, of one snapshot. Never changed: a change in the records makes another one.
 */
#define VAS_TYPE_ORDER_DOSSIER (vas_order_dossier_get_type ())
G_DECLARE_FINAL_TYPE (VasOrderDossier, vas_order_dossier, VAS, ORDER_DOSSIER, GObject)

struct _VasOrderDossier
{
  GObject      parent_instance;

  VasOrder    *order;
  VasAccount  *account;             /* nullable: no such account */
  VasPlan     *plan;
  VasPrice    *price;
  VasTerms    *terms;
  VasTerms    *governing;
  gint64       accepted_at;
  GPtrArray   *payments;
  GPtrArray   *uses;
  gint64       used;
  GPtrArray   *shares;
  GPtrArray   *refunds;
  GPtrArray   *notices;
  GPtrArray   *notes;
  GPtrArray   *events;
  GHashTable  *names;               /* key of a staff member → name */
  VasCalendar *calendar;
  VasDate      today;
  VasMoney     paid;
  VasMoney     invoiced;
  VasDate      payment_until;
  VasDate      request_until;
  gboolean     request_provisional;
  gboolean     in_doubt;
};

VasOrderDossier *vas_order_dossier_load           (VasSql           *sql,
                                                   const char       *order_key,
                                                   gint64            now,
                                                   GError          **error);
VasMoney         vas_order_dossier_get_available  (VasOrderDossier  *self);
gint64           vas_order_dossier_get_uses_left  (VasOrderDossier  *self);

/**
 * VasDossierFlag:
 *
 * That an account was marked (R9): when, and which orders are the evidence (#VasOrder).
 */
typedef struct {
  gint64     at;
  GPtrArray *orders;
} VasDossierFlag;

/**
 * VasAccountDossier:
 * @orders: (element-type VasOrder): all of it, newest first
 * @requests: (element-type VasRequest): all of it, newest first
 * @flags: (element-type VasDossierFlag): newest first
 * @measures: (element-type VasMeasure): the history of freezes, newest first
 * @never_paid: (element-type VasOrder): orders that are unpaid or were closed unpaid, newest first: what a freeze may rest on (R9)
 * @acceptances: (element-type VasAcceptance): newest first
 * @terms: (element-type VasTerms): those of @acceptances, each where it stands there
 * @notes: (element-type VasNote): on the account, oldest first
 * @events: (element-type VasEvent): what was done with the account itself, newest first
 *
 * An account with everything that is known of it, of one snapshot.
 */
#define VAS_TYPE_ACCOUNT_DOSSIER (vas_account_dossier_get_type ())
G_DECLARE_FINAL_TYPE (VasAccountDossier, vas_account_dossier, VAS, ACCOUNT_DOSSIER, GObject)

struct _VasAccountDossier
{
  GObject      parent_instance;

  VasAccount  *account;
  GPtrArray   *orders;
  GPtrArray   *requests;
  GPtrArray   *flags;
  GPtrArray   *measures;
  GPtrArray   *never_paid;
  GPtrArray   *acceptances;
  GPtrArray   *terms;
  GPtrArray   *notes;
  GPtrArray   *events;
  GHashTable  *names;
  VasCalendar *calendar;
  VasDate      today;
  gboolean     in_doubt;
};

VasAccountDossier *vas_account_dossier_load (VasSql      *sql,
                                             const char  *account_key,
                                             gint64       now,
                                             GError     **error);

G_END_DECLS
