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
  VAS_QUEUE_DUE_TODAY,      /* 今日到期: due today or overdue, in any open state */
  VAS_QUEUE_TO_ISSUE,       /* 待开票 */
  VAS_QUEUE_TO_SHIP,        /* 待寄出, with 待自取 */
  VAS_QUEUE_TO_TELL,        /* 待通知 */
  VAS_QUEUE_CAME_BACK,      /* 退件: parcel refused, returned or lost */
  VAS_QUEUE_RETURNING,      /* 退票 */
  VAS_QUEUE_N_TABS,
} VasQueueTab;

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

  VasRequest *request;
  char       *account_id;
  char       *account_name;         /* masked */
  char       *claimer;              /* nullable: name of who claimed it, while the claim lasts */
  guint       n_orders;
};

GPtrArray *vas_queue_list   (VasSql       *sql,
                             VasQueueTab   tab,
                             const char   *staff_key,
                             gint32        today,
                             gint64        now,
                             const char   *search,
                             guint         limit,
                             GError      **error);
gboolean   vas_queue_count  (VasSql       *sql,
                             const char   *staff_key,
                             gint32        today,
                             gint64        now,
                             guint64       counts[VAS_QUEUE_N_TABS],
                             GError      **error);

G_END_DECLS
