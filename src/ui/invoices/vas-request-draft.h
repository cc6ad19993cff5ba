/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasRequestDraft:
 *
 * What a form being filled in keeps of itself, so that it survives the end of the program at any moment: a JSON object in
 * the replica's table of drafts, written half a second after the last change.
 */
#define VAS_TYPE_REQUEST_DRAFT (vas_request_draft_get_type ())
G_DECLARE_FINAL_TYPE (VasRequestDraft, vas_request_draft, VAS, REQUEST_DRAFT, GObject)

VasRequestDraft *vas_request_draft_new         (VasDesk              *desk,
                                                const char           *subject);
void             vas_request_draft_save        (VasRequestDraft      *self,
                                                JsonNode             *value);
void             vas_request_draft_discard     (VasRequestDraft      *self);
void             vas_request_draft_load_async  (VasRequestDraft      *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
JsonNode        *vas_request_draft_load_finish (VasRequestDraft      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
