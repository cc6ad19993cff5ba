/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-request-steps.h"

G_BEGIN_DECLS

/* What the commands on parcels, notices and returns share. */

/** VAS_STATES_SENDING: states in which sheets of a request wait to be sent or fetched. */
#define VAS_STATES_SENDING (VAS_STATE_BIT (TO_SHIP) | VAS_STATE_BIT (TO_PICKUP))

void       vas_parcel_step_fail          (VasVerdict       *verdict,
                                          const char       *code,
                                          const char       *figure,
                                          const char       *text);
GPtrArray *vas_parcel_step_list_sheets   (VasRun           *run,
                                          const char       *field,
                                          const char       *key,
                                          GError          **error);
GPtrArray *vas_parcel_step_list_requests (VasRun           *run,
                                          GPtrArray        *sheets,
                                          GError          **error);
gboolean   vas_parcel_step_get_parcel    (VasRun           *run,
                                          VasFapiao        *sheet,
                                          VasParcel       **parcel,
                                          GError          **error);
gboolean   vas_parcel_step_is_all_out    (VasRun           *run,
                                          VasRequest       *request,
                                          gboolean         *out,
                                          GError          **error);
gboolean   vas_parcel_step_to_tell       (VasRun           *run,
                                          VasRequest       *request,
                                          GError          **error);
gboolean   vas_parcel_step_to_send       (VasRun           *run,
                                          VasRequest       *request,
                                          GError          **error);
gboolean   vas_parcel_step_place_sheets  (VasRun           *run,
                                          GPtrArray        *sheets,
                                          VasFapiaoPlace    place,
                                          GError          **error);
VasParcel *vas_parcel_step_new           (VasRun           *run,
                                          VasRequest       *request,
                                          VasDelivery       method);
gboolean   vas_parcel_step_judge_waybill (VasRun           *run,
                                          VasParcel        *parcel,
                                          VasVerdict       *verdict,
                                          GError          **error);
gboolean   vas_parcel_step_judge_at_desk (VasRun           *run,
                                          VasFapiao        *sheet,
                                          VasVerdict       *verdict,
                                          GError          **error);

G_END_DECLS
