/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VasReasonKind:
 * @VAS_REASON_REJECT: why the house rejects a request, beside the rules
 * @VAS_REASON_EXTEND: why the term of a review is extended (R19)
 */
typedef enum {
  VAS_REASON_REJECT,
  VAS_REASON_EXTEND,
} VasReasonKind;

/**
 * VasReason:
 * @id: stable, kept in records: "title-incomplete"
 * @text: the sentence for the user, in Chinese always
 * @label: the same for staff who work in English
 */
typedef struct {
  char *id;
  char *text;
  char *label;
} VasReason;

#define VAS_TYPE_REASON (vas_reason_get_type ())
GType       vas_reason_get_type     (void);
VasReason  *vas_reason_copy         (const VasReason  *self);
void        vas_reason_free         (VasReason        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasReason, vas_reason_free)

const char *vas_reasons_get_setting (VasReasonKind     kind);
const char *vas_reasons_get_default (VasReasonKind     kind);
GPtrArray  *vas_reasons_parse       (const char       *text,
                                     GError          **error);
VasReason  *vas_reasons_find        (GPtrArray        *reasons,
                                     const char       *id);

G_END_DECLS
