/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-close-book.h"
#include "vas-close-dialog.h"

G_BEGIN_DECLS

struct _VasCloseDialog
{
  AdwWindow      parent_instance;

  GtkDropDown   *point_choice;
  GtkStringList *point_names;
  GtkStack      *stack;
  GtkBox        *cards;

  VasDesk       *desk;
  char          *point;             /* nullable */
  VasCloseBook  *book;              /* nullable */
  char          *shown;             /* what the cards were built from */
  GHashTable    *forms;             /* command → VasForm, owned by the cards */
  gboolean       filling;           /* the list of points, not a person */
  GCancellable  *cancellable;
};

/* vas-close-dialog-cards.c */
void vas_close_dialog_build (VasCloseDialog *self);

G_END_DECLS
