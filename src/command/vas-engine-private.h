/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-engine.h"

G_BEGIN_DECLS

/**
 * VasEngineWork:
 * @commands: (nullable) (element-type VasCommand): to run or to judge
 * @command_ids: (nullable) (element-type utf8): to take back, or whose hold begins anew
 * @hold: seconds
 * @now: instant
 * @due_only: settle only those whose hold is over
 *
 * One piece of work for the writer: it owns what it needs, since the engine may be gone before it ends.
 */
typedef struct {
  GPtrArray *commands;
  GPtrArray *command_ids;
  guint      hold;
  gint64     now;
  gboolean   due_only;
} VasEngineWork;

void      vas_engine_work_free       (VasEngineWork *work);

/**
 * VasEngineUndone:
 * @n: how many were taken back
 * @refused: (element-type VasReceipt): of what leaned on them
 *
 * What became of an undo.
 */
typedef struct {
  guint      n;
  GPtrArray *refused;
} VasEngineUndone;

void      vas_engine_undone_free     (VasEngineUndone *undone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasEngineUndone, vas_engine_undone_free)

/* Each is a work function of the store. */
gpointer  vas_engine_work_save       (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gpointer  vas_engine_work_settle     (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gpointer  vas_engine_work_undo       (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gpointer  vas_engine_work_hold       (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gpointer  vas_engine_work_judge      (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);
gpointer  vas_engine_work_find_end   (VasSql        *sql,
                                      gpointer       data,
                                      GCancellable  *cancellable,
                                      GError       **error);

G_END_DECLS
