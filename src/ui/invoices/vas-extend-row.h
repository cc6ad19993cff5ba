/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-batch-row.h"
#include "vas-request.h"
#include "vas-time.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * VasExtendRow:
 *
 * What one request of several is extended to: its new date and the notice to its user, both proposed, below a #VasBatchRow.
 */
#define VAS_TYPE_EXTEND_ROW (vas_extend_row_get_type ())
G_DECLARE_FINAL_TYPE (VasExtendRow, vas_extend_row, VAS, EXTEND_ROW, AdwBin)

GtkWidget *vas_extend_row_new        (VasRequest   *request,
                                      VasDate       due);
void       vas_extend_row_set_reason (VasExtendRow *self,
                                      const char   *reason);
char      *vas_extend_row_get_due    (VasExtendRow *self);
void       vas_extend_row_set_due    (VasExtendRow *self,
                                      const char   *due);
char      *vas_extend_row_get_text   (VasExtendRow *self);
JsonNode  *vas_extend_row_to_json    (VasExtendRow *self);
void       vas_extend_row_restore    (VasExtendRow *self,
                                      JsonObject   *kept);

G_END_DECLS
