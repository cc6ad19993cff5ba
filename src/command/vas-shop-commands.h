/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

/* What the commands of the shop do; their names, roles and arguments stand in vas-shop-commands.c. */

gboolean  vas_shop_make_check     (VasRun      *run,
                                   VasVerdict  *verdict,
                                   GError     **error);
gboolean  vas_shop_make_apply     (VasRun      *run,
                                   GError     **error);
gboolean  vas_shop_use_check      (VasRun      *run,
                                   VasVerdict  *verdict,
                                   GError     **error);
gboolean  vas_shop_use_apply      (VasRun      *run,
                                   GError     **error);
gboolean  vas_shop_profile_check  (VasRun      *run,
                                   VasVerdict  *verdict,
                                   GError     **error);
gboolean  vas_shop_profile_apply  (VasRun      *run,
                                   GError     **error);
gboolean  vas_shop_accept_check   (VasRun      *run,
                                   VasVerdict  *verdict,
                                   GError     **error);
gboolean  vas_shop_accept_apply   (VasRun      *run,
                                   GError     **error);

gboolean  vas_shop_judge_account  (VasRun      *run,
                                   const char  *account_key,
                                   VasVerdict  *verdict,
                                   GError     **error);

G_END_DECLS
