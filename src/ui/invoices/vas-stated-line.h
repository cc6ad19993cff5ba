/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-intake.h"
#include "vas-stated.h"

G_BEGIN_DECLS

/**
 * VasStatedLine:
 *
 * One order as the caller stated it, and the order of ours that it means.
 */
#define VAS_TYPE_STATED_LINE (vas_stated_line_get_type ())
G_DECLARE_FINAL_TYPE (VasStatedLine, vas_stated_line, VAS, STATED_LINE, GObject)

struct _VasStatedLine
{
  GObject         parent_instance;

  char           *text;             /* as it was typed */
  VasStated      *stated;
  VasStatedMatch  match;
  VasIntakeOrder *item;             /* nullable unless @match is VAS_STATED_FOUND */
};

VasStatedLine *vas_stated_line_new        (const char     *text,
                                           VasIntake      *intake,
                                           GError        **error);
VasMoney       vas_stated_line_get_amount (VasStatedLine  *self);
gboolean       vas_stated_line_agrees     (VasStatedLine  *self);

G_END_DECLS
