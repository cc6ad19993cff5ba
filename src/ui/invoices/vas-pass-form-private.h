/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-draft-keeper.h"
#include "vas-pass-form.h"
#include "vas-pass-head.h"
#include "vas-pass-others.h"

G_BEGIN_DECLS

struct _VasPassForm
{
  AdwBin          parent_instance;

  VasPassHead    *head;
  GtkWidget      *fields;
  GtkEditable    *code_entry;
  GtkEditable    *number_entry;
  GtkEditable    *date_entry;
  GtkEditable    *check_entry;
  GtkWidget      *waybill_box;
  GtkEditable    *waybill_entry;
  GtkWidget      *tell_button;
  GtkWidget      *otherwise_button;
  GtkWidget      *print_button;
  VasPassOthers  *others;
  GtkLabel       *error;

  VasDesk        *desk;             /* nullable: keeps no drafts */
  VasDraftKeeper *draft;            /* of the case that is shown; nullable */
  char           *sheet;            /* key of the sheet that waits; "" for none */
  char           *today;            /* the date that is proposed */

  char           *shown;            /* key of the case, and of the sheet that waits */
  VasRequestState state;
  gboolean        waits_sheet;      /* a sheet is bound and not issued */
  gboolean        filling;
};

/* vas-pass-form-draft.c */
void vas_pass_form_draft_open  (VasPassForm *self,
                                const char  *request_key);
void vas_pass_form_draft_touch (VasPassForm *self);

G_END_DECLS
