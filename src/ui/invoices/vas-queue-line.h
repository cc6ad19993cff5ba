/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"
#include "vas-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define VAS_TYPE_QUEUE_LINE (vas_queue_line_get_type ())
G_DECLARE_FINAL_TYPE (VasQueueLine, vas_queue_line, VAS, QUEUE_LINE, AdwBin)

GtkWidget *vas_queue_line_new             (VasDesk      *desk);
char      *vas_queue_line_show            (VasQueueLine *self,
                                           VasQueueRow  *row,
                                           gboolean      with_step);
char      *vas_queue_line_describe_reason (VasQueueRow  *row);

G_END_DECLS
