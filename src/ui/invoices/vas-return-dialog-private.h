/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-photo-view.h"
#include "vas-return-dialog.h"

#include "vas-case-file.h"
#include "vas-scanner.h"

G_BEGIN_DECLS

struct _VasReturnDialog
{
  AdwWindow     parent_instance;

  GtkImage     *gate_icon;
  GtkLabel     *gate_label;
  GtkBox       *cards;

  VasDesk      *desk;
  VasScanner   *scanner;
  char         *key;
  char         *shown;              /* what the cards were built from; NULL before */
  GHashTable   *forms;              /* command → VasForm, owned by the cards */
  GPtrArray    *sheets;             /* (element-type VasFapiao): those that must come back */
  VasPhotoView *picture;            /* of the form that verifies; owned by it */
  gboolean      locked;             /* photos are kept for the tax law alone, and not looked at */
  GCancellable *cancellable;
};

/* vas-return-dialog-cards.c */
void vas_return_dialog_build      (VasReturnDialog *self,
                                   VasCaseFile     *file);

/* vas-return-dialog-paper.c */
VasForm *vas_return_paper_form_new (VasReturnDialog *self,
                                    VasCaseFile     *file);

G_END_DECLS
