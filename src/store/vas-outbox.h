/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-sql.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** VAS_OUTBOX_KEPT: for how long what is settled can be sent again to a backend that was restored. */
#define VAS_OUTBOX_KEPT (35 * G_TIME_SPAN_DAY)

/* What somebody still waits for. SQLite takes the index of these only where its own condition stands in the question, to the
 * letter; without it each save would walk through all that is kept. */
#define VAS_OUTBOX_OPEN "state IN ('held', 'pending', 'refused')"

/* The outbox of a desk that follows a backend: what is sent, answered, settled by the feed, and what became a problem. */

/**
 * VasOutboxItem:
 * @client_seq: its number; the same at every sending
 * @hash: SHA-256 of @body
 * @personal: personal values, as JSON
 *
 * A command that is to be sent.
 */
typedef struct {
  char   *command_id;
  gint64  client_seq;
  char   *body;
  char   *hash;
  char   *personal;
} VasOutboxItem;

void       vas_outbox_item_free     (VasOutboxItem  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasOutboxItem, vas_outbox_item_free)

/**
 * VasOutboxCounts:
 * @held: commands that can still be taken back
 * @waiting: commands that the backend has not settled
 * @problems: refused commands that nobody has laid aside
 */
typedef struct {
  guint held;
  guint waiting;
  guint problems;
} VasOutboxCounts;

/**
 * VasOutboxProblem:
 * @type: of the command
 * @made_at: instant
 * @body: of the command
 * @verdict: why it was refused, as JSON
 *
 * A command of this desk that was refused.
 */
typedef struct {
  char   *command_id;
  char   *type;
  gint64  made_at;
  gint64  settled_at;
  char   *body;
  char   *personal;
  char   *verdict;
} VasOutboxProblem;

void       vas_outbox_problem_free  (VasOutboxProblem  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasOutboxProblem, vas_outbox_problem_free)

/**
 * VasOutboxLine:
 * @command_id: of the command
 * @type: of the command
 * @made_at: instant
 * @state: held, pending, settled or refused
 * @answered: whether the backend has answered, and the feed has not brought it yet
 * @closed: whether a refused one was laid aside
 * @record: (nullable): the number of the request or account that it is about
 *
 * A command of this desk, as far as it has come.
 */
typedef struct {
  char     *command_id;
  char     *type;
  gint64    made_at;
  char     *state;
  gboolean  answered;
  gboolean  closed;
  char     *record;
} VasOutboxLine;

void       vas_outbox_line_free     (VasOutboxLine     *self);

gboolean   vas_outbox_release       (VasSql            *sql,
                                     const char        *command_id,
                                     GError           **error);
GPtrArray *vas_outbox_take          (VasSql            *sql,
                                     guint              max_items,
                                     gsize              max_bytes,
                                     gint64             now,
                                     const char        *actor,
                                     GError           **error);
gboolean   vas_outbox_answer        (VasSql            *sql,
                                     const char        *command_id,
                                     GError           **error);
gboolean   vas_outbox_defer         (VasSql            *sql,
                                     const char        *command_id,
                                     gint64             try_after,
                                     GError           **error);
gboolean   vas_outbox_forget_values (VasSql      *sql,
                                     const char  *command_id,
                                     GError     **error);
gboolean   vas_outbox_settle        (VasSql            *sql,
                                     const char        *command_id,
                                     gboolean           applied,
                                     const char        *verdict,
                                     gint64             now,
                                     GError           **error);
gboolean   vas_outbox_renumber      (VasSql            *sql,
                                     const char        *client_id,
                                     GError           **error);
gboolean   vas_outbox_send_again    (VasSql            *sql,
                                     gint64             since,
                                     GError           **error);
gboolean   vas_outbox_forget        (VasSql            *sql,
                                     gint64             before,
                                     GError           **error);

gboolean   vas_outbox_count         (VasSql            *sql,
                                     VasOutboxCounts   *counts,
                                     GError           **error);
gpointer   vas_outbox_read_counts   (VasSql            *sql,
                                     gpointer           data,
                                     GCancellable      *cancellable,
                                     GError           **error);
gboolean   vas_outbox_find_put_off  (VasSql            *sql,
                                     gint64             now,
                                     gint64            *next,
                                     GError           **error);
GPtrArray *vas_outbox_list          (VasSql            *sql,
                                     guint              most,
                                     GError           **error);
GPtrArray *vas_outbox_list_problems (VasSql            *sql,
                                     GError           **error);
gboolean   vas_outbox_close_problem (VasSql            *sql,
                                     const char        *command_id,
                                     gint64             now,
                                     GError           **error);

G_END_DECLS
