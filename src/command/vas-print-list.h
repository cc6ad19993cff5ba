/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_print_list_check    (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_print_list_apply    (VasRun      *run,
                                  GError     **error);
gboolean vas_print_unbind_check  (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_print_unbind_apply  (VasRun      *run,
                                  GError     **error);

G_END_DECLS
