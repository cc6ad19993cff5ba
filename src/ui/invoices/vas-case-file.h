/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-desk.h"
#include "vas-reasons.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/**
 * VasReviewAct:
 *
 * What can be done with a case in its first pass.
 */
typedef enum {
  VAS_REVIEW_CLAIM,
  VAS_REVIEW_RELEASE,
  VAS_REVIEW_APPROVE,               /* or the second approval, by the state */
  VAS_REVIEW_REJECT,
  VAS_REVIEW_EXTEND,
  VAS_REVIEW_WITHDRAW,
  VAS_REVIEW_SEND_BACK,
  VAS_REVIEW_N_ACTS,
} VasReviewAct;

/**
 * VasCaseFile:
 * @vas_case: the case
 * @verdicts: what the rules say of each act; an element is %NULL where it could not be judged
 * @trail: (element-type VasLogRow): what was done with the request, oldest first
 * @names: (element-type utf8 utf8): names of staff by key
 * @calendar: the working days
 * @directory: of the records, where the photos are kept
 * @sync: (nullable): what fetches those that are not there
 * @now: instant at which it was read
 * @house: (element-type VasReason): the house's own reasons, by #VasReasonKind
 * @proposed_due: the date that an extension would have
 * @roles: what who acts may do; bits of #VasRole
 * @claim_length: microseconds that a claim lasts from the last work on it
 *
 * A case with everything that its page shows, read in one snapshot for the person who acts. Never changed: a change in the
 * records makes another one.
 */
#define VAS_TYPE_CASE_FILE (vas_case_file_get_type ())
G_DECLARE_FINAL_TYPE (VasCaseFile, vas_case_file, VAS, CASE_FILE, GObject)

struct _VasCaseFile
{
  GObject      parent_instance;

  VasCase     *vas_case;
  VasVerdict  *verdicts[VAS_REVIEW_N_ACTS];
  GPtrArray   *trail;
  GHashTable  *names;
  VasCalendar *calendar;
  GPtrArray   *house[VAS_REASON_EXTEND + 1];
  char        *staff_key;
  gint64       roles;
  char        *directory;
  VasSync     *sync;                /* nullable: fetches photos that are not here */
  gint64       now;
  VasDate      today;
  VasDate      proposed_due;
  gint64       claim_length;
  char        *digest;              /* of all that it says */
};

void         vas_case_file_load_async      (VasDesk              *desk,
                                            const char           *request_key,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
VasCaseFile *vas_case_file_load_finish     (VasDesk              *desk,
                                            GAsyncResult         *result,
                                            GError              **error);

void         vas_case_file_seal            (VasCaseFile          *self);
gboolean     vas_case_file_equal           (VasCaseFile          *self,
                                            VasCaseFile          *other);
VasRequest  *vas_case_file_get_request     (VasCaseFile          *self);
const char  *vas_case_file_get_key         (VasCaseFile          *self);
const char  *vas_case_file_get_name        (VasCaseFile          *self,
                                            const char           *staff_key);
gboolean     vas_case_file_is_reviewed     (VasCaseFile          *self);
gboolean     vas_case_file_is_claimed_by_other (VasCaseFile      *self);
gboolean     vas_case_file_needs_second    (VasCaseFile          *self);
gboolean     vas_case_file_is_own          (VasCaseFile          *self);
gboolean     vas_case_file_wants_claim     (VasCaseFile          *self,
                                            gint64                now);
const char  *vas_review_act_command        (VasReviewAct          act,
                                            VasRequest           *request);
char        *vas_case_file_why_not         (VasCaseFile          *self,
                                            VasReviewAct          act);
GPtrArray   *vas_case_file_get_asks        (VasCaseFile          *self,
                                            VasReviewAct          act);

G_END_DECLS
