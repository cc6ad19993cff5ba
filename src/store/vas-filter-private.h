/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-filter.h"

G_BEGIN_DECLS

/* What the files of the store share about a filter; no other folder sees it. */

typedef struct
{
  const VasField *field;
  const char     *sql;              /* " = " and the like; the value follows */
  char           *text;
  gint64          integer;          /* where there is no text; without both the field must be absent */
  gboolean        opens;            /* the first of several that are joined by OR */
  gboolean        joins;            /* joined to the one before by OR */
} VasCondition;

GType               vas_filter_get_item_type  (const VasFilter *self);
const VasCondition *vas_filter_get_conditions (const VasFilter *self,
                                               guint           *n_conditions);

G_END_DECLS
