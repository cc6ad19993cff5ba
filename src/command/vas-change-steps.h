/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-change-item.h"
#include "vas-change.h"
#include "vas-command-type.h"

G_BEGIN_DECLS

/* What several commands on changes of the catalog share. */

GPtrArray  *vas_change_list_items       (VasRun         *run,
                                         VasChange      *change,
                                         GError        **error);
const char *vas_change_item_get_name    (VasRun         *run,
                                         VasChangeItem  *item,
                                         GError        **error);

gboolean    vas_change_judge_place      (VasRun         *run,
                                         VasChange      *change,
                                         VasVerdict     *verdict,
                                         GError        **error);
gboolean    vas_change_judge_withdrawal (VasRun         *run,
                                         VasChange      *change,
                                         VasVerdict     *verdict,
                                         GError        **error);

gboolean    vas_change_schedule         (VasRun         *run,
                                         VasChange      *change,
                                         GError        **error);
gboolean    vas_change_unschedule       (VasRun         *run,
                                         VasChange      *change,
                                         GError        **error);
gboolean    vas_change_start            (VasRun         *run,
                                         VasChange      *change,
                                         GError        **error);

/* change.draft (vas-change-draft.c). */
gboolean    vas_change_draft_check      (VasRun         *run,
                                         VasVerdict     *verdict,
                                         GError        **error);
gboolean    vas_change_draft_apply      (VasRun         *run,
                                         GError        **error);

/* Who may, and when; shared by all steps. */
void        vas_change_judge_state      (VasChange      *change,
                                         guint           states,
                                         VasVerdict     *verdict);
gboolean    vas_change_judge_future     (VasRun         *run,
                                         gint64          starts_at,
                                         VasVerdict     *verdict);
gboolean    vas_change_judge_author     (VasRun         *run,
                                         VasChange      *change,
                                         gboolean        own,
                                         VasVerdict     *verdict,
                                         GError        **error);

G_END_DECLS
