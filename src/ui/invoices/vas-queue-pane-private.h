/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue-loader.h"
#include "vas-queue-model.h"
#include "vas-queue-pane.h"

G_BEGIN_DECLS

struct _VasQueuePane
{
  AdwBin              parent_instance;

  GtkSearchEntry     *search;
  GtkBox             *tabs;
  GtkStack           *stack;
  GtkListView        *list;
  AdwStatusPage      *empty_page;
  GtkButton          *empty_button;
  AdwStatusPage      *error_page;
  GtkLabel           *foot;

  VasDesk            *desk;
  GtkToggleButton    *chips[VAS_QUEUE_N_TABS];
  GtkLabel           *chip_counts[VAS_QUEUE_N_TABS];
  VasQueueModel      *model;
  GtkMultiSelection  *selection;
  VasQueueTab         tab;
  guint64             counts[VAS_QUEUE_N_TABS];
  char               *current;
  guint               last_position;  /* where the current one stood last */
  guint               cursor;         /* the end of the selection that moves */
  guint               n_selected;
  gboolean            restoring;      /* the selection is being put back, not changed */
  gboolean            loading;
  gboolean            again;          /* changed while loading */
  guint               timer;
  guint               focus_idle;
};

/* vas-queue-pane-list.c */
void vas_queue_pane_set_up_list   (VasQueuePane *self);
void vas_queue_pane_take_rows     (VasQueuePane *self,
                                   GPtrArray    *rows);
void vas_queue_pane_show_position (VasQueuePane *self,
                                   guint         position);
void vas_queue_pane_selected_cb   (VasQueuePane *self);

/* vas-queue-pane-tabs.c */
void vas_queue_pane_set_up_tabs   (VasQueuePane *self);
void vas_queue_pane_show_counts   (VasQueuePane *self);
void vas_queue_pane_show_state    (VasQueuePane *self);

/* vas-queue-pane.c */
void vas_queue_pane_notify_current    (VasQueuePane *self,
                                       const char   *key,
                                       gboolean      opened);
void vas_queue_pane_notify_n_selected (VasQueuePane *self);

G_END_DECLS
