/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-draft-keeper.h"
#include "vas-form.h"

G_BEGIN_DECLS

struct _VasForm
{
  AdwBin          parent_instance;

  GtkBox         *column;
  GtkLabel       *intro;
  GtkBox         *fields_box;
  GtkBox         *findings;
  GtkBox         *bar;
  GtkLabel       *confirm_hint;
  GtkButton      *button;

  VasDesk        *desk;
  char           *command;
  GHashTable     *arguments;        /* name → value */
  GHashTable     *fields_by_code;   /* code of a finding → id of a field */
  GPtrArray      *fields;           /* (element-type VasFormField), in their order */
  GPtrArray      *asks;             /* codes that the next press confirms */
  VasEntity      *expected;         /* nullable */
  char           *done;             /* nullable */
  char           *why_not;          /* why the button rests; nullable */
  VasFormPrepare  prepare;
  gpointer        prepare_data;
  gboolean        busy;

  VasDraftKeeper *draft;            /* nullable: keeps none */
  gboolean        draft_loading;
};

/* vas-form-run.c */
void vas_form_show_hint      (VasForm *self);
void vas_form_clear_findings (VasForm *self);

/* vas-form-draft.c */
void vas_form_draft_touch  (VasForm *self);
void vas_form_draft_forget (VasForm *self);
void vas_form_draft_flush  (VasForm *self);

G_END_DECLS
