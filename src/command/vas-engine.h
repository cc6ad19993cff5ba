/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-command.h"
#include "vas-store.h"
#include "vas-verdict.h"

G_BEGIN_DECLS

/**
 * VasReceipt:
 * @command_id: the command
 * @applied: whether it was applied; FALSE means the verdict says why not, and nothing was written
 * @hold_until: instant until which it can be undone; %VAS_NONE where it is settled
 * @seq: place in the trail; 0 until it is settled
 * @verdict: what the rules say, all of them
 * @subjects: keys of the records it touched
 * @ended: (nullable) (element-type VasReceipt): of the commands whose hold it ended
 *
 * The answer to a command.
 */
typedef struct {
  char       *command_id;
  gboolean    applied;
  gint64      hold_until;
  gint64      seq;
  VasVerdict *verdict;
  GStrv       subjects;
  GPtrArray  *ended;
} VasReceipt;

void     vas_receipt_free             (VasReceipt       *self);
gboolean vas_receipt_waits_for_second (const VasReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasReceipt, vas_receipt_free)

/**
 * VasEngine:
 *
 * Runs commands against a store: saves them with their outbox row, holds those that a slip could send, undoes them within
 * the hold, and lets them go when it ends: a replica that is its own authority numbers, logs and settles the command and
 * drops its before-images; a desk of a backend has it sent, and what the backend says of it is told by vas_engine_tell(). Lives in
 * the main thread; the work is the writer's.
 *
 * Signals: `settled (command_id, refused)`: a command got the last word.
 */
#define VAS_TYPE_ENGINE (vas_engine_get_type ())
G_DECLARE_FINAL_TYPE (VasEngine, vas_engine, VAS, ENGINE, GObject)

VasEngine  *vas_engine_new           (VasStore            *store);
void        vas_engine_start         (VasEngine           *self);
VasStore   *vas_engine_get_store     (VasEngine           *self);
void        vas_engine_set_hold      (VasEngine           *self,
                                      guint                seconds);
void        vas_engine_set_now       (VasEngine           *self,
                                      gint64               now);
gint64      vas_engine_get_now       (VasEngine           *self);
gboolean    vas_engine_set_offset    (VasEngine           *self,
                                      gint64               offset);
gint64      vas_engine_get_offset    (VasEngine           *self);

/* For a thread of the caller's own (vasctl, tests, seeds): save and settle at once. */
VasReceipt *vas_engine_run           (VasEngine           *self,
                                      VasCommand          *command,
                                      GError             **error);
VasVerdict *vas_engine_check         (VasEngine           *self,
                                      VasCommand          *command,
                                      GError             **error);
/* Several commands in one transaction; each is judged alone. (element-type VasReceipt) */
GPtrArray  *vas_engine_run_many      (VasEngine           *self,
                                      GPtrArray           *commands,
                                      GError             **error);
gboolean    vas_engine_flush         (VasEngine           *self,
                                      GError             **error);

void        vas_engine_run_async     (VasEngine           *self,
                                      VasCommand          *command,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
VasReceipt *vas_engine_run_finish    (VasEngine           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
void        vas_engine_run_many_async  (VasEngine           *self,
                                      GPtrArray           *commands,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
GPtrArray  *vas_engine_run_many_finish (VasEngine           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
void        vas_engine_check_async   (VasEngine           *self,
                                      VasCommand          *command,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
VasVerdict *vas_engine_check_finish  (VasEngine           *self,
                                      GAsyncResult        *result,
                                      GError             **error);
void        vas_engine_undo_async    (VasEngine           *self,
                                      GPtrArray           *command_ids,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean    vas_engine_undo_finish   (VasEngine           *self,
                                      GAsyncResult        *result,
                                      guint               *n_undone,
                                      GError             **error);
void        vas_engine_begin_batch     (VasEngine           *self);
void        vas_engine_end_batch_async (VasEngine           *self,
                                        GPtrArray           *command_ids,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gint64      vas_engine_end_batch_finish (VasEngine          *self,
                                        GAsyncResult        *result,
                                        GError             **error);
void        vas_engine_tell          (VasEngine           *self,
                                      GPtrArray           *receipts);

G_END_DECLS
