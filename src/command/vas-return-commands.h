/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_return_open_check   (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_return_open_apply   (VasRun      *run,
                                  GError     **error);
gboolean vas_return_verify_check (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_return_verify_apply (VasRun      *run,
                                  GError     **error);
gboolean vas_return_cancel_check (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_return_cancel_apply (VasRun      *run,
                                  GError     **error);
gboolean vas_return_close_check  (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_return_close_apply  (VasRun      *run,
                                  GError     **error);
gboolean vas_return_loss_check   (VasRun      *run,
                                  VasVerdict  *verdict,
                                  GError     **error);
gboolean vas_return_loss_apply   (VasRun      *run,
                                  GError     **error);

G_END_DECLS
