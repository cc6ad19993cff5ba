/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasRuleText:
 * @id: "R15"
 * @clause: where it stands in the agreement, "§4.8(1)"; "" where it is the house's or the law's
 * @group: what it is about; a message id
 * @text: the rule in one or two sentences; a message id
 */
typedef struct {
  const char *id;
  const char *clause;
  const char *group;
  const char *text;
} VasRuleText;

const VasRuleText *vas_rule_list_get (guint *n_rules);

G_END_DECLS
