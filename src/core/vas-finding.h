/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "vas-enum.h"
#include "vas-money.h"
#include "vas-time.h"

G_BEGIN_DECLS

/**
 * VasOutcome:
 * @VAS_OUTCOME_PASS: the rule is kept
 * @VAS_OUTCOME_FAIL: the rule is broken: nothing may be done
 * @VAS_OUTCOME_ASK: a person may confirm it, by naming the finding's code
 * @VAS_OUTCOME_UNKNOWN: it cannot be told here
 *
 * What one rule says of one act.
 */
typedef enum {
  VAS_OUTCOME_PASS,
  VAS_OUTCOME_FAIL,
  VAS_OUTCOME_ASK,
  VAS_OUTCOME_UNKNOWN,
} VasOutcome;

extern const VasEnum vas_outcome_enum;

#define VAS_TYPE_FINDING (vas_finding_get_type ())

/**
 * VasFinding:
 * @rule: the rule's id, "R15"
 * @clause: the clause it stands on, "§4.8(1)", or ""
 * @outcome: what the rule says
 * @code: which of the rule's cases this is, "cap-exceeded"; the key of its sentence
 * @figures: `a{sv}`, what it was judged from; empty, never %NULL
 *
 * What one rule said, with its clause and its figures. Immutable once shared; counted, from any thread.
 *
 * The end of a figure's name says what it is: `_fen` money (x), `_date` a civil date in days (i), `_at` an instant (x).
 * Any other integer is a count (x); texts are s.
 */
typedef struct {
  const char *rule;
  const char *clause;
  VasOutcome  outcome;
  const char *code;
  GVariant   *figures;
} VasFinding;

GType       vas_finding_get_type     (void);

VasFinding *vas_finding_new          (const char  *rule,
                                      const char  *clause,
                                      VasOutcome   outcome,
                                      const char  *code);
VasFinding *vas_finding_set_money    (VasFinding  *self,
                                      const char  *name,
                                      VasMoney     money);
VasFinding *vas_finding_set_date     (VasFinding  *self,
                                      const char  *name,
                                      VasDate      date);
VasFinding *vas_finding_set_instant  (VasFinding  *self,
                                      const char  *name,
                                      VasInstant   instant);
VasFinding *vas_finding_set_int      (VasFinding  *self,
                                      const char  *name,
                                      gint64       count);
VasFinding *vas_finding_set_text     (VasFinding  *self,
                                      const char  *name,
                                      const char  *text);
VasFinding *vas_finding_without      (VasFinding         *self,
                                      const char * const *names);
VasFinding *vas_finding_ref          (VasFinding  *self);
void        vas_finding_unref        (VasFinding  *self);

gboolean    vas_finding_get_integer  (VasFinding  *self,
                                      const char  *name,
                                      gint64      *out);
const char *vas_finding_get_text     (VasFinding  *self,
                                      const char  *name);
gboolean    vas_finding_equal        (VasFinding  *self,
                                      VasFinding  *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasFinding, vas_finding_unref)

G_END_DECLS
