/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command-type.h"

G_BEGIN_DECLS

gboolean vas_recipient_correct_check (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_recipient_correct_apply (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_ship_check       (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_ship_apply       (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_correct_check    (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_correct_apply    (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_pickup_check     (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_pickup_apply     (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_hand_over_check  (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_hand_over_apply  (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_event_check      (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_event_apply      (VasRun      *run,
                                      GError     **error);
gboolean vas_parcel_keep_check       (VasRun      *run,
                                      VasVerdict  *verdict,
                                      GError     **error);
gboolean vas_parcel_keep_apply       (VasRun      *run,
                                      GError     **error);

G_END_DECLS
