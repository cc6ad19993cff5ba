/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_photo_attach_check  (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_photo_attach_apply  (VasRun      *run,
                                  GError     **error);
gboolean vas_photo_give_check    (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_photo_give_apply    (VasRun      *run,
                                  GError     **error);

G_END_DECLS
