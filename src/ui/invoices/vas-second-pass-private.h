/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-second-pass.h"

#include "vas-case.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/* What is done one after another. */
typedef enum {
  VAS_PASS_SHEET,                   /* a sheet that was scanned */
  VAS_PASS_NUMBER,                  /* its number alone */
  VAS_PASS_TYPED,                   /* a sheet of the open case that was typed */
  VAS_PASS_WAYBILL,
  VAS_PASS_SLIP,
  VAS_PASS_TELL,
  VAS_PASS_STRANGER,                /* nothing known: text and number are the alarm and its detail */
} VasPassKind;

typedef struct {
  VasPassKind  kind;
  gboolean     by_hand;
  gboolean     confirmed;           /* a question of our own was answered with yes */
  char        *text;                /* as scanned; of a waybill and a slip the number */
  char        *code;
  char        *number;
  VasDate      date;
  char        *check_code;
  char        *request_key;         /* the case that was open */
  GStrv        requests;            /* of TELL */
  GPtrArray   *acknowledged;        /* (element-type utf8) */
} VasPassInput;

/* What the records say of an input. */
typedef struct {
  VasFapiao *sheet;                 /* nullable */
  VasCase   *vas_case;              /* nullable */
  GPtrArray *cases;                 /* (element-type VasCase): of TELL */
} VasPassFound;

struct _VasSecondPass
{
  GObject        parent_instance;

  VasDesk       *desk;
  GCancellable  *cancellable;
  GQueue         inputs;
  VasPassInput  *input;             /* under way; nullable */
  VasPassFound  *found;             /* of it; nullable */

  char          *current;           /* key of the request that is open; nullable */
  gboolean       pinned;            /* it was opened by hand: the sheet in the hand is said to be its */
  VasRequest    *envelope;          /* whose recipient the envelope is for; nullable */
  GPtrArray     *sheets;            /* keys of the sheets that go into it */
  GPtrArray     *telling;           /* keys of the requests of the last envelope */
  char          *last_sheet;
  GPtrArray     *others;            /* for the same recipient, not in the envelope; nullable */

  char          *alarm;
  char          *detail;
  gboolean       asking;
  GPtrArray     *asked;             /* codes of the question; empty for one of our own */
};

void          vas_pass_input_free     (VasPassInput        *input);
void          vas_pass_found_free     (VasPassFound        *found);
void          vas_pass_look_async     (VasSecondPass       *self,
                                       VasPassInput        *input,
                                       GAsyncReadyCallback  callback);
VasPassFound *vas_pass_look_finish    (VasSecondPass       *self,
                                       GAsyncResult        *result,
                                       GError             **error);

/* The steps; each ends in vas_pass_done() or vas_pass_stop(). */
void          vas_pass_do_sheet       (VasSecondPass       *self);
void          vas_pass_do_waybill     (VasSecondPass       *self);
void          vas_pass_do_tell        (VasSecondPass       *self);

void          vas_pass_open           (VasSecondPass       *self,
                                       VasRequest          *request);
void          vas_pass_done           (VasSecondPass       *self);
void          vas_pass_stop           (VasSecondPass       *self,
                                       const char          *alarm,
                                       const char          *detail);
void          vas_pass_ask            (VasSecondPass       *self,
                                       const char          *question,
                                       const char          *detail);
void          vas_pass_refuse         (VasSecondPass       *self,
                                       const char          *alarm,
                                       VasVerdict          *verdict);
void          vas_pass_take           (VasSecondPass       *self,
                                       VasPassInput        *input);
void          vas_pass_say_refused    (VasSecondPass       *self,
                                       VasPassField         field,
                                       const char          *text);
void          vas_pass_say_changed    (VasSecondPass       *self);
void          vas_pass_find_others    (VasSecondPass       *self);
void          vas_pass_say_alarmed    (VasSecondPass       *self);
const char   *vas_pass_name           (VasRequest          *request);

G_END_DECLS
