/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-verify.h"

G_BEGIN_DECLS

void vas_verify_tell (const VasVerifyHost  *host,
                      const char           *part,
                      const char           *rule,
                      const char           *subject,
                      const char           *what);

G_END_DECLS
