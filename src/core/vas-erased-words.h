/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-request.h"

G_BEGIN_DECLS

gboolean    vas_request_is_locked  (const VasRequest *request);
const char *vas_request_name_title (const VasRequest *request);
const char *vas_words_or_erased    (const char       *text);

G_END_DECLS
