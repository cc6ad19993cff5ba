/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

/* The argument “reds”: objects of fapiao (a key), red_code and red_number, one for each sheet that is reversed. */

gboolean vas_red_list_find  (VasRun      *run,
                             VasFapiao   *sheet,
                             char       **code,
                             char       **number,
                             GError     **error);
gboolean vas_red_list_check (VasRun      *run,
                             GPtrArray   *sheets,
                             GError     **error);

G_END_DECLS
