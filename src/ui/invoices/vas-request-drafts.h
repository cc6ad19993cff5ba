/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/** VAS_REQUEST_DRAFT_NEW: the subject of the draft that the form of a new request opens with. */
#define VAS_REQUEST_DRAFT_NEW "new"

/**
 * VasRequestDrafts:
 *
 * The drafts (草稿) of requests that were set aside on this desk, the newest first. Emits `chosen` with the subject of the one that is to
 * be taken up again. It is visible where there are any, and they are wanted.
 */
#define VAS_TYPE_REQUEST_DRAFTS (vas_request_drafts_get_type ())
G_DECLARE_FINAL_TYPE (VasRequestDrafts, vas_request_drafts, VAS, REQUEST_DRAFTS, AdwBin)

char     *vas_request_drafts_new_subject (void);
void      vas_request_drafts_load        (VasRequestDrafts *self,
                                          VasDesk          *desk);
void      vas_request_drafts_show        (VasRequestDrafts *self,
                                          gboolean          wanted,
                                          const char       *account_key);
gboolean  vas_request_drafts_choose      (VasRequestDrafts *self,
                                          guint             place);

G_END_DECLS
