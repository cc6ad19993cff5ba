/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-trail-source.h"

G_BEGIN_DECLS

/**
 * VasTrailFilter:
 *
 * What of the audit trail is asked for: a record, a person, an action and a day. `changed` says that it is something else now.
 */
#define VAS_TYPE_TRAIL_FILTER (vas_trail_filter_get_type ())
G_DECLARE_FINAL_TYPE (VasTrailFilter, vas_trail_filter, VAS, TRAIL_FILTER, AdwBin)

void vas_trail_filter_set_desk (VasTrailFilter *self,
                                VasDesk        *desk);
void vas_trail_filter_search   (VasTrailFilter *self,
                                const char     *text);
void vas_trail_filter_clear    (VasTrailFilter *self);
void vas_trail_filter_ask      (VasTrailFilter *self,
                                VasTrailSource *source);

G_END_DECLS
