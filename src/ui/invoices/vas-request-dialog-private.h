/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-caller-pane.h"
#include "vas-request-dialog.h"
#include "vas-request-drafts.h"
#include "vas-draft-keeper.h"
#include "vas-stated-pane.h"
#include "vas-title-pane.h"

G_BEGIN_DECLS

struct _VasRequestDialog
{
  AdwWindow         parent_instance;

  AdwToastOverlay  *overlay;
  VasCallerPane    *caller_pane;
  VasStatedPane    *stated_pane;
  VasTitlePane     *title_pane;
  VasRequestDrafts *drafts;
  GtkWidget        *aside_button;
  GtkBox           *proposals_box;
  GtkListBox       *proposals_list;
  GtkLabel         *verdict_title;
  GtkBox           *verdict_box;
  GtkLabel         *verdict_hint;
  GtkLabel         *total_label;
  GtkButton        *submit_button;

  VasDesk          *desk;
  VasCase          *vas_case;       /* nullable: what is corrected */
  VasDraftKeeper   *draft;
  gboolean          reading;        /* whether a draft was kept is not known yet: of a correction, or the one that is taken up */
  GPtrArray        *awaiting;       /* nullable: orders that were stated before the caller is known */
  char             *caller;         /* nullable: key of the account that a new request begins with */
  char             *awaited;        /* nullable: key of the account of a draft, being read */
  char             *proposed;       /* nullable: of a correction: the draft that is none, since nobody changed anything */
  VasVerdict       *verdict;        /* nullable: of the form as it stands */
  GCancellable     *check_cancellable;
  guint             check_timer;
  char             *key;            /* of the request that is being saved */
  gboolean          armed;          /* what is asked about was shown; the next Ctrl+Enter confirms it */
  gboolean          busy;
};

/* vas-request-dialog.c */
void        vas_request_dialog_say        (VasRequestDialog *self,
                                           const char       *text);

/* vas-request-dialog-form.c: the form as a command, and out of a pasted message */
VasCommand *vas_request_dialog_to_command (VasRequestDialog *self);
void        vas_request_dialog_paste      (VasRequestDialog *self,
                                           const char       *text);

/* vas-request-dialog-draft.c: the form as a draft */
void        vas_request_dialog_keep         (VasRequestDialog *self);
void        vas_request_dialog_set_proposed (VasRequestDialog *self);
void        vas_request_dialog_add_lines    (VasRequestDialog *self,
                                             GPtrArray        *lines);
void        vas_request_dialog_await_caller (VasRequestDialog *self,
                                             GPtrArray        *lines);
void        vas_request_dialog_load         (VasRequestDialog *self);
void        vas_request_dialog_set_aside    (VasRequestDialog *self);
void        vas_request_dialog_take_up      (VasRequestDialog *self,
                                             const char       *subject);
void        vas_request_dialog_show_drafts  (VasRequestDialog *self);

/* vas-request-dialog-verdict.c: the live result */
void        vas_request_dialog_changed    (VasRequestDialog *self);
void        vas_request_dialog_show_verdict (VasRequestDialog *self);

G_END_DECLS
