/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-cli.h"
#include "vas-command-type.h"

G_BEGIN_DECLS

char       *vas_cli_resolve        (VasCli                *cli,
                                    const char            *name,
                                    const char            *text,
                                    GError               **error);
gboolean    vas_cli_read_argument  (VasCli                *cli,
                                    VasCommand            *command,
                                    const VasCommandType  *type,
                                    const char            *assignment,
                                    GError               **error);

G_END_DECLS
