/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case-file.h"

G_BEGIN_DECLS

/**
 * VasReviewReason:
 * @id: what the record keeps: a rule's id, or one of the house's own
 * @label: what the clerk reads
 * @text: what the user is told
 */
typedef struct {
  char *id;
  char *label;
  char *text;
} VasReviewReason;

void       vas_review_reason_free          (VasReviewReason *reason);
GPtrArray *vas_review_reasons_new          (VasCaseFile     *file,
                                            VasReviewAct     act,
                                            gboolean         several);
GPtrArray *vas_review_reasons_new_house    (GPtrArray       *house);
char      *vas_review_reasons_make_message (VasRequest      *request,
                                            VasReviewAct     act,
                                            const char      *text,
                                            VasDate          due);

G_END_DECLS
