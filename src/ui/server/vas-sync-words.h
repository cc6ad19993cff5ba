/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sync.h"

G_BEGIN_DECLS

/* How it stands between the records and their server, in words. */

char       *vas_sync_words_short    (VasSync  *sync);
const char *vas_sync_words_icon     (VasSync  *sync);
char       *vas_sync_words_since    (VasSync  *sync);
char       *vas_sync_words_progress (VasSync  *sync);

G_END_DECLS
