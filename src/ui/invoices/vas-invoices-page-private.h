/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-alarm-pane.h"
#include "vas-case-pane.h"
#include "vas-invoices-page.h"
#include "vas-key-gate.h"
#include "vas-palette-source.h"
#include "vas-photo-feed.h"
#include "vas-queue-pane.h"
#include "vas-scanner.h"
#include "vas-second-pass.h"

G_BEGIN_DECLS

struct _VasInvoicesPage
{
  AdwBin         parent_instance;

  GtkPaned      *paned;
  VasQueuePane  *queue;
  VasCasePane   *pane;
  VasAlarmPane  *alarm;

  VasDesk       *desk;
  VasKeyGate    *gate;
  guint          count;

  char          *open_key;          /* of the request that is to be shown */
  GCancellable  *open_cancellable;  /* of the reading of the open case */
  gboolean       again;             /* records changed while the open case was read */
  VasCaseFile   *next_file;         /* read ahead; nullable */
  char          *next_key;          /* of the reading ahead that is under way or done */
  guint          next_idle;
  guint          claim_timer;
  gboolean       claiming;          /* a claim on the open case is under way */
  gboolean       busy;              /* a command on the open case is under way */
  void         (*queued) (VasInvoicesPage *self); /* pressed while the page was busy */
  GHashTable    *decided;           /* command id → request key, for an undo */

  VasSecondPass *pass;
  VasScanner    *scanner;
  VasPhotoFeed  *photos;
  char          *photo_sheet;       /* that a file is being chosen for; nullable */
  GtkWidget     *alarm_focus;       /* weak: where the focus was when the alarm came */
  gboolean       typing;            /* the first field is to have the focus when the case is shown */
  gboolean       knows_fields;      /* the scanner knows the fields of the second pass */
};

/* vas-invoices-page-case.c */
void vas_invoices_page_open       (VasInvoicesPage *self,
                                   const char      *key);
void vas_invoices_page_open_next  (VasInvoicesPage *self,
                                   const char      *key);
void vas_invoices_page_reload     (VasInvoicesPage *self);
void vas_invoices_page_close_case (VasInvoicesPage *self);
void vas_invoices_page_watch_work (VasInvoicesPage *self,
                                   GtkWidget       *widget);

/* vas-invoices-page-review.c */
void vas_invoices_page_install_review (GtkWidgetClass  *widget_class);
void vas_invoices_page_reasoned_cb    (VasInvoicesPage *self,
                                       guint            act,
                                       const char      *reason,
                                       const char      *label,
                                       const char      *text,
                                       const char      *due);
void vas_invoices_page_say_why        (VasInvoicesPage *self,
                                       VasVerdict      *verdict);

/* vas-invoices-page-entry.c */
void vas_invoices_page_install_entry  (GtkWidgetClass  *widget_class);
void vas_invoices_page_present_entry  (VasInvoicesPage *self,
                                       GtkWidget       *dialog);

/* vas-invoices-page-older.c */
void vas_invoices_page_install_older  (GtkWidgetClass  *widget_class);

/* vas-invoices-page-endings.c */
void vas_invoices_page_install_endings (GtkWidgetClass  *widget_class);
void vas_invoices_page_add_ending_keys (VasInvoicesPage *self);
const char *vas_invoices_page_get_dialog (guint place);

/* vas-invoices-page-print.c */
void vas_invoices_page_install_print  (GtkWidgetClass  *widget_class);

/* vas-invoices-page-pass.c */
void vas_invoices_page_install_pass   (GtkWidgetClass  *widget_class);
void vas_invoices_page_add_pass       (VasInvoicesPage *self);
void vas_invoices_page_close_pass     (VasInvoicesPage *self);

/* vas-invoices-page-keys.c */
void vas_invoices_page_install_moves  (GtkWidgetClass  *widget_class);
void vas_invoices_page_add_keys       (VasInvoicesPage *self);
void vas_invoices_page_allow_keys     (VasInvoicesPage *self,
                                       gboolean         allowed);
void vas_invoices_page_noted_cb       (VasInvoicesPage *self,
                                       const char      *text);

/* vas-invoices-page-palette.c */
void vas_invoices_page_palette_init (VasPaletteSourceInterface *iface);

/* vas-invoices-page-batch.c */
void vas_invoices_page_install_batch (GtkWidgetClass *widget_class);
void vas_invoices_page_extend_many (VasInvoicesPage *self);
void vas_invoices_page_run_many   (VasInvoicesPage *self,
                                   VasReviewAct     act,
                                   const char      *reason,
                                   const char      *text);

G_END_DECLS
