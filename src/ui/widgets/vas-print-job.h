/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vas-desk.h"

G_BEGIN_DECLS

/**
 * VasPrintJob:
 * @print: (type GObject): what is printed
 * @run: asks for the printer, and prints
 * @export: the same as a PDF
 * @kind: what the trail calls it: "slips", "handover"
 * @part: (nullable): which of them: a day, a number
 * @rows: how many records it shows
 *
 * Paper that names people, on its way out: it is in the trail before it is on paper (R31).
 */
typedef struct {
  gpointer    print;
  gboolean  (*run)    (gpointer     print,
                       GtkWindow   *parent,
                       GError     **error);
  gboolean  (*export) (gpointer     print,
                       const char  *path,
                       GError     **error);
  const char *kind;
  const char *part;
  guint       rows;
} VasPrintJob;

void     vas_print_job_start  (const VasPrintJob    *job,
                               VasDesk              *desk,
                               GtkWindow            *parent);
void     vas_print_job_save   (const VasPrintJob    *job,
                               VasDesk              *desk,
                               GtkWindow            *parent,
                               const char           *name);
void     vas_print_job_async  (const VasPrintJob    *job,
                               VasDesk              *desk,
                               GtkWindow            *parent,
                               const char           *path,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean vas_print_job_finish (VasDesk              *desk,
                               GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
