/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-finding.h"

G_BEGIN_DECLS

#define VAS_TYPE_VERDICT (vas_verdict_get_type ())

/**
 * VasVerdict:
 *
 * What every rule that bears on an act said of it, in the order they were judged. Counted; after the judging it is only read,
 * from any thread.
 */
typedef struct _VasVerdict VasVerdict;

GType       vas_verdict_get_type     (void);

VasVerdict *vas_verdict_new          (void);
VasVerdict *vas_verdict_ref          (VasVerdict         *self);
void        vas_verdict_unref        (VasVerdict         *self);
void        vas_verdict_add          (VasVerdict         *self,
                                      VasFinding         *finding);
void        vas_verdict_append       (VasVerdict         *self,
                                      VasVerdict         *other);

guint       vas_verdict_get_n        (VasVerdict         *self);
VasFinding *vas_verdict_get          (VasVerdict         *self,
                                      guint               place);
VasOutcome  vas_verdict_get_outcome  (VasVerdict         *self);
gboolean    vas_verdict_is_accepted  (VasVerdict         *self,
                                      const char * const *acknowledged);
VasFinding *vas_verdict_find         (VasVerdict         *self,
                                      const char         *rule);
VasFinding *vas_verdict_find_code    (VasVerdict         *self,
                                      const char         *code);
gboolean    vas_verdict_equal        (VasVerdict         *self,
                                      VasVerdict         *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasVerdict, vas_verdict_unref)

G_END_DECLS
