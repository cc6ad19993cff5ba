/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-queue-loader.h"
#include "vas-queue-pane.h"
#include "vas-queue-sight.h"
#include "vas-queue-source.h"
#include "vas-queue-views.h"
#include "vas-row-selection.h"

G_BEGIN_DECLS

struct _VasQueuePane
{
  AdwBin              parent_instance;

  GtkSearchEntry     *search;
  GtkMenuButton      *menu_button;
  GtkBox             *tabs;
  GtkStack           *stack;
  GtkScrolledWindow  *scroll;
  GtkListView        *list;
  AdwStatusPage      *empty_page;
  GtkButton          *empty_button;
  GtkButton          *older_button;
  AdwStatusPage      *error_page;
  GtkLabel           *foot;
  GtkRevealer        *work;           /* what is being done in the background */
  GtkLabel           *work_label;
  GtkProgressBar     *work_bar;

  VasDesk            *desk;
  VasQueueViews      *views;
  GtkToggleButton    *chips[VAS_QUEUE_N_TABS];
  GtkLabel           *chip_counts[VAS_QUEUE_N_TABS];
  VasQueueSource     *source;
  VasRowModel        *model;
  VasRowSelection    *selection;
  VasQueueSight      *sight;
  VasQueueTab         tab;
  VasQueueTab         home;           /* the tab to go back to when the search is cleared */
  VasQueueOrder       order;
  guint64             counts[VAS_QUEUE_N_TABS];
  guint64             n_review;       /* waiting for their review, whatever is searched for */
  char               *asked;          /* what the list was searched for last */
  char               *current;
  gint64              current_id;     /* 0 while it is not known */
  GHashTable         *ids;            /* key of a request → its id, of those met so far */
  VasRow             *pending;        /* chosen before it was read; nullable */
  guint               last_position;  /* where the current one stood last */
  guint               cursor;         /* the end of the selection that moves */
  guint               n_selected;
  gboolean            restoring;      /* something is being put back, not changed by the person */
  gboolean            fresh;          /* another view: nothing of where the list was is to be kept */
  gboolean            wants_first;    /* the first row is opened when the answer is whole */
  gboolean            counting;
  gboolean            again;          /* changed while counting */
  guint               timer;
  guint               focus_idle;
  GCancellable       *work_cancellable;
  gint64              work_began;     /* monotonic */
};

/* vas-queue-pane-list.c */
void     vas_queue_pane_set_up_list    (VasQueuePane *self);
void     vas_queue_pane_show_position  (VasQueuePane *self,
                                        guint         position);
void     vas_queue_pane_show_page      (VasQueuePane *self,
                                        const char   *name);
void     vas_queue_pane_place_current  (VasQueuePane *self);
void     vas_queue_pane_take_selected  (VasQueuePane *self);
void     vas_queue_pane_show_steps     (VasQueuePane *self);
VasRow  *vas_queue_pane_get_row        (VasQueuePane *self,
                                        guint         position);
guint    vas_queue_pane_get_n_rows     (VasQueuePane *self);

/* vas-queue-pane-tabs.c */
void     vas_queue_pane_set_up_tabs    (VasQueuePane *self);
void     vas_queue_pane_show_counts    (VasQueuePane *self);
void     vas_queue_pane_show_state     (VasQueuePane *self);
gboolean vas_queue_pane_is_searching   (VasQueuePane *self);

/* vas-queue-pane-sheet.c */
void     vas_queue_pane_install_sheet  (GtkWidgetClass *widget_class);
void     vas_queue_pane_cancel_work    (VasQueuePane *self);

/* vas-queue-pane-views.c */
void     vas_queue_pane_install_views  (GtkWidgetClass *widget_class);
void     vas_queue_pane_set_up_menu    (VasQueuePane   *self);

/* vas-queue-pane.c */
void     vas_queue_pane_ask             (VasQueuePane  *self);
void     vas_queue_pane_open_first      (VasQueuePane  *self);
void     vas_queue_pane_notify_current  (VasQueuePane  *self,
                                         const char    *key,
                                         gboolean       opened);
void     vas_queue_pane_notify_selected (VasQueuePane  *self);

G_END_DECLS
