/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * VasDraftKeeper:
 *
 * What a form being filled in keeps of itself, so that it survives the end of the program at any moment: a JSON object in the
 * replica's table of drafts, one for each kind of form and subject, written less than half a second after what was typed.
 */
#define VAS_TYPE_DRAFT_KEEPER (vas_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (VasDraftKeeper, vas_draft_keeper, VAS, DRAFT_KEEPER, GObject)

VasDraftKeeper *vas_draft_keeper_new         (VasDesk              *desk,
                                              const char           *kind,
                                              const char           *subject);
char           *vas_draft_keeper_subject_of  (GPtrArray            *keys);
void            vas_draft_keeper_save        (VasDraftKeeper       *self,
                                              JsonNode             *value);
void            vas_draft_keeper_move        (VasDraftKeeper       *self,
                                              const char           *from,
                                              const char           *to);
void            vas_draft_keeper_set_aside_async
                                             (VasDraftKeeper       *self,
                                              JsonNode             *value,
                                              const char           *subject,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean        vas_draft_keeper_set_aside_finish
                                             (VasDraftKeeper       *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void            vas_draft_keeper_flush       (VasDraftKeeper       *self);
void            vas_draft_keeper_discard     (VasDraftKeeper       *self);
void            vas_draft_keeper_forget      (VasDesk              *desk,
                                              const char           *kind,
                                              const char           *subject);
void            vas_draft_keeper_load_async  (VasDraftKeeper       *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
JsonNode       *vas_draft_keeper_load_finish (VasDraftKeeper       *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
