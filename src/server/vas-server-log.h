/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-http-server.h"

G_BEGIN_DECLS

void vas_server_log_start  (void);
void vas_server_log_event  (const char  *event,
                            const char  *detail);

G_END_DECLS
