/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-form-field.h"

G_BEGIN_DECLS

struct _VasFormField
{
  AdwBin       parent_instance;

  GtkLabel    *title;
  AdwBin      *slot;
  GtkBox      *error_box;
  GtkLabel    *error;
  GtkLabel    *hint;
  GtkWidget   *input;

  VasFormKind  kind;
  char        *id;
  GPtrArray   *choices;             /* ids, in the order of the list */
  gboolean     optional;
  gboolean     local;
};

G_END_DECLS
