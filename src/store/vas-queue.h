/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-case.h"
#include "vas-sql.h"

G_BEGIN_DECLS

/**
 * VasQueueTab: the tabs of the invoice queue, in their order.
 */
typedef enum {
  VAS_QUEUE_MINE,           /* 我的: claimed by me */
  VAS_QUEUE_REVIEW,         /* 待审 */
  VAS_QUEUE_SECOND,         /* 待复核 */
  VAS_QUEUE_DUE_TODAY,      /* 今日到期: due today or overdue; what is being returned has no term of ours */
  VAS_QUEUE_TO_ISSUE,       /* 待开票 */
  VAS_QUEUE_TO_SHIP,        /* 待寄出, with 待自取 */
  VAS_QUEUE_TO_TELL,        /* 待通知 */
  VAS_QUEUE_CAME_BACK,      /* 退件: parcel refused, returned or lost */
  VAS_QUEUE_RETURNING,      /* 退票 */
  VAS_QUEUE_ALL,            /* 全部: all open work; with a search, ended requests too */
  VAS_QUEUE_N_TABS,
} VasQueueTab;

/**
 * VasQueueOrder: in which order the requests stand.
 */
typedef enum {
  VAS_QUEUE_BY_DUE,         /* the nearest deadline first; what has ended last */
  VAS_QUEUE_BY_AMOUNT,      /* the largest first */
  VAS_QUEUE_BY_ARRIVAL,     /* the oldest first */
  VAS_QUEUE_BY_NEWEST,      /* the newest first */
  VAS_QUEUE_BY_TITLE,       /* by the sound of the title */
  VAS_QUEUE_N_ORDERS,
} VasQueueOrder;

/**
 * VasQueueQuestion:
 * @search: what is searched for, as it was typed; empty for nothing
 * @staff_key: (nullable): who looks, for the own tab and for claims
 * @now: instant; deadlines are judged by its civil date
 *
 * What the queue is asked. Never changed once it is made, so that any thread may read it.
 */
typedef struct {
  gatomicrefcount  refs;
  VasQueueTab      tab;
  VasQueueOrder    order;
  char            *search;
  char            *staff_key;
  gint64           now;
} VasQueueQuestion;

/**
 * VasQueueRow:
 *
 * A line of the queue: the request and what the list shows beside it.
 */
#define VAS_TYPE_QUEUE_ROW (vas_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueRow, vas_queue_row, VAS, QUEUE_ROW, GObject)

struct _VasQueueRow
{
  GObject     parent_instance;

  VasRequest *request;              /* NULL in a blank row */
  char       *account_id;
  char       *account_name;         /* masked */
  char       *claimer;              /* nullable: name of who claimed it, while the claim lasts */
  guint       n_orders;
};

VasQueueQuestion *vas_queue_question_new   (VasQueueTab       tab,
                                            VasQueueOrder     order,
                                            const char       *search,
                                            const char       *staff_key,
                                            gint64            now);
VasQueueQuestion *vas_queue_question_ref   (VasQueueQuestion *self);
void              vas_queue_question_unref (VasQueueQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VasQueueQuestion, vas_queue_question_unref)

const char       *vas_queue_tab_get_id     (VasQueueTab       tab);
gboolean          vas_queue_tab_find       (const char       *id,
                                            VasQueueTab      *tab);
const char       *vas_queue_order_get_id   (VasQueueOrder     order);
gboolean          vas_queue_order_find     (const char       *id,
                                            VasQueueOrder    *order);

GPtrArray        *vas_queue_list           (VasSql                 *sql,
                                            const VasQueueQuestion *question,
                                            guint                   limit,
                                            GError                **error);
gboolean          vas_queue_count          (VasSql                 *sql,
                                            const VasQueueQuestion *question,
                                            guint64                 counts[VAS_QUEUE_N_TABS],
                                            GError                **error);

/* For readers of single rows: the statement of the ids in order, and of one row whose id becomes $1. */
VasStatement     *vas_queue_prepare_ids    (VasSql                 *sql,
                                            const VasQueueQuestion *question,
                                            guint                   limit,
                                            GError                **error);
VasStatement     *vas_queue_prepare_row    (VasSql                 *sql,
                                            const VasQueueQuestion *question,
                                            GError                **error);
VasQueueRow      *vas_queue_read_row       (VasStatement           *statement);

G_END_DECLS
