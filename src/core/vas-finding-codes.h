/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VasFindingCode:
 * @code: a finding's code
 * @sentence: the message id of what it says, with figures by name in braces
 * @title: the message id of what was judged, in a few words
 *
 * How a finding is put in words. Both texts are English message ids.
 */
typedef struct {
  const char *code;
  const char *sentence;
  const char *title;
} VasFindingCode;

const VasFindingCode *vas_finding_codes_get  (gsize      *n_codes);
const VasFindingCode *vas_finding_codes_find (const char *code);

G_END_DECLS
